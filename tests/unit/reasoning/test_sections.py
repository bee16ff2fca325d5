"""A question for several things is answered by the section whose heading is these, in its words or in others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.domain.document import Head, Passage
from desktop.reasoning.sections import section_asked, topic_of

CHOIR = (
    "Rehearsals\nWe rehearse on Tuesdays.\nWhat comes next\n8 November: rehearsal day in Buchholz\n"
    "6 December: Advent singing on the market square"
)
THESIS = "4.4 Limitations\nThe summer was dry. One summer is too short to speak of a trend."
FOUND = [
    Passage("Choir.md", None, "News › Rehearsals", CHOIR, 0.9, heads=(Head(36, "News › What comes next"),)),
    Passage("Thesis.docx", None, "4.4 Limitations", THESIS, 0.8),
]


def alike(query: str, texts: Sequence[str]) -> list[float]:
    """As an embedder has it: next steps are much like what comes next, and little like all else."""
    return [0.5 if (query, text) == ("next steps", "What comes next") else 0.2 for text in texts]


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("What are the next steps?", "8 November"),
        ("What are the next steps of the choir?", "8 November"),
        ("What are the limitations of the study?", "The summer was dry."),
        ("Which limitations does it have?", "The summer was dry."),
        ("What are the limitations of the dishwasher?", None),  # nothing is said of one
        ("What are the ingredients?", None),
        ("What is the limitation?", None),
        ("When does the choir rehearse?", None),
    ],
)
def test_the_section_that_is_asked_for(asked: str, begins: str | None) -> None:
    told = section_asked(asked, FOUND, alike)
    assert (told is None) if begins is None else (told is not None and told.text.startswith(begins))


def test_a_list_is_told_whole_and_its_heading_with_it() -> None:
    told = section_asked("What are the next steps?", FOUND, alike)
    assert told is not None
    assert told.text.count("\n") == 1
    assert (told.heading, told.lines) == ("What comes next", True)


def test_a_table_and_what_takes_pages_are_left_to_the_search_for_lines() -> None:
    table = Passage("a.md", None, "Actions", "Actions\nWhat | Who\nPaint | Eve\nSweep | Jan", 0.9)
    long = Passage("b.md", None, "Risks", "Risks\n" + "Much may happen to it, and all of it is told here. " * 40, 0.9)
    assert section_asked("What are the actions?", [table], alike) is None
    assert section_asked("What are the risks?", [long], alike) is None


def test_chinese_headings_by_their_words() -> None:
    text = "注意事项\n施工时间为工作日。\n请勿让儿童进入施工区域。"
    passage = Passage("公告.md", None, "电梯更新公告 › 注意事项", text, 0.9)
    told = section_asked("电梯施工的注意事项有哪些？", [passage], alike)
    assert told is not None
    assert told.text.startswith("施工时间")
    assert topic_of("施工时间是几点？") == ("", "")
