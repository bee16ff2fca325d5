"""Citation chips and source cards: one number, one colour, three honest states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.buttons import Pressable
from desktop.ui.icons import paint_icon
from desktop.ui.menu import Menu
from desktop.ui.paint import CitationState, chip_width, paint_box, paint_chip, set_tip
from desktop.ui.phrases import listed

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone

#: The smallest area that a finger or an unsteady hand can hit.
HIT = 24


class CitationChip(Pressable):
    """The number of a citation as a button: 17 x 17 painted, 24 x 24 to hit. `opened` while its source is shown."""

    def __init__(
        self, look: Appearance, n: int, state: CitationState, *, snippet: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent=parent)
        self._n, self._state, self._opened = n, state, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(listed((str(n), state_words(state))))
        set_tip(self, snippet)

    def set_opened(self, opened: bool) -> None:
        """Show whether the source is open at present."""
        self._opened = opened
        self.update()

    def _box(self) -> QRectF:
        width, height = chip_width(self.look.theme, self._n), self.look.theme.px(17)
        return QRectF((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def ring_box(self) -> QRect:
        """The box that the focus ring goes around."""
        return self._box().toRect()

    def ring_radius(self) -> int:
        """Radius of that box."""
        return self.look.theme.px(self.look.theme.tokens.radius.chip)

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        return QSize(max(px(HIT), chip_width(self.look.theme, self._n)), px(HIT))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(
            QPainter(self),
            self.look.theme,
            self._box(),
            self._n,
            self._state,
            opened=self._opened,
            hover=self.underMouse(),
        )


class SourceCard(Pressable):
    """A source of an answer: its number, file, page and whether its words were found. Pressing it opens the page.

    Signals:
        why_wanted: it was asked for in the menu why the passage was found.
    """

    why_wanted = Signal()

    def __init__(
        self,
        look: Appearance,
        n: int,
        file: str,
        page: str,
        state: CitationState,
        *,
        gone: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `file` is the name without its folder, `page` as people say it ("p. 14"), may be empty."""
        super().__init__(look, parent=parent)
        self._n, self._file, self._page, self._state, self._gone = n, file, page, state, gone
        self._opened = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = self.tr("file moved") if gone else state_words(state)
        parts = [self.tr("Open source {n}").format(n=n), file, page, words]
        self.setAccessibleName(listed(parts))
        set_tip(self, file)

    def set_opened(self, opened: bool) -> None:
        """Show whether the source is open at present."""
        self._opened = opened
        self.update()

    def menu(self) -> Menu:
        """Return what can be done with the source."""
        menu = Menu(self.look, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.add(self.tr("Open source"), self.click, icon="file-text")
        menu.add(self.tr("Why this passage?"), self.why_wanted.emit, icon="question")
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()) if keyboard else event.globalPos())

    def ring_radius(self) -> int:
        """Radius of the box that the focus ring goes around."""
        return self.look.theme.px(self.look.theme.tokens.radius.card)

    def sizeHint(self) -> QSize:
        return QSize(self.look.theme.px(211), self.look.theme.px(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.theme.px(150), self.look.theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c, px = theme.color, theme.px
        fill = c.surface.raised_pressed if self.isDown() else None
        fill = fill or (c.surface.raised_hover if self.underMouse() else c.surface.raised)
        edge = c.accent.fill if self._opened else c.line.hairline
        width = 2 if self._opened else 1
        paint_box(painter, QRectF(self.rect()), self.ring_radius(), fill, edge, width=width)
        chip = QRectF(px(11), px(11), chip_width(theme, self._n), px(17))
        paint_chip(painter, theme, chip, self._n, self._state, opened=self._opened)
        left, right = int(chip.right()) + px(9), self.width() - px(10)
        upper = QRect(left, px(9), right - left, px(20))
        painter.setFont(theme.font("uiStrong"))
        painter.setPen(theme.ink("tertiary" if self._gone else "primary"))
        fit = theme.metrics("uiStrong").elidedText(self._file, Qt.TextElideMode.ElideMiddle, upper.width())
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), fit)
        lower = QRect(left, px(29), right - left, px(17))
        painter.setFont(theme.font("caption", tabular=True))
        if self._page:
            place = self._page + "  ·  "
            painter.setPen(theme.ink("secondary"))
            painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), place)
            lower.setLeft(lower.left() + round(theme.metrics("caption", tabular=True).horizontalAdvance(place)))
        icon, tone = state_mark(self._state)
        words = self.tr("File moved") if self._gone else state_words(self._state, capital=True)
        if self._gone:
            icon, tone = "file", "tertiary"
        side = px(theme.tokens.icon.small)
        paint_icon(
            painter, QRect(lower.left(), lower.top() + (lower.height() - side) // 2, side, side), icon, theme.ink(tone)
        )
        painter.setPen(theme.ink(tone))
        painter.drawText(lower.adjusted(side + px(4), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)


def state_mark(state: CitationState) -> tuple[str, Tone]:
    """Return the icon and tone of a citation's state."""
    if state == "verified":
        return "circle-wavy-check", "ok"
    return ("circle-wavy-warning", "warn") if state == "close" else ("minus-circle", "secondary")


def state_words(state: CitationState, *, capital: bool = False) -> str:
    """Return the words of a citation's state, in the language of the window."""
    if capital:
        return {
            "verified": _tr("Verified"),
            "close": _tr("Close match"),
            "missing": _tr("Not found"),
        }[state]
    return {
        "verified": _tr("verified"),
        "close": _tr("close match"),
        "missing": _tr("not found"),
    }[state]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Citations", text)
