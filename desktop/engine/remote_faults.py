"""What went wrong with a server, as the one sentence that helps; knows statuses and texts, not the client."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from desktop.domain.endpoint import is_loopback
from desktop.engine.proxies import proxy_of
from desktop.engine.remote_protocol import Server
from desktop.errors import (
    ContextFull,
    LecternError,
    NotAnEndpoint,
    RemoteBusy,
    RemoteFailed,
    RemoteFault,
    RemoteKeyMissing,
    RemoteKeyRefused,
    RemoteModelMissing,
    RemoteRedirected,
    RemoteUnreachable,
    RemoteUntrusted,
)

#: Statuses of a server that may be able to answer a little later.
PASSING = frozenset({429, 502, 503, 504})
#: Statuses of a server that does not know a parameter.
STRICT = frozenset({400, 422})
_LONG = re.compile(r"context|too long|maximum.{0,20}length|exceed.{0,40}tokens", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*")
_LONGEST_REASON = 200


def refused(
    server: Server, model: str, status: int, body: Any, *, retry_after: float = 0, location: str = ""
) -> LecternError:
    """Return the fault for a status that is no success.

    Args:
        body: decoded JSON, or text, or None.
        location: where a redirection leads.
    """
    name, host = server.endpoint.name, server.endpoint.host
    said = _said(body, server)
    if 300 <= status < 400:
        return RemoteRedirected(endpoint=name, host=urlsplit(location).netloc or host)
    if status in {401, 403}:
        kind = RemoteKeyRefused if server.key else RemoteKeyMissing
        return kind(endpoint=name, status=status)
    if too_long := _too_long(status, said):
        return too_long
    if status == 404:
        if isinstance(body, dict) and ("error" in body or "message" in body):
            return RemoteModelMissing(endpoint=name, model=model)
        return NotAnEndpoint(endpoint=name, host=host, reason="it answers 404")
    if status in PASSING:
        return RemoteBusy(endpoint=name, status=status, seconds=max(1, round(retry_after or 10)))
    if status >= 500:
        return RemoteFailed(endpoint=name, reason=said or f"it answers {status}")
    if status == 405:
        return NotAnEndpoint(endpoint=name, host=host, reason="it answers 405")
    return RemoteFault(endpoint=name, reason=said or f"it answers {status}")


def told(server: Server, said: str) -> LecternError:
    """Return the fault for an error that the server told in its stream."""
    words = _plain(server.key.hidden_in(said))
    return _too_long(400, words) or RemoteFailed(endpoint=server.endpoint.name, reason=words or "it did not say why")


def not_reached(server: Server, error: BaseException, seconds: float = 0) -> LecternError:
    """Return the fault for a connection that did not come about; `seconds` when it took too long."""
    endpoint = server.endpoint
    for cause in _chain(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = cause.verify_message or "its certificate is not valid"
            return RemoteUntrusted(endpoint=endpoint.name, host=endpoint.host, reason=reason.rstrip("."))
        if isinstance(cause, ssl.SSLError):
            reason = "it does not speak TLS as it should; it may expect http"
            return RemoteUntrusted(endpoint=endpoint.name, host=endpoint.host, reason=reason)
    reason = "nobody listens there"
    proxy = "" if is_loopback(urlsplit(endpoint.url).hostname or "") else proxy_of(endpoint.url)
    if any("proxy" in type(cause).__name__.lower() for cause in _chain(error)):
        reason = f"the proxy {proxy} refused"
    elif proxy and not seconds:
        reason = f"the proxy {proxy} cannot be reached"
    elif seconds:
        reason = f"no answer within {seconds:g} s"
    elif any("name or service" in str(cause).lower() or "getaddrinfo" in str(cause) for cause in _chain(error)):
        reason = "no computer has this name"
    elif any("unreachable" in str(cause).lower() or "no route" in str(cause).lower() for cause in _chain(error)):
        reason = "no way leads there"
    return RemoteUnreachable(endpoint=endpoint.name, host=endpoint.host, reason=reason)


def other_name(status: int, body: Any) -> bool:
    """Whether a refusal asks for the newer name of `max_tokens`, as OpenAI's models that think do."""
    return status in STRICT and "max_completion_tokens" in _text(body)


def unknown_parameter(status: int, body: Any) -> bool:
    """Whether a refusal may be about a parameter, and not about the length of the prompt."""
    return status in STRICT and not _LONG.search(_text(body))


def _too_long(status: int, said: str) -> ContextFull | None:
    """Read both numbers of "… 9000 tokens … context window of 2048 …" where the server says them."""
    if status not in {400, 413, 422, 500} or not _LONG.search(said):
        return None
    numbers = [int(found.replace(",", "")) for found in _NUMBER.findall(said)]
    large = [number for number in numbers if number >= 128]
    if len(large) < 2:
        return None
    return ContextFull(needed=max(large), limit=min(large))


def _said(body: Any, server: Server) -> str:
    return _plain(server.key.hidden_in(_text(body)))


def _text(body: Any) -> str:
    """Return the words of an error: {"error": {"message": …}}, {"error": …}, {"message": …}, {"detail": …}, or text."""
    if isinstance(body, dict):
        for name in ("error", "message", "detail"):
            if body.get(name):
                return _text(body[name])
        return ""
    if isinstance(body, list):
        return "; ".join(_text(entry.get("msg") if isinstance(entry, dict) else entry) for entry in body[:3])
    text = str(body or "").encode("utf-8", "replace").decode()
    return "" if text.lstrip().startswith("<") else text  # a page of a proxy says nothing


def _plain(text: str) -> str:
    """Return one short line without a full stop, to be put into a sentence."""
    line = " ".join(text.split())
    return (f"{line[:_LONGEST_REASON]}…" if len(line) > _LONGEST_REASON else line).rstrip(".")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
