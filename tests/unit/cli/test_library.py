"""What lectern search says of a library that is not read to its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.cli.library import _hits, _tell
from desktop.cli.report import Report
from desktop.cli.sources import ASKED, open_library
from desktop.domain.document import Found, Passage
from desktop.worker.cancel import Cancel
from tests.fake_library import FakeLibrary

PASSAGE = Passage("notes.txt", None, None, "The pump is maintained each year.", 0.5)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found((PASSAGE,), 340, 1200), "Searched 340 of 1,200 files"),
        (Found((PASSAGE,), 3, 3), ""),
        (Found((PASSAGE,), 3, 3, absent="it does not answer"), "it does not answer"),
    ],
)
def test_what_did_not_take_part_is_told(found: Found, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    _tell(found, Report())
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert bool(said.err) == bool(words)


def test_json_says_how_many_files_were_searched() -> None:
    answer = _hits("q1", Found((PASSAGE,), 340, 1200))
    assert (answer["files_searched"], answer["files_total"]) == (340, 1200)
    assert [hit["file"] for hit in answer["hits"]] == ["notes.txt"]


def test_what_was_read_for_a_question_is_forgotten_when_its_files_are_gone(tmp_path: Path) -> None:
    library: Any = FakeLibrary()
    files = [tmp_path / f"{number}.txt" for number in range(3)]
    for file in files:
        file.write_text("The pump is maintained each year.")
    first = open_library(library, "", [str(files[0])], Report(), Cancel())
    both = open_library(library, "", [str(files[0]), str(files[1])], Report(), Cancel())
    list(library.add("kept", [files[0]]))
    files[0].unlink()
    last = open_library(library, "", [str(files[2])], Report(), Cancel())
    assert last.startswith(ASKED)
    assert {info.name for info in library.libraries()} == {both, last, "kept"} - {first}
