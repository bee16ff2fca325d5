"""A Markdown table: hairlines between rows, numbers in tabular figures, sideways scrolling when it is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from desktop.ui.markdown import Line, Run, Table
from desktop.ui.prose import ProseView
from desktop.ui.typeset import Typesetter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextTable
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme import Appearance

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class TableView(ProseView):
    """Shows a `Table` block; of one that grows only the cells that differ are written."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, "thinking", parent=parent)
        self._table: Table | None = None
        self._grid: QTextTable | None = None

    def show_table(self, table: Table) -> None:
        """Show this table."""
        if table == self._table:
            return
        old, self._table = self._table, table
        if old is not None and self._grid is not None and _grew(old, table):
            self._grow(self._grid, old, table)
        else:
            self.rewrite(0)

    def narrowest(self) -> int:
        return self.look.theme.px(84) * len(self._table.header) if self._table else 0

    def fit(self) -> None:
        # Qt may lay a table out one pixel wider than it was told, which alone is no reason for a bar.
        wide = self.narrowest() > self.viewport().width()
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wide else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        super().fit()

    def rewrite(self, first: int, old: Line | None = None) -> None:
        """Write the whole table, whatever is the same in it."""
        document = self.document()
        document.clear()
        document.setDocumentMargin(0)
        self._grid = None
        if self._table is None:
            return
        theme = self.look.theme
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setCellSpacing(0)
        form.setCellPadding(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setHeaderRowCount(1)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()  # laid out once, not after each cell
        rows = _rows(self._table)
        self._grid = cursor.insertTable(len(rows), max(1, len(self._table.header)), form)
        for row, cells in enumerate(rows):
            self._write_row(self._grid, row, cells)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        last = QTextBlockFormat()
        if self._table.left_out:
            setter = Typesetter(theme, "caption", "secondary")
            last.setTopMargin(theme.px(6))
            cursor.setBlockFormat(last)
            more = self._table.left_out
            words = self.tr("and 1 more row") if more == 1 else self.tr("and {count} more rows").format(count=more)
            setter.write(cursor, Line("paragraph", (Run(words),)), ())
        else:
            # Qt keeps a paragraph after a table; it must not show as an empty line.
            last.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            cursor.setBlockFormat(last)
        cursor.endEditBlock()
        self._settle()

    def _grow(self, grid: QTextTable, old: Table, new: Table) -> None:
        """Write the cells that are not as before, and the rows that came."""
        was, now = _rows(old), _rows(new)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for row in range(len(was)):
            for column, runs in enumerate(now[row]):
                if runs != was[row][column]:
                    cell = grid.cellAt(row, column)
                    cursor.setPosition(cell.firstPosition())
                    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
                    cursor.removeSelectedText()
                    self._write_cell(grid, row, column, runs)
        if len(now) > len(was):
            grid.appendRows(len(now) - len(was))
            for row in range(len(was), len(now)):
                self._write_row(grid, row, now[row])
        cursor.endEditBlock()
        self._settle()

    def _settle(self) -> None:
        assert self._table is not None
        runs = [run for written in _rows(self._table) for cell in written for run in cell]
        self.set_reachable(any(run.href or run.cite in self.marks for run in runs))
        self.fit()

    def _write_row(self, grid: QTextTable, row: int, cells: Sequence[tuple[Run, ...]]) -> None:
        for column, runs in enumerate(cells):
            self._write_cell(grid, row, column, runs)

    def _write_cell(self, grid: QTextTable, row: int, column: int, runs: tuple[Run, ...]) -> None:
        """Write into a cell that is empty."""
        assert self._table is not None
        theme = self.look.theme
        setter = Typesetter(theme, "thinking", "secondary" if row == 0 else "primary")
        look = QTextTableCellFormat()
        look.setBottomBorder(1)
        look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBottomBorderBrush(QBrush(theme.color.line.strong if row == 0 else theme.color.line.hairline))
        look.setTopPadding(theme.px(4))
        look.setBottomPadding(theme.px(7))
        look.setLeftPadding(0)
        look.setRightPadding(theme.px(14))
        cell = grid.cellAt(row, column)
        cell.setFormat(look)
        inside = cell.firstCursorPosition()
        line = Line("heading", runs) if row == 0 else Line("paragraph", runs)
        form = setter.block(line, None)
        form.setAlignment(_ALIGN[self._table.aligns[column]])
        inside.setBlockFormat(form)
        setter.write(inside, line, self.marks)


def _rows(table: Table) -> list[tuple[tuple[Run, ...], ...]]:
    """Return the rows, the header among them."""
    return [table.header, *table.rows]


def _grew(old: Table, new: Table) -> bool:
    """Whether `new` has the columns of `old` and at least its rows."""
    return (
        len(old.header) == len(new.header)
        and old.aligns == new.aligns
        and len(old.rows) <= len(new.rows)
        and old.left_out == new.left_out == 0
    )
