"""Lines that are set on their side: the order that they are read in, and pages that are turned for it; pure."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.readers.lines import CELL_GAP, SAME_LINE
from desktop.domain.document import WHOLE, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.documents.readers.lines import Line

_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
#: Lines on their side, and their share of a page's characters, for which the page is turned to read it.
FEWEST, SHARE = 4, 0.6
#: Characters of a line of running text, and the share of such lines that has another one beside it in columns.
LONG, BESIDE = 30, 0.25
#: How much the heights of type of two parts of one row differ at most, as a share.
LIKE = 0.1


def turn_for(lines: Sequence[Line], mirrored: Callable[[Line], bool]) -> int:
    """Return the degrees by which a page is turned clockwise so that most of its text stands upright, 0 for most.

    Args:
        mirrored: whether a line is set as in a mirror; such pages stay as they are.
    """
    size = sum(len(line.text) for line in lines)
    for run, turn in ((90, 270), (270, 90)):
        aside = [line for line in lines if line.run == run]
        share = sum(len(line.text) for line in aside)
        if len(aside) >= FEWEST and share >= SHARE * size and not _stand(aside, mirrored):
            return turn
    return 0


def in_order(lines: Sequence[Line], mirrored: Callable[[Line], bool]) -> list[Line]:
    """Return lines with those on their side in the order that they are read: PDFium gives some from the last one.

    Lines that run down the page follow one another to the left, those that run up to the right.
    """
    ordered: list[Line] = []
    for run, group in groupby(lines, key=lambda line: line.run):
        held = list(group)
        if run and len(held) > 1 and not _stand(held, mirrored):
            leftwards = -1 if run == 90 else 1
            held.sort(key=lambda line: round(leftwards * line.across / SAME_LINE))
        ordered += held
    return ordered


def _stand(lines: Sequence[Line], mirrored: Callable[[Line], bool]) -> bool:
    """Whether lines on their side are to stay as they are: Chinese and Japanese that run down, and mirrored ones."""
    return any(_IDEOGRAPH.search(line.text) or mirrored(line) for line in lines)


def from_the_top(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a turned page row by row, as PDFium has them in any order, but for text in columns."""
    if _in_columns(lines):
        return list(lines)
    return sorted(lines, key=lambda line: (not line.size, round(line.bottom / SAME_LINE), line.x0))


def _in_columns(lines: Sequence[Line]) -> bool:
    """Whether a good part of the lines are long and have as long ones beside them."""
    long = [line for line in lines if line.size and len(line.text) >= LONG]
    beside = sum(
        any(abs(line.bottom - other.bottom) < line.size and line.x1 <= other.x0 for other in long) for line in long
    )
    return beside > BESIDE * len(long)


def rows_joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a turned page with those on one row as one, as PDFium gives them on a page that is upright.

    Rows of ruled tables stay as they are.
    """
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not (last.ruled or line.ruled)
            and last.size
            and abs(last.bottom - line.bottom) <= SAME_LINE
            and abs(last.size - line.size) < LIKE * last.size
            and last.x1 <= line.x0
        ):
            joined[-1] = _joined(last, line)
        else:
            joined.append(line)
    return joined


def _joined(line: Line, after: Line) -> Line:
    apart = after.x0 - line.x1 > CELL_GAP * line.size
    return msgspec.structs.replace(
        line,
        text=f"{line.text} {after.text}",
        x1=after.x1,
        bold=line.bold and after.bold,
        lefts=(*(line.lefts or (line.x0,)), *((after.lefts or (after.x0,))[0 if apart else 1 :])),
        at=-1,
    )


def turned_back(words: Sequence[Word], turn: int) -> tuple[Word, ...]:
    """Return words of a page that was turned, with their boxes on the page as it is shown."""
    if turn == 90:
        return tuple(Word(word.text, word.top, WHOLE - word.right, word.bottom, WHOLE - word.left) for word in words)
    return tuple(Word(word.text, WHOLE - word.bottom, word.left, WHOLE - word.top, word.right) for word in words)
