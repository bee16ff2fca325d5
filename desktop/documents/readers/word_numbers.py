"""Count the paragraphs of a Word document that number themselves, and write the number of each as Word shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers.numerals import numeral
from desktop.documents.readers.word_text import W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.documents.readers.word_styles import Styles

#: Levels of a list (ECMA-376, 17.9.6).
LEVELS = 9
#: Characters of a level's text that are looked at: each paragraph repeats it.
LONGEST_TEXT = 100
#: Larger starts are damage.
MOST = 1_000_000
_PLACE = re.compile(r"%([1-9])")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Label(msgspec.Struct, frozen=True):
    """The number of a paragraph.

    Attributes:
        text: as it is shown, with the space that stands between it and the paragraph.
        number: the list that counts it, as the paragraph names it.
        level: how deep it stands in the list, from 0.
    """

    text: str
    number: str
    level: int


class _Level(msgspec.Struct):
    start: int = 0
    form: str = "decimal"
    width: int = 0
    text: str = ""
    gap: str = " "
    legal: bool = False
    restart: int | None = None


class _List(msgspec.Struct):
    """An abstract numbering: what its levels look like, and how far each has been counted."""

    levels: dict[int, _Level]
    linked: dict[str, int]
    counts: list[int | None]


class _Number(msgspec.Struct):
    """What paragraphs refer to: a list, with the levels and the starts that it changes."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]

    def start(self, level: int, levels: dict[int, _Level]) -> int:
        """What a level begins with, also when it begins again (ECMA-376, 17.9.26)."""
        return self.starts[level] if level in self.starts else levels.get(level, _Level()).start


def labels(body: Any, styles: Styles, numbering: Any) -> dict[Any, Label]:
    """Return the numbers of those paragraphs of `body` that have one; bullets are none.

    Args:
        numbering: root of the numbering part, as far as it could be parsed; what of it makes no sense counts as absent.
    """
    counting = _Counting(numbering)
    found: dict[Any, Label] = {}
    for paragraph in body.iter(f"{W}p"):
        style = styles.of(paragraph)
        if not style.number or _is_gone(paragraph):
            continue
        level = style.depth if style.depth is not None else counting.linked(style.number, style.chain)
        if label := counting.label(style.number, level):
            found[paragraph] = label
    return found


class _Counting:
    """Counts of all lists; paragraphs must come in the order of the document."""

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, _Number] = {}
        self._begun: set[tuple[str, int]] = set()
        named, linked = {}, {}
        for element in root.iter(f"{W}abstractNum") if root is not None else ():
            identifier = element.get(f"{W}abstractNumId") or ""
            self._lists[identifier] = _list(element)
            if (name := _value(element, "styleLink")) is not None:
                named[name] = identifier
            if (name := _value(element, "numStyleLink")) is not None:
                linked[identifier] = name
        for element in root.iter(f"{W}num") if root is not None else ():
            number = _number(element)
            number.abstract = named.get(linked.get(number.abstract, ""), number.abstract)
            if number.abstract in self._lists:
                self._numbers[element.get(f"{W}numId") or ""] = number

    def linked(self, number: str, chain: Iterable[str]) -> int:
        """The level that the list keeps for the first style of `chain` which it names, 0 where there is none."""
        known = self._numbers.get(number)
        linked = self._lists[known.abstract].linked if known is not None else {}
        return next((linked[name] for name in chain if name in linked), 0)

    def label(self, number: str, level: int) -> Label | None:
        """Count one paragraph."""
        known = self._numbers.get(number)
        if known is None or not 0 <= level < LEVELS:
            return None
        found = self._lists[known.abstract]
        levels = found.levels | known.levels
        counts = found.counts
        for upper in range(level):
            if counts[upper] is None:  # no paragraph of that level stands above: it counts as begun
                counts[upper] = known.start(upper, levels)
        before = counts[level]
        first = level in known.starts and (number, level) not in self._begun
        counts[level] = known.start(level, levels) if before is None or first else before + 1
        self._begun.add((number, level))
        for deeper in range(level + 1, LEVELS):
            restart = levels.get(deeper, _Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None
        text = _shown(levels.get(level, _Level()), levels, counts)
        return Label(text, number, level) if any(map(str.isalnum, text)) else None


def _shown(own: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
    if own.form == "bullet":
        return ""
    unknown = False

    def count(place: re.Match[str]) -> str:
        nonlocal unknown
        at = int(place.group(1)) - 1
        level = levels.get(at, _Level())
        now = counts[at]
        if now is None or level.form == "none":
            return ""
        written = numeral(now, "decimal" if own.legal else level.form)
        unknown = unknown or not written
        return written.zfill(level.width)

    text = clean_line(_PLACE.sub(count, own.text))
    return "" if unknown or not text else text + own.gap


def _list(element: Any) -> _List:
    levels: dict[int, _Level] = {}
    linked: dict[str, int] = {}
    for child in element.iter(f"{W}lvl"):
        at = _whole(child.get(f"{W}ilvl"), -1)
        levels[at] = _level(child)
        if (style := _value(child, "pStyle")) is not None:
            linked.setdefault(style, at)
    return _List(levels, linked, [None] * LEVELS)


def _number(element: Any) -> _Number:
    levels: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in element.iter(f"{W}lvlOverride"):
        at = _whole(override.get(f"{W}ilvl"), -1)
        if (level := override.find(f"{W}lvl")) is not None:
            levels[at] = _level(level)
        if (start := _value(override, "startOverride")) is not None:
            starts[at] = _whole(start, 1)
    return _Number(_value(element, "abstractNumId") or "", levels, starts)


def _level(element: Any) -> _Level:
    form = next(element.iter(f"{W}numFmt"), None)
    kind = (form.get(f"{W}val") if form is not None else None) or "decimal"
    width = 0
    if kind == "custom" and form is not None:  # "001, 002, 003, ..."
        width = len((form.get(f"{W}format") or "").partition(",")[0])
        kind = "decimal"
    legal = element.find(f"{W}isLgl")
    restart = _value(element, "lvlRestart")
    return _Level(
        start=_whole(_value(element, "start"), 0),
        form=kind,
        width=min(width, 9),
        text=(_value(element, "lvlText") or "")[:LONGEST_TEXT],
        gap="" if _value(element, "suff") == "nothing" else " ",
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false", "off"),
        restart=None if restart is None else _whole(restart, 0),
    )


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val") or ""


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and len(value) < 8 and value.isdecimal() and int(value) <= MOST else otherwise


def _is_gone(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted or hidden, or it is a copy for older programs: it does not count."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is not None and mark.find(f"{W}del") is not None:
        return True
    return next(paragraph.iterancestors(_FALLBACK), None) is not None
