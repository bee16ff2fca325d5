"""The outline to edit: rename in place, drag or move by keys, add, remove, fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop.ui.fields import Field
from desktop.ui.icons import paint_icon
from desktop.ui.paint import chip_width, paint_box, paint_chip
from desktop.ui.rowlist import ByKeyboard
from desktop.ui.slides.outline_model import ENTRY, Entry, OutlineModel

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from desktop.ui.slides.outline_model import Index
    from desktop.ui.slides.presenter import SlidesPresenter
    from desktop.ui.theme import Appearance

#: Left edges: the handle, the number's right end, the title, a point; and the room of the caret at the right.
HANDLE, NUMBER, TITLE, POINT, CARET = 6, 46, 56, 78, 34


class _RowPainter(QStyledItemDelegate):
    """Paints slides 34 high and points as high as their words."""

    def __init__(self, look: Appearance, view: OutlineView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._look.theme
        entry: Entry = index.data(ENTRY)
        if entry.point < 0:
            return QSize(100, theme.px(theme.tokens.size.nav_row))
        width = self._view.viewport().width() - theme.px(POINT + CARET + 8)
        box = QFontMetrics(theme.font("ui")).boundingRect(
            QRect(0, 0, max(40, width), 2000), int(Qt.TextFlag.TextWordWrap), self._words(entry)
        )
        return QSize(100, max(theme.px(28), box.height() + theme.px(8)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        c, px = theme.color, theme.px
        entry: Entry = index.data(ENTRY)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if chosen or hovered:
            fill = c.surface.selected if chosen else c.surface.hover
            paint_box(painter, QRectF(box).adjusted(0, 1, 0, -1), px(theme.tokens.radius.control), fill)
        if entry.point < 0:
            self._paint_slide(painter, box, entry, index, strong=chosen or hovered)
        else:
            self._paint_point(painter, box, entry)
        self._view.paint_focus(painter, option, box, theme)
        painter.restore()

    def _paint_slide(self, painter: QPainter, box: QRect, entry: Entry, index: Index, *, strong: bool) -> None:
        theme = self._look.theme
        c, px = theme.color, theme.px
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if entry.origin not in {"title", "agenda", "closing"}:
            side = px(theme.tokens.icon.row)
            spot = QRect(box.left() + px(HANDLE), box.center().y() - side // 2, side, side)
            painter.setOpacity(1.0 if strong else 0.75)
            paint_icon(painter, spot, "dots-six-vertical-bold", c.text.tertiary)
            painter.setOpacity(1.0)
        painter.setFont(theme.font("ui", tabular=True))
        painter.setPen(c.text.secondary)
        number = QRect(box.left(), box.top(), px(NUMBER), box.height())
        if entry.number:
            painter.drawText(number, middle | int(Qt.AlignmentFlag.AlignRight), str(entry.number))
        role = "bodyStrong" if entry.section else "label" if strong else "ui"
        font = theme.font("ui", weight=600 if entry.section else 500 if role == "label" else 0)
        painter.setFont(font)
        painter.setPen(c.text.primary if entry.text else c.text.tertiary)
        title = QRect(box.left() + px(TITLE), box.top(), box.width() - px(TITLE + CARET), box.height())
        text = entry.text or self.tr("Untitled slide")
        painter.drawText(
            title, middle, QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, title.width())
        )
        if entry.points:
            side = px(theme.tokens.icon.small)
            spot = QRect(box.right() - px(24), box.center().y() - side // 2, side, side)
            open_ = self._view.isExpanded(index)
            paint_icon(painter, spot, "caret-down" if open_ else "caret-right", c.text.secondary)

    def _paint_point(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        theme = self._look.theme
        c, px = theme.color, theme.px
        painter.fillRect(QRect(box.left() + px(62), box.top(), 1, box.height()), c.line.strong)
        painter.setFont(theme.font("ui", italic=entry.prompt))
        painter.setPen(c.text.tertiary if entry.prompt else c.text.secondary)
        left = px(POINT + 12 * entry.level)
        area = QRect(box.left() + left, box.top() + px(4), box.width() - left - px(CARET + 8), box.height())
        painter.drawText(area, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), self._words(entry))
        if entry.source:
            width = chip_width(theme, entry.source)
            chip = QRectF(box.right() - px(12) - width, box.top() + px(5), width, px(17))
            paint_chip(painter, theme, chip, entry.source, "verified", opened=False)

    def _words(self, entry: Entry) -> str:
        return entry.text or self.tr("Write a point")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        entry: Entry = index.data(ENTRY)
        field = Field(self._look, self.tr("Title") if entry.point < 0 else self.tr("Point"), parent=parent)
        field.textEdited.connect(lambda text: self._view.typed.emit(entry.origin, entry.point, text))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, Field)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, Field)
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        px = self._look.theme.px
        entry: Entry = index.data(ENTRY)
        left = px(TITLE if entry.point < 0 else POINT) - px(10)
        box: QRect = option.rect
        editor.setGeometry(box.left() + left, box.top(), box.width() - left - px(4), max(box.height(), px(32)))


class OutlineView(ByKeyboard, QTreeView):
    """The tree of slides and points. `chosen` tells which slide is in sight."""

    chosen = Signal(str)
    typed = Signal(str, int, str)  # of which row, -1 or its point, and the words in its editor

    def __init__(self, look: Appearance, presenter: SlidesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self._presenter = look, presenter
        self.rows = OutlineModel(presenter, self)
        self.setModel(self.rows)
        self.setItemDelegate(_RowPainter(look, self))
        self.setAccessibleName(self.tr("Outline"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self._open: set[str] = set()
        self._current = ("", -1)
        self.expanded.connect(lambda index: self._open.add(index.data(ENTRY).origin))
        self.collapsed.connect(lambda index: self._open.discard(index.data(ENTRY).origin))
        self.typed.connect(presenter.type_in)
        self.itemDelegate().closeEditor.connect(lambda *_: presenter.stop_typing())
        self.rows.modelAboutToBeReset.connect(self._keep)
        self.rows.modelReset.connect(self._restore)
        look.changed.connect(self.doItemsLayout)

    def entry(self) -> Entry | None:
        """Return the row that is chosen."""
        index = self.currentIndex()
        found: Entry | None = index.data(ENTRY) if index.isValid() else None
        return found

    def begin_edit(self, origin: str, point: int = -1) -> None:
        """Open the editor of a row."""
        index = self.rows.find(origin, point)
        if index.isValid():
            if point >= 0:
                self.expand(index.parent())
            self.setCurrentIndex(index)
            self.edit(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(ENTRY).origin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        if (
            index.isValid()
            and index.data(ENTRY).points
            and spot.x() > self.viewport().width() - self.look.theme.px(CARET)
        ):
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.entry()
        if entry is None or self.state() == QAbstractItemView.State.EditingState or not self._act(event, entry):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent, entry: Entry) -> bool:
        """Do what a key means for a row; return whether it meant anything."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        place = self.rows.slide_place(entry.origin)
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._add_after(entry)
        elif key == Qt.Key.Key_Delete and place >= 0:
            self._remove(entry)
        elif alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and place >= 0:
            step = -1 if key == Qt.Key.Key_Up else 1
            if entry.point < 0:
                self._presenter.move_slide(entry.origin, max(0, place + step))
            else:
                self._presenter.move_point(entry.origin, entry.point, entry.point + step)
        elif alt and key in {Qt.Key.Key_Right, Qt.Key.Key_Left} and place >= 0:
            self._presenter.indent(entry.origin, entry.point, inward=key == Qt.Key.Key_Right)
        else:
            return False
        return True

    def _add_after(self, entry: Entry) -> None:
        if entry.point >= 0:
            self._presenter.add_point(entry.origin, entry.point + 1)
            self.begin_edit(entry.origin, entry.point + 1)
        elif self.rows.slide_place(entry.origin) >= 0 and self.isExpanded(self.currentIndex()):
            self._presenter.add_point(entry.origin, 0)
            self.begin_edit(entry.origin, 0)
        else:
            new = self._presenter.add_slide(entry.origin if self.rows.slide_place(entry.origin) >= 0 else None)
            self.begin_edit(new)

    def _remove(self, entry: Entry) -> None:
        if entry.point < 0:
            self._presenter.remove_slide(entry.origin)
        else:
            self._presenter.remove_point(entry.origin, entry.point)

    def _keep(self) -> None:
        entry = self.entry()
        self._current = (entry.origin, entry.point) if entry else ("", -1)

    def _restore(self) -> None:
        for origin in tuple(self._open):
            index = self.rows.find(origin)
            if index.isValid():
                self.expand(index)
        index = self.rows.find(*self._current)
        if index.isValid():
            self.setCurrentIndex(index)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()
