"""Bare digits of spreadsheets: their thousands apart, as the deck's language writes them."""

from __future__ import annotations

from desktop.domain.deck import Outline, OutlineSlide, Point, Table
from desktop.domain.document import Block, Citation, Document, Page
from desktop.domain.quote import numbers
from desktop.slides.compose import compose
from desktop.slides.looks import theme_for
from desktop.slides.outline import outline_of
from desktop.slides.scene import layout_boxes
from desktop.slides.thousands import grouped
from desktop.worker.cancel import Cancel

SALES = Table(
    ("Region", "2023", "Share", "Zip code", "Cost"),
    (
        ("North", "1250000", "0.5", "54494", "1,200"),
        ("South", "9800", "12", "10115", "31000.5"),
        ("East", "-", "", "", ""),
    ),
)


def _column(table: Table, at: int) -> list[str]:
    return [row[at] for row in table.rows]


def test_amounts_are_parted_and_names_in_digits_are_not() -> None:
    table = grouped(SALES, "en-US")
    assert _column(table, 1) == ["1,250,000", "9,800", "-"]
    assert _column(table, 4) == ["1,200", "31,000.5", ""]
    assert [_column(table, at) for at in (0, 2, 3)] == [_column(SALES, at) for at in (0, 2, 3)]
    assert table.header == SALES.header


def test_a_space_parts_thousands_where_a_comma_parts_decimals() -> None:
    table = grouped(SALES, "de-DE")
    assert _column(table, 1) == ["1\u00a0250\u00a0000", "9\u00a0800", "-"]
    assert [numbers(cell) for cell in _column(table, 1)] == [numbers(cell) for cell in _column(SALES, 1)]


def test_years_codes_and_short_amounts_stay() -> None:
    table = Table(
        ("Plant", "Built", "Code", "Homes"), (("A", "1987", "00123456", "412"), ("B", "2004", "00123457", "98"))
    )
    assert grouped(table, "en-US") == table


def test_a_sheet_becomes_a_chart_with_readable_amounts() -> None:
    text = "Region | 2023 | 2024\nNorth | 1422500 | 1508000\nSouth | 1120000 | 1190500\nEast | 655000 | 702000"
    document = Document("sales.csv", (Page(1, (Block(text, "table", place="A1:C4"),)),), paged=False)
    (outline,) = [event for event in outline_of((document,), cancel=Cancel()) if isinstance(event, Outline)]
    (slide,) = [slide for slide in outline.slides if slide.chart is not None]
    assert slide.chart is not None
    assert slide.chart.labels[1] == ("1,508,000", "1,190,500", "702,000")
    assert "1508000" not in slide.title


def test_a_short_deck_of_one_file_ends_without_a_slide_of_one_line() -> None:
    cited = Citation(0, "report.docx", None, "Costs fell by a third.", "verified", 1.0)
    rows = tuple(OutlineSlide(f"s{n}", f"Topic {n}", points=(Point(f"Point {n}", cited),)) for n in range(10))
    theme = theme_for("ledger", "en-US")
    for count, layout in ((3, "bullets"), (10, "closing")):
        deck = compose(Outline("Report", rows[:count], "", "en-US", ("report.docx",)), theme)
        assert deck.slides[-1].layout == layout
        assert all(slide.source_line for slide in deck.slides if slide.layout == "bullets")


def test_a_heading_of_three_lines_stays_in_its_place() -> None:
    words = "The cooperative thanks all members, neighbours and companies who stayed patient through the long winter "
    title = words + "in spite of frost, noise and building sites in every street"
    theme = theme_for("ledger", "en-US")
    deck = compose(Outline("Deck", (OutlineSlide("s1", title, points=(Point("One"), Point("Two"))),)), theme)
    (slide,) = [slide for slide in deck.slides if slide.layout == "bullets"]
    (box,) = [box for box in layout_boxes(slide, theme).boxes if box.role == "title"]
    assert sum(len(paragraph.lines) for paragraph in box.paragraphs) == 3
    assert box.fits


def _charts_and_tables(*texts: str) -> list[OutlineSlide]:
    pages = [(Page(1, (Block(text, "table"),)),) for text in texts]
    documents = tuple(Document(f"{n}.csv", page, paged=False) for n, page in enumerate(pages))
    (outline,) = [event for event in outline_of(documents, cancel=Cancel()) if isinstance(event, Outline)]
    return [slide for slide in outline.slides if slide.chart is not None or slide.table is not None]


def test_rooms_are_no_amounts() -> None:
    rows = "\n".join(f"Person {n} | Engineer | Room {n}" for n in range(6))
    assert not any(slide.chart for slide in _charts_and_tables(f"Name | Role | Office\n{rows}"))
    rows = "\n".join(f"Shop {n} | EUR {n + 3}" for n in range(6))
    assert any(slide.chart for slide in _charts_and_tables(f"Name | Fee\n{rows}"))


def test_a_long_list_beside_other_files_has_a_slide_of_its_first_rows() -> None:
    orders = "\n".join(f"Order {n} | Customer {n} | Bonn | {n * 1000}" for n in range(1, 100))
    slides = _charts_and_tables("Region | 2024\nNorth | 12\nSouth | 15", f"Order | Customer | City | Amount\n{orders}")
    tables = [slide.table for slide in slides if slide.table is not None]
    assert [(table.rows[0][1], table.caption) for table in tables] == [("Customer 1", "8 of 99 rows")]
