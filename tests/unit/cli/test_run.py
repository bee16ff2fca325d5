"""What becomes of a command: result on standard output, one sentence on standard error, the exit code."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from desktop.cli import run as running


def _run(monkeypatch: pytest.MonkeyPatch, folder: Path, how: str, *, verbose: bool = False) -> int:
    monkeypatch.setitem(running.COMMANDS, "try", f"tests.unit.cli.commands:{how}")
    monkeypatch.setattr(running, "_stop_on_signals", lambda _: None)
    return running.run(argparse.Namespace(command="try", data=folder, verbose=verbose))


@pytest.mark.parametrize(
    ("how", "code", "words"),
    [
        ("say_nothing", 0, ""),
        ("lack_a_file", 2, "gone.pdf"),
        ("not_there", 3, "do not hold the answer"),
        ("die", 1, "The model process stopped (it crashed)."),
        ("stop", 130, ""),
        ("interrupt", 130, ""),
        ("fail", 1, "--verbose tells more"),
    ],
)
def test_each_end_has_its_code_and_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    how: str,
    code: int,
    words: str,
) -> None:
    assert _run(monkeypatch, tmp_path, how) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert "Traceback" not in said.err
    assert bool(said.err) == bool(words)


@pytest.mark.parametrize("folder", ["/proc/lectern", "/etc/passwd", "/etc/passwd/x", "x" * 300])
def test_data_folder_that_cannot_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    assert _run(monkeypatch, Path(folder), "succeed") == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(("how", "code"), [("succeed", 0), ("succeed_with_code", 3)])
def test_a_result_is_one_json_object(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], how: str, code: int
) -> None:
    assert _run(monkeypatch, tmp_path, how) == code
    assert set(json.loads(capfdbinary.readouterr().out)) == {"answer"}


def test_verbose_shows_where_a_fault_of_ours_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, tmp_path, "fail", verbose=True) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_damaged_settings_are_told_and_do_not_stop_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.json").write_text("{")
    assert _run(monkeypatch, tmp_path, "say_nothing") == 0
    assert "settings file was damaged" in " ".join(capsys.readouterr().err.split())


def test_settings_that_cannot_be_read_are_told_and_do_not_stop_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.json").mkdir()
    assert _run(monkeypatch, tmp_path, "say_nothing") == 0
    assert "settings file cannot be read (Is a directory)" in " ".join(capsys.readouterr().err.split())
