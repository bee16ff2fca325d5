"""Real answers under the grammar of marks: every sentence bears one, whatever the model would rather write."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from desktop.chat import prompt
from desktop.chat.fold import fold, start
from desktop.chat.marked import marked
from desktop.chat.turn import TurnOptions, turn
from desktop.domain.document import Passage
from desktop.domain.model import Sampling
from desktop.engine.catalog import starter_model
from desktop.engine.choosing import Choosing
from desktop.engine.client import LocalEngine
from desktop.engine.gguf import stamp
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.engine.protocol import Done, Generate, Token, Tuned
from desktop.reasoning.sentences import prose_spans
from desktop.worker.cancel import Cancel
from tests.gbnf import as_regex
from tests.unit.chat.library import DOCUMENTS, FakeRetriever

pytestmark = pytest.mark.process

PASSAGES = tuple(Passage(one.file, page.number, None, page.text, 1.0) for one in DOCUMENTS for page in one.pages)
MARK = re.compile(r"\[(\d+)\]")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """The starter model, taken for one that writes prose, with guessed tokens."""
    notes = tmp_path_factory.mktemp("engine") / "engine.json"
    model = msgspec.structs.replace(starter_model(), parameters=1_700_000_000)
    notebook = Notebook(notes)
    Choosing(notebook, Offloading(notebook)).keep(model.path, stamp(model.path), Tuned(2, guess=True))
    made = LocalEngine(model, context=2048, notes=notes)
    yield made
    made.close()


@pytest.mark.parametrize("temperature", [0.2, 1.2])
@pytest.mark.parametrize(
    "question", ["What are the total net sales?", "该型号的额定功率是多少？", "Tell a long story."]
)
def test_what_it_writes_is_in_the_grammar(engine: LocalEngine, question: str, temperature: float) -> None:
    request = Generate(
        (prompt.system_message(), prompt.ask(question, PASSAGES)),
        sampling=Sampling(temperature=temperature, seed=5),
        grammar=marked(len(PASSAGES), sentences=2, words=6, run=12),
    )
    *tokens, done = engine.generate(request, Cancel())
    assert isinstance(done, Done)
    assert done.reason == "stop", "so short a grammar comes to its end"
    text = "".join(token.text for token in tokens if isinstance(token, Token))
    assert re.fullmatch(as_regex(request.grammar), text)


def test_an_answer_from_documents_has_a_mark_in_every_sentence(engine: LocalEngine) -> None:
    message = start()
    events = turn(
        (),
        "How many people does the Linden Street site employ, and who is its manager?",
        engine=engine,
        retriever=FakeRetriever(),
        options=TurnOptions(seed=1, think="off"),
        cancel=Cancel(),
    )
    for event in events:
        message = fold(message, event, 0.0)
    assert (message.status, message.kind) == ("complete", "generated")
    assert message.text
    numbers = {citation.n for citation in message.citations}
    for line in message.text.splitlines():
        for a, b in prose_spans(line):
            sentence = line[a:b]
            if any(letter.isalnum() for letter in MARK.sub("", sentence)):
                marks = {int(n) for n in MARK.findall(sentence)}
                assert marks, sentence
                assert marks <= numbers
