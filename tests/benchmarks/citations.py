"""Measure citations on the reports: do all quotes stand on their pages, are altered ones caught, are they the answer.

Run with ``python -m tests.benchmarks.citations``; writes its figures into RESULTS.md. Pages are read a second time, by
PDFium itself and by pypdf, so that what proves a quote is not what found it. Needs what the benchmark of refusals
indexed.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
import pypdf
import pypdfium2

from desktop.chat.cite import Citer
from desktop.chat.language import say
from desktop.documents.library import Library
from desktop.domain.document import Citation, Passage
from desktop.domain.quote import check, numbers
from desktop.reasoning.sentences import prose_spans
from tests.benchmarks.asking import ask, filled
from tests.benchmarks.document_sets import REPORTS, available, figures
from tests.benchmarks.refusal import ABSENT, FOLDER
from tests.benchmarks.results import write_section

NAME = "reports"
_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"^\d{1,3}[.)]\s+")
_MARK = re.compile(r"\[(\d+)\]")


class Tally(msgspec.Struct):
    """What was counted.

    Attributes:
        quotes, verified, standing: citations of answers, those shown as verified, those that truly stand on the page.
        altered, passed: quotes with one digit changed, and those of them that were taken for verified.
        claims, believed: sentences with one figure changed, and those of them where it kept a verified citation.
        figures, right: questions whose answer has figures, and those with one of them, or its first, in the quotes.
        meant: answered questions all of whose quotes are from the report that was asked about.
    """

    asked: int = 0
    answered: int = 0
    quotes: int = 0
    verified: int = 0
    standing: int = 0
    altered: int = 0
    passed: int = 0
    claims: int = 0
    believed: int = 0
    figures: int = 0
    some: int = 0
    first: int = 0
    meant: int = 0


def main() -> int:
    """Ask, check, print and write; leave with 2 when the data is not there, with 1 when a report could not be read."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    tallies = {"one report": Tally(), "several reports": Tally()}
    with Library(FOLDER / "library") as library:
        filled(library, NAME, sorted(REPORTS.glob("*.pdf")))
        unread = [state for state in library.files(NAME) if state.state != "indexed"]
        if unread:  # figures of some reports would pass for those of all
            print(f"{unread[0].file} is not indexed: {unread[0].reason}", file=sys.stderr)
            return 1
        retriever = library.retriever(NAME)
        for question, files, answer in _questions():
            tally = tallies["one report" if len(files) == 1 else "several reports"]
            message = ask(retriever, question)
            tally.asked += 1
            if message.kind == "refused":
                continue
            tally.answered += 1
            _prove(tally, message.citations, retriever.page_text)
            _compare(tally, message.citations, files, answer)
    text = "\n".join(_lines(tallies))
    print(text)
    write_section("Citations", text)
    return 0


def _questions() -> Iterator[tuple[str, frozenset[str], str]]:
    """Yield questions on the companies whose reports are there, the names of the reports meant, and the answer."""
    names = sorted(file.name for file in REPORTS.glob("*.pdf"))
    with (REPORTS / "questions.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if not any(name in row["Source Docs"] for name in ABSENT):
                source = row["Source Docs"].strip("*")
                files = frozenset(name for name in names if Path(name).stem.endswith(source))
                yield row["Question"], files, row["Answer"]


def _prove(tally: Tally, citations: Sequence[Citation], page_text: object) -> None:
    for citation in citations:
        tally.quotes += 1
        tally.verified += citation.verified
        tally.standing += _stands(citation)
        page = page_text(citation.file, citation.page)  # type: ignore[operator]
        for altered in _altered(citation.quote):
            if _bare(altered) in _bare(page):
                continue  # the page says that too, such as another year
            tally.altered += 1
            tally.passed += check(altered, page) == "verified"
            tally.claims += 1
            tally.believed += _believed(altered, citation, page)


def _altered(quote: str) -> Iterator[str]:
    """Yield the quote with one digit of it changed, for each of its first digits."""
    for match in list(_DIGIT.finditer(quote))[:12]:
        digit = str((int(match.group()) + 3) % 10)
        yield quote[: match.start()] + digit + quote[match.end() :]


def _believed(altered: str, citation: Citation, page: str) -> bool:
    """Whether an answer that says something altered, and names its source, keeps a verified citation for it.

    Only the sentence that was changed is looked at: of a quote of two, the other one is true.
    """
    passage = Passage(citation.file, citation.page, None, citation.quote, 1.0)
    citer = Citer([passage], lambda file, number: page, "en")
    claim = " ".join(altered.split())
    shown = citer.feed(f"{claim} [1].\n") + citer.close()
    changed = numbers(_ITEM.sub("", claim)) - numbers(citation.quote)  # the number of a list's item is no figure
    verified = {one.n for one in citer.citations if one.verified}
    return any(
        bool(changed & numbers(_MARK.sub("", sentence))) and any(int(n) in verified for n in _MARK.findall(sentence))
        for sentence in (shown[start:end] for start, end in prose_spans(shown))
        if say("unsupported", "en") not in sentence
    )


def _compare(tally: Tally, citations: Sequence[Citation], files: frozenset[str], answer: str) -> None:
    tally.meant += all(Path(citation.file).name in files for citation in citations)
    wanted = list(figures(answer))
    if wanted:
        quoted = " ".join(citation.quote for citation in citations if Path(citation.file).name in files)
        tally.figures += 1
        tally.some += any(figure in quoted for figure in wanted)
        tally.first += wanted[0] in quoted


def _stands(citation: Citation) -> bool:
    """Whether the quote is on the page of the file itself, as either of two other readers has it."""
    wanted = _bare(citation.quote)
    return any(wanted in text for text in _pages(citation.file, citation.page or 1))


@cache
def _pages(file: str, page: int) -> tuple[str, ...]:
    paper = pypdfium2.PdfDocument(file)
    text = paper[page - 1].get_textpage().get_text_bounded()
    paper.close()
    return _bare(text), _bare(pypdf.PdfReader(file).pages[page - 1].extract_text())


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def _lines(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "Analysts' questions on the twelve reports, answered with quotes. Figures are those of a reference answer, of"
    yield "three digits and more; many such answers add, compare or sum up, where a quote can hold a part at most."
    yield ""
    yield "| questions on | asked | answered | quotes | verified | truly on the page | all from the report meant |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, tally in tallies.items():
        counts = (tally.asked, tally.answered, tally.quotes, tally.verified, tally.standing)
        yield f"| {name} | {' | '.join(map(str, counts))} | {tally.meant / max(tally.answered, 1):.3f} |"
    yield ""
    yield "| questions on | answers with figures | the first in a quote | any in a quote |"
    yield "| --- | --- | --- | --- |"
    for name, tally in tallies.items():
        shares = (tally.first / max(tally.figures, 1), tally.some / max(tally.figures, 1))
        yield f"| {name} | {tally.figures} | {shares[0]:.3f} | {shares[1]:.3f} |"
    altered, passed = (sum(getattr(t, name) for t in tallies.values()) for name in ("altered", "passed"))
    claims, believed = (sum(getattr(t, name) for t in tallies.values()) for name in ("claims", "believed"))
    yield ""
    yield f"Of {altered} quotes with one digit changed {passed} were taken for verified (aim 0)."
    yield f"Of {claims} written sentences with one figure changed {believed} kept a verified citation (aim 0)."


if __name__ == "__main__":
    sys.exit(main())
