"""The journal: what is noted is read back, newest first; it stays short, private, and never fails the work."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from desktop import journal


def test_connections_are_read_back_newest_first(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "connections.jsonl"
    assert journal.read(file) == ()
    journal.note(file, "https://hub:443", "download", "some/model.gguf", received=12)
    journal.note(file, "https://a.com:443", "model", "big", 3, 4, failed=True)
    last, first = journal.read(file)
    assert (last.host, last.purpose, last.what, last.sent, last.received, last.failed) == (
        "https://a.com:443",
        "model",
        "big",
        3,
        4,
        True,
    )
    assert (first.what, first.received, first.failed) == ("some/model.gguf", 12, False)
    assert journal.read(file, 1) == (last,)
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    journal.clear(file)
    assert journal.read(file) == ()


def test_lines_that_are_none_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "connections.jsonl"
    file.write_bytes(b'{"old":"format"}\n\xff\xfe\n{"time":')
    journal.note(file, "https://a.com:443", "model", "big")
    assert journal.read(file) == ()
    journal.note(file, "https://a.com:443", "model", "big")
    assert len(journal.read(file)) == 1


def test_nothing_is_noted_where_there_is_no_journal(tmp_path: Path) -> None:
    journal.note("", "https://a.com:443", "model", "big")
    (tmp_path / "file").write_text("x")
    journal.note(tmp_path / "file" / "connections.jsonl", "https://a.com:443", "model", "big")


def test_long_journal_loses_its_older_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LONGEST", 4000)
    file = tmp_path / "connections.jsonl"
    for number in range(100):
        journal.note(file, "https://a.com:443", "model", str(number))
    assert file.stat().st_size < 4200
    kept = [int(connection.what) for connection in journal.read(file)]
    assert kept == list(range(99, 99 - len(kept), -1))
    assert len(kept) > 10


def test_many_write_at_once(tmp_path: Path) -> None:
    file = tmp_path / "connections.jsonl"

    def some() -> None:
        for _ in range(50):
            journal.note(file, "h", "index", "x" * 200)

    writers = [threading.Thread(target=some) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(journal.read(file, 1000)) == 200


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 B"), (999, "999 B"), (2100, "2 kB"), (5_300_000, "5 MB"), (2_497_280_256, "2.5 GB")]
)
def test_sizes_are_shown_as_people_read_them(count: int, words: str) -> None:
    assert journal.shown(count) == words
