"""Why a passage was found, in words: each way of searching with its score and place, and what did not find it."""

from __future__ import annotations

import msgspec

from desktop.domain.document import Passage
from desktop.ui.whypassage import in_a_line, reasons

BOTH = Passage("a.pdf", 1, None, "x", 0.83, lexical=0.7, lexical_rank=1, vector=0.5, vector_rank=12, meant=0.25)


def test_each_way_has_its_score_and_place() -> None:
    assert reasons(BOTH) == [
        ("By its words", "0.70, place 1"),
        ("By its meaning", "0.50, place 12"),
        ("By its file's name and title", "0.25"),
        ("All together", "0.83"),
    ]
    assert in_a_line(BOTH) == "words: 0.70, place 1, meaning: 0.50, place 12, file: 0.25"


def test_a_way_that_did_not_find_it_says_so() -> None:
    words = msgspec.structs.replace(BOTH, vector_rank=0, meant=0.0)
    assert dict(reasons(words))["By its meaning"] == "not found"
    assert in_a_line(words) == "words: 0.70, place 1, not found by meaning"
    assert in_a_line(msgspec.structs.replace(BOTH, lexical_rank=0, meant=0.0)).startswith("not found by words")
