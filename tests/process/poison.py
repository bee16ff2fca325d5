"""Readers for tests: text files, read in a real child that a file named "poison" kills."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from desktop.domain.document import Block, Document, Page
from desktop.domain.events import Progress
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker


class Read(msgspec.Struct, frozen=True):
    path: str


class Text(msgspec.Struct, frozen=True):
    text: str


class Service:
    requests = Read

    def lane(self, request: Read) -> str:
        return "read"

    def handle(self, request: Read, cancel: Cancel) -> Iterator[Text]:
        if "poison" in Path(request.path).name:
            os.kill(os.getpid(), signal.SIGSEGV)
            time.sleep(60)  # the signal may be taken by another thread
        yield Text(Path(request.path).read_text(encoding="utf-8"))

    def close(self) -> None:
        pass


def open_service(config: bytes) -> Service:
    return Service()


class PoisonReaders:
    """One child for all files; each death of it is told as a reader's death is."""

    def __init__(self) -> None:
        self._worker = Worker("tests.process.poison:open_service", name="reader")

    def read(
        self, path: Path, shown: str, cancel: Cancel, *, pictures: bool, looks: object
    ) -> Iterator[Progress | Document]:
        text = self._worker.ask(Read(str(path)), Text, cancel).text
        yield _document(shown, text)

    def close(self) -> None:
        self._worker.close()


class HereReaders:
    """Reads text in the library process itself, a moment a file, so that tests of other things stay short."""

    pause = 0.0

    def read(
        self, path: Path, shown: str, cancel: Cancel, *, pictures: bool, looks: object
    ) -> Iterator[Progress | Document]:
        cancel.wait(self.pause)
        cancel.check()
        yield Progress("Reading", 0, 1, "pages")
        yield _document(shown, path.read_text(encoding="utf-8"))

    def close(self) -> None:
        pass


class PatientReaders(HereReaders):
    """As HereReaders, but a file named "waits" is read only when there is a "go" beside its folder, or at a stop."""

    def read(
        self, path: Path, shown: str, cancel: Cancel, *, pictures: bool, looks: object
    ) -> Iterator[Progress | Document]:
        while path.stem == "waits" and not path.parent.with_name("go").exists():
            if cancel.wait(0.02):
                break
        return super().read(path, shown, cancel, pictures=pictures, looks=looks)


class SlowReaders(HereReaders):
    """As HereReaders, slowly."""

    pause = 0.3


def _document(shown: str, text: str) -> Document:
    pages = tuple(
        Page(number, tuple(Block(block) for block in part.split("\n\n") if block.strip()))
        for number, part in enumerate(text.split("\f"), start=1)
    )
    return Document(shown, pages, paged=len(pages) > 1)
