"""Vectors on a real Chroma server: sent, searched, missed while it is away, in step again, and forgotten."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop import journal
from desktop.documents.library import Library
from desktop.errors import LibraryUnknown
from tests.fakes import wait_until

pytestmark = pytest.mark.process

QUESTION = "Which bird nests in the tower?"


@contextlib.contextmanager
def chroma(folder: Path, port: int) -> Iterator[None]:
    """Run Chroma's own server on the loopback while the block runs."""
    program = str(Path(sys.executable).with_name("chroma"))
    command = [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + 90
            while time.monotonic() < end:
                assert process.poll() is None, "the server ended"
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=3).close()
                    break
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture
def port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def add(library: Library, folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.write_text(text, "utf-8")
    for _ in library.add("papers", [file]):
        pass


def held(port: int) -> dict[str, int]:
    """Return the collections of the server and how many vectors each holds.

    Asked without Chroma's client, which leaves its connections open.
    """
    base = f"http://127.0.0.1:{port}/api/v2/tenants/default_tenant/databases/default_database/collections"

    def get(url: str) -> Any:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return json.load(answer)

    return {found["name"]: get(f"{base}/{found['id']}/count") for found in get(base)}


def test_vectors_live_on_the_server_and_our_own_stay_the_truth(tmp_path: Path, port: int, embedder: Path) -> None:
    url, log = f"http://127.0.0.1:{port}", tmp_path / "journal.jsonl"
    with Library(tmp_path / "library", embedder, journal=log) as library:
        with chroma(tmp_path / "server", port):
            library.place("papers", url)
            assert [info.away for info in library.libraries()] == [url]
            add(library, tmp_path, "birds.txt", "A jackdaw has its nest high up in the old bell tower.\n")
            retriever = library.retriever("papers")
            assert wait_until(lambda: retriever.search(QUESTION).vectors_ready, 60)
            found = retriever.search(QUESTION)
            assert "jackdaw" in found.passages[0].text
            assert found.absent == ""
            assert list(held(port).values()) == [1]
            assert not list((tmp_path / "library").glob("index-*")), "there is no index on this computer"

        found = retriever.search(QUESTION)
        assert "jackdaw" in found.passages[0].text, "words find it while the server is away"
        assert not found.vectors_ready
        assert "cannot be reached" in found.absent
        add(library, tmp_path, "fish.txt", "Carp live in the pond behind the mill.\n")

        with chroma(tmp_path / "server", port):
            assert wait_until(lambda: retriever.search(QUESTION).vectors_ready, 60), "it comes back by itself"
            assert wait_until(lambda: list(held(port).values()) == [2]), "what it missed is sent"
            library.remove("papers", [str(tmp_path / "birds.txt")])
            assert wait_until(lambda: list(held(port).values()) == [1]), "what is removed is forgotten there too"
            said = {connection.purpose for connection in journal.read(log)}
            assert said == {"index"}
            assert "jackdaw" not in log.read_text("utf-8")
            library.delete("papers")
            assert wait_until(lambda: held(port) == {})
        with pytest.raises(LibraryUnknown):
            library.delete("papers")


def test_vectors_come_back_to_this_computer(tmp_path: Path, port: int, embedder: Path) -> None:
    with chroma(tmp_path / "server", port), Library(tmp_path / "library", embedder) as library:
        add(library, tmp_path, "birds.txt", "A jackdaw has its nest high up in the old bell tower.\n")
        library.place("papers", f"http://127.0.0.1:{port}")
        retriever = library.retriever("papers")
        assert wait_until(lambda: retriever.search(QUESTION).vectors_ready, 60)
        assert list(held(port).values()) == [1]
        library.place("papers", "")
        assert held(port) == {}
        assert wait_until(lambda: retriever.search(QUESTION).vectors_ready, 60)
        assert [info.away for info in library.libraries()] == [""]
        assert list((tmp_path / "library").glob("index-*"))


def test_what_answers_is_no_chroma(tmp_path: Path, port: int, embedder: Path) -> None:
    with Library(tmp_path / "library", embedder) as library, socket.create_server(("127.0.0.1", port)) as listening:
        listening.settimeout(60)
        library.place("papers", f"http://127.0.0.1:{port}")
        add(library, tmp_path, "birds.txt", "A jackdaw has its nest high up in the old bell tower.\n")
        found = library.retriever("papers").search(QUESTION)
        assert "jackdaw" in found.passages[0].text
        assert not found.vectors_ready
