"""Questions that a document answers, and passages that belong to a page."""

from __future__ import annotations

from desktop.domain.document import Block, Document, Page, Passage
from desktop.reasoning.related import QUERY, SHOWN, elsewhere, query_of
from desktop.reasoning.suggestions import suggested
from desktop.reasoning.words import terms


def page(number: int, *blocks: Block) -> Page:
    return Page(number, blocks)


MANUAL = Document(
    "manual.docx",
    (
        page(
            1,
            Block("Heat-pump manual", "heading", 1),
            Block("1. Introduction", "heading", 2),
            Block("This manual is for engineers."),
            Block("2.1 Cleaning the filter", "heading", 2),
            Block("Clean it twice a year. The “Service Interval” means the time between two visits."),
            Block("Appendix A", "heading", 2),
            Block(
                "Block | Homes | Share\nRated power | 8.4 | 12\nRated power per home | 2.1 | 3\nTotal | 10.5 | 15",
                "table",
            ),
        ),
    ),
    title="Manual",
)
CHINESE = Document(
    "手册.md",
    (
        page(
            1,
            Block("手册", "heading", 1),
            Block("一、清洁滤网", "heading", 2),
            Block("每年清洁两次。“保养间隔”是指两次保养之间的时间。"),
        ),
    ),
)


def questions(*documents: Document, limit: int = 9) -> list[str]:
    return [one.question for one in suggested(documents, limit)]


def test_headings_figures_and_terms_are_asked_for() -> None:
    assert questions(MANUAL) == [
        "What is this document about?",
        "What does it say about “Cleaning the filter”?",
        "What is the figure for Rated power per home?",
        "What does “Service Interval” mean here?",
        "What is the figure for Rated power?",
    ]


def test_questions_are_in_the_language_of_the_document() -> None:
    assert questions(CHINESE) == ["这份文档讲了什么？", "关于“清洁滤网”，文档说了什么？", "“保养间隔”是什么意思？"]


def test_each_question_names_words_of_its_document() -> None:
    for document in (MANUAL, CHINESE):
        text = " ".join(page.text for page in document.pages)
        for one in suggested((document,), 9)[1:]:
            assert one.file == document.file
            assert set(terms(one.question)) & set(terms(text))


def test_documents_take_turns_and_only_one_is_asked_what_it_is_about() -> None:
    other = Document("other.docx", MANUAL.pages)
    assert questions(MANUAL, other, limit=3) == questions(MANUAL)[:3]
    found = suggested((MANUAL, CHINESE), 4)
    assert [one.file for one in found] == ["manual.docx", "manual.docx", "手册.md", "manual.docx"]
    assert "这份文档讲了什么？" not in [one.question for one in found]


def test_no_text_no_questions() -> None:
    assert suggested((Document("empty.pdf", (page(1),)),)) == ()
    assert suggested(()) == ()


def test_a_page_is_searched_by_its_telling_sentences() -> None:
    text = (
        "Contents\nThe pilot saved heat in every home of the street. Lunch was served.\n"
        "Heat saved in the pilot came from pumps and from the street's insulation."
    )
    query = query_of(text, "Results")
    assert query.startswith("Results The pilot saved heat in every home of the street.")
    assert "Lunch" not in query
    assert query_of("") == ""
    assert len(query_of("word " * 900)) <= QUERY


def test_related_passages_stand_on_other_pages() -> None:
    def passage(file: str, number: int, score: float) -> Passage:
        return Passage(file, number, None, "Some text.", score)

    found = [
        passage("a", 1, 0.9),
        passage("b", 1, 0.8),
        passage("b", 1, 0.7),
        passage("a", 2, 0.6),
        passage("c", 1, 0.3),
    ]
    assert [(one.file, one.page) for one in elsewhere(found, "a", 1)] == [("b", 1), ("a", 2)]
    many = [passage("x", number, 0.9) for number in range(20)]
    assert len(elsewhere(many, "a", 1)) == SHOWN
    assert elsewhere([], "a", 1) == ()
