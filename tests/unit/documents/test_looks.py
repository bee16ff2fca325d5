"""What was seen on the pages of a scan: kept for the same bytes, gone with the file, not looked at twice."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from PIL import Image

from desktop.documents import reading
from desktop.documents.ledger import Ledger
from desktop.documents.looks import KeptLooks, forget_looks
from desktop.documents.readers import ocr
from desktop.documents.readers.ocr import Seen, SeenLine
from desktop.documents.readers.parts import Looked
from desktop.documents.store import Store
from desktop.domain.document import Page

ONE, OTHER = b"1" * 32, b"2" * 32


def _file(store: Store) -> int:
    ledger = Ledger(store)
    return ledger.note(ledger.create("work"), b"/papers/scan.pdf", "/papers/scan.pdf", 1, 1, "waiting")


def test_pages_are_kept_for_the_same_bytes_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    file = _file(store)
    KeptLooks(store, file, ONE).keep(2, b"two")
    KeptLooks(store, file, ONE).keep(1, b"one")
    assert KeptLooks(store, file, ONE).known() == ((1, b"one"), (2, b"two"))
    assert KeptLooks(store, file, OTHER).known() == ()
    KeptLooks(store, file, OTHER).keep(1, b"changed")
    assert KeptLooks(store, file, ONE).known() == ((2, b"two"),)
    forget_looks(store, file)
    assert KeptLooks(store, file, ONE).known() == ()
    store.close()


def test_they_go_with_their_file_and_none_come_after_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    file = _file(store)
    looks = KeptLooks(store, file, ONE)
    looks.keep(1, b"canary-of-a-page" * 400)
    with store.write() as connection:
        connection.execute("DELETE FROM files WHERE id = ?", (file,))
    looks.keep(2, b"too late")
    assert looks.known() == ()
    store.erase()
    assert not any(b"canary-of-a-page" in path.read_bytes() for path in tmp_path.iterdir())
    store.close()


class _Counting:
    """Stands for the models: says what page it is by how dark the picture is."""

    looked: ClassVar[list[int]] = []

    def see(self, picture: object) -> Seen:
        shade = int(picture[0, 0, 0])  # type: ignore[index]
        self.looked.append(shade)
        box = (10.0, 10.0, 90.0, 30.0)
        return Seen(100, 100, 0, (SeenLine(f"shade {shade}", box, (("shade", box), (str(shade), box))),))


def test_an_interrupted_reading_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "Sight", _Counting)
    monkeypatch.setattr(_Counting, "looked", [])
    out = io.BytesIO()
    pictures = [Image.new("RGB", (100, 100), (shade, shade, shade)) for shade in (10, 20, 30, 40)]
    pictures[0].save(out, "TIFF", save_all=True, append_images=pictures[1:])
    path = tmp_path / "scan.tiff"
    path.write_bytes(out.getvalue())

    seen: dict[int, bytes] = {}
    for part in reading.read(path, path.name):
        if isinstance(part, Looked):
            seen[part.page] = part.seen
        if isinstance(part, Page) and part.number == 2:
            break  # here it is stopped
    assert (_Counting.looked, sorted(seen)) == ([10, 20], [1, 2])

    pages = [part for part in reading.read(path, path.name, seen=seen) if isinstance(part, Page)]
    assert _Counting.looked == [10, 20, 30, 40]
    assert [page.text for page in pages] == ["shade 10", "shade 20", "shade 30", "shade 40"]
    assert pages[0].words[1].text == "10"

    for broken in (b"", b"no zlib", zlib.compress(b"no msgpack"), zlib.compress(msgspec.msgpack.encode({"width": 1}))):
        again = [part for part in reading.read(path, path.name, seen={1: broken}) if isinstance(part, Page)]
        assert again[0].text == "shade 10"
