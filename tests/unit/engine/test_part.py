"""Files on their way: held by one, hashed as they grow, thrown away when they are of something else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop.engine.part import PartFile
from desktop.errors import DownloadFailed


def test_part_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with PartFile(tmp_path / "a.gguf").held():
        with pytest.raises(DownloadFailed, match="another Lectern"), PartFile(tmp_path / "a.gguf").held():
            pass
        with PartFile(tmp_path / "b.gguf").held():
            pass
    with PartFile(tmp_path / "a.gguf").held():
        pass


def test_bytes_of_an_earlier_run_are_gone_on_with_and_covered_by_the_hash(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "a.gguf")
    with part.opened("o/r", "a.gguf", "tag", 6):
        part.append(b"abc")
    again = PartFile(tmp_path / "a.gguf")
    with again.opened("o/r", "a.gguf", "tag", 6):
        assert sum(again.hash_earlier()) == 3
        again.append(b"def")
    assert again.damage(hashlib.sha256(b"abcdef").hexdigest(), 6) == ""
    assert "SHA-256" in again.damage("0" * 64, 6)
    assert "length" in again.damage("", 7)
    again.put_in_place()
    assert [file.name for file in tmp_path.iterdir()] == ["a.gguf"]


@pytest.mark.parametrize(("tag", "size"), [("other", 6), ("tag", 7)])
def test_bytes_of_another_version_are_thrown_away(tmp_path: Path, tag: str, size: int) -> None:
    part = PartFile(tmp_path / "a.gguf")
    with part.opened("o/r", "a.gguf", "tag", 6):
        part.append(b"abc")
    other = PartFile(tmp_path / "a.gguf")
    with other.opened("o/r", "a.gguf", tag, size):
        assert other.length == 0
