"""Bytes of tokens on their way to text."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.reply import ReplyText


def fed(pieces: list[bytes], stop: tuple[str, ...] = ()) -> tuple[str, bool]:
    text = ReplyText(stop)
    return "".join([*(text.feed(piece) for piece in pieces), text.close()]), text.stopped


@given(st.text(max_size=40), st.lists(st.integers(0, 200), max_size=20))
def test_characters_stay_whole_however_they_are_cut(text: str, places: list[int]) -> None:
    data = text.encode("utf-8", "ignore")
    bounds = [0, *sorted({place % (len(data) + 1) for place in places}), len(data)]
    pieces = [data[a:b] for a, b in itertools.pairwise(bounds)]
    assert fed(pieces) == (data.decode(), False)
    reply = ReplyText()
    assert all("\ufffd" not in reply.feed(piece) for piece in pieces if "\ufffd" not in text)


def test_half_a_character_at_the_end_is_dropped() -> None:
    assert fed([b"ab", "\N{GRINNING FACE}".encode()[:3]]) == ("ab", False)


@given(st.text(alphabet="abc", max_size=30), st.text(alphabet="abc", min_size=1, max_size=4))
def test_stop_text_ends_it_and_is_not_shown(text: str, stop: str) -> None:
    expected = text.split(stop, maxsplit=1)[0]
    assert fed([letter.encode() for letter in text], (stop,)) == (expected, stop in text)
    assert fed([text.encode()], (stop,)) == (expected, stop in text)


@given(*[st.text(alphabet="abc", max_size=15)] * 2, st.text(alphabet="abc", min_size=1, max_size=4))
def test_nothing_of_a_stop_text_is_shown_early(before: str, after: str, stop: str) -> None:
    text = before + stop + after
    reply, shown = ReplyText((stop,)), ""
    for letter in text:
        shown += reply.feed(letter.encode())
        assert (text.split(stop, maxsplit=1)[0]).startswith(shown)


def test_first_of_several_stops() -> None:
    assert fed([b"one. two! three"], ("!", ".", "")) == ("one", True)
