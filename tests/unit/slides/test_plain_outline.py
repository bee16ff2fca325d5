"""An outline that is only words or a list is a deck too, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.deck import Outline, OutlineSlide, Point, Table
from desktop.domain.quote import normalise
from desktop.slides.compose import compose
from desktop.slides.found_charts import chart_of
from desktop.slides.headings import title_from_file, without_numbering
from desktop.slides.looks import LEDGER
from desktop.slides.make import Written, make_outline
from desktop.slides.markdown import from_markdown


def _titles(text: str) -> list[str]:
    made = list(make_outline(Written(text)))[-1]
    assert isinstance(made, Outline)
    return [slide.title for slide in compose(made, LEDGER).slides]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Cats are great", ["Cats are great"]),
        ("# Launch plan\n\n- Build\n- Test\n- Ship", ["Launch plan", "Launch plan"]),
        (
            "Launch plan\n\n- Build\n    - The frame\n    - The roof\n- Sell\n    - To whom",
            ["Launch plan", "Build", "Sell"],
        ),
        ("Plan\n1. Build\n  - a\n2. Ship\n3. Sell\n4. Rest\n  - b", ["Plan", "Agenda", "Build", "Plan", "Rest"]),
        ("# Deck\n\n## One\n\n- a\n\n## Two\n\n- b", ["Deck", "One", "Two"]),
    ],
)
def test_lists_and_words_are_outlines(text: str, titles: list[str]) -> None:
    assert _titles(text) == titles


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.sampled_from(("- ", "* ", "1. ", "")), st.sampled_from(("Build", "Ship it", "建造"))
        ),
        max_size=9,
    ),
    st.sampled_from(("", "# Plan\n", "Plan\n\n")),
)
@settings(max_examples=120, deadline=None)
def test_no_word_of_a_list_is_lost(lines: list[tuple[int, str, str]], head: str) -> None:
    body = [f"{'  ' * depth}{mark}{word}{at}" for at, (depth, mark, word) in enumerate(lines)]
    outline = from_markdown(head + "\n".join(body))
    texts = [point.text for slide in outline.slides for point in slide.points]
    kept = normalise(" ".join((outline.title, outline.subtitle, *(slide.title for slide in outline.slides), *texts)))
    assert all(normalise(f"{word}{at}") in kept for at, (_, _, word) in enumerate(lines))


def test_very_long_points_are_a_slide_each() -> None:
    long = " ".join(f"word{n}" for n in range(60))
    rows = (OutlineSlide("s1", "Findings", points=(Point(f"{long} one"), Point(f"{long} two"))),)
    deck = compose(Outline("Deck", rows), LEDGER)
    assert [slide.title for slide in deck.slides] == ["Deck", "Findings (1/2)", "Findings (2/2)"]


def test_chinese_dates_are_steps_and_chapters_lose_their_number_in_the_agenda() -> None:
    text = (
        "# 汇报\n\n## 一、总体情况\n\n- 全年受理 48.6 万次\n\n## 二、计划\n\n- 2026年3月：上线新系统\n"
        "- 2026年6月：更新知识库\n- 2026年9月：达到目标值\n\n## 三、费用\n\n- 共 12 万元\n"
    )
    deck = compose(from_markdown(text), LEDGER)
    assert [point.text for point in deck.slides[1].points] == ["总体情况", "计划", "费用"]
    steps = next(slide for slide in deck.slides if slide.layout == "steps")
    assert [step.label for step in steps.steps] == ["2026年3月", "2026年6月", "2026年9月"]
    assert deck.slides[2].title == "一、总体情况"


@pytest.mark.parametrize(("heading", "bare"), [("第一章 背景", "背景"), ("2.1 Apples", "Apples"), ("2024", "2024")])
def test_numbering(heading: str, bare: str) -> None:
    assert without_numbering(heading) == bare


def test_a_tag_of_the_language_is_no_part_of_a_title() -> None:
    assert title_from_file("Amazon_rainforest.zh.txt") == "Amazon rainforest"
    assert title_from_file("2023_q3-report.pdf") == "2023 q3 report"


def test_years_in_rows_are_a_series_of_the_first_column_that_moves() -> None:
    table = Table(
        ("年份", "天数", "骑行量（万次）", "车辆"),
        tuple((str(2021 + n), str(365 + n // 3), f"{6.1 + n:.1f}", f"{15 + n},200") for n in range(5)),
    )
    chart = chart_of(table)
    assert chart is not None
    assert (chart.kind, chart.unit, len(chart.series)) == ("column", "骑行量（万次）", 1)
    assert chart.labels[0][0] == "6.1"


def test_rows_are_named_by_the_column_that_tells_them_apart() -> None:
    months = [f"{month} {year}" for year in (2022, 2023, 2024) for month in ("January", "February", "March")]
    rows = tuple((f"{name[-4:]}", name, f"{400 + 20 * n}") for n, name in enumerate(months))
    chart = chart_of(Table(("Winter", "Month", "Degree days"), rows))
    assert chart is not None
    assert chart.categories == tuple(months)
    assert chart.kind == "line"
