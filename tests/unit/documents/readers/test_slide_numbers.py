"""Automatic numbers of PowerPoint: counted as the text frame, the layout and the master say, read with their words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.util import Inches

from tests.unit.documents.readers.reading_of import blocks, read

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _mark(paragraph: Any, scheme: str, start: int = 1, level: int = 0) -> None:
    """Give a paragraph a bullet: a numbering scheme, or another bullet's element."""
    paragraph.level = level
    properties = paragraph._p.get_or_add_pPr()
    named = scheme if scheme.startswith("bu") else "buAutoNum"
    bullet = etree.SubElement(properties, f"{{{_A}}}{named}")
    if named == "buAutoNum":
        bullet.set("type", scheme)
        if start != 1:
            bullet.set("startAt", str(start))


def _fill(frame: Any, lines: list[tuple[str, str, int, int]]) -> None:
    """Write paragraphs: words, scheme, level, start."""
    for at, (words, scheme, level, start) in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.text = words
        if scheme:
            _mark(paragraph, scheme, start, level)


def _box(slide: Any) -> Any:
    return slide.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1)).text_frame


def _saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _read_box(path: Path, lines: list[tuple[str, str, int, int]]) -> str:
    deck = pptx.Presentation()
    _fill(_box(deck.slides.add_slide(deck.slide_layouts[6])), lines)
    return read(path, _saved(deck)).pages[0].text


@pytest.mark.parametrize(
    ("scheme", "shown"),
    [
        ("arabicPeriod", "4."),
        ("arabicPlain", "4"),
        ("arabicParenR", "4)"),
        ("arabicParenBoth", "(4)"),
        ("alphaLcPeriod", "d."),
        ("alphaUcParenBoth", "(D)"),
        ("romanLcParenR", "iv)"),
        ("romanUcPeriod", "IV."),
        ("circleNumDbPlain", "④"),
        ("ea1ChsPeriod", "四."),
        ("arabicDbPeriod", "4."),
        ("arabic1Minus", ""),
    ],
)
def test_each_scheme_writes_its_numeral(tmp_path: Path, scheme: str, shown: str) -> None:
    text = _read_box(tmp_path / "a.pptx", [("Close the valve", scheme, 0, 4)])
    assert text == f"{shown} Close the valve".strip()


def test_a_list_goes_on_over_deeper_lines_and_begins_anew_after_others(tmp_path: Path) -> None:
    lines = [
        ("one", "arabicPeriod", 0, 1),
        ("inner", "alphaLcParenR", 1, 1),
        ("inner too", "alphaLcParenR", 1, 1),
        ("", "arabicPeriod", 0, 1),
        ("two", "arabicPeriod", 0, 1),
        ("first inside again", "alphaLcParenR", 1, 1),
        ("a point", "buChar", 0, 1),
        ("anew", "arabicPeriod", 0, 1),
        ("from nine", "arabicPeriod", 0, 9),
        ("ten", "arabicPeriod", 0, 9),
    ]
    assert _read_box(tmp_path / "a.pptx", lines).split("\n") == [
        "1. one",
        "a) inner",
        "b) inner too",
        "2. two",
        "a) first inside again",
        "a point",
        "1. anew",
        "9. from nine",
        "10. ten",
    ]


def test_numbers_come_from_layout_and_master(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    layout = deck.slide_layouts[1]
    style = next(place for place in layout.placeholders if place.placeholder_format.idx == 1)._element.find(
        f".//{{{_A}}}lstStyle"
    )
    _number_level(style, "arabicPeriod")
    _number_level(layout.slide_master._element.find(".//{*}bodyStyle"), "alphaUcPeriod", level=2)
    slide = deck.slides.add_slide(layout)
    slide.shapes.title.text = "Steps"
    frame = slide.placeholders[1].text_frame
    _fill(frame, [("open", "", 0, 1), ("slowly", "", 0, 1), ("plain", "buNone", 0, 1)])
    frame.paragraphs[1].level = 1
    assert blocks(read(tmp_path / "a.pptx", _saved(deck))) == [
        ("heading1", "Steps"),
        ("list", "1. open\nA. slowly\nplain"),
    ]


def _number_level(style: Any, scheme: str, level: int = 1) -> None:
    properties = style.find(f"{{{_A}}}lvl{level}pPr")
    if properties is None:
        properties = etree.SubElement(style, f"{{{_A}}}lvl{level}pPr")
    for bullet in properties.xpath("*[starts-with(local-name(), 'buChar')]"):
        properties.remove(bullet)
    etree.SubElement(properties, f"{{{_A}}}buAutoNum").set("type", scheme)


def test_cells_and_notes_have_numbers_too(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(2), Inches(4), Inches(0.5)).table
    table.cell(0, 0).text = "Steps"
    two = [("open", "arabicPeriod", 0, 1), ("close", "arabicPeriod", 0, 1)]
    _fill(table.cell(0, 1).text_frame, two)
    _fill(slide.notes_slide.notes_text_frame, two)
    assert blocks(read(tmp_path / "a.pptx", _saved(deck))) == [
        ("table", "Steps | 1. open 2. close"),
        ("note", "1. open\n2. close"),
    ]


def test_what_makes_no_sense_counts_as_one(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    frame = _box(deck.slides.add_slide(deck.slide_layouts[6]))
    _fill(frame, [("a pump", "arabicPeriod", 0, 7)])
    frame._txBody.find(f".//{{{_A}}}buAutoNum").set("startAt", "many")
    assert read(tmp_path / "a.pptx", _saved(deck)).pages[0].text == "1. a pump"
