"""What a turn says besides its text: steps that are done, and the card of an error with its next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import Button, GhostButton, PrimaryButton, SecondaryButton
from desktop.ui.cards import Card
from desktop.ui.flow import FlowLayout
from desktop.ui.indicators import IconMark, StatusWords
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.ui.theme import Appearance


class Act(NamedTuple):
    """A button of an error card; the first is the main one, `ghost` makes it quiet."""

    text: str
    slot: Callable[[], object]
    icon: str = ""
    ghost: bool = False


class ErrorCard(Card):
    """What happened, what is kept, what to do. Stands below the part of the answer that was written."""

    def __init__(
        self,
        look: Appearance,
        title: str,
        message: str,
        acts: Sequence[Act] = (),
        *,
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make it; with `detail` (technical, for a bug report) a quiet button shows and hides it."""
        super().__init__(look, edge="strong", parent=parent)
        theme = look.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(8), theme.space(7), theme.space(8), theme.space(7))
        row.setSpacing(theme.px(14))
        row.addWidget(IconMark(look, "warning-circle", "error", 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        row.addLayout(column, 1)
        column.addWidget(Label(look, title, "bodyStrong", wrap=True))
        self.message = Label(look, message, "ui", "secondary", wrap=True)
        column.addWidget(self.message)
        self.buttons: list[Button] = []
        line = FlowLayout(gap=theme.space(4))
        for at, act in enumerate(acts):
            made: Button
            if act.ghost:
                made = GhostButton(look, act.text, icon=act.icon, raised=True)
            elif at == 0:
                made = PrimaryButton(look, act.text, icon=act.icon)
            else:
                made = SecondaryButton(look, act.text, icon=act.icon)
            made.clicked.connect(lambda _=False, slot=act.slot: slot())
            self.buttons.append(made)
            line.addWidget(made)
        self.detail = Label(look, detail, "code", "secondary", wrap=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.detail.hide()
        if detail:
            more = GhostButton(look, self.tr("Details"), raised=True)
            more.setCheckable(True)
            more.toggled.connect(self.detail.setVisible)
            self.buttons.append(more)
            line.addWidget(more)
        if self.buttons:
            column.addSpacing(theme.space(4))
            column.addLayout(line)
        column.addWidget(self.detail)
        self.setAccessibleName(f"{title}. {message}")


class StepsRow(QWidget):
    """Steps that are done, each with a check: "Searched 214 files", "Read 6 passages"."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._shown: tuple[str, ...] = ()
        self._line = FlowLayout(gap=look.theme.space(8))
        self.setLayout(self._line)
        self.hide()

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that are shown."""
        return self._shown

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show these steps; the row hides itself when there are none."""
        for text in steps[len(self._shown) :] if tuple(steps[: len(self._shown)]) == self._shown else self._anew(steps):
            self._line.addWidget(StatusWords(self.look, text, "secondary", "check", icon_tone="ok", parent=self))
        self._shown = tuple(steps)
        self.setVisible(bool(steps))

    def _anew(self, steps: Sequence[str]) -> Sequence[str]:
        while (item := self._line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        return steps
