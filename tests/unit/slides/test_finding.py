"""Tables, charts, figures, steps and quotes found in documents are exactly what stands there."""

from __future__ import annotations

import pytest

from desktop.domain.deck import Chart, Series, Table
from desktop.slides.amounts import amount, has_commas
from desktop.slides.chart_look import describe_chart, highlight, latest_last, number_format, series_colours
from desktop.slides.found_charts import chart_of
from desktop.slides.found_figures import figure_of, split_step, steps_in
from desktop.slides.found_quotes import quote_in
from desktop.slides.found_tables import read_table
from desktop.slides.looks import LEDGER
from desktop.slides.sections import Place, RawTable, Statement
from desktop.slides.tables import is_numeric, lay_out_table

PLACE = Place("a.pdf", 3)
INCOME = """(In millions, except per share data) (Unaudited) Three Months Ended Nine Months Ended
October 29, October 30, October 29, October 30,
2023 2022 2023 2022
Revenue $ 18,120 $ 5,931 $ 38,819 $ 20,923
Cost of revenue 4,720 2,754 11,309 9,400
Gross profit 13,400 3,177 27,510 11,523
Operating income 10,417 601 19,358 2,968
Interest expense (63) (65) (194) (198)
Net income $ 9,243 $ 680 $ 17,475 $ 2,954"""


def _read(text: str, *above: str, chart: bool = False) -> Table | None:
    return read_table(RawTable(text, PLACE, above, chart))


def test_a_financial_statement_is_read_with_its_heads() -> None:
    table = _read(INCOME)
    assert table is not None
    assert table.header == (
        "", "3 months to October 29, 2023", "3 months to October 30, 2022", "9 months to October 29, 2023",
        "9 months to October 30, 2022",
    )  # fmt: skip
    assert table.rows[0] == ("Revenue", "$18,120", "$5,931", "$38,819", "$20,923")
    assert ("Interest expense", "(63)", "(65)", "(194)", "(198)") in table.rows
    assert table.caption == "In millions, except per share data"


def test_its_chart_compares_the_same_quarter_of_two_years_oldest_first() -> None:
    table = _read(INCOME)
    assert table is not None
    chart = chart_of(table)
    assert chart is not None
    assert [series.name for series in chart.series] == ["3 months to October 30, 2022", "3 months to October 29, 2023"]
    assert chart.categories == ("Revenue", "Gross profit", "Operating income", "Net income")
    assert chart.series[1].values == (18120.0, 13400.0, 10417.0, 9243.0)
    assert chart.unit == "$ in millions"
    assert "Revenue $5,931" in describe_chart(chart)


def test_cells_are_read_and_a_time_series_runs_along_the_columns() -> None:
    table = _read(
        "Fruit | 2022 | 2023 | 2024\nApples | 5,200 | 5,526 | 6,300\nPears | 1,400 | 1,380 | 1,450",
        "Table 1. Harvest, tonnes.",
    )
    assert table is not None
    assert (table.header, table.caption) == (("Fruit", "2022", "2023", "2024"), "Harvest, tonnes")
    chart = chart_of(table)
    assert chart is not None
    assert chart.categories == ("2022", "2023", "2024")
    assert [one.name for one in chart.series] == ["Apples", "Pears"]


@pytest.mark.parametrize(
    "text",
    [
        "Only | one\n",
        "1 | 2 | 3\n4 | 5 | 6\n7 | 8 | 9",
        "no numbers here\nand none here",
        "Revenue 5 6\nCost 1 2 3\nTotal 5",
        "\n".join(f"Row {n} | {n}" for n in range(80)),
        "A | B\n" + "long " * 40 + " | 3\nx | 4",
    ],
)
def test_what_would_mislead_is_no_table(text: str) -> None:
    assert _read(text) is None


def test_a_row_that_was_lost_takes_the_table_with_it() -> None:
    assert _read("2023 2022\nNorth 5 6\nSouth 7 8 9 1\nEast 1 2\nTotal 13 17") is None


def test_different_units_make_no_chart() -> None:
    table = Table(("", "2022", "2023"), (("Heat, kWh", "8,064", "5,544"), ("Cost, euros", "582", "465")))
    assert chart_of(table) is None
    assert chart_of(Table(("", "Homes", "Degree days"), (("a", "18", "1,224"), ("b", "16", "1,143")))) is None
    assert chart_of(Table(("", "2022", "2023"), (("a", "1", "900,000"), ("b", "3", "4")))) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("$ (1,234.5)", -1234.5),
        ("12 %", 12.0),
        ("—", None),
        ("", None),
        ("−3", -3.0),
        ("£ 9,400", 9400.0),
        ("$(62,611)", -62611.0),
    ],
)
def test_amounts(cell: str, value: float | None) -> None:
    assert amount(cell) == value


@pytest.mark.parametrize("cell", ["18", "$ 9,400", "(63)", "30 %", "—", "1.2 °C", "120万"])
def test_numbers_stand_to_the_right(cell: str) -> None:
    assert is_numeric(cell)


@pytest.mark.parametrize("cell", ["North", "Full, before the pilot", "2 weeks later"])
def test_words_stand_to_the_left(cell: str) -> None:
    assert not is_numeric(cell)


def test_the_latest_bar_of_a_series_is_marked_else_the_largest() -> None:
    years = chart_of(Table(("Winter", "kWh"), (("2022", "112"), ("2023", "108"), ("2024", "77"))))
    blocks = chart_of(Table(("Block", "kWh"), (("North", "81"), ("Court", "116"), ("Mill", "73"))))
    assert years is not None
    assert blocks is not None
    assert (highlight(years), highlight(blocks)) == (2, 1)
    assert series_colours(years) == ("neutral",)
    assert latest_last(("October 29, 2023", "January 29, 2023")) == (1, 0)
    assert number_format(blocks) == "#,##0"


def test_a_table_is_set_smaller_until_it_fits() -> None:
    small = Table(("A", "B"), (("x", "1"),))
    large = Table(("A", "B"), tuple((f"row {n} with words", "1,234") for n in range(12)))
    sizes = (16, 14, 12)
    assert lay_out_table(small, LEDGER, 840, 300, sizes).size == 16
    laid = lay_out_table(large, LEDGER, 840, 330, sizes)
    assert laid.size < 16
    assert abs(sum(laid.widths) - 840) < 0.01
    assert not lay_out_table(large, LEDGER, 840, 100, sizes).fits


@pytest.mark.parametrize(
    ("sentence", "value", "caption"),
    [
        ("Gaming revenue was $2.86 billion, up 81% from a year ago.", "$2.86 billion", "Gaming revenue"),
        ("Data Center revenue was up 279% from a year ago and up 41% sequentially.", "+279%",
         "Data Center revenue, from a year ago"),
        ("Across the 48 homes, winter demand fell by 31 per cent against the baseline winter.", "−31 %",
         "Winter demand, against the baseline winter"),
        ("经度日数修正后，48 户冬季供暖需求下降 31%。", "−31%", "48 户冬季供暖需求"),
        ("试点前完成保温的 30 户，需求下降 37%。", "−37%", "试点前完成保温的 30 户，需求"),
    ],
)  # fmt: skip
def test_figures_keep_their_sign_and_what_they_count(sentence: str, value: str, caption: str) -> None:
    figure = figure_of(sentence)
    assert figure is not None
    assert (figure.value, figure.caption) == (value, caption)


@pytest.mark.parametrize(
    "sentence",
    [
        "This was $3 billion.",
        "As of July 1, there were $9.03 billion of options.",
        "Sales and costs were $3 million and $2 million, respectively.",
    ],
)
def test_vague_figures_are_left(sentence: str) -> None:
    assert figure_of(sentence) is None


def test_dated_items_are_steps() -> None:
    texts = [
        "June 2024: the board decides.",
        "August 2024: roofs are insulated.",
        "March 2025: the winter is measured.",
    ]
    statements = [Statement(text, PLACE, n, n == 0, True) for n, text in enumerate(texts)]
    assert steps_in(statements) == statements
    assert steps_in(statements[:2]) == []
    assert split_step(texts[0]) == ("June 2024", "The board decides")
    assert split_step("no label here") == ("", "no label here")


def test_a_quote_needs_a_speaker() -> None:
    quote = quote_in(
        "Noise. “For the first time the back bedroom is warm before breakfast.” A resident of Mill block “It "
        "took me a month.”"
    )
    assert quote is not None
    assert quote.who == "A resident of Mill block"
    assert quote_in("“Nobody is named after this quoted sentence of forty characters.” and so it goes on.") is None


def test_amounts_are_read_as_their_table_writes_them() -> None:
    german = Table(("Ort", "2022", "2023"), (("Nord", "48.300", "52.100,5"), ("Süd", "9.750", "8.120,25")))
    chart = chart_of(german)
    assert chart is not None
    assert [one.values for one in chart.series] == [(48300.0, 9750.0), (52100.5, 8120.25)]
    assert number_format(chart) == "#,##0.00"
    assert not has_commas(("48,300", "9.75", "1,200"))
    assert not has_commas(("84000", "12"))
    assert [amount(cell, commas=True) for cell in ("(1.234,5)", "12 %", "–")] == [-1234.5, 12.0, None]


def test_a_total_is_shown_before_its_parts() -> None:
    months = ("Jan", "Feb", "Mar", "Apr", "May")
    rows = tuple((month, str(10 + n), str(20 + 3 * n), str(30 + 4 * n)) for n, month in enumerate(months))
    chart = chart_of(Table(("Month", "North", "South", "Total"), rows))
    assert chart is not None
    assert [one.name for one in chart.series] == ["Total"]


def test_two_rows_do_not_stand_for_many() -> None:
    rows = (("Trout", "41", "39", "42"), ("Bullhead", "88", "160", "231"), ("Minnow", "60", "142", "245"),
            ("Others", "23", "30", "38"))  # fmt: skip
    chart = chart_of(Table(("Species", "2021", "2023", "2024"), rows))
    assert chart is not None
    assert chart.categories == ("Trout", "Bullhead", "Minnow", "Others")
    assert [one.name for one in chart.series] == ["2023", "2024"]


def test_the_bar_of_the_highest_time_is_coloured_where_the_values_go_up_and_down() -> None:
    def bars(*values: float) -> Chart:
        return Chart("column", ("2021", "2022", "2023"), (Series("Sales", values),))

    assert [highlight(bars(1, 2, 3)), highlight(bars(3, 2, 1)), highlight(bars(1, 3, 2))] == [2, 2, 1]
