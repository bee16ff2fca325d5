"""Documents are found once each, without links, secrets, devices or surprises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.documents.walk import FoundFile, Refused, find_files, shown_path
from desktop.errors import (
    Cancelled,
    FileEmpty,
    FileIsLink,
    FileMissing,
    FileOutdated,
    FileUnsupported,
    NotAFile,
    NothingReadable,
)
from desktop.worker.cancel import Cancel


def _write(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _found(*paths: Path | str) -> list[str]:
    return [item.path.name for item in find_files(paths) if isinstance(item, FoundFile)]


def _refused(*paths: Path | str) -> dict[str, type]:
    return {item.path.name: type(item.error) for item in find_files(paths) if isinstance(item, Refused)}


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.pdf", "c.md", "b/sub/3.docx"):
        _write(tmp_path / name)
    assert _found(tmp_path) == ["c.md", "1.pdf", "2.txt", "3.docx"]


def test_hidden_files_locks_and_keys_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "~$open.docx", ".ssh/id.txt", "server.key", ".git/readme.md", "cert.pem", "ok.txt"):
        _write(tmp_path / name, "CANARY")
    assert _found(tmp_path) == ["ok.txt"]
    assert _refused(tmp_path) == {}


def test_links_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = _write(tmp_path / "outside" / "secret.txt", "CANARY")
    folder = tmp_path / "folder"
    _write(folder / "real.txt")
    (folder / "file.txt").symlink_to(secret)
    (folder / "dir").symlink_to(secret.parent)
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    assert _found(folder) == ["real.txt"]
    assert set(_refused(folder).values()) == {FileIsLink}


def test_a_link_that_a_person_gives_is_resolved(tmp_path: Path) -> None:
    real = _write(tmp_path / "real.txt")
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    assert [item.path for item in find_files([link]) if isinstance(item, FoundFile)] == [real.resolve()]


def test_the_same_file_comes_once(tmp_path: Path) -> None:
    one = _write(tmp_path / "one.txt")
    os.link(one, tmp_path / "two.txt")
    assert _found(one, tmp_path, one) == ["one.txt"]


def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert _refused(tmp_path / "pipe.txt") == {"pipe.txt": NotAFile}
    assert _refused("/dev/zero") == {"zero": NotAFile}


def test_each_refusal_has_its_reason(tmp_path: Path) -> None:
    _write(tmp_path / "clip.mp4")
    _write(tmp_path / "letter.doc")
    _write(tmp_path / "empty.txt", "")
    assert _refused(tmp_path) == {
        "clip.mp4": FileUnsupported,
        "letter.doc": FileOutdated,
        "empty.txt": FileEmpty,
        tmp_path.name: NothingReadable,
    }
    assert _refused(tmp_path / "missing.pdf") == {"missing.pdf": FileMissing}


@pytest.mark.parametrize("name", ['it\'s "quoted".txt', "🦊 名.txt", "new\nline.txt", "-rf.txt", "a" * 240 + ".txt"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    _write(tmp_path / name)
    assert _found(tmp_path) == [name]


def test_names_that_are_no_text_can_be_shown(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(raw, "w", encoding="utf-8") as file:
        file.write("text")
    (item,) = find_files([tmp_path])
    assert isinstance(item, FoundFile)
    assert item.shown.endswith("caf\\xe9.txt")
    item.shown.encode("utf-8")
    assert os.fsencode(item.path) == raw


def test_a_name_with_a_nul_is_refused() -> None:
    (item,) = find_files(["a\0b"])
    assert isinstance(item, Refused)


def test_walking_streams_and_can_be_cancelled(tmp_path: Path) -> None:
    for number in range(600):
        _write(tmp_path / f"{number:04}.txt")
    cancel = Cancel()
    walk = find_files([tmp_path], cancel)
    next(walk)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(walk)


def test_shown_path_is_one_clean_line() -> None:
    assert shown_path("/a/evil\u202egnp.txt") == "/a/evilgnp.txt"


def test_keys_without_a_suffix_are_passed_over(tmp_path: Path) -> None:
    for name in ("README", "id_rsa", "id_ed25519"):
        _write(tmp_path / name)
    assert _found(tmp_path) == ["README"]
    assert _refused(tmp_path) == {}
