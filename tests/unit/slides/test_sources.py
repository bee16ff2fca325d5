"""Outlines from Markdown, a conversation, a topic and typed notes, and what a model may change in them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.conversation import Conversation, Message, SourcesPart, TextPart, question
from desktop.domain.deck import Chart, Figure, Outline, OutlineSlide, Point, Quote, Series, Table
from desktop.domain.document import Citation
from desktop.domain.model import ModelInfo
from desktop.engine.protocol import Generate
from desktop.errors import OutlineEmpty, ProcessStopped
from desktop.slides.check import check
from desktop.slides.clean import clean
from desktop.slides.compose import compose
from desktop.slides.looks import LEDGER
from desktop.slides.make import Documents, Notes, Talk, Topic, Written, make_outline
from desktop.slides.markdown import from_markdown, to_markdown
from desktop.slides.rewrite import accept
from desktop.slides.skeleton import outline_of_topic, pattern_for
from desktop.slides.talk import outline_of_talk, title_of_question
from tests.fakes import FAKE_MODEL, FakeEngine, Reply
from tests.unit.slides.samples import REPORT, citation

_PLAIN = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).map(
    clean
)
_SAFE = _PLAIN.filter(lambda text: any(c.isalnum() for c in text))
_CITED = st.one_of(
    st.none(),
    st.builds(
        lambda quote, page, label: msgspec.structs.replace(
            citation(quote, page, "notes.xlsx"), page_label=label if page is not None and label != str(page) else None
        ),
        _SAFE.filter(lambda t: '"' not in t),
        st.one_of(st.none(), st.integers(1, 99)),
        st.one_of(st.none(), _SAFE, st.sampled_from(('): "', "a\\", "\\)", "Q1 (new): 2", "Sales!901:1800"))),
    ),
)


@st.composite
def _rows(draw: st.DrawFn, number: int) -> OutlineSlide:
    kind = draw(st.sampled_from(("points", "figures", "table", "chart", "quote")))
    slide = OutlineSlide(f"s{number}", draw(_SAFE))
    if kind == "points":
        points = [Point(draw(_SAFE), draw(_CITED), 0, draw(st.booleans()))]
        points += [Point(draw(_SAFE), draw(_CITED), draw(st.integers(0, 1))) for _ in range(draw(st.integers(0, 4)))]
        slide = msgspec.structs.replace(slide, points=tuple(points))
    elif kind == "figures":
        figures = st.builds(Figure, value=_SAFE.filter(lambda t: "*" not in t), caption=_SAFE, citation=_CITED)
        slide = msgspec.structs.replace(
            slide, figures=tuple(draw(st.lists(figures, min_size=1, max_size=4))), layout="numbers"
        )
    elif kind == "quote":
        slide = msgspec.structs.replace(slide, quote=Quote(draw(_SAFE), draw(_SAFE), draw(_CITED)))
    elif kind == "chart":
        chart = Chart(
            "line", ("2022", "2023"), (Series(draw(_SAFE), (1.0, None)),), draw(_SAFE), draw(_CITED), (("1", ""),)
        )
        slide = msgspec.structs.replace(slide, chart=chart)
    else:
        width = draw(st.integers(2, 4))
        row = st.lists(_PLAIN, min_size=width, max_size=width).map(tuple)
        body = tuple(draw(st.lists(row, min_size=1, max_size=4)))
        slide = msgspec.structs.replace(slide, table=Table(draw(row), body, draw(_SAFE), draw(_CITED)))
    return slide


@st.composite
def _outlines(draw: st.DrawFn) -> Outline:
    count = draw(st.integers(1, 5))
    slides = [draw(_rows(number)) for number in range(1, count + 1)]
    if draw(st.booleans()) and count > 1:
        slides[0] = OutlineSlide("s1", draw(_SAFE), "section")
    return Outline(draw(_SAFE), tuple(slides), "", "en-US")


@given(_outlines())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_outline_survives_markdown(outline: Outline) -> None:
    again = from_markdown(to_markdown(outline))
    assert again.title == outline.title
    assert [slide.title for slide in again.slides] == [slide.title for slide in outline.slides]

    def shown(slide: OutlineSlide) -> object:
        return msgspec.to_builtins(msgspec.structs.replace(slide, notes="")) | {"id": ""}

    def unnumbered(value: object) -> object:
        if isinstance(value, dict):
            return {key: unnumbered(one) for key, one in value.items() if key != "n"}
        return [unnumbered(one) for one in value] if isinstance(value, list | tuple) else value

    assert [unnumbered(shown(slide)) for slide in again.slides] == [
        unnumbered(shown(slide)) for slide in outline.slides
    ]


def test_markdown_of_a_person() -> None:
    outline = from_markdown(
        "# The pilot\n\nFor the board\n\n## What we measured\n\n### Demand fell\n\n* **Much** less heat\n  - in "
        "every block\n"
        "1. Second\n\n> It is warm.\n> — A resident\n\n| Block | Homes |\n|---|--:|\n| North | 18 |\n\nNote: "
        "say it\nslowly\n\n"
        "### Next\n\nA paragraph.\n"
    )
    assert (outline.title, outline.subtitle) == ("The pilot", "For the board")
    assert [(slide.title, slide.layout) for slide in outline.slides] == [
        ("What we measured", "section"), ("Demand fell", None), ("Next", None),
    ]  # fmt: skip
    row = outline.slides[1]
    assert row.figures == (Figure("Much", "less heat"),)
    assert [(point.text, point.level) for point in row.points] == [("in every block", 0), ("Second", 0)]
    assert row.quote == Quote("It is warm.", "A resident")
    assert row.table == Table(("Block", "Homes"), (("North", "18"),))
    assert row.notes == "say it\nslowly"
    assert [point.text for point in outline.slides[2].points] == ["A paragraph."]


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_as_markdown(text: str) -> None:
    from_markdown(text)


def _talk() -> Conversation:
    cited = (citation("Net sales were $81.8 billion in the quarter.", 4, "a.pdf"),)
    return Conversation(
        1,
        "Apple in the third quarter",
        (
            question("Can you explain what the total net sales in the quarter were, please?"),
            Message(
                "assistant",
                (
                    TextPart("Net sales were **$81.8 billion** [1]. They fell by 1%.\n\n```py\nx\n```"),
                    SourcesPart(cited),
                ),
            ),
            question("And the weather?"),
            Message("assistant", (TextPart("The documents do not say."),), kind="refused"),
            question("Why?"),
            Message("assistant", (TextPart("- Fewer iPhones were sold\n- The dollar was strong"),)),
        ),
    )


def test_a_conversation_is_a_slide_for_each_answer() -> None:
    outline = outline_of_talk(_talk())
    assert outline.title == "Apple in the third quarter"
    assert [slide.title for slide in outline.slides] == ["What the total net sales in the quarter were, please", "Why?"]
    first = outline.slides[0].points
    assert [point.text for point in first] == ["Net sales were $81.8 billion", "They fell by 1%"]
    assert first[0].citation is not None
    assert first[0].citation.page == 4
    assert first[1].citation is None
    assert outline.sources == ("a.pdf",)
    one = list(make_outline(Talk(_talk(), 5)))[-1]
    assert isinstance(one, Outline)
    assert [slide.title for slide in one.slides] == ["Why?"]
    with pytest.raises(OutlineEmpty):
        outline_of_talk(Conversation(1, "x", (question("?"),)))


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("What is a heat pump?", "What is a heat pump?"),
        ("Please summarise the annual report of the cooperative for me and for the board of "
            "directors", "Annual report of the cooperative for me"),
        ("请帮我介绍一下热泵。", "热泵"),
    ],
)  # fmt: skip
def test_questions_become_titles(asked: str, title: str) -> None:
    assert title_of_question(asked).startswith(title[:30])


@pytest.mark.parametrize(
    ("topic", "pattern"),
    [
        ("How to prune apple trees", "lesson"),
        ("Migration project 2025", "plan"),
        ("年度总结报告", "report"),
        ("Bees", "talk"),
        ("Investors: a solar startup", "pitch"),
    ],
)
def test_a_topic_chooses_its_pattern(topic: str, pattern: str) -> None:
    assert pattern_for(topic) == pattern


def test_prompts_of_a_topic_never_reach_a_slide() -> None:
    outline = outline_of_topic("Bees in the city", slides=6)
    assert all(point.prompt for slide in outline.slides for point in slide.points)
    deck = compose(outline, LEDGER)
    assert [slide.layout for slide in deck.slides] == ["title"]
    assert ("content", "warn") in {(c.check, c.level) for c in check(deck)}
    filled = msgspec.structs.replace(
        outline,
        slides=(msgspec.structs.replace(outline.slides[0], points=(Point("Bees need flowers"),)), *outline.slides[1:]),
    )
    deck = compose(filled, LEDGER)
    assert [slide.title for slide in deck.slides] == ["Bees in the city", outline.slides[0].title]
    assert outline_of_topic("城市里的蜜蜂").language == "zh-CN"
    with pytest.raises(OutlineEmpty):
        outline_of_topic(" ?! ")


def test_a_small_model_is_not_asked() -> None:
    small = msgspec.structs.replace(FAKE_MODEL, parameters=135_000_000)
    engine = FakeEngine("- Nonsense", model=small)
    outline = list(make_outline(Topic("Bees"), engine=engine))[-1]
    assert isinstance(outline, Outline)
    assert outline.slides[0].points[0].prompt
    assert engine.requests == []


def test_a_good_model_writes_about_a_topic() -> None:
    engine = FakeEngine("- Bees pollinate fruit trees\n- Cities offer many flowers\n")
    outline = list(make_outline(Topic("Bees"), engine=engine))[-1]
    assert isinstance(outline, Outline)
    assert [point.text for point in outline.slides[0].points] == [
        "Bees pollinate fruit trees",
        "Cities offer many flowers",
    ]
    assert not any(point.prompt for slide in outline.slides for point in slide.points)


class _Retriever:
    def documents(self, files: tuple[str, ...] = ()) -> tuple[object, ...]:
        return (REPORT,)


def _reworded(request: Generate) -> str:
    asked = request.messages[-1].content
    if "Write a title" in asked:
        return "The harvest rose by 99%"
    points = [line for line in asked.splitlines() if line.startswith("- ")]
    return "\n".join(
        "- " + line[2:].replace("The apple harvest rose by 14% to 6,300 tonnes", "Apple harvest rose by 41%")
        for line in points
    )


def test_a_model_cannot_change_a_number() -> None:
    engine = FakeEngine(_reworded)
    plain = list(make_outline(Documents(), retriever=_Retriever()))[-1]  # type: ignore[arg-type]
    reworded = list(make_outline(Documents(), retriever=_Retriever(), engine=engine))[-1]  # type: ignore[arg-type]
    assert isinstance(plain, Outline)
    assert isinstance(reworded, Outline)
    assert engine.requests
    assert [s.title for s in reworded.slides] == [s.title for s in plain.slides]
    assert [p.text for s in reworded.slides for p in s.points] == [p.text for s in plain.slides for p in s.points]


def test_a_model_that_dies_leaves_the_documents_words() -> None:
    engine = FakeEngine(Reply("- x", fail=ProcessStopped(name="model process", cause="x")))
    outline = list(make_outline(Documents(), retriever=_Retriever(), engine=engine))[-1]  # type: ignore[arg-type]
    assert isinstance(outline, Outline)
    assert outline.slides


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("Sales rose by 9% to 12.6 million euros", True),
        ("Sales rose by 90% to 12.6 million euros", False),
        ("Bananas became very popular in Norway", False),
        ("销售额增长 9%", False),
        ("x", False),
    ],
)
def test_what_a_model_may_write(line: str, taken: bool) -> None:
    cited = citation("Sales rose by 9% to 12.6 million euros in the year.")
    assert accept(line, "Sales rose by 9% to 12.6 million euros in the year", cited, (8, 130)) is taken


def test_a_model_cannot_lose_a_not() -> None:
    cited = citation("The saving alone does not pay for the pump.")
    assert not accept("The saving alone does pay for the pump", cited.quote, cited, (8, 130))
    assert accept("Saving alone does not pay for the pump", cited.quote, cited, (8, 130))


def test_notes_are_read_as_a_document() -> None:
    text = (
        "# Trip\n\nWe saw 3 farms in two days. The first grew pears on 4 hectares.\n\n## Plan\n\n- Call the "
        "growers again\n- Order the new labels"
    )
    outline = list(make_outline(Notes(text)))[-1]
    assert isinstance(outline, Outline)
    assert outline.title == "Trip"
    assert "Plan" in [slide.title for slide in outline.slides]
    with pytest.raises(OutlineEmpty):
        list(make_outline(Notes("  \n")))
    with pytest.raises(OutlineEmpty):
        list(make_outline(Written("")))
    with pytest.raises(OutlineEmpty):
        list(make_outline(Documents()))


def test_types() -> None:
    assert isinstance(FAKE_MODEL, ModelInfo)
    assert isinstance(citation("x"), Citation)
