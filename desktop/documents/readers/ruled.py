"""Put the words of a PDF page that stand in a ruled table into its cells, a line for each row; pure."""

from __future__ import annotations

import itertools
import statistics
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from desktop.documents.readers.grid import Cell, Grid
from desktop.documents.readers.lines import SAME_LINE, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop.documents.readers.lines import Box

    Words: TypeAlias = Callable[[Line, Callable[[float], Sequence[float]]], Iterable[tuple[str, Box]]]

#: Characters of a cell, and share of all in the grid, from which it is a frame around prose and no cell.
PROSE, MOST_OF_IT = 500, 0.4
#: Share of its cells that hold words in a table, as those of a chart's grid do not.
WRITTEN = 0.35
#: Rows of heads over the columns at most.
MOST_HEADS = 4
#: Lines in each of two cells from which rows without rules between them are looked for, and the share of its cell's
#: width that a line of prose fills.
SEVERAL, FILLED = 3, 0.75


class Piece(msgspec.Struct, frozen=True):
    """The words of one line in one cell, or outside of all.

    Attributes:
        line: these words as a line of their own.
        words: each with its box.
        order: the line's place among those of the page, and the piece's in the line.
        level: whether the line's height is known, so that what stands lower comes after it.
        grid, cell: in which cell of which grid; None outside.
    """

    line: Line
    words: tuple[tuple[str, Box], ...]
    order: tuple[int, int]
    level: bool
    grid: int
    cell: Cell | None


#: A row of a table: the pieces in each of its columns.
Row: TypeAlias = list[list[Piece]]


class Ruled(msgspec.Struct):
    """The lines of a page with its ruled tables as rows.

    Attributes:
        lines: as in a Sheet; each row is one line, with `parts` and the `ruled` of its table.
        words: the words of the tables that the file has in another order, in the order of the rows.
    """

    lines: list[Line]
    words: list[tuple[str, Box]] = []


def with_tables(lines: Sequence[Line], grids: Sequence[Grid], words: Words) -> Ruled:
    """Replace the lines that stand in grids by the rows of these, in the place of the first of them.

    Every word is kept. A grid that has no two columns of words, or that frames prose, changes nothing.

    Args:
        words: gives the words of a line and where each stands, cut at the borders that there are at its height.
    """
    if not grids:
        return Ruled(list(lines))
    pieces = [list(_pieces(line, order, grids, words)) for order, line in enumerate(lines)]
    inside: list[dict[Cell, list[Piece]]] = [{} for _ in grids]
    for piece in itertools.chain.from_iterable(pieces):
        if piece.cell is not None:
            inside[piece.grid].setdefault(piece.cell, []).append(piece)
    tables = {number for number, grid in enumerate(grids) if inside[number] and _is_table(grid, inside[number])}
    page = Ruled([])
    done: set[int] = set()
    for line, parts in zip(lines, pieces, strict=True):
        if not any(piece.cell is not None and piece.grid in tables for piece in parts):
            page.lines.append(line)
            continue
        for piece in parts:
            if piece.cell is None or piece.grid not in tables:
                page.lines.append(piece.line)
            elif piece.grid not in done:
                done.add(piece.grid)
                _put(page, grids[piece.grid], inside[piece.grid], piece.grid + 1)
    return page


def _put(page: Ruled, grid: Grid, inside: dict[Cell, list[Piece]], number: int) -> None:
    titles, rows = _rows(grid, inside)
    page.lines += [*(piece.line for piece in titles), *(_line(row, number) for row in rows)]
    pieces = [piece for row in rows for column in row for piece in column]
    if any(after.order < before.order for before, after in itertools.pairwise(pieces)):
        page.words += [word for piece in pieces for word in piece.words]


def _pieces(line: Line, order: int, grids: Sequence[Grid], words: Words) -> Iterator[Piece]:
    """Yield the stretches of a line that stand in one cell and at one height, or outside; none if it meets no grid."""
    near = [number for number, grid in enumerate(grids) if _touches(line, grid)]
    if not near:
        return

    def borders(y: float) -> list[float]:
        return sorted(x for number in near for x in grids[number].borders(y))

    held: list[tuple[str, Box]] = []
    before: tuple[int, Cell | None] = (0, None)
    at = 0
    for word, box in words(line, borders):
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        found = next(((number, cell) for number in near if (cell := grids[number].cell(x, y))), (0, None))
        if held and (found != before or abs(box[3] - held[-1][1][3]) > SAME_LINE):
            yield _piece(line, before, held, (order, at))
            held, at = [], at + 1
        held.append((word, box))
        before = found
    if held:
        yield _piece(line, before, held, (order, at))


def _touches(line: Line, grid: Grid) -> bool:
    if line.at < 0 and not line.filled:
        return False
    if not line.size:
        return True  # its words stand at several heights
    middle = (line.top + line.bottom) / 2
    return grid.ys[0] < middle < grid.ys[-1] and line.x1 > grid.xs[0] and line.x0 < grid.xs[-1]


def _piece(
    line: Line, place: tuple[int, Cell | None], held: Sequence[tuple[str, Box]], order: tuple[int, int]
) -> Piece:
    top, bottom = (line.top, line.bottom) if line.size else (held[0][1][1], held[0][1][3])
    own = Line(
        " ".join(word for word, _ in held),
        x0=min(box[0] for _, box in held),
        x1=max(box[2] for _, box in held),
        top=top,
        bottom=bottom,
        size=bottom - top,
        bold=line.bold,
    )
    return Piece(own, tuple(held), order, line.size > 0, *place)


def _is_table(grid: Grid, inside: dict[Cell, list[Piece]]) -> bool:
    """Whether the words stand in rows and columns, and not most of them in one cell."""
    sizes = [sum(len(piece.line.text) for piece in pieces) for pieces in inside.values()]
    if max(sizes) > PROSE and max(sizes) > MOST_OF_IT * sum(sizes):
        return False
    if len(inside) < WRITTEN * len({cell for row in grid.cells for cell in row}):
        return False
    columns: dict[int, set[int]] = {}
    rows: dict[int, set[int]] = {}
    for cell in inside:
        columns.setdefault(cell.column, set()).add(cell.row)
        rows.setdefault(cell.row, set()).add(cell.column)
    beside = sum(len(found) >= 2 for found in rows.values())
    below = sum(len(found) >= 2 for found in columns.values())
    return (below >= 2 and beside >= 2) or (beside >= 1 and any(_unruled(grid, inside, row) for row in rows))


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(grid: Grid, inside: dict[Cell, list[Piece]]) -> tuple[list[Piece], list[Row]]:
    """The pieces of the titles over the heads, and the rows, of which the first names the columns."""
    width = len(grid.xs) - 1
    levels = [row for row in range(len(grid.ys) - 1) if any(cell.row == row for cell in inside)]
    titles: list[Piece] = []
    while len(levels) > 1 and all(cell.columns == width for cell in inside if cell.row == levels[0]):
        titles += [piece for cell in inside if cell.row == levels[0] for piece in _down(inside[cell])]
        del levels[0]
    heads = sum(level < grid.heads for level in levels) or _heads(inside, levels, width)
    rows: list[Row] = [_named(inside, levels[:heads], width)]
    for level in levels[heads:]:
        rows += _by_line(inside, level, width) if _unruled(grid, inside, level) else [_row(inside, [level], width)]
    return titles, rows


def _heads(inside: dict[Cell, list[Piece]], levels: Sequence[int], width: int) -> int:
    """How many of the rows name the columns: those below a head that stands over several of them do too."""
    count = 1
    while count < min(len(levels) - 1, MOST_HEADS):
        over = [cell for cell in inside if cell.row in levels[:count]]
        last = [cell for cell in over if cell.row == levels[count - 1] and 1 < cell.columns < width]
        if not last and not any(cell.row + cell.rows > levels[count] for cell in over):
            break
        count += 1
    return count


def _row(inside: dict[Cell, list[Piece]], levels: Sequence[int], width: int) -> Row:
    """The pieces of the cells that begin in some rows of the grid, column by column."""
    row: Row = [[] for _ in range(width)]
    for cell in sorted((cell for cell in inside if cell.row in levels), key=lambda cell: cell.row):
        row[cell.column] += _down(inside[cell])
    return row


def _named(inside: dict[Cell, list[Piece]], levels: Sequence[int], width: int) -> Row:
    """The names of the columns: a head over several of them is in the name of each."""
    row: Row = [[] for _ in range(width)]
    for cell in sorted((cell for cell in inside if cell.row in levels), key=lambda cell: cell.row):
        over = cell.columns if cell.columns < width else 1
        for column in range(cell.column, cell.column + over):
            row[column] += _down(inside[cell])
    return row


def _down(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces from the top, those of one line and those set upright in the order of the file."""
    given = sorted(pieces, key=lambda piece: piece.order)
    if not all(piece.level for piece in given):
        return given
    return [piece for line in _lines(given) for piece in line]


def _lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces by the line that they stand on."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.line.bottom):
        if lines and piece.line.bottom - lines[-1][0].line.bottom <= SAME_LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.order) for line in lines]


def _unruled(grid: Grid, inside: dict[Cell, list[Piece]], level: int) -> bool:
    """Whether one row of the grid holds several rows of the table, with no rules between them."""
    tall = {cell: _lines(inside[cell]) for cell in inside if cell.row == level and cell.columns == 1}
    tall = {cell: lines for cell, lines in tall.items() if len(lines) >= SEVERAL}
    if len(tall) < 2:
        return False
    if 2 * sum(
        _is_prose(lines, grid.xs[cell.column + 1] - grid.xs[cell.column]) for cell, lines in tall.items()
    ) >= len(tall):
        return False
    bottoms = sorted(line[0].line.bottom for lines in tall.values() for line in lines)
    shared = sum(after - before <= SAME_LINE for before, after in itertools.pairwise(bottoms))
    return shared >= 0.5 * (len(bottoms) - len(bottoms) / len(tall))


def _is_prose(lines: Sequence[Sequence[Piece]], width: float) -> bool:
    """Whether the lines of a cell so wide fill it, and are not figures."""
    wide = statistics.median(line[-1].line.x1 - line[0].line.x0 for line in lines)
    figures = sum(any(char.isdigit() for piece in line for char in piece.line.text) for line in lines)
    return wide > FILLED * width and 2 * figures < len(lines)


def _by_line(inside: dict[Cell, list[Piece]], level: int, width: int) -> list[Row]:
    """A row for each line of one row of the grid."""
    columns = {id(piece): cell.column for cell in inside if cell.row == level for piece in inside[cell]}
    rows: list[Row] = []
    for line in _lines(piece for cell in inside if cell.row == level for piece in inside[cell]):
        row: Row = [[] for _ in range(width)]
        for piece in line:
            row[columns[id(piece)]].append(piece)
        rows.append(row)
    return rows


def _line(row: Row, number: int) -> Line:
    """A row as one line of the page."""
    lines = [piece.line for column in row for piece in column]
    return Line(
        " ".join(line.text for line in lines),
        x0=min(line.x0 for line in lines),
        x1=max(line.x1 for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        size=statistics.median_low(line.size for line in lines),
        parts=tuple(tuple(piece.line for piece in column) for column in row),
        ruled=number,
    )
