"""Copies of a sound database: many of the last two days, then one a day, a week and a month."""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.store.schema import sound

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Seconds between two backups, and the ladder of those that stay (the figures of Anki's).
APART = 30 * 60
ALL, DAILY, WEEKLY, MONTHLY = datetime.timedelta(days=2), 12, 10, 9
_STAMP = "%Y%m%dT%H%M%S"


class Backups:
    """Knows the folder of copies of one database; never writes to the database itself."""

    def __init__(self, folder: Path, stem: str) -> None:
        self._folder = folder
        self._stem = stem

    def files(self) -> list[Path]:
        """Return the copies, newest first."""
        return sorted(self._folder.glob(f"{self._stem}-*.sqlite"), key=moment, reverse=True)

    def due(self, now: float, changed: float) -> bool:
        """Whether the newest copy is old enough and the database `changed` (a file time) after it."""
        newest = next(iter(self.files()), None)
        if newest is None:
            return True
        made = moment(newest).timestamp()
        return (now - made >= APART or made > now + APART) and changed > made

    def make(self, database: sqlite3.Connection, now: float) -> Path:
        """Copy `database` and let copies go that the ladder does not keep; the caller knows that it is sound.

        Raises:
            sqlite3.Error, OSError: no copy was made, and none was let go.
        """
        self._folder.mkdir(mode=0o700, exist_ok=True)
        stamp = datetime.datetime.fromtimestamp(now, datetime.UTC).strftime(_STAMP)
        target = self._folder / f"{self._stem}-{stamp}.sqlite"
        partial = target.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as copy:
                database.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                if not sound(copy):
                    raise sqlite3.DatabaseError("the copy is not sound")
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        for gone in set(self.files()) - set(kept(self.files(), now)):
            gone.unlink(missing_ok=True)
        return target

    def newest_sound(self) -> Path | None:
        """Return the newest copy that passes its check."""
        for file in self.files():
            with contextlib.suppress(sqlite3.Error), contextlib.closing(_open(file, "ro")) as copy:
                if sound(copy):
                    return file
        return None

    def forget(self, uids: Iterable[str]) -> None:
        """Take conversations out of every copy, so that what was deleted is in no file.

        A copy that cannot be changed is damaged or locked; it is removed instead, since the promise to delete is older.
        """
        gone = [(uid,) for uid in uids]
        for file in self.files() if gone else ():
            try:
                with contextlib.closing(_open(file, "rw")) as copy:
                    copy.execute("PRAGMA secure_delete = ON")
                    copy.execute("PRAGMA foreign_keys = ON")
                    copy.execute("BEGIN IMMEDIATE")
                    copy.executemany("DELETE FROM conversations WHERE uid = ?", gone)
                    copy.execute("COMMIT")
            except sqlite3.Error:
                file.unlink(missing_ok=True)


def moment(file: Path) -> datetime.datetime:
    """Read the time of a copy from its name; a name that is not ours counts as oldest."""
    stamp = file.stem.rpartition("-")[2]
    try:
        return datetime.datetime.strptime(stamp, _STAMP).replace(tzinfo=datetime.UTC)
    except ValueError:
        return datetime.datetime.fromtimestamp(0, datetime.UTC)


def kept(files: list[Path], now: float) -> list[Path]:
    """Choose the copies that stay: all of two days, then the newest of 12 days, 10 weeks and 9 months."""
    today = datetime.datetime.fromtimestamp(now, datetime.UTC)
    stay: list[Path] = []
    steps: dict[str, set[tuple[int, int]]] = {"day": set(), "week": set(), "month": set()}
    for file in files:
        made = moment(file)
        if today - made <= ALL:
            stay.append(file)
            continue
        keys = {
            "day": ((made.year, made.timetuple().tm_yday), DAILY),
            "week": (made.isocalendar()[:2], WEEKLY),
            "month": ((made.year, made.month), MONTHLY),
        }
        wanted = False
        for step, (key, most) in keys.items():
            if key not in steps[step] and len(steps[step]) < most:
                steps[step].add(key)
                wanted = True
        if wanted:
            stay.append(file)
    return stay


def _open(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
