"""Bad input on the command line: one clear sentence that names the thing, exit 2, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pypdf
import pytest

from tests.journeys.conftest import Lectern
from tests.journeys.papers import write_pdf

pytestmark = pytest.mark.journey


def _make(folder: Path, kind: str) -> Path:
    file = folder / f"{kind}.pdf"
    if kind == "empty":
        file.touch()
    elif kind == "damaged":
        file.write_bytes(b"%PDF-1.7\n" + os.urandom(2000))
    elif kind == "encrypted":
        plain = folder / "plain.pdf"
        write_pdf(plain, [["A secret."]])
        writer = pypdf.PdfWriter(clone_from=plain)
        writer.encrypt("secret", algorithm="AES-256")
        writer.write(file)
    elif kind == "folder":
        file = folder / "nothing here"
        file.mkdir()
        (file / "song.mp3").write_bytes(b"ID3")
    return file


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("missing", "no file or folder"),
        ("empty", "is empty"),
        ("encrypted", "password"),
        ("damaged", "damaged"),
        ("folder", "nothing to read"),
    ],
)
def test_an_unreadable_document_is_named(lectern: Lectern, tmp_path: Path, kind: str, words: str) -> None:
    file = _make(tmp_path, kind)
    run = lectern("ask", "What does it say?", file)
    assert run.code == 2, run.err
    assert words in run.err
    assert file.name in run.err


def test_a_file_that_is_no_model_is_named(lectern: Lectern, tmp_path: Path) -> None:
    wrong = tmp_path / "model.gguf"
    wrong.write_text("This is no model at all.")
    run = lectern("ask", "Hello", "--model", wrong)
    assert run.code == 2
    assert "model.gguf" in run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "Hello", "--model", "gpt-9"), "gpt-9"),
        (("ask", "Hello", "--library", "nowhere"), "nowhere"),
        (("search", "Hello", "--library", "nowhere"), "nowhere"),
        (("search", "--library", "nowhere"), "query"),
        (("slides", "-o", "deck.pptx"), "slides"),
        (("models", "remove"), "name"),
        (("frobnicate",), "frobnicate"),
        (("ask",), "QUESTION"),
        (("export", "preferences", "-o", "x.json"), "preferences"),
    ],
)
def test_wrong_usage_says_what_is_wrong(lectern: Lectern, arguments: tuple[str, ...], words: str) -> None:
    run = lectern(*arguments)
    assert run.code == 2, run.err
    assert words in run.err


def test_one_bad_file_does_not_stop_the_others(lectern: Lectern, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The lighthouse keeper is called Ansgar Petersen.")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    run = lectern("index", tmp_path, "--library", "mixed", "--json")
    assert run.code == 0, run.err
    result = run.json()
    assert result["indexed"] == 1
    assert [Path(entry["file"]).name for entry in result["failed"] + result["skipped"]] == ["bad.pdf"]


def test_a_question_that_is_too_long_is_told_and_nothing_stands_in_the_output(lectern: Lectern) -> None:
    run = lectern("ask", "The cat sat on the mat. " * 3000)
    assert run.code == 1
    assert "longer than the model can read at once" in run.err
    assert run.out == ""
