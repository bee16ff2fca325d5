"""A question for a page is told from others; the page is found by its label or number, and what it says is told."""

from __future__ import annotations

import pytest

from desktop.domain.document import Block, Document, Page
from desktop.reasoning.pages import PageAsked, asked_page, of_kind, page_in, told_of


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is on the last page?", PageAsked("last")),
        ("What's on page 4 of the final report?", PageAsked("4", "the final report")),
        ("What is written on page iv?", PageAsked("iv")),
        ("What does page 7 say?", PageAsked("7")),
        ("What does the last page of the budget say?", PageAsked("last", "the budget")),
        ("Summarise the first slide of Board-briefing.pptx", PageAsked("1", "Board-briefing.pptx", "slide")),
        ("Show me the 3rd page.", PageAsked("3")),
        ("page 12", PageAsked("12")),
        ("第3页写了什么？", PageAsked("3")),
        ("年报的第十二页讲了什么？", PageAsked("12", "年报")),
        ("总结一下手册的最后一页", PageAsked("last", "手册")),
        ("第二张幻灯片的内容是什么", PageAsked("2", "", "slide")),
        ("首页上有什么", PageAsked("1")),
        ("Who is named on page 4?", None),
        ("What is on the table?", None),
        ("How many pages are there?", None),
        ("What is the last page about and who wrote it?", None),
        ("页面上有什么？", None),
    ],
)
def test_a_question_for_a_page_is_told_from_others(question: str, asked: PageAsked | None) -> None:
    assert asked_page(question) == asked


NOTES = Page(1, (Block("Preface", "heading", 1), Block("This is said before all else.")), "i")
TABLE = Page(
    2,
    (
        Block("Costs", "heading", 1),
        Block("Item | Euros\nStage | 18,000\nTotal | 72,600", "table"),
        Block("The stage was dearer than planned."),
    ),
    "1",
)
LONG = Page(
    3, (Block("\n".join(f"The pump of home number {n} was looked at in the spring of 2024." for n in range(20))),)
)


def test_a_page_is_found_by_its_label_then_by_its_number() -> None:
    book = Document("a.pdf", (NOTES, TABLE, LONG))

    def pages(page: str) -> list[int]:
        found = page_in(book, page)
        return [one.number for one in found.pages] if found else []

    assert [pages(page) for page in ("i", "1", "2", "last", "9")] == [[1], [2], [2], [3], []]
    assert page_in(Document("a.docx", (NOTES,), paged=False), "last") is None


def test_slides_and_sheets_are_those_of_files_that_have_them() -> None:
    files = ("a.pdf", "b.pptx", "c.xlsx")
    assert [of_kind(files, kind) for kind in ("page", "slide", "sheet")] == [("a.pdf",), ("b.pptx",), ("c.xlsx",)]
    assert of_kind(("b.pptx",), "page") == ("b.pptx",)


def test_a_short_page_is_told_whole_and_a_long_one_by_what_tells_most() -> None:
    told = told_of(Document("a.pdf", (TABLE,)))
    assert [quote.text for quote in told] == ["Stage | 18,000", "Total | 72,600", "The stage was dearer than planned."]
    assert told[0].header == "Item | Euros"
    assert 3 <= len(told_of(Document("a.pdf", (LONG,)))) <= 8
    assert told_of(Document("a.pdf", (Page(1, ()),))) == ()
