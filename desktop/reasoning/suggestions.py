"""Questions that a document answers, from its headings, defined terms and figures; no model writes them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import Passage
from desktop.domain.quote import normalise
from desktop.reasoning.units import units_of
from desktop.reasoning.words import is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.document import Document

#: Pages of a document that are looked at, pages from which its first is a cover, and suggestions of one kind.
_PAGES, _LONG, _OF_A_KIND = 60, 5, 6
#: Headings that name a place in a document rather than something it says.
_PLACES = re.compile(
    r"(?:table of )?contents?|index(?: to .*)?|introduction|overview|preface|foreword|references|bibliography|abstract"
    r"|acknowledge?ments?|glossary|signatures?|untitled|title|(?:appendix|annex|notes?|exhibits?|part|chapter|section|page"
    r"|figure|table|sheet|slide|form|item)s?\W*[\da-z]{0,4}\W*|目录|引言|前言|附录|参考文献|摘要|致谢|索引|第.{1,3}[章节部]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\d{4,}\b.*\d|\d{5}")
_NUMBERING = re.compile(
    r"^\W*(?:(?:item|part|section|chapter|note)\s+)?(?:\d+[a-z]?(?:\.\d+)*[.):]?|[a-z]\)|[ivx]+\.)[\s–—-]+",
    re.IGNORECASE,
)
_ZH_NUMBERING = re.compile(r"^(?:第[一二三四五六七八九十\d]+[章节条]|[一二三四五六七八九十]+、|\d+[、.])\s*")
#: What introduces a term: “X” means …, X (the “Y”), X is defined as …
_DEFINED = (
    re.compile(r"[“\"]([A-Z][^“”\"\n]{2,40})[”\"]\s+(?:means|refers to|shall mean|is defined as|denotes)\b"),
    re.compile(r"\((?:the|a|an|each,? an?|collectively,? the|together,? the)?\s*[“\"]([A-Z][^“”\"\n]{2,40})[”\"]\)"),
    re.compile(r"[“「]([^“”「」\n]{2,16})[”」]\s*(?:是指|指的是|系指|定义为|指)"),
)
#: Columns, words and characters that a table line's label may have.
_WORDS = re.compile(r"[\w ,’'()&-]+")
_LABEL = re.compile(r"^[^\d|$€£¥%]{4,60}?(?=\s*[\d|$€£¥(—–-])")


class Suggested(msgspec.Struct, frozen=True):
    """A question that `file` answers."""

    question: str
    file: str


def suggested(documents: Sequence[Document], limit: int = 4) -> tuple[Suggested, ...]:
    """Return at most `limit` questions, shared out among the documents, each in the language of its document.

    What a document is about comes first, then in turns: what stands under a heading, what a defined term means, what a
    table or sentence gives for a figure. Each names words that stand in the document, so that search finds them.
    """
    lists = [[Suggested(text, document.file) for text in _of(document)] for document in documents]
    several = len(lists) > 1
    mixed = [one for row in zip_longest(*lists) for one in row if one is not None]
    if several:  # one question about all is enough
        mixed = [one for place, one in enumerate(mixed) if place == 0 or one.question not in _ABOUT.values()]
    unique = {normalise(one.question): one for one in reversed(mixed)}
    return tuple(list({normalise(one.question): unique[normalise(one.question)] for one in mixed}.values())[:limit])


_ABOUT = {False: "What is this document about?", True: "这份文档讲了什么？"}


def _of(document: Document) -> Iterator[str]:
    pages = document.pages[:_PAGES]
    text = " ".join(page.text for page in pages)
    if not text.strip():
        return
    zh = is_unspaced(text[:4000])
    yield _ABOUT[zh]
    kinds = (_headings(document, zh=zh), _figures(document, zh=zh), _terms(text, zh=zh))
    for row in zip_longest(*(list(kind)[:_OF_A_KIND] for kind in kinds)):
        yield from (question for question in row if question)


def _headings(document: Document, *, zh: bool) -> Iterator[str]:
    first = 1 if len(document.pages) >= _LONG else 0  # the cover of a long document says what it is, not what it says
    found = [
        " ".join(block.text.split())
        for page in document.pages[first:_PAGES]
        for block in page.blocks
        if block.kind == "heading"
    ]
    if not first and found and document.pages[0].blocks[0].kind == "heading":
        found = found[1:]  # the title
    often = Counter(found)
    title = normalise(document.title)
    for heading in dict.fromkeys(found):
        bare = _ZH_NUMBERING.sub("", _NUMBERING.sub("", heading)).strip(" .:：")
        length = len(bare) if is_unspaced(bare) else len(bare.split())
        least, most = (3, 24) if is_unspaced(bare) else (2, 9)
        if often[heading] > 2 or not least <= length <= most or len(bare) > 70:
            continue  # a running line, or a sentence
        if _PLACES.fullmatch(bare) or normalise(bare) == title or not terms(bare) or _ADDRESS.search(bare):
            continue
        if bare.endswith(("?", "？")):
            yield bare
        else:
            yield f"关于“{bare}”，文档说了什么？" if zh else f"What does it say about “{_cased(bare)}”?"


def _terms(text: str, *, zh: bool) -> Iterator[str]:
    places = sorted(
        (match.start(), match[1].strip(" ,.")) for pattern in _DEFINED for match in pattern.finditer(text[:200_000])
    )
    for _, term in dict.fromkeys((0, term) for _, term in places):
        yield f"“{term}”是什么意思？" if zh else f"What does “{term}” mean here?"


def _figures(document: Document, *, zh: bool) -> Iterator[str]:
    """Ask for the lines of tables whose labels say most: those whose words the text uses often."""
    often = Counter(word for page in document.pages[:_PAGES] for word in set(terms(page.text)))
    labels: dict[str, tuple[float, str]] = {}
    for page in document.pages[:_PAGES]:
        for unit in units_of(Passage(document.file, page.number, None, page.text, 0.5)):
            if not unit.row:
                continue
            first = unit.text.split(" | ")[0] if " | " in unit.text else ""
            match = None if first else _LABEL.match(unit.text)
            label = (first or (match.group() if match else "")).strip(" :：.|")
            words = [word for word in terms(label) if not word[0].isdigit()]
            if not _names_a_figure(label, words) or not any(c.isdigit() for c in unit.text[len(label) :]):
                continue
            worth = sum(often[word] for word in words) / len(words) + len(words)
            labels.setdefault(normalise(label), (worth, label))
    for _, label in sorted(labels.values(), key=lambda item: -item[0]):
        yield f"{label}是多少？" if zh else f"What is the figure for {_cased(label)}?"


def _names_a_figure(label: str, words: Sequence[str]) -> bool:
    """Whether the label of a table line says enough to be asked for: "Net sales", not "Total" or a whole sentence."""
    least = 1 if is_unspaced(label) else 2
    return least <= len(words) <= 4 and len(label) <= 60 and label[:1].isalpha() and bool(_WORDS.fullmatch(label))


def _cased(words: str) -> str:
    """Write words set in capitals in lower case, all but short ones, which are names."""
    if words.upper() != words or is_unspaced(words):
        return words
    return " ".join(word if len(word) <= 3 else word.capitalize() for word in words.split())
