"""The measure of summaries gives the values of Lin's own examples (2004, sections 3.1 and 3.2)."""

from __future__ import annotations

import pytest

from tests.benchmarks.rouge import rouge_l, rouge_n


def test_longest_common_subsequence_heeds_the_order() -> None:
    reference = ["police killed the gunman"]
    assert rouge_l(["police kill the gunman"], reference).f == pytest.approx(3 / 4)
    assert rouge_l(["the gunman kill police"], reference).f == pytest.approx(2 / 4)
    assert rouge_n(2, ["police kill the gunman"], reference).recall == pytest.approx(1 / 3)


def test_union_over_the_sentences_of_a_summary() -> None:
    found = rouge_l(["w1 w2 w6 w7 w8", "w1 w3 w8 w9 w5"], ["w1 w2 w3 w4 w5"])
    assert found.recall == pytest.approx(4 / 5)
    assert found.precision == pytest.approx(4 / 10)


def test_chinese_counts_characters() -> None:
    assert rouge_n(1, ["热泵省电"], ["热泵很省电"]).recall == pytest.approx(4 / 5)
