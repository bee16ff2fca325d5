"""What is said is kept, found, brought back and, when deleted, gone."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from desktop.domain.adapter import AdapterUse
from desktop.domain.conversation import (
    FaultPart,
    Message,
    PicturePart,
    ReasoningPart,
    SourcesPart,
    StepPart,
    TextPart,
    question,
)
from desktop.domain.document import Citation, Within
from desktop.domain.model import Usage
from desktop.errors import CannotRead, CannotWrite, DiskFull, Fault, StoreNewer
from desktop.store.conversations import Conversations

ANSWER = Message(
    role="assistant",
    parts=(
        StepPart("Searched {files} files", {"files": "2"}),
        ReasoningPart("Let me see the turbine.", 1.5),
        TextPart("It is 42 [1]."),
        SourcesPart((Citation(1, "a.pdf", 3, "42", "verified", 0.9),)),
        FaultPart("DiskFull", {"what": "x"}),
    ),
    status="complete",
    kind="generated",
    model="m",
    usage=Usage(prompt_tokens=5),
)


class Clock:
    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conversations.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[Conversations]:
    with Conversations(file, clock=Clock()) as opened:
        yield opened


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_what_is_kept_comes_back_equal(file: Path) -> None:
    with Conversations(file) as store:
        number = store.create("A title", "reports")
        assert store.append(number, question("How many?")) == 0
        assert store.append(number, ANSWER) == 1
    with Conversations(file) as store:
        kept = store.open(number)
        assert kept.messages == (question("How many?"), ANSWER)
        assert (kept.title, kept.library) == ("A title", "reports")
        assert store.damage is None
        assert [(row.id, row.messages) for row in store.list()] == [(number, 2)]


def test_the_file_is_private_and_every_commit_is_synced(file: Path, store: Conversations) -> None:
    store.create("x")
    for path in file.parent.iterdir():
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for copy in (file.parent / "backups").iterdir():
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    asked = {name: store._database.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous")}
    assert asked == {"journal_mode": "wal", "synchronous": 2}


def test_the_latest_conversation_is_first(store: Conversations) -> None:
    first, second = store.create("one"), store.create("two")
    assert [row.id for row in store.list()] == [second, first]
    store.append(first, question("again"))
    assert [row.id for row in store.list()] == [first, second]


def test_replace_and_truncate(store: Conversations) -> None:
    number = store.create("t")
    for text in ("a", "b", "c"):
        store.append(number, question(text))
    store.replace(number, 1, ANSWER)
    assert [message.text for message in store.open(number).messages] == ["a", "It is 42 [1].", "c"]
    with pytest.raises(Fault):
        store.replace(number, 7, ANSWER)
    store.truncate(number, 1)
    assert [message.text for message in store.open(number).messages] == ["a"]
    assert store.append(number, question("d")) == 1


def test_rename_and_set_library_leave_one_line(store: Conversations) -> None:
    number = store.create("t")
    store.rename(number, "A\nnew \x00 title")
    store.set_library(number, "lib")
    assert (store.open(number).title, store.open(number).library) == ("A new title", "lib")


def test_delete_undelete_purge(file: Path) -> None:
    canary = "Quetzalcoatlus-7731"
    clock = Clock()
    with Conversations(file, clock=clock) as store:
        number, other = store.create(canary), store.create("stays")
        store.append(number, question(f"about {canary}"))
        store.append(other, question("stays too"))
        clock.now += 3600
        assert store.back_up()
        assert canary.encode() in everything(file.parent / "backups")
        store.delete(number)
        assert [row.id for row in store.list()] == [other]
        assert store.search(canary) == ()
        with pytest.raises(Fault):
            store.open(number)
        with pytest.raises(Fault):
            store.append(number, question("late"))
        store.undelete(number)
        assert store.open(number).messages == (question(f"about {canary}"),)
        store.delete(number)
        store.purge()
        assert canary.encode() not in everything(file.parent)
        store.undelete(other)
    assert b"stays too" in everything(file.parent)
    assert canary.encode() not in everything(file.parent)


def test_closing_purges(file: Path) -> None:
    with Conversations(file) as store:
        number = store.create("canary-title")
        store.delete(number)
    assert b"canary-title" not in everything(file.parent)


def test_an_id_is_never_given_twice(store: Conversations) -> None:
    first = store.create("one")
    store.delete(first)
    store.purge()
    assert store.create("two") > first


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("TURBINE", [1]),
        ("how MANY", [0]),
        ("額定", [2]),
        ("额定功率", [3]),
        ("１２ kw", [3]),
        ("42%", []),
        ("100%", [4]),
        ("many turbine", []),
        ("", []),
        ("   ", []),
        ("a title", [None]),
        ("größe STRASSE", [5]),
    ],
)
def test_search_in_text_thoughts_and_titles(store: Conversations, query: str, expected: list[int | None]) -> None:
    number = store.create("A Title")
    texts = ["额定功率是12 kW", "it is 100% sure", "Größe der Straße"]
    for message in (question("How many?"), ANSWER, question("額定功率"), *map(question, texts)):
        store.append(number, message)
    assert [hit.index for hit in store.search(query)] == expected


def test_a_snippet_shows_the_words(store: Conversations) -> None:
    number = store.create("t")
    store.append(number, question("word " * 60 + "needle\n\n" + "word " * 60))
    hit = store.search("needle")[0]
    assert "needle" in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert "\n" not in hit.snippet


def test_an_answer_cut_by_a_crash_is_marked(file: Path) -> None:
    with Conversations(file) as store:
        number = store.create("t")
        store.append(number, question("q"))
        store.append(number, Message(role="assistant", parts=(TextPart("half an"),), status="writing"))
    with Conversations(file) as store:
        assert store.damage is None
        assert store.open(number).messages[1].status == "interrupted"
        assert store.open(number).messages[1].text == "half an"
    with Conversations(file) as store:
        assert store.damage is None


def test_a_full_disk_keeps_what_was_there_and_goes_on_later(store: Conversations) -> None:
    number = store.create("t")
    store.append(number, question("kept"))
    pages = store._database.rows("PRAGMA page_count")[0][0]
    store._database.rows(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(DiskFull):
        store.append(number, question("x" * 200_000))
    assert [message.text for message in store.open(number).messages] == ["kept"]
    store._database.rows("PRAGMA max_page_count = 1000000")
    store.append(number, question("x" * 200_000))
    assert len(store.open(number).messages) == 2


def test_a_newer_file_is_refused_and_untouched(file: Path) -> None:
    with Conversations(file) as store:
        store.create("t")
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    before = file.read_bytes()
    with pytest.raises(StoreNewer):
        Conversations(file)
    assert file.read_bytes() == before


def test_a_second_process_may_read_while_the_first_writes(file: Path, store: Conversations) -> None:
    number = store.create("t")
    store.append(number, question("q"))
    with Conversations(file, read_only=True) as reader:
        assert reader.open(number).messages == (question("q"),)
        with pytest.raises(CannotWrite):
            reader.create("no")
    store.append(number, question("r"))
    assert store.damage is None


def test_a_missing_file_cannot_be_read_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        Conversations(tmp_path / "none.sqlite", read_only=True)
    assert list(tmp_path.iterdir()) == []


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(), st.text())
def test_any_text_is_kept(store: Conversations, title: str, text: str) -> None:
    number = store.create(title)
    store.append(number, question(text))
    kept = store.open(number).messages[0].text
    assert kept == text or any("\ud800" <= character <= "\udfff" for character in text)
    kept.encode()
    store.search(text)


def test_closing_twice_is_nothing(file: Path) -> None:
    store = Conversations(file)
    store.close()
    store.close()


def test_adapters_are_kept_with_their_conversation_and_gone_with_it(store: Conversations, file: Path) -> None:
    uses = (AdapterUse("/models/house.gguf", 0.8), AdapterUse("/models/terms.gguf"))
    one, two = store.create("one", adapters=uses), store.create("two")
    assert store.open(one).adapters == uses
    assert store.open(two).adapters == ()
    store.set_adapters(one, uses[1:])
    assert store.open(one).adapters == uses[1:]
    store.set_adapters(one, ())
    assert store.open(one).adapters == ()
    store.set_adapters(one, uses)
    store.delete(one)
    with pytest.raises(Fault):
        store.set_adapters(one, uses)
    store.purge()
    assert store._database.rows("SELECT count(*) FROM adapters") == [(0,)]


def test_a_filter_is_kept_with_its_conversation_and_gone_with_it(store: Conversations, file: Path) -> None:
    within = Within(("/home/报告",), ("pdf",), since=1.5)
    one, two = store.create("one", "Papers", within=within), store.create("two", "Papers")
    assert store.open(one).within == within
    assert store.open(two).within == Within()
    store.set_within(two, within)
    assert store.open(two).within == within
    store.set_within(two, Within())
    assert store.open(two).within == Within()
    store.delete(one)
    with pytest.raises(Fault):
        store.set_within(one, Within())
    store.purge()
    assert store._database.rows("SELECT count(*) FROM filters") == [(0,)]


def test_pictures_are_kept_and_gone_with_their_chat(store: Conversations, file: Path) -> None:
    cat = PicturePart("猫.jpg", bytes(range(256)) * 40, 4, 3)
    number = store.create("cat")
    store.append(number, question("What is it?", (cat,)))
    assert store.open(number).messages[0].pictures == (cat,)
    assert store.open(number).messages[0].text == "What is it?"
    store.delete(number)
    store.purge()
    store.close()
    rest = b"".join(path.read_bytes() for path in file.parent.rglob("*") if path.is_file())
    assert b"AAECAwQF" not in rest
