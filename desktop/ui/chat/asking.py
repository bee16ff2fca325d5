"""What the composer, the first page and the buttons of an answer ask for, done by the presenters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.chat import menus
from desktop.ui.chat.context_popover import ContextPopover
from desktop.ui.chat.context_use import used
from desktop.ui.narrowpopover import NarrowPopover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from desktop.documents.protocol import FileState
    from desktop.ui.chat.composer import Composer
    from desktop.ui.chat.context_use import ContextUse
    from desktop.ui.chat.engine_state import EngineState, Way
    from desktop.ui.chat.presenter import ChatPresenter
    from desktop.ui.chat.samples import Samples
    from desktop.ui.dialogs import Dialogs


class Asking(QObject):
    """Knows the composer and who answers; knows nothing of the transcript.

    Signals:
        documents_wanted, models_wanted: the Documents or the Models page is to be shown.
        began: an answer is about to be written.
    """

    documents_wanted = Signal()
    models_wanted = Signal()
    began = Signal()

    def __init__(
        self,
        composer: Composer,
        presenter: ChatPresenter,
        engine: EngineState,
        context: ContextUse,
        dialogs: Dialogs,
        samples: Samples,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._page = parent
        self._composer, self._presenter, self._engine = composer, presenter, engine
        self._context, self._dialogs, self._samples = context, dialogs, samples
        self._popover: ContextPopover | None = None
        composer.submitted.connect(self.submit)
        composer.stopped.connect(presenter.stop)
        composer.edit_last.connect(self.edit)
        composer.attach.connect(self.pick_files)
        composer.files_given.connect(self.attach)
        composer.picture_given.connect(presenter.giving.paste)
        composer.think_pressed.connect(presenter.choices.toggle_think)
        composer.think_menu.connect(self._open_think)
        composer.documents_pressed.connect(self.open_documents)
        composer.meter_pressed.connect(self._open_meter)
        composer.edited.connect(self._typed)
        presenter.returned.connect(self._return_text)
        presenter.choices.files_known.connect(self._narrow)

    # Questions and answers ---------------------------------------------------------------------------------------

    def submit(self, text: str) -> None:
        """Ask what was typed."""
        if self._presenter.send(text):
            self._composer.clear()
            self._begin()

    def ask(self, question: str) -> None:
        """Ask a question that was suggested; what was typed stays."""
        if self._presenter.send(question):
            self._begin()

    def again(self, index: int | None = None, way: Way = "same") -> None:
        """Write the answer at `index`, or the last one, again; load the model first where it has stopped.

        Another model is chosen by hand, and the answer is then asked for again.
        """
        if way == "model":
            self.models_wanted.emit()
            return
        if self._engine.condition == "stopped" or way != "same":
            self._engine.reload(way)
        self._presenter.regenerate(index)
        self.began.emit()

    def edit(self, index: int | None = None) -> None:
        """Take the question of the answer at `index`, or the last one, back into the composer."""
        text = self._presenter.begin_edit(None if index is None else index - 1)
        if text is not None:
            self._composer.set_text(text)
            self._composer.take_focus()

    def cancel_edit(self) -> None:
        """Leave the question as it was."""
        self._presenter.cancel_edit()
        self._composer.clear()
        self._composer.take_focus()

    def _typed(self) -> None:
        """Keep the draft, and have the model ready by the time that it is sent."""
        self._presenter.unsent.keep_draft(self._presenter.id, self._composer.text)
        if self._composer.text.strip():
            self._engine.warm()

    def _return_text(self, text: str) -> None:
        """Put a question back above what has been typed since."""
        kept = self._composer.text.strip()
        self._composer.set_text(f"{text}\n{kept}" if kept else text)
        self._composer.take_focus()

    def _begin(self) -> None:
        self._engine.load()
        self._composer.take_focus()
        self.began.emit()

    # Ways to start -----------------------------------------------------------------------------------------------

    def start_with_report(self) -> None:
        """Ask the shipped report."""
        if self._presenter.attach([self._samples.report]):
            self._presenter.send(self._samples.question)
            self._begin()

    def start_with_thought(self) -> None:
        """Think a hard question through."""
        self._presenter.choices.set_think("on")
        self._presenter.send(self._samples.puzzle)
        self._begin()

    # Files and documents -----------------------------------------------------------------------------------------

    def attach(self, paths: Sequence[Path]) -> None:
        """Read files into this chat."""
        if self._presenter.attach(paths):
            self._composer.take_focus()

    def pick_files(self) -> None:
        """Let the user pick files for this chat."""
        files = self._dialogs.pick_files(self.tr("Attach files"))
        if files:
            self.attach([Path(file) for file in files])

    def open_documents(self) -> None:
        """Open the menu of libraries."""
        choices = self._presenter.choices
        choices.changed.emit()
        choices.refresh()
        menu = menus.documents(self._composer.look, self._page, choices)
        if choices.library:
            menu.add(self.tr("Search only some files…"), choices.look_at_files, icon="funnel")
        menu.add(self.tr("Attach files to this chat"), self.pick_files, icon="paperclip", keys="Ctrl+O")
        menu.add(self.tr("Manage documents"), self.documents_wanted.emit, icon="books")
        menus.popup(menu, self._composer.documents, above=True)

    def _narrow(self, files: Sequence[FileState]) -> None:
        """Let the user choose which files of the library are asked."""
        choices = self._presenter.choices
        popover = NarrowPopover(self._composer.look, files, choices.within, self._page)
        popover.changed.connect(choices.set_within)
        popover.open_by(self._composer.documents, above=True)

    def toggle_documents(self) -> None:
        """Switch the documents on or off; where none were ever chosen, let the user choose."""
        if not self._presenter.choices.toggle_library():
            self.open_documents()

    def _open_think(self, at: QPoint) -> None:
        menus.think(self._composer.look, self._page, self._presenter.choices).popup(at)

    def _open_meter(self) -> None:
        messages = self._presenter.messages
        self._popover = ContextPopover(self._composer.look, used(messages), self._engine.context, self._page)
        self._context.measured.connect(self._popover.show_share)
        self._popover.open_by(self._composer.meter, above=True, right=True)
        self._context.measure(messages)
