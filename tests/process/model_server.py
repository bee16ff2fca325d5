"""A server on the loopback that speaks OpenAI's protocol, and misbehaves as the test says."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.process.http_server import http_server

#: What the server's key is, where it wants one.
KEY = "sk-very-secret-0123456789"


class ModelServer:
    """Knows what it says, what came, and what goes wrong with each request for words.

    `faults` holds one name for each POST in order ("" for none), the last one for all later ones: "cut" resets the
    connection in mid-answer, "end" ends it without a reason, "silent" says nothing, "hang" stops in mid-answer,
    "garbage" sends no JSON, "page" sends a web page, "told" tells an error in its stream, a number answers with that
    status, "strict" refuses parameters beyond OpenAI's own, "long" says that the prompt is too long, "elsewhere"
    redirects to `elsewhere`, "newer" wants the newer name of max_tokens, "filter" ends by a filter.
    """

    def __init__(self) -> None:
        self.words: list[Any] = ["One", ", two", ", three", ", four", ", five."]
        self.thoughts: list[str] = []
        self.thought_name = "reasoning_content"
        self.models: Any = {"object": "list", "data": [{"id": "big", "max_model_len": 4096}, {"id": "small"}]}
        self.key = ""
        self.faults: list[str] = []
        self.retry_after = ""
        self.elsewhere = ""
        self.bodies: list[dict[str, Any]] = []
        self.heads: list[dict[str, str]] = []
        self.waiting = threading.Event()
        self.left = threading.Event()
        self.url = ""

    def next_fault(self) -> str:
        return self.faults.pop(0) if len(self.faults) > 1 else (self.faults[0] if self.faults else "")


@contextmanager
def serving() -> Iterator[ModelServer]:
    model = ModelServer()
    with http_server(_handler(model)) as port:
        model.url = f"http://127.0.0.1:{port}/v1"
        yield model


def _handler(model: ModelServer) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # the other side may leave at any time
                super().handle()

        def do_GET(self) -> None:
            model.heads.append(dict(self.headers))
            if not self._allowed():
                return
            if model.models is None:
                self._json(404, {"detail": "Not Found"})
            elif isinstance(model.models, str):
                self._answer(200, "text/html", model.models.encode())
            else:
                self._json(200, model.models)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.bodies.append(body)
            model.heads.append(dict(self.headers))
            fault = model.next_fault()
            if not self._allowed():
                return
            if fault.isdigit():
                heads = {"Retry-After": model.retry_after} if model.retry_after else {}
                self._json(int(fault), {"error": {"message": f"no, because of {model.key}"}}, heads)
            elif fault == "elsewhere":
                self._json(307, {}, {"Location": model.elsewhere})
            elif fault == "strict" and "stream_options" in body:
                self._json(400, {"error": {"message": "Unrecognized request argument supplied: stream_options"}})
            elif fault == "newer" and "max_tokens" in body:
                said = "Unsupported parameter: 'max_tokens' is not supported with this model. "
                self._json(400, {"error": {"message": f"{said}Use 'max_completion_tokens' instead."}})
            elif fault == "long":
                said = "This model's maximum context length is 4096 tokens. However, you requested 9,000 tokens."
                self._json(400, {"error": {"message": said}})
            elif fault == "page":
                self._answer(200, "text/html", b"<html>Welcome to the router</html>")
            elif fault == "silent":
                self._until_left()
            else:
                self._stream(body, "" if fault in {"strict", "newer"} else fault)

        def _stream(self, body: dict[str, Any], fault: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._delta({"role": "assistant", "content": ""})
            for thought in model.thoughts:
                self._delta({model.thought_name: thought})
            most = body.get("max_tokens") or body.get("max_completion_tokens") or len(model.words)
            for number, word in enumerate(model.words[:most]):
                if number == 2 and fault:
                    self._broken(fault)
                    return
                self._delta({"content": word})
            self._delta({}, finish="length" if most < len(model.words) else "stop")
            if body.get("stream_options"):
                count = min(most, len(model.words)) + len(model.thoughts)
                self._event({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": count}})
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _broken(self, fault: str) -> None:
            self.close_connection = True
            if fault == "hang":
                self._until_left()
            elif fault == "garbage":
                self._chunk(b"data: {this is no JSON\n\n")
                self._chunk(b"")
            elif fault == "told":
                self._event({"error": {"message": "the graphics card is on fire"}})
                self._chunk(b"")
            elif fault == "filter":
                self._delta({}, finish="content_filter")
                self._chunk(b"")
            elif fault == "end":
                self._chunk(b"")

        def _until_left(self) -> None:
            """Wait for the other side to go away: reading then ends."""
            self.close_connection = True
            model.waiting.set()
            self.connection.settimeout(60)
            with contextlib.suppress(ConnectionError):
                if self.connection.recv(1):
                    return
            model.left.set()

        def _allowed(self) -> bool:
            if model.key and self.headers.get("Authorization") != f"Bearer {model.key}":
                self._json(401, {"error": {"message": f"Incorrect API key: {self.headers.get('Authorization')}"}})
                return False
            return True

        def _delta(self, delta: dict[str, Any], finish: str | None = None) -> None:
            self._event({"id": "1", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

        def _event(self, event: dict[str, Any]) -> None:
            self._chunk(f"data: {json.dumps(event)}\n\n".encode())

        def _chunk(self, content: bytes) -> None:
            self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
            self.wfile.flush()

        def _json(self, status: int, content: Any, heads: dict[str, str] | None = None) -> None:
            self._answer(status, "application/json", json.dumps(content).encode(), heads)

        def _answer(self, status: int, kind: str, body: bytes, heads: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for key, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(heads or {})}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Be quiet."""

    return Handler
