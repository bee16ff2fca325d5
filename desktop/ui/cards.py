"""Areas that hold other widgets: surfaces, cards, hairlines, page headers and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QMargins, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from desktop.ui.labels import Label
from desktop.ui.paint import paint_box, paint_shadow, shadow_margins

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.ui.theme import Appearance, Theme

Fill = Literal["canvas", "base", "raised", "sunken", "bubble", "accentSoft", "none"]
Edge = Literal["hairline", "strong", "accent", "none"]


def fill_color(theme: Theme, fill: Fill) -> QColor | None:
    """Return the colour that a fill's name stands for, None for no fill."""
    if fill == "none":
        return None
    if fill == "accentSoft":
        return theme.color.accent.soft
    found: QColor = getattr(theme.color.surface, fill)
    return found


class Surface(QWidget):
    """An area filled with a surface colour; the theme may change under it."""

    def __init__(self, look: Appearance, fill: Fill = "base", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self._fill = look, fill
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        color = fill_color(self.look.theme, self._fill)
        if color is not None:
            QPainter(self).fillRect(event.rect(), color)


class Hairline(QWidget):
    """A line of one device-independent pixel, which text scale never thickens."""

    def __init__(self, look: Appearance, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.look.theme.color.line.hairline)


class Card(QWidget):
    """A rounded box. With `shadow` it keeps room around itself for it (`inner` gives the box without that room)."""

    def __init__(
        self,
        look: Appearance,
        *,
        fill: Fill = "raised",
        edge: Edge = "hairline",
        radius: int = 10,
        shadow: Literal["composer", "popover", "sheet", ""] = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._fill, self._edge, self._radius, self._shadow = fill, edge, radius, shadow
        self._dashed = False
        look.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme of the moment."""
        self.setContentsMargins(self.room())
        self.update()

    def set_box(self, *, fill: Fill | None = None, edge: Edge | None = None, dashed: bool = False) -> None:
        """Change how the box is painted."""
        self._fill, self._edge, self._dashed = fill or self._fill, edge or self._edge, dashed
        self.update()

    def room(self) -> QMargins:
        """Return the margins kept for the shadow."""
        if not self._shadow:
            return QMargins()
        return shadow_margins(self.look.theme, getattr(self.look.theme.tokens.shadow, self._shadow))

    def inner(self) -> QRectF:
        """Return the box without the room for its shadow."""
        return QRectF(self.rect().marginsRemoved(self.room()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        box, radius = self.inner(), theme.px(self._radius)
        if self._shadow:
            paint_shadow(painter, theme, box, radius, getattr(theme.tokens.shadow, self._shadow))
        edges = {
            "hairline": theme.color.line.hairline,
            "strong": theme.color.line.control if self._dashed else theme.color.line.strong,
            "accent": theme.color.accent.fill,
        }
        paint_box(
            painter,
            box,
            radius,
            fill_color(theme, self._fill),
            edges.get(self._edge),
            width=2 if self._edge == "accent" else 1,
            dash=(4, 3) if self._dashed else None,
        )


#: Logical pixels of its title that a header keeps beside a note.
TITLE = 240


class PageHeader(Surface):
    """The 56 px strip above a page: title left at 24, actions right at 16, hairline below."""

    def __init__(
        self,
        look: Appearance,
        title: str = "",
        *,
        big: bool = False,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `big` sets the title as a page's name instead of a conversation's, `whole` never cuts it."""
        super().__init__(look, "base", parent)
        self._row = QHBoxLayout()
        self.title = Label(look, title, "pageTitle" if big else "heading", elide=None if whole else "end")
        width = QSizePolicy.Policy.Minimum if whole else QSizePolicy.Policy.Preferred
        self.title.setSizePolicy(width, QSizePolicy.Policy.Fixed)
        self.note = Label(look, "", "caption", "secondary", elide="end")
        self.note.hide()
        # Controls of fixed height would else limit the row, and the hairline would float in the room that is left.
        self._row.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding))
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row, 1)
        column.addWidget(Hairline(look))
        look.changed.connect(self._restyle)
        self._restyle()

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the right end, right of the ones that are there."""
        self._row.addWidget(widget)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)

    def set_note(self, note: str) -> None:
        """Change the quiet words beside the title; "" hides them."""
        self.note.setText(note)
        self._fit_note()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_note()

    def _fit_note(self) -> None:
        """Show the note where it has room beside the title and the actions: a few of its letters would say nothing."""
        items = [item for place in range(self._row.count()) if (item := self._row.itemAt(place)) is not None]
        widgets = [widget for item in items if (widget := item.widget()) is not None]
        shown = [widget for widget in widgets if widget not in {self.title, self.note} and not widget.isHidden()]
        title = min(self.title.sizeHint().width(), self.look.theme.px(TITLE))
        margins = self._row.contentsMargins()
        wanted = title + self.note.sizeHint().width() + sum(widget.sizeHint().width() for widget in shown)
        room = self.width() - margins.left() - margins.right() - (len(shown) + 1) * self._row.spacing()
        self.note.setVisible(bool(self.note.text()) and wanted <= room)

    def _restyle(self) -> None:
        theme = self.look.theme
        self.setFixedHeight(theme.px(theme.tokens.size.header))
        self._row.setContentsMargins(theme.space(9), 0, theme.space(7), 0)
        self._row.setSpacing(theme.space(4))


class Column(QScrollArea):
    """A page that scrolls up and down, its content centred in a column no wider than `widest`."""

    def __init__(self, look: Appearance, widest: int, *, fill: Fill = "base", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self._widest = look, widest
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = Surface(look, fill)
        self._sides = QHBoxLayout(sheet)
        self._sides.setSpacing(0)
        self.body = QWidget()
        self.content = QVBoxLayout(self.body)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self._sides.addStretch(1)
        self._sides.addWidget(self.body, 1000)
        self._sides.addStretch(1)
        self.setWidget(sheet)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        theme = self.look.theme
        self.body.setMaximumWidth(theme.px(self._widest))
        side = theme.space(9)
        # The scroll bar stands in the margin at the right, so that the column does not move when it comes.
        bar = max(0, self.width() - self.viewport().width())
        self._sides.setContentsMargins(side, side, max(0, side - bar), theme.space(11))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()
