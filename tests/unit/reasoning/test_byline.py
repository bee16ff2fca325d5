"""A by-line is told from prose, and answers who wrote something, and when."""

from __future__ import annotations

import pytest

from desktop.domain.document import Passage
from desktop.reasoning.byline import asks_author, is_byline, tells_origin
from desktop.reasoning.extract import best_quotes

ARTICLE = Passage(
    "news.txt",
    None,
    None,
    "Riverside library reopens after two years\n\nBy Helen Marsh\n3 May 2024\n\nThe town library on Quay Street "
    "reopened on Saturday. The work was led by the architect Omar Farouk.",
    0.8,
)


@pytest.mark.parametrize(
    "line",
    [
        "By Helen Marsh",
        "By Sarah Louisa Forten Purvis.",
        "BY JOAN DE LA CRUZ",
        "By Omar Farouk and Helen Marsh | Staff writers",
        "Author: Helen Marsh",
        "From: Alice Example <alice@example.com>",
        "作者：王芳",
        "本报记者 李明",
    ],
)
def test_lines_that_name_who_wrote(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    ["By 2030 the street is done.", "By then it was late.", "The work was led by Omar Farouk.", "作者认为很好。"],
)
def test_prose_is_no_byline(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    "asked",
    [
        "Who wrote the article about the library?",
        "Who is the author of the report?",
        "By whom was this written?",
        "Who sent the mail?",
        "这篇文章的作者是谁？",
        "谁写了这份报告？",
    ],
)
def test_questions_for_who_wrote(asked: str) -> None:
    assert asks_author(asked)
    assert not asks_author("Who led the work?")


def test_a_byline_answers_who_and_when() -> None:
    for asked in ("Who wrote the article about the library?", "When was the article written?"):
        best = best_quotes(asked, [ARTICLE], lambda query, texts: [0.0] * len(texts))[0]
        assert best.text == "By Helen Marsh\n3 May 2024"
        assert tells_origin(best.text, asked)
    assert not tells_origin("By Helen Marsh", "When was the article written?")
    assert not tells_origin("By Helen Marsh", "Who led the work?")
    (led,) = best_quotes("Who led the work?", [ARTICLE], lambda query, texts: [0.0] * len(texts), 1)
    assert "Omar Farouk" in led.text
