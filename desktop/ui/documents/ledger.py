"""The ledger: one row a file, with what became of it, and one action where something can be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.documents.rows import ROW, action_of, status_of, tr
from desktop.ui.icons import file_icon, paint_icon
from desktop.ui.labels import wrapped
from desktop.ui.rowlist import ByKeyboard

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from desktop.ui.documents.rows import Index, LedgerModel
    from desktop.ui.documents.state import Row
    from desktop.ui.theme import Appearance

#: Right edges of the columns, from the right end of the row: the more-button, the action, the status, the pages.
MORE, ACTION, STATUS, PAGES = 24, 84, 148, 168
#: Width of the word of a status, which a narrow row has below the name instead.
WORD = 44
#: Left edge of the names.
NAME = 36
#: Width of a row under which its pages give way to the name of its file.
NARROW = 420
#: Room below the last row, so that it can be scrolled out from under a notice.
BELOW = 84
#: Rows up to which each is as high as its words need. Each layout asks for the height of every row, which takes a tenth
#: of a second with 30,000; longer lists have rows of one height, and what does not fit is in the tooltip.
MEASURED = 3_000


class _RowPainter(QStyledItemDelegate):
    """Paints one row on the grid of the header above it: 52 px, or more where a reason takes more than one line."""

    def __init__(self, look: Appearance, model: LedgerModel, view: Ledger) -> None:
        super().__init__(view)
        self._look, self._model, self._view = look, model, view
        self._lines: dict[tuple[str, int], int] = {}
        look.changed.connect(self._lines.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._look.theme
        row: Row = index.data(ROW)
        lines = self._count(row, self._view.viewport().width()) if row.state.kind or row.state.reason else 1
        return QSize(200, theme.px(theme.tokens.size.ledger_row) + (lines - 1) * theme.line_height("caption"))

    def _count(self, row: Row, width: int) -> int:
        """Return how many lines the words below a name take in a row of this width."""
        left, right = words_edges(self._look, row, QRect(0, 0, width, 0))
        key = self._words(row, width), right - left
        if key not in self._lines:
            theme = self._look.theme
            fits = theme.metrics("caption").horizontalAdvance(key[0]) <= key[1]
            font, step = theme.font("caption"), theme.line_height("caption")
            self._lines[key] = 1 if fits else wrapped(key[0], font, step, key[1])[1]
        return self._lines[key]

    def _words(self, row: Row, width: int) -> str:
        """Return the quiet line; in a narrow row it begins with what became of the file, of which the icon is left."""
        words = self._model.subtitle(row)
        return words if shows_pages(self._look, width) else f"{status_of(row)[0]} · {words}"

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        c, px = theme.color, theme.px
        row: Row = index.data(ROW)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, c.surface.selected)
        elif hovered:
            painter.fillRect(box, c.surface.hover)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), c.line.hairline)
        self._view.paint_focus(painter, option, box, theme)
        side = px(theme.tokens.icon.file)
        band = first_band(self._look, box)
        top = band.top() + (band.height() - side) // 2
        paint_icon(painter, QRect(box.left() + px(4), top, side, side), file_icon(row.state.file), c.text.secondary)
        left, right = words_edges(self._look, row, box)
        name = QRect(left, box.top() + px(7), right - left, theme.line_height("uiStrong"))
        painter.setFont(theme.font("uiStrong"))
        painter.setPen(c.text.primary)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        metrics = QFontMetricsF(theme.font("uiStrong"))
        shown = metrics.elidedText(Path(row.state.file).name, Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name, middle, shown)
        quiet = QRect(left, name.bottom() + 1, right - left, theme.line_height("caption"))
        painter.setFont(theme.font("caption"))
        painter.setPen(c.text.secondary)
        words = self._words(row, box.width())
        if box.height() > band.height():
            wrapped(words, theme.font("caption"), quiet.height(), quiet.width())[0].draw(painter, quiet.topLeft())
        else:
            metrics = QFontMetricsF(theme.font("caption"))
            painter.drawText(quiet, middle, metrics.elidedText(words, Qt.TextElideMode.ElideRight, quiet.width()))
        if _paged(self._look, row, box):
            painter.setFont(theme.font("ui", tabular=True))
            pages = QRect(right, band.top(), box.right() - px(PAGES) - right, band.height())
            painter.drawText(
                pages, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), f"{row.state.pages:,}"
            )
        word, icon, tone, icon_tone = status_of(row)
        small = px(theme.tokens.icon.row)
        start = box.right() - status_edge(self._look, box.width())
        spot = QRect(start, band.top() + (band.height() - small) // 2, small, small)
        paint_icon(painter, spot, icon, theme.ink(icon_tone))
        plain = tone == "secondary"
        painter.setFont(theme.font("ui" if plain else "uiStrong"))
        painter.setPen(theme.ink(tone))
        if shows_pages(self._look, box.width()):
            painter.drawText(QRect(start + px(22), band.top(), px(70), band.height()), middle, word)
        self._paint_end(painter, box, row, hovered=hovered or bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_end(self, painter: QPainter, box: QRect, row: Row, *, hovered: bool) -> None:
        theme = self._look.theme
        if text := action_of(row):
            painter.setFont(theme.font("uiStrong"))
            painter.setPen(theme.color.accent.text)
            painter.drawText(
                action_box(self._look, box), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text
            )
        ink = theme.color.text.primary if hovered else theme.color.text.tertiary
        side = theme.px(theme.tokens.icon.row)
        spot = more_box(self._look, box)
        paint_icon(
            painter, QRect(spot.center().x() - side // 2, spot.center().y() - side // 2, side, side), "dots-three", ink
        )


def shows_pages(look: Appearance, width: int) -> bool:
    """Return whether rows of this width have room for the number of pages."""
    return width >= look.theme.px(NARROW)


def status_edge(look: Appearance, width: int) -> int:
    """Return how far from the right end of a row of this width its status begins."""
    return look.theme.px(STATUS if shows_pages(look, width) else STATUS - WORD)


def _paged(look: Appearance, row: Row, box: QRect) -> bool:
    return bool(row.state.pages) and shows_pages(look, box.width())


def words_edges(look: Appearance, row: Row, box: QRect) -> tuple[int, int]:
    """Return where name and words of a row begin and end in its box."""
    px = look.theme.px
    end = px(PAGES + 64) if _paged(look, row, box) else status_edge(look, box.width()) + px(12)
    return box.left() + px(NAME), box.right() - end


def first_band(look: Appearance, box: QRect) -> QRect:
    """Return the part of a row that one with a single line of words is; in it stand all its other columns."""
    return QRect(box.left(), box.top(), box.width(), look.theme.px(look.theme.tokens.size.ledger_row))


def action_box(look: Appearance, box: QRect) -> QRect:
    """Return where the action of a row lies."""
    px, band = look.theme.px, first_band(look, box)
    return QRect(box.right() - px(ACTION), band.top(), px(ACTION - MORE - 4), band.height())


def more_box(look: Appearance, box: QRect) -> QRect:
    """Return where the more-button of a row lies."""
    px, band = look.theme.px, first_band(look, box)
    return QRect(box.right() - px(MORE), band.top(), px(MORE), band.height())


class Ledger(ByKeyboard, QListView):
    """The list of files: one tab stop with arrow keys inside; Enter opens, Delete removes, the menu key tells more."""

    retried = Signal(object)  # Row
    menu_wanted = Signal(object, QPoint)  # Row, where on the screen
    removed = Signal(object)  # list[Row]
    opened = Signal(object)  # Row

    def __init__(self, look: Appearance, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setModel(model)
        self.setItemDelegate(_RowPainter(look, model, self))
        self.setAccessibleName(tr("Files"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        look.changed.connect(self.doItemsLayout)

    def selected(self) -> list[Row]:
        """Return the selected rows."""
        return [index.data(ROW) for index in self.selectedIndexes()]

    def doItemsLayout(self) -> None:
        self.setUniformItemSizes(self.model().rowCount() > MEASURED)
        super().doItemsLayout()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        height = self.contentsSize().height()
        if height > self.viewport().height() - self.look.theme.px(BELOW):
            below = height + self.look.theme.px(BELOW) - self.viewport().height()
            self.verticalScrollBar().setRange(0, max(below, self.verticalScrollBar().maximum()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.uniformItemSizes():
            self.scheduleDelayedItemsLayout()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        row: Row = index.data(ROW)
        box = self.visualRect(index)
        if action_of(row) and action_box(self.look, box).contains(spot):
            self.retried.emit(row)
        elif more_box(self.look, box).contains(spot):
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        active = index.isValid() and (
            more_box(self.look, self.visualRect(index)).contains(spot)
            or (bool(action_of(index.data(ROW))) and action_box(self.look, self.visualRect(index)).contains(spot))
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if active else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and self.selected():
            self.removed.emit(self.selected())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current.isValid():
            self.opened.emit(current.data(ROW))
        elif event.key() == Qt.Key.Key_Menu and current.isValid():
            self._menu_at(self.visualRect(current).center())
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()

    def _menu_at(self, spot: QPoint) -> None:
        index = self.indexAt(spot)
        if index.isValid():
            self.menu_wanted.emit(index.data(ROW), self.viewport().mapToGlobal(spot))
