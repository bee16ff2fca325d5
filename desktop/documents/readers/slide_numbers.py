"""Count the paragraphs of a text frame in PowerPoint that number themselves, and write the number of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desktop.documents.readers.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_BULLETS = ("buNone", "buChar", "buBlip", "buAutoNum")
#: Levels of a list, and the largest start (ECMA-376, 21.1.2.2.7 and 20.1.10.67).
LEVELS = 9
MOST = 32_767
_SCHEME = re.compile(r"(.+?)(ParenBoth|ParenR|Period|Plain|Minus)")
#: The schemes' numerals (ECMA-376, 20.1.10.61) as number formats; one that is not known shows none.
_FORMS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    **dict.fromkeys(("arabic", "arabicDb"), "decimal"),
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    **dict.fromkeys(("circleNumDb", "circleNumWdBlack", "circleNumWdWhite"), "decimalEnclosedCircle"),
    **dict.fromkeys(("ea1Chs", "ea1Cht", "ea1JpnKor", "ea1JpnChsDb"), "chineseCounting"),
}
_AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Plain": "{}", "Minus": "- {} -"}


def labels(frame: Any, styles: Sequence[Any]) -> list[str]:
    """Return the number of each paragraph of a text frame, with a space after it; empty where it has none.

    A list goes on over deeper paragraphs and empty ones, and ends where a paragraph of its level is numbered otherwise.

    Args:
        styles: the list styles that the frame takes over, the nearest first.
    """
    body = frame._txBody
    paragraphs = frame.paragraphs
    if not styles and next(body.iter(f"{_A}buAutoNum"), None) is None:
        return [""] * len(paragraphs)
    own = body.find(f"{_A}lstStyle")
    every = (*(() if own is None else (own,)), *styles)
    running: dict[int, tuple[str, int, int]] = {}
    found: list[str] = []
    for paragraph in paragraphs:
        level = min(paragraph.level, LEVELS - 1)
        bullet = _bullet(paragraph._p, level, every)
        numbered = bullet is not None and bullet.tag == f"{_A}buAutoNum"
        if numbered and not paragraph.text.strip():
            found.append("")
            continue
        for deeper in [at for at in running if at > level]:
            del running[deeper]
        if bullet is None or not numbered:
            running.pop(level, None)
            found.append("")
            continue
        scheme, start = bullet.get("type") or "", _start(bullet.get("startAt"))
        before = running.get(level)
        count = before[2] + 1 if before is not None and before[:2] == (scheme, start) else start
        running[level] = (scheme, start, count)
        found.append(_shown(scheme, count))
    return found


def inherited(shape: Any) -> list[Any]:
    """Return the list styles that a shape takes over: those of its places in layout and master, then the master's own.

    A shape that is no placeholder takes over none.
    """
    styles: list[Any] = []
    place = shape if shape.is_placeholder else None
    for _ in range(3):  # layout and master; more is damage
        place = getattr(place, "_base_placeholder", None)
        if place is None:
            break
        if (style := place._element.find(f"{_P}txBody/{_A}lstStyle")) is not None:
            styles.append(style)
    layout = getattr(shape.part, "slide_layout", None) if shape.is_placeholder else None
    if layout is not None:
        body = layout.slide_master._element.find(f"{_P}txStyles/{_P}bodyStyle")
        styles += [] if body is None else [body]
    return styles


def _bullet(paragraph: Any, level: int, styles: Sequence[Any]) -> Any:
    """What a paragraph has before it, as an element; None where nothing says."""
    own = paragraph.find(f"{_A}pPr")
    for properties in (own, *(style.find(f"{_A}lvl{level + 1}pPr") for style in styles)):
        for child in () if properties is None else properties:
            if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _BULLETS:
                return child
    return None


def _shown(scheme: str, count: int) -> str:
    parts = _SCHEME.fullmatch(scheme)
    written = numeral(count, _FORMS.get(parts.group(1), "")) if parts else ""
    return _AROUND[parts.group(2)].format(written) + " " if parts and written else ""


def _start(value: str | None) -> int:
    return int(value) if value and len(value) < 6 and value.isdecimal() and 1 <= int(value) <= MOST else 1
