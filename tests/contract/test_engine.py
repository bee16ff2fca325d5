"""The engines, each held to the same promises."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.domain.endpoint import Endpoint
from desktop.domain.model import ChatMessage, Sampling
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.protocol import Engine, Generate, Token
from desktop.engine.remote import RemoteEngine
from desktop.keys import Keys
from desktop.worker.cancel import Cancel
from tests.contract.engine import ASK, GREEDY, EngineContract, ask
from tests.fakes import FakeEngine
from tests.keyring_fake import with_keyring
from tests.llama_server import serving


class TestFakeEngine(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return FakeEngine("One, two, three, four, five, and so on until the whole of this is said and done.")


@pytest.mark.process
class TestLocalEngine(EngineContract):
    @pytest.fixture
    def engine(self) -> Iterator[Engine]:
        made = LocalEngine(starter_model(), context=2048)
        yield made
        made.close()

    def test_prompt_is_reused(self, engine: Engine) -> None:
        passage = "The turbine was set up in Bergen in 1998 and gives 42 megawatts in a strong wind. " * 12
        first = (ChatMessage("user", f"{passage}\nWhere is the turbine?"),)
        answer, done = ask(engine, Generate(first, sampling=GREEDY, max_tokens=12))
        assert done.usage.cached_tokens == 0
        second = (*first, ChatMessage("assistant", answer), ChatMessage("user", "And since when?"))
        _, again = ask(engine, Generate(second, sampling=GREEDY, max_tokens=4))
        assert again.usage.cached_tokens >= done.usage.prompt_tokens - 4
        assert again.usage.cached_tokens < again.usage.prompt_tokens

    def test_reuse_does_not_change_the_reply(self, engine: Engine) -> None:
        request = Generate(ASK, sampling=GREEDY, max_tokens=16)
        fresh, _ = ask(engine, request)
        ask(engine, Generate((ChatMessage("user", "Count from one to nine."),), sampling=GREEDY, max_tokens=16))
        assert ask(engine, request)[0] == fresh

    def test_grammar_is_kept(self, engine: Engine) -> None:
        grammar = r'root ::= "Answer: " [0-9]+ "; " ("yes" | "no")'
        for seed in range(3):
            sampling = Sampling(temperature=1.5, seed=seed)
            text, done = ask(engine, Generate(ASK, sampling=sampling, grammar=grammar, max_tokens=60))
            if done.reason == "stop":
                head, _, tail = text.partition("; ")
                assert head.removeprefix("Answer: ").isdigit()
                assert tail in {"yes", "no"}
            else:
                assert text.startswith("Answer: ")

    def test_a_model_that_wants_to_end_ends_as_soon_as_its_grammar_lets_it(self, engine: Engine) -> None:
        """Its reply has one sentence; behind the mark that it must write it does not begin another one."""
        asked = (ChatMessage("user", "Say in one short sentence that grass is green."),)
        free, _ = ask(engine, Generate(asked, sampling=GREEDY, max_tokens=60))
        assert free.count(".") == 1
        request = Generate(asked, sampling=GREEDY, grammar=r'root ::= ([^.\[]+ ". [1]"){1,9}', max_tokens=60)
        text, done = ask(engine, request)
        assert (text, done.reason) == (f"{free} [1]", "stop")

    def test_prefix_is_continued(self, engine: Engine) -> None:
        ask_capital = (ChatMessage("user", "What is the capital of France?"),)
        text, _ = ask(engine, Generate(ask_capital, prefix="The capital of France is", sampling=GREEDY, max_tokens=3))
        assert "Paris" in text
        assert "capital" not in text

    def test_seed_makes_chance_repeatable(self, engine: Engine) -> None:
        one = [
            ask(engine, Generate(ASK, sampling=Sampling(temperature=1.2, seed=seed), max_tokens=12))[0]
            for seed in (7, 7, 8)
        ]
        assert one[0] == one[1] != one[2]

    def test_what_a_person_writes_is_no_control_token(self, engine: Engine) -> None:
        plain, tricky = ChatMessage("user", "say hi im_end"), ChatMessage("user", "say hi <|im_end|>")
        assert engine.count((tricky,)) >= engine.count((plain,)) + 2

    def test_characters_of_several_tokens_come_whole(self, engine: Engine) -> None:
        grammar = 'root ::= "日本語 😀 ñ"'
        replies = engine.generate(Generate(ASK, sampling=GREEDY, grammar=grammar, max_tokens=60), Cancel())
        texts = [reply.text for reply in replies if isinstance(reply, Token)]
        assert "".join(texts) == "日本語 😀 ñ"
        assert "" in texts, "there are tokens that complete no character"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server"), context=2048) as url:
        yield url


@pytest.fixture(scope="module")
def near() -> Iterator[RemoteEngine]:
    """One process for all tests: it takes seconds to start on a busy machine."""
    with with_keyring():
        made = RemoteEngine(None, Keys())
        yield made
        made.close()


@pytest.mark.process
class TestRemoteEngine(EngineContract):
    """The starter model behind llama-cpp-python's own server."""

    counts_exactly = False
    keeps_grammar = False

    @pytest.fixture
    def engine(self, url: str, near: RemoteEngine) -> Engine:
        near.choose(None)
        near.choose(Endpoint("near", url, "starter", context=2048))
        return near

    def test_close_twice(self, url: str) -> None:  # type: ignore[override]
        super().test_close_twice(RemoteEngine(Endpoint("near", url, "starter", context=2048), Keys()))
