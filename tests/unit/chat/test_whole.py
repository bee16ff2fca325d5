"""A summary is of the documents that a question names, of all where it names none, and not of what is asked of them."""

from __future__ import annotations

import pytest

from desktop.chat.whole import meant, pages_of, wants_whole
from desktop.domain.document import Block, Document, Page

PAGES = (Page(1, (Block("Noise", "heading", 1), Block("Three households complained."))), Page(2, ()))
DOCUMENTS = (
    Document("a/Meter-method.docx", PAGES, "How we measured", paged=False),
    Document("a/Final-report-2024.pdf", PAGES, "The street"),
)


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ("Summarise this file", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("What is this document about?", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("Please give me a short summary in 3 sentences", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("这份文档讲什么？", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("What is the Meter-method document about?", ["Meter-method.docx"]),
        ("Summarise Final-report-2024.pdf", ["Final-report-2024.pdf"]),
        ("Summarise how we measured", ["Meter-method.docx"]),
        ("What does the document say about noise?", []),
        ("Give me an overview of the costs", []),
        ("Summarise the costs in the Meter method", []),
    ],
)
def test_which_documents_are_meant(asked: str, files: list[str]) -> None:
    assert wants_whole(asked)
    assert [document.file.rpartition("/")[2] for document in meant(asked, DOCUMENTS)] == files


def test_pages_are_passages_with_their_headings_unless_they_are_too_many() -> None:
    found = pages_of(DOCUMENTS, 1000)
    assert [(passage.file, passage.page) for passage in found] == [(DOCUMENTS[0].file, None), (DOCUMENTS[1].file, 1)]
    assert found[1].heading_of("Three households complained.") == "Noise"
    assert pages_of(DOCUMENTS, 10) == ()
