"""Why a cited passage was found: its question is searched for once more, and the places it takes are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.domain.document import Passage, Within
from desktop.domain.quote import contains
from desktop.ui.chat.attachments import LANE
from desktop.ui.chat.retrieval import together
from desktop.ui.labels import Label
from desktop.ui.phrases import joined
from desktop.ui.popover import Figures, Popover
from desktop.ui.whypassage import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.document import Citation
    from desktop.ui.chat.services import Libraries
    from desktop.ui.tasks import Task, Tasks
    from desktop.ui.theme import Appearance
    from desktop.worker.cancel import Cancel

#: Passages among which the cited one is looked for.
SEARCHED = 50
#: Logical pixels of the box.
WIDE = 320


class Asked(msgspec.Struct, frozen=True):
    """What an answer searched for.

    Attributes:
        query: the question with the words that it took along from the conversation; empty where nothing was asked.
        narrowed: for a library of which only some files are asked, these.
    """

    query: str = ""
    narrowed: dict[str, Within] = {}


class Reason(msgspec.Struct, frozen=True):
    """The passage that a citation came from and its place among those found; None where it is not among them.

    `answerable` is the likelihood, 0 to 1, that what was found holds the answer.
    """

    passage: Passage | None
    place: int = 0
    answerable: float = 1.0


class Why(QObject):
    """Knows what was found for the citation that was asked about last; knows nothing of widgets.

    Signals:
        found: the search has ended, and `reason` is there.
    """

    found = Signal()

    def __init__(self, tasks: Tasks, library: Libraries) -> None:
        super().__init__()
        self._tasks, self._library = tasks, library
        self._task: Task[Reason] | None = None
        self.reason = Reason(None)

    def look(self, names: Sequence[str], asked: Asked, citation: Citation) -> None:
        """Search the libraries `names` once more for what was asked."""
        if self._task:
            self._task.cancel()
        self.reason = Reason(None)

        def work(cancel: Cancel) -> Iterator[Reason]:
            retriever = together(
                [
                    self._library.retriever(name, cancel, asked.narrowed[name])
                    if name in asked.narrowed
                    else self._library.retriever(name, cancel)
                    for name in names
                ]
            )
            if retriever is not None:
                found = retriever.search(asked.query, SEARCHED)
                yield msgspec.structs.replace(_place(citation, found.passages), answerable=found.answerable)

        def take(batch: Sequence[Reason]) -> None:
            self.reason = batch[-1]

        def end(error: Exception | None = None) -> None:
            self.found.emit()  # a search that failed found nothing, which is what is said then

        self._task = self._tasks.run(work, take, end, end, lane=LANE)


def _place(citation: Citation, passages: Sequence[Passage]) -> Reason:
    """Return the passage on the cited page that holds the quoted words, else the best one of that page."""
    on_page = [
        (place, passage)
        for place, passage in enumerate(passages, start=1)
        if (passage.file, passage.page) == (citation.file, citation.page)
    ]
    holding = [one for one in on_page if contains(one[1].text, citation.quote)]
    place, passage = next(iter(holding or on_page), (0, None))
    return Reason(passage, place)


class WhyPopover(Popover):
    """The figures of one passage."""

    def __init__(self, look: Appearance, reason: Reason, parent: QWidget | None = None) -> None:
        super().__init__(look, _tr("Why this passage?"), parent)
        self.set_width(WIDE)
        self.column.addWidget(Label(look, self.accessibleName(), "uiStrong"))
        if reason.passage is None:
            text = _tr("It is not among the first {n} passages that a search for the question alone finds.")
            self.words = text.format(n=SEARCHED)
        else:
            figures = Figures(look)
            rows = [*reasons(reason.passage), (_tr("Place among all passages"), f"{reason.place}")]
            likely = f"{min(round(100 * reason.answerable), 99)} %"  # it is never certain
            figures.show_rows([*rows, (_tr("Chance of an answer here"), likely)])
            self.column.addLayout(figures)
            compared = _tr("Scores compare the passages with one another: 1 is the best that was found, however near.")
            again = _tr("Searched for once more just now, so it may differ a little.")
            self.words = joined((compared, again))
        self.column.addWidget(Label(look, self.words, "caption", "secondary", wrap=True))


def _tr(text: str) -> str:
    return QCoreApplication.translate("WhyPassage", text)
