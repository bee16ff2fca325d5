"""Ruled tables of PDF pages: their cells, cells over several columns, and what only looks like one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.readers.grid import Grid, Rule, Rules, grids
from desktop.domain.document import Document
from desktop.domain.quote import contains
from tests.unit.documents.readers.pdfs import Text, across, paragraph, pdf, ruled
from tests.unit.documents.readers.reading_of import blocks, read

PROSE = [
    "The company sells apples, pears and plums in forty countries and has",
    "done so since it was founded. Its orchards lie in the valleys of the",
    "north, where the soil is heavy and the winters are long.",
]


def _read(folder: Path, page: list[Text], drawn: str, rotate: int = 0) -> Document:
    return read(folder / "file.pdf", pdf([page], drawn=drawn, rotate=rotate))


def _table(rows: list[list[str]], xs: list[float], top: float, step: float = 20) -> list[Text]:
    return [
        Text(xs[column] + 4, top - 14 - step * row, text)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if text
    ]


XS = [50.0, 150.0, 250.0, 350.0]


def test_cells_are_told_by_the_rules_around_them(tmp_path: Path) -> None:
    rows = [["Fruit", "Sold", "Left"], ["Apples", "120", "7"], ["Plums from Kent", "", "31"]]
    page = [*paragraph(PROSE, 760), *_table(rows, XS, 700), *paragraph(["And so it ends."], 600)]
    found = blocks(_read(tmp_path, page, ruled(XS, [700, 680, 660, 640])))
    assert found == [
        ("text", " ".join(PROSE)),
        ("table", "Fruit | Sold | Left\nApples | 120 | 7\nPlums from Kent |  | 31"),
        ("text", "And so it ends."),
    ]


def test_a_cell_of_several_lines_is_one_cell_and_its_words_are_placed(tmp_path: Path) -> None:
    page = [*paragraph(["Orchard of", "the north"], 690, x=54), *paragraph(["12 men and", "3 boys"], 690, x=154)]
    page = [page[0], page[2], page[1], page[3], *_table([["Orchard of the south", "9"]], XS, 660)]
    document = _read(tmp_path, page, ruled(XS[:3], [705, 660, 640]))
    assert blocks(document) == [("table", "Orchard of the north | 12 men and 3 boys\nOrchard of the south | 9")]
    words = document.pages[0].words
    assert " ".join(word.text for word in words[:8]) == "Orchard of the north 12 men and 3"
    first, fourth = words[0], words[3]
    assert (first.left, first.top) == pytest.approx((54 / 600 * 10_000, 1 - 0 + 100 / 800 * 10_000), abs=60)
    assert fourth.top > first.bottom - 60
    assert first.left < fourth.left < 2500


def test_heads_over_several_columns_name_each_of_them(tmp_path: Path) -> None:
    """Two heads over two columns each, and the label's head beside both lines of heads."""
    xs = [50.0, 150.0, 220.0, 290.0, 360.0, 430.0]
    drawn = "\n".join(
        [ruled(xs, [680, 660, 640]), ruled([50, 150, 290, 430], [700, 680]), "1 1 1 rg", "50 679 99 2 re f"]
    ).replace(f"{min(xs)} 680 m", "150 680 m")
    page = [Text(54, 685, "Fruit"), Text(154, 686, "First quarter"), Text(294, 686, "Second quarter")]
    page += _table([["", "2022", "2023", "2022", "2023"], ["Apples", "1", "2", "3", "4"]], xs, 680)
    (found,) = blocks(_read(tmp_path, page, drawn.replace("1 1 1 rg\n50 679 99 2 re f", "")))
    assert found == (
        "table",
        "Fruit | First quarter 2022 | First quarter 2023 | Second quarter 2022 | Second quarter 2023"
        "\nApples | 1 | 2 | 3 | 4",
    )


def test_a_title_in_the_grid_stands_over_the_table(tmp_path: Path) -> None:
    page = [Text(54, 706, "Fruit sold in June"), *_table([["Fruit", "Sold"], ["Apples", "120"]], XS, 700)]
    drawn = ruled(XS[:3], [700, 680, 660]) + "\n" + ruled([50, 250], [720, 700])
    assert blocks(_read(tmp_path, page, drawn)) == [
        ("text", "Fruit sold in June"),
        ("table", "Fruit | Sold\nApples | 120"),
    ]


def test_sides_may_be_open(tmp_path: Path) -> None:
    rows = [["Fruit", "Sold", "Left"], ["Apples", "120", "7"]]
    inner = "\n".join(
        line for line in ruled(XS, [700, 680, 660]).split("\n") if not line.startswith(("50.0 660", "350.0 660 m 350"))
    )
    (found,) = blocks(_read(tmp_path, _table(rows, XS, 700), inner))
    assert found == ("table", "Fruit | Sold | Left\nApples | 120 | 7")


def test_rows_without_rules_between_them(tmp_path: Path) -> None:
    rows = [["Fruit", "Sold", "Left"], ["Apples", "120", "7"], ["Pears", "95", "12"], ["Plums", "3", "31"]]
    (found,) = blocks(_read(tmp_path, _table(rows, XS, 700), ruled(XS, [700, 680, 615])))
    assert found == ("table", "Fruit | Sold | Left\nApples | 120 | 7\nPears | 95 | 12\nPlums | 3 | 31")


@pytest.mark.parametrize("drawn", ["thin boxes", "one path", "outlined cells"])
def test_rules_are_drawn_in_many_ways(tmp_path: Path, drawn: str) -> None:
    ys = [700.0, 680.0, 660.0]
    boxes = [f"{x} 660 0.5 40 re f" for x in XS] + [f"50 {y} 300 0.5 re f" for y in ys]
    lines = [line.replace(" S", "") for line in ruled(XS, ys).split("\n")]
    cells = [f"{x + 1} {y + 1} 98 18 re S" for x in XS[:-1] for y in ys[1:]]
    how = {"thin boxes": boxes, "one path": [*lines, "S"], "outlined cells": cells}[drawn]
    moved = "q 1 0 0 1 0 0 cm\n" + "\n".join(how) + "\nQ"
    (found,) = blocks(_read(tmp_path, _table([["Fruit", "Sold", "Left"], ["Apples", "120", "7"]], XS, 700), moved))
    assert found == ("table", "Fruit | Sold | Left\nApples | 120 | 7")


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_table_on_a_turned_page_keeps_its_words(tmp_path: Path, rotate: int) -> None:
    rows = [["Fruit", "Sold", "Left"], ["Apples", "120", "7"]]
    document = _read(tmp_path, _table(rows, XS, 700), ruled(XS, [700, 680, 660]), rotate)
    assert all(contains(document.pages[0].text, word) for row in rows for word in row)


ROWS = [["Fruit", "Sold", "Left"], ["Apples", "120", "7"], ["Plums from Kent", "", "31"], ["All fruit", "151", "38"]]
SALES = "Fruit | Sold | Left\nApples | 120 | 7\nPlums from Kent |  | 31\nAll fruit | 151 | 38"


@pytest.mark.parametrize(
    "rules",
    [[700, 680, 620], [680, 660, 640, 620], [700, 680, 660, 640, 620]],
    ids=["over heads, under them, at the end", "under each row", "around each row"],
)
def test_rules_across_make_a_table_whose_columns_are_told_by_gaps(tmp_path: Path, rules: list[float]) -> None:
    page = [*paragraph(PROSE, 760), *_table(ROWS, XS, 700), *paragraph(["And so it ends."], 580)]
    found = blocks(_read(tmp_path, page, across([XS[0], XS[-1]], rules)))
    assert found == [("text", " ".join(PROSE)), ("table", SALES), ("text", "And so it ends.")]


def test_heads_may_be_wider_than_the_columns_below_them(tmp_path: Path) -> None:
    page = [Text(54, 686, "Fruit"), Text(120, 686, "Sold in the north"), Text(220, 686, "Sold in the south")]
    page += [Text(54, 666, "Apples"), Text(185, 666, "12"), Text(290, 666, "13")]
    page += [Text(54, 646, "Plums"), Text(190, 646, "4"), Text(295, 646, "5")]
    found = blocks(_read(tmp_path, page, across([50, 350], [680, 660, 640])))
    assert found == [("table", "Fruit | Sold in the north | Sold in the south\nApples | 12 | 13\nPlums | 4 | 5")]


#: Left edges of two columns under one head and two under another, as figures of 10 points stand there.
PAIRS = [60.0, 170.0, 230.0, 310.0, 370.0]
YEARS = [Text(204, 706, "2023"), Text(344, 706, "2024")]
NAMED = "Fruit | 2023 Actual | 2023 Budget | 2024 Actual | 2024 Budget"


def _pairs(rows: list[list[str]], top: float) -> list[Text]:
    return [Text(x, top - 20 * at, cell) for at, row in enumerate(rows) for x, cell in zip(PAIRS, row, strict=True)]


@pytest.mark.parametrize("marked", [False, True], ids=["by their place", "by rules under them"])
def test_a_head_over_two_columns_of_a_table_with_rules_across_names_both(tmp_path: Path, marked: bool) -> None:
    rows = [["Apples", "120", "118", "131", "140"], ["Plums", "31", "30", "28", "33"]]
    page = [*paragraph(PROSE, 780), *YEARS, Text(60, 690, "Fruit")]
    page += [Text(x - 8, 690, text) for x, text in zip(PAIRS[1:], ("Actual", "Budget") * 2, strict=True)]
    page += _pairs(rows, 666)
    drawn = across([50, 420], [720, 684, 640])
    if marked:
        drawn += "\n" + "\n".join([across([160, 260], [702]), across([300, 400], [702])])
    text = "\n".join(" | ".join(row) for row in rows)
    assert blocks(_read(tmp_path, page, drawn)) == [("text", " ".join(PROSE)), ("table", f"{NAMED}\n{text}")]


def test_one_head_over_two_columns_that_have_none_of_their_own(tmp_path: Path) -> None:
    """Signs of money that stand apart are no column; nor is a title over all a head."""
    rows = [["Apples", "120", "118", "131", "140"], ["Plums", "31", "30", "28", "33"]]
    heads = [Text(60, 690, "Fruit"), Text(165, 690, "North of the river"), Text(305, 690, "South of the river")]
    signs = [Text(PAIRS[1] - 18, 666, "$"), Text(PAIRS[3] - 18, 666, "$")]
    page = [*heads, *signs, *_pairs(rows, 666)]
    (found,) = blocks(_read(tmp_path, page, across([50, 420], [704, 684, 640])))
    north, south = "North of the river", "South of the river"
    assert found == (
        "table",
        f"Fruit | {north} | {north} | {south} | {south}\nApples | $ 120 | 118 | $ 131 | 140\nPlums | 31 | 30 | 28 | 33",
    )
    title = [Text(54, 690, "What was sold in the year, north and south of the river, of each of these"), *page[3:]]
    text = blocks(_read(tmp_path, title, across([50, 420], [704, 684, 640])))
    assert "Apples" not in text[0][1]


def test_rules_under_a_column_of_figures_make_no_table(tmp_path: Path) -> None:
    """Their lines begin outside, so that a table of what is inside would tear them apart."""
    rows = [(f"Costs of year {row}", f"$ {row}", f"{row}20") for row in range(3)]
    page = [
        Text(x, 690 - 20 * at, text) for at, row in enumerate(rows) for x, text in zip((54, 310, 390), row, strict=True)
    ]
    drawn = across([300, 420], [700, 680, 660, 640])
    assert blocks(_read(tmp_path, page, drawn)) == blocks(_read(tmp_path, page, ""))


def test_lines_across_a_chart_make_no_table(tmp_path: Path) -> None:
    page = [Text(54, 690 - 12 * tick, str(30 - 5 * tick)) for tick in range(6)]
    page += [Text(x, 628, text) for x, text in zip((150, 220, 290), ("2021", "2022", "2023"), strict=True)]
    drawn = across([50, 350], [705, 680, 655, 625])
    assert blocks(_read(tmp_path, page, drawn)) == blocks(_read(tmp_path, page, ""))


def test_two_tables_with_words_between_them_are_two(tmp_path: Path) -> None:
    page = [
        *_table(ROWS, XS, 700),
        Text(50, 600, "The year after that was dry, and little of anything was sold at all."),
    ]
    page += _table(ROWS, XS, 580)
    drawn = across([XS[0], XS[-1]], [700, 680, 620, 580, 560, 500])
    assert [text for kind, text in blocks(_read(tmp_path, page, drawn)) if kind == "table"] == [SALES, SALES]


def _letters(document: Document) -> Counter[str]:
    return Counter(char for page in document.pages for char in page.text if char.isalnum())


FRAME = ruled([40, 300, 560], [780, 740, 60, 40])


@pytest.mark.parametrize(
    "drawn",
    [
        FRAME,
        ruled([30, 570], [780, 20]),
        "\n".join(f"{x} 20 m {x} 780 l S" for x in range(30, 600, 20)),
        "\n".join(f"20 {y} m 580 {y} l S" for y in range(20, 790, 12)),
        "\n".join(f"{x} {y} 6 6 re S" for x in range(10, 590, 12) for y in (10, 780)),
        "40 400 m 100 500 l 200 450 l 300 600 l S 40 400 m 40 700 l S 40 400 m 340 400 l S",
    ],
    ids=["frame in parts", "frame", "lines down", "writing paper", "border of squares", "chart"],
)
def test_decoration_leaves_prose_as_it_is(tmp_path: Path, drawn: str) -> None:
    many = [line for _ in range(8) for line in PROSE]
    page = [*paragraph(many, 730, x=45, size=7, leading=11), *paragraph(many, 730, x=305, size=7, leading=11)]
    plain = _read(tmp_path, page, "")
    assert blocks(_read(tmp_path, page, drawn)) == blocks(plain)


# ── the grids themselves ──────────────────────────────────────────────────────────────────────────────────────────

_levels = st.lists(
    st.builds(
        lambda at, first, length: Rule(at, first, first + length),
        st.floats(0, 800),
        st.floats(0, 700),
        st.floats(4, 600),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(across=_levels, down=_levels)
def test_each_place_of_a_grid_is_in_one_cell(across: list[Rule], down: list[Rule]) -> None:
    for grid in grids(Rules(tuple(across), tuple(down))):
        assert list(grid.xs) == sorted(grid.xs)
        assert list(grid.ys) == sorted(grid.ys)
        for row in range(len(grid.ys) - 1):
            for column in range(len(grid.xs) - 1):
                cell = grid.cells[row][column]
                middle = (grid.xs[column] + grid.xs[column + 1]) / 2, (grid.ys[row] + grid.ys[row + 1]) / 2
                assert grid.cell(*middle) == cell
                assert cell.row <= row < cell.row + cell.rows
                assert cell.column <= column < cell.column + cell.columns
        assert grid.cell(grid.xs[0] - 5, grid.ys[0]) is None


def _whole(xs: list[float], ys: list[float]) -> Rules:
    return Rules(
        tuple(Rule(y, xs[0], xs[-1]) for y in ys),
        tuple(Rule(x, ys[0], ys[-1]) for x in xs),
    )


def test_two_tables_side_by_side_are_two() -> None:
    left, right = _whole([0, 50, 100], [0, 20, 40]), _whole([140, 190, 240], [0, 20, 40])
    found = grids(Rules(left.across + right.across, left.down + right.down))
    assert [grid.xs for grid in found] == [(0, 50, 100), (140, 190, 240)]


def test_one_box_is_no_grid() -> None:
    assert grids(_whole([0, 100], [0, 40])) == ()
    assert grids(Rules()) == ()


def test_a_double_rule_is_one() -> None:
    (grid,) = grids(_whole([0, 2, 50, 52, 100], [0, 2, 20, 22, 40]))
    assert isinstance(grid, Grid)
    assert (len(grid.xs), len(grid.ys)) == (3, 3)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(XS[:-1]), st.integers(640, 695), st.sampled_from(["ab cd", "17", "x-y z"])),
        max_size=12,
    )
)
def test_no_letter_is_lost(tmp_path_factory: pytest.TempPathFactory, placed: list[tuple[float, int, str]]) -> None:
    folder = tmp_path_factory.mktemp("tables")
    page = [Text(x + 4, y, text) for x, y, text in placed] + [Text(50, 100, "below")]
    assert _letters(_read(folder, page, ruled(XS, [700, 680, 660, 640]))) == _letters(_read(folder, page, ""))
