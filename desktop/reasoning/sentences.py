"""Cut a text into sentences, list items and table lines, each an exact substring of it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Words with a full stop that end no sentence (the text before the stop, lower case).
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        """
        mr mrs ms dr prof sr jr st rev hon gen col capt lt sgt inc ltd co corp llc plc bros dept univ assn vs etc e.g
        i.e cf al ca approx est fig figs eq eqs no nos vol vols pp p ch sec secs art par para ed eds jan feb mar apr
        jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun u.s u.k e.u u.n a.m p.m ph.d m.d b.a m.a d.c
        bzw z.b d.h u.a usw nr abs ggf vgl mme mlle env
        """,
    )
)
#: Words that no line of a list and no heading ends with.
_UNFINISHED = frozenset(
    re.findall(
        r"\w+", "a an and as at between but by during for from in including is of on or our the their to was were with"
    )
)
_END = re.compile(r"[.!?…]+[\"'”’)\]»]*(?=\s)|[。！？；]+[”’」』）》]*|[.!?…]+[\"'”’)\]»]*$")
_FULL_END = re.compile(r"[.!?。！？][\"'”’)\]»”’」』）]*\s*$")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"']+$")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-Z]$")
_ITEM = re.compile(r"\s*(?:[-*•‣▪◦·–—]\s|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s|[（(]?[一二三四五六七八九十]{1,3}[、）)])")
#: The number of a section: "5.1", "IV.", "第二章", "二、".
_SECTION = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+(?=[^\W\d_])|"
    r"第[一二三四五六七八九十\d]{1,3}[章节部条篇]\s*|[（(]?[一二三四五六七八九十]{1,3}[、）)]\s*"
)
_COUNTS = re.compile(r"\d+|[IVX]+")
_NO_MARK = re.compile(r"[\w)）”\"]$")
#: Stands between the cells of a line of a table.
CELL = " | "
_NUMBER = r"[($€£¥−–-]*\s?[($€£¥−–-]*\d+(?:,\d{3})*(?:\.\d+)?(?:\s?%)?\)?(?:\s?%)?"
#: What parts two cells; a line that begins or ends with an empty cell has lost the space there.
_BORDER = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
#: A line of a table without cell marks, as PDF gives it: a label and at least two numbers.
_ROW = re.compile(rf"\S.*?\s(?:{_NUMBER}|[—–-])(?:\s+(?:{_NUMBER}|[—–-]))+\s*$")
#: What stands over the columns of a table: dates, years, quarters, spans of time.
_COLUMN = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},?(?: (?:19|20)\d\d\b)?|"
    r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b|"
    r"\bq[1-4]\b|\b(?:three|six|nine|twelve|\d+) (?:months|weeks)(?: ended)?\b|\b(?:year|quarter|weeks)s? ended\b|"
    r"\b(?:year|quarter)-over-(?:year|quarter)\b|\bchange\b|"
    r"\(?(?:[$€£¥] ?|dollars |amounts )?in (?:millions|thousands|billions)[^)]*\)?|[$%|]",
    re.IGNORECASE,
)
#: A line that quotes someone and says whom: “It is warm.” A resident of Mill block.
_ATTRIBUTED = re.compile(r"\s*[“\"«„](?=\w).{10,}[.!?…,][”\"»]\s+(?P<whom>[—–-]?\s?[A-Z][^.!?“”\"«»\n]{2,60})$")
#: A line with its name before it, as on an invoice: "Total due: £392.28". Two below one another are two things said.
_LABELLED = re.compile(r"[^\n:：;；。|]{2,60}[:：] ?[^\s/][^\n]{0,119}")
#: Longer lines are prose, and matching them takes time that grows with the square of their length.
_LONGEST_ROW = 400
#: Letters before a full stop among which its word is looked for first: from the front all words are tried.
_NEAR = 40


def split_sentences(text: str) -> list[str]:
    """Return the sentences of `text` in order, each as it stands there, without the space around it.

    A sentence may run over line ends; a table line (cells joined by " | ", or a label with two numbers or more) and a
    list item begin anew at their line. Latin and East Asian marks end sentences; a full stop after an abbreviation or
    an initial, and one inside a number, does not.
    """
    return [text[start:end] for start, end in spans(text)]


def spans(text: str, *, laid_out: bool = False) -> list[tuple[int, int]]:
    """Return the (start, end) characters of each sentence of `split_sentences`.

    Args:
        laid_out: each line is a paragraph, as in text from Word, slides and web pages; none is wrapped.
    """
    cuts = [cut for start, end in _paragraphs(text, laid_out) for cut in _cut(text, start, end)]
    trimmed = [_trimmed(text, start, end) for start, end in cuts]
    return [(start, end) for start, end in trimmed if start < end]


def prose_spans(text: str) -> Iterator[tuple[int, int]]:
    """As `spans`, one by one, for one paragraph of prose: lines and tables mean nothing."""
    for cut in _cut_prose(text, 0, len(text)):
        start, end = _trimmed(text, *cut)
        if start < end:
            yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def cells_of(line: str) -> list[str]:
    """Return the cells of a line of a table; an empty one at its begin or end may have lost the space there."""
    return [cell.strip() for cell in _BORDER.split(line)]


def is_item(text: str) -> bool:
    """Whether `text` begins with the mark of an item of a list."""
    return _ITEM.match(text) is not None


def is_row(line: str) -> bool:
    """Whether `line` is a line of a table."""
    return CELL in line or (len(line) <= _LONGEST_ROW and _ROW.match(line) is not None)


def names_columns(line: str) -> bool:
    """Whether `line` stands over the columns of a table: two dates, years or spans at least, and hardly more."""
    if len(line) > _LONGEST_ROW or line.lstrip()[:1].islower():
        return False
    names, rest = _named(line)
    if sum(name.strip("$%|") != "" for name in names) < 2:
        return False
    return not any(character.isdigit() for character in rest) and len(re.findall(r"\w+", rest)) <= 3


def is_numbered_heading(line: str) -> bool:
    """Whether `line` is a short one that begins with a section's number and ends without a mark: "5.1 Running cost"."""
    number = _SECTION.match(line)
    if number is None or line[number.end() :][:1].islower():  # "3 leeks" is an item
        return False
    return len(line) <= 60 and _NO_MARK.search(line) is not None


def without_number(heading: str) -> str:
    """Return a heading without the number of its section."""
    return _SECTION.sub("", heading, count=1)


def is_column_name(line: str) -> bool:
    """Whether `line` is nothing but a date, a year or a span: a part of what stands over columns, set line by line."""
    if len(line) > _LONGEST_ROW:
        return False
    names, rest = _named(line)
    return bool(names) and not any(character.isalnum() for character in rest)


@functools.lru_cache(maxsize=16)  # of one line more than one of the above is asked
def _named(line: str) -> tuple[list[str], str]:
    """What in a line names a column, and all the rest of it."""
    names: list[str] = []
    rest: list[str] = []
    at = 0
    for match in _COLUMN.finditer(line):
        names.append(match.group())
        rest.append(line[at : match.start()])
        at = match.end()
    return names, "".join((*rest, line[at:]))


def _paragraphs(text: str, laid_out: bool) -> Iterator[tuple[int, int]]:
    """Join lines that one sentence may run over; keep apart what begins anew: rows, items, headings, empty lines."""
    start: int | None = None
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if not line.strip():
            if start is not None:
                yield start, at
            start = None
        elif is_row(line) or names_columns(line) or is_column_name(line):
            if start is not None:
                yield start, at
            yield at, end
            start = None
        elif start is not None and _begins_anew(text[start : at - 1], line, laid_out):
            yield start, at
            start = at
        elif start is None:
            start = at
        if start is not None and line.rstrip().endswith((":", "：")):
            yield start, end
            start = None
        at = end + 1
    if start is not None:
        yield start, len(text)


def _begins_anew(paragraph: str, line: str, laid_out: bool) -> bool:
    """Whether `line` does not go on from the paragraph above it."""
    if _ITEM.match(line) or _stands_alone(paragraph, line):
        return True
    if _LABELLED.fullmatch(line.strip()) and _LABELLED.fullmatch(paragraph.rpartition("\n")[2].strip()):
        return True
    return (laid_out or bool(_FULL_END.search(paragraph))) and not line.lstrip()[:1].islower()


def _stands_alone(paragraph: str, following: str) -> bool:
    """Whether the paragraph so far is one short line that no sentence goes on from: a heading, or a line of a list."""
    line = paragraph.strip()
    if _ATTRIBUTED.fullmatch(line) and not following.lstrip()[:1].islower():
        return True
    if "\n" in line or len(line) > 90 or not line or line[-1] in ",;，、-–(":
        return False
    if is_numbered_heading(line) and not following.lstrip()[:1].islower():
        return True
    long_words = re.findall(r"[^\W\d_]{4,}", line)
    if long_words and all(word[0].isupper() for word in long_words):
        return True
    if following.lstrip().startswith(f"{line} "):
        return True
    last = line.split()[-1].lower()
    return len(line) <= 60 and following.lstrip()[:1].isupper() and last not in _UNFINISHED


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if is_row(text[start:end]) or names_columns(text[start:end]) or _ATTRIBUTED.fullmatch(text[start:end].rstrip()):
        yield start, end
    else:
        yield from _cut_prose(text, start, end)


def _cut_prose(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group()[0] == "." and _goes_on(text, begin, match, end):
            continue
        yield begin, match.end()
        begin = match.end()
    yield begin, end


def _goes_on(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the sentence goes on after this full stop."""
    if match.group().startswith("..."):
        after = text[match.end() : end].lstrip()
        return bool(after) and after[0].islower()
    before = text[begin : match.start()]
    near = max(len(before) - _NEAR, 0)
    word = _WORD_BEFORE.search(before, near)
    if word is not None and word.start() == near:
        word = _WORD_BEFORE.search(before)
    if word is None:
        return True
    after = text[match.end() : end].lstrip()
    if not after:
        return False
    if after[0].islower():
        return True
    lowered = word.group().lower()
    if lowered in _ABBREVIATIONS:
        # "No. 5", "Fig. 2", "Dr. Who" go on; "… of Apple Inc. The …" does not, where a sentence could end.
        return lowered not in {"inc", "ltd", "co", "corp", "llc", "plc", "etc", "u.s", "u.k", "a.m", "p.m"} or not (
            re.match(r"(?:The|A|An|In|On|At|It|This|These|We|Our|As|For|During|He|She|They|If|When)\b", after)
        )
    return bool(_INITIAL.search(before, max(len(before) - 3, 0))) or (
        _COUNTS.fullmatch(word.group()) is not None and not before[: word.start()].strip()
    )
