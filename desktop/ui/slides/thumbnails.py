"""The slide in sight, large, and all slides of the deck as thumbnails below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.slides.looks import theme_for
from desktop.ui.paint import paint_box, paint_shadow
from desktop.ui.rowlist import ByKeyboard
from desktop.ui.slides.preview import paint_slide

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.domain.deck import Deck
    from desktop.ui.slides.presenter import SlidesPresenter
    from desktop.ui.theme import Appearance

Index = QModelIndex | QPersistentModelIndex
SLIDE = Qt.ItemDataRole.UserRole
#: Thumbnails are painted this many times larger than they are shown, so that small text stays clear.
OVERSAMPLED = 2
#: Logical pixels between two thumbnails.
GAP = 8
#: Room that is kept at the right of the thumbnails for a scroll bar, whether there is one or not.
BAR = 12


class Preview(QWidget):
    """The slide in sight, as wide as there is room, 16:9, at most `slide_preview_max` wide."""

    def __init__(self, look: Appearance, presenter: SlidesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self._presenter = look, presenter
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        presenter.deck_changed.connect(self._told)
        presenter.selection_changed.connect(self._told)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._width(width) * 9 / 16) + self.look.theme.px(12)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        deck = self._presenter.deck
        if deck is None or not deck.slides:
            return
        painter = QPainter(self)
        theme = self.look.theme
        height = self.height() - theme.px(12)
        width = min(self._width(self.width()), round(height * 16 / 9))
        box = QRectF((self.width() - width) / 2, 0, width, width * 9 / 16)
        paint_shadow(painter, theme, box, 2, theme.tokens.shadow.composer)
        number = self._presenter.selected + 1
        paint_slide(painter, box, deck.slides[self._presenter.selected], theme_for(deck.theme, deck.language), number)
        paint_box(painter, box.adjusted(-1, -1, 1, 1), 3, None, theme.color.line.strong)

    def _width(self, available: int) -> int:
        theme = self.look.theme
        return min(available - 4, theme.px(theme.tokens.size.slide_preview_max))

    def _told(self) -> None:
        deck = self._presenter.deck
        if deck and deck.slides:
            slide = deck.slides[self._presenter.selected]
            told = self.tr("Slide {number}: {title}").format(number=self._presenter.selected + 1, title=slide.title)
            self.setAccessibleName(told)
        self.update()


class _DeckModel(QAbstractListModel):
    """The slides of the deck; a picture is painted once and again only when its slide changed."""

    def __init__(self, presenter: SlidesPresenter, parent: QWidget) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._deck: Deck | None = None
        self._images: dict[int, QImage] = {}
        presenter.deck_changed.connect(self._take)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() or self._deck is None else len(self._deck.slides)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._deck is None or not index.isValid() or index.row() >= len(self._deck.slides):
            return None
        if role == SLIDE:
            return self._deck.slides[index.row()]
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{index.row() + 1}. {self._deck.slides[index.row()].title}"
        return None

    def image(self, row: int, size: QSize) -> QImage | None:
        """Return the picture of a slide at `size` device pixels."""
        if self._deck is None or row >= len(self._deck.slides):
            return None
        found = self._images.get(row)
        if found is None or found.size() != size:
            found = QImage(size, QImage.Format.Format_RGB32)
            painter = QPainter(found)
            paint_slide(
                painter,
                QRectF(found.rect()),
                self._deck.slides[row],
                theme_for(self._deck.theme, self._deck.language),
                row + 1,
            )
            painter.end()
            self._images[row] = found
        return found

    def _take(self) -> None:
        new, old = self._presenter.deck, self._deck
        if new is None or old is None or len(new.slides) != len(old.slides) or new.theme != old.theme:
            self.beginResetModel()
            self._deck = new
            self._images.clear()
            self.endResetModel()
            return
        self._deck = new
        for row, (before, now) in enumerate(zip(old.slides, new.slides, strict=True)):
            if before != now:
                self._images.pop(row, None)
                index = self.index(row)
                self.dataChanged.emit(index, index)


class _TilePainter(QStyledItemDelegate):
    """Paints a thumbnail of 152 x 86 or a little more with its number below."""

    def __init__(self, look: Appearance, model: _DeckModel, view: ByKeyboard) -> None:
        super().__init__(view)
        self._look, self._model, self._view = look, model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Share the row out, so that its thumbnails begin and end where the slide above them does."""
        px = self._look.theme.px
        least, room = px(152 + GAP), self._view.width() - px(BAR) - 2
        width = max(least, room // max(1, room // least))
        return QSize(width, self._height(width) + px(32))

    def _height(self, width: int) -> int:
        return round((width - self._look.theme.px(GAP)) * 86 / 152)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        c, px = theme.color, theme.px
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        width = area.width() - px(GAP)
        box = QRectF(area.left() + px(GAP // 2), area.top() + px(4), width, self._height(area.width()))
        painter.save()
        ratio = painter.device().devicePixelRatio() * OVERSAMPLED
        image = self._model.image(index.row(), (box.size() * ratio).toSize())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if image is not None:
            painter.drawImage(box, image)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen:
            paint_box(painter, box.adjusted(-4, -4, 4, 4), px(6), None, c.accent.fill, width=2)
        else:
            edge = c.line.control if hovered else c.line.strong
            paint_box(painter, box.adjusted(-1, -1, 1, 1), px(4), None, edge)
        painter.setFont(theme.font("captionStrong" if chosen else "caption", tabular=True))
        painter.setPen(c.text.primary if chosen else c.text.secondary)
        below = QRect(round(box.left()), round(box.bottom()) + px(6), width, px(18))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), str(index.row() + 1))
        self._view.paint_focus(painter, option, area, theme)
        painter.restore()


class Thumbnails(ByKeyboard, QListView):
    """All slides, four in a row where there is room; one tab stop with arrow keys inside."""

    def __init__(self, look: Appearance, presenter: SlidesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        model = _DeckModel(presenter, self)
        self.setModel(model)
        self.setItemDelegate(_TilePainter(look, model, self))
        self.setAccessibleName(self.tr("Slides of the deck"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        presenter.selection_changed.connect(self._follow)
        presenter.deck_changed.connect(self._follow)
        look.changed.connect(self.doItemsLayout)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._presenter.select(current.row())

    def _follow(self) -> None:
        model = self.model()
        index = model.index(self._presenter.selected, 0)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
