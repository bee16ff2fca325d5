"""Words that were read from real PDFs are found again on the paper: columns, tables, rotated and broken pages."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from desktop.documents.reader_client import Readers
from desktop.domain.document import Document, Passage
from desktop.domain.quote import normalise
from desktop.reasoning.units import units_of
from desktop.ui.pdfmarks import mark_quote, mark_words, where
from tests.unit.documents.readers.pdfs import Text, paragraph, pdf, ruled
from tests.unit.documents.readers.reading_of import read

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
#: Files and how many quotes of each: two columns, formulas, Korean, right to left, turned pages, tables, a report.
REAL = {
    "hostile_pdf/pdfminersix__issue-1061-colour-space-stack.pdf": 8,
    "hostile_pdf/docling__skipped_2pages.pdf": 4,
    "hostile_pdf/docling__right_to_left_02.pdf": 4,
    "hostile_pdf/camelot__anticlockwise_table_2.pdf": 6,
    "hostile_pdf/tika__testPDF_acroform3.pdf": 1,
    "hostile_pdf/pdfplumber__issue-982-example.pdf": 7,
    "reports/2023 Q3 AAPL.pdf": 10,
}


def test_every_quote_of_real_files_is_marked(qapp: QApplication) -> None:
    if not DATA.is_dir():
        pytest.skip("the files of ../shared/data are not here")
    rng = random.Random(4)
    lost: list[tuple[str, int, str]] = []
    tried = 0
    with Readers() as readers:
        for name, many in REAL.items():
            *_, document = readers.read(DATA / name)
            assert isinstance(document, Document)
            paper = QPdfDocument()
            paper.load(str(DATA / name))
            quotes = [
                (page.number, unit.text)
                for page in document.pages
                for unit in units_of(Passage(name, page.number, None, page.text, 1.0))
                if len(normalise(unit.text)) > 3
            ]
            for page, quote in rng.sample(quotes, min(many, len(quotes))):
                tried += 1
                boxes = mark_quote(paper, page - 1, quote)
                size = paper.pagePointSize(page - 1)
                if not boxes:
                    lost.append((name, page, quote))
                for box in boxes:
                    assert -4 <= box.left() <= box.right() <= size.width() + 4
                    assert -4 <= box.top() <= box.bottom() <= size.height() + 4
    assert tried >= 30
    assert lost == []


def test_a_quote_in_another_order_is_marked_piece_by_piece(qapp: QApplication, tmp_path: Path) -> None:
    """Two columns, which are read one after the other and may lie line beside line in the file."""
    left = ["The pump was checked in spring", "and its seal was replaced by Dana."]
    right = ["The turbine is inspected in May", "by the crew of the harbour office."]
    file = tmp_path / "columns.pdf"
    file.write_bytes(pdf([[*paragraph(left[:1], 700), *paragraph(right[:1], 700, x=320), *paragraph(left[1:], 688)]]))
    paper = QPdfDocument()
    paper.load(str(file))
    boxes = mark_quote(paper, 0, " ".join(left))
    assert len(boxes) == 2
    assert all(box.right() < 320 for box in boxes)
    assert boxes[0].top() < boxes[1].top()
    assert mark_quote(paper, 0, "nothing of the kind was ever written here") == ()


def test_a_row_of_a_ruled_table_is_marked_over_the_lines_of_its_cells(qapp: QApplication, tmp_path: Path) -> None:
    """The file has the cells line by line; the row that was read has them cell by cell."""
    page = [
        Text(54, 690, "Orchard of"),
        Text(154, 690, "12 men and"),
        Text(54, 678, "the north"),
        Text(154, 678, "3 boys"),
    ]
    page += [Text(54, 646, "South"), Text(154, 646, "9")]
    file = tmp_path / "table.pdf"
    file.write_bytes(pdf([page], drawn=ruled([50, 150, 250], [705, 660, 640])))
    document = read(file)
    row, _ = document.pages[0].text.split("\n")
    assert row == "Orchard of the north | 12 men and 3 boys"
    boxes = mark_words(document.pages[0].words, row, QSizeF(600, 800))
    assert len(boxes) == 4
    assert {round(box.left()) // 100 for box in boxes} == {0, 1}
    assert all(95 < box.top() < box.bottom() < 130 for box in boxes)


def test_where_words_stand_apart() -> None:
    text = "alpha beta gamma delta\nSIDE NOTE\nepsilon zeta eta theta"
    assert where(text, "beta gamma delta") == ((6, 22),)
    assert [text[start:end] for start, end in where(text, "alpha beta gamma delta epsilon zeta eta")] == [
        "alpha beta gamma delta",
        "epsilon zeta eta",
    ]
    assert where(text, "omega") == ()
    assert where(text, "") == ()
