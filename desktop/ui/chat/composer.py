"""Where a question is written: text, attach, Think, Documents, context meter, and Send or Stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import IconButton, SendButton
from desktop.ui.cards import Card
from desktop.ui.chat.prompt_edit import PromptEdit
from desktop.ui.contextmeter import ContextMeter
from desktop.ui.indicators import StatusWords
from desktop.ui.paint import set_tip
from desktop.ui.toggles import TogglePill

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from desktop.ui.theme import Appearance


#: Logical pixels from which the row has room for words that are not pressed.
ROOMY = 640
#: Logical pixels under which what is pressed there has room for its icon alone.
TIGHT = 400


class Composer(Card):
    """The box at the bottom. Knows what was typed and pressed; knows nothing of conversations.

    Signals:
        submitted(text): Enter or Send; call `clear` when it was taken.
        stopped: the answer is to end.
        edit_last: Up was pressed in the empty box.
        attach: files are to be picked.
        files_given(list of Path): files were dropped or pasted here.
        picture_given(bytes): a picture was pasted here.
        think_pressed, documents_pressed: the pill was pressed, think_menu(QPoint): its choices are asked for.
        meter_pressed: the breakdown of the context is asked for.
    """

    submitted = Signal(str)
    stopped = Signal()
    edit_last = Signal()
    attach = Signal()
    files_given = Signal(list)
    picture_given = Signal(bytes)
    think_pressed = Signal()
    think_menu = Signal(QPoint)
    documents_pressed = Signal()
    meter_pressed = Signal()
    edited = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(
            look, edge="strong", radius=look.theme.tokens.radius.composer, shadow="composer", parent=parent
        )
        self._writing = False
        self._usage = 0, 0
        self.setAccessibleName(self.tr("Composer"))
        self.edit = PromptEdit(look)
        self.attach_button = IconButton(look, "paperclip", self.tr("Attach files"), keys="Ctrl O", raised=True)
        self.think = TogglePill(look, self.tr("Think"), icon="brain")
        self.think.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.documents = TogglePill(look, self.tr("Documents"), icon="books")
        self._pills = {pill: pill.text() for pill in (self.think, self.documents)}
        self.leaves = StatusWords(look, "", "warn", "globe", strong=True)
        self.leaves.hide()
        set_tip(self.leaves, self.tr("What you ask leaves this computer."))
        self.meter = ContextMeter(look)
        self.send = SendButton(look, self.tr("Send"))
        set_tip(self.think, self.tr("Think before answering  Ctrl T"))
        set_tip(self.documents, self.tr("Answer from documents  Ctrl D"))

        self._column = QVBoxLayout(self)
        self._words = QHBoxLayout()
        self._words.addWidget(self.edit)
        self._row = QHBoxLayout()
        for widget in (self.attach_button, self.think, self.documents):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.leaves)
        self._row.addWidget(self.meter)
        self._row.addWidget(self.send)
        self._column.addLayout(self._words)
        self._column.addLayout(self._row)

        self.edit.submitted.connect(self._submit)
        self.edit.edit_last.connect(self.edit_last)
        self.edit.files_given.connect(self.files_given)
        self.edit.picture_given.connect(self.picture_given)
        self.edit.textChanged.connect(self._on_text)
        self.attach_button.clicked.connect(self.attach)
        self.think.clicked.connect(self.think_pressed)
        self.think.customContextMenuRequested.connect(lambda at: self.think_menu.emit(self.think.mapToGlobal(at)))
        self.documents.clicked.connect(self.documents_pressed)
        self.meter.clicked.connect(self.meter_pressed)
        self.send.clicked.connect(self._press)
        self._on_text()
        self.restyle()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text

    def set_text(self, text: str) -> None:
        """Replace what was typed."""
        self.edit.set_text(text)

    def clear(self) -> None:
        """Empty the box."""
        self.edit.set_text("")

    def take_focus(self) -> None:
        """Put the cursor into the box."""
        self.edit.setFocus()

    def take_typed(self, event: QKeyEvent) -> bool:
        """Take a letter that was typed beside the text, where nothing else took it; return whether it is one."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not (plain and event.text().isprintable() and event.text().strip()):
            return False
        self.take_focus()
        self.edit.insertPlainText(event.text())
        return True

    def set_placeholder(self, words: str) -> None:
        """Change what stands in the empty box."""
        self.edit.set_hint(words)

    def set_writing(self, writing: bool, stopping: bool) -> None:
        """Turn Send into Stop while an answer is written, and keep the cursor lit."""
        self._writing = writing
        self.look.keep_cursor_lit(writing)  # the caret of the answer is what moves then, and each blink is a painting
        name = self.tr("Stopping") if stopping else self.tr("Stop the answer") if writing else self.tr("Send")
        self.send.set_stopping(writing, name)
        self._on_text()

    def set_think(self, on: bool, words: str) -> None:
        """Show whether it thinks before it answers."""
        if (on, words) == (self.think.isChecked(), self._pills[self.think]):
            return
        self.think.setChecked(on)
        self._pills[self.think] = words
        self._say_pills()

    def set_documents(self, on: bool, words: str) -> None:
        """Show which documents are asked from."""
        if (on, words) == (self.documents.isChecked(), self._pills[self.documents]):
            return
        self.documents.setChecked(on)
        self._pills[self.documents] = words
        self.documents.set_trailing("caret-down" if on else "")
        self._say_pills()

    def set_usage(self, used: int, total: int) -> None:
        """Show `used` of `total` tokens of context; nothing while `total` is 0."""
        if (used, total) != self._usage:
            self._usage = used, total
            self.meter.set_usage(used, total)

    def set_leaves(self, leaves: bool) -> None:
        """Show whether what is asked leaves this computer; where there is no room for the words, by their icon."""
        self.leaves.setVisible(leaves)
        self._say_leaves()

    def _say_leaves(self) -> None:
        words = self.tr("Leaves this computer")
        self.leaves.setAccessibleName(words)
        self.leaves.set_text(words if self.width() >= self.look.theme.px(ROOMY) else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_leaves()
        self._say_pills()

    def _say_pills(self) -> None:
        """Write on the pills and beside the ring what there is room for."""
        tight = self.width() < self.look.theme.px(TIGHT)
        self.meter.set_short(tight)
        for pill, words in self._pills.items():
            pill.setText("" if tight else words)
            pill.setAccessibleName(words)
            pill.restyle()

    def set_sees(self, sees: bool, model: str, *, served: bool = False) -> None:
        """Say on the attach button whether the model sees pictures, and why not; `served`: a server has it."""
        name = self.tr("Attach files and pictures") if sees else self.tr("Attach files")
        self.attach_button.set_name(name)
        unseen = self.tr("{model} does not see pictures; of those the text is read.")
        if served:
            unseen = self.tr(
                "Lectern was not told that {model} sees pictures, so of those the text is read. "
                "If it does, say so where its server is described, on the Models page."
            )
        unseen = unseen.format(model=model)
        self.attach_button.setAccessibleDescription("" if sees or not model else unseen)
        set_tip(self.attach_button, f"{name}  Ctrl O" if sees or not model else f"{name}  Ctrl O\n{unseen}")

    def _on_text(self) -> None:
        ready = self._writing or bool(self.text.strip())
        self.send.setEnabled(ready)
        if not self._writing:
            self.send.set_name(self.tr("Send") if ready else self.tr("Write a question to send"))
        self.edited.emit()

    def _submit(self) -> None:
        if self.text.strip():
            self.submitted.emit(self.text)

    def _press(self) -> None:
        if self._writing:
            self.stopped.emit()
        else:
            self._submit()

    def restyle(self) -> None:
        super().restyle()
        if not hasattr(self, "_column"):
            return
        theme = self.look.theme
        px = theme.px
        self._column.setContentsMargins(0, px(12), 0, px(11))
        self._column.setSpacing(px(15))
        self._words.setContentsMargins(px(19), 0, px(19), 0)
        self._row.setContentsMargins(px(11), 0, px(11), 0)
        self._row.setSpacing(px(6))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the box beside its controls means the text."""
        super().mousePressEvent(event)
        self.edit.setFocus()
