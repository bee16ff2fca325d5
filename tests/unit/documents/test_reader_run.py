"""One document while another process reads it: what stands when its time is over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest

from desktop.documents import reader_run
from desktop.documents.reader_process import Read, ReaderService, Reply
from desktop.documents.reader_run import Run
from desktop.domain.document import Document
from desktop.errors import ProcessStopped
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from tests.unit.documents.readers.test_office import long_sheet


class SlowWorker:
    """Reads the real file, gives `replies` of what comes, and then nothing more until it is killed."""

    pid = None

    def __init__(self, replies: int) -> None:
        self._replies = replies
        self._killed = threading.Event()

    def call(self, request: Read, _: object, cancel: Cancel) -> Iterator[Reply]:
        parts = ReaderService().handle(request, cancel)
        for _ in range(self._replies):
            yield next(parts)
        self._killed.wait(60)
        raise ProcessStopped(name="the reader")

    def kill(self) -> None:
        self._killed.set()


def test_the_parts_of_a_long_sheet_that_were_read_in_time_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_run, "SECONDS_TO_OPEN", 0.0)
    path = tmp_path / "sales.xlsx"
    path.write_bytes(long_sheet(3000))
    worker = SlowWorker(replies=3)  # what there is, and two parts
    run = Run(cast(Worker, worker), Read(bytes(path), "sales.xlsx"), (0.02, 0.0), None)
    document = [event for event in run.read(Cancel()) if isinstance(event, Document)][-1]
    first, second = document.pages
    assert (first.number, second.number) == (1, 2)
    assert document.notice == f"Stopped after page 2 ({second.label}): reading took longer than 0 s."
    assert "kind 0 |" in first.text


class DyingWorker(SlowWorker):
    """As it, but it dies by itself then."""

    def call(self, request: Read, _: object, cancel: Cancel) -> Iterator[Reply]:
        parts = ReaderService().handle(request, cancel)
        for _ in range(self._replies):
            yield next(parts)
        raise ProcessStopped(name="the reader")


def test_a_file_inside_another_that_ends_its_reader_costs_nothing_before_it(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Papers"
    message.set_content("See below.")
    for name in ("a.txt", "b.txt"):
        message.add_attachment(b"Tide tables", maintype="text", subtype="plain", filename=name)
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    worker = DyingWorker(replies=5)  # what there is, the mail, that a file is begun, its page, that another is begun
    run = Run(cast(Worker, worker), Read(bytes(path), "a.eml"), (60.0, 0.0), None)
    document = [event for event in run.read(Cancel()) if isinstance(event, Document)][-1]
    assert [page.label for page in document.pages] == [None, "a.txt"]
    assert document.notice == "“b.txt” ended its reader; it and what follows it were left out."
    with pytest.raises(ProcessStopped):
        list(Run(cast(Worker, DyingWorker(1)), Read(bytes(path), "a.eml"), (60.0, 0.0), None).read(Cancel()))
