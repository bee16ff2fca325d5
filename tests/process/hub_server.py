"""A hub on the loopback that speaks the hub's protocol, and misbehaves as the test says."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from tests.process.http_server import http_server


class HubServer:
    """Knows the files of one repository, the requests that came, and what goes wrong with each GET of bytes.

    `faults` is a list of names, one for each GET in order ("" for none); the last one holds for all later ones:
    "cut" closes after a third of the bytes, "stall" goes silent, "short" and "long" lie about the length, "flip"
    changes a byte, "busy" answers 503, "expired" 403, "ignore-range" sends all, "other-part" sends another part.

    The bytes lie at another address, as the real hub's do, which is signed for the kind of request that asked for it:
    there a GET is refused what a HEAD was sent on to, and the other way around. `renamed` is what the repository was
    called before.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.faults: list[str] = []
        self.heads: dict[str, str] = {}
        self.status = 0
        self.redirects = 0
        self.requests: list[tuple[str, str, str]] = []
        self.released = threading.Event()
        self.url = self.store = self.renamed = ""

    def next_fault(self) -> str:
        return self.faults.pop(0) if len(self.faults) > 1 else (self.faults[0] if self.faults else "")

    @property
    def ranges(self) -> list[str]:
        return [span for method, path, span in self.requests if method == "GET" and path.startswith("/cdn")]


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[HubServer]:
    hub = HubServer(files)
    with http_server(_handler(hub)) as port, http_server(_handler(hub)) as store:
        hub.url, hub.store = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{store}"
        try:
            yield hub
        finally:
            hub.released.set()


def _handler(hub: HubServer) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._seen("HEAD")
            path = self._place()
            if hub.status:
                self._answer(hub.status, {}, b"")
            elif path.startswith("/cdn/"):
                heads = {"ETag": '"cdn"'} if self._signed() else {}
                self._answer(200 if heads else 403, heads, b"", length=len(hub.files[path.removeprefix("/cdn/")]))
            elif (name := path.partition("/resolve/main/")[2]) not in hub.files:
                self._answer(404, {}, b"")
            else:
                self._sent_on(name)

        def do_GET(self) -> None:
            self._seen("GET")
            path = self._place()
            if hub.status:
                self._answer(hub.status, {}, b"")
            elif hub.renamed and hub.renamed in path:
                self._answer(307, {"Location": self.path.replace(hub.renamed, "owner/some-model-GGUF")}, b"Moved")
            elif path.startswith("/api/models/"):
                self._answer(200, {}, json.dumps(_tree(hub.files)).encode())
            elif path.startswith("/cdn/") and self._signed():
                self._bytes(hub.files[path.removeprefix("/cdn/")], hub.next_fault())
            elif (name := path.partition("/resolve/main/")[2]) in hub.files:
                self._sent_on(name)
            else:
                self._answer(403 if path.startswith("/cdn/") else 404, {}, b"")

        def _place(self) -> str:
            return urlsplit(self.path).path

        def _signed(self) -> bool:
            return urlsplit(self.path).query == f"for={self.command}"

        def _sent_on(self, name: str) -> None:
            content = hub.files[name]
            heads = {
                "X-Linked-Size": str(len(content)),
                "X-Linked-ETag": f'"{hashlib.sha256(content).hexdigest()}"',
                "Location": f"{hub.store}/cdn/{name}?for={self.command}",
            } | hub.heads
            if hub.redirects:
                hub.redirects -= 1
                heads = {"Location": self.path}
            self._answer(302, {key: value for key, value in heads.items() if value}, b"")

        def _bytes(self, content: bytes, fault: str) -> None:
            asked = self.headers.get("Range", "")
            start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
            if fault == "busy":
                return self._answer(503, {"Retry-After": "0"}, b"")
            if fault == "expired":
                return self._answer(403, {}, b"")
            if start >= len(content):
                return self._answer(416, {}, b"")
            if fault == "ignore-range":
                start = 0
            if fault == "other-part" and start:
                start -= 1
            part = content[start:]
            if fault == "flip":
                part = part[: len(part) // 2] + bytes([part[len(part) // 2] ^ 1]) + part[len(part) // 2 + 1 :]
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            length = len(part) + {"short": -10, "long": 10}.get(fault, 0)
            self.send_header("Content-Length", str(length))
            self.send_header("Connection", "close")
            self.end_headers()
            sent = part[: len(part) // 3] if fault in {"cut", "stall"} else part[:length]
            self.wfile.write(sent)
            self.wfile.flush()
            if fault == "stall":
                hub.released.wait(30)
            self.close_connection = True
            return None

        def _answer(self, status: int, heads: dict[str, str], body: bytes, length: int = 0) -> None:
            self.send_response(status)
            for key, value in heads.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(length or len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def _seen(self, method: str) -> None:
            hub.requests.append((method, self.path, self.headers.get("Range", "")))

        def log_message(self, format: str, *args: Any) -> None:
            return

    return Handler


def _tree(files: dict[str, bytes]) -> list[dict[str, object]]:
    tree: list[dict[str, object]] = [{"type": "directory", "path": "x"}]
    for name, content in files.items():
        oid = hashlib.sha256(content).hexdigest()
        tree.append({"type": "file", "path": name, "size": len(content), "lfs": {"oid": oid, "size": len(content)}})
    return tree
