"""A question for the parts of a document is told from others, and answered by the headings of one level."""

from __future__ import annotations

import pytest

from desktop.domain.document import Block, Document, Page
from desktop.reasoning.parts import parts, parts_of_what


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("What poems are in the poetry book?", "the poetry book"),
        ("Which chapters does the handbook have?", "the handbook"),
        ("List all the sections of report.pdf", "report.pdf"),
        ("Show me the table of contents of the manual.", "the manual"),
        ("List all poems.", "this document"),
        ("手册有哪些章节？", "手册"),
        ("手册的目录", "手册"),
        ("What are the poems about?", ""),
        ("How many chapters are in the handbook?", ""),
        ("List the costs of the report", ""),
    ],
)
def test_the_document_is_told_whose_parts_are_asked_for(question: str, document: str) -> None:
    assert parts_of_what(question) == document


def test_the_parts_are_the_headings_of_the_highest_level_that_has_several() -> None:
    front = Page(1, (Block("Poetry", "heading", 1), Block("Imprint", "heading", 2), Block("Published in 1836.")))
    poems = Page(
        2,
        (
            Block("The Farewell", "heading", 2),
            Block("Oh! mother, weep not"),
            Block("First part", "heading", 3),
            Block("Prayer", "heading", 2),
            Block("Second part", "heading", 3),
        ),
    )
    found = parts([Document("book.epub", (front, poems))])
    assert [(quote.text, quote.passage.page) for quote in found] == [("The Farewell", 2), ("Prayer", 2)]
    assert parts([Document("bare.txt", (Page(1, (Block("Only text."),)),))]) == ()
