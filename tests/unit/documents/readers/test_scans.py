"""Lines that were seen on a picture come in the order of reading, and their words where they stand."""

from __future__ import annotations

from desktop.documents.readers.ocr import Seen, SeenLine
from desktop.documents.readers.scans import lines_of, words_of
from desktop.domain.document import MOST_WORDS, Word


def _line(text: str, left: float, top: float, right: float, height: float = 20) -> SeenLine:
    box = (left, top, right, top + height)
    return SeenLine(text, box, ((text, box),))


def _texts(*lines: SeenLine) -> list[str]:
    return [line.text for line in lines_of(Seen(1000, 1400, 0, lines), 150)]


def test_two_columns_below_a_title_are_read_one_after_the_other() -> None:
    left = [_line(f"left {n}", 60, 200 + 30 * n, 470) for n in range(5)]
    right = [_line(f"right {n}", 530, 200 + 30 * n, 940) for n in range(5)]
    title = _line("a title over both", 100, 100, 900, 40)
    foot = _line("a line below both", 60, 500, 940)
    mixed = [title, *(line for pair in zip(left, right, strict=True) for line in pair), foot]
    assert _texts(*mixed) == [
        "a title over both",
        *(line.text for line in left),
        *(line.text for line in right),
        "a line below both",
    ]


def test_cells_side_by_side_are_one_row_with_its_gaps() -> None:
    rows = [
        line
        for n in range(5)
        for line in (_line(f"{n}00", 800, 200 + 30 * n, 850), _line(f"Label {n}", 60, 203 + 30 * n, 200))
    ]
    lines = lines_of(Seen(1000, 1400, 0, tuple(rows)), 150)
    assert [line.text for line in lines] == [f"Label {n} {n}00" for n in range(5)]
    assert all(line.cells == 2 for line in lines)


def test_letters_of_one_size_count_as_one_size_however_high_they_are() -> None:
    heights = (19.0, 20.0, 24.0, 20.0, 60.0)
    seen = Seen(1000, 1400, 0, tuple(_line("x", 60, 100 + 80 * n, 500, height) for n, height in enumerate(heights)))
    sizes = [round(line.size, 2) for line in lines_of(seen, 150)]
    assert len(set(sizes[:4])) == 1
    assert sizes[4] > 2.5 * sizes[0]


def test_words_of_a_turned_picture_are_placed_on_it_as_it_was_given() -> None:
    line = _line("word", 100, 0, 200, 50)  # on an upright picture of 1000 × 500
    places = {turns: words_of(Seen(1000, 500, turns, (line,)))[0] for turns in range(4)}
    assert places[0] == Word("word", 1000, 0, 2000, 1000)
    # One turn against the clock made it upright: it stood at the right edge, its beginning at the top.
    assert places[1] == Word("word", 9000, 1000, 10000, 2000)
    assert places[2] == Word("word", 8000, 9000, 9000, 10000)
    assert places[3] == Word("word", 0, 8000, 1000, 9000)


def test_places_are_kept_of_so_many_words_only() -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    many = SeenLine("x", box, (("x", box),) * (MOST_WORDS + 5))
    assert len(words_of(Seen(10, 10, 0, (many,)))) == MOST_WORDS


def test_nothing_seen_is_no_lines() -> None:
    assert lines_of(Seen(100, 100, 0, ()), 150) == []
    assert words_of(Seen(100, 100, 0, ())) == ()
