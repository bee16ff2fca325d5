"""Every file of the test data and every bomb ends in text or in one clear sentence, within its time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from desktop.documents.reader_client import Readers
from desktop.domain.document import Document
from desktop.domain.quote import contains, normalise
from desktop.errors import FileDamaged, FileEncrypted, FileIsScan, LecternError
from tests.process.bombs import bombs

pytestmark = pytest.mark.process
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
#: What a person may be told of a file that cannot be read.
SENTENCES = {
    "FileDamaged",
    "FileEncrypted",
    "FileHasNoText",
    "FileIsScan",
    "FileTooLarge",
    "FileUnsupported",
    "FileTookTooLong",
}


class Line(msgspec.Struct, frozen=True):
    """What `tests.process.read_folder` says of a file."""

    name: str
    outcome: str
    said: str
    characters: int


def _read_folder(folder: Path) -> dict[str, Line]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.process.read_folder", str(folder)],
        check=True,
        capture_output=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    lines = [msgspec.json.decode(line, type=Line) for line in done.stdout.splitlines()]
    return {line.name: line for line in lines}


def _told(line: Line) -> None:
    """Text, or one sentence that names the file and speaks of no exception."""
    if line.outcome == "text":
        assert line.characters, line
        return
    assert line.outcome in SENTENCES, line
    assert line.name in line.said
    assert not re.search(r"Error|Exception|Traceback|0x[0-9a-f]{6}", line.said.replace(line.name, ""))


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as made:
        yield made


def _read(readers: Readers, path: Path) -> Document | LecternError:
    """Read without the pictures, which tests/process/test_scans.py is about."""
    try:
        *_, document = readers.read(path, pictures=False)
    except LecternError as error:
        return error
    assert isinstance(document, Document)
    return document


def _folder(name: str) -> Path:
    folder = DATA / name
    if not folder.is_dir():
        pytest.skip(f"the test data {name} is not here")
    return folder


@pytest.mark.parametrize(("name", "files", "with_text"), [("hostile_pdf", 73, 50), ("office", 120, 95)])
def test_every_file_ends_in_text_or_one_sentence(name: str, files: int, with_text: int) -> None:
    lines = _read_folder(_folder(name))
    assert len(lines) >= files
    for line in lines.values():
        _told(line)
    assert sum(line.outcome == "text" for line in lines.values()) >= with_text


#: Words that are hard to get at: a second parser, a strict file, a text box, a note, another encoding.
WORDS = [
    ("hostile_pdf/pdfminersix__simple1.pdf", "Hello"),
    ("hostile_pdf/pypdf__r4-aes-v2-no-key-length.pdf", "encrypt"),
    ("hostile_pdf/pdfjs__hello_world_rotated.pdf", "Hello"),
    ("hostile_pdf/camelot__agstat.pdf", "Jagatsingpur 11.49 10.11 1.48 1.69 2.10"),
    ("hostile_pdf/pdfplumber__issue-336-example.pdf", "安徽省建设用地使用标准"),
    ("office/docling__Strict.docx", "Some text"),
    ("office/docling__content_control_with_picture.docx", "COVER TITLE INSIDE SDT"),
    ("office/docling__drawingml.docx", "Torque"),
    ("office/tika__footnotes.docx", "snoska"),
    ("office/tika__quarterly-report.docm", "quick brown fox"),
    ("office/tika__testAltChunkMHT.docx", "Simple paragraph"),
    ("office/tika__testPPT.ppsx", "Watershed"),
    ("office/tika__testPPT_diagramData.pptx", "President"),
    ("office/tika__testPPT_comment.pptx", "tps deck"),
    ("office/python-pptx__ph-inherit-props.pptx", "Notes in inherited position"),
    ("office/docling__xlsx_comments.xlsx", "2023 | 160 | 120 | 280"),
    ("office/markitdown__test_mskanji.csv", "佐藤太郎"),
    ("office/markitdown__test_wikipedia.html", "Microsoft was founded by Bill Gates and Paul Allen"),
]


@pytest.mark.parametrize(("file", "words"), WORDS)
def test_words_that_are_hard_to_get_at(readers: Readers, file: str, words: str) -> None:
    folder, _, name = file.partition("/")
    outcome = _read(readers, _folder(folder) / name)
    assert isinstance(outcome, Document), outcome
    assert any(contains(page.text, words) for page in outcome.pages)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("hostile_pdf/pdfjs__issue6010_2.pdf", FileEncrypted),
        ("hostile_pdf/OCRmyPDF__cardinal.pdf", FileIsScan),
        ("hostile_pdf/Test-PDF-Files__corrupted.pdf", FileDamaged),
        ("office/tika__protected_normal_case.docx", FileEncrypted),
        ("office/tika__testPPT_protected_passtika.pptx", FileEncrypted),
        ("office/tika__testEXCEL_protected_passtika.xlsx", FileEncrypted),
    ],
)
def test_what_cannot_be_read_says_why(readers: Readers, file: str, expected: type[LecternError]) -> None:
    folder, _, name = file.partition("/")
    assert isinstance(_read(readers, _folder(folder) / name), expected)


#: Lines of the statements of operations, as a person would quote them.
ROWS = [
    ("2023 Q3 AAPL.pdf", 4, "Total net sales 81,797 82,959 293,787 304,182"),
    ("2023 Q3 AAPL.pdf", 18, "Greater China 15,758 14,604 8 % 57,475 58,730 (2)%"),
    ("2023 Q3 NVDA.pdf", 3, "Revenue $ 18,120 $ 5,931 $ 38,819 $ 20,923"),
    ("2023 Q3 AMZN.pdf", 4, "Total net sales 127,101 143,083 364,779 404,824"),
]


@pytest.mark.parametrize(("file", "page", "row"), ROWS)
def test_a_row_of_a_statement_is_one_line_below_its_heads(readers: Readers, file: str, page: int, row: str) -> None:
    outcome = _read(readers, _folder("reports") / file)
    assert isinstance(outcome, Document)
    (table,) = [block for block in outcome.pages[page - 1].blocks if row in block.text.split("\n")]
    assert table.kind == "table"
    assert re.search(r"Three Months Ended.*Nine Months Ended.*2023.*2022|2022 2023", table.text.split("\n")[0])


def test_every_line_can_be_highlighted_where_the_window_shows_the_page(readers: Readers) -> None:
    """The window shows PDFium's text in PDFium's order: words that were put together anew must still stand in it."""
    path = _folder("reports") / "2023 Q2 AMZN.pdf"
    outcome = _read(readers, path)
    assert isinstance(outcome, Document)
    shown = pypdfium2.PdfDocument(path)
    for page in outcome.pages:
        whole = normalise(shown[page.number - 1].get_textpage().get_text_range())
        for block in page.blocks:
            assert all(normalise(line) in whole for line in block.text.split("\n")), block
    shown.close()


def test_bombs(tmp_path: Path) -> None:
    expected = {name for name, data in bombs() if (tmp_path / name).write_bytes(data)}
    lines = _read_folder(tmp_path)
    assert set(lines) == expected
    for name in ("states.pdf", "itself.pdf"):
        # PDFium aborts when its memory is at an end: its reader dies of it, and the sentence names the file.
        line = lines.pop(name)
        assert line.outcome in {"ProcessStopped", *SENTENCES}
        assert name in line.said
    for line in lines.values():
        _told(line)
    assert lines["pages.pdf"].said == "Stopped after page 5000 of 20000."
    assert {lines[name].outcome for name in ("text.docx", "text.pptx")} == {"FileTooLarge"}
    for name in ("rows.xlsx", "pictures.pptx", "cells.csv", "nested.md", "line.txt"):
        assert lines[name].outcome == "text"
    assert "nested too deeply" in lines["nested.html"].said
