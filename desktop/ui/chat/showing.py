"""Opening and closing the right pane: from a chip or card, by key, from the header, and back; and why without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.chat.followup import context
from desktop.reasoning.words import spelled_out
from desktop.ui.chat.message import AnswerView
from desktop.ui.chat.why import Asked, WhyPopover

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.document import Citation
    from desktop.ui.chat.header import ChatHeader
    from desktop.ui.chat.pane import SourcePane
    from desktop.ui.chat.presenter import ChatPresenter
    from desktop.ui.chat.room import Room
    from desktop.ui.chat.source import SourcePresenter
    from desktop.ui.chat.transcript import Transcript
    from desktop.ui.dialogs import Dialogs


class Showing(QObject):
    """Keeps pane, transcript and header of one mind about which source is open."""

    def __init__(
        self,
        presenter: ChatPresenter,
        source: SourcePresenter,
        room: Room,
        pane: SourcePane,
        transcript: Transcript,
        header: ChatHeader,
        dialogs: Dialogs,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._page, self._presenter, self._source, self._dialogs = parent, presenter, source, dialogs
        self._room, self._pane, self._transcript, self._header = room, pane, transcript, header
        self._return_focus: QWidget | None = None
        self._explained: tuple[int, Citation] | None = None
        source.opened.connect(self._open)
        source.closed.connect(self._close)
        pane.located.connect(self._locate)
        transcript.cite_pressed.connect(self.toggle_source)
        transcript.why_wanted.connect(self._explain)
        source.why_unseen.found.connect(self._show_reason)
        header.pane_toggled.connect(lambda _: self.toggle())

    @property
    def possible(self) -> bool:
        """Whether any answer has a source."""
        return any(message.citations for message in self._presenter.messages)

    def toggle_source(self, index: int, n: int) -> None:
        """Open citation `n` of the answer at `index`, or close it where it is open."""
        shown = self._source.citation
        if shown is not None and (self._source.message, shown.n) == (index, n):
            self._source.close()
        else:
            self._open_at(index, n)

    def open_last(self, n: int) -> None:
        """Open citation `n` of the last answer that has any."""
        messages = self._presenter.messages
        index = next((at for at in reversed(range(len(messages))) if messages[at].citations), None)
        if index is not None:
            self._open_at(index, n)

    def toggle(self) -> None:
        """Close the source, or open the first one of the last answer that has any."""
        if self._room.opened:
            self._source.close()
        else:
            self.open_last(1)
        self._header.show_pane(self._room.opened, self.possible)

    def _explain(self, index: int, n: int) -> None:
        """Look for why the passage of citation `n` was found."""
        p = self._presenter
        citation = next((one for one in p.messages[index].citations if one.n == n), None)
        asked = self._asked(index)
        if citation is not None and asked.query:
            self._explained = index, citation
            self._source.why_unseen.look(p.library_names, asked, citation)

    def _show_reason(self) -> None:
        """Say it at the card, while that is the one that was asked about and still there."""
        if self._explained is None:
            return
        (index, citation), self._explained = self._explained, None
        view = self._transcript.view(index)
        message = view.message if isinstance(view, AnswerView) else None
        card = view.sources.card(citation.n) if isinstance(view, AnswerView) else None
        if card is not None and card.isVisible() and message is not None and citation in message.citations:
            WhyPopover(self._pane.look, self._source.why_unseen.reason, self._page).open_by(card)

    def _open_at(self, index: int, n: int) -> None:
        if not self._room.opened:
            self._return_focus = self._page.focusWidget()
        p = self._presenter
        self._source.open(p.library_names, index, p.messages[index].citations, n, self._asked(index))

    def _asked(self, index: int) -> Asked:
        """Return what the answer at `index` searched for: its question, and what that leans on."""
        messages, choices = self._presenter.messages, self._presenter.choices
        if index < 1 or messages[index - 1].role != "user":
            return Asked()
        question = messages[index - 1].text
        query = f"{spelled_out(question)} {context(question, messages[: index - 1])}".strip()
        return Asked(query, {choices.library: choices.within})

    def _open(self) -> None:
        citation = self._source.citation
        assert citation is not None
        self._transcript.set_opened(self._source.message, citation.n)
        self._header.show_pane(True, True)
        self._room.open_pane(True)
        self._pane.show_source()

    def _locate(self) -> None:
        files = self._dialogs.pick_files(self.tr("Where is {file}?").format(file=self._source.path.name))
        if files:
            self._source.relocate(Path(files[0]))

    def _close(self) -> None:
        """Close the pane and give the focus back to what opened it, if the pane had it."""
        focus = self._page.focusWidget()
        held = focus is not None and self._pane.isAncestorOf(focus)
        self._room.open_pane(False)
        self._transcript.set_opened(-1, 0)
        if held and self._return_focus is not None:
            self._return_focus.setFocus()
        self._return_focus = None
        self._header.show_pane(False, self.possible)
