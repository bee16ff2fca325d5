"""llama-cpp-python's own server with the starter model on the loopback, in a process of its own: a real endpoint."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from desktop.engine.catalog import starter_model

#: Seconds until the server must answer on a busy machine.
PATIENCE = 120


@contextlib.contextmanager
def serving(folder: Path, *, context: int = 2048, key: str = "") -> Iterator[str]:
    """Run the server while the block runs; yield its address.

    Args:
        folder: where it may write what it prints.
        key: what it wants to be sent; empty for none.
    """
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    settings = {"model": starter_model().path, "model_alias": "starter", "n_ctx": context, "port": port, "n_threads": 1}
    command = [sys.executable, "-m", "llama_cpp.server", "--host", "127.0.0.1"]
    command += [part for name, value in settings.items() for part in (f"--{name}", str(value))]
    command += ["--api_key", key] if key else []
    url = f"http://127.0.0.1:{port}/v1"
    with (folder / "server.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _wait(url, key, process)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(url: str, key: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    asked = urllib.request.Request(f"{url}/models", headers={"Authorization": f"Bearer {key}"} if key else {})
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended; its words are in server.log"
        with contextlib.suppress(OSError), urllib.request.urlopen(asked, timeout=5):
            return
        time.sleep(0.2)
    raise TimeoutError("the server did not answer")
