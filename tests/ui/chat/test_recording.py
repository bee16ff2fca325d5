"""Folding and saving: how the events come does not matter, and a fault of the store costs nothing on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from desktop.chat.fold import start
from desktop.domain.conversation import Message
from desktop.domain.events import Answer, Finished, Progress, TurnEvent
from desktop.errors import Cancelled, DiskFull
from desktop.ui.chat.recording import SAVE_EVERY, NotKept, Written, record


def clock(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step


def run(events: list[TurnEvent | Exception], keep: list[Message], step: float = 0.0) -> list[Written | NotKept]:
    def turn() -> Iterator[TurnEvent]:
        for event in events:
            if isinstance(event, Exception):
                raise event
            yield event

    ticks = clock(step)
    return list(record(turn(), start(), keep.append, lambda: next(ticks)))


@given(st.lists(st.text(max_size=8), max_size=20), st.floats(0, 3))
def test_the_last_save_is_what_is_shown(pieces: list[str], step: float) -> None:
    kept: list[Message] = []
    shown = run([*(Answer(piece) for piece in pieces), Finished(status="complete")], kept, step)
    last = shown[-1]
    assert isinstance(last, Written)
    assert kept[-1] == last.message
    assert kept[-1].text == "".join(pieces)


def test_it_saves_once_a_second() -> None:
    kept: list[Message] = []
    now = [0.0]

    def turn() -> Iterator[TurnEvent]:
        for _ in range(14):
            now[0] += SAVE_EVERY / 4
            yield Answer("a")
        yield Finished(status="complete")

    for _ in record(turn(), start(), kept.append, lambda: now[0]):
        pass
    assert [len(message.text) for message in kept] == [4, 8, 12, 14]


def test_a_turn_that_breaks_off_is_closed() -> None:
    kept: list[Message] = []
    run([Answer("a")], kept)
    assert (kept[-1].text, kept[-1].status) == ("a", "failed")


def test_a_cancelled_turn_is_stopped() -> None:
    kept: list[Message] = []
    run([Answer("a"), Cancelled()], kept)
    assert kept[-1].status == "stopped"


def test_progress_is_shown_and_not_kept() -> None:
    shown = run([Progress("Loading", 1, 2), Finished(status="complete")], [])
    first = shown[0]
    assert isinstance(first, Written)
    assert first.progress == Progress("Loading", 1, 2)
    assert first.message == start()


def test_an_abandoned_turn_is_kept_as_it_stands() -> None:
    kept: list[Message] = []
    stream = record(iter([Answer("so far"), Answer(" and on")]), start(), kept.append)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert (kept[-1].text, kept[-1].status) == ("so far", "writing")


def test_a_full_disk_is_told_once_and_tried_again() -> None:
    tries: list[Message] = []

    def keep(message: Message) -> None:
        tries.append(message)
        if len(tries) < 3:
            raise DiskFull(what="the conversations")

    ticks = clock(SAVE_EVERY)
    events: list[TurnEvent] = [Answer("a"), Answer("b"), Answer("c"), Finished(status="complete")]
    told = [item for item in record(iter(events), start(), keep, lambda: next(ticks)) if isinstance(item, NotKept)]
    assert len(told) == 1
    assert tries[-1].text == "abc"
