"""Cut passages into the sentences and table lines that may be quotes; headings and running lines say nothing."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile, zip_longest
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import Passage
from desktop.domain.quote import normalise
from desktop.reasoning.byline import SAYS, is_byline, is_day
from desktop.reasoning.sentences import (
    is_column_name,
    is_item,
    is_numbered_heading,
    is_row,
    names_columns,
    spans,
    without_number,
)
from desktop.reasoning.tables import TOTAL, has_cells, is_total, names_cells
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Characters of the longest quote: about what a person reads at a glance.
LONGEST = 600
#: Characters of the longest pair of sentences that is one quote.
PAIR = 360
#: Characters of the longest caption; what is longer says something.
_LONGEST_CAPTION = 120
#: Words of a term that stands before what explains it.
_TERM = 3
#: Endings of files whose readers write a paragraph on one line; text, mail and code keep the lines of the file, and in
#: PDF a paragraph may be cut at a change of type or column.
_LAID_OUT = frozenset(
    (".docx", ".docm", ".odt", ".rtf", ".pptx", ".pptm", ".odp", ".epub", ".html", ".htm", ".xhtml", ".md", ".markdown")
)
#: Those whose short lines are what they say, not what stands over it.
_SLIDES = frozenset((".pptx", ".pptm", ".odp"))

_PRONOUN = re.compile(
    r"(?:It|Its|They|Their|These|Those|This|That|He|She|His|Her|Such|The (?:former|latter|same))\b|[它他她其该这那]"
)
_BOILERPLATE = re.compile(
    r"^(?:\W*\d*\W*|page \d+.*|.*\btable of contents\b.*|see accompanying notes.*|\(?unaudited\)?|第?\s*\d+\s*页.*|"
    r".*\.{5,}\s*\d+|.*\b\d+\s+(?:item|part|note|chapter|section) [\divx]+[a-z]?\.?|"
    r"(?:item|part|note|chapter) [\divx]+\.?|\([^()]*\)|copyright.*|©.*|all rights reserved.*)$",
    re.IGNORECASE,
)
#: A running line with the name of the document and the number of the page.
_FOOTER = re.compile(
    r"[^|]{3,60}\|[^|]*\b(?:form|report|annual|quarterly|page|version)\b[^|]*\|\s*\d{1,4}$", re.IGNORECASE
)
#: What stands over a table or below a figure: its number, and what it shows.
_CAPTION = re.compile(r"(?:table|figure|fig\.|exhibit|chart|[图表])\s*\d[\w.-]*\s*[.:：—–|]", re.IGNORECASE)
#: A sentence that leads over to a table.
_LEADS = re.compile(
    r"(?:\S+\s+){4,}\S+[:：]$|\b(?:following|below)\b.*[:.]$|\bas follows\b|(?:下表|如下|以下).*[：:。]$"
    r"|[\u4e00-\u9fff]{6,}[：:]$",
    re.IGNORECASE | re.DOTALL,
)
#: An item whose mark is a word or a date: "June 2024: the board decides". A list has two of them at least.
_LABELLED = re.compile(r"[^\n.:：;。；|]{2,40}[:：] ?[^\n\s]")
_ENDS = (".", "!", "?", "。", "！", "？", "”", '"', ")", "）", ":", "：", ";", "；")


class Unit(msgspec.Struct):
    """A sentence or a line in the running.

    Attributes:
        start, end: characters of the passage's text.
        row: whether it is a line of a table; `header` then names its columns and `group` the lines it belongs to.
        words: its content words.
        around: the content words of its passage, headings and file name.
        above: the content words of the heading that it stands under, and of the caption over its table.
        otherwise: whether it says in other words what a question says; set by the search for quotes.
        label: for a table line, its first cell in the words of the question; set by that too.
        covered, score, order: set by that too.
    """

    passage: Passage
    start: int
    end: int
    row: bool
    header: str
    group: str
    words: frozenset[str]
    around: frozenset[str]
    above: frozenset[str]
    otherwise: bool = False
    label: str = ""
    covered: float = 0.0
    score: float = 0.0
    order: float = 0.0

    @property
    def text(self) -> str:
        """The words as they stand in the passage."""
        return self.passage.text[self.start : self.end]


def units_of(passage: Passage) -> list[Unit]:
    """Return what of a passage may be quoted, in order; a sentence that begins with a pronoun brings the one before.

    Questions, headings, running lines and what stands over columns answer nothing and are left out.
    """
    text = passage.text
    around = frozenset(terms(f"{PurePath(passage.file).stem} {passage.heading or ''} {text}"))
    paths = [passage.heading or "", *(head.path for head in passage.heads)]
    headings = {normalise(part) for path in paths for part in path.split("›")}
    above = _Above(passage)
    ending = PurePath(passage.file).suffix.lower()
    found: list[Unit] = []
    header = group = ""
    caption = frozenset[str]()
    before: tuple[int, int] | None = None
    in_table = False
    stacked: int | None = None  # where names of columns began that stand one below the other
    cuts = list(_explained(text, spans(text, laid_out=ending in _LAID_OUT)))
    for place, ((first, end), after) in enumerate(zip_longest(cuts, cuts[1:], fillvalue=(0, 0))):
        start = _past_heading(text, first, end, headings)
        sentence = text[start:end]
        if (last := _listed(text, start, end, cuts[place + 1 :])) > end:
            words = frozenset(terms(text[start:last]))
            found.append(Unit(passage, start, last, False, "", "", words, around, above.words_at(start)))
        if not header and not group and (last := _with_table(text, start, end, cuts[place + 1 :])) > end:
            words, near = frozenset(terms(sentence)), above.words_at(start) | frozenset(terms(text[end:last]))
            found.append(Unit(passage, start, last, False, "", "", words, around, near))
            before = None
            continue
        if names_columns(sentence) or is_column_name(sentence):
            stacked = start if stacked is None else stacked
            first_of = stacked if names_columns(text[stacked:end]) else start
            if names_columns(text[first_of:end]):
                header, group = text[first_of:end], ""
            before = None
            continue
        stacked = None
        if has_cells(sentence) and not in_table and names_cells(sentence, _rows(text, cuts[place + 1 :])):
            header, group, before, in_table = sentence, "", None, True
            continue
        in_table = has_cells(sentence)
        if is_row(sentence) and not _FOOTER.match(sentence):
            closes = is_total(sentence)
            words = frozenset(terms(sentence)) | (TOTAL if closes else frozenset())
            near = above.words_at(start) | caption
            found.append(Unit(passage, start, end, True, header, group, words, around, near))
            group = "" if closes else group
            before = None
            continue
        if is_byline(sentence):
            last = after[1] if is_day(text[slice(*after)]) else end
            words = frozenset(terms(text[start:last])) | SAYS
            found.append(Unit(passage, start, last, False, "", "", words, around, above.words_at(start)))
            before = None
            continue
        if sentence.endswith((":", "：")) and len(sentence) <= 60 and "\n" not in sentence:
            group, before = sentence, None
            continue
        if header and _is_heading(sentence) and is_row(text[slice(*after)]):  # what the next lines of the table are of
            group, before = sentence, None
            continue
        if _CAPTION.match(sentence) and len(sentence) <= _LONGEST_CAPTION:
            caption, before = frozenset(terms(sentence)), None
            continue
        if (
            _BOILERPLATE.match(sentence)
            or _FOOTER.match(sentence)
            or normalise(sentence) in headings
            or (ending not in _SLIDES and _is_heading(sentence))
        ):
            before = None
            continue
        header, group, caption = "", "", frozenset()
        joins = before is not None and _PRONOUN.match(sentence) and end - before[0] <= LONGEST
        for begin, final in _within(text, before[0] if joins and before else start, end):
            words = frozenset(terms(text[begin:final]))
            found.append(Unit(passage, begin, final, False, "", "", words, around, above.words_at(begin)))
        before = (start, end)
    return found


class _Above:
    """Knows a passage's headings; reads the words of each once."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._words: dict[str, frozenset[str]] = {}

    def words_at(self, place: int) -> frozenset[str]:
        """Return the content words of the heading that a character of the passage stands under."""
        heading = (self._passage.heading_at(place) or "").rpartition("›")[2]
        if heading not in self._words:
            self._words[heading] = frozenset(terms(heading))
        return self._words[heading]


def pairs_of(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit, Unit]]:
    """Yield each sentence with the next one of its paragraph, and the two as one unit, where that is no longer than
    `PAIR`."""
    for one, other in pairwise(units):
        if one.row or other.row or one.passage is not other.passage or other.end - one.start > PAIR:
            continue
        between = one.passage.text[one.end : other.start]
        if other.start >= one.end and not between.strip() and "\n" not in between:
            words = one.words | other.words
            yield one, other, Unit(one.passage, one.start, other.end, False, "", "", words, one.around, one.above)


def _rows(text: str, following: Sequence[tuple[int, int]]) -> list[str]:
    """Return the lines of the table that go on from its first one."""
    lines = (text[start:end] for start, end in following)
    return list(takewhile(has_cells, lines))


def _explained(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, a term that begins a paragraph with the one that explains it: "Set-back. A lower …"."""
    term: int | None = None
    for place, (start, end) in enumerate(found):
        begin = start if term is None else term
        term = None
        begins = begin == 0 or text[begin - 1] == "\n"
        short = len(text[begin:end].split()) <= _TERM and text[end - 1] == "."
        following = found[place + 1] if place + 1 < len(found) else (end, end)
        if begins and short and following[1] > end and "\n" not in text[end : following[0]]:
            term = begin
        else:
            yield begin, end


def _listed(text: str, start: int, end: int, following: Sequence[tuple[int, int]]) -> int:
    """Return where the list ends that a line leads over to ("The scheme covers:"), all of it; `end` where there is none
    or the two are too long to be a quote."""
    if not text[start:end].endswith((":", "：")):
        return end
    last = end
    labelled = 0
    for first, final in following:
        if not is_item(text[first:final]):
            if not _LABELLED.match(text, first, final):
                break
            labelled += 1
        last = final
    return last if last - start <= LONGEST and labelled != 1 else end


def _with_table(text: str, start: int, end: int, following: Sequence[tuple[int, int]]) -> int:
    """Return where the table ends that a sentence leads over to ("The following table shows the costs:"), or its last
    line that is not too far for a quote; `end` where there is none."""
    if is_row(text[start:end]) or not _LEADS.search(text[start:end]):
        return end
    last = end
    rows = 0
    for first, final in following:
        line = text[first:final]
        if final - start > LONGEST or not (is_row(line) or names_columns(line) or is_column_name(line)):
            break
        rows += is_row(line)
        last = final
    return last if rows > 1 else end


def _past_heading(text: str, start: int, end: int, headings: set[str]) -> int:
    """Return where a sentence begins after headings that run into it, since headings bear no full stop."""
    while (line := text.find("\n", start, end)) >= 0 and normalise(text[start:line]) in headings:
        start = line + 1
    return start


def _within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is too long to be a quote at its lines, else at spaces."""
    if end - start <= LONGEST:
        return [(start, end)]
    cuts: list[tuple[int, int]] = []
    while end - start > LONGEST:
        at = max(text.rfind("\n", start + 1, start + LONGEST), text.rfind(" ", start + LONGEST // 2, start + LONGEST))
        at = at if at > start else start + LONGEST
        cuts.append((start, at))
        start = at
        while start < end and text[start].isspace():
            start += 1
    return [*cuts, (start, end)] if start < end else cuts


def _is_heading(sentence: str) -> bool:
    """Whether a line stands over something rather than saying something: short, no closing mark, no number in it."""
    if is_numbered_heading(sentence):
        return not any(character.isdigit() for character in without_number(sentence))
    words = sentence.split()
    if sentence.rstrip().endswith(_ENDS) or any(character.isdigit() for character in sentence):
        return False
    return len(words) <= 6 and len(sentence) <= 60 and sentence[:1].isupper()
