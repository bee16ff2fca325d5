"""However a turn's text is cut into events, the message is the same, and a finished one has no open ends."""

from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from desktop.chat.fold import fold, start
from desktop.domain.conversation import FaultPart, Message, ReasoningPart, SourcesPart, StepPart, TextPart
from desktop.domain.document import Citation
from desktop.domain.events import (
    Answer,
    Cited,
    Failed,
    Finished,
    Progress,
    Retrieved,
    Step,
    Thinking,
    Thought,
    TurnEvent,
)
from desktop.domain.model import Usage

CITATION = Citation(1, "a.pdf", 2, "words", "verified")
TEXT = st.text(max_size=12)
EVENTS = st.lists(
    st.one_of(
        TEXT.map(Thinking),
        TEXT.map(Answer),
        st.builds(Thought, st.floats(0, 100)),
        st.just(Step("Searched {files} files", {"files": "1"})),
        st.just(Progress("Loading")),
        st.just(Retrieved(())),
        st.just(Cited((CITATION,))),
        st.just(Failed("DiskFull", {"what": "x"})),
    ),
    max_size=12,
)


def folded(events: list[TurnEvent]) -> Message:
    return reduce(lambda message, event: fold(message, event, 0.0), events, start())


@given(EVENTS, st.data())
def test_cuts_make_no_difference(events: list[TurnEvent], data: st.DataObject) -> None:
    cut: list[TurnEvent] = []
    for event in events:
        if isinstance(event, Thinking | Answer):
            kind = type(event)
            at = data.draw(st.integers(0, len(event.text)))
            cut += [kind(event.text[:at]), kind(event.text[at:])]
        else:
            cut.append(event)
    assert folded(cut) == folded(events)


@given(EVENTS)
def test_all_text_is_kept_in_order_and_finishing_closes_thoughts(events: list[TurnEvent]) -> None:
    message = folded([*events, Finished("complete", "quoted", Usage(answer_tokens=3), "m")])
    texts = [part.text for part in message.parts if isinstance(part, TextPart)]
    assert "".join(texts) == "".join(event.text for event in events if isinstance(event, Answer))
    thoughts = [part for part in message.parts if isinstance(part, ReasoningPart)]
    assert "".join(part.text for part in thoughts) == "".join(e.text for e in events if isinstance(e, Thinking))
    assert all(part.seconds is not None for part in thoughts)
    assert (message.status, message.kind, message.model) == ("complete", "quoted", "m")


def test_the_life_of_an_answer() -> None:
    message = folded(
        [
            Step("Searched {files} files", {"files": "1"}),
            Thinking("Let "),
            Thinking("me see."),
            Thought(1.5),
            Answer("It is "),
            Answer("42 [1]."),
            Cited((CITATION,)),
            Finished("complete", "generated", Usage(), "m"),
        ]
    )
    assert message.parts == (
        StepPart("Searched {files} files", {"files": "1"}),
        ReasoningPart("Let me see.", 1.5),
        TextPart("It is 42 [1]."),
        SourcesPart((CITATION,)),
    )


def test_later_citations_take_the_place_of_earlier_ones() -> None:
    other = Citation(2, "b.pdf", 1, "w", "close")
    message = folded([Cited((CITATION,)), Cited((CITATION, other))])
    assert message.citations == (CITATION, other)
    assert folded([Cited((CITATION,)), Cited(())]).parts == ()


def test_a_failure_keeps_what_was_said() -> None:
    message = folded([Thinking("hm"), Failed("DiskFull", {"what": "x"}), Finished("failed")])
    assert message.parts == (ReasoningPart("hm", 0.0), FaultPart("DiskFull", {"what": "x"}))
    assert message.status == "failed"
