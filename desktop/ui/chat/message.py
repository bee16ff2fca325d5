"""One answer: steps, thought, blocks, sources, fault and actions, of which an update touches only what changed."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.conversation import FaultPart, Message, ReasoningPart, StepPart, only_grew
from desktop.ui.blocks import BlockColumn
from desktop.ui.chat import facts
from desktop.ui.chat.actions import Actions
from desktop.ui.chat.bubble import GUTTER
from desktop.ui.chat.faults import fault_card
from desktop.ui.chat.sources import Sources
from desktop.ui.indicators import Spinner
from desktop.ui.labels import Label
from desktop.ui.markdown import Splitter
from desktop.ui.notices import StepsRow
from desktop.ui.phrases import say_progress
from desktop.ui.thought import ThoughtBlock

if TYPE_CHECKING:
    from desktop.domain.events import Progress
    from desktop.ui.notices import ErrorCard
    from desktop.ui.theme import Appearance


class AnswerView(QWidget):
    """Shows one answer. Knows the message it shows; knows nothing of where it comes from.

    Signals:
        cite_pressed(n), link_pressed(address): in the text or among the sources, where why_wanted(n) is too.
        answer_now, again(way), edit, copied, thought_copied, slides: what was pressed.
        link_focused(box): where in this widget the keyboard moved to.
    """

    cite_pressed = Signal(int)
    why_wanted = Signal(int)
    link_pressed = Signal(str)
    link_focused = Signal(QRect)
    answer_now = Signal()
    again = Signal(str)
    edit = Signal()
    copied = Signal()
    thought_copied = Signal()
    slides = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.look = look
        self.setAccessibleName(self.tr("Answer"))
        self._message: Message | None = None
        self._progress: Progress | None = None
        self._splitter = Splitter()
        self._thinking_since = 0.0
        self._opened = 0
        self.blocks = BlockColumn(look, ground="base")
        self.blocks.hide()
        self.bar = Actions(look)
        self.card: ErrorCard | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._rows = [QVBoxLayout() for _ in range(3)]
        for row in self._rows:
            row.setSpacing(0)
            self._outer.addLayout(row)
        self._rows[2].addWidget(self.blocks)
        self._outer.addWidget(self.bar)
        self._wire()
        self._clock = QTimer(self)
        self._clock.setInterval(500)
        self._clock.timeout.connect(self._tick)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(lambda: self.working.show())  # noqa: PLW0108  it is made when it is needed
        look.changed.connect(self._restyle)
        self._restyle()

    def _wire(self) -> None:
        self.blocks.cite_pressed.connect(self.cite_pressed)
        self.blocks.link_pressed.connect(self.link_pressed)
        self.blocks.link_focused.connect(
            lambda box: self.link_focused.emit(QRect(self.blocks.mapTo(self, box.topLeft()), box.size()))
        )
        self.bar.again.connect(lambda: self.again.emit("same"))
        self.bar.edit.connect(self.edit)
        self.bar.copied.connect(self.copied)
        self.bar.slides.connect(self.slides)

    # Parts that few answers have are made when they are needed: a long chat opens several times as fast.

    @functools.cached_property
    def steps(self) -> StepsRow:
        """The steps that are done."""
        made = StepsRow(self.look, self)
        self._rows[0].addWidget(made)
        made.setContentsMargins(0, self.look.theme.px(4), 0, self.look.theme.px(4))
        return made

    @functools.cached_property
    def thought(self) -> ThoughtBlock:
        """The thought."""
        made = ThoughtBlock(self.look, self)
        made.hurried.connect(self.answer_now)
        made.copied.connect(self.thought_copied)
        self._rows[1].addWidget(made)
        return made

    @functools.cached_property
    def working(self) -> Spinner:
        """What is being done while nothing else is in sight."""
        made = Spinner(self.look, self.tr("Working"), parent=self)
        made.hide()
        made.setContentsMargins(0, self.look.theme.px(4), 0, self.look.theme.px(4))
        self._rows[2].insertWidget(0, made)
        return made

    @functools.cached_property
    def note(self) -> Label:
        """A quiet line about how the answer ended."""
        made = Label(self.look, "", "ui", "secondary", wrap=True)
        self._note_box = QWidget(self)
        inside = QVBoxLayout(self._note_box)
        inside.setContentsMargins(0, self.look.theme.px(8), 0, 0)
        inside.addWidget(made)
        self._rows[2].insertWidget(self._rows[2].indexOf(self.blocks) + (2 if self.card else 1), self._note_box)
        return made

    @functools.cached_property
    def sources(self) -> Sources:
        """The cards of the sources."""
        made = Sources(self.look, self)
        made.setContentsMargins(0, self.look.theme.px(16), 0, 0)
        made.chosen.connect(self.cite_pressed)
        made.why_wanted.connect(self.why_wanted)
        made.set_opened(self._opened)
        self._rows[2].addWidget(made)
        return made

    def _made(self, part: str) -> bool:
        return part in self.__dict__

    @property
    def message(self) -> Message | None:
        """The message that is shown."""
        return self._message

    @property
    def anchors(self) -> tuple[QWidget, ...]:
        """The parts from top to bottom, for keeping what is being read in its place."""
        early = [self.__dict__[part] for part in ("steps", "thought") if self._made(part)]
        late = [self.__dict__[part] for part in ("note", "sources") if self._made(part)]
        parts: tuple[QWidget, ...] = (*early, *self.blocks.widgets, *late, self.bar)
        return tuple(part for part in parts if part.isVisibleTo(self))

    @property
    def growing(self) -> QWidget:
        """The column of blocks that grows while the answer is written."""
        return self.thought.text if self._clock.isActive() else self.blocks

    def show_message(self, message: Message, progress: Progress | None) -> None:
        """Show the message as it stands, and what is being done while nothing of it is visible yet."""
        old, self._message = self._message, message
        writing = message.status == "writing"
        was, self._progress = self._progress, progress
        if old is not None and was == progress and only_grew(old, message):
            self.blocks.show_blocks(self._splitter.split(message.text))
            return
        self._show_before(message, writing, progress)
        self.blocks.set_marks({c.n: (c.state, facts.snippet(c.quote)) for c in message.citations})
        text = message.text
        if old is None or old.text != text:
            self.blocks.show_blocks(self._splitter.split(text))
        self.blocks.setVisible(bool(text))
        self.blocks.set_streaming(writing and bool(text))
        self._show_working(writing and not text and not self._thinks(message, progress), progress)
        self._show_after(message, writing)
        self._space()

    def set_opened(self, n: int) -> None:
        """Mark citation `n` as open, in the text and among the sources; 0 for none."""
        self._opened = n
        self.blocks.set_opened(n)
        if self._made("sources"):
            self.sources.set_opened(n)

    def _thinks(self, message: Message, progress: Progress | None) -> bool:
        thoughts = [part for part in message.parts if isinstance(part, ReasoningPart)]
        return bool(thoughts) and (thoughts[-1].seconds is None or _tries(progress))

    def _show_before(self, message: Message, writing: bool, progress: Progress | None) -> None:
        steps = [facts.step(part) for part in message.parts if isinstance(part, StepPart)]
        thoughts = [part for part in message.parts if isinstance(part, ReasoningPart)]
        live = writing and self._thinks(message, progress) and not message.text
        # Beside a folded thought the steps are folded too; without a thought they say what the answer rests on.
        if steps or self._made("steps"):
            self.steps.show_steps(steps)
            self.steps.setVisible(bool(steps) and (not thoughts or live or not message.text))
        if thoughts:
            seconds = sum(part.seconds or 0.0 for part in thoughts)
            if live and not self._clock.isActive():
                self._thinking_since = time.monotonic()
                self._clock.start()
            elif not live:
                self._clock.stop()
            self.thought.show_thought(
                "\n\n---\n\n".join(part.text for part in thoughts),
                None if live else seconds,
                note=facts.thought_note(thoughts),
                doing=say_progress(progress.what) if progress and _tries(progress) else "",
                votes=message.votes,
            )
        if thoughts or self._made("thought"):
            self.thought.setVisible(bool(thoughts))

    def _show_working(self, idle: bool, progress: Progress | None) -> None:
        if not idle:
            self._patience.stop()
            if self._made("working"):
                self.working.hide()
            return
        words = say_progress(progress.what) if progress else self.tr("Working")
        if words != self.working.property("words"):
            self.working.setProperty("words", words)
            self.working.start(words)
        if not self.working.isVisibleTo(self) and not self._patience.isActive():
            self._patience.start(self.look.theme.tokens.motion.busy_delay)

    def _show_after(self, message: Message, writing: bool) -> None:
        citations = message.citations
        if citations:
            self.sources.show_citations(citations)
        if self._made("sources"):
            self.sources.setVisible(bool(citations) and not writing)
        fault = next((part for part in message.parts if isinstance(part, FaultPart)), None)
        self._show_fault(None if writing else fault, written=bool(message.text), served="@" in message.model)
        note = ""
        if message.status == "stopped":
            note = self.tr("Stopped.") if message.text else self.tr("Stopped before the answer began.")
        elif message.status == "interrupted":
            note = self.tr("Lectern was closed while this was being written. What was written is kept.")
        if note or self._made("note"):
            self.note.setText(note)
            self._note_box.setVisible(bool(note))
        self.bar.show_for(
            usage=facts.usage(message),
            slides=bool(message.text) and message.kind != "refused",
            copy=bool(message.text),
            left=bool(message.usage and message.usage.left),
        )
        # The card of a fault has its own way on; below anything else the room is kept while the answer is written.
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(writing and bool(message.text))
        self.bar.setSizePolicy(policy)
        self.bar.setVisible(not writing and fault is None)

    def _show_fault(self, fault: FaultPart | None, *, written: bool, served: bool) -> None:
        key = repr((fault, written, served)) if fault else None
        if key == (self.card.property("fault") if self.card else None):
            return
        if self.card:
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        if fault:
            self.card = fault_card(self.look, fault, written=written, served=served, again=self.again.emit)
            self.card.setProperty("fault", key)
            self._rows[2].insertWidget(self._rows[2].indexOf(self.blocks) + 1, self.card)

    def _tick(self) -> None:
        self.thought.show_time(int(time.monotonic() - self._thinking_since))

    def _restyle(self) -> None:
        px = self.look.theme.px
        self._outer.setContentsMargins(0, px(16), 0, 0)
        for row in self._rows:
            # "Answer now" has no box of its own, so its words, not its padding, end at the column's edge.
            row.setContentsMargins(px(GUTTER), 0, 0 if row is self._rows[1] else px(GUTTER), 0)
        for part, above, below in (("steps", 4, 4), ("working", 4, 4), ("sources", 16, 0)):
            if self._made(part):
                self.__dict__[part].setContentsMargins(0, px(above), 0, px(below))
        self._space()

    def _space(self) -> None:
        """Set the room above each part by what stands above it."""
        px = self.look.theme.px
        before = any(self._made(part) and self.__dict__[part].isVisibleTo(self) for part in ("steps", "thought"))
        self.blocks.setContentsMargins(0, px(6) if before else 0, 0, px(14) if self.card else 0)


def _tries(progress: Progress | None) -> bool:
    """Whether a question is being tried several times."""
    return progress is not None and progress.unit == "samples"
