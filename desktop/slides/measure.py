"""How wide text is and where its lines break, from the widths in the shipped font files."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Literal

import msgspec
from fontTools.ttLib import TTFont

from desktop.paths import assets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.slides.looks import Fonts

FontRole = Literal["major", "minor"]

#: Part of a box's width that is filled at most: the reader's computer may lack the typeface and use a wider one.
FILL = 0.95
#: Height of a line in ems. Georgia's free twin is 1.27 high and set at 90 per cent; Arial is 1.15.
LINE = {"major": 1.16, "minor": 1.2}
#: The same with East Asian letters: Microsoft YaHei is 1.32 high, Noto Sans CJK 1.45.
LINE_EAST_ASIAN = {"major": 1.32, "minor": 1.45}
#: Width in ems of a letter that the shipped fonts lack.
UNKNOWN = 0.62

_EAST_ASIAN = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\U00020000-\U0003fffd]"
)
_NEVER_FIRST = set("，。、；：？！）】》」』〉”’…—～·%‰℃,.;:?!)]}%°»›")
_NEVER_LAST = set("（【《「『〈“‘([{$£€¥«‹")


class Face(msgspec.Struct, frozen=True):
    """One font file: the width in ems of each character that it has."""

    widths: dict[int, float]

    def width(self, text: str) -> float:
        """Return the width of `text` on one line, in ems."""
        return sum(self._one(character) for character in text)

    def _one(self, character: str) -> float:
        code = ord(character)
        if (known := self.widths.get(code)) is not None:
            return known
        if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
            return 0.0
        return 1.0 if is_wide(character) else UNKNOWN


def is_wide(character: str) -> bool:
    """Whether the character takes a full em, as Chinese letters and emoji do."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def is_east_asian(text: str) -> bool:
    """Whether any letter of `text` is set in an East Asian typeface."""
    return _EAST_ASIAN.search(text) is not None


def face(fonts: Fonts, role: FontRole, bold: bool) -> Face:
    """Return the widths of a typeface of a theme."""
    files = fonts.major_files if role == "major" else fonts.minor_files
    return _load(files[bold])


@functools.cache
def _load(name: str) -> Face:
    with TTFont(assets() / "fonts" / name, lazy=True) as font:
        units = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        return Face({code: advances[glyph][0] / units for code, glyph in font.getBestCmap().items()})


def line_height(text: str, role: FontRole) -> float:
    """Return the height of a line of `text` in ems."""
    return (LINE_EAST_ASIAN if is_east_asian(text) else LINE)[role]


def wrap(text: str, widths: Face, size: float, width: float) -> tuple[str, ...]:
    """Break `text` into lines no wider than `width` points at `size` points; an empty text is one empty line.

    Breaks come at spaces, after hyphens and dashes, and between East Asian letters, though never before a closing or
    after an opening mark. A word wider than the line is broken wherever the line ends.
    """
    limit = width / size
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text):
        rest = piece
        if used + widths.width(rest.rstrip(" ")) > limit and line:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
        while widths.width(rest.rstrip(" ")) > limit:
            cut = _cut(rest, widths, limit)
            lines.append(rest[:cut])
            rest = rest[cut:]
        line += rest
        used += widths.width(rest)
    lines.append(line.rstrip(" "))
    return tuple(lines)


def has_broken_word(text: str, widths: Face, size: float, width: float) -> bool:
    """Whether a word of `text` is wider than the line and has to be broken."""
    return any(widths.width(piece.rstrip(" ")) > width / size for piece in _pieces(text))


def _cut(word: str, widths: Face, limit: float) -> int:
    used = 0.0
    for index, character in enumerate(word):
        used += widths.width(character)
        if used > limit:
            return max(index, 1)
    return len(word)


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts between which a line may break; spaces stay at the end of the part before."""
    start = 0
    for index in range(1, len(text)):
        before, here = text[index - 1], text[index]
        if _breaks(before, here):
            yield text[start:index]
            start = index
    if start < len(text):
        yield text[start:]


def _breaks(before: str, here: str) -> bool:
    if here in " \u00a0" or before == "\u00a0":
        return False
    if before == " ":
        return True
    if here in _NEVER_FIRST or before in _NEVER_LAST or unicodedata.combining(here):
        return False
    if is_wide(here) or is_wide(before):
        return True
    return before in "-–—/\u200b" and here.isalpha()
