"""A list of folders and files of which any number can be chosen, searched by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.icons import file_icon, paint_icon
from desktop.ui.paint import paint_box
from desktop.ui.rowlist import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.narrowing import Place
    from desktop.ui.theme import Appearance

Index = QModelIndex | QPersistentModelIndex


class _Places(QAbstractListModel):
    """The places that have the searched words in their names, and which of them are chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.all: tuple[Place, ...] = ()
        self.shown: list[Place] = []
        self.chosen: tuple[str, ...] = ()

    def show(self, words: str) -> None:
        terms = words.casefold().split()
        self.beginResetModel()
        self.shown = [place for place in self.all if all(term in place.name.casefold() for term in terms)]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.shown[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return place.path if role == Qt.ItemDataRole.ToolTipRole else place.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if place.path in self.chosen else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Appearance, view: PlaceList) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.theme.px(120), self._look.theme.px(30))

    def editorEvent(self, *_: object) -> bool:
        return False  # the view itself chooses: a press anywhere in the row counts

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        c, px = theme.color, theme.px
        place = self._view.places.shown[index.row()]
        chosen = place.path in self._view.places.chosen
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, QRectF(box), px(6), c.surface.raised_hover)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.by_keyboard:
            paint_box(painter, QRectF(box).adjusted(1, 1, -1, -1), px(6), None, c.accent.focus, width=2)
        side = px(theme.tokens.icon.row)
        top = box.center().y() - side // 2 + 1
        tick = c.accent.text if chosen else c.line.control
        paint_icon(painter, QRect(box.left() + px(6), top, side, side), "check-square" if chosen else "square", tick)
        icon = "folder" if place.folder else file_icon(place.name)
        paint_icon(painter, QRect(box.left() + px(30), top, side, side), icon, theme.ink("secondary"))
        inner = box.adjusted(px(54), 0, -px(8), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if place.folder:
            painter.setFont(theme.font("caption", tabular=True))
            painter.setPen(theme.ink("secondary"))
            count = f"{place.files:,}"
            painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), count)
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(count) - px(8))
        painter.setFont(theme.font("ui"))
        painter.setPen(c.text.primary)
        name = theme.metrics("ui").elidedText(place.name, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, middle, name)


class PlaceList(RowList):
    """Shows places; one tab stop, arrow keys inside, Space and Enter choose. Emits `changed` with the chosen paths."""

    changed = Signal(object)
    PRESSING = RowList.PRESSING | {Qt.Key.Key_Space}

    def __init__(self, look: Appearance, name: str, parent: QWidget | None = None) -> None:
        """Make it; `name` is its accessible name."""
        super().__init__(parent)
        self.places = _Places(self)
        self.setModel(self.places)
        self.setItemDelegate(_Delegate(look, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setProperty("ring", "none")
        self.row_pressed.connect(self._choose)

    def show_places(self, places: Sequence[Place], chosen: tuple[str, ...]) -> None:
        """Show these places, with those chosen that are at these paths."""
        self.places.all, self.places.chosen = tuple(places), chosen
        self.places.show("")

    def search(self, words: str) -> None:
        """Show only the places that have these words in their names."""
        self.places.show(words)

    def set_chosen(self, chosen: tuple[str, ...]) -> None:
        """Show others as chosen, without telling."""
        self.places.chosen = chosen
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        path = self.places.shown[index.row()].path
        chosen = self.places.chosen
        self.set_chosen(tuple(p for p in chosen if p != path) if path in chosen else (*chosen, path))
        self.places.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.changed.emit(self.places.chosen)
