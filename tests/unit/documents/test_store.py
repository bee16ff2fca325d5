"""library.sqlite: one writer, transactions, erasing, damage and versions."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.documents.passages import fingerprint
from desktop.documents.schema import STEPS, VERSION
from desktop.documents.store import FILE_NAME, Store, translated
from desktop.errors import CannotWrite, DiskFull, StoreDamaged, StoreGone, StoreNewer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "library")
    yield made
    made.close()


def test_settings_are_remembered(tmp_path: Path) -> None:
    first = Store(tmp_path)
    assert first.setting("precision") == ""
    first.remember("precision", "bf16")
    first.close()
    second = Store(tmp_path)
    assert second.setting("precision") == "bf16"
    second.close()


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.write() as connection:
            connection.execute("INSERT INTO settings VALUES ('a', 'b')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.setting("a") == ""
    store.remember("a", "c")
    assert store.setting("a") == "c"


def test_nested_writes_are_one_transaction(store: Store) -> None:
    with store.write():
        store.remember("a", "1")
        with store.write() as connection:
            assert connection.in_transaction
    assert store.setting("a") == "1"


def test_readers_cannot_write_and_see_what_was_committed(store: Store) -> None:
    store.remember("a", "1")
    seen: list[str] = []

    def read() -> None:
        seen.append(store.setting("a"))
        store.leave()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert seen == ["1"]
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.read.execute("DELETE FROM settings")


def test_the_first_look_of_a_thread_does_not_wait_for_the_writer(store: Store) -> None:
    seen: list[int] = []

    def look() -> None:
        with store.leaving():
            seen.append(store.read.execute("SELECT count(*) FROM files").fetchone()[0])

    with store.write() as connection:
        connection.execute("INSERT INTO settings VALUES ('a', 'b')")
        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        thread.join(60)
        assert seen == [0]


def test_erased_text_is_in_no_file(store: Store) -> None:
    store.remember("canary", "xylophonequartz" * 500)
    with store.write() as connection:
        connection.execute("DELETE FROM settings WHERE key = 'canary'")
    store.erase()
    assert not any(b"xylophonequartz" in path.read_bytes() for path in store.folder.iterdir())


def test_folder_and_files_are_private(store: Store) -> None:
    assert store.folder.stat().st_mode & 0o077 == 0
    assert store.file.stat().st_mode & 0o077 == 0


def test_no_database_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(os.urandom(9000))
    with pytest.raises(StoreDamaged, match="damaged-1"):
        Store(tmp_path)
    assert (tmp_path / "library.damaged-1.sqlite").stat().st_size == 9000
    Store(tmp_path).close()


def test_a_newer_version_is_refused_and_untouched(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("PRAGMA journal_mode = WAL")  # as every file of ours is
    connection.execute("PRAGMA user_version = 12345")
    connection.commit()
    connection.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(StoreNewer):
        Store(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("number", [28, 27, 122])
def test_no_space_is_said_plainly(number: int) -> None:
    with pytest.raises(DiskFull, match="the library"), translated("the library"):
        raise OSError(number, "no")


def test_a_read_only_folder_is_said_plainly() -> None:
    with pytest.raises(CannotWrite), translated("the library"):
        raise OSError(30, "Read-only file system")


def test_other_faults_pass() -> None:
    with pytest.raises(FileNotFoundError), translated("the library"):
        raise FileNotFoundError(2, "no")


def test_an_older_library_is_brought_up_to_date(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / FILE_NAME)
    old.executescript(STEPS[0] + "PRAGMA user_version = 1;")
    old.execute("INSERT INTO libraries (name, created) VALUES ('work', 1.0)")
    old.execute(
        "INSERT INTO contents (hash, suffix, title, paged, notice, pages, chunks) VALUES (x'00','','',1,'',1,1)"
    )
    old.execute("INSERT INTO pages VALUES (1, 1, NULL, x'90')")
    old.execute("INSERT INTO chunks VALUES (1, 1, 1, NULL, 'Heating', 'Heating', 'Closed on Sunday.', '', 0, 17)")
    for number, state in enumerate(("indexed", "waiting", "failed")):
        old.execute(
            "INSERT INTO files (library, path, shown, size, modified, state, content, added) VALUES (1,?,?,1,1,?,?,1)",
            (b"%d" % number, str(number), state, 1 if state == "indexed" else None),
        )
    old.commit()
    old.close()
    made = Store(tmp_path)
    assert made.read.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert made.read.execute("SELECT unread FROM contents").fetchall() == [(0,)]
    assert made.read.execute("SELECT words FROM pages").fetchall() == [(None,)]
    assert made.read.execute("SELECT count(*) FROM folders").fetchone() == (0,)
    assert made.read.execute("SELECT unmerged, total, searched FROM libraries").fetchall() == [(1, 2, 1)]
    told = made.read.execute("SELECT fingerprint FROM chunks").fetchall()
    assert told == [(fingerprint("Heating", "Closed on Sunday."),)]
    made.close()


@pytest.mark.skipif(os.name == "nt", reason="there an open file cannot be deleted")
def test_a_file_that_is_deleted_under_us_is_told_and_not_begun_anew(store: Store) -> None:
    store.remember("precision", "bf16")
    shutil.rmtree(store.folder)
    with pytest.raises(StoreGone, match="your libraries"):
        store.remember("precision", "fp32")
    with pytest.raises(StoreGone):
        store.setting("precision")
    store.folder.mkdir()
    with pytest.raises(StoreGone):
        store.setting("precision")
    assert list(store.folder.iterdir()) == []
