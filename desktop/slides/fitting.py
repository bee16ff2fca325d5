"""Makes the text of a slide fit: what is too much goes on to more slides, and a row too high for one is shortened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.slides.chart_look import describe_table
from desktop.slides.measure import is_east_asian
from desktop.slides.scene import layout_boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.deck import Point, Slide, Table
    from desktop.slides.looks import Theme
    from desktop.slides.words import Words

#: Rows of a table on one slide.
_ROWS = 8
#: Words of the points of one slide; more go on to another.
_MOST_WORDS = 90


def fit(slide: Slide, theme: Theme, words: Words) -> Iterator[Slide]:
    """Yield the slide, or the two or more slides that its text needs."""
    pieces = _pieces(slide, theme)
    for part, piece in enumerate(pieces, 1):
        title = slide.title
        if len(pieces) > 1:
            title = words.continued.format(title=slide.title, part=part, parts=len(pieces))
        alt = describe_table(piece.table, words) if piece.table is not None else piece.alt
        yield msgspec.structs.replace(piece, title=title, part=part, parts=len(pieces), alt=alt)


def _pieces(slide: Slide, theme: Theme) -> list[Slide]:
    if slide.table is not None:
        size = min(_ROWS, max(len(slide.table.rows), 1))
        while size > 1 and not all(layout_boxes(one, theme).fits for one in _rows(slide, slide.table, size)):
            size -= 1
        return [_within(piece, theme) for piece in _rows(slide, slide.table, size)]
    if slide.layout in {"bullets", "closing"} and len(slide.points) > 1 and not _readable(slide, theme):
        filled = _filled(slide, theme)
        even = [msgspec.structs.replace(slide, points=points) for points in _even(slide.points, len(filled))]
        return even if all(_readable(part, theme) for part in even) else filled
    return [slide]


def _filled(slide: Slide, theme: Theme) -> list[Slide]:
    """Return as few slides as hold the points, each with as many as it has room for."""
    runs: list[tuple[Point, ...]] = []
    for group in _groups(slide.points):
        longer = (*runs[-1], *group) if runs else ()
        if runs and _readable(msgspec.structs.replace(slide, points=longer), theme):
            runs[-1] = longer
        else:
            runs.append(tuple(group))
    return [msgspec.structs.replace(slide, points=points) for points in runs]


def fits(slide: Slide, theme: Theme) -> bool:
    """Whether the points of a slide have room on it."""
    return all(box.fits for box in layout_boxes(slide, theme).boxes if box.role == "body")


def _readable(slide: Slide, theme: Theme) -> bool:
    """Whether the points fit, and are not so many words that nobody listens while they are read."""
    said = " ".join(point.text for point in slide.points)
    words = len(said) / 2.2 if is_east_asian(said) else len(said.split())
    return fits(slide, theme) and (words <= _MOST_WORDS or slide.layout == "closing")


def _rows(slide: Slide, table: Table, size: int) -> list[Slide]:
    count = -(-len(table.rows) // size)
    even = -(-len(table.rows) // count)
    return [
        msgspec.structs.replace(slide, table=msgspec.structs.replace(table, rows=table.rows[at : at + even]))
        for at in range(0, len(table.rows), even)
    ]


def _within(slide: Slide, theme: Theme) -> Slide:
    """Shorten the longest cells of a table that is higher than its slide at one row; the notes keep them whole."""
    cut: dict[tuple[int, int], str] = {}
    while slide.table is not None:
        box = next(box for box in layout_boxes(slide, theme).boxes if box.table is not None)
        laid = box.table
        if laid is None or box.filled <= 1:
            break
        row = laid.heights.index(max(laid.heights))
        lines = [len(cell.lines) for cell in laid.rows[row]]
        column = lines.index(max(lines))
        cells = [list(slide.table.header), *map(list, slide.table.rows)]
        text = cells[row][column]
        cells[row][column] = _shorter(text)
        if len(cells[row][column]) >= len(text):
            break
        cut.setdefault((row, column), text)
        header, *rows = map(tuple, cells)
        slide = msgspec.structs.replace(
            slide, table=msgspec.structs.replace(slide.table, header=header, rows=tuple(rows))
        )
    notes = "\n".join(text for text in (slide.notes, *cut.values()) if text)
    return msgspec.structs.replace(slide, notes=notes) if cut else slide


def _shorter(text: str) -> str:
    """Return about four fifths of a text, cut between words where there are any."""
    room = len(text) * 4 // 5
    at = text.rfind(" ", room // 2, room)
    return text[: at if at > 0 else room].rstrip(" ,;:-–—…") + "…"


def _even(points: tuple[Point, ...], count: int) -> list[tuple[Point, ...]]:
    """Divide points into `count` runs of about as many."""
    groups = _groups(points)
    count = min(count, len(groups))
    runs = [groups[len(groups) * n // count : len(groups) * (n + 1) // count] for n in range(count)]
    return [tuple(point for group in run for point in group) for run in runs]


def _groups(points: tuple[Point, ...]) -> list[list[Point]]:
    """Return the points in groups that stay together: one of the second level with the one above it."""
    groups: list[list[Point]] = []
    for point in points:
        if point.level and groups:
            groups[-1].append(point)
        else:
            groups.append([point])
    return groups
