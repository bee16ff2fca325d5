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


#: Outlines as people type them, and what must come of each: a title, and slides with their points.
TYPED = {
    "capitals": ("PROJECT STATUS\n\nSCOPE\nlive in May\nno shop yet\n\nRISKS\nbudget used\n",
                 "PROJECT STATUS", {"SCOPE": ["live in May", "no shop yet"], "RISKS": ["budget used"]}),
    "colons": ("Offsite\n\nGoals:\n- meet\n- agree\n\nCosts: 8,400 euros\nWho: 14 people\n",
               "Offsite", {"Goals": ["meet", "agree"], "Offsite": ["Costs: 8,400 euros", "Who: 14 people"]}),
    "tabs": ("Holiday\n\tWhere\n\t\tItaly\n\t\tGreece\n\tWhen\n\t\tJune\n",
             "Holiday", {"Where": ["Italy", "Greece"], "When": ["June"]}),
    "numbers": ("Fair\n1. Budget\n 1.1 We have 4,500\n 1.2 It was 3,900\n2. Music\n a) Band\n b) Choir\n3) Rest\n - x",
                "Fair", {"Budget": ["We have 4,500", "It was 3,900"], "Music": ["Band", "Choir"], "Rest": ["x"]}),
    "chinese": ("发布计划\n一、市场\n1、用户三百万\n2、对手四家\n二、产品\n（1）价格低\n（2）续航18小时\n",
                "发布计划", {"市场": ["用户三百万", "对手四家"], "产品": ["价格低", "续航18小时"]}),
    "bold": ("**Review**\n\n**Well**\n- Sales up\n\n**Not well**\n- Late\n",
             "Review", {"Well": ["Sales up"], "Not well": ["Late"]}),
    "underlined": ("Winter\n======\n\nRoads\n-----\n* 340 km\n\nBridges\n-------\n1. Check joints\n",
                   "Winter", {"Roads": ["340 km"], "Bridges": ["Check joints"]}),
    "bullets": ("- Who\n  - Anna\n• Market\n   • growing\n– Team\n   – Bo\n",
                "Talk", {"Who": ["Anna"], "Market": ["growing"], "Team": ["Bo"]}),
    "prose": ("We open a second shop. The first made 212,000 euros last year.\n\n"
              "It should be near the station, where people pass. Rent is 2,900 a month.\n\n"
              "We need 60,000 euros to begin with it.\n",
              "We open a second shop",
              {"We open a second shop": ["The first made 212,000 euros last year."],
               "It should be near the station, where people pass": [
                   "Rent is 2,900 a month.", "We need 60,000 euros to begin with it."]}),
}  # fmt: skip


@pytest.mark.parametrize("shape", TYPED)
def test_outlines_are_read_as_people_type_them(shape: str) -> None:
    text, title, slides = TYPED[shape]
    outline = from_markdown(text, name="Talk")
    assert outline.title == title
    assert {slide.title: [point.text for point in slide.points] for slide in outline.slides} == slides


def test_a_number_with_decimals_numbers_no_line() -> None:
    outline = from_markdown("Plan\n1. Money\n - 2.5 million euros\n2. People\n - 1.4 of them\n")
    assert [point.text for slide in outline.slides for point in slide.points] == ["2.5 million euros", "1.4 of them"]


def test_what_has_headings_stays_as_it_is() -> None:
    outline = from_markdown("# A\n\n## B\n\n**All of it**\n\n**and this**\n\n- c:\n- d\n\n## E\n\nF:\n- g\n")
    assert [slide.title for slide in outline.slides] == ["B", "E"]


def test_points_after_a_very_long_one_share_a_slide() -> None:
    rows = (OutlineSlide("s1", "Findings", points=(Point("word " * 95), Point("short"), Point("another"))),)
    deck = compose(Outline("Deck", rows), LEDGER)
    assert [len(slide.points) for slide in deck.slides[1:]] == [1, 2]
