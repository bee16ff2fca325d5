"""What stands over a slide: a sentence that says the main point, what a chart shows, else the heading."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.deck import Chart, Outline, OutlineSlide, Point, Series
from desktop.domain.document import Block, Document, Page
from desktop.domain.quote import contains, numbers
from desktop.slides.check import check
from desktop.slides.compose import compose
from desktop.slides.headline import choose_headline, headline, shown_by
from desktop.slides.looks import LEDGER, THEMES, theme_for
from desktop.slides.markdown import from_markdown, to_markdown
from desktop.slides.numbering import unique_titles
from desktop.slides.outline import outline_of
from desktop.slides.prose import says, states, usable
from desktop.slides.scene import layout_boxes
from desktop.slides.sections import Place, Section, Statement
from desktop.slides.segments import LONG, divided
from desktop.worker.cancel import Cancel
from tests.unit.slides.samples import REPORT, citation


def _said(text: str, order: int = 0, block: int = 0, page: int | None = 1) -> Statement:
    return Statement(text, Place("a.pdf", page), order, True, False, block)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Sales rose by 9% to 12.6 million euros.", "Sales rose by 9% to 12.6 million euros"),
        ("Sales rose by 9%, which they had hoped for.", ""),
        ("五年间日均骑行量增长了 58%。", "五年间日均骑行量增长了 58%"),
        ("This trend will continue for years.", ""),
        ("Is the money well spent?", ""),
        ("The sales growth reflects 40 new stores.", ""),
        ("The order matters more than it may seem to be.", ""),
        ("A resident of the block said “It is warm.”", ""),
        ("See Table 4 for what the homes cost.", ""),
        ("Net sales and costs " + "of each region and of every quarter " * 5 + "are listed.", ""),
    ],
)  # fmt: skip
def test_what_can_stand_over_a_slide(sentence: str, title: str) -> None:
    assert headline(_said(sentence)) == title


def test_an_item_of_a_list_is_no_title() -> None:
    assert headline(Statement("Sales rose by 9%.", Place("a.pdf", 1), 0, True, item=True)) == ""


WORDS = ("Sales", "rose", "by", "9%", "it", "this,", ".", ":", "; ", "“", "”", "?", "销售额增长了", "2024", "。", "and")


@given(st.lists(st.sampled_from(WORDS), max_size=24))
@settings(max_examples=80, deadline=None)
def test_a_title_is_a_run_of_its_sentence(words: list[str]) -> None:
    sentence = " ".join(words)
    title = headline(_said(sentence))
    assert not title or contains(sentence, title)


def test_a_sentence_with_an_amount_is_preferred() -> None:
    statements = [_said("The pilot was a success in every block."), _said("Demand fell by 31 per cent.")]
    assert choose_headline(statements, [0.5, 0.5], [0, 1]) == 1
    assert choose_headline(statements, [0.5, 0.1], [0, 1]) == 0
    assert choose_headline(statements, [0.1, 0.0], [0, 1]) is None


@pytest.mark.parametrize(
    ("heading", "stands"),
    [
        ("Insulation decides the gain", True),
        ("Winter demand fell by 31 %", True),
        ("Results of operations", False),
        ("What a home costs", False),
        ("Management’s Discussion and Analysis", False),
        ("The next 120 homes", False),
        ("Review and Confirmation of Plan", False),
    ],
)
def test_headings_that_say_something_stay(heading: str, stands: bool) -> None:
    assert states(heading) is stands


def _chart(names: tuple[str, ...], **series: tuple[float, ...]) -> Chart:
    rows = tuple(Series(name.replace("_", " "), values) for name, values in series.items())
    return Chart("column", names, rows, "", None, tuple(tuple(f"{v:g}" for v in one.values) for one in rows))


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (_chart(("2021", "2022", "2023"), demand=(112, 108, 77)), "Down from 112 to 77 between 2021 and 2023"),
        (_chart(("2021", "2022", "2023"), demand=(5, 9, 7)), "Highest in 2022, with 9"),
        (_chart(("2021", "2022"), demand=(5, 5)), ""),
        (_chart(("Mac", "iPad"), north=(10, 8), south=(12, 3)), ""),
        (Chart("column", ("Mac", "iPad"), (Series("2022", (10, 8)), Series("2023", (12, 3))), "", None,
            (("$10", "$8"), ("$12", "$3"))), "Largest change: iPad, down from $8 to $3"),
        (_chart(("North", "South"), homes=(18, 16)), "North is largest, with 18"),
        (_chart(("North", "South"), homes=(16, 16)), ""),
        (_chart(("North", "South"), gain=(18, -16)), ""),
        (Chart("column", ("a", "b"), (Series("", (1.0, None)),), "", None, (("1", ""),)), ""),
        (Chart("column", ("a", "b"), (Series("", (1.0, 2.0)),)), ""),
    ],
)  # fmt: skip
def test_what_a_chart_shows(chart: Chart, told: str) -> None:
    assert shown_by(chart, "en-US") == told


def test_where_all_went_one_way_that_is_told() -> None:
    series = (Series("2022", (10, 8, 6)), Series("2023", (9, 3, 5)))
    chart = Chart("column", ("A", "B", "C"), series, "", None, (("10", "8", "6"), ("9", "3", "5")))
    assert shown_by(chart, "en-US") == "All fell, B most: from 8 to 3"
    assert shown_by(chart, "zh-CN") == "各项均下降，B降幅最大：由 8 降至 3"


@given(
    st.lists(st.integers(-500, 500), min_size=1, max_size=8),
    st.sampled_from(("en-US", "zh-CN", "de-DE", "fr-FR", "es-ES")),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_a_chart_is_told_with_its_own_numbers_only(values: list[int], language: str, timed: bool) -> None:
    names = tuple(str(2001 + n) if timed else f"Group {chr(65 + n)}" for n in range(len(values)))
    chart = _chart(names, amount=tuple(float(value) for value in values))
    known = numbers(" ; ".join((*names, *chart.labels[0])))
    assert numbers(shown_by(chart, language)) <= known


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_topic_stands_over_the_title_and_in_the_agenda(theme: object) -> None:
    rows = tuple(
        OutlineSlide(f"s{n}", f"Statement {n} rose by {n} per cent", points=(Point("One"), Point("Two")),
            topic=f"Topic {n}", claim=citation(f"Statement {n} rose by {n} per cent."))
        for n in range(1, 6)
    )  # fmt: skip
    deck = compose(Outline("Deck", rows, sources=("a.pdf",)), theme)  # type: ignore[arg-type]
    assert [point.text for point in deck.slides[1].points] == [f"Topic {n}" for n in range(1, 6)]
    scene = layout_boxes(deck.slides[2], theme, 3)  # type: ignore[arg-type]
    title, topic = (next(box for box in scene.boxes if box.role == role) for role in ("title", "kicker"))
    assert topic.paragraphs[0].text == "Topic 1"
    assert topic.y + topic.h <= title.y
    assert not [found for found in check(deck) if found.level == "error"]


def test_the_last_slide_says_the_main_points_again_with_their_sources() -> None:
    rows = tuple(
        OutlineSlide(f"s{n}", f"Sales of {n} regions rose", points=(Point("One"), Point("Two")), topic=f"Topic {n}",
            claim=citation(f"Sales of {n} regions rose.", n))
        for n in range(1, 8)
    )  # fmt: skip
    last = compose(Outline("Deck", rows, sources=("a.pdf",)), LEDGER).slides[-1]
    assert (last.layout, last.title, len(last.points)) == ("closing", "What to remember", 4)
    assert last.source_line == "Sources: a.pdf, pp. 1, 2, 3, 4, 5, 6, 7"
    many = tuple(
        OutlineSlide(f"s{n}", f"Sales of {n} regions rose", points=(Point("One"), Point("Two")),
            claim=citation(f"Sales of {n} regions rose.", n, f"{n}.pdf"), topic=f"Topic {n}")
        for n in range(1, 8)
    )  # fmt: skip
    assert compose(Outline("Deck", many), LEDGER).slides[-1].title == "Sources"


def test_title_topic_and_place_survive_markdown() -> None:
    row = OutlineSlide("s1", "Demand fell by 31 %", None, (Point("In every block"),), topic="Winter demand",
        claim=citation("Demand fell by 31 % in all.", 4))  # fmt: skip
    again = from_markdown(to_markdown(Outline("Deck", (row,)))).slides[0]
    assert (again.title, again.topic) == (row.title, row.topic)
    assert again.claim == row.claim


def test_slides_called_like_their_section_or_deck_are_its_overview() -> None:
    point = (Point("x"),)
    rows = (
        OutlineSlide("s1", "Bees", points=point),
        OutlineSlide("s2", "Hives", "section"),
        OutlineSlide("s3", "Hives", points=point),
        OutlineSlide("s4", "Costs", points=point),
        OutlineSlide("s5", "Costs", points=point),
        OutlineSlide("s6", "Costs", points=point),
    )
    titles = [slide.title for slide in unique_titles(Outline("Bees", rows)).slides]
    assert titles == ["Bees: overview", "Hives", "Hives: overview", "Costs", "Hives: Costs", "Costs (2)"]


def test_a_title_that_is_told_apart_is_no_longer_the_words_of_a_quote() -> None:
    claim = citation("Bees")
    rows = (OutlineSlide("s1", "Bees", claim=claim), OutlineSlide("s2", "Sales were 12.6 million", claim=claim))
    first, second = unique_titles(Outline("Bees", rows)).slides
    assert (first.title, first.claim) == ("Bees: overview", None)
    assert second.claim is claim


@given(st.lists(st.sampled_from(("A", "B", "Deck", "a")), max_size=9), st.sampled_from(("en-US", "zh-CN")))
@settings(max_examples=80, deadline=None)
def test_no_two_slides_keep_one_title(titles: list[str], language: str) -> None:
    rows = tuple(OutlineSlide(f"s{n}", title, points=(Point("x"),)) for n, title in enumerate(titles))
    given_titles = [slide.title.casefold() for slide in unique_titles(Outline("Deck", rows, "", language)).slides]
    assert len(set(given_titles)) == len(titles)
    assert "deck" not in given_titles


@given(st.lists(st.integers(1, 30), max_size=9))
@settings(max_examples=60, deadline=None)
def test_a_long_text_is_divided_and_nothing_is_lost(paragraphs: list[int]) -> None:
    statements = [
        _said(f"Sentence {at} of paragraph {number} is here.", at, number, number)
        for number, count in enumerate(paragraphs)
        for at in range(count)
    ]
    section = Section("", (), 9, 3, "a.pdf", tuple(statements))
    runs = divided(section)
    assert [one for run in runs for one in run.statements] == statements
    assert len({run.order for run in runs}) == len(runs)
    assert (len(runs) > 1) <= (len(statements) >= LONG)
    assert all(len(run.statements) <= 2 * LONG for run in runs)


def test_a_text_without_headings_fills_the_slides_that_were_asked_for() -> None:
    body = [
        Block(" ".join(f"The {thing} of region {n} grew by {n + k} per cent in the year." for k, thing in
            enumerate(("harvest", "export", "storage", "transport", "packing", "labour"))))
        for n in range(1, 11)
    ]  # fmt: skip
    document = Document("speech.txt", (Page(1, tuple(body)),), paged=False)
    made = list(outline_of([document], slides=8, cancel=Cancel()))[-1]
    assert isinstance(made, Outline)
    assert len(made.slides) >= 5
    assert len({slide.title for slide in made.slides}) == len(made.slides)
    assert all(slide.claim is not None for slide in made.slides)


@pytest.mark.parametrize(
    "line",
    [
        "314b0a30-5b04-470b-b9f7-eed2c2bec74a Multi-agent conversations can enable this partitioning.",
        "THE PRESIDENT: The deficit has been cut by a trillion dollars.",
        "Statements of comprehensive income for the three months ended April 30, 2023 and",
        "The growers have sold all of their spring fruit to a neigh-",
    ],
)
def test_fragments_are_no_points(line: str) -> None:
    assert not usable(line)
    assert not usable(line, item=True)


def test_what_only_names_a_thing_says_nothing() -> None:
    assert not says("15-inch MacBook Air , powered by the M2 chip")
    assert says("The laptop is powered by the M2 chip")
    assert usable("The grant is applied for.")
    assert usable("2026年9月：首批2,000辆新车投入使用。")


def test_notes_add_what_the_slide_leaves_out() -> None:
    made = list(outline_of([REPORT], cancel=Cancel()))[-1]
    assert isinstance(made, Outline)
    apples = next(slide for slide in made.slides if "Apples" in (slide.topic, slide.title))
    shown = {apples.title, *(point.text for point in apples.points)}
    assert any(sentence not in " ".join(shown) for sentence in apples.notes.split("\n\n"))


def test_a_part_has_only_slides_of_its_own() -> None:
    body = (
        "Sales of the region rose by {n} per cent. Costs of the region fell by {n} per cent. Staff grew by {n} people."
    )

    def block(depth: int, name: str, n: int) -> list[Block]:
        return [Block(name, "heading", depth), *([Block(body.format(n=n))] if n else [])]

    blocks = [*block(1, "1 Results", 0), *block(2, "1.1 North", 11), *block(2, "1.2 South", 12)]
    blocks += [*block(1, "2 Outlook", 0), *block(2, "2.1 Plans", 13), *block(2, "2.2 Risks", 14)]
    blocks += block(1, "3 Board", 15)
    made = list(outline_of([Document("a.pdf", (Page(1, tuple(blocks)),))], cancel=Cancel()))[-1]
    assert isinstance(made, Outline)
    assert not [slide for slide in made.slides if slide.is_section], "the board belongs to no part"
    made = list(outline_of([Document("a.pdf", (Page(1, tuple(blocks[:-2])),))], cancel=Cancel()))[-1]
    assert isinstance(made, Outline)
    assert [slide.title for slide in made.slides if slide.is_section] == ["Results", "Outlook"]


@pytest.mark.parametrize(
    ("language", "start"), [("zh-CN", "柱形图"), ("de-DE", "Säulendiagramm"), ("en-US", "Column chart")]
)
def test_descriptions_speak_the_language_of_the_deck(language: str, start: str) -> None:
    rows = (OutlineSlide("s1", "A", chart=_chart(("a", "b"), one=(1, 2))),)
    slide = compose(Outline("D", rows, "", language), LEDGER).slides[-1]
    assert slide.alt.startswith(start)
    assert slide.notes == slide.alt


def test_titles_of_chinese_decks_have_plain_digits() -> None:
    assert theme_for("ledger", "zh-CN").fonts.major == "Arial"
    assert theme_for("ledger", "en-US") is LEDGER


def test_the_only_chart_of_a_small_section_has_all_of_it_beside() -> None:
    blocks = (
        Block("Winter demand fell by 31 %", "heading", 1),
        Block("Winter | kWh\n2022 | 112\n2023 | 108\n2024 | 77", "table", place="chart"),
        Block("Seen in every block\nLargest where roofs were insulated first\nCorrected for degree days", "list"),
    )
    made = list(outline_of([Document("a.pptx", (Page(1, blocks),))], cancel=Cancel()))[-1]
    assert isinstance(made, Outline)
    assert [(slide.layout, len(slide.points)) for slide in made.slides] == [("chart", 3)]
    assert made.slides[0].title.startswith("Winter demand fell by 31 %")
