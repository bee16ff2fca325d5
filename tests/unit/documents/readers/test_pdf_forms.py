"""Forms of PDF files: what was filled in, chosen and ticked is read beside the words that it belongs to."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.documents.readers.pdfs import Text, form, ruled
from tests.unit.documents.readers.reading_of import blocks, read

LABELS = [
    Text(50, 700, "Name:"),
    Text(70, 670, "I agree to the terms"),
    Text(70, 650, "Send me the newsletter"),
    Text(50, 600, "Country:"),
    Text(50, 570, "Remarks:"),
    Text(50, 500, "Signed below."),
]


def test_values_and_ticks_stand_beside_their_labels(tmp_path: Path) -> None:
    fields = [
        ("/FT /Tx /V (Ada Lovelace)", (90, 697, 200, 712)),
        ("/FT /Btn /V /Yes /AS /Yes", (52, 668, 64, 680)),
        ("/FT /Btn /V /Off /AS /Off", (52, 648, 64, 660)),
        ("/FT /Ch /Ff 131072 /Opt [[(fr) (France)] [(it) (Italy)]] /V (it)", (100, 597, 200, 612)),
        ("/FT /Tx /Ff 4096 /V (First line\\rSecond line)", (100, 540, 300, 582)),
        ("/FT /Tx /V (unseen)", (100, 520, 300, 535)),
    ]
    data = form(LABELS, fields).replace(b"/V (unseen) /F 4", b"/V (unseen) /F 2")
    assert blocks(read(tmp_path / "a.pdf", data)) == [
        ("text", "Name: Ada Lovelace"),
        ("list", "☒ I agree to the terms\n☐ Send me the newsletter"),
        ("text", "Country: Italy"),
        ("text", "Remarks: First line Second line"),
        ("text", "Signed below."),
    ]


def test_boxes_between_the_words_of_one_line(tmp_path: Path) -> None:
    """PDFium gives words on one height as one line; each box stands before the word that is nearest to it."""
    printed = [Text(70, 630, "Single"), Text(150, 630, "Married"), Text(230, 630, "Widowed")]
    fields = [(f"/FT /Btn /AS /{name}", (x, 628, x + 12, 640)) for x, name in ((52, "Off"), (132, "Yes"), (212, "Off"))]
    (found,) = blocks(read(tmp_path / "a.pdf", form(printed, fields)))
    assert re.split(r"[\s|]+", found[1]) == ["☐", "Single", "☒", "Married", "☐", "Widowed"]


def test_a_value_over_a_dotted_line_stands_before_the_next_label(tmp_path: Path) -> None:
    printed = [Text(50, 700, "Name: ______________________ Born: ____________")]
    fields = [("/FT /Tx /V (Ada)", (82, 697, 180, 712)), ("/FT /Tx /V (1815)", (230, 697, 300, 712))]
    text = read(tmp_path / "a.pdf", form(printed, fields)).pages[0].text
    assert re.findall(r"\w*[^\W_]\w*", text) == ["Name", "Ada", "Born", "1815"]


def test_a_field_in_a_column_leaves_the_other_column_as_it_is(tmp_path: Path) -> None:
    left = [Text(50, 700 - 12 * at, f"The left column goes on with line {at}") for at in range(8)]
    right = [Text(320, 700 - 12 * at, f"The right one says this in line {at}") for at in range(8)]
    fields = [("/FT /Tx /V (Filled)", (320, 590, 420, 605))]
    text = " ".join(read(tmp_path / "a.pdf", form([*left, *right], fields)).pages[0].text.split())
    assert text.endswith(" ".join([*(line.text for line in left), *(line.text for line in right), "Filled"]))


def test_a_box_in_a_table_is_in_its_cell(tmp_path: Path) -> None:
    rows = [("Task", "Done"), ("Wash", ""), ("Dry", ""), ("Iron", "later")]
    printed = [
        Text(x, 686 - 20 * at, words)
        for at, row in enumerate(rows)
        for x, words in zip((54, 154), row, strict=True)
        if words
    ]
    fields = [("/FT /Btn /AS /Yes", (156, 664, 168, 676)), ("/FT /Btn /AS /Off", (156, 644, 168, 656))]
    data = form(printed, fields, drawn=ruled([50, 150, 250], [700, 680, 660, 640, 620]))
    assert blocks(read(tmp_path / "a.pdf", data)) == [("table", "Task | Done\nWash | ☒\nDry | ☐\nIron | later")]


class Placed(NamedTuple):
    """What is printed or filled in, at a place of a raster."""

    column: int
    row: int
    kind: str


places = st.lists(
    st.builds(Placed, st.integers(0, 4), st.integers(0, 12), st.sampled_from(["printed", "written", "ticked"])),
    max_size=25,
    unique_by=lambda placed: placed[:2],
)


@given(places=places)
@settings(max_examples=40, deadline=None)
def test_nothing_printed_or_filled_in_is_lost(tmp_path_factory: pytest.TempPathFactory, places: list[Placed]) -> None:
    printed = [Text(50, 750, "Begin")]
    fields = []
    expected = ["Begin"]
    for at, (column, row, kind) in enumerate(places):
        x, y = 50 + 100 * column, 700 - 20 * row
        if kind == "printed":
            printed.append(Text(x, y, f"p{at}"))
            expected.append(f"p{at}")
        elif kind == "written":
            fields.append((f"/FT /Tx /V (w{at})", (x, y - 3, x + 60, y + 12)))
            expected.append(f"w{at}")
        else:
            fields.append(("/FT /Btn /AS /Yes", (x, y - 2, x + 12, y + 10)))
    text = read(tmp_path_factory.mktemp("a") / "a.pdf", form(printed, fields)).pages[0].text
    assert Counter(re.findall(r"[A-Za-z]\w*", text)) == Counter(expected)
