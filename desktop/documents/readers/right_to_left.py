"""Mirror the lines of a page that runs from right to left, so that it is laid out as any other; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.readers.lines import Line

#: Letters of scripts that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, and presentation forms.
_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


def leftwards(text: str) -> bool:
    """Whether most letters of a text belong to a script that runs from right to left."""
    return 2 * len(_LEFTWARDS.findall(text)) > len(_LETTER.findall(text))


def mirrored(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a page with their places mirrored where most of them run from right to left.

    A line of figures without letters, such as the years over the columns of a table, is given by PDFium from the left.
    Its stretches are turned around, so that they are in the order of the rows below.
    """
    if not any(_LEFTWARDS.search(line.text) for line in lines):
        return lines
    lettered = [line for line in lines if _LETTER.search(line.text)]
    if 2 * sum(leftwards(line.text) for line in lettered) <= len(lettered):
        return lines
    edge = max(line.x1 for line in lines)
    return [_mirrored(line, edge) for line in lines]


def _mirrored(line: Line, edge: float) -> Line:
    if not line.size:
        return line
    text, lefts = line.text, tuple(edge - left for left in line.lefts)
    if not _LETTER.search(text):
        words = text.split()
        turned = len(words) == len(lefts)
        text = " ".join(reversed(words)) if turned else text
        lefts = tuple(reversed(lefts))
    return msgspec.structs.replace(line, text=text, x0=edge - line.x1, x1=edge - line.x0, lefts=lefts)
