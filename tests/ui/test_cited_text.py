"""Quotes from files that are shown as text: each is found in what was read and marked where it stands."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from pptx.util import Inches
from pytestqt.qtbot import QtBot

from desktop.domain.document import Passage
from desktop.domain.quote import locate
from desktop.reasoning.units import units_of
from desktop.ui.textview import TextView
from desktop.ui.theme import Appearance
from tests.unit.documents.readers.msgs import message
from tests.unit.documents.readers.reading_of import read
from tests.unit.documents.readers.test_office import saved

SENTENCES = (
    "The pump was checked in May, and its seal (no. 12) was “replaced”.",
    "它的过滤器 🎉 已于三月更换。",
    "Net sales rose 8 % to $1,204.5.",
)
ROWS = (("Part", "2022", "2023"), ("Pumps", "1,204", "1,317"), ("Fans & blowers", "88", "—"))


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Maintenance", 1)
    for sentence in SENTENCES:
        document.add_paragraph(sentence)
    table = document.add_table(rows=3, cols=3)
    for row, values in zip(table.rows, ROWS, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    return saved(document)


def _deck() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Maintenance"
    slide.placeholders[1].text = "\n".join(SENTENCES)
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(4), Inches(6), Inches(1)).table
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    return saved(deck)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for values in ROWS:
        book.active.append(values)
    for row, sentence in enumerate(SENTENCES, 8):
        book.active.cell(row, 1, sentence)
    return saved(book)


def _page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell.replace('&', '&amp;')}</td>" for cell in row) + "</tr>" for row in ROWS)
    text = "".join(f"<p>{sentence[:9]}<b>{sentence[9:20]}</b>\n{sentence[20:]}</p>" for sentence in SENTENCES)
    return f"<html><meta charset='utf-8'/><body><h1>Maintenance</h1>{text}<table>{rows}</table></body></html>".encode()


def _book() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
        )
        archive.writestr("a.xhtml", _page())
    return out.getvalue()


def _markdown() -> bytes:
    rows = ["| " + " | ".join(row) + " |" for row in (ROWS[0], ("---", "---", "---"), *ROWS[1:])]
    return "\n\n".join(["# Maintenance", *SENTENCES, "\n".join(rows)]).encode()


KINDS: dict[str, Callable[[], bytes]] = {
    "a.docx": _word,
    "a.pptx": _deck,
    "a.xlsx": _workbook,
    "a.html": _page,
    "a.epub": _book,
    "a.md": _markdown,
    "a.txt": lambda: "\r\n\r\n".join(SENTENCES).encode(),
    "a.csv": lambda: "\n".join(";".join(row) for row in ROWS).encode(),
    "a.msg": lambda: message("Maintenance", "\r\n\r\n".join(SENTENCES)),
    "a.eml": ("Subject: Maintenance\nContent-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(SENTENCES)).encode,
}


@pytest.mark.parametrize("name", KINDS)
def test_each_quote_is_marked_where_it_stands(tmp_path: Path, qtbot: QtBot, look: Appearance, name: str) -> None:
    document = read(tmp_path / name, KINDS[name]())
    view = TextView(look)
    qtbot.addWidget(view)
    view.resize(500, 400)
    quotes = [
        (page, unit.text)
        for page in document.pages
        for unit in units_of(Passage(name, page.number, None, page.text, 1.0))
    ]
    assert len(quotes) >= 2
    if name != "a.csv":
        assert all(any(locate(quote, sentence) for _, quote in quotes) for sentence in SENTENCES)
    for page, quote in quotes:
        span = locate(page.text, quote)
        assert span is not None, quote
        view.show_text(name, page.text, span)
        (marked,) = view.sheet.extraSelections()
        shown = marked.cursor.selectedText().replace("\u2029", "\n")
        assert shown == view.marked == page.text[slice(*span)]
