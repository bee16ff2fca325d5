"""Documents that bear a summary of themselves, read by our readers from the test data, and that summary apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from desktop.documents import reading
from desktop.documents.readers.parts import gather
from desktop.domain.document import Document, Page
from desktop.reasoning.sentences import split_sentences
from tests.benchmarks.document_sets import DATA, QUESTIONS, REPORTS

#: Files with where their summary begins, and what stands behind it.
PAPERS = {
    "hostile_pdf/pdfplumber__issue-982-example.pdf": (r"Abstract—", r"I\. INTRODUCTION"),
    "hostile_pdf/pdfminersix__issue-1061-colour-space-stack.pdf": (r"Abstract—", r"Index Terms"),
    "hostile_pdf/pdfplumber__issue-316-example.pdf": (r"Abstract Purpose – ", r"Keywords"),
    "office/markitdown__test.docx": (r"Abstract\n", r"Introduction\n"),
}
ARTICLES = {"office/markitdown__test_wikipedia.html": (r"(?=Microsoft Corporation is an American)", r"History\n")}
#: Of the Chinese paragraphs, those of so many sentences after a first of so many characters; each so many-th of them.
LONG, FIRST, EVERY = 10, 15, 8
#: Characters of a paragraph of an abstract; shorter lines in front of an article are names and addresses.
ABSTRACT = 150
_RIGHTS = re.compile(r"©|licen[sc]e|Copyright")


class Case(msgspec.Struct, frozen=True):
    """A document without its summary.

    Attributes:
        set: the row of the table that it counts in.
        sentences: that are chosen of it; 0: as many as of any document.
    """

    set: str
    document: Document
    reference: str
    sentences: int = 0


def cases(folder: Path) -> Iterator[Case]:
    """Yield all; `folder` is where texts are put to be read as files."""
    yield from _taken_out("papers", PAPERS)
    yield from _pubmed(folder)
    yield from _wikitext(folder)
    yield from _taken_out("articles", ARTICLES)
    yield from _taken_out("reports", dict(_reports()))
    yield from _cmrc(folder)


def _taken_out(name: str, files: dict[str, tuple[str, str]]) -> Iterator[Case]:
    for file, (begins, ends) in files.items():
        document = read(DATA / file)
        whole = "\n".join(page.text for page in document.pages)
        start = re.search(begins, whole)
        end = start and re.compile(ends).search(whole, start.end())
        if start is None or end is None:
            raise ValueError(f"{file} has changed: its summary is not where it was")
        yield Case(name, without(document, start.start(), end.start()), whole[start.end() : end.start()])


def read(path: Path) -> Document:
    """Read a file as an adding does; words on pictures are passed over."""
    return gather(reading.read(path, path.name, pictures=False), path.name)


def without(document: Document, start: int, end: int) -> Document:
    """Return a document without some characters of its pages, which are joined by line ends."""
    pages: list[Page] = []
    at = 0
    for page in document.pages:
        blocks = []
        for block in page.blocks:
            text = block.text[: max(start - at, 0)] + block.text[max(end - at, 0) :]
            at += len(block.text) + 1
            if text.strip():
                blocks.append(msgspec.structs.replace(block, text=text))
        at += not page.blocks
        pages.append(msgspec.structs.replace(page, blocks=tuple(blocks)))
    return msgspec.structs.replace(document, pages=tuple(pages))


def _reports() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the reports that have a part for what mattered in the quarter."""
    for file in sorted(REPORTS.glob("*.pdf")):
        if "AAPL" in file.name:
            yield f"reports/{file.name}", (r"Quarterly Highlights\n", r"(?:COVID-19|Macroeconomic Conditions)\n")
        elif "NVDA" in file.name:
            yield f"reports/{file.name}", (r"Fiscal Year \d+ Summary\n", r"Financial Information by Business")


def _pubmed(folder: Path) -> Iterator[Case]:
    """Yield the articles of PubMed Central that have an abstract in front."""
    for entry in re.split(r"(?m)^PMID: ", (QUESTIONS / "chunkeval" / "pubmed.md").read_text("utf-8"))[1:]:
        number = entry.split()[0]
        front, _, rest = entry.partition("==== Front\n")[2].partition("==== Body\n")
        body = rest.partition("==== Refs")[0]
        abstract = [
            line
            for line in front.splitlines()
            if len(line) >= ABSTRACT and line.rstrip().endswith(".") and not _RIGHTS.search(line)
        ]
        if number != "0" and abstract and len(body) > 10_000:
            yield Case("papers", _written(folder, f"PubMed {number}.txt", body), "\n".join(abstract))


def _wikitext(folder: Path) -> Iterator[Case]:
    """Yield articles of Wikipedia, whose first paragraphs say what they are about."""
    text = (QUESTIONS / "chunkeval" / "wikitexts.md").read_text("utf-8")
    text = re.sub(r" @(\W)@ ", r"\1", text)  # marks that stand apart from words in this set
    text = re.sub(r" ([,.;:)'?!%])|([(]) ", lambda match: match[1] or match[2], text)
    for article in re.split(r"(?m)^ ?= (?=[^=;]+ = *$)", text)[1:]:
        title, _, rest = article.partition(" =")
        lead, *sections = re.split(r"(?m)^ ?= = ", rest)
        if sections:
            body = "\n".join(re.sub(r"^(= )*(.*?)( =)+ *\n", r"## \2\n\n", section, count=1) for section in sections)
            body = "\n\n".join(line.strip() for line in body.splitlines() if line.strip())
            yield Case("articles", _written(folder, f"{title.strip()}.md", f"# {title}\n\n{body}"), lead.strip())


def _cmrc(folder: Path) -> Iterator[Case]:
    """Yield long Chinese paragraphs whose first sentence, which names their subject, is their summary."""
    found = []
    for entry in json.loads((QUESTIONS / "cmrc2018_dev.json").read_text("utf-8"))["data"]:
        title, text = entry["title"].strip().split(" (")[0], entry["paragraphs"][0]["context"]
        first, *rest = split_sentences(text)
        if title and title in first[: len(title) + 1] and len(rest) >= LONG and len(first) >= FIRST:
            found.append((title, first, text[len(first) :]))
    for title, first, rest in found[::EVERY]:
        yield Case("Chinese paragraphs", _written(folder, f"{title}.txt", rest), first, 2)


def _written(folder: Path, name: str, text: str) -> Document:
    path = folder / re.sub(r"[\\/:*?\"<>|]", "_", name)
    path.write_text(text, "utf-8")
    return read(path)
