"""Documents that answer a question with other figures each are told apart from those that agree or are not meant."""

from __future__ import annotations

import pytest

from desktop.domain.document import Passage
from desktop.reasoning.extract import Quote, best_quotes
from desktop.reasoning.rivals import MOST, rivals

ASKED = "How many homes took part?"


def quote(file: str, text: str, score: float = 0.8, meant: float = 0.0) -> Quote:
    return Quote(Passage(file, None, None, text, 0.5, meant=meant), text, score)


def files(question: str, *quotes: Quote, near: float = 0.88) -> list[str]:
    return [one.passage.file for one in rivals(question, quotes, near)]


def test_the_first_of_each_document_with_other_figures_that_is_near_the_best_is_a_rival() -> None:
    first, second = quote("a.pdf", "118 homes took part."), quote("b.pdf", "67 homes took part.", 0.75)
    far = quote("c.pdf", "23 households joined.", 0.6)
    assert files(ASKED, first, quote("a.pdf", "39 were flats."), second, far) == ["a.pdf", "b.pdf"]
    assert files(ASKED, first, second, far, near=0.0) == ["a.pdf", "b.pdf", "c.pdf"]
    assert len(files(ASKED, *(quote(f"{n}.pdf", f"{n + 20} homes.") for n in range(MOST + 3)))) == MOST


@pytest.mark.parametrize(
    "other",
    [
        quote("b.pdf", "In the end 118 homes took part, 39 of them flats."),
        quote("b.pdf", "In 2023 118 homes took part."),
        quote("b.pdf", "Many homes took part."),
        quote("a.pdf", "67 homes took part."),
    ],
)
def test_what_agrees_has_no_figure_or_stands_in_the_same_document_is_no_rival(other: Quote) -> None:
    assert files(ASKED, quote("a.pdf", "118 homes took part."), other) == []


def test_what_the_question_does_not_mean_is_no_rival() -> None:
    mine, other = quote("a.pdf", "In Wells 118 homes took part."), quote("b.pdf", "In Oakham 67 homes took part.")
    assert files("How many homes took part in Wells?", mine, other) == []
    by_period = quote("q1.pdf", "67 homes took part.", meant=0.9), quote("q2.pdf", "118 homes took part.", meant=0.4)
    assert files(ASKED, *by_period) == []


def test_a_question_for_no_figure_has_no_rivals() -> None:
    assert files("Why did they take part?", quote("a.pdf", "118 homes did."), quote("b.pdf", "67 homes did.")) == []
    assert files("When did it end?", quote("a.pdf", "In May 2023."), quote("b.pdf", "In May 2024.")) == [
        "a.pdf",
        "b.pdf",
    ]
    assert files(ASKED) == []


def test_long_sentences_that_differ_in_a_figure_alone_say_two_things() -> None:
    said = "In the course of the whole year {} homes of the council took part in the scheme for heat pumps and storage"
    passages = [Passage(f"{n}.pdf", None, None, said.format(n) + ".", 0.5) for n in (118, 67)]
    assert len(best_quotes(ASKED, passages, lambda _, texts: [0.5] * len(texts))) == 2
