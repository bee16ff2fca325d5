"""What the Models page knows of servers, without a widget: which there are, what they answered, and how they change."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.domain.endpoint import Endpoint, checked, model_at
from desktop.engine import catalog
from desktop.errors import ModelUnknown, UsageError
from desktop.keys import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.model import ModelInfo
    from desktop.engine.remote_protocol import Offered, Seen
    from desktop.ui.models.state import Choices
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel


class Looker(Protocol):
    """What asks a server for its models."""

    def look(self, endpoint: Endpoint, cancel: Cancel, key: Key | None = None) -> Seen: ...


class KeyRing(Protocol):
    """Where keys are kept; every call may ask the user and block."""

    def get(self, name: str, origin: str) -> Key: ...
    def keep(self, name: str, origin: str, key: Key) -> bool: ...
    def forget(self, name: str, origin: str) -> None: ...
    def lasting(self) -> bool: ...


class User(Protocol):
    """What has a model answer from the next question on; the presenter of the models."""

    @property
    def current(self) -> ModelInfo | None: ...
    def use(self, model: ModelInfo) -> None: ...


class Reach(msgspec.Struct, frozen=True):
    """What is known of a server since the window opened.

    Attributes:
        asking: it is being asked now.
        models: what it offers, once it answered.
        fault: why it did not answer; None while it did, or was not asked.
    """

    asking: bool = False
    models: tuple[Offered, ...] | None = None
    fault: Exception | None = None


class Draft(msgspec.Struct, frozen=True):
    """What stands in the form. `key` is None where the kept key stays as it is."""

    name: str
    url: str
    model: str = ""
    context: int = 0
    plain: bool = False
    key: Key | None = None
    sees: bool = False

    def endpoint(self) -> Endpoint:
        """Return the endpoint that it describes.

        Raises:
            UsageError: name or address cannot be used.
        """
        return checked(self.name, self.url, self.model, self.context, plain=self.plain, sees=self.sees)


class ServedPresenter(QObject):
    """Knows the servers and what they answered.

    Signals:
        changed: any of it may have changed.
        failed(Exception): something was asked that cannot be done.
        key_lost: a key was given, and there is no keyring to keep it beyond this session.
    """

    changed = Signal()
    failed = Signal(object)
    key_lost = Signal()

    def __init__(
        self, looker: Looker, keys: KeyRing, choices: Choices, user: User, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._looker, self._keys, self._choices, self._user, self._tasks = looker, keys, choices, user, tasks
        self._reached: dict[str, Reach] = {}

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """The servers, in the order in which they were added."""
        return self._choices.settings.endpoints

    def reach(self, endpoint: Endpoint) -> Reach:
        """Return what is known of a server."""
        return self._reached.get(endpoint.name, Reach())

    def used(self, endpoint: Endpoint) -> bool:
        """Whether one of its models answers now."""
        current = self._user.current
        return current is not None and current.endpoint == endpoint.name

    def look(self, draft: Draft, show: Callable[[Reach], None]) -> None:
        """Ask the server that a form describes, before it is kept, and show what it answered."""
        try:
            endpoint = draft.endpoint()
        except UsageError as error:
            show(Reach(fault=error))
            return
        self._ask(endpoint, draft.key, show)

    def test(self, endpoint: Endpoint) -> None:
        """Ask a server which models it has."""

        def show(reach: Reach) -> None:
            self._reached[endpoint.name] = reach
            self.changed.emit()

        self._ask(endpoint, None, show)

    def save(self, draft: Draft, before: Endpoint | None = None) -> Endpoint:
        """Keep a server, in the place of `before` where it is changed, and its key where one was given; then ask it.

        Raises:
            UsageError: name or address cannot be used, or the name is taken.
        """
        endpoint = draft.endpoint()
        others = [other for other in self.endpoints if other != before]
        if any(other.name.casefold() == endpoint.name.casefold() for other in others):
            raise UsageError(what=f"There is a server named “{endpoint.name}” already.")
        used = before is not None and self.used(before)
        kept = [endpoint if other == before else other for other in self.endpoints]
        self._choices.change(endpoints=tuple(kept if before is not None else (*kept, endpoint)))
        self._reached.pop(endpoint.name, None)
        self.changed.emit()
        self._keep(draft.key, endpoint, before)
        if used:
            self._user.use(model_at(endpoint) if endpoint.model else catalog.starter_model())
        return endpoint

    def remove(self, endpoint: Endpoint) -> None:
        """Forget a server and its key; the starter answers where it did."""
        if self.used(endpoint):
            with contextlib.suppress(ModelUnknown):
                self._user.use(catalog.starter_model())
        self._choices.change(endpoints=tuple(other for other in self.endpoints if other != endpoint))
        self._later(lambda: self._keys.forget(endpoint.name, endpoint.origin))
        self._reached.pop(endpoint.name, None)
        self.changed.emit()

    def use(self, endpoint: Endpoint, model: str = "") -> None:
        """Have one of its models answer from the next question on."""
        chosen = msgspec.structs.replace(endpoint, model=model or endpoint.model)
        if not chosen.model:
            self.failed.emit(ModelUnknown(name=f"@{endpoint.name}"))
            return
        kept = tuple(chosen if other == endpoint else other for other in self.endpoints)
        self._choices.change(endpoints=kept)
        self._user.use(model_at(chosen))
        self.changed.emit()

    def _ask(self, endpoint: Endpoint, key: Key | None, show: Callable[[Reach], None]) -> None:
        def ask(cancel: Cancel) -> Iterator[Seen]:
            yield self._looker.look(endpoint, cancel, key)

        def answered(found: Sequence[Seen]) -> None:
            show(Reach(models=found[-1].models))

        show(Reach(asking=True))
        self._tasks.run(ask, answered, lambda: None, lambda error: show(Reach(fault=error)))

    def _keep(self, key: Key | None, endpoint: Endpoint, before: Endpoint | None) -> None:
        """Keep a new key; a kept one moves along with a new name, and stays behind when the address changes."""
        moved = before is not None and (before.name, before.origin) != (endpoint.name, endpoint.origin)
        if key is None and not moved:
            self.test(endpoint)
            return

        def work(cancel: Cancel) -> Iterator[bool]:
            given = key
            if before is not None and moved:
                if given is None and before.origin == endpoint.origin:
                    given = self._keys.get(before.name, before.origin)
                self._keys.forget(before.name, before.origin)
            yield given is None or self._keys.keep(endpoint.name, endpoint.origin, given)

        def kept(lasting: Sequence[bool]) -> None:
            if not lasting[-1]:
                self.key_lost.emit()
            self.test(endpoint)

        self._tasks.run(work, kept, lambda: None, self.failed.emit)

    def _later(self, act: Callable[[], None]) -> None:
        def work(cancel: Cancel) -> Iterator[None]:
            act()
            yield None

        self._tasks.run(work, lambda _: None, lambda: None, self.failed.emit)
