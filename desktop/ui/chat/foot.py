"""The foot of the page: chips of files and waiting questions above the composer, in the column of the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.document import EVERYTHING
from desktop.ui.chat.chips import FileChip
from desktop.ui.chat.composer import Composer
from desktop.ui.chip import Chip
from desktop.ui.flow import FlowLayout
from desktop.ui.narrowing import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.adapter import AdapterUse
    from desktop.domain.document import Within
    from desktop.ui.chat.attachments import Attached
    from desktop.ui.chat.pictures import Waiting
    from desktop.ui.theme import Appearance

#: More files than these are counted instead of named.
MOST_FILES = 6


class Foot(QWidget):
    """Holds the composer and what belongs to it. Knows their room; knows nothing of conversations.

    Signals:
        detached(file): a file is to be taken out of the chat.
        taken_back(place): a waiting question is to come back into the composer.
        picture_removed(number): a picture is not to go with the next question.
        adapter_removed(path): an adapter is to be off in this chat.
        narrowed(Within): a condition was taken away from the filter of the library; this one is left.
        edit_cancelled: the question is to stay as it was.
    """

    detached = Signal(str)
    taken_back = Signal(int)
    picture_removed = Signal(int)
    adapter_removed = Signal(str)
    narrowed = Signal(object)
    edit_cancelled = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.composer = Composer(look, self)
        self._width = 720
        self._files: dict[str, FileChip] = {}
        self._pictures: dict[int, Chip] = {}
        self._queued: tuple[object, ...] = ()
        self._questions: list[Chip] = []
        self._within: Within = EVERYTHING
        self._conditions: list[Chip] = []
        self._adapters: tuple[AdapterUse, ...] = ()
        self._switched: list[Chip] = []
        self._editing: Chip | None = None
        self._more: Chip | None = None
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips, gap=look.theme.space(3))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._place)
        self._place()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips that are in sight."""
        made = [
            *self._files.values(),
            *self._pictures.values(),
            *self._conditions,
            *self._switched,
            *self._questions,
            *filter(None, (self._editing, self._more)),
        ]
        return tuple(chip for chip in made if not chip.isHidden())

    def set_column(self, width: int) -> None:
        """Set the width of the composer in device-independent pixels."""
        if width != self._width:
            self._width = width
            self._place()

    def show_files(self, files: Sequence[Attached]) -> None:
        """Show a chip for each file of the chat, and a count for those that have no room."""
        if not files and not self._files:
            return
        names = [file.file for file in files]
        for name in [name for name in self._files if name not in names]:
            self._drop(self._files.pop(name))
        for at, file in enumerate(files):
            chip = self._files.get(file.file)
            if chip is None:
                chip = FileChip(self.look, file, self._chips)
                chip.removed.connect(lambda name=file.file: self.detached.emit(name))
                self._files[file.file] = chip
                self._flow.addWidget(chip)
            chip.show_file(file)
            chip.setVisible(at < MOST_FILES)
        self._count(files[MOST_FILES:])
        self._fit()

    def show_pictures(self, pictures: Sequence[Waiting]) -> None:
        """Show a chip for each picture that goes with the next question."""
        if not pictures and not self._pictures:
            return
        numbers = [picture.number for picture in pictures]
        for number in [number for number in self._pictures if number not in numbers]:
            self._drop(self._pictures.pop(number))
        for picture in pictures:
            chip = self._pictures.get(picture.number)
            if chip is None:
                remove = self.tr("Remove {picture} from the question").format(picture=picture.name)
                chip = Chip(self.look, "image", picture.name, remove, self._chips)
                chip.removed.connect(lambda number=picture.number: self.picture_removed.emit(number))
                self._pictures[picture.number] = chip
                self._flow.addWidget(chip)
                chip.show()
            chip.set_state("" if picture.part else self.tr("Reading"))
        self._fit()

    def show_within(self, within: Within) -> None:
        """Show a chip for each condition that the library's files are narrowed by."""
        if within == self._within:
            return
        self._within = within
        for chip in self._conditions:
            self._drop(chip)
        self._conditions = []
        for part in parts(within):
            words = self.tr("Only {condition}").format(condition=part.words)
            remove = self.tr("No longer narrow to {condition}").format(condition=part.words)
            chip = Chip(self.look, part.icon, words, remove, self._chips)
            chip.removed.connect(lambda rest=part.rest: self.narrowed.emit(rest))
            self._flow.addWidget(chip)
            chip.show()
            self._conditions.append(chip)
        self._fit()

    def show_adapters(self, adapters: tuple[AdapterUse, ...]) -> None:
        """Show a chip for each adapter that changes the model in this chat, with its strength."""
        if adapters == self._adapters:
            return
        self._adapters = adapters
        for chip in self._switched:
            self._drop(chip)
        self._switched = []
        for use in adapters:
            words = self.tr("{adapter}, {n} %").format(adapter=use.name, n=use.percent)
            remove = self.tr("Switch {adapter} off in this chat").format(adapter=use.name)
            chip = Chip(self.look, "sliders-horizontal", words, remove, self._chips)
            chip.removed.connect(lambda path=use.path: self.adapter_removed.emit(path))
            self._flow.addWidget(chip)
            chip.show()
            self._switched.append(chip)
        self._fit()

    def show_queued(self, questions: Sequence[str], *, for_files: bool = False) -> None:
        """Show the questions that wait for their turn, or for files to be read."""
        shown = (for_files, *questions)
        if shown == self._queued:
            return
        self._queued = shown
        for chip in self._questions:
            self._drop(chip)
        self._questions = []
        for place, text in enumerate(questions):
            form = self.tr("Once the files are read: {question}") if for_files else self.tr("Next: {question}")
            words = form.format(question=" ".join(text.split())[:120])
            chip = Chip(self.look, "clock", words, self.tr("Take this question back"), self._chips)
            chip.set_widest(self._width)
            chip.removed.connect(lambda place=place: self.taken_back.emit(place))
            self._flow.addWidget(chip)
            chip.show()
            self._questions.append(chip)
        self._fit()

    def show_editing(self, editing: bool) -> None:
        """Say that Send will ask an earlier question anew."""
        if editing == (self._editing is not None):
            return
        if self._editing is not None:
            self._drop(self._editing)
            self._editing = None
        else:
            chip = Chip(self.look, "pencil-simple", self.tr("Editing your question"), self.tr("Leave it as it was"))
            chip.setParent(self._chips)
            chip.removed.connect(self.edit_cancelled)
            self._flow.addWidget(chip)
            chip.show()
            self._editing = chip
        self._fit()

    def _count(self, left: Sequence[Attached]) -> None:
        if self._more is not None:
            self._drop(self._more)
            self._more = None
        if left:
            words = self.tr("{n} more files").format(n=len(left))
            reading = sum(file.state == "reading" for file in left)
            chip = Chip(self.look, "files", words, self.tr("Remove them from this chat"), self._chips)
            if reading:
                chip.set_state(self.tr("{n} being read").format(n=reading))
            names = [file.file for file in left]
            chip.removed.connect(lambda: self._detach(names))
            self._flow.addWidget(chip)
            chip.show()
            self._more = chip

    def _detach(self, names: Sequence[str]) -> None:
        for name in names:
            self.detached.emit(name)

    def _drop(self, chip: Chip) -> None:
        chip.hide()
        self._flow.removeWidget(chip)
        chip.deleteLater()

    def _below(self) -> int:
        """How far the composer's shadow reaches below this widget, so that its box keeps its distance from the end."""
        return max(0, self.composer.room().bottom() - self.look.theme.space(8))

    def _chips_height(self) -> int:
        if not self.chips:
            return 0
        width = max(1, min(self._width, self.width()))
        return self._flow.heightForWidth(width) + self.look.theme.space(4)

    def sizeHint(self) -> QSize:
        return QSize(self._width, self._chips_height() + self.composer.sizeHint().height() - self._below())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.theme.px(240), self.sizeHint().height())

    def _fit(self) -> None:
        self._chips.setVisible(bool(self.chips))
        self._flow.invalidate()
        self._place()

    def _place(self) -> None:
        room = self.composer.room()
        side = max(0, (self.width() - self._width) // 2)
        width = min(self._width, self.width())
        above = self._chips_height()
        self._chips.setGeometry(side, self.look.theme.space(4), width, max(0, above - self.look.theme.space(4)))
        height = self.composer.sizeHint().height()
        self.composer.setGeometry(side - room.left(), above, width + room.left() + room.right(), height)
        self.setFixedHeight(self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)
