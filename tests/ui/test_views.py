"""An open source: PDF pages with a quote marked on the paper, and text with a quote marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from desktop.domain.document import Block, Document, Page, Word
from desktop.ui.buttons import GhostButton
from desktop.ui.pdfmarks import mark_words, merge
from desktop.ui.pdfview import PdfView
from desktop.ui.pictureview import PictureView
from desktop.ui.readdialog import ReadDialog
from desktop.ui.textview import MOST, TextView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Appearance

REPORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "reports" / "2023 Q3 AAPL.pdf"
QUOTE = "winter heating demand fell by 31 per cent"


@pytest.fixture
def paper(tmp_path: Path, qapp: object) -> Path:
    """Five A5 pages; the quote stands on the third."""
    file = tmp_path / "paper.pdf"
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(15, 15, 15, 15))
    writer.setResolution(96)
    painter = QPainter(writer)
    font = painter.font()
    font.setFamilies(["Inter"])
    font.setPixelSize(14)
    painter.setFont(font)
    for page in range(1, 6):
        if page > 1:
            writer.newPage()
        painter.drawText(40, 60, f"This is page {page}.")
        if page == 3:
            painter.drawText(40, 300, "Across the 48 homes, winter heating")
            painter.drawText(40, 320, "demand fell by 31 per cent against")
    painter.end()
    return file


@pytest.fixture
def view(qtbot: QtBot, both: Appearance) -> PdfView:
    made = PdfView(both)
    qtbot.addWidget(made)
    made.resize(456, 500)
    made.show()
    return made


def test_a_quote_is_marked_in_the_papers_highlight(qtbot: QtBot, view: PdfView, paper: Path, both: Appearance) -> None:
    assert view.open(paper) == ""
    assert view.pages == 5
    with qtbot.waitSignal(view.rendered):
        assert view.show_quote(3, QUOTE)
        view.grab()
    assert view.page == 3
    assert view.label() == "3 of 5"
    assert view.accessibleName() == "paper.pdf, page 3 of 5"
    assert view.accessibleDescription() == QUOTE
    picture = view.viewport().grab().toImage()
    marked = paper_ink(picture, both)
    assert marked > 500
    view.show_quote(3, "")
    assert paper_ink(view.viewport().grab().toImage(), both) == 0


def paper_ink(picture: object, look: Appearance) -> int:
    """Count the pixels whose colour is the highlight on paper."""
    from PySide6.QtGui import QImage

    assert isinstance(picture, QImage)
    bg, paper = look.theme.color.highlight_on_paper.bg, look.theme.color.paper.bg
    wanted = [round(a * b / 255) for a, b in zip(bg.getRgb()[:3], paper.getRgb()[:3], strict=True)]  # type: ignore[index]
    found = 0
    for y in range(picture.height()):
        for x in range(0, picture.width(), 2):
            color = picture.pixelColor(x, y)
            found += all(abs(a - b) <= 2 for a, b in zip(color.getRgb()[:3], wanted, strict=True))  # type: ignore[index]
    return found


def test_one_changed_digit_is_still_placed_and_other_words_are_not(view: PdfView, paper: Path) -> None:
    view.open(paper)
    assert view.show_quote(3, QUOTE.replace("31", "32"))
    assert not view.show_quote(3, "nothing of the kind stands in this document at all")
    assert not view.show_quote(99, QUOTE)
    assert not view.marked


def test_pages_are_turned_and_named(qtbot: QtBot, view: PdfView, paper: Path) -> None:
    view.open(paper)
    with qtbot.waitSignal(view.page_changed):
        view.next_page()
    assert view.page == 2
    view.previous_page()
    view.previous_page()
    assert view.page == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 5
    view.resize(300, 500)
    assert view.page == 5


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.7\n1 0 obj"])
def test_damaged_and_missing_files_are_said_so(view: PdfView, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(content)
    assert "damaged" in view.open(file)
    assert "moved" in view.open(tmp_path / "none.pdf")
    assert view.pages == 0
    view.grab()
    assert not view.show_quote(1, QUOTE)


def test_a_real_report(qtbot: QtBot, view: PdfView) -> None:
    if not REPORT.exists():
        pytest.skip("the reports of ../shared/data are not here")
    assert view.open(REPORT) == ""
    assert view.show_quote(4, "Total net sales 81,797 82,959 293,787 304,182")
    assert not view.show_quote(1, "Total net sales 81,797 82,959 293,787 304,182")


def test_words_on_a_line_share_a_box_and_columns_do_not() -> None:
    words = [QRectF(10, 10, 20, 8), QRectF(32, 10, 20, 8), QRectF(300, 10, 20, 8), QRectF(10, 30, 20, 8)]
    boxes = merge(words)
    assert len(boxes) == 3
    assert boxes[0].right() > 50


def test_text_is_shown_with_its_words_marked_and_in_sight(qtbot: QtBot, both: Appearance) -> None:
    view = TextView(both)
    qtbot.addWidget(view)
    view.resize(456, 400)
    view.show()
    text = "\n".join(f"😀 line {number}" for number in range(300))
    start = text.index("line 200")
    view.show_text("notes.md", text, (start, start + 8))
    assert view.marked == "line 200"
    (selection,) = view.sheet.extraSelections()
    assert selection.cursor.selectedText() == "line 200"
    spot = view.sheet.cursorRect(selection.cursor)
    assert 0 <= spot.top() < view.sheet.viewport().height()
    assert view.sheet.accessibleName() == "notes.md"


def test_of_a_very_long_text_the_part_around_the_words_is_shown(qtbot: QtBot, look: Appearance) -> None:
    view = TextView(look)
    qtbot.addWidget(view)
    text = "x" * MOST + " here " + "y" * MOST
    view.show_text("log.txt", text, (MOST + 1, MOST + 5))
    assert view.marked == "here"
    assert len(view.sheet.toPlainText()) <= MOST


def test_words_of_a_scan_are_marked_where_they_were_seen(view: PdfView, paper: Path) -> None:
    assert view.open(paper) == ""
    words = [
        Word("serial", 1000, 2000, 2000, 2300),
        Word("number", 2100, 2000, 3300, 2300),
        Word("7", 1000, 2500, 1200, 2800),
    ]
    assert view.show_quote(2, "Serial number 7", words)
    size = mark_words(words, "Serial number 7", QSizeF(1000, 500))
    assert [box.getRect() for box in size] == [(100, 100, 230, 15), (100, 125, 20, 15)]
    assert mark_words(words, "nothing of the kind is on it", QSizeF(1, 1)) == ()
    assert mark_words(words, "", QSizeF(1, 1)) == ()


def test_a_picture_is_shown_with_the_words_marked(qtbot: QtBot, both: Appearance, tmp_path: Path) -> None:
    made = PictureView(both)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    file = tmp_path / "note.png"
    picture = QImage(600, 1200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    assert picture.save(str(file))
    words = (Word("serial", 1000, 8000, 2000, 8200), Word("number", 2100, 8000, 3300, 8200))
    assert made.show_page(file, 1, words, "serial number")
    assert made.marked
    assert made.verticalScrollBar().value() > 0
    assert made.accessibleDescription() == "serial number"
    assert made.show_page(file, 1, words, "")
    assert made.accessibleDescription() == ""
    (tmp_path / "no.png").write_bytes(b"no picture")
    assert not made.show_page(tmp_path / "no.png", 1)
    assert not made.show_page(file, 2)


def test_what_was_read_is_shown_page_by_page(qtbot: QtBot, both: Appearance) -> None:
    pages = (Page(1, (Block("First words"),), "iv"), Page(2, (Block("Second words"),)))
    document = Document("/d/a.pdf", pages, notice="Page 2 was read from the picture, by OCR.")
    made = ReadDialog(both, document)
    qtbot.addWidget(made)
    made.show()
    assert made.text.sheet.toPlainText() == "First words"
    assert made.where.text() == "iv (1 of 2)"
    assert made.notice.text() == document.notice
    assert not made.previous.isEnabled()
    qtbot.mouseClick(made.next, Qt.MouseButton.LeftButton)
    assert made.text.sheet.toPlainText() == "Second words"
    made.turn(1)
    assert made.where.text() == "2 of 2"
    assert not made.next.isEnabled()
    one = ReadDialog(both, Document("/d/b.txt", (Page(1, (Block("Words"),)),), paged=False))
    qtbot.addWidget(one)
    one.show()
    assert not one.next.isVisible()
    assert not one.notice.isVisible()


def test_a_document_that_is_read_is_asked_what_is_suggested(qtbot: QtBot, look: Appearance) -> None:
    made = ReadDialog(look, Document("/d/a.pdf", (Page(1, (Block("First words"),)),)))
    qtbot.addWidget(made)
    made.show()
    assert not made.findChildren(GhostButton)
    made.show_questions(("What is said under “Costs”?", "What does “Meter” mean?"))
    assert [button.text() for button in made.questions] == ["What is said under “Costs”?", "What does “Meter” mean?"]
    assert all(button.isVisible() for button in made.questions)
    with qtbot.waitSignal(made.question_wanted) as asked:
        qtbot.mouseClick(made.questions[1], Qt.MouseButton.LeftButton)
    assert asked.args == ["What does “Meter” mean?"]
