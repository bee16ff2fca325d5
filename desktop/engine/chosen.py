"""The engine of the chosen model: the one on this computer, or the one that asks a server; one face for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from desktop.domain.endpoint import Endpoint, named
from desktop.domain.events import Progress
from desktop.domain.model import ChatMessage, ModelInfo
from desktop.engine.client import LocalEngine
from desktop.engine.protocol import Done, Engine, Generate, Loaded, Token
from desktop.engine.remote import RemoteEngine
from desktop.errors import EndpointUnknown
from desktop.worker.cancel import Cancel


class ChosenEngine:
    """Knows both engines, the servers that there are, and which one answers. An `Engine`."""

    def __init__(self, local: LocalEngine, remote: RemoteEngine, endpoints: tuple[Endpoint, ...] = ()) -> None:
        self.local, self.remote = local, remote
        self._endpoints = endpoints
        self._away = remote.model is not None

    @property
    def _now(self) -> Engine:
        return self.remote if self._away else self.local

    @property
    def model(self) -> ModelInfo | None:
        """The chosen model."""
        return self._now.model

    @property
    def context(self) -> int:
        """Tokens of context; 0 while the model is not loaded, or its server was not reached."""
        return self._now.context

    @property
    def loaded(self) -> Loaded | None:
        """What a model on this computer runs with; None while none is loaded, or a server answers."""
        return None if self._away else self.local.loaded

    @property
    def pid(self) -> int | None:
        """The id of the process that answers, or None while there is none."""
        return self.remote.pid if self._away else self.local.pid

    def know(self, endpoints: tuple[Endpoint, ...]) -> None:
        """Take note of the servers that there are now."""
        self._endpoints = endpoints

    def choose(self, model: ModelInfo | None, **choices: Any) -> None:
        """Use another model from the next request on; `choices` are those of `LocalEngine.choose`.

        Raises:
            EndpointUnknown: it is the model of a server that is not there any more.
        """
        if model is not None and model.endpoint:
            endpoint = named(model.path, self._endpoints)
            if endpoint is None:
                raise EndpointUnknown(name=model.endpoint)
            self.remote.choose(endpoint)
            if not self._away:
                self.local.unload()
            self._away = True
            return
        if self._away:
            self.remote.forget()
        self._away = False
        self.local.choose(model, **choices)

    def ensure(self, cancel: Cancel) -> Iterator[Progress]:
        """Load the chosen model, or reach its server; see the engine that answers."""
        yield from self._now.ensure(cancel)

    def generate(self, request: Generate, cancel: Cancel) -> Iterator[Token | Done]:
        """Write a reply; see the engine that answers."""
        yield from self._now.generate(request, cancel)

    def count(self, messages: Sequence[ChatMessage]) -> int:
        """Return the tokens of the prompt of `messages`; see the engine that answers."""
        return self._now.count(messages)

    def unload(self) -> None:
        """Give the memory back, or leave the server; the next request begins again."""
        if self._away:
            self.remote.forget()
        else:
            self.local.unload()

    def close(self) -> None:
        """End both processes for good."""
        self.remote.close()
        self.local.close()
