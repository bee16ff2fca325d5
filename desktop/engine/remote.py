"""A model of another computer as conversations and slides see it: asked by a process of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from desktop.domain.endpoint import Endpoint, model_at
from desktop.domain.events import Progress
from desktop.domain.model import ChatMessage, ModelInfo, Usage
from desktop.engine import remote_prompt
from desktop.engine.clock import Clock
from desktop.engine.protocol import Done, Generate, Token
from desktop.engine.remote_protocol import Look, Patience, Piece, RemoteReply, Seen, Server, Write, Written
from desktop.errors import AdapterUnfit, ContextFull, KeyExposed, KeyUnusable, ModelUnknown
from desktop.keys import Key, Keys
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.outcome import Outcome

PROCESS_NAME = "connection process"


class RemoteEngine:
    """Knows the chosen server and model, and what the server said of them. An `Engine`; calls may come from any thread.

    What a model here can do and one behind OpenAI's protocol cannot: keep to a grammar (it is left out), go on behind
    a given beginning (it is asked to), and have its prompt counted (that is estimated).
    """

    def __init__(
        self,
        endpoint: Endpoint | None,
        keys: Keys,
        *,
        journal: Path | None = None,
        patience: Patience | None = None,
        on_end: Callable[[Outcome], None] | None = None,
        service: str = "desktop.engine.remote_process:open_service",
    ) -> None:
        """Prepare; nothing goes out yet.

        Args:
            journal: file that lists every connection, for the user to see.
            on_end: told when the process ends without being asked to.
        """
        self._patience = patience or Patience()
        self._worker = Worker(service, self._patience, name=PROCESS_NAME, on_end=on_end)
        self._keys = keys
        self._journal = str(journal) if journal else ""
        self._lock = threading.Lock()
        self._endpoint = endpoint
        self._seen: tuple[Endpoint, int] | None = None
        self._measure = remote_prompt.Measure()

    @property
    def model(self) -> ModelInfo | None:
        """The chosen model; None while there is no server, or none of its models is chosen."""
        endpoint = self._endpoint
        if endpoint is None or not endpoint.model:
            return None
        return model_at(endpoint, self._seen[1] if self._seen is not None and self._seen[0] == endpoint else 0)

    @property
    def context(self) -> int:
        """Tokens of context; 0 while the server was not reached."""
        seen, model = self._seen, self.model
        return model.context_length if model is not None and seen is not None and seen[0] == self._endpoint else 0

    @property
    def pid(self) -> int | None:
        """The process id, or None while there is no process."""
        return self._worker.pid

    def choose(self, endpoint: Endpoint | None) -> None:
        """Use another server, or another model, from the next request on."""
        if endpoint != self._endpoint:
            self._endpoint, self._seen = endpoint, None
            self._measure = remote_prompt.Measure()

    def look(self, endpoint: Endpoint, cancel: Cancel, key: Key | None = None) -> Seen:
        """Ask any server which models it has.

        Args:
            key: one that is not kept yet.

        Raises:
            KeyExposed, RemoteFault, Cancelled.
        """
        server = self._server(endpoint, key)
        for reply in self._worker.call(Look(server), RemoteReply, cancel, silence=self._patience.whole):
            if isinstance(reply, Seen):
                return reply
        return Seen((), listed=False)

    def ensure(self, cancel: Cancel) -> Iterator[Progress]:
        """Reach the server once, and learn how much the model reads.

        Raises:
            ModelUnknown: no server or no model is chosen.
            KeyExposed, RemoteFault, Cancelled.
        """
        cancel.check()
        endpoint = self._endpoint
        if endpoint is None or not endpoint.model:
            raise ModelUnknown(name=f"@{endpoint.name}" if endpoint else "")
        if self._seen is not None and self._seen[0] == endpoint:
            return
        what = f"Connecting to {endpoint.name}"
        yield Progress(what, 0.0, 1.0)
        models = self.look(endpoint, cancel).models
        self._seen = (endpoint, next((offered.context for offered in models if offered.id == endpoint.model), 0))
        yield Progress(what, 1.0, 1.0)

    def generate(self, request: Generate, cancel: Cancel) -> Iterator[Token | Done]:
        """Write a reply; the last event is `Done`. A thought that the server gives apart stands between <think> marks.

        Raises:
            AdapterUnfit: an adapter was asked for; nothing was sent.
            ContextFull: the prompt is longer than the context, by our estimate or the server's count.
            Cancelled: `cancel` was cancelled; what was yielded before stands.
            ProcessStopped, ProcessHung: our own process died; the next call starts it again.
            As `ensure`.
        """
        for use in request.adapters:
            if use.scale:
                reason = "an adapter works with a model on this computer only"
                model = self.model.name if self.model else ""
                raise AdapterUnfit(name=use.name, model=model, reason=reason, path=use.path)
        with self._turn(cancel):
            for _ in self.ensure(cancel):
                pass
            endpoint, measure = self._endpoint, self._measure
            assert endpoint is not None, "ensured above"
            ask = remote_prompt.write(self._server(endpoint), request)
            needed = measure.tokens(ask.messages)
            if self.context and needed > self.context:
                raise ContextFull(needed=needed, limit=self.context)
            yield from self._written(ask, measure, cancel)

    def count(self, messages: Sequence[ChatMessage]) -> int:
        """Return about how many tokens the prompt of `messages` takes."""
        if not self.context:
            for _ in self.ensure(Cancel()):
                pass
        return self._measure.tokens(messages)

    def forget(self) -> None:
        """Have the next request reach for the server anew."""
        self._seen = None

    def close(self) -> None:
        """End the process for good; what a server still writes is broken off, and written down in the journal."""
        self._seen = None
        self._worker.close()

    def _written(self, ask: Write, measure: remote_prompt.Measure, cancel: Cancel) -> Iterator[Token | Done]:
        marked, clock, tokens = remote_prompt.Marked(), Clock(), 0
        for reply in self._worker.call(ask, RemoteReply, cancel, silence=self._patience.whole):
            if isinstance(reply, Piece):
                clock.token()
                *marks, text = marked.text(reply)
                for mark in marks:
                    yield Token(mark, 0)
                tokens += 1
                yield Token(text, 1)
            elif isinstance(reply, Written):
                counted = max(reply.answer_tokens, tokens)
                if counted > tokens or marked.end():
                    yield Token(marked.end(), counted - tokens)
                measure.learn(ask.messages, reply.prompt_tokens)
                usage = Usage(
                    prompt_tokens=reply.prompt_tokens or measure.tokens(ask.messages),
                    cached_tokens=reply.cached_tokens,
                    answer_tokens=counted,
                    first_token_s=clock.first,
                    tokens_per_s=clock.speed(counted),
                )
                yield Done("length" if reply.cut else "stop", usage)

    def _server(self, endpoint: Endpoint, key: Key | None = None) -> Server:
        """Return whom to ask, with its key.

        Raises:
            KeyExposed: the key would go unencrypted to another computer, and nobody allowed it.
            KeyUnusable: it cannot be sent.
        """
        found = key if key is not None else self._keys.get(endpoint.name, endpoint.origin)
        if not found.sendable:
            raise KeyUnusable(endpoint=endpoint.name)
        if found and endpoint.exposed and not endpoint.plain:
            raise KeyExposed(endpoint=endpoint.name, host=endpoint.host)
        return Server(endpoint, found, self._journal)

    @contextlib.contextmanager
    def _turn(self, cancel: Cancel) -> Iterator[None]:
        """One request at a time, as with a model here; waiting for it ends with `Cancelled` when cancelled."""
        while not self._lock.acquire(timeout=0.05):
            cancel.check()
        try:
            yield
        finally:
            self._lock.release()
