"""Reading again what earlier readers read: better text comes in, the same keeps its vectors, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.documents.indexing import Adding
from desktop.documents.intake import Room
from desktop.documents.readers import VERSIONS
from desktop.documents.reread_protocol import Reread
from desktop.documents.rereading import Rereading
from desktop.documents.turns import Turns
from desktop.domain.document import Block, Document, Page
from desktop.domain.events import Progress
from desktop.errors import Cancelled, FileDamaged, FileTookTooLong, LecternError, ProcessStopped
from desktop.worker.cancel import Cancel
from tests.fakes import wait_until
from tests.unit.documents.room_of import CountedWords, OneForAll, room_of

PUMP = "The pump of the cooling water is maintained each March and its manual lies in the control room. " * 3
MAST = "The mast is 120 metres high and was painted twice since it was built beside the old harbour. " * 3
HEAD = Block("Maintenance", "heading", 1)


class Texts(CountedWords):
    """Embeds, and keeps what it was given."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> Any:
        self.embedded += texts
        return super().passages(texts, cancel)

    def warm(self) -> None:
        """It is there."""


class Given:
    """Reads what it was told to, or raises it."""

    def __init__(self) -> None:
        self.gives: dict[str, Document | Exception] = {}
        self.asked: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def read(
        self, path: Path, shown: str, cancel: Cancel, *, pictures: bool, looks: Any
    ) -> Iterator[Progress | Document]:
        self.asked.append(path.name)
        self.meanwhile()
        given = self.gives[path.name]
        if isinstance(given, Exception):
            raise given
        yield given

    def close(self) -> None:
        """Nothing is held."""


def document(*blocks: Block, notice: str = "", unread: int = 0) -> Document:
    return Document("", tuple(Page(n, (block,)) for n, block in enumerate(blocks, 1)), notice=notice, unread=unread)


class Desk:
    """A library whose files were read by an earlier version."""

    def __init__(self, folder: Path) -> None:
        (folder / "papers").mkdir()
        self.folder = folder / "papers"
        self.model, self.readers, self.turns = Texts(), Given(), Turns()
        embedders: Any = OneForAll(self.model)
        self.room: Room = msgspec.structs.replace(
            room_of(folder / "data"), embedders=embedders, readers=lambda: self.readers
        )
        self.library = self.room.ledger.create("Papers")

    def before(self, **files: Document | Exception) -> None:
        for name, given in files.items():
            (self.folder / f"{name}.docx").write_bytes(name.encode())
            self.readers.gives[f"{name}.docx"] = given
        list(Adding(self.room, self.library, Cancel()).run([bytes(self.folder)]))
        with self.room.store.write() as connection:
            connection.execute("UPDATE files SET reader = 0")
        self.readers.asked.clear()
        self.model.embedded.clear()

    def now(self, **files: Document | Exception) -> None:
        for name, given in files.items():
            self.readers.gives[f"{name}.docx"] = given

    def again(self, cancel: Cancel | None = None, *, pictures: bool = True) -> list[Reread]:
        rereading = Rereading(self.room, self.turns, cancel or Cancel(), pictures=pictures)
        return list(rereading.run({self.library: "Papers"}))

    def texts(self) -> list[str]:
        contents = self.room.contents
        numbers = [
            n for e in self.room.ledger.entries(self.library) if e.content for n in contents.passages_of(e.content)
        ]
        return [row.text for row in contents.passages(numbers).values()]

    @property
    def unembedded(self) -> list[tuple[int, str]]:
        return self.room.contents.unembedded(self.library, self.model.key)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.room.store.close()


def test_better_text_comes_in_and_the_old_one_serves_until_then(desk: Desk) -> None:
    desk.before(pump=document(Block(PUMP), Block(MAST)))
    desk.now(pump=document(Block(PUMP), Block("The mast is 121 metres high.")))
    states: list[tuple[str, int | None]] = []
    desk.readers.meanwhile = lambda: states.extend((e.state, e.content) for e in desk.room.ledger.entries(desk.library))
    told = desk.again()
    assert [(e.done, e.total, Path(e.file).name, e.changed) for e in told] == [
        (0, 1, "", False),
        (1, 1, "pump.docx", True),
    ]
    assert states == [("indexed", 1)]
    assert desk.texts() == [PUMP.strip(), "The mast is 121 metres high."]
    assert len(desk.model.embedded) == 1, "only the passage that changed is embedded"
    assert desk.unembedded == []
    assert desk.again() == []


def test_what_reads_the_same_is_left_as_it_is(desk: Desk) -> None:
    desk.before(pump=document(HEAD, Block(PUMP)), mast=document(Block(MAST)))
    kept = [(e.content, e.state) for e in desk.room.ledger.entries(desk.library)]
    assert [event.changed for event in desk.again()] == [False, False, False]
    assert [(e.content, e.state) for e in desk.room.ledger.entries(desk.library)] == kept
    assert desk.model.embedded == []
    assert desk.again() == []


@pytest.mark.parametrize(
    ("given", "tries"),
    [
        (FileDamaged(file="pump.docx", reason="its XML is broken"), 1),
        (ProcessStopped(name="reader of “pump.docx”", cause="it crashed"), 2),
        (document(), 1),
    ],
)
def test_what_the_present_reader_refused_is_not_read_again(desk: Desk, given: Document | Exception, tries: int) -> None:
    (desk.folder / "pump.docx").write_bytes(b"pump")
    desk.now(pump=given)
    list(Adding(desk.room, desk.library, Cancel()).run([bytes(desk.folder)]))
    assert desk.again() == []
    assert desk.readers.asked == ["pump.docx"] * tries
    (entry,) = desk.room.ledger.entries(desk.library)
    assert entry.lasting


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (FileDamaged(file="pump.docx", reason="its XML is broken"), 1),
        (ProcessStopped(name="reader", cause="it was killed"), 1),
        (FileTookTooLong(file="pump.docx", seconds=60), 2),
    ],
)
def test_a_reader_that_fails_takes_nothing_away(desk: Desk, error: LecternError, tries: int) -> None:
    desk.before(pump=document(Block(PUMP)))
    desk.now(pump=error)
    desk.again()
    desk.again()
    assert desk.readers.asked == ["pump.docx"] * tries
    assert desk.texts() == [PUMP.strip()]
    assert [entry.state for entry in desk.room.ledger.entries(desk.library)] == ["indexed"]


@pytest.mark.parametrize(
    "less",
    [document(notice="Two pages were passed over.", unread=2), document(Block(PUMP), notice="Stopped after page 1.")],
)
def test_a_reading_that_gives_less_is_not_kept_but_tried_another_time(desk: Desk, less: Document) -> None:
    desk.before(pump=document(Block(PUMP), Block(MAST)))
    desk.now(pump=less)
    desk.again()
    assert desk.texts() == [PUMP.strip(), MAST.strip()]
    desk.now(pump=document(Block(PUMP), Block("Better.")))
    desk.again()
    assert desk.texts() == [PUMP.strip(), "Better."]


def test_what_was_refused_is_read_once_it_can_be(desk: Desk) -> None:
    desk.before(
        pump=FileDamaged(file="pump.docx", reason="its XML is broken"), mast=FileDamaged(file="mast.docx", reason="x")
    )
    desk.now(pump=document(Block(PUMP)))
    desk.again()
    assert [e.state for e in desk.room.ledger.entries(desk.library)] == ["failed", "indexed"]  # mast, pump
    assert desk.texts() == [PUMP.strip()]
    assert desk.again() == []


def test_files_that_are_away_or_changed_are_left_to_an_adding(desk: Desk) -> None:
    desk.before(pump=document(Block(PUMP)), mast=document(Block(MAST)))
    (desk.folder / "pump.docx").unlink()
    (desk.folder / "mast.docx").write_bytes(b"changed since")
    assert desk.again() == []
    assert desk.readers.asked == []
    desk.now(mast=document(Block("Changed.")))
    list(Adding(desk.room, desk.library, Cancel()).run([bytes(desk.folder)]))
    assert "Changed." in desk.texts()


def test_a_copy_of_what_an_earlier_version_read_is_read_anew(desk: Desk) -> None:
    desk.before(pump=document(Block(PUMP)))
    (desk.folder / "copy.docx").write_bytes(b"pump")
    desk.now(copy=document(Block("Better.")))
    list(Adding(desk.room, desk.library, Cancel()).run([bytes(desk.folder / "copy.docx")]))
    desk.again()
    assert desk.readers.asked == ["copy.docx"], "the same bytes are read once"
    assert desk.texts() == ["Better."]


def test_only_kinds_whose_reader_became_better_are_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.before(pump=document(Block(PUMP)))
    desk.again()
    monkeypatch.setitem(VERSIONS, "pdf", 7)
    assert desk.again() == []
    monkeypatch.setitem(VERSIONS, "docx", VERSIONS["docx"] + 1)
    assert len(desk.again()) == 2


def test_a_stop_keeps_what_was_done(desk: Desk) -> None:
    desk.before(**{name: document(Block(PUMP)) for name in ("a", "b", "c")})
    desk.now(**{name: document(Block(f"{name} is better.")) for name in ("a", "b", "c")})
    cancel = Cancel()
    rereading = Rereading(desk.room, desk.turns, cancel).run({desk.library: "Papers"})
    assert [next(rereading).done, next(rereading).done] == [0, 1]
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(rereading)
    assert desk.again()[0].total == 2
    assert desk.texts() == ["a is better.", "b is better.", "c is better."]
    assert desk.unembedded == []


def test_new_files_go_first(desk: Desk) -> None:
    desk.before(**{name: document(Block(PUMP)) for name in ("a", "b")})
    desk.now(**{name: document(Block(f"{name} is better.")) for name in ("a", "b", "new")})
    (desk.folder / "new.docx").write_bytes(b"new")
    added = threading.Event()

    def add() -> None:
        with desk.turns.now(Cancel()):
            list(Adding(desk.room, desk.library, Cancel()).run([bytes(desk.folder / "new.docx")]))
        desk.room.store.leave()
        added.set()

    thread = threading.Thread(target=add)

    def wait() -> None:
        if not thread.ident:  # while the first file is read again, another is dropped on the window
            thread.start()
            assert wait_until(lambda: desk.turns._waiting > 0)

    desk.readers.meanwhile = wait
    told = desk.again()
    thread.join()
    assert added.is_set()
    assert desk.readers.asked.index("new.docx") < len(desk.readers.asked) - 1, desk.readers.asked
    assert (told[-1].done, sorted(desk.texts())) == (2, ["a is better.", "b is better.", "new is better."])


def test_what_can_wait_takes_no_turn_that_somebody_waits_for() -> None:
    turns = Turns()
    order: list[str] = []
    with turns.later(Cancel()) as token:

        def want() -> None:
            with turns.now(Cancel()):
                order.append("now")

        thread = threading.Thread(target=want)
        thread.start()
        assert token.wait(30)
    with turns.later(Cancel()):
        order.append("later")
    thread.join()
    assert order == ["now", "later"]
