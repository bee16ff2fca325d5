"""A small model that guesses what a large one will write, which reads the guesses along and keeps the right ones.

Speculative decoding (Leviathan et al. 2023), in its simplest form: the draft says its likeliest tokens, and each stands
only where the sampler of the large model chooses it too, so that the reply is the large model's own.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import llama_cpp.llama_cpp as c
import msgspec

from desktop.engine.catalog import PADDING
from desktop.engine.lookup import MOST, Luck
from desktop.engine.opening import context_params, load_model
from desktop.engine.sequence import Brake, Sequence
from desktop.engine.vocabulary import Vocabulary
from desktop.errors import DraftUnfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.engine.protocol import Load
    from desktop.engine.refusal import Log

#: A token that the draft itself gives less than this chance is not worth reading along.
DOUBT: Final = 0.4
#: The first tokens are control tokens, which families name as they like.
FIRST: Final = 5


class Draft:
    """Knows the draft model and what it has read. For one thread at a time."""

    def __init__(
        self,
        load: Load,
        target: Vocabulary,
        brake: Brake,
        log: Log,
        *,
        name: str,
        on_progress: Callable[[float], bool],
    ) -> None:
        """Load the draft that `load` names, with the context of the large model.

        Args:
            target: the vocabulary of the large model.
            name: what the large model is called in errors.

        Raises:
            DraftUnfit: its tokens are not those of the large model, or it cannot forget a wrong guess.
            ModelLoadFailed, OutOfMemory, Cancelled: as for any model.
        """
        self._stack = contextlib.ExitStack()
        own = msgspec.structs.replace(load, path=load.draft, projector="", draft="")
        shown = Path(load.draft).stem
        try:
            model = load_model(own, shown, on_progress, log)
            self._stack.callback(c.llama_model_free, model)
            self._vocabulary = Vocabulary(model)
            if reason := _misfit(model, self._vocabulary, target):
                raise DraftUnfit(name=shown, model=name, reason=reason)
            opened = c.llama_init_from_model(
                model, context_params(own, c.llama_model_n_ctx_train(model) or own.context)
            )
            if not opened:
                raise log.explained(shown)
            self._sequence = Sequence(opened, brake, log, min(self._vocabulary.words, target.words))
            self._stack.callback(self._sequence.close)
        except BaseException:
            self._stack.close()
            raise
        self._context: int = c.llama_n_ctx(opened)
        self._batch: int = c.llama_n_batch(opened)

    def guess(self, tokens: list[int], most: int) -> list[int]:
        """Return at most so many tokens that may follow `tokens`.

        Raises:
            Interrupted: the brake was pulled.
        """
        if len(tokens) + most > self._context:
            return []
        done = self._sequence.keep(tokens)
        while done < len(tokens):
            batch = tokens[done : done + self._batch]
            self._sequence.read(batch)
            done += len(batch)
        guessed: list[int] = []
        while len(guessed) < most:
            token, chance = self._sequence.likeliest()
            if chance < DOUBT:
                break
            guessed.append(token)
            if len(guessed) < most:
                self._sequence.read([token])
        return guessed

    def close(self) -> None:
        """Give the memory back; more calls do nothing."""
        self._stack.close()


class Drafting:
    """Knows one reply and how the draft's guesses of it fared. A `Guesser`."""

    def __init__(self, draft: Draft, tokens: list[int]) -> None:
        self._draft, self._tokens, self._luck = draft, tokens, Luck()

    def add(self, token: int) -> None:
        """Take a token of the reply."""
        self._tokens.append(token)
        self._luck.pass_token()

    def guess(self, most: int) -> list[int]:
        """Return at most so many tokens that may come next."""
        return [] if self._luck.paused or most < 1 else self._draft.guess(self._tokens, min(most, MOST))

    def learn(self, guessed: int, right: int) -> None:
        """Take note of how many of the guessed tokens were chosen; many wrong ones bring a pause."""
        self._luck.learn(guessed, right)


def _misfit(model: Any, own: Vocabulary, target: Vocabulary) -> str:
    """Return why the draft's tokens are not the large model's, or it cannot be used as a draft; empty when it can."""
    if c.llama_model_is_recurrent(model) or c.llama_model_is_hybrid(model):
        return "it cannot take back a wrong guess"
    if c.llama_vocab_type(own.native) != c.llama_vocab_type(target.native) or abs(own.words - target.words) > PADDING:
        return "it cuts text into other tokens"
    if (own.begin, own.adds_begin) != (target.begin, target.adds_begin):
        return "its texts begin in another way"
    shared = range(FIRST, min(own.words, target.words))
    if any(own.text_of(token) != target.text_of(token) for token in shared):
        return "it cuts text into other tokens"
    return ""
