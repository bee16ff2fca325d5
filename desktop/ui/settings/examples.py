"""The examples of thinking, to be edited: question, thought and answer each, added, removed, or ours again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.thought import Example
from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.cards import Card
from desktop.ui.fields import Field, TextArea
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from desktop.ui.theme import Appearance

#: Examples at most: they take room that question and answer need.
MOST = 8


class ExampleCard(Card):
    """One example with its three fields.

    Signals:
        edited: a field was changed.
        removed: it is to be taken away.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, look: Appearance, example: Example, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        theme = look.theme
        self.title = Label(look, "", "label")
        left_out = self.tr("Not shown to a model until all three are filled in")
        self.missing = Label(look, left_out, "caption", "secondary")
        self.remove = IconButton(look, "trash", self.tr("Remove this example"), size=28)
        self.remove.clicked.connect(self.removed)
        self.question = Field(look, self.tr("Question"), placeholder=self.tr("Question"))
        self.question.setText(example.question)
        self.thought = TextArea(
            look, self.tr("Thought"), placeholder=self.tr("How it is thought through, step by step")
        )
        self.thought.setPlainText(example.thought)
        self.thought.setFixedHeight(theme.px(72))
        self.answer = Field(look, self.tr("Answer"), placeholder=self.tr("Answer"))
        self.answer.setText(example.answer)
        self.question.textChanged.connect(self.edited)
        self.thought.textChanged.connect(self.edited)
        self.answer.textChanged.connect(self.edited)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.missing)
        head.addStretch(1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(7), theme.space(4), theme.space(7), theme.space(7))
        column.setSpacing(theme.space(4))
        column.addLayout(head)
        for field in (self.question, self.thought, self.answer):
            column.addWidget(field)
        self.edited.connect(self._judge)
        self._judge()

    @property
    def whole(self) -> bool:
        """Whether a model can learn from it: one without an answer would teach it to give none."""
        return all(msgspec.structs.astuple(self.example))

    def _judge(self) -> None:
        self.missing.setVisible(not self.whole)

    @property
    def example(self) -> Example:
        """What stands in the fields."""
        return Example(self.question.text().strip(), self.thought.toPlainText().strip(), self.answer.text().strip())

    def number(self, place: int) -> None:
        """Say which example this is."""
        self.title.setText(self.tr("Example {n}").format(n=place))


class Examples(QWidget):
    """The list of examples.

    Signals:
        changed(examples): other examples, those that are not whole left out; None for ours.
    """

    changed = Signal(object)

    def __init__(
        self, look: Appearance, own: Sequence[Example] | None, ours: Sequence[Example], parent: QWidget | None = None
    ) -> None:
        """Make it.

        Args:
            own: the user's examples; None: there are none, ours are shown.
            ours: what "Reset" brings back.
        """
        super().__init__(parent)
        self._look, self._ours = look, tuple(ours)
        self.cards: list[ExampleCard] = []
        self.add = GhostButton(look, self.tr("Add an example"), icon="plus")
        self.add.clicked.connect(self._add_empty)
        self.reset = GhostButton(look, self.tr("Reset to ours"), icon="arrow-counter-clockwise")
        self.reset.clicked.connect(self._reset)
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(400)
        self._saving.timeout.connect(self._tell)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.theme.space(5))
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addWidget(self.reset)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.space(5))
        column.addLayout(self._list)
        column.addLayout(foot)
        self._fill(self._ours if own is None else own)
        self.reset.setEnabled(own is not None)

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples that can be shown to a model."""
        return tuple(card.example for card in self.cards if card.whole)

    def _fill(self, examples: Sequence[Example]) -> None:
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for example in examples:
            self._add(example)
        self._number()

    def _add(self, example: Example) -> ExampleCard:
        card = ExampleCard(self._look, example, self)
        card.edited.connect(self._saving.start)
        card.removed.connect(lambda: self._remove(card))
        self.cards.append(card)
        self._list.addWidget(card)
        return card

    def _add_empty(self) -> None:
        card = self._add(Example("", "", ""))
        card.show()
        self._number()
        card.question.setFocus()

    def _remove(self, card: ExampleCard) -> None:
        self.cards.remove(card)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._number()
        self.add.setFocus()
        self._tell()

    def _reset(self) -> None:
        self._saving.stop()
        self._fill(self._ours)
        self.reset.setEnabled(False)
        self.changed.emit(None)

    def _number(self) -> None:
        for place, card in enumerate(self.cards, start=1):
            card.number(place)
        self.add.setEnabled(len(self.cards) < MOST)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep at once what was just written, since the window may be closing."""
        if self._saving.isActive():
            self._saving.stop()
            self._tell()
        super().hideEvent(event)

    def _tell(self) -> None:
        self.reset.setEnabled(True)
        self.changed.emit(self.examples)
