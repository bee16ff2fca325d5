"""Count the list items and headings of OpenDocument text that number themselves, and write the number of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NAME = "{http://www.w3.org/XML/1998/namespace}id"
_FOLLOWED = f"{_TEXT}label-followed-by"
#: Levels that are counted, and characters of what stands around a number that are looked at.
LEVELS = 10
LONGEST_TEXT = 100
MOST = 1_000_000
#: What style:num-format says (OpenDocument 1.3, part 3, 19.510), as a number format of Office Open XML.
_FORMS = {
    "1": "decimal",
    "01, 02, 03, ...": "decimalZero",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1st": "ordinal",
    "One": "cardinalText",
    "First": "ordinalText",
    "一, 二, 三, ...": "chineseCounting",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "子, 丑, 寅, ...": "ideographZodiac",
    "①, ②, ③, ...": "decimalEnclosedCircle",
}
_PLACE = re.compile(r"%(\d{1,2})%")


class _Level(msgspec.Struct):
    form: str
    text: str
    start: int
    gap: str


_Levels = dict[int, _Level]


def labels(body: Any, roots: Iterable[Any]) -> dict[Any, str]:
    """Return the numbers of those paragraphs and headings of `body` that have one, with the space after them.

    Args:
        roots: the parts that may hold list styles; those of a later one go before those of an earlier one.
    """
    counting = _Counting(tuple(roots))
    counting.read(body)
    return counting.found


class _Counting:
    def __init__(self, roots: tuple[Any, ...]) -> None:
        self.found: dict[Any, str] = {}
        self._styles: dict[str, _Levels] = {}
        self._outline: _Levels = {}
        for root in roots:
            for style in root.iter(f"{_TEXT}list-style"):
                self._styles[style.get(f"{_STYLE}name") or ""] = _levels(style)
            for style in root.iter(f"{_TEXT}outline-style"):
                self._outline = _levels(style)
        self._headings: list[int | None] = [None] * LEVELS
        self._lists: dict[str, list[int | None]] = {}

    def read(self, container: Any) -> None:
        for element in container:
            if element.tag == f"{_TEXT}list":
                style = element.get(f"{_TEXT}style-name") or ""
                self._list(element, style, 0, self._counts(element, style))
            elif element.tag == f"{_TEXT}h":
                self._heading(element)
            elif isinstance(element.tag, str):
                self.read(element)

    def _counts(self, element: Any, style: str) -> list[int | None]:
        """What a list has been counted to: it begins anew unless it says that it goes on."""
        goes_on = element.get(f"{_TEXT}continue-list")
        if goes_on is None and element.get(f"{_TEXT}continue-numbering") == "true":
            goes_on = f" {style}"
        counts = self._lists.get(goes_on or "") or [None] * LEVELS
        self._lists[f" {style}"] = self._lists[element.get(_NAME) or " "] = counts
        return counts

    def _list(self, element: Any, style: str, depth: int, counts: list[int | None]) -> None:
        for item in element:
            levels = self._styles.get(item.get(f"{_TEXT}style-override") or style, {})
            counted = item.tag == f"{_TEXT}list-item"
            for child in item:
                if child.tag == f"{_TEXT}list":
                    self._list(child, child.get(f"{_TEXT}style-name") or style, depth + 1, counts)
                elif counted and child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    self._count(child, levels, depth, counts, item.get(f"{_TEXT}start-value"))
                    counted = False

    def _heading(self, element: Any) -> None:
        depth = _whole(element.get(f"{_TEXT}outline-level"), 1) - 1
        anew = element.get(f"{_TEXT}start-value") if element.get(f"{_TEXT}restart-numbering") == "true" else None
        if element.get(f"{_TEXT}is-list-header") != "true" and depth in self._outline:
            self._count(element, self._outline, depth, self._headings, anew)

    def _count(self, paragraph: Any, levels: _Levels, depth: int, counts: list[int | None], anew: str | None) -> None:
        if not 0 <= depth < LEVELS:
            return
        for upper in range(depth):
            if counts[upper] is None:  # no paragraph of that level stands above: it counts as begun
                counts[upper] = levels[upper].start if upper in levels else 1
        before = counts[depth]
        start = levels[depth].start if depth in levels else 1
        counts[depth] = _whole(anew, start) if anew is not None or before is None else before + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        if depth in levels and (text := _shown(levels, depth, counts)):
            self.found[paragraph] = text


def _shown(levels: _Levels, depth: int, counts: list[int | None]) -> str:
    own = levels[depth]
    unknown = not own.form

    def count(place: re.Match[str]) -> str:
        nonlocal unknown
        at = int(place.group(1)) - 1
        level = levels.get(at)
        now = counts[at] if 0 <= at < LEVELS else None
        if level is None or now is None or not level.form:
            return ""
        written = numeral(now, level.form)
        unknown = unknown or not written
        return written

    text = clean_line(_PLACE.sub(count, own.text))
    return "" if unknown or not any(map(str.isalnum, text)) else text + own.gap


def _levels(style: Any) -> _Levels:
    found: _Levels = {}
    for element in style:
        kind = element.tag if isinstance(element.tag, str) else ""
        if kind not in (f"{_TEXT}list-level-style-number", f"{_TEXT}outline-level-style"):
            continue
        depth = _whole(element.get(f"{_TEXT}level"), 0) - 1
        pattern = next((value for name, value in element.attrib.items() if name.endswith("}num-list-format")), None)
        if pattern is None:
            shown = range(max(depth - _whole(element.get(f"{_TEXT}display-levels"), 1) + 1, 0), depth + 1)
            numbers = ".".join(f"%{at + 1}%" for at in shown)
            pattern = f"{element.get(f'{_STYLE}num-prefix') or ''}{numbers}{element.get(f'{_STYLE}num-suffix') or ''}"
        followed = next((inner.get(_FOLLOWED) for inner in element.iter() if inner.get(_FOLLOWED)), "")
        found[depth] = _Level(
            form=_FORMS.get(element.get(f"{_STYLE}num-format") or "", ""),
            text=pattern[:LONGEST_TEXT],
            start=_whole(element.get(f"{_TEXT}start-value"), 1),
            gap="" if followed == "nothing" else " ",
        )
    return found


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and len(value) < 8 and value.isdecimal() and int(value) <= MOST else otherwise
