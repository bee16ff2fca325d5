"""A damaged file is put aside; what can be had comes back from the newest sound backup and from the file itself."""

from __future__ import annotations

import datetime
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.adapter import AdapterUse
from desktop.domain.conversation import question
from desktop.domain.document import Within
from desktop.store import schema
from desktop.store.backups import Backups, kept, moment
from desktop.store.conversations import Conversations

ADAPTERS = (AdapterUse("/models/house.gguf", 0.8), AdapterUse("/models/法律.gguf", 1.0))
HOUR = 3600.0
START = 1_700_000_000.0


class Clock:
    def __init__(self, now: float = START) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of 40 conversations, three backups of it on the way, and words written after the last."""
    folder = tmp_path_factory.mktemp("written")
    clock = Clock()
    with Conversations(folder / "c.sqlite", clock=clock) as store:
        for hour in range(4):
            for number in range(10):
                made = store.create(f"title {hour} {number}")
                for turn in range(4):
                    store.append(made, question(f"{hour}-{number}-{turn} " + "words and more words " * 20))
            clock.now += HOUR
            if hour < 3:
                assert store.back_up()
        store._database.backups = Backups(folder / "elsewhere", "none")  # no backup at close
    return folder


def said(store: Conversations) -> set[str]:
    return {message.text.split()[0] for row in store.list() for message in store.open(row.id).messages}


ALL = {f"{hour}-{number}-{turn}" for hour in range(4) for number in range(10) for turn in range(4)}
BACKED_UP = {text for text in ALL if text[0] != "3"}


def copy(written: Path, to: Path) -> Path:
    to.mkdir()
    shutil.copy(written / "c.sqlite", to)
    shutil.copytree(written / "backups", to / "backups")
    return to / "c.sqlite"


def damage(file: Path, way: int, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(file.read_bytes())
    if way == 0:
        for _ in range(chance.randint(1, 64)):
            content[chance.randrange(len(content))] ^= chance.randint(1, 255)
    elif way == 1:
        del content[chance.randrange(len(content)) :]
    elif way == 2:
        page = chance.randrange(len(content) // 4096) * 4096
        content[page : page + 4096] = bytes(4096)
    else:
        at = chance.randrange(len(content))
        content[at : at + 20_000] = chance.randbytes(20_000)
    file.write_bytes(content)


@pytest.mark.parametrize("way", range(4))
def test_damage_loses_nothing_of_the_backups_and_is_told(written: Path, tmp_path: Path, way: int) -> None:
    for seed in range(12):
        file = copy(written, tmp_path / str(seed))
        before = file.read_bytes()
        damage(file, way, seed)
        damaged = file.read_bytes()
        with Conversations(file) as store:
            have = said(store)
            assert have >= BACKED_UP
            if store.damage is None:
                assert have == ALL, "what is missing is told"
            else:
                kept_as = file.with_name(store.damage.values["file"])
                if damaged:
                    assert kept_as.read_bytes() == damaged
                assert "backup of" in store.damage.hint
            again = store.create("new")
            store.append(again, question("goes on"))
        assert before != damaged or way in {1, 2}
        with Conversations(file) as store:
            assert store.damage is None
            assert "goes" in said(store)


def test_rows_after_the_backup_are_read_from_the_damaged_file(written: Path, tmp_path: Path) -> None:
    file = copy(written, tmp_path / "x")
    content = file.read_bytes()
    at = content.rindex(b'"0-0-0 words') + 1
    file.write_bytes(content[:at] + b"9" + content[at + 1 :])
    with Conversations(file) as store:
        assert store.damage is not None
        assert said(store) == ALL
        assert "40 later messages" in store.damage.hint


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + bytes(5000)])
def test_without_a_backup_it_begins_anew_and_keeps_the_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "c.sqlite"
    file.write_bytes(content)
    with Conversations(file) as store:
        assert store.damage is not None
        assert store.list() == ()
        assert (tmp_path / store.damage.values["file"]).read_bytes() == content
    with Conversations(file) as store:
        assert store.damage is None


@pytest.mark.parametrize("leave", [b"", None])
def test_an_emptied_or_vanished_file_comes_back_from_the_backup(
    written: Path, tmp_path: Path, leave: bytes | None
) -> None:
    file = copy(written, tmp_path / "x")
    file.unlink() if leave is None else file.write_bytes(leave)
    with Conversations(file) as store:
        assert store.damage is not None
        assert said(store) == BACKED_UP


def test_two_damages_are_both_kept(written: Path, tmp_path: Path) -> None:
    file = copy(written, tmp_path / "x")
    clock = Clock()
    for _ in range(2):
        file.write_bytes(b"garbage" * 1000)
        Conversations(file, clock=clock).close()
    assert len(list(file.parent.glob("c.damaged-*.sqlite"))) == 2


def test_a_damaged_backup_is_passed_over(written: Path, tmp_path: Path) -> None:
    file = copy(written, tmp_path / "x")
    newest = Backups(file.parent / "backups", "c").files()[0]
    newest.write_bytes(newest.read_bytes()[:5000])
    file.write_bytes(b"")
    with Conversations(file) as store:
        assert said(store) == {text for text in ALL if text[0] in "01"}


def test_no_backup_is_made_of_an_unsound_file(tmp_path: Path) -> None:
    clock = Clock()
    with Conversations(tmp_path / "c.sqlite", clock=clock) as store:
        number = store.create("t")
        store.append(number, question("q"))
        clock.now += HOUR
        assert store.back_up()
        clock.now += HOUR
        with store._database.writing() as database:
            database.execute("UPDATE messages SET parts = replace(parts, 'q', 'p')")
        assert not store.back_up()


def test_backups_are_half_an_hour_apart_and_only_of_changes(tmp_path: Path) -> None:
    clock = Clock(datetime.datetime.now(datetime.UTC).timestamp())
    with Conversations(tmp_path / "c.sqlite", clock=clock) as store:
        store.create("a")
        assert not store.back_up()
        clock.now += 31 * 60
        store.create("b")
        assert store.back_up()
        clock.now += 31 * 60
        assert not store.back_up()


def test_the_ladder_keeps_two_days_then_days_weeks_months(tmp_path: Path) -> None:
    now = START + 400 * 24 * HOUR
    stamps = [now - step * HOUR for step in range(0, 400 * 24, 5)]
    names = [
        tmp_path / f"c-{datetime.datetime.fromtimestamp(stamp, datetime.UTC).strftime('%Y%m%dT%H%M%S')}.sqlite"
        for stamp in stamps
    ]
    stay = kept(names, now)
    age = [(datetime.datetime.fromtimestamp(now, datetime.UTC) - moment(file)).total_seconds() / 86400 for file in stay]
    assert sum(days <= 2 for days in age) == 10
    assert 12 <= sum(2 < days <= 16 for days in age) <= 14
    assert len(stay) <= 10 + 12 + 10 + 9
    assert max(age) > 200
    assert kept(stay, now) == stay, "what was kept stays kept"


def test_an_older_file_is_backed_up_then_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "c.sqlite"
    with Conversations(file) as store:
        number = store.create("old")
        store.append(number, question("q"))
    for copy_of in (tmp_path / "backups").iterdir():
        copy_of.unlink()
    steps = (*schema.MIGRATIONS, "ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0")
    for module in ("schema", "database"):
        monkeypatch.setattr(f"desktop.store.{module}.MIGRATIONS", steps)
    with Conversations(file) as store:
        assert store.open(number).messages == (question("q"),)
        assert store._database.rows("SELECT pinned FROM conversations") == [(0,)]
    saved = Backups(tmp_path / "backups", "c").files()
    with closing(sqlite3.connect(saved[-1])) as database:
        assert schema.version(database) == len(steps) - 1


def older(file: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Write the file as the first version of Lectern did; return the id of its one conversation."""
    with monkeypatch.context() as first:
        for module in ("schema", "database"):
            first.setattr(f"desktop.store.{module}.MIGRATIONS", schema.MIGRATIONS[:1])
        first.setattr("desktop.store.asked.put_adapters", lambda *_: None)
        first.setattr("desktop.store.asked.put_within", lambda *_: None)
        with Conversations(file) as store:
            number = store.create("old")
            store.append(number, question("q"))
        return number


def test_a_file_of_the_first_version_learns_of_adapters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "c.sqlite"
    number = older(file, monkeypatch)
    with Conversations(file, read_only=True) as reader:
        assert reader.open(number).adapters == ()
        assert reader.open(number).within == Within()
    with Conversations(file) as store:
        assert store.damage is None
        store.set_adapters(number, ADAPTERS)
        assert store.open(number).adapters == ADAPTERS
        assert store.open(number).messages == (question("q"),)


def test_adapters_are_rescued_with_their_conversation(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    with Conversations(file) as store:
        number, other = store.create("one", adapters=ADAPTERS), store.create("two", adapters=ADAPTERS)
        store._database.backups = Backups(tmp_path / "elsewhere", "none")
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE adapters SET scale = 2.0 WHERE conversation = ? AND position = 0", (other,))
        database.commit()
    with Conversations(file) as store:
        assert store.damage is not None
        assert store.open(number).adapters == ADAPTERS
        assert store.open(other).adapters == ADAPTERS[1:]


def test_filters_are_rescued_with_their_conversation(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    within = Within(kinds=("pdf",))
    with Conversations(file) as store:
        number, other = store.create("one", "Papers", within=within), store.create("two", "Papers", within=within)
        store._database.backups = Backups(tmp_path / "elsewhere", "none")
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE filters SET within = '{}' WHERE conversation = ?", (other,))
        database.commit()
    with Conversations(file) as store:
        assert store.damage is not None
        assert store.open(number).within == within
        assert store.open(other).within == Within()


def test_a_file_of_the_first_version_is_rescued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "c.sqlite"
    number = older(file, monkeypatch)
    with closing(sqlite3.connect(file)) as database:
        database.execute("INSERT INTO conversations VALUES (77, 'x', 'unsealed', '', 0, 0, NULL, 0)")
        database.commit()
    with Conversations(file) as store:
        assert store.damage is not None
        assert store.open(number).messages == (question("q"),)


def test_a_failed_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "c.sqlite"
    with Conversations(file) as store:
        store.create("old")
    monkeypatch.setattr("desktop.store.database.MIGRATIONS", (*schema.MIGRATIONS, ""))
    monkeypatch.setattr(
        "desktop.store.schema.MIGRATIONS",
        (*schema.MIGRATIONS, "ALTER TABLE conversations ADD COLUMN pinned INTEGER; CREATE TABLE messages (x)"),
    )
    with pytest.raises(Exception, match="messages"):
        Conversations(file)
    monkeypatch.undo()
    with Conversations(file) as store:
        assert [row.title for row in store.list()] == ["old"]
        assert store.damage is None
