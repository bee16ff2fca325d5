"""Passages that belong to the page in the right pane, found in the background and opened from a menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.domain.document import Citation
from desktop.domain.quote import check
from desktop.reasoning.related import SEARCHED, elsewhere, query_of
from desktop.reasoning.sentences import split_sentences
from desktop.ui.chat import facts
from desktop.ui.chat.attachments import LANE
from desktop.ui.chat.retrieval import together
from desktop.ui.icons import file_icon
from desktop.ui.menu import Menu
from desktop.ui.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from desktop.domain.document import Passage, Retriever
    from desktop.ui.chat.services import Libraries
    from desktop.ui.tasks import Task, Tasks
    from desktop.ui.theme import Appearance
    from desktop.worker.cancel import Cancel

#: Characters of what a row of the menu says about its passage.
_ABOUT = 56


class Related(QObject):
    """Knows what was found for the page that was asked about last; knows nothing of widgets.

    Signals:
        found: the search has ended and `citations` are there, maybe none.
    """

    found = Signal()

    def __init__(self, tasks: Tasks, library: Libraries) -> None:
        super().__init__()
        self._tasks, self._library = tasks, library
        self._task: Task[tuple[Citation, ...]] | None = None
        self.citations: tuple[Citation, ...] = ()

    def look(self, names: Sequence[str], file: str, page: int | None, heading: str = "") -> None:
        """Search the libraries `names` for what belongs to a page of a file."""
        if self._task:
            self._task.cancel()
        self.citations = ()

        def work(cancel: Cancel) -> Iterator[tuple[Citation, ...]]:
            retriever = together([self._library.retriever(name, cancel) for name in names])
            query = query_of(retriever.page_text(file, page), heading) if retriever else ""
            if retriever is None or not query:
                yield ()
                return
            passages = elsewhere(retriever.search(query, SEARCHED).passages, file, page)
            yield tuple(_cited(n, passage, retriever) for n, passage in enumerate(passages, start=1))

        def take(batch: Sequence[tuple[Citation, ...]]) -> None:
            self.citations = batch[-1]

        def end(error: Exception | None = None) -> None:
            self.found.emit()  # a search that failed has found nothing, and the page itself is as good as before

        self._task = self._tasks.run(work, take, end, end, lane=LANE)


def menu(look: Appearance, parent: QWidget, citations: Sequence[Citation], chosen: SignalInstance) -> Menu:
    """Return the found passages as rows; `chosen` is emitted with the number of the one that is pressed."""
    made = Menu(look, parent)
    if not citations:
        made.add(_tr("No other page belongs to this one.")).setEnabled(False)
    for citation in citations:
        about = (citation.heading or "").rpartition("›")[2].strip() or " ".join(citation.quote.split())
        about = about if len(about) <= _ABOUT else about[: _ABOUT - 1].rstrip() + "…"
        name = facts.file_name(citation)
        words = _tr("{place}: {about}").format(place=listed((name, facts.place(citation))), about=about)
        # An ampersand would underline the letter behind it.
        made.add(words.replace("&", "&&"), partial(chosen.emit, citation.n), icon=file_icon(name))
    return made


def _cited(n: int, passage: Passage, retriever: Retriever) -> Citation:
    """Cite the first telling sentence of a passage, checked against its page like any other quote."""
    sentences = split_sentences(passage.text)
    words = next((one for one in sentences if len(one.split()) >= 4 or len(one) >= 16), passage.text.strip())
    return Citation(
        n=n,
        file=passage.file,
        page=passage.page,
        quote=words,
        state=check(words, retriever.page_text(passage.file, passage.page)),
        score=passage.score,
        page_label=passage.page_label,
        heading=passage.heading,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("RelatedPassages", text)
