"""The list of chats in the sidebar: rows under headings, renamed in place, deleted by key or menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.chatmodel import ChatModel, Index, is_chat
from desktop.ui.icons import paint_icon
from desktop.ui.menu import Menu
from desktop.ui.paint import paint_box
from desktop.ui.rowlist import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Role


class _Delegate(QStyledItemDelegate):
    """Paints rows and edits a title in place."""

    def __init__(self, look: Appearance, view: ChatList) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._look.theme
        row = self._view.rows.row(index)
        height = 36
        if is_chat(row):
            height = 50 if row.snippet else theme.tokens.size.list_row
        return QSize(theme.px(120), theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        c, px = theme.color, theme.px
        row = self._view.rows.row(index)
        box: QRect = option.rect
        state = option.state
        inner = box.adjusted(px(10), 0, -px(10), 0)
        if not is_chat(row):
            painter.setFont(theme.font("captionStrong"))
            painter.setPen(theme.ink("secondary"))
            painter.drawText(inner.adjusted(0, px(6), 0, 0), int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))
            return
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        chosen = row.current and self._view.active
        if chosen or hover:
            paint_box(painter, QRectF(box), px(8), c.surface.selected if chosen else c.surface.hover)
        if state & QStyle.StateFlag.State_HasFocus and self._view.by_keyboard:
            paint_box(painter, QRectF(box), px(8), None, c.accent.focus, width=2)
        role: Role = "uiStrong" if chosen else "ui"
        if chosen or hover:
            side = px(theme.tokens.icon.row)
            spot = QRect(self._view.more_box(box).center() - QPoint(side // 2, side // 2), QSize(side, side))
            paint_icon(painter, spot, "dots-three", theme.ink("secondary"))
            inner.setRight(self._view.more_box(box).left())
        if row.writing:
            dot = QRectF(inner.left(), box.center().y() - px(3), px(7), px(7))
            paint_box(painter, dot, px(4), c.accent.fill)
            inner.setLeft(inner.left() + px(14))
        upper = QRect(inner)
        if row.snippet:
            upper.setBottom(box.top() + px(28))
            lower = QRect(inner.left(), box.top() + px(26), inner.width(), px(18))
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.ink("secondary"))
            cut = theme.metrics("caption").elidedText(row.snippet, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), cut)
        painter.setFont(theme.font(role))
        painter.setPen(theme.ink("primary" if chosen or hover else "secondary"))
        cut = theme.metrics(role).elidedText(row.title, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), cut)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("field", "row")
        editor.setProperty("ring", "none")
        editor.setFont(self._look.theme.font("ui"))
        editor.setAccessibleName(self.tr("Title of the chat"))
        return editor


class ChatList(RowList):
    """Shows the chats; one tab stop, arrow keys inside, Enter opens, F2 renames, Del deletes.

    Signals carry the chat's row or id.
    """

    opened = Signal(object)
    renamed = Signal(int, str)
    deleted = Signal(int)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows = ChatModel(self)
        self.active = True
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(look, self))
        self.setUniformItemSizes(False)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setAccessibleName(self.tr("Chats"))
        self.row_pressed.connect(self._press)
        self.rows.renamed.connect(self.renamed)
        look.changed.connect(self.doItemsLayout)

    def show_rows(self, rows: Sequence[object]) -> None:
        """Show these rows and put the cursor on the open chat."""
        self.rows.show_rows(rows)
        current = self.rows.index_of_current()
        if current.isValid() and not self.hasFocus():
            self.setCurrentIndex(current)

    def open_first(self) -> None:
        """Open the chat that is listed first."""
        index = self._first()
        if index.isValid():
            self.opened.emit(self.rows.row(index))

    def enter(self) -> None:
        """Put the cursor on the chat that is listed first."""
        index = self._first()
        if index.isValid():
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.setCurrentIndex(index)

    def _first(self) -> QModelIndex:
        indexes = (self.rows.index(place) for place in range(self.rows.rowCount()))
        return next((index for index in indexes if is_chat(self.rows.row(index))), QModelIndex())

    def set_active(self, active: bool) -> None:
        """Show the open chat as chosen, which it is only while the chat page is in sight."""
        self.active = active
        self.viewport().update()

    def more_box(self, row: QRect) -> QRect:
        """Return where in a row its menu button is."""
        side = self.look.theme.px(28)
        return QRect(row.right() - side, row.top() + (row.height() - side) // 2, side, side)

    def menu_for(self, index: QModelIndex) -> Menu | None:
        """Return the menu of a chat's row, None for a heading."""
        row = self.rows.row(index)
        if not is_chat(row):
            return None
        menu = Menu(self.look, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.add(self.tr("Rename"), lambda: self.edit(index), icon="pencil-simple", keys="F2")
        menu.add(self.tr("Delete"), lambda: self.deleted.emit(row.id), icon="trash", keys="Del", danger=True)
        return menu

    def _press(self, index: QModelIndex, at: QPoint | None) -> None:
        row, box = self.rows.row(index), self.more_box(self.visualRect(index))
        if at is not None and box.contains(at):
            self._pop_up(index, self.viewport().mapToGlobal(box.bottomLeft()))
        elif is_chat(row):
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.rows.row(self.currentIndex())
        if event.key() == Qt.Key.Key_Delete and is_chat(row) and self.state() != QListView.State.EditingState:
            self.by_keyboard = True
            self.deleted.emit(row.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if keyboard else event.globalPos()
        self._pop_up(index, at)

    def _pop_up(self, index: QModelIndex, at: QPoint) -> None:
        menu = self.menu_for(index)
        if menu is not None:
            menu.popup(at)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.viewport().update()
        return super().viewportEvent(event)
