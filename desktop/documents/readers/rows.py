"""Find the rows of tables among the lines of a PDF page, with the heads over their columns and their labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.documents.readers.paragraphs import BULLET, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.readers.lines import Line, Style

#: Lines over the columns of one table at most.
MOST_HEADS = 30
#: Heights of type between a bullet and the text after it at most.
WIDEST_BULLET = 4.0
#: A row whose place is unknown is no longer than this.
LONGEST_ROW = 160

_AMOUNT = re.compile(r"^[$€£¥]?[(+\-−–]?[$€£¥]?\d[\d,.'’]*\)?[%)]?$|^[—–-]$|^[$€£¥%)]$|^n/?a$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def find_rows(lines: Sequence[Line]) -> list[int]:
    """Say of each line which table it is a row of, from 1, heads over columns included; 0 for none."""
    found = [_is_row(line) for line in lines]
    placed = any(line.size for line in lines)
    if placed:
        # Two stretches side by side happen in prose too: only several in a row make a table.
        pairs = [row or len(_lefts(line)) == 2 for row, line in zip(found, lines, strict=True)]
        for first, last in _runs(pairs):
            if last - first >= 3 or any(found[first:last]):
                found[first:last] = [True] * (last - first)
    rows = [0] * len(lines)
    runs = _runs(found)
    for number, (first, last) in enumerate(runs, 1):
        rows[first:last] = [number] * (last - first)
    for first, last in runs:
        _take_heads(lines, rows, first, last)
        _take_labels(lines, rows, first, last)
    return rows


def _is_row(line: Line) -> bool:
    if line.size:
        stretches = len(_lefts(line))
        return stretches >= 3 or (stretches == 2 and _amounts(line.text) >= 1)
    return len(line.text) < LONGEST_ROW and _amounts(line.text) >= 2


def _lefts(line: Line) -> tuple[float, ...]:
    """Left edges of the stretches that stand apart; a bullet does not count as one."""
    lefts = line.lefts or (line.x0,)
    bulleted = len(lefts) > 1 and lefts[1] - lefts[0] < WIDEST_BULLET * line.size and BULLET.match(line.text)
    return lefts[1:] if bulleted else lefts


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if not flag:
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _take_heads(lines: Sequence[Line], rows: list[int], first: int, last: int) -> None:
    """Count the lines above a table's first row that stand over its columns, and the labels between."""
    row = lines[first]
    edge = _columns(lines[first:last])
    if edge is None:
        return
    at = first - 1
    while at >= max(first - 2, 0) and not rows[at] and _is_label(lines[at], edge) and _near(lines[at], lines[at + 1]):
        at -= 1
    low = at
    top = lines[at + 1].bottom
    while at >= 0 and not rows[at] and first - at <= MOST_HEADS:
        line = lines[at]
        # Heads of several lines come column by column, so that the next one up may stand lower than the one before.
        below = top - 3.2 * line.size < line.bottom < row.bottom
        if not _is_head(line, edge) or line.size > 1.15 * row.size or not below:
            break
        top = min(top, line.bottom)
        at -= 1
    if at < low or low == first - 1:
        rows[at + 1 : first] = [rows[first]] * (first - at - 1)
    start = at
    while start >= 0 and rows[start] and rows[start] == rows[at] != rows[first] and _is_head(lines[start], edge):
        start -= 1
    if start < at < first - 1 and (start < 0 or rows[start] != rows[at]) and top - lines[at].bottom < 3.2 * row.size:
        rows[start + 1 : at + 1] = [rows[first]] * (at - start)  # heads side by side looked like a table of their own


def _take_labels(lines: Sequence[Line], rows: list[int], first: int, last: int) -> None:
    """Count the lines between two stretches of one table that have a label only."""
    edge = _columns(lines[first:last])
    at = last
    while edge is not None and at < len(lines) and at - last < 3 and _near(lines[at - 1], lines[at], 3.2):
        if rows[at]:
            joined = rows[at]
            rows[last:at] = [rows[last - 1]] * (at - last)
            while at < len(lines) and rows[at] == joined:
                rows[at] = rows[last - 1]
                at += 1
            return
        if not _is_label(lines[at], edge):
            return
        at += 1


def _columns(rows: Sequence[Line]) -> float | None:
    """Left edge of the columns of figures; None when not known."""
    labelled = [_lefts(line)[1] for line in rows if len(_lefts(line)) > 1 and _LETTER.search(line.text)]
    return min(labelled or [line.x0 for line in rows if line.cells > 1], default=None)


def _is_label(line: Line, edge: float) -> bool:
    if not line.size or line.cells > 1 or line.x0 >= edge:
        return False
    return line.x1 < edge or line.text.rstrip().endswith(":")


def _near(line: Line, below: Line, reach: float = 2.6) -> bool:
    """Whether `below` follows `line` on the page, up to `reach` times the type's height further down."""
    return bool(line.size and below.size) and -1.2 * line.size < below.bottom - line.bottom < reach * line.size


def table(lines: Sequence[Line], style: Style) -> list[str]:
    """Write a table's rows: the headings over its columns on one line, then a line for each row."""
    edge = _columns(lines)
    first = next((index for index, line in enumerate(lines) if not _is_head(line, edge)), 0)
    texts = [join(lines[:first], style)] if first else []
    held: list[Line] = []
    for index in range(first, len(lines)):
        line = lines[index]
        held.append(line)
        if not _label_goes_on(lines, index):
            texts.append(join(held, style))
            held = []
    if held:
        texts.append(join(held, style))
    return [text for text in texts if text]


def _is_head(line: Line, edge: float | None) -> bool:
    """Whether the line stands over the columns only; a head may be wider than its column's figures."""
    return edge is not None and bool(line.size) and line.x0 >= edge - 4 * line.size


def _label_goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether a row's label runs over into the next line, which holds its figures."""
    if index + 1 >= len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    text = line.text.strip()
    if line.cells > 1 or _amounts(text) or text.endswith((":", ".")) or not _amounts(below.text):
        return False
    begins = below.text.lstrip()[:1]
    return begins.islower() or begins in "($" or begins.isdigit()


def _amounts(text: str) -> int:
    """How many amounts the line ends with."""
    count = 0
    for word in reversed(text.split()):
        if not _AMOUNT.match(word):
            break
        count += any(char.isdigit() for char in word) or word in "—–-"
    return count
