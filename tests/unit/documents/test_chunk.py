"""Passages cover their pages, respect their structure and never outgrow the embedder."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.chunk import LIMIT, Chunk, chunks, estimate_tokens
from desktop.domain.document import Block, Document, Page
from desktop.domain.quote import contains, normalise
from desktop.reasoning.sentences import split_sentences

SENTENCE = "The quick brown fox jumps over the lazy dog near the river bank today. "


def _document(*pages: tuple[Block, ...], file: str = "report.pdf", paged: bool = True, title: str = "") -> Document:
    made = tuple(Page(number, blocks) for number, blocks in enumerate(pages, 1))
    return Document(file=file, pages=made, paged=paged, title=title)


def _tokens(chunk: Chunk) -> int:
    return estimate_tokens(f"{chunk.header}\n{chunk.text}")


def test_long_text_is_cut_between_sentences_into_parts_of_one_size() -> None:
    text = (SENTENCE * 40).strip()
    found = chunks(_document((Block(text),)))
    assert len(found) > 2
    sentences = split_sentences(text)
    for chunk in found:
        assert chunk.text.startswith("The quick")
        assert chunk.text.endswith("today.")
        assert _tokens(chunk) <= LIMIT
    sizes = [estimate_tokens(chunk.text) for chunk in found]
    assert max(sizes) - min(sizes) <= 2 * estimate_tokens(sentences[0])


def test_no_passage_crosses_a_page() -> None:
    found = chunks(_document((Block("First page ends here."),), (Block("Second page begins."),)))
    assert [(chunk.page, chunk.text) for chunk in found] == [(1, "First page ends here."), (2, "Second page begins.")]


def test_a_heading_stays_with_what_follows() -> None:
    blocks = (
        Block(SENTENCE * 8),
        Block("Liquidity", "heading", 2),
        Block(SENTENCE * 8),
        Block("Risks", "heading", 2),
        Block("Few."),
    )
    found = chunks(_document(blocks))
    assert [chunk.text.split("\n")[0] for chunk in found][1:] == ["Liquidity", "Risks"]
    assert all("\n" in chunk.text for chunk in found[1:])


def test_headings_are_the_header_and_go_on_over_pages() -> None:
    found = chunks(
        _document(
            (Block("Annual report", "heading", 1), Block("Sales", "heading", 2), Block(SENTENCE * 12)),
            (Block(SENTENCE * 3),),
        )
    )
    assert found[0].heading == "Annual report › Sales"
    assert {chunk.header for chunk in found} == {"report.pdf › Annual report › Sales"}


def test_slides_do_not_inherit_the_title_of_the_slide_before() -> None:
    found = chunks(_document((Block("One", "heading", 1), Block("a b")), (Block("no title here"),), file="deck.pptx"))
    assert [chunk.heading for chunk in found] == ["One", ""]


def test_a_table_is_cut_between_rows_with_its_first_row_above_each_part() -> None:
    rows = ["Region | Q1 | Q2", *(f"Region {n} | {n},100 | {n},200" for n in range(80))]
    found = chunks(_document((Block("\n".join(rows), "table", place="Sales!A3:C83"),), file="book.xlsx"))
    assert len(found) > 2
    for chunk in found:
        assert chunk.text.split("\n")[0] == rows[0]
        assert all(line in rows for line in chunk.text.split("\n"))
    assert found[0].place.startswith("Sales!A3:C")
    last = int(found[0].place.rpartition("C")[2])
    assert found[1].place.startswith(f"Sales!A{last + 1}:C")
    assert found[-1].place.endswith(":C83")


def test_title_of_the_document_is_in_the_header_only_where_it_tells_something() -> None:
    def header(title: str) -> str:
        return chunks(_document((Block("text here"),), title=title))[0].header

    assert header("Budget of the town") == "report.pdf › Budget of the town"
    assert header("Microsoft Word - final2.doc") == "report.pdf"
    assert header("0000320193-23-000077") == "report.pdf"
    assert header("report") == "report.pdf"


def test_chinese_sentences_stay_whole() -> None:
    sentence = "本公司二〇二三年第三季度的净销售额为八百一十八亿美元，比上年同期下降百分之一。"
    found = chunks(_document((Block(sentence * 20),)))
    assert len(found) > 2
    assert all(chunk.text.endswith("。") and chunk.text.startswith("本公司") for chunk in found)


def test_words_without_any_space_are_cut_all_the_same() -> None:
    found = chunks(_document((Block("x" * 5000),)))
    assert all(_tokens(chunk) <= LIMIT for chunk in found)
    assert "".join(chunk.text for chunk in found) == "x" * 5000


def test_a_long_heading_path_leaves_room_for_the_text() -> None:
    blocks = tuple(
        Block(f"Heading {level} " + "very long words indeed " * 10, "heading", level) for level in range(1, 7)
    )
    found = chunks(_document((*blocks, Block(SENTENCE * 20)), file="n" * 200 + ".pdf"))
    assert all(_tokens(chunk) <= LIMIT for chunk in found)
    assert all(chunk.header for chunk in found)


@pytest.mark.parametrize("kind", ["text", "table", "list", "code"])
def test_lines_without_a_letter_do_not_break_the_count(kind: str) -> None:
    block = Block("\n".join(["_____", "a b c", "----"] * 60), kind)  # type: ignore[arg-type]
    for chunk in chunks(_document((block, Block("______"), block))):
        assert _tokens(chunk) <= LIMIT


WORDS = st.text(st.characters(codec="utf-8"), max_size=400)
BLOCKS = st.builds(
    Block,
    text=WORDS,
    kind=st.sampled_from(["text", "heading", "table", "list", "code", "note"]),
    level=st.integers(0, 6),
    place=st.sampled_from(["", "notes", "S!A1:B20"]),
)
PAGES = st.lists(st.lists(BLOCKS, max_size=8), max_size=3)


@settings(max_examples=150, deadline=None)
@given(PAGES, st.booleans())
def test_every_letter_is_in_one_passage_in_order(pages: list[list[Block]], paged: bool) -> None:
    document = _document(*(tuple(blocks) for blocks in pages), paged=paged)
    found = chunks(document)
    for page in document.pages:
        own = [chunk for chunk in found if chunk.page == page.number]
        assert [chunk.start for chunk in own] == sorted(chunk.start for chunk in own)
        pieces = "".join(page.text[chunk.start : chunk.end] for chunk in own)
        assert "".join(filter(str.isalnum, pieces)) == "".join(filter(str.isalnum, page.text))
        for chunk in own:
            # A single character of a rare script may count for more than it has, so only what can be cut is bound.
            assert _tokens(chunk) <= LIMIT or len(chunk.text) < 2
            for line in chunk.text.split("\n"):
                assert normalise(line) in normalise(page.text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([SENTENCE, "Net sales were 81,797. ", "净销售额为81,797。", "Yes. "]), min_size=1, max_size=80
    )
)
def test_every_sentence_of_a_passage_verifies_on_its_page(parts: list[str]) -> None:
    document = _document((Block("".join(parts)),))
    for chunk in chunks(document):
        for sentence in split_sentences(chunk.text):
            assert contains(document.pages[0].text, sentence)
