"""A writer that is killed loses nothing that it said it kept; a full disk is told and survived."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.conversation import question
from desktop.errors import DiskFull
from desktop.store.conversations import Conversations

pytestmark = pytest.mark.process
KILLS = 30


def test_a_killed_writer_loses_no_message_that_it_kept(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    kept: set[str] = set()
    answered: set[str] = set()
    chance = random.Random(20261123)
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.process.writing", str(file), str(kill * 1_000_000)],
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "open sound\n"
            last, timer = chance.randrange(1, 20), threading.Timer(chance.uniform(0, 0.02), writer.kill)
            for number, line in enumerate(writer.stdout, 1):
                if number == last:
                    timer.start()
                word, *rest = line.split()
                if len(rest) == 2 and line.endswith("\n"):
                    (kept if word == "kept" else answered).add(rest[1])
            timer.join()
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(kept) > KILLS
    with Conversations(file) as store:
        assert store.damage is None
        for row in store.list():
            if row.title == "gone":  # killed before it was deleted
                store.delete(row.id)
        messages = [message for row in store.list() for message in store.open(row.id).messages]
        assert kept <= {m.text.split()[1] for m in messages if m.role == "user"}
        assert answered <= {m.text.split()[1] for m in messages if m.status == "complete" and m.role == "assistant"}
        assert all(m.status in {"complete", "interrupted"} for m in messages)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"canary-of-the-deleted" not in path.read_bytes()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no small disk be mounted")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path) -> None:
    with contextlib.suppress(OSError), (disk / "filler").open("ab", buffering=0) as filler:
        while True:
            filler.write(bytes(512))


def write_much(store: Conversations, number: int) -> None:
    for _ in range(50):
        store.append(number, question("x" * 20_000))


def test_a_full_disk_is_told_and_the_history_still_opens(small_disk: Path) -> None:
    file = small_disk / "c.sqlite"
    store = Conversations(file)
    number = store.create("t")
    store.append(number, question("kept"))
    fill(small_disk)
    with pytest.raises(DiskFull):
        write_much(store, number)
    kept = len(store.open(number).messages)
    store.close()
    fill(small_disk)
    with contextlib.closing(Conversations(file)) as store:  # opened while the disk is full
        assert store.damage is None
        assert len(store.open(number).messages) == kept
        with pytest.raises(DiskFull):
            write_much(store, number)
        (small_disk / "filler").unlink()
        store.append(number, question("goes on"))
    with Conversations(file) as store:
        assert store.damage is None
        assert store.open(number).messages[-1].text == "goes on"
        assert store.open(number).messages[0].text == "kept"
