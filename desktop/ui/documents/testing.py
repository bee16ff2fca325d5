"""Test retrieval without a widget: what a question finds in the collections in sight, or in some of their files."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.document import EVERYTHING
from desktop.errors import NothingWithin
from desktop.ui.documents.state import Outcome
from desktop.ui.phrases import explain, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.protocol import FileState
    from desktop.domain.document import Found, Within
    from desktop.ui.documents.state import Shelves
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel


class TestPresenter(QObject):
    """Knows the question that is tested, what it is narrowed to, and what came of it.

    Signals:
        searched: `outcome` is another one.
        narrowed: `within` is another one.
    """

    searched = Signal()
    narrowed = Signal()
    __test__ = False  # no class of tests, whatever its name

    def __init__(
        self,
        shelves: Shelves,
        tasks: Tasks,
        names: Callable[[], Sequence[str]],
        files: Callable[[], Sequence[FileState]],
        parent: QObject | None = None,
    ) -> None:
        """Make it; `names` and `files` are those of the collections in sight."""
        super().__init__(parent)
        self._shelves, self._tasks, self._names, self._files = shelves, tasks, names, files
        self._task: Task[Outcome] | None = None
        self._query = ""
        self.outcome: Outcome | None = None
        self.within: Within = EVERYTHING

    @property
    def files(self) -> Sequence[FileState]:
        """The files of the collections in sight."""
        return self._files()

    def narrow(self, within: Within) -> None:
        """Search only these files from now on, the question of the moment at once."""
        if within == self.within:
            return
        self.within = within
        self.narrowed.emit()
        if self._query:
            self.search(self._query)

    def search(self, query: str, k: int = 8) -> None:
        """Look what `query` finds."""
        self._query = query = query.strip()
        if self._task is not None:
            self._task.cancel()
        if not query:
            self.outcome = None
            self.searched.emit()
            return
        names, within = tuple(self._names()), self.within

        def work(cancel: Cancel) -> Iterator[Outcome]:
            began = time.perf_counter()
            found: list[Found] = []
            empty: NothingWithin | None = None
            for name in names:
                try:
                    found.append(self._shelves.retriever(name, cancel, within).search(query, k))
                except NothingWithin as error:
                    empty = error
            if empty is not None and not found:
                raise empty
            passages = sorted((p for one in found for p in one.passages), key=lambda passage: -passage.score)[:k]
            searched, total = sum(one.files_searched for one in found), sum(one.files_total for one in found)
            spent = round((time.perf_counter() - began) * 1000)
            likely = max((one.answerable for one in found), default=1.0)
            yield Outcome(query, tuple(passages), spent, searched=searched, total=total, answerable=likely)

        def show(outcomes: Sequence[Outcome]) -> None:
            self.outcome = outcomes[-1]
            self.searched.emit()

        def problem(error: Exception) -> None:
            self.outcome = Outcome(query, problem=joined(explain(error)))
            self.searched.emit()

        self._task = self._tasks.run(work, show, lambda: None, problem)
