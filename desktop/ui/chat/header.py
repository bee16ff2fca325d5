"""The strip above a conversation: its title, the model with its state, sharing, and the switch of the right pane."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter

from desktop.ui.buttons import Button, Coat, IconButton
from desktop.ui.cards import Hairline, PageHeader
from desktop.ui.chat.menus import popup
from desktop.ui.icons import paint_icon
from desktop.ui.indicators import paint_dot
from desktop.ui.menu import Menu
from desktop.ui.paint import paint_box, set_tip
from desktop.ui.phrases import joined

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.ui.chat.engine_state import EngineState
    from desktop.ui.theme import Appearance


class ModelButton(Button):
    """The chosen model: its name, a dot when it is not ready, and a bar while it loads."""

    padding = 8

    def __init__(self, look: Appearance, state: EngineState, parent: QWidget | None = None) -> None:
        super().__init__(look, trailing="caret-down", parent=parent)
        self._state, self._words = state, ""
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self._refresh)
        state.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        state = self._state
        name = state.name or self.tr("No model yet")
        text = name
        if state.condition == "loading":
            text = self.tr("Loading {model}, {seconds} s").format(model=name, seconds=state.seconds)
            if state.model is not None and state.model.endpoint:
                text = self.tr("Connecting to {model}").format(model=name)
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
        words = {
            "none": self.tr("No model yet"),
            "idle": self.tr("Loads with the first question"),
            "loading": self.tr("Loading"),
            "ready": self.tr("Ready"),
            "stopped": self.tr("Stopped"),
        }[state.condition]
        if state.leaves:
            words = joined((self.tr("What you ask leaves this computer."), words))
        self._words = text
        self.setText(text)
        self.setAccessibleName(self.tr("Model: {model}. {state}").format(model=name, state=words))
        set_tip(self, f"{name}. {words}")
        self.restyle()

    def _dotted(self) -> bool:
        return self._state.condition in {"none", "stopped"}

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        extra = self.look.theme.px((20 if self._dotted() else 6) + (22 if self._state.leaves else 0))
        return QSize(min(size.width(), self.look.theme.px(280)) + extra, size.height())

    def minimumSizeHint(self) -> QSize:
        size = self.sizeHint()
        return QSize(min(size.width(), self.look.theme.px(120)), size.height())

    def coat(self) -> Coat:
        c = self.look.theme.color
        hover, pressed = c.surface.hover, c.surface.selected
        return Coat(pressed if self.isDown() else hover if self.underMouse() else None, None, c.text.primary)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.look.theme
        px, c = theme.px, theme.color
        painter = QPainter(self)
        coat = self.coat()
        box = QRectF(self.rect())
        paint_box(painter, box, self.ring_radius(), coat.fill)
        left, right = px(8), self.width() - px(30)
        if self._dotted():
            dot = QRectF(left, (self.height() - px(7)) / 2, px(7), px(7))
            stopped = self._state.condition == "stopped"
            paint_dot(painter, dot, c.error.text if stopped else c.text.tertiary, filled=stopped)
            left += px(14)
        if self._state.leaves:
            side = px(theme.tokens.icon.small)
            paint_icon(painter, QRect(left, (self.height() - side) // 2, side, side), "globe", c.warn.text)
            left += px(22)
        painter.setFont(theme.font(self.role))
        painter.setPen(coat.ink)
        fitted = theme.metrics(self.role).elidedText(self._words, Qt.TextElideMode.ElideMiddle, right - left + 1)
        painter.drawText(QRect(left, 0, right - left + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), fitted)
        caret = px(theme.tokens.icon.small)
        spot = QRect(self.width() - px(8) - caret, (self.height() - caret) // 2, caret, caret)
        paint_icon(painter, spot, "caret-down", c.text.secondary)
        if self._state.condition == "loading":
            track = QRectF(px(8), self.height() - px(4), self.width() - px(16), px(2))
            paint_box(painter, track, px(1), c.line.hairline)
            track.setWidth(max(track.height(), track.width() * self._state.done))
            paint_box(painter, track, px(1), c.accent.fill)


class ChatHeader(PageHeader):
    """Title and actions. Knows what was pressed; the page knows what it means.

    Signals:
        model_chosen(ModelInfo), models_wanted: from the model menu.
        copy_wanted, save_wanted(suffix, with thoughts), slides_wanted: from the share menu.
        pane_toggled(bool): the right pane is to be shown or closed.
    """

    model_chosen = Signal(object)
    models_wanted = Signal()
    copy_wanted = Signal()
    save_wanted = Signal(str, bool)
    slides_wanted = Signal()
    pane_toggled = Signal(bool)

    def __init__(self, look: Appearance, state: EngineState, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._state = state
        self.model = ModelButton(look, state)
        self.share = IconButton(look, "export", self.tr("Share this chat"))
        self.pane = IconButton(look, "square-half", self.tr("Right pane"), keys="Ctrl .", checkable=True)
        for widget in (self.model, self.share, self.pane):
            self.add_action(widget)
        self.model.clicked.connect(self._open_models)
        self.share.clicked.connect(self._open_share)
        self.pane.clicked.connect(self.pane_toggled)

    def set_begun(self, begun: bool) -> None:
        """Show what only a chat with messages has: the line below, sharing and the pane."""
        for widget in (self.share, self.pane, *self.findChildren(Hairline)):
            widget.setVisible(begun)

    def show_pane(self, opened: bool, possible: bool) -> None:
        """Show whether the pane is open; it cannot be opened while no answer has a source."""
        self.pane.setChecked(opened)
        self.pane.setEnabled(opened or possible)
        tip = self.tr("Right pane") if opened or possible else self.tr("Opens with the first source of an answer")
        self.pane.set_name(tip, "Ctrl ." if opened or possible else "")

    def model_menu(self) -> Menu:
        """Return the menu of models."""
        menu = Menu(self.look, self)
        current = self._state.model
        for model in self._state.installed():
            chosen = current is not None and current.path == model.path
            words = self.tr("{model}, leaves this computer").format(model=model.name) if model.leaves else model.name
            icon = "globe" if model.leaves else ""
            menu.add(words, partial(self.model_chosen.emit, model), icon=icon, checked=chosen)
        menu.addSeparator()
        menu.add(self.tr("All models"), self.models_wanted.emit, icon="cube")
        return menu

    def share_menu(self) -> Menu:
        """Return the menu of what can be done with the whole chat."""
        menu = Menu(self.look, self)
        menu.add(self.tr("Copy as Markdown"), self.copy_wanted.emit, icon="copy")
        menu.add(self.tr("Save as Markdown"), lambda: self.save_wanted.emit(".md", False), icon="file-text")
        menu.add(self.tr("Save as Markdown with thoughts"), lambda: self.save_wanted.emit(".md", True), icon="brain")
        menu.add(self.tr("Save as JSON"), lambda: self.save_wanted.emit(".json", False), icon="brackets-curly")
        menu.addSeparator()
        menu.add(
            self.tr("Make slides from this"), self.slides_wanted.emit, icon="presentation-chart", keys="Ctrl+Shift+S"
        )
        return menu

    def _open_models(self) -> None:
        popup(self.model_menu(), self.model)

    def _open_share(self) -> None:
        popup(self.share_menu(), self.share)
