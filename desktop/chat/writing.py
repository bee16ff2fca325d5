"""Have the model write one reply to a fitted prompt; what it used, and whether it is small, is known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.chat import prompt
from desktop.chat.fit import fit
from desktop.chat.language import language_of
from desktop.domain.events import STEPS, Answer, Step
from desktop.domain.model import Sampling, Usage
from desktop.engine.protocol import Generate
from desktop.errors import AdapterUnfit
from desktop.reasoning.difficulty import decided, only_greets
from desktop.reasoning.effort import Effort, plan
from desktop.reasoning.examples import EXAMPLES
from desktop.reasoning.samples import generate_by_vote
from desktop.reasoning.think import UsageEvent, generate_with_thought

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from desktop.chat.fit import Fitted
    from desktop.chat.options import TurnOptions
    from desktop.domain.conversation import Message
    from desktop.domain.document import Passage
    from desktop.domain.events import TurnEvent
    from desktop.domain.model import ChatMessage, ModelInfo
    from desktop.engine.protocol import Engine
    from desktop.worker.cancel import Cancel

#: Tokens that a small model may take for its own words beside quotes.
ASIDE_TOKENS = 96
#: Facts are written with little chance, so that figures are copied and not made up.
FACTUAL = 0.2


class Writer:
    """Knows the engine, the conversation and the options of a turn; knows nothing of documents.

    Attributes:
        language: of the question, for our own sentences.
    """

    def __init__(
        self,
        engine: Engine | None,
        question: str,
        history: Sequence[Message],
        options: TurnOptions,
        cancel: Cancel,
        hurry: Cancel,
    ) -> None:
        self._engine = engine
        self._question = question
        self._history = history
        self._options = options
        self._cancel = cancel
        self._hurry = hurry
        self._adapters = options.adapters
        self.language = language_of(question)
        self._used = Usage()
        self._left = False
        self._wrote: ModelInfo | None = None

    @property
    def usage(self) -> Usage:
        """What the reply that was written last used, and whether anything that was asked left this computer."""
        return msgspec.structs.replace(self._used, left=self._left)

    @property
    def present(self) -> bool:
        """Whether there is a model at all."""
        return self._engine is not None and self._engine.model is not None

    @property
    def small(self) -> bool:
        """Whether the model must not be trusted to state facts by itself; no model is small too."""
        return self._engine is None or self._engine.model is None or self._engine.model.small

    @property
    def weak(self) -> bool:
        """Whether the model forgets to keep to a form that it is only asked for."""
        return self._engine is not None and self._engine.model is not None and self._engine.model.weak

    @property
    def name(self) -> str:
        """The name of the model that was asked last, and what changed it; until one is asked that of the chosen one.

        Another may be chosen while this one writes, from the next question on.
        """
        model = self._wrote or (self._engine.model if self._engine is not None else None)
        if model is None:
            return ""
        used = [f"{use.name} {use.percent} %" for use in self._adapters if use.scale]
        return " + ".join((model.name, *used))

    @property
    def thinks(self) -> bool:
        """Whether a thought comes before the answer."""
        return self.present and self._effort().wanted

    @property
    def context(self) -> int:
        """Tokens of context; 0 while the model is not loaded."""
        return self._engine.context if self._engine is not None else 0

    def ensure(self) -> Iterator[TurnEvent]:
        """Load the model where needed, with progress.

        Raises:
            As `Engine.ensure`.
        """
        yield from self._needed().ensure(self._cancel)

    def fitted(self, passages: Sequence[Passage]) -> Generator[TurnEvent, None, Fitted]:
        """Return (as the generator's value) the prompt that fits; a step tells what was left out.

        Raises:
            ContextFull: the question alone is too long.
        """
        engine = self._needed()
        sees = engine.model is not None and engine.model.sees
        pictures = self._options.pictures if sees else ()
        given = len(self._options.pictures) + sum(len(message.pictures) for message in self._history)
        if given and not sees:
            yield Step(STEPS["unseen"], {"pictures": str(given), "model": self.name})
        fitted: Fitted = fit(
            prompt.system_message(self._options.system_prompt, self._options.language),
            prompt.history_messages(self._history, pictures=sees),
            lambda shown: prompt.ask(self._question, shown, pictures),
            passages,
            engine.count,
            engine.context,
            self._options.max_tokens,
        )
        if fitted.left_out:
            yield Step(STEPS["trimmed"], {"messages": str(fitted.left_out)})
        return fitted

    def write(self, messages: Sequence[ChatMessage], *, factual: bool = True, grammar: str = "") -> Iterator[TurnEvent]:
        """Yield the thought and the raw answer; the thought ends at its budget or when it is hurried.

        Args:
            grammar: GBNF that the answer must follow; empty for free text.
        """
        heat = min(self._options.temperature, FACTUAL) if factual else self._options.temperature
        request = Generate(
            messages=tuple(messages),
            sampling=Sampling(temperature=heat, seed=self._options.seed),
            max_tokens=self._options.max_tokens,
            grammar=grammar,
        )
        effort = self._effort()
        yield from self._generate(request, effort, self._options.samples if effort.wanted and not factual else 1)

    def aside(self, asked: tuple[ChatMessage, ...]) -> Generator[TurnEvent, None, str]:
        """Have a small model say something short; thoughts are yielded, its words are the generator's value."""
        system = prompt.system_message(self._options.system_prompt, self._options.language)
        request = Generate(messages=(system, *asked), sampling=Sampling(temperature=0.0), max_tokens=ASIDE_TOKENS)
        words = ""
        for event in self._generate(request, self._effort()):
            if isinstance(event, Answer):
                words += event.text
            elif not isinstance(event, Step):  # quotes stand before these words, and steps belong before all
                yield event
        return words

    def short(self, asked: tuple[ChatMessage, ...], tokens: int) -> str:
        """Return a short text of the model, without a thought."""
        engine = self._asked()
        model = engine.model
        effort = plan(model, "off", 0) if model else Effort()
        # With the same adapters as the answer: another set would make the model forget what it has read.
        request = Generate(
            messages=asked, sampling=Sampling(temperature=0.0), max_tokens=tokens, adapters=self._adapters
        )
        events = generate_with_thought(engine, request, effort, self._cancel)
        return "".join(event.text for event in events if isinstance(event, Answer))

    def _generate(self, request: Generate, effort: Effort, samples: int = 1) -> Iterator[TurnEvent]:
        adapted = msgspec.structs.replace(request, adapters=self._adapters)
        engine, stops = self._asked(), (self._cancel, self._hurry)
        events: Iterator[TurnEvent | UsageEvent] = (
            generate_by_vote(engine, adapted, effort, samples, *stops)
            if samples > 1
            else generate_with_thought(engine, adapted, effort, *stops)
        )
        try:
            for event in events:
                if isinstance(event, UsageEvent):
                    self._used = event.usage
                else:
                    yield event
        except AdapterUnfit as unfit:
            # Said before the first word. The chat may have been begun with another model, and an answer without its
            # adapter is worth more than none.
            left = tuple(use for use in self._adapters if use.path != unfit.values.get("path"))
            if len(left) == len(self._adapters):
                raise
            self._adapters = left
            yield Step(STEPS["adapter"], {"name": unfit.values["name"], "reason": unfit.values["reason"]})
            yield from self._generate(request, effort, samples)

    def _asked(self) -> Engine:
        """Return the engine, and take note where what it is asked now goes."""
        engine = self._needed()
        self._wrote = engine.model
        self._left = self._left or (engine.model is not None and engine.model.leaves)
        return engine

    def _effort(self) -> Effort:
        model = self._needed().model
        if model is None:
            return Effort()
        think = decided(self._options.think, self._question)
        effort = plan(model, think, self._options.think_budget)
        if effort.prompted and only_greets(self._question):  # there is no thought in it, so it takes the example's
            effort = plan(model, "off", 0)
        # Of two a small model takes the last for its question: of ten answers five were about who is the oldest.
        ours = EXAMPLES[self.language][: 1 if model.small else None]
        examples = ours if self._options.examples is None else self._options.examples
        return msgspec.structs.replace(effort, examples=examples) if effort.prompted else effort

    def _needed(self) -> Engine:
        assert self._engine is not None, "nothing is written without an engine"
        return self._engine
