"""A server on the loopback that leaves no connection open behind it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.fakes import wait_until


class _Server(ThreadingHTTPServer):
    """Knows its open connections: clients keep some alive, and a thread waits at each for what never comes."""

    daemon_threads = True

    def __init__(self, handler: Callable[..., BaseHTTPRequestHandler]) -> None:
        self._opened: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._opened.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self._opened.discard(request)

    def hang_up(self) -> None:
        """End all connections, and wait until each was closed by its thread."""
        for one in list(self._opened):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        wait_until(lambda: not self._opened)


@contextlib.contextmanager
def http_server(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[int]:
    """Serve while the block runs; yield the port."""
    server = _Server(handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join(5)
