"""Heads of pages that a PDF has after the text below them: they are read first, and nothing else moves."""

from __future__ import annotations

import random

from desktop.documents.readers.layout import blocks
from desktop.documents.readers.lines import Line, Sheet, Style
from desktop.documents.readers.mastheads import head_first

BODY = 10.0


def _line(text: str, top: float, left: float = 50, right: float = 500, size: float = BODY) -> Line:
    return Line(text, x0=left, x1=right, top=top, bottom=top + size, size=size)


def _texts(*lines: Line, body: float = BODY) -> str:
    return " ".join(line.text for line in head_first(lines, body))


LEFT = [_line(f"left{at}", 200 + 12 * at, 50, 270) for at in range(3)]
RIGHT = [_line(f"right{at}", 200 + 12 * at, 280, 500) for at in range(3)]
HEAD = [_line("date", 40, 50, 120), _line("title", 60, size=20), _line("Lead", 100)]
FOOT = _line("foot", 700)


def test_a_head_comes_before_both_columns() -> None:
    first = "date title Lead left0 left1 left2 right0 right1 right2 foot"
    assert _texts(*LEFT, *RIGHT, *HEAD, FOOT) == first
    assert _texts(*LEFT, *RIGHT, FOOT, *HEAD) == first
    assert _texts(*HEAD, *LEFT, *RIGHT, FOOT) == first


def test_a_head_comes_before_a_foot_alone() -> None:
    assert _texts(FOOT, *HEAD, *LEFT) == "date title Lead left0 left1 left2 foot"


def test_what_is_small_or_stands_over_one_column_keeps_its_place() -> None:
    heading = _line("heading", 150, 280, 500, size=20)
    assert _texts(*LEFT, heading, *RIGHT) == "left0 left1 left2 heading right0 right1 right2"
    small = _line("note", 40)
    assert _texts(*LEFT, small) == "left0 left1 left2 note"
    assert _texts(*LEFT, *HEAD, body=0) == "left0 left1 left2 date title Lead"
    aslant = Line("aslant")
    assert _texts(*LEFT, aslant, *HEAD) == "left0 left1 left2 aslant date title Lead"


def test_the_title_is_a_heading_above_the_text() -> None:
    style = Style(body=BODY)
    page = blocks(Sheet(1, None, head_first([*LEFT, *RIGHT, *HEAD], BODY)), style)
    assert [block.kind for block in page[:2]] == ["text", "heading"]
    assert page[1].text == "title"


def test_no_line_is_lost_or_doubled() -> None:
    chance = random.Random(4)
    for _ in range(200):
        lines = [
            _line(str(at), chance.randrange(800), chance.randrange(250), chance.randrange(260, 500), size)
            for at, size in enumerate(chance.choices((8.0, 10.0, 24.0), k=chance.randrange(30)))
        ]
        assert sorted(map(id, head_first(lines, BODY))) == sorted(map(id, lines))
