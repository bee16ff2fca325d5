"""Sentences are exact substrings, nothing is lost between them, and a table's line stays one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reasoning.sentences import (
    is_column_name,
    is_numbered_heading,
    is_row,
    names_columns,
    spans,
    split_sentences,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It grew. It fell.", ["It grew.", "It fell."]),
        ("The U.S. market grew 3.5% to 81,797. Next.", ["The U.S. market grew 3.5% to 81,797.", "Next."]),
        ("Dr. J. Smith of Apple Inc. said so. Yes!", ["Dr. J. Smith of Apple Inc. said so.", "Yes!"]),
        ("It belongs to Apple Inc. The rest does not.", ["It belongs to Apple Inc.", "The rest does not."]),
        ("See e.g. Fig. 2 and No. 5 there. End.", ["See e.g. Fig. 2 and No. 5 there.", "End."]),
        ("He said “Go.” Then he left.", ["He said “Go.”", "Then he left."]),
        ("A sentence that runs\nover a line end. Another.", ["A sentence that runs\nover a line end.", "Another."]),
        ("第一句。第二句！第三句？最后", ["第一句。", "第二句！", "第三句？", "最后"]),
        ("他说：“走吧。”然后走了。", ["他说：“走吧。”", "然后走了。"]),
        ("増加した。次の文です。", ["増加した。", "次の文です。"]),
        ("a | b\nTotal | 81,797 | 3\nText. More.", ["a | b", "Total | 81,797 | 3", "Text.", "More."]),
        (
            "Products 60,584 63,355\nServices $ 21,213 $ 19,604",
            ["Products 60,584 63,355", "Services $ 21,213 $ 19,604"],
        ),
        ("- one\n- two goes\n  on\n1. three", ["- one", "- two goes\n  on", "1. three"]),
        ("Results of Operations\nThe table shows sales.", ["Results of Operations", "The table shows sales."]),
        ("the quarter ended June 25, 2022\nwas good.", ["the quarter ended June 25, 2022\nwas good."]),
        ("One.\n\nTwo", ["One.", "Two"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


@given(st.text(alphabet=st.sampled_from('ab C1,.!?。！ \n|-•“”"3U.S'), max_size=200) | st.text())
def test_sentences_are_substrings_and_cover_everything(text: str) -> None:
    at = 0
    for start, end in spans(text):
        assert not text[at:start].strip()
        assert start < end
        at = end
    assert not text[at:].strip()


def test_rows() -> None:
    assert is_row("Total net sales | 81,797")
    assert is_row("Greater China 15,758 14,604 8%")
    assert not is_row("as of June 25, 2022")
    assert not is_row("It was 5 in 2022 and 6 in 2023.")
    assert not is_row("1 " * 5000 + "x")


def test_names_of_columns() -> None:
    assert names_columns("Three Months Ended July 1, 2023 June 25, 2022")
    assert names_columns("Block Homes 2021/22 2022/23 2023/24 Fall")
    assert is_column_name("2021/22")
    assert not names_columns("North 18 116 112 81 30 %")
    assert not names_columns("In 2021/22 there were 2 wins.")


def test_lines_that_are_paragraphs_are_told_apart_where_that_is_known() -> None:
    slide = "In June the board decides on 120 homes, 1.37 million before grants\nAugust 2024: insulate first\nof all"
    assert len(spans(slide)) == 1
    assert [slide[start:end] for start, end in spans(slide, laid_out=True)] == [
        "In June the board decides on 120 homes, 1.37 million before grants",
        "August 2024: insulate first\nof all",
    ]


def test_two_lines_with_their_names_before_them_are_two_things_said() -> None:
    assert split_sentences("Subtotal: £326.90\nVAT 20 %: £65.38\nTotal due: £392.28") == [
        "Subtotal: £326.90",
        "VAT 20 %: £65.38",
        "Total due: £392.28",
    ]
    assert split_sentences("额定功率：45瓦\n净水流量：1.3升/分钟") == ["额定功率：45瓦", "净水流量：1.3升/分钟"]
    wrapped = "The scheme has one aim: to insulate the\nhomes of the block, and it did so in 2024."
    assert split_sentences(wrapped) == [wrapped]


@pytest.mark.parametrize(
    "heading", ["5 Cost and emissions", "5.1 Running cost", "IV. Results", "二、主要结果", "第三章 结果"]
)
def test_a_numbered_heading_is_no_part_of_the_sentence_below_it(heading: str) -> None:
    text = f"It ended there.\n{heading}\nRunning cost followed demand. It fell."
    assert split_sentences(text) == ["It ended there.", heading, "Running cost followed demand.", "It fell."]


def test_an_item_that_begins_with_its_amount_is_no_heading() -> None:
    assert not is_numbered_heading("3 leeks")
    assert is_numbered_heading("3 Leeks")


def test_what_someone_said_goes_with_whom_and_not_with_what_follows() -> None:
    text = (
        "“The back bedroom is warm before breakfast.” A resident of Mill block\n“It took me a month to stop.” A "
        "resident of North block\nNoise was the most frequent worry."
    )
    assert split_sentences(text) == [
        "“The back bedroom is warm before breakfast.” A resident of Mill block",
        "“It took me a month to stop.” A resident of North block",
        "Noise was the most frequent worry.",
    ]
    assert split_sentences("“It is warm,” she said. Noise was a worry.") == [
        "“It is warm,” she said.",
        "Noise was a worry.",
    ]
