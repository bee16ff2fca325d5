"""Documents are read in real processes: kept apart, stopped, killed, timed out, and never waited for in vain."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from desktop.documents.reader_client import LIMITS, Readers, read_document
from desktop.domain.document import Document
from desktop.domain.events import Progress
from desktop.errors import (
    Cancelled,
    FileDamaged,
    FileHasNoText,
    FileTookTooLong,
    FileTooLarge,
    OutOfMemory,
    ProcessStopped,
)
from desktop.worker.cancel import Cancel
from desktop.worker.protocol import Limits
from tests.fakes import wait_until
from tests.unit.documents.readers.pdfs import paragraph, pdf

pytestmark = pytest.mark.process


@pytest.fixture
def readers() -> Iterator[Readers]:
    with Readers() as made:
        yield made


def _document(events: Iterator[Progress | Document]) -> Document:
    last = list(events)[-1]
    assert isinstance(last, Document)
    return last


def _children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if _reads(child)]


def _kill(children: list[psutil.Process]) -> None:
    for child in children:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()


def _reads(child: psutil.Process) -> bool:
    try:
        return "resource_tracker" not in " ".join(child.cmdline())
    except psutil.Error:  # it has ended meanwhile
        return False


def _gone() -> None:
    assert wait_until(lambda: not _children())


def test_pages_come_with_progress_and_then_the_document(tmp_path: Path, readers: Readers) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([paragraph([f"Words {'abc'[n]} of a page."], 700) for n in range(3)], title="Three pages"))
    *progress, document = list(readers.read(path, "shown/a.pdf"))
    assert all(isinstance(event, Progress) and event.what == "Reading a.pdf" for event in progress)
    assert [(event.done, event.total) for event in progress if isinstance(event, Progress)] == [
        (n, 3) for n in range(4)
    ]
    assert isinstance(document, Document)
    assert (document.file, document.title, len(document.pages)) == ("shown/a.pdf", "Three pages", 3)


def test_each_document_has_its_own_process_and_none_is_left(tmp_path: Path) -> None:
    seen: set[int] = set()
    with Readers() as readers:
        for number in range(3):
            path = tmp_path / f"{number}.pdf"
            path.write_bytes(pdf([paragraph(["words of a page"], 700)] * 3))
            for event in readers.read(path):
                if isinstance(event, Progress) and event.done == 0:
                    seen |= {child.pid for child in _children()}
        assert len(seen) >= 3
    _gone()


def test_plain_text_shares_one_process(tmp_path: Path, readers: Readers) -> None:
    pids: list[set[int]] = []
    for number in range(5):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"words {number}", encoding="utf-8")
        assert _document(readers.read(path)).pages[0].text == f"words {number}"
        assert wait_until(lambda: len(_children()) == 2)  # the spare may come late
        pids.append({child.pid for child in _children()})
    assert set.intersection(*pids)
    assert len(set.union(*pids)) == 2, "one that reads and one spare"


def test_an_error_of_the_reader_arrives_as_it_is(tmp_path: Path, readers: Readers) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(FileDamaged):
        _document(readers.read(path))
    path.write_bytes(pdf([[]]))
    with pytest.raises(FileHasNoText):
        _document(readers.read(path))


def test_a_name_that_is_no_text(tmp_path: Path, readers: Readers) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("words", encoding="utf-8")
    document = _document(readers.read(path))
    document.file.encode("utf-8")
    assert document.pages[0].text == "words"


HEAVY = paragraph(["x " * 1000] * 1000, 700, leading=0)


def _slow(folder: Path) -> Path:
    """A PDF that keeps PDFium busy for minutes, a third of a second a page."""
    path = folder / "slow.pdf"
    path.write_bytes(pdf([HEAVY] * 1000))
    return path


def test_cancelling_ends_the_reading(tmp_path: Path, readers: Readers) -> None:
    cancel = Cancel()
    threading.Timer(1.0, cancel.cancel).start()
    with pytest.raises(Cancelled):
        _document(readers.read(_slow(tmp_path), cancel=cancel))
    assert _document(readers.read(_text(tmp_path))).pages[0].text == "words"


def _text(folder: Path) -> Path:
    path = folder / "a.txt"
    path.write_text("words", encoding="utf-8")
    return path


def test_at_the_deadline_the_pages_so_far_are_kept(tmp_path: Path) -> None:
    # The first pages are held back until their neighbours are read, so many are light and the heavy ones are the last.
    pages = [paragraph(["A first page with words."], 700)] * 40
    path = tmp_path / "slow.pdf"
    path.write_bytes(pdf(pages + [HEAVY] * 500))
    with Readers(spare=False, seconds=12.0, seconds_per_page=0.0) as readers:
        document = _document(readers.read(path))
    assert 0 < len(document.pages) < 540
    assert document.notice == f"Stopped after page {len(document.pages)} of 540: reading took longer than 12 s."


def test_at_the_deadline_without_a_page_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "endless.pdf"
    path.write_bytes(pdf([HEAVY * 30] * 3))
    with (
        Readers(spare=False, seconds=2.0, seconds_per_page=0.0) as readers,
        pytest.raises(FileTookTooLong, match="endless"),
    ):
        _document(readers.read(path))


def test_a_killed_reader_is_told_from_a_damaged_file(tmp_path: Path, readers: Readers) -> None:
    events = readers.read(_slow(tmp_path))
    next(events)
    _kill(_children())
    with pytest.raises(ProcessStopped, match=r"reader of “slow\.pdf”"):
        list(events)
    assert _document(readers.read(_text(tmp_path))).pages[0].text == "words"


@pytest.mark.parametrize("name", ["a.txt", "a.pdf"])
def test_a_reader_ended_while_it_waited_is_no_fault_of_the_next_file(
    tmp_path: Path, readers: Readers, name: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([paragraph(["Some words."], 700)]))
    _document(readers.read(_text(tmp_path)))
    assert wait_until(lambda: len(_children()) == 2), "one that has read plain text, and a spare"
    waiting = _children()
    for child in waiting:
        child.suspend()  # so that its end comes only after the request was sent
    threading.Timer(0.5, _kill, (waiting,)).start()
    assert "words" in _document(readers.read(tmp_path / name)).pages[0].text


def test_memory_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"words " * 40_000_000)
    with pytest.raises((FileTooLarge, OutOfMemory, ProcessStopped)) as caught:
        _document(read_document(path, limits=Limits(memory=600_000_000, cpu=LIMITS.cpu)))
    assert "large.txt" in str(caught.value)
    _gone()


def test_leaving_early_ends_the_process(tmp_path: Path) -> None:
    with Readers(spare=False) as readers:
        events = readers.read(_slow(tmp_path))
        next(events)
        assert len(_children()) == 1
        events.close()  # type: ignore[attr-defined]
        _gone()


def test_closed_readers_read_no_more(tmp_path: Path) -> None:
    readers = Readers()
    readers.close()
    with pytest.raises(Cancelled):
        _document(readers.read(_text(tmp_path)))
    _gone()


def test_several_threads_read_at_once(tmp_path: Path, readers: Readers) -> None:
    results: dict[int, str] = {}

    def one(number: int) -> None:
        path = tmp_path / f"{number}.txt"
        path.write_text(f"words {number}", encoding="utf-8")
        results[number] = _document(readers.read(path)).pages[0].text

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(250)
    assert results == {number: f"words {number}" for number in range(4)}
