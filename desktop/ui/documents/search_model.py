"""Which embedder a collection is searched with, the change to another one, and the reranker, without a widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.documents.embedder_info import Embedded, EmbeddersTold

if TYPE_CHECKING:
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel


class Embedders(Protocol):
    """What this needs from the library."""

    def embedders(self, name: str) -> EmbeddersTold: ...
    def choose_embedder(
        self, name: str, embedder: Path | None = None, cancel: Cancel | None = None
    ) -> Iterator[Embedded]: ...
    def examine_reranker(self, folder: Path) -> None: ...


class Changing(msgspec.Struct, frozen=True):
    """How far a collection is with being embedded anew, in passages."""

    library: str
    done: int = 0
    total: int = 0


class SearchModel(QObject):
    """Knows the change that is going on; one at a time, the others wait for it."""

    told = Signal(str, object)  # name of the collection, EmbeddersTold
    changed = Signal()
    finished = Signal(str)  # name of the collection
    reranked = Signal(str)  # folder of the reranker that was chosen; empty for none
    failed = Signal(object)  # Exception

    def __init__(
        self,
        library: Embedders,
        tasks: Tasks,
        installed: Callable[[], Sequence[Path]],
        reranker: Callable[[], str] = str,
        parent: QObject | None = None,
    ) -> None:
        """Prepare.

        Args:
            installed: finds the models that are on this computer beside the usual one.
            reranker: tells the folder of the reranker of the moment; empty for none.
        """
        super().__init__(parent)
        self._library, self._tasks, self._installed = library, tasks, installed
        self._reranker = reranker
        self._running: Task[Embedded] | None = None
        self.changing: Changing | None = None

    @property
    def installed(self) -> tuple[Path, ...]:
        """The models to choose from, beside the usual one."""
        return tuple(self._installed())

    @property
    def reranker(self) -> str:
        """The folder of the reranker, which serves all collections; empty for none."""
        return self._reranker()

    def rerank(self, folder: str) -> None:
        """Have the model in `folder` read anew what is found, once it is known to be one; empty for none."""
        if not folder:
            self.reranked.emit("")
            return

        def work(cancel: Cancel) -> Iterator[str]:
            self._library.examine_reranker(Path(folder))
            yield folder

        self._tasks.run(work, lambda found: self.reranked.emit(found[-1]), lambda: None, self.failed.emit)

    def ask(self, name: str) -> None:
        """Find out what a collection is searched with; `told` brings it."""

        def work(cancel: Cancel) -> Iterator[EmbeddersTold]:
            yield self._library.embedders(name)

        self._tasks.run(work, lambda found: self.told.emit(name, found[-1]), lambda: None, self.failed.emit)

    def resume(self, names: Sequence[str]) -> None:
        """Go on with changes that were broken off when the window was closed."""

        def work(cancel: Cancel) -> Iterator[tuple[str, str]]:
            for name in names:
                comes = self._library.embedders(name).comes
                if comes is not None:
                    yield name, comes.folder

        def go_on(found: Sequence[tuple[str, str]]) -> None:
            for name, folder in found:
                self.choose(name, folder)

        self._tasks.run(work, go_on, lambda: None, lambda _: None)

    def choose(self, name: str, folder: str = "") -> None:
        """Search a collection with the model in `folder`, or with the usual one, once its passages are embedded."""
        if self._running is not None:
            return
        self.changing = Changing(name)
        self.changed.emit()

        def show(events: Sequence[Embedded]) -> None:
            self.changing = Changing(name, events[-1].done, events[-1].total)
            self.changed.emit()

        def end() -> None:
            self._over()
            self.finished.emit(name)

        def fail(error: Exception) -> None:
            self._over()
            self.failed.emit(error)

        path = Path(folder) if folder else None
        self._running = self._tasks.run(
            lambda cancel: self._library.choose_embedder(name, path, cancel), show, end, fail, lane="embed"
        )

    def stop(self) -> None:
        """Stop embedding anew; what is done is kept, and the old model goes on serving."""
        if self._running is not None:
            self._running.cancel()

    def _over(self) -> None:
        self._running = None
        self.changing = None
        self.changed.emit()
