"""Outlines and documents that the tests of slides share, and the strategy that makes any outline."""

from __future__ import annotations

from hypothesis import strategies as st

from desktop.domain.deck import Chart, Figure, Layout, Outline, OutlineSlide, Point, Quote, Series, Table
from desktop.domain.document import Block, Citation, Document, Page

REPORT = Document(
    "reports/orchard.pdf",
    (
        Page(
            1,
            (
                Block("Orchard Valley annual report", "heading", 1),
                Block("For the year ended June 30, 2024"),
                Block("Table of contents"),
                Block("1 Overview 2"),
                Block("2 Harvest 3"),
                Block("3 Costs 4"),
            ),
        ),
        Page(
            2,
            (
                Block("1 Overview", "heading", 1),
                Block(
                    "The valley has 42 orchards on 310 hectares. Apples are grown on three quarters of the land. "
                    "The cooperative sold 8,400 tonnes of fruit in 2024. It may sell more. "
                    "Sales were 12.6 million euros, up 9% from the year before."
                ),
            ),
        ),
        Page(
            3,
            (
                Block("2 Harvest", "heading", 1),
                Block("2.1 Apples", "heading", 2),
                Block(
                    "The apple harvest rose by 14% to 6,300 tonnes. A mild spring brought early blossom. "
                    "Hail on 3 June damaged one orchard in ten, which the insurance paid for. "
                    "See Table 1 for details."
                ),
                Block("Table 1. Harvest by fruit, tonnes."),
                Block(
                    "Fruit | 2022 | 2023 | 2024\nApples | 5,200 | 5,526 | 6,300\nPears | 1,400 | 1,380 | 1,450", "table"
                ),
                Block("2.2 Pears", "heading", 2),
                Block(
                    "The pear harvest was 1,450 tonnes. Pears keep until March in the new cold store. Two "
                    "growers began with plums."
                ),
            ),
        ),
        Page(
            4,
            (
                Block("3 Costs", "heading", 1),
                Block(
                    "Energy cost 310,000 euros. Wages were 2.4 million euros. Packaging cost 420,000 euros. "
                    "The cold store saved 45,000 euros of electricity. Diesel was dearer than in any year before."
                ),
                Block(
                    "July 2024: the board decides on a second cold store.\nSeptember 2024: the builder is chosen.\n"
                    "March 2025: the store is opened.",
                    "list",
                ),
            ),
        ),
    ),
)

CHINESE = Document(
    "果园总结.md",
    (
        Page(
            1,
            (
                Block("果园合作社年度总结", "heading", 1),
                Block("一、概况", "heading", 2),
                Block("合作社共有 42 个果园，总面积 310 公顷。四分之三的土地种植苹果。2024 年共售出水果 8400 吨。"),
                Block("二、主要成果", "heading", 2),
                Block("苹果产量增长 14%，达到 6300 吨。温和的春季使花期提前。新建的冷库节省电费 45000 欧元。"),
                Block("三、下一步", "heading", 2),
                Block("理事会将在七月决定是否建设第二座冷库。九月选定施工单位。明年三月投入使用。"),
            ),
        ),
    ),
    paged=False,
)


def citation(quote: str, page: int | None = 1, file: str = "a.pdf") -> Citation:
    """Make a verified citation."""
    return Citation(1, file, page, quote, "verified")


TEXT = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Cc", "Mn", "Cf", "So")), min_size=0, max_size=90
)
_WORDS = st.lists(
    st.sampled_from(
        ["alpha", "beta", "Ümläut", "数据", "报告", "émigré", "31", "%", "🙂", "antidisestablishmentarianism", "x"]
    ),
    min_size=1,
    max_size=14,
)
LINE = _WORDS.map(" ".join)
_POINT = st.builds(Point, text=st.one_of(LINE, TEXT), level=st.integers(0, 1), prompt=st.booleans())
_VALUE = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2)))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any table of one to six columns and up to thirty rows."""
    width = draw(st.integers(1, 6))
    row = st.lists(st.one_of(LINE, TEXT), min_size=width, max_size=width).map(tuple)
    return Table(draw(row), tuple(draw(st.lists(row, min_size=1, max_size=30))), draw(TEXT))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Any chart of up to four series and eight categories."""
    names = tuple(draw(st.lists(LINE, min_size=1, max_size=8)))
    one = st.lists(_VALUE, min_size=len(names), max_size=len(names)).map(tuple)
    series = tuple(Series(draw(LINE), draw(one)) for _ in range(draw(st.integers(1, 4))))
    return Chart(draw(st.sampled_from(("column", "bar", "line"))), names, series, draw(TEXT))


LAYOUTS: tuple[Layout | None, ...] = (
    None, "bullets", "comparison", "table", "chart", "numbers", "quote", "steps", "section",
)  # fmt: skip


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """Any outline, as far as a person could make one: odd texts, empty slides, every layout."""
    slides = [
        OutlineSlide(
            f"s{number}",
            draw(st.one_of(LINE, TEXT)),
            draw(st.sampled_from(LAYOUTS)),
            tuple(draw(st.lists(_POINT, max_size=9))),
            tuple(draw(st.lists(st.builds(Figure, value=LINE, caption=LINE), max_size=5))),
            draw(st.one_of(st.none(), tables())),
            draw(st.one_of(st.none(), charts())),
            draw(st.one_of(st.none(), st.builds(Quote, text=LINE, who=TEXT))),
            draw(TEXT),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    language = draw(st.sampled_from(("en-US", "zh-CN", "de-DE")))
    return Outline(draw(LINE), tuple(slides), draw(TEXT), language)
