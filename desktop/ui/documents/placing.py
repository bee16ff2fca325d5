"""Where the search vectors of a collection are kept, without a widget: on this computer, or on a Chroma server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.documents.protocol import CHROMA_KEY
from desktop.domain.endpoint import Endpoint, complete
from desktop.errors import UsageError
from desktop.ui.documents.state import Notice

if TYPE_CHECKING:
    from desktop.keys import Key, Keys
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel


class Places(Protocol):
    """What this needs from the library."""

    def place(self, name: str, url: str) -> None: ...


def server_at(address: str) -> Endpoint | None:
    """Return the server that an address means; None for what is no address of one."""
    try:
        return Endpoint(CHROMA_KEY, complete(address, "")) if address.strip() else None
    except UsageError:
        return None


class Placing(QObject):
    """Moves the vectors of a collection and keeps the key of its server.

    Signals:
        placed: they are somewhere else from now on.
        noticed(Notice): what that means.
        failed(Exception): it could not be done; nothing changed.
    """

    placed = Signal()
    noticed = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Places, keys: Keys, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._keys, self._tasks = library, keys, tasks

    def here(self, name: str) -> None:
        """Keep the vectors of a collection on this computer again."""
        text = self.tr("The search vectors of “{name}” are on this computer again.").format(name=name)
        self._place(name, "", lambda: self.noticed.emit(Notice(text)))

    def away(self, name: str, server: Endpoint, key: Key | None = None) -> None:
        """Keep the vectors of a collection on a server; `key` None leaves the key that there is."""

        def told() -> None:
            text = self.tr("The search vectors of “{name}” are kept at {host}.")
            detail = self.tr("They go over with the next question or file.")
            if server.leaves:
                detail = self.tr("They go over with the next question or file, and leave this computer.")
            if key and not lasting:
                detail = self.tr("There is no keyring on this computer, so the key could not be kept.")
            self.noticed.emit(Notice(text.format(name=name, host=server.host), detail))

        # The library's process reads the keyring by itself, so a key that it cannot keep does not reach it.
        lasting = key is None or self._keys.keep(CHROMA_KEY, server.origin, key)
        self._place(name, server.url, told)

    def _place(self, name: str, url: str, then: Callable[[], None]) -> None:
        def work(cancel: Cancel) -> Iterator[None]:
            self._library.place(name, url)
            yield None

        def done() -> None:
            self.placed.emit()
            then()

        self._tasks.run(work, lambda _: None, done, self.failed.emit, lane="index")
