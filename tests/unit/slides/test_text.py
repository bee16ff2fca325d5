"""Measuring, cleaning, headings and sentences: what a line of a slide may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.quote import contains
from desktop.slides import prose
from desktop.slides.clean import clean, clean_lines
from desktop.slides.headings import Casing, may_title, rank, shorten_title, tidy, title_from_file
from desktop.slides.looks import LEDGER
from desktop.slides.measure import FILL, face, has_broken_word, wrap
from desktop.slides.run_in import divide, number_of
from tests.unit.slides.samples import TEXT

SANS = face(LEDGER.fonts, "minor", False)


@given(TEXT, st.integers(8, 60), st.integers(60, 900))
def test_lines_hold_all_text_and_none_is_too_wide(text: str, size: int, width: int) -> None:
    shown = clean(text)
    lines = wrap(shown, SANS, size, width)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")
    for line in lines:
        assert SANS.width(line) * size <= width or len(line) == 1


def test_widths_are_those_of_arial() -> None:
    # From the AFM of Arial: space 278, digits 556, "m" 833, "W" 944 thousandths of an em.
    assert [round(SANS.width(letter), 3) for letter in " 0mW"] == [0.278, 0.556, 0.833, 0.944]
    assert SANS.width("中文") == 2.0


def test_chinese_breaks_anywhere_but_not_before_a_closing_mark() -> None:
    lines = wrap("冬季供暖需求下降了，在每个街区都是如此。", SANS, 20, 200)
    assert len(lines) > 1
    assert not [line for line in lines if line[0] in "，。）"]


def test_a_word_that_is_too_long_is_broken_and_said_so() -> None:
    assert has_broken_word("antidisestablishmentarianism", SANS, 20, 100)
    assert "".join(wrap("antidisestablishmentarianism", SANS, 20, 100)) == "antidisestablishmentarianism"
    assert 0.9 < FILL < 1


@given(TEXT)
def test_clean_text_stays_clean_and_on_one_line(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not [c for c in once if ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF or c in "\ufffe\uffff"]
    assert clean_lines(text + "\n" + text).count("\n") <= text.count("\n") * 2 + 1 + text.count("\r") * 2 + 40


def test_clean_keeps_what_people_write() -> None:
    assert clean("a\x0bb\x00c\ud800 \u00ad-\u200bd\xa0e 👩‍👩‍👧") == "a b c -d e 👩‍👩‍👧"


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("ITEM 2. MANAGEMENT’S DISCUSSION", "Management’s Discussion"),
        ("Note 7 - Cash Equivalents", "Cash Equivalents"),
        ("4.2 Winter demand", "Winter demand"),
        ("一、试点概况", "试点概况"),
        ("第三章 结论", "结论"),
        ("Notes (Continued)", "Notes"),
        ("iPad", "iPad"),
        ("Apple Inc.", "Apple Inc."),
        ("2024 in review", "2024 in review"),
    ],
)
def test_headings_lose_their_numbers_and_shouting(heading: str, shown: str) -> None:
    casing = Casing(["Here management’s discussion follows.", "We read management’s discussion."])
    assert tidy(heading, casing) == shown


@pytest.mark.parametrize(
    "heading",
    [
        "Table of Contents", "目录", "Page", "(Unaudited)", "October 29, 2023", "Three Months Ended",
        "Figure 2. Mean load",
        "2,468", "Unrealized Loss", "Compute &", "d666f1f7-46cb-42bd-9a39-9a39cf2a509f", "", "Signatures",
        "Costs rose. The reason is that energy was dear", "(408) 486-2000",
    ],
)  # fmt: skip
def test_what_is_no_title_is_not_taken_for_one(heading: str) -> None:
    assert not may_title(heading)


@pytest.mark.parametrize(
    "heading", ["1 Summary", "Results", "What went wrong", "二、主要结果", "ITEM 1A. RISK FACTORS"]
)
def test_headings_of_people_may_title(heading: str) -> None:
    assert may_title(heading)


def test_ranks_follow_the_numbering_before_the_level() -> None:
    order = ["PART I. FINANCIAL INFORMATION", "ITEM 2. DISCUSSION", "Note 3 - Leases", "Overview"]
    assert [rank(text, 4) for text in order] == sorted(rank(text, 4) for text in order)
    assert rank("2 The pilot", 1) < rank("2.1 The homes", 1) < rank("2.1.1 Doors", 1)


@given(st.text("abc defgh ,:-–中文，。", min_size=1, max_size=300), st.integers(30, 90))
def test_shortened_titles_are_short_and_end_at_a_word(text: str, longest: int) -> None:
    title = shorten_title(clean(text), longest)
    assert len(title) <= max(longest, 1) + 1
    assert clean(text).startswith(title.rstrip("…").rstrip())


def test_file_names_become_titles() -> None:
    assert title_from_file("2023_q3-report.pdf") == "2023 q3 report"


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue was $18.12 billion, up 206% from a year ago.",
        "The fall was seen in every block: 30 per cent in North and 32 per cent in Court.",
        "客厅平均温度由 19.1 °C 升至 20.3 °C，居民反映清晨受冷的情况明显减少。",
    ],
)
def test_whole_sentences_are_usable(sentence: str) -> None:
    assert prose.usable(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "respectively, and lower net inventory provisions were recorded here.",
        "This was the largest fall of all of them.",
        "Table 3.",
        "Indicate by check mark whether the registrant has filed all reports.",
        "It rose by 3% in the quarter before.",
        "Our products (see Note 3 are sold everywhere in the world.",
        "Acceptable forms of identification include:",
        "这一结果并不意外。",
        "0 50 100",
    ],
)
def test_what_cannot_stand_alone_is_not_used(sentence: str) -> None:
    assert not prose.usable(sentence)


@pytest.mark.parametrize(
    ("sentence", "point"),
    [
        (
            "In addition, gross margin increased significantly from a year ago and sequentially, driven by "
            "improved product mix "
            "from Data Center revenue growth and lower net inventory provisions and related charges.",
            "Gross margin increased significantly from a year ago and sequentially",
        ),
        ("Demand fell by 31 per cent.", "Demand fell by 31 per cent"),
        (
            "The Company believes its balances of cash, which totaled $166.5 billion as of July 1, 2023, along "
            "with cash "
            "generated by ongoing operations and access to debt markets, will be sufficient to satisfy its needs.",
            "The Company believes its balances of cash, which totaled $166.5 billion as of July 1, 2023, along "
            "with cash "
            "generated by ongoing operations and access to debt markets, will be sufficient to satisfy its needs",
        ),
        (
            "If the claimant can satisfy the requirements outlined in the statute, which demands that proof of "
            "exposure and of "
            "the disease is given in writing, compensation is paid as a lump sum to the claimant without delay.",
            "If the claimant can satisfy the requirements outlined in the statute, which demands that proof of "
            "exposure and of "
            "the disease is given in writing, compensation is paid as a lump sum to the claimant without delay",
        ),
    ],
)
def test_points_are_cut_at_clauses_and_keep_their_sense(sentence: str, point: str) -> None:
    assert prose.shorten(sentence) == point


@given(
    st.lists(
        st.sampled_from(
            [
                "Sales",
                "rose",
                ",",
                "which",
                ";",
                "–",
                "because",
                "not",
                "14%",
                "the",
                "year",
                "(and)",
                "中文，其中",
                ".",
                "In",
                "addition,",
            ]
        ),
        max_size=40,
    )
)
def test_a_point_is_always_a_run_of_its_sentence(words: list[str]) -> None:
    sentence = clean(" ".join(words))
    point = prose.shorten(sentence)
    assert not any(c.isalnum() for c in point) or contains(sentence, point)


def test_headings_that_ran_into_the_text_are_found_by_their_numbers() -> None:
    text = "They cost 11,400 euros. 3 How we measured A heat meter stood in each home. In 31 homes it was new."
    assert divide(text, (2, 2)) == [
        ("", "They cost 11,400 euros. "),
        ("3 How we measured", " A heat meter stood in each home. In 31 homes it was new."),
    ]
    assert divide(text, ()) == [("", text)]
    assert divide(text, (7,)) == [("", text)]
    assert number_of("2.2 The equipment") == (2, 2)
    assert number_of("Overview") == ()
