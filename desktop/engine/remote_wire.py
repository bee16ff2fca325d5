"""What servers are sent, and what of their lists and streams is read; every field of theirs may be missing or wrong."""

from __future__ import annotations

import base64
import contextlib
import itertools
from collections.abc import AsyncGenerator, Iterator
from typing import Any

import msgspec

from desktop.domain.model import ChatMessage
from desktop.engine.remote_protocol import Offered, Piece, RemoteReply, Server, Write, Written
from desktop.errors import NotAnEndpoint, RemoteCut, RemoteFailed

#: Names that vLLM, SGLang, LM Studio, llama-server and OpenRouter give the length of a model in their lists.
_LENGTHS = ("max_model_len", "loaded_context_length", "context_length", "context_window", "max_context_length", "n_ctx")
#: Names of the delta that holds a thought: DeepSeek, vLLM, SGLang, llama-server; OpenRouter, Ollama, newer vLLM.
_THOUGHTS = ("reasoning_content", "reasoning")
_MOST_MODELS = 1000


def body_of(request: Write, *, bare: bool, renamed: bool = False) -> dict[str, Any]:
    """Return the parameters: unless `bare` also those that not every server or model understands.

    The other ways to choose tokens (top_k, penalties) are left to the server, which knows its model.

    Args:
        renamed: whether the most tokens have their newer name.
    """
    sampling = request.sampling
    body: dict[str, Any] = {
        "model": request.server.endpoint.model,
        "messages": [{"role": message.role, "content": _content(message)} for message in request.messages],
        "stream": True,
    }
    if request.max_tokens:
        body["max_completion_tokens" if renamed else "max_tokens"] = request.max_tokens
    if request.stop:
        body["stop"] = list(request.stop)
    if bare:
        return body
    body |= {"temperature": sampling.temperature, "stream_options": {"include_usage": True}}
    if sampling.seed is not None:
        body["seed"] = sampling.seed
    extra: dict[str, Any] = {}
    if request.options:
        extra["chat_template_kwargs"] = dict(request.options)
    if effort := request.options.get("reasoning_effort"):
        extra["reasoning_effort"] = effort
    return body | {"extra_body": extra} if extra else body


def _content(message: ChatMessage) -> str | list[dict[str, Any]]:
    """Return the words alone, or the pictures before them, each as a data: address, as OpenAI's protocol has it."""
    if not message.pictures:
        return message.content
    parts: list[dict[str, Any]] = []
    for picture in message.pictures:
        address = f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
        parts.append({"type": "image_url", "image_url": {"url": address}})
    return [*parts, {"type": "text", "text": message.content}]


def offered_in(content: bytes, server: Server) -> tuple[Offered, ...]:
    """Read a list of models; the client's own type would drop the lengths.

    Raises:
        NotAnEndpoint: it is none.
    """
    endpoint = server.endpoint
    try:
        found: Any = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        found = None
    entries = found.get("data") if isinstance(found, dict) else None
    if not isinstance(entries, list):
        raise NotAnEndpoint(endpoint=endpoint.name, host=endpoint.host, reason="it has no list of models")
    named = (entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry["id"])
    return tuple(Offered(entry["id"][:300], _length(entry)) for entry in itertools.islice(named, _MOST_MODELS))


async def pieces(stream: Any, server: Server) -> AsyncGenerator[RemoteReply, None]:
    """Yield what the server writes; a stream that ends without saying why it ends was cut off."""
    finish, counted, any_chunk = "", None, False
    halves = {False: _Halves(), True: _Halves()}
    async with contextlib.aclosing(stream):
        async for chunk in stream:
            any_chunk = True
            counted = getattr(chunk, "usage", None) or counted
            for choice in (getattr(chunk, "choices", None) or ())[:1]:
                delta = choice.delta
                said: list[tuple[str, bool]] = []
                for name in _THOUGHTS:
                    thought = getattr(delta, name, None)
                    if isinstance(thought, str) and thought:
                        said.append((thought, True))
                        break
                said += _said(getattr(delta, "content", None))
                said += _said(getattr(delta, "refusal", None))
                for text, thinking in said:
                    if whole := halves[thinking].whole(text):
                        yield Piece(whole, thought=thinking)
                finish = choice.finish_reason or finish
    if not finish:
        if any_chunk:
            raise RemoteCut(endpoint=server.endpoint.name)
        endpoint = server.endpoint
        raise NotAnEndpoint(endpoint=endpoint.name, host=endpoint.host, reason="it sends no stream of events")
    if finish == "content_filter":
        raise RemoteFailed(endpoint=server.endpoint.name, reason="its filter ended the answer")
    details = getattr(counted, "prompt_tokens_details", None)
    yield Written(
        finish == "length",
        _count(counted, "prompt_tokens"),
        _count(details, "cached_tokens"),
        _count(counted, "completion_tokens"),
    )


class _Halves:
    """Knows half a character: JSON writes those beyond U+FFFF in two halves, and servers cut between them."""

    def __init__(self) -> None:
        self._half = ""

    def whole(self, text: str) -> str:
        """Return the text so far in whole characters; a half without its other one is told as U+FFFD."""
        text, self._half = self._half + text, ""
        if "\ud800" <= text[-1:] <= "\udbff":
            text, self._half = text[:-1], text[-1]
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _said(content: Any) -> Iterator[tuple[str, bool]]:
    """Yield texts and whether each is a thought; Mistral's models that think give a list of parts."""
    for part in content if isinstance(content, list) else (content,):
        if isinstance(part, str):
            yield part, False
        elif isinstance(part, dict) and isinstance(part.get("text"), str):
            yield part["text"], False
        elif isinstance(part, dict) and "thinking" in part:
            yield from ((text, True) for text, _ in _said(part["thinking"]))


def _length(entry: dict[str, Any]) -> int:
    inner = entry.get("meta")
    places = (entry, inner) if isinstance(inner, dict) else (entry,)
    lengths = [place.get(name) for place in places for name in _LENGTHS]
    return next((length for length in lengths if isinstance(length, int) and 0 < length < 1 << 31), 0)


def _count(holder: Any, name: str) -> int:
    value = getattr(holder, name, 0)
    return value if isinstance(value, int) and value > 0 else 0
