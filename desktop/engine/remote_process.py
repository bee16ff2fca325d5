"""The process that speaks with servers: one request at a time, streamed, broken off at once when asked to stop."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Iterator
from typing import Any

import httpx2
import msgspec
import openai

from desktop import __version__, journal
from desktop.domain.endpoint import is_loopback
from desktop.engine.proxies import CERTIFICATES, hindrance, useless_left_out
from desktop.engine.remote_faults import PASSING, not_reached, other_name, refused, told, unknown_parameter
from desktop.engine.remote_protocol import (
    Look,
    Patience,
    RemoteReply,
    RemoteRequest,
    Seen,
    Server,
    Waiting,
    Write,
    Written,
)
from desktop.engine.remote_wire import body_of, offered_in, pieces
from desktop.errors import Cancelled, NotAnEndpoint, RemoteCut, RemoteSilent, RemoteUnreachable
from desktop.worker.cancel import Cancel

#: Headers in which the client would tell what kind of computer this is.
_TELLING = "x-stainless-"


class RemoteService:
    """Knows which models refuse parameters or want others; nothing else lasts from one request to the next."""

    requests: Any = RemoteRequest

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._strict: set[tuple[str, str]] = set()
        self._renamed: set[tuple[str, str]] = set()
        for name in [name for name in os.environ if name.startswith("OPENAI_")]:
            del os.environ[name]  # the client would send what belongs to another server

    def lane(self, request: RemoteRequest) -> str:
        """Looking does not wait for writing."""
        return "look" if isinstance(request, Look) else "write"

    def handle(self, request: RemoteRequest, cancel: Cancel) -> Iterator[RemoteReply]:
        """Answer; see `desktop.engine.remote_protocol`."""
        loop = asyncio.new_event_loop()
        replies = self._looked(request) if isinstance(request, Look) else self._written(request)
        try:
            while (reply := _next(loop, replies, cancel)) is not None:
                yield reply
        finally:
            with contextlib.suppress(Exception):
                loop.run_until_complete(asyncio.wait_for(replies.aclose(), 0.5))
            loop.close()

    def close(self) -> None:
        """Nothing is open."""

    async def _looked(self, request: Look) -> AsyncGenerator[RemoteReply, None]:
        server = request.server
        async with _Line(server, "", self._patience) as line:
            try:
                async with asyncio.timeout(self._patience.connect * 3):
                    answer = await line.client.get("/models", cast_to=httpx2.Response)
            except TimeoutError:
                raise RemoteSilent(endpoint=server.endpoint.name, seconds=f"{self._patience.connect * 3:g}") from None
            except openai.APIStatusError as error:
                if error.status_code not in {404, 405, 501} or not server.endpoint.model:
                    raise line.fault(error) from None
                seen = Seen((), listed=False)
            else:
                seen = Seen(offered_in(answer.content, server))
        yield seen  # after the line is closed and written down: whoever asked may leave with the answer

    async def _written(self, request: Write) -> AsyncGenerator[RemoteReply, None]:
        server, model = request.server, request.server.endpoint.model
        async with _Line(server, model, self._patience) as line:
            waits = list(self._patience.waits)
            place = (server.endpoint.url, model)
            while True:
                body = body_of(request, bare=place in self._strict, renamed=place in self._renamed)
                try:
                    stream = await line.client.chat.completions.create(**body)
                    break
                except openai.APIStatusError as error:
                    if place not in self._renamed and other_name(error.status_code, error.body):
                        self._renamed.add(place)
                        continue
                    if place not in self._strict and unknown_parameter(error.status_code, error.body):
                        self._strict.add(place)
                        continue
                    asked = _seconds(error.response.headers.get("retry-after"))
                    if error.status_code not in PASSING or not waits or asked > self._patience.longest:
                        raise line.fault(error) from None
                    seconds = asked or waits[0]
                    waits.pop(0)
                yield Waiting(seconds)
                await asyncio.sleep(seconds)
            line.begun = True
            async with contextlib.aclosing(pieces(stream, server)) as written:
                async for piece in written:
                    if isinstance(piece, Written):
                        last = piece
                    else:
                        yield piece
        yield last  # as above


class _Line:
    """Knows one connection: its client, whether words came over it, and how much; leaves a line in the journal.

    Faults of the client become ours on the way out.
    """

    def __init__(self, server: Server, model: str, patience: Patience) -> None:
        self._server, self._model, self._patience = server, model, patience
        self.begun = False
        self._sent = 0
        self._answers: list[httpx2.Response] = []
        self._http = self._opened()
        self.client = openai.AsyncOpenAI(
            api_key=server.key.text or "none",
            organization="",
            project="",
            base_url=server.endpoint.url,
            max_retries=0,
            timeout=httpx2.Timeout(patience.silent, connect=patience.connect),
            http_client=self._http,
        )

    def _opened(self) -> httpx2.AsyncClient:
        """Return the client of HTTP.

        Raises:
            RemoteUnreachable: the system's proxy or certificates are of no use.
        """
        endpoint, patience = self._server.endpoint, self._patience
        here = is_loopback(httpx2.URL(endpoint.url).host)
        reason = "" if here else hindrance(endpoint.url)
        with contextlib.suppress(OSError), useless_left_out():
            if not reason:
                return httpx2.AsyncClient(
                    timeout=httpx2.Timeout(patience.silent, connect=patience.connect),
                    follow_redirects=False,  # a key goes to the address that it was given for, and nowhere else
                    trust_env=not here,
                    event_hooks={"request": [self._leaves], "response": [self._came]},
                )
        raise RemoteUnreachable(endpoint=endpoint.name, host=endpoint.host, reason=reason or CERTIFICATES)

    async def __aenter__(self) -> _Line:
        return self

    async def __aexit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        stopped = isinstance(error, asyncio.CancelledError | GeneratorExit)
        self._written_down(failed=error is not None and not stopped)
        with contextlib.suppress(Exception):
            await self._http.aclose()
        if isinstance(error, Exception) and (fault := self._explained(error)) is not None:
            raise fault from None

    def fault(self, error: openai.APIStatusError) -> Exception:
        """Return the fault for a status."""
        heads = error.response.headers
        return refused(
            self._server,
            self._model,
            error.status_code,
            error.body if error.body is not None else error.response.text[:2000],
            retry_after=_seconds(heads.get("retry-after")),
            location=heads.get("location", ""),
        )

    def _explained(self, error: Exception) -> Exception | None:
        """Return our fault for one of the client's; None for what is ours already, or a mistake of our own."""
        endpoint = self._server.endpoint
        if isinstance(error, openai.APIStatusError):
            return self.fault(error)
        if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
            if not self._answers and _is_connecting(error):
                return not_reached(self._server, error, self._patience.connect)
            return RemoteSilent(endpoint=endpoint.name, seconds=f"{self._patience.silent:g}")
        if isinstance(error, openai.APIConnectionError | httpx2.HTTPError | OSError):
            if self.begun or self._answers:
                return RemoteCut(endpoint=endpoint.name)
            if any(isinstance(cause, httpx2.RemoteProtocolError) for cause in _causes(error)):
                return NotAnEndpoint(endpoint=endpoint.name, host=endpoint.host, reason="its answer is no HTTP")
            return not_reached(self._server, error)
        if isinstance(error, openai.APIError):
            return told(self._server, error.message)
        if isinstance(error, ValueError | openai.OpenAIError):  # also what is no JSON, and no text
            return NotAnEndpoint(endpoint=endpoint.name, host=endpoint.host, reason="its answer is no JSON")
        return None

    async def _leaves(self, request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower().startswith(_TELLING)]:
            del request.headers[name]
        request.headers["User-Agent"] = f"Lectern/{__version__}"
        if not self._server.key:
            request.headers.pop("Authorization", None)
        self._sent += len(request.content)

    async def _came(self, response: httpx2.Response) -> None:
        self._answers.append(response)

    def _written_down(self, *, failed: bool) -> None:
        received = sum(answer.num_bytes_downloaded for answer in self._answers)
        what = self._model or "list of models"
        origin = self._server.endpoint.origin
        journal.note(self._server.journal, origin, "model", what, self._sent, received, failed=failed)


def _next(
    loop: asyncio.AbstractEventLoop, replies: AsyncGenerator[RemoteReply, None], cancel: Cancel
) -> RemoteReply | None:
    """Wait for the next reply; None at the end. A cancel breaks off whatever is waited for.

    Raises:
        Cancelled.
    """

    async def coming() -> RemoteReply | None:
        return await anext(replies, None)

    def stop() -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed a moment ago
            loop.call_soon_threadsafe(task.cancel)

    task = loop.create_task(coming())
    with cancel.watch(stop):
        try:
            return loop.run_until_complete(task)
        except asyncio.CancelledError:
            raise Cancelled from None


def _is_connecting(error: BaseException) -> bool:
    return any(isinstance(cause, httpx2.ConnectTimeout | httpx2.PoolTimeout) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _seconds(text: str | None) -> float:
    return float(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0.0


def open_service(config: bytes) -> RemoteService:
    """Make the service with the encoded `Patience`."""
    return RemoteService(msgspec.msgpack.decode(config, type=Patience) if config else Patience())
