"""Names of several words in a question."""

from __future__ import annotations

import pytest

from desktop.documents.spoken_names import own_words, spoken_names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many interceptions did Josh Norman score with?", ["josh norman"]),
        ("What is the second busiest airport in the United States?", ["united states"]),
        ("When was the University of Chicago founded?", ["university chicago"]),
        ("Who founded McKinsey & Company?", ["mckinsey company"]),
        ("Why were Johann Esch and Heinrich Voes executed?", ["johann esch", "heinrich voes"]),
        ("Compare Apple and Microsoft.", []),
        ("What are Apple's Services?", []),
        ("Describe Apple by its sales.", []),
        ("What was Apple's revenue in Q3 2023?", []),
        ("Net Sales of Apple", []),
        ("What Were Apple Net Sales In 2023?", []),
        ("What is the United States Constitution?", ["united states constitution"]),
        ("安装一户要花多少钱？", []),
        ("", []),
    ],
)
def test_names_of_several_words(question: str, names: list[str]) -> None:
    assert spoken_names(question) == tuple(frozenset(name.split()) for name in names)


def test_what_a_firm_is_by_law_does_not_say_which() -> None:
    assert own_words(frozenset({"mckinsey", "company"})) == {"mckinsey"}
    assert own_words(frozenset({"company", "group"})) == {"company", "group"}
