"""Documents become outlines in their own words: every point and figure stands on the page that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.deck import Outline
from desktop.domain.document import Block, Document, Page
from desktop.domain.events import Progress
from desktop.domain.quote import contains, numbers
from desktop.errors import Cancelled, OutlineEmpty
from desktop.slides.check import check
from desktop.slides.compose import compose
from desktop.slides.cover import name_document
from desktop.slides.headings import Casing
from desktop.slides.looks import LEDGER
from desktop.slides.material import gather
from desktop.slides.outline import outline_of
from desktop.worker.cancel import Cancel
from tests.unit.slides.samples import CHINESE, LINE, REPORT, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence


def _outline(*documents: Document, slides: int = 0, focus: str = "", language: str = "") -> Outline:
    events = list(outline_of(documents, slides=slides, focus=focus, language=language, cancel=Cancel()))
    assert all(isinstance(event, Progress) for event in events[:-1])
    assert isinstance(events[-1], Outline)
    return events[-1]


def _stands(documents: Sequence[Document], outline: Outline) -> None:
    pages = {(d.file, page.number if d.paged else None): page.text for d in documents for page in d.pages}
    for slide in outline.slides:
        for citation in slide.citations:
            assert citation.verified
            assert contains(pages[citation.file, citation.page], citation.quote)
        if slide.claim is not None:
            assert contains(slide.claim.quote, slide.title)
            assert slide.title not in {point.text for point in slide.points}
        for point in slide.points:
            assert point.citation is not None
            assert contains(point.citation.quote, point.text)
        for figure in slide.figures:
            assert figure.citation is not None
            assert numbers(figure.value) <= numbers(figure.citation.quote)


@pytest.mark.parametrize("document", [REPORT, CHINESE], ids=["en", "zh"])
def test_everything_stands_where_it_is_cited(document: Document) -> None:
    outline = _outline(document)
    _stands([document], outline)
    assert outline.sources == (document.file,)
    assert len([slide for slide in outline.slides if not slide.is_section]) >= 3


def test_titles_say_something_and_headings_are_their_topics() -> None:
    outline = _outline(REPORT)
    titles = [slide.title for slide in outline.slides]
    topics = [slide.topic or slide.title for slide in outline.slides]
    assert outline.title == "Orchard Valley annual report"
    assert outline.subtitle == "For the year ended June 30, 2024"
    assert "Overview" in topics
    assert "Sales were 12.6 million euros, up 9% from the year before" in titles
    assert not [title for title in titles if "contents" in title.lower() or title[:1].isdigit()]
    assert len({title.casefold() for title in titles}) == len(titles)


def test_the_table_is_a_chart_and_the_dates_are_steps() -> None:
    outline = _outline(REPORT)
    charts = [slide.chart for slide in outline.slides if slide.chart is not None]
    assert [chart.categories for chart in charts] == [("2022", "2023", "2024")]
    steps = [slide for slide in outline.slides if slide.layout == "steps"]
    assert steps[0].points[0].text == "July 2024: The board decides on a second cold store"


def test_a_deck_of_a_report_passes_its_check() -> None:
    deck = compose(_outline(REPORT), LEDGER)
    assert len(deck.slides) >= 8
    assert deck.slides[-1].layout == "closing"
    assert deck.slides[1].layout == "agenda"
    assert [c for c in check(deck) if c.level == "error"] == []
    content = [slide for slide in deck.slides if slide.layout not in {"title", "agenda", "section", "closing"}]
    assert all("orchard.pdf, p" in slide.source_line for slide in content)
    assert all(slide.notes for slide in content if slide.points)


def test_chinese_decks_speak_chinese() -> None:
    outline = _outline(CHINESE)
    deck = compose(outline, LEDGER)
    assert outline.language == "zh-CN"
    assert [slide.title for slide in deck.slides][1] == "目录"
    assert compose(outline, LEDGER, 6).slides[-1].title == "资料来源"
    assert {"概况", "主要成果", "下一步"} == {point.text for point in deck.slides[1].points}
    assert {"概况", "主要成果", "下一步"} == {slide.kicker or slide.title for slide in deck.slides[2:]}
    assert [c for c in check(deck) if c.level == "error"] == []


@pytest.mark.parametrize("count", [4, 6, 8, 10])
def test_as_many_slides_as_asked(count: int) -> None:
    outline = _outline(REPORT, slides=count)
    assert len(compose(outline, LEDGER, count).slides) <= count
    if count <= 8:
        assert len(compose(outline, LEDGER, count).slides) == count


def test_a_focus_chooses_what_is_shown() -> None:
    plain = _outline(REPORT, slides=5)
    focused = _outline(REPORT, slides=5, focus="pears and plums in the cold store")
    assert "Pears" in [slide.topic or slide.title for slide in focused.slides]
    assert focused.title.startswith("Pears and plums") or focused.title.startswith("pears and plums")
    assert plain.title == "Orchard Valley annual report"


def test_several_documents_are_a_part_each() -> None:
    other = msgspec.structs.replace(CHINESE, file="b.md")
    outline = _outline(REPORT, other)
    parts = [slide.title for slide in outline.slides if slide.is_section]
    assert parts == ["Orchard Valley annual report", "果园合作社年度总结"]
    _stands([REPORT, other], outline)


@pytest.mark.parametrize(
    "document",
    [
        Document("empty.txt", ()),
        Document("blank.txt", (Page(1, ()),)),
        Document("numbers.txt", (Page(1, (Block("1 2 3\n4 5 6"),)),)),
    ],
    ids=lambda document: str(document.file),
)
def test_nothing_to_show_is_said(document: Document) -> None:
    with pytest.raises(OutlineEmpty):
        _outline(document)


def test_work_can_be_cancelled() -> None:
    cancel = Cancel()
    events = outline_of([REPORT], cancel=cancel)
    next(events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)


def test_a_running_head_is_no_section() -> None:
    pages = tuple(
        Page(n, (Block("ACME QUARTERLY", "heading", 2), Block(f"Plant {n} made {n},000 pumps in the quarter.")))
        for n in range(1, 6)
    )
    material = gather(Document("a.pdf", pages))
    assert all(section.title != "Acme Quarterly" for section in material.sections)


def test_a_title_of_a_machine_is_passed_over() -> None:
    document = msgspec.structs.replace(REPORT, title="0001045810-23-000227")
    assert name_document(document, Casing([]))[0] == "Orchard Valley annual report"
    bare = Document(
        "q3_results.docx", (Page(1, (Block("Sales rose by 3 per cent."),)),), title="Microsoft Word - Document1"
    )
    assert name_document(bare, Casing([]))[0] == "Q3 results"


_BLOCK = st.builds(
    Block,
    st.one_of(
        TEXT, LINE, st.lists(LINE, min_size=1, max_size=4).map(". ".join), st.lists(LINE, max_size=5).map("\n".join)
    ),
    st.sampled_from(("text", "heading", "table", "list", "code", "note")),
    st.integers(0, 6),
)


@given(st.lists(st.lists(_BLOCK, max_size=8), max_size=5), st.sampled_from((0, 3, 9)))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_document_gives_a_true_outline_or_says_it_is_empty(pages: list[list[Block]], slides: int) -> None:
    document = Document("any.pdf", tuple(Page(n, tuple(blocks)) for n, blocks in enumerate(pages, 1)))
    try:
        outline = _outline(document, slides=slides)
    except OutlineEmpty:
        return
    _stands([document], outline)
    deck = compose(outline, LEDGER, slides)
    assert not slides or len(deck.slides) <= max(slides, 3)


def test_a_list_is_shown_whole_under_its_heading() -> None:
    listed = ("Removed the weirs at the mill", "Moved 42,000 cubic metres of soil", "Planted 6,400 alders and willows",
              "Built a bridge for the cycle path", "Bought 11 hectares from nine owners")  # fmt: skip
    blocks = (
        Block("River", "heading", 1),
        Block("What was done", "heading", 2),
        Block("\n".join(listed), "list"),
        Block("Work stopped for seven weeks in summer 2023 because kingfishers were breeding in the bank."),
    )
    outline = _outline(Document("river.docx", (Page(1, blocks),), paged=False))
    slide = outline.slides[0]
    assert slide.title == "What was done"
    assert {point.text for point in slide.points} >= set(listed)


def test_a_list_to_look_things_up_in_shows_its_first_rows_where_there_is_nothing_else() -> None:
    lines = ["Date | Station | PM10"] + [f"2024-02-{n % 28 + 1:02} | Harbour {n} | {n + 0.5}" for n in range(84)]
    outline = _outline(Document("log.csv", (Page(1, (Block("\n".join(lines), "table"),)),), paged=False))
    table = outline.slides[0].table
    assert table is not None
    assert len(table.rows) == 8
    assert table.caption == "8 of 84 rows"
    assert outline.slides[0].chart is None


def test_many_documents_are_not_opened_one_by_one_before_a_single_slide() -> None:
    files = [
        Document(f"{name}.md", (Page(1, (
            Block(name, "heading", 1), Block("Costs", "heading", 2),
            Block(f"{name} costs {n}1,200 euros a year. {name} was built in 19{n}0 by the town."),
        )),), paged=False)
        for n, name in enumerate(("Harbour", "Library", "Theatre", "Market", "Station"), 3)
    ]  # fmt: skip
    outline = _outline(*files)
    assert not any(slide.is_section for slide in outline.slides)
    assert [slide.topic for slide in outline.slides] == ["Harbour", "Library", "Theatre", "Market", "Station"]


def test_a_chapter_is_no_line_of_the_cover() -> None:
    said = (
        "Between March 2022 and April 2024 the project reconnected 3.2 kilometres of the creek with its flood plain. "
        * 2
    )
    blocks = (
        Block("River Restoration", "heading", 1),
        Block("Report of the project office, May 2024"),
        Block("Summary", "heading", 1),
        Block(said),
    )
    document = Document("river.docx", (Page(1, blocks), Page(2, (Block("More", "heading", 1),))))
    assert name_document(document, Casing([])) == ("River Restoration", "Report of the project office, May 2024")
