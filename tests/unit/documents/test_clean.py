"""Cleaned text keeps its letters and digits and nothing that hides, reorders or breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.clean import clean, clean_code, clean_line
from desktop.domain.quote import normalise

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\x0bd", "a\nb\nc\nd"),
        ("of\ufb01ce \ufb02ow", "office flow"),
        ("im\u00adpressive", "impressive"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u202eevil\u202c", "evil"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("a\u00a0\t b", "a b"),
        ("nul\x00esc\x1b", "nulesc"),
        ("lone \ud800 surrogate", "lone � surrogate"),
        ("  padded  \n\n\n\n  text ", "padded\n\ntext"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_each_kind_of_trouble(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_text_that_is_passed_over_as_clean_already_is() -> None:
    for code in range(0x3100):
        text = f"a{chr(code)}b {chr(code)}"
        assert clean(text) == clean(f"\x00{text}")  # in which there is something to take out


@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_keeps_its_letters(raw: str) -> None:
    cleaned = clean(raw)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    storable = "".join(char for char in raw if not "\ud800" <= char <= "\udfff")
    assert normalise(cleaned.replace("�", "")) == normalise(storable.replace("�", ""))


def test_code_keeps_its_indentation() -> None:
    assert clean_code("\ndef f():\n\treturn  1\n\n    # \u200bend\n") == "def f():\n\treturn  1\n\n    # end"


@given(ANY_TEXT)
def test_a_line_is_one_line(raw: str) -> None:
    assert "\n" not in clean_line(raw)
