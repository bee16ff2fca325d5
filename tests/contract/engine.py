"""What every engine promises, as one suite that the fake and the real ones pass."""

from __future__ import annotations

import re
import threading

import pytest

from desktop.domain.model import ChatMessage, Sampling
from desktop.engine.protocol import Done, Engine, Generate, Token
from desktop.errors import Cancelled, ContextFull, Fault
from desktop.worker.cancel import Cancel
from tests.gbnf import as_regex

GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)
ASK = (ChatMessage("user", "Count from one to five in words."),)
WORDS_AND_COMMAS = 'root ::= word (", " word)* "."\nword ::= [A-Za-z ]+'


def ask(engine: Engine, request: Generate, cancel: Cancel | None = None) -> tuple[str, Done]:
    text, done = "", None
    for reply in engine.generate(request, cancel or Cancel()):
        assert done is None, "nothing comes after Done"
        if isinstance(reply, Done):
            done = reply
        else:
            text += reply.text
    assert done is not None, "a reply ends with Done"
    return text, done


class EngineContract:
    """Mixed into a class with a fixture `engine` that replies at least some ten tokens to anything.

    `counts_exactly` is false where tokens of a prompt can only be estimated, `keeps_grammar` where none is sent.
    """

    counts_exactly = True
    keeps_grammar = True

    def test_loads_when_it_is_needed(self, engine: Engine) -> None:
        assert engine.model is not None
        assert engine.context == 0
        ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=4))
        assert engine.context > 0
        assert list(engine.ensure(Cancel())) == []

    def test_ensure_tells_progress_to_the_end(self, engine: Engine) -> None:
        told = list(engine.ensure(Cancel()))
        assert told
        assert all(0 <= progress.done <= progress.total for progress in told)
        assert told[-1].done == told[-1].total
        assert engine.context > 0

    def test_reply_is_text_then_done(self, engine: Engine) -> None:
        text, done = ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=8))
        assert text
        assert done.usage.prompt_tokens > 0
        assert 0 < done.usage.answer_tokens <= 8
        assert done.usage.first_token_s >= 0

    def test_length_is_kept(self, engine: Engine) -> None:
        _, done = ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=3))
        assert done.reason == "length"
        assert done.usage.answer_tokens == 3

    def test_tokens_are_counted_as_they_come(self, engine: Engine) -> None:
        replies = list(engine.generate(Generate(ASK, sampling=GREEDY, max_tokens=6), Cancel()))
        done = replies[-1]
        assert isinstance(done, Done)
        assert sum(reply.tokens for reply in replies if isinstance(reply, Token)) == done.usage.answer_tokens

    def test_greedy_is_the_same_each_time(self, engine: Engine) -> None:
        request = Generate(ASK, sampling=GREEDY, max_tokens=8)
        assert ask(engine, request)[0] == ask(engine, request)[0]

    def test_stop_text_ends_the_reply(self, engine: Engine) -> None:
        whole, _ = ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=8))
        stop = whole.strip()[3:6]
        text, done = ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=8, stop=(stop,)))
        assert text == whole[: whole.index(stop)]
        assert done.reason == "stop"

    def test_grammar_is_kept_or_left_out(self, engine: Engine) -> None:
        request = Generate(ASK, sampling=GREEDY, grammar=WORDS_AND_COMMAS, max_tokens=24)
        text, done = ask(engine, request)
        assert text
        assert done.usage.answer_tokens <= 24
        if self.keeps_grammar:
            assert re.fullmatch(as_regex(WORDS_AND_COMMAS), text + ("." if done.reason == "length" else ""))
            assert ask(engine, request)[0] == text

    def test_stop_text_and_grammar_hold_together(self, engine: Engine) -> None:
        whole, _ = ask(engine, Generate(ASK, sampling=GREEDY, grammar=WORDS_AND_COMMAS, max_tokens=8))
        stop = whole.strip()[3:6]
        request = Generate(ASK, sampling=GREEDY, grammar=WORDS_AND_COMMAS, max_tokens=8, stop=(stop,))
        text, done = ask(engine, request)
        assert text == whole[: whole.index(stop)]
        assert done.reason == "stop"

    def test_grammar_that_is_none(self, engine: Engine) -> None:
        request = Generate(ASK, sampling=GREEDY, grammar="root ::= ((", max_tokens=2)
        if self.keeps_grammar:
            with pytest.raises(Fault, match="grammar could not be read"):
                ask(engine, request)
        assert ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=2))[0]

    def test_count_grows_with_the_messages(self, engine: Engine) -> None:
        few, more = engine.count(ASK), engine.count((*ASK, ChatMessage("assistant", "One, two."), *ASK))
        assert 0 < few < more
        _, done = ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=1))
        assert done.usage.prompt_tokens == few or not self.counts_exactly
        assert few / 3 < done.usage.prompt_tokens < few * 3

    def test_prompt_that_is_too_long_is_refused_with_numbers(self, engine: Engine) -> None:
        long = (ChatMessage("user", "one two three " * 20_000),)
        with pytest.raises(ContextFull) as full:
            ask(engine, Generate(long, sampling=GREEDY))
        assert int(full.value.values["needed"]) > int(full.value.values["limit"]) == engine.context
        assert ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=2))[0], "it works on afterwards"

    def test_cancelled_before_it_begins(self, engine: Engine) -> None:
        cancel = Cancel()
        cancel.cancel()
        with pytest.raises(Cancelled):
            ask(engine, Generate(ASK, sampling=GREEDY), cancel)

    def test_cancelled_while_it_writes(self, engine: Engine) -> None:
        cancel = Cancel()
        replies = engine.generate(Generate(ASK, sampling=GREEDY), cancel)
        next(replies)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(replies)
        assert ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=2))[0]

    def test_left_early_and_asked_again(self, engine: Engine) -> None:
        for reply in engine.generate(Generate(ASK, sampling=GREEDY), Cancel()):
            assert isinstance(reply, Token)
            break
        assert ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=2))[0]

    def test_two_threads_take_turns(self, engine: Engine) -> None:
        request = Generate(ASK, sampling=GREEDY, max_tokens=8)
        alone, _ = ask(engine, request)
        got: list[str] = []
        threads = [threading.Thread(target=lambda: got.append(ask(engine, request)[0])) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert got == [alone] * 3

    def test_close_twice(self, engine: Engine) -> None:
        ask(engine, Generate(ASK, sampling=GREEDY, max_tokens=1))
        engine.close()
        engine.close()
        assert engine.context == 0
