"""Settings survive crashes, damage and other versions; the data folder is private."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from desktop import paths, settings


def test_round_trip(tmp_path: Path) -> None:
    chosen = settings.Settings(theme="dark", language="zh_CN", model_folders=("/a", "ü 名"))
    settings.save(tmp_path / "settings.json", chosen)
    assert settings.load(tmp_path / "settings.json") == (chosen, "")


def test_missing_file_gives_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == (settings.Settings(), "")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"theme": "pink"}', b"\xff\xfe", b'{"text_scale": "big"}'])
def test_damaged_file_is_kept_and_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    loaded, notice = settings.load(file)
    assert loaded == settings.Settings()
    assert "settings.damaged" in notice
    assert (tmp_path / "settings.damaged").read_bytes() == content


def test_fields_of_a_newer_version_are_ignored(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "dark", "tomorrow": 1}))
    assert settings.load(file)[0].theme == "dark"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.json"
    settings.save(file, settings.Settings(theme="dark"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings.save(file, settings.Settings(theme="light"))
    assert settings.load(file)[0].theme == "dark"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_data_folder_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    located = paths.locate(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert located.conversations.parent == folder


def test_environment_names_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LECTERN_DATA", str(tmp_path / "ü 名"))
    assert paths.locate().data == tmp_path / "ü 名"
