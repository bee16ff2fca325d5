"""Requests as messages, thoughts between marks, and lengths by estimate."""

from __future__ import annotations

import pytest

from desktop.domain.endpoint import Endpoint
from desktop.domain.model import ChatMessage
from desktop.engine.protocol import Generate
from desktop.engine.remote_prompt import THEN_ANSWER, Marked, Measure, estimated, write
from desktop.engine.remote_protocol import Piece, Server
from desktop.keys import Key

SERVER = Server(Endpoint("office", "https://a.com/v1", "big"), Key("sk-secret"))
ASK = (ChatMessage("user", "Why?"),)


def roles(prefix: str, **options: bool | int | str) -> tuple[list[tuple[str, str]], dict[str, bool | int | str]]:
    made = write(SERVER, Generate(ASK, prefix=prefix, template_options=options))
    return [(message.role, message.content) for message in made.messages], made.options


def test_plain_question_goes_as_it_is() -> None:
    assert roles("", enable_thinking=True) == ([("user", "Why?")], {"enable_thinking": True})


def test_ended_thought_becomes_a_turn_and_an_answer_is_asked_for() -> None:
    messages, options = roles("<think>\nHm.\n</think>\n\n", enable_thinking=True, reasoning_effort="high")
    assert messages == [("user", "Why?"), ("assistant", "Hm."), ("user", THEN_ANSWER)]
    assert options == {"enable_thinking": False, "reasoning_effort": "low"}


def test_empty_thought_adds_nothing() -> None:
    assert roles("<think>\n\n</think>\n\n")[0] == [("user", "Why?")]


def test_begun_answer_is_the_last_message() -> None:
    assert roles("Because ")[0] == [("user", "Why?"), ("assistant", "Because")]
    assert roles("<think>\nHm.\n</think>\n\nBecause")[0][-1] == ("assistant", "Because")


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ("a:One|a: two", "One two"),
        ("t:Hm|t:.|a:One", "<think>\nHm.\n</think>\n\nOne"),
        ("t:Hm", "<think>\nHm\n</think>\n\n"),
        ("", ""),
    ],
)
def test_thought_stands_between_marks(pieces: str, text: str) -> None:
    marked, said = Marked(), ""
    for piece in filter(None, pieces.split("|")):
        said += "".join(marked.text(Piece(piece[2:], thought=piece[0] == "t")))
    assert said + marked.end() == text


def test_estimate_grows_with_the_text_and_counts_characters_of_unspaced_scripts() -> None:
    english, chinese = "The turbine gives power. " * 40, "风力发电机组提供电力。" * 40
    assert 150 < estimated((ChatMessage("user", english),)) < 350
    assert 350 < estimated((ChatMessage("user", chinese),)) < 600
    assert estimated(ASK) < estimated((*ASK, *ASK))


def test_estimate_learns_from_what_servers_count() -> None:
    messages = (ChatMessage("user", "word " * 400),)
    measure, guessed = Measure(), estimated(messages)
    for _ in range(8):
        measure.learn(messages, round(guessed * 0.8))
    assert abs(measure.tokens(messages) / guessed - 0.8) < 0.05
    measure.learn(messages, 10 * guessed)
    assert measure.tokens(messages) <= guessed * 1.8 + 1, "one wild count is not believed"
    measure.learn(ASK, 500)
    measure.learn(messages, 0)
    assert measure.tokens(messages) <= guessed * 1.8 + 1


def test_key_does_not_show_itself() -> None:
    request = write(SERVER, Generate(ASK))
    assert "sk-secret" not in repr(request)
    assert "sk-secret" not in str(SERVER.key)


def test_a_picture_takes_room_and_teaches_nothing_about_words() -> None:
    words = ChatMessage("user", "word " * 300)
    seen = ChatMessage("user", "word " * 300, (b"jpeg", b"jpeg"))
    assert estimated((seen,)) == estimated((words,)) + 2000
    measure = Measure()
    measure.learn((seen,), 9000)
    assert measure.tokens((words,)) == estimated((words,))
