"""A quote is verified when every letter and digit of it stands in the text, and never otherwise."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.documents.clean import clean
from desktop.documents.lexical import index_text
from desktop.domain.quote import check, close, contains, locate, normalise, numbers
from desktop.domain.text import unified
from desktop.reasoning.words import terms

PAGE = """Apple Inc.
CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (Unaudited)
Total net sales | 81,797 | 82,959 | 293,787 | 304,182
Services gross margin percentage | 70.5 % | 71.5 %
The Company’s ﬁscal year is the 52- or 53-week period that ends on the last Saturday of
September. Growth was −1.4% in the quarter, against 10.2% before.
第三季度收入为１，２３４万元，同比增长４.５％。"""

TEXT = st.text(max_size=80)


@pytest.mark.parametrize(
    "quote",
    [
        "Total net sales | 81,797",
        "Total net sales 81797 82,959",
        "total NET sales",
        "The Company's fiscal year is the 52- or 53-week period that ends on the last Saturday of September.",
        "第三季度收入为1,234万元",
        "70.5%",
        "82,959 293,787",
    ],
)
def test_the_same_words_in_another_writing_are_found(quote: str) -> None:
    assert check(quote, PAGE) == "verified"


@pytest.mark.parametrize(
    "quote",
    [
        "Total net sales | 81,798",
        "Total net sales 81,79",
        "1,797",
        "797",
        "81",
        "705 %",
        "70 5",
        "Growth was 14%",
        "Total net sales 81,797 82,959 293,787 304,18",
        "第三季度收入为1,235万元",
        "",
        "…",
    ],
)
def test_changed_and_cut_numbers_are_not(quote: str) -> None:
    assert check(quote, PAGE) != "verified"
    assert not contains(PAGE, quote)


def test_locate_gives_characters_of_the_page() -> None:
    span = locate(PAGE, "company's FISCAL year")
    assert span is not None
    assert PAGE[slice(*span)] == "Company’s ﬁscal year"
    chinese = locate(PAGE, "收入为1,234万元")
    assert chinese is not None
    assert PAGE[slice(*chinese)] == "收入为１，２３４万元"


def test_a_later_whole_number_is_found_behind_one_that_holds_it() -> None:
    text = "It was 81,797 then, and 797 now."
    assert locate(text, "797") == (24, 27)


def test_close_places_but_does_not_prove() -> None:
    altered = "Services gross margin percentage 70.6 % 71.5 %"
    found = close(PAGE, altered)
    assert found is not None
    assert "Services gross margin" in PAGE[found.start : found.end]
    assert check(altered, PAGE) == "close"
    assert check("Bananas ripen quickly in warm kitchens", PAGE) == "missing"
    assert close(PAGE, "zzz") is None
    assert close("", "zzz") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("81,797", {"81797"}),
        ("81797", {"81797"}),
        ("８１，７９７", {"81797"}),
        ("81.8 billion", {"81.8"}),
        ("31 %, 1.20, 0.0", {"31", "1.2", "0"}),
        ("1,2", {"1.2"}),
        ("4½ and ½", {"4.5", "0.5"}),
        ("in 2022,2023 and 2024", {"2022", "2023", "2024"}),
        ("1.234.567,89 or 1,234,567.89", {"1234567.89"}),
        ("12'345 and 12\u202f345\u202f678", {"12345", "12345678"}),
        ("30.06.2023", {"30", "6", "2023"}),
        ("2023-07-01", {"2023", "7", "1"}),
        ("Q3, H100, 5km", {"3", "100", "5"}),
        ("10² sales", {"10"}),
        ("1,23,456", {"123456"}),
        ("none", set()),
        ("١٢٣", {"123"}),
    ],
)
def test_numbers_have_one_form(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


@given(st.integers(0, 10**12))
def test_grouping_does_not_change_a_number(value: int) -> None:
    assert numbers(f"{value:,}") == numbers(str(value)) == numbers(f"{value:,}".replace(",", "\u00a0")) == {str(value)}


@given(TEXT, TEXT, TEXT)
def test_every_substring_with_whole_numbers_is_verified(before: str, middle: str, after: str) -> None:
    assume(normalise(middle))
    page = f"{before} | {middle} | {after}"
    span = locate(page, middle)
    assert span is not None
    assert normalise(page[slice(*span)]) == normalise(middle)


@given(TEXT, TEXT, st.integers(0, 9), st.data())
def test_one_changed_digit_is_never_verified(before: str, after: str, digit: int, data: st.DataObject) -> None:
    number = data.draw(st.from_regex(r"[1-9][0-9]{1,3}(,[0-9]{3})?(\.[0-9]{1,2})?", fullmatch=True))
    place = data.draw(st.sampled_from([i for i, c in enumerate(number) if c.isdigit()]))
    assume(number[place] != str(digit))
    changed = number[:place] + str(digit) + number[place + 1 :]
    page = f"{before} sales were {number} in all {after}"
    quote = f"sales were {changed} in all"
    assume(normalise(quote) not in normalise(before) + "/" + normalise(after))
    assert not contains(page, quote)
    assert check(quote, page) != "verified"


@given(st.text())
def test_nothing_makes_it_raise(text: str) -> None:
    assert isinstance(numbers(text), frozenset)
    assert contains(text, text) == bool(normalise(text))
    check(text, "a page of text 12.5")


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Mn", "Mc", "Me"))))
def test_normalise_agrees_with_nfkc(text: str) -> None:
    whole = "".join(c for c in unicodedata.normalize("NFKC", text).lower().replace("ς", "σ") if c.isalnum())
    piecewise = "".join(c for c in normalise(text) if c.isalnum())
    assert piecewise == whole


def test_surrogates_and_controls_are_read_past() -> None:
    assert check("a\ud800b", "xx a\ud800b") == "verified"
    assert check("a\x00b", "ab") == "verified"


def test_a_radical_is_the_ideograph_that_it_looks_like() -> None:
    """Fonts of many Chinese PDF files name radicals, so that a search for the word as it is typed finds nothing."""
    page = "⻋⻔前的⽬标：⻢⻰。"
    assert unified(page) == "车门前的目标：马龙。"
    assert locate(page, "车门前的目标") == (0, 6)
    assert normalise(page) == normalise(unified(page))
    assert terms(page) == terms(unified(page))
    assert clean(page) == unified(page)
    assert index_text(page) == index_text(unified(page))
