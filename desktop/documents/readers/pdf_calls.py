"""What PDFium is asked thousands of times a page, by address: half of what a call with pointer objects takes."""

from __future__ import annotations

import ctypes
import math
import re
from itertools import repeat
from typing import TYPE_CHECKING, Any, cast

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Address = ctypes.c_void_p
_SIZE = ctypes.sizeof(pdfium.FS_RECTF)
#: The kinds of things that hold ruling lines, as bytes.
_RULED = re.compile(b"[%c%c]" % (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM))


def address(pointer: Any) -> int:
    """Return where something of PDFium's is, good as long as that is open."""
    return ctypes.cast(pointer, _Address).value or 0


def _plain(function: Any, *arguments: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """A function of PDFium that takes addresses. It keeps the interpreter to itself: it is over in less than a µs."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


_thing = _plain(pdfium.FPDFPage_GetObject, _Address, ctypes.c_int, result=_Address)
_inner = _plain(pdfium.FPDFFormObj_GetObject, _Address, ctypes.c_ulong, result=_Address)
_kind = _plain(pdfium.FPDFPageObj_GetType, _Address)
_bounds = _plain(pdfium.FPDFPageObj_GetBounds, *[_Address] * 5)
_points = _plain(pdfium.FPDFPath_CountSegments, _Address)
_draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, *[_Address] * 3)
_box = _plain(pdfium.FPDFText_GetLooseCharBox, _Address, ctypes.c_int, _Address)
_font = _plain(
    pdfium.FPDFText_GetFontInfo, _Address, ctypes.c_int, _Address, ctypes.c_ulong, _Address, result=ctypes.c_ulong
)
_weight = _plain(pdfium.FPDFText_GetFontWeight, _Address, ctypes.c_int)


def on_page(page: int, count: int) -> Iterator[tuple[int, bool]]:
    """Yield the paths and forms among the first things on a page, and whether each is a form."""
    return _ruled(list(map(_thing, repeat(page, count), range(count))))


def in_form(form: int, count: int) -> Iterator[tuple[int, bool]]:
    """As `on_page`, of what is in a form."""
    return _ruled(list(map(_inner, repeat(form, count), range(count))))


def _ruled(things: list[Any]) -> Iterator[tuple[int, bool]]:
    # Most things are letters, up to one each: they are passed over without a step of the interpreter for each.
    kinds = bytes(map(_kind, things))
    for found in _RULED.finditer(kinds):
        yield things[found.start()], kinds[found.start()] == pdfium.FPDF_PAGEOBJ_FORM


class Shapes:
    """Knows how to ask for the bounds, the points and the look of paths."""

    def __init__(self) -> None:
        self._sides = (ctypes.c_float * 4)()
        self._at = [ctypes.addressof(self._sides) + 4 * side for side in range(4)]
        self._modes = (ctypes.c_int * 2)()
        self._mode_at = [ctypes.addressof(self._modes) + 4 * mode for mode in range(2)]

    def bounds(self, shape: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top of a shape; None where they are not known."""
        if not _bounds(shape, *self._at):
            return None
        left, bottom, right, top = self._sides
        return left, bottom, right, top

    def points(self, path: int) -> int:
        """How many points a path has."""
        return int(_points(path))

    def drawn(self, shape: int) -> tuple[bool, bool]:
        """Whether a path is filled, and whether it is stroked."""
        if not _draw_mode(shape, *self._mode_at):
            return False, False
        return self._modes[0] != 0, self._modes[1] != 0


class Letters:
    """Knows one text page and where its characters stand; asked for many at once."""

    def __init__(self, text: Any) -> None:
        self._text = address(text)
        self._room(256)
        self._name = ctypes.create_string_buffer(64)
        self._flags = ctypes.c_int()
        self._font_at = ctypes.addressof(self._name), 64, ctypes.addressof(self._flags)

    def boxes(self, indices: Sequence[int]) -> list[float]:
        """Left, top, right and bottom of each, one after the other; not a number where that is not known."""
        count = len(indices)
        if count > self._most:
            self._room(2 * count)
        end = self._first + count * _SIZE
        placed = bytes(map(_box, repeat(self._text, count), indices, range(self._first, end, _SIZE)))
        found = cast("list[float]", self._floats[: 4 * count].tolist())
        if 0 in placed:
            for number, known in enumerate(placed):
                if not known:
                    found[4 * number : 4 * number + 4] = [math.nan] * 4
        return found

    def font(self, index: int) -> tuple[bytes, int] | None:
        """The name and the flags of a character's font; None where they are not known."""
        return (self._name.value, self._flags.value) if _font(self._text, index, *self._font_at) else None

    def weight(self, index: int) -> int:
        """The weight of a character's font."""
        return int(_weight(self._text, index))

    def _room(self, most: int) -> None:
        self._most = most
        self._boxes = (pdfium.FS_RECTF * most)()
        self._first = ctypes.addressof(self._boxes)
        self._floats: memoryview[float] = memoryview(self._boxes).cast("B").cast("f")
