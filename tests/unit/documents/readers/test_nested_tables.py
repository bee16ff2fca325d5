"""Tables in the cells of tables, in Word files and web pages: each word is read once, and rows stay rows."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path
from typing import Any, TypeAlias

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.documents.readers.reading_of import blocks, read

#: A table: rows of cells, each with what stands in it: words, and tables of the same kind.
Rows: TypeAlias = list[list[list[Any]]]

INNER: Rows = [[["Kind"], ["Left"]], [["Red"], ["4"]], [["Green"], ["9"]]]
STOCK: Rows = [[["Fruit"], ["Sold"]], [["Apples", INNER], ["12"]], [["Plums"], ["31"]]]
LONG: Rows = [[["Kind"], ["Left"]], *([[f"Kind number {at}"], [f"{at} crates of forty"]] for at in range(12))]


def _page(rows: Rows) -> str:
    def cell(parts: list[Any]) -> str:
        return "".join(part if isinstance(part, str) else _page(part) for part in parts)

    lines = "".join("<tr>" + "".join(f"<td>{cell(parts)}</td>" for parts in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>"


def _word(rows: Rows) -> bytes:
    document = docx.Document()

    def fill(table: Any, rows: Rows) -> None:
        for at, row in enumerate(rows):
            for column, parts in enumerate(row):
                cell = table.cell(at, column)
                cell.paragraphs[0].text = " ".join(part for part in parts if isinstance(part, str))
                for part in parts:
                    if not isinstance(part, str):
                        fill(cell.add_table(len(part), len(part[0])), part)

    fill(document.add_table(len(rows), len(rows[0])), rows)
    document.element.body.append(OxmlElement("w:p"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _found(folder: Path, kind: str, rows: Rows) -> list[tuple[str, str]]:
    data = _word(rows) if kind == "docx" else f"<body>{_page(rows)}</body>".encode()
    return blocks(read(folder / f"a.{kind}", data))


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_small_table_in_a_cell_is_words_of_its_cell(tmp_path: Path, kind: str) -> None:
    assert _found(tmp_path, kind, STOCK) == [
        ("table", "Fruit | Sold\nApples Kind ¦ Left; Red ¦ 4; Green ¦ 9 | 12\nPlums | 31")
    ]


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_long_table_in_a_cell_is_a_table_below(tmp_path: Path, kind: str) -> None:
    rows: Rows = [[["Fruit"], ["Sold"]], [["Apples", LONG], ["12"]], [["Plums"], ["31"]]]
    first, second = _found(tmp_path, kind, rows)
    assert first == ("table", "Fruit | Sold\nApples | 12\nPlums | 31")
    assert second[0] == "table"
    assert second[1].splitlines()[:2] == ["Kind | Left", "Kind number 0 | 0 crates of forty"]
    assert len(second[1].splitlines()) == 13


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_table_that_only_places_others_leaves_them_as_they_are(tmp_path: Path, kind: str) -> None:
    other: Rows = [[["Place"], ["Days"]], [["Kent"], ["7"]]]
    assert _found(tmp_path, kind, [[["Left", INNER], ["Right", other]]]) == [
        ("text", "Left"),
        ("table", "Kind | Left\nRed | 4\nGreen | 9"),
        ("text", "Right"),
        ("table", "Place | Days\nKent | 7"),
    ]


def test_headings_in_cells_stay_headings(tmp_path: Path) -> None:
    page = f"<table><tr><td><h2>News</h2></td><td>a</td></tr><tr><td>b</td><td>{_page(INNER)}</td></tr></table>"
    assert blocks(read(tmp_path / "a.html", page))[0] == ("heading2", "News")


def test_words_between_the_rows_of_a_page_are_kept(tmp_path: Path) -> None:
    """A form around rows or cells, cells without a row, and words without a cell, as old pages have them."""
    page = """<table>Stray <form><tr><td>Apples</td><td>1</td></tr></form><tbody><td>Plums</td><td>2</td>
    <tr><form><td>Pears</td><td>3</td></form></tr><tr style="display:none"><td>Unseen</td><td>4</td></tr></table>"""
    found = blocks(read(tmp_path / "a.html", page))
    assert Counter(re.findall(r"\w+", " ".join(text for _, text in found))) == Counter(
        ["Stray", "Apples", "1", "Plums", "2", "Pears", "3"]
    )
    assert "Apples | 1\nPlums | 2\nPears | 3" in [text for _, text in found]


words = st.integers(1, 40).map(lambda count: [" ".join(["word"] * count)])


@st.composite
def _tables(draw: st.DrawFn, depth: int = 2) -> Rows:
    columns = draw(st.integers(1, 3))
    cell = (
        words
        if depth == 0
        else st.one_of(words, st.tuples(words, _tables(depth - 1)).map(lambda two: [*two[0], two[1]]))
    )
    return draw(st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=1, max_size=3))


def _numbered(rows: Rows, after: int = 0) -> tuple[Rows, int]:
    """The same table with each word another one."""
    out: Rows = []
    for row in rows:
        line = []
        for parts in row:
            new: list[Any] = []
            for part in parts:
                if isinstance(part, str):
                    many = part.count("word")
                    new.append(" ".join(f"w{after + at}" for at in range(many)))
                    after += many
                else:
                    inner, after = _numbered(part, after)
                    new.append(inner)
            line.append(new)
        out.append(line)
    return out, after


@pytest.mark.parametrize("kind", ["docx", "html"])
@given(rows=_tables())
@settings(max_examples=30, deadline=None)
def test_each_word_is_read_once(tmp_path_factory: pytest.TempPathFactory, kind: str, rows: Rows) -> None:
    numbered, count = _numbered(rows)
    found = _found(tmp_path_factory.mktemp("a"), kind, numbered)
    read_words = re.findall(r"w\d+", " ".join(text for _, text in found))
    assert Counter(read_words) == Counter(f"w{at}" for at in range(count))
