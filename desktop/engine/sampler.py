"""How the next token is chosen: llama.cpp's samplers, and a grammar that the reply must follow."""

from __future__ import annotations

import contextlib
import ctypes
from typing import TYPE_CHECKING, Any, Final

import llama_cpp.llama_cpp as c
import numpy as np

from desktop.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.model import Sampling
    from desktop.engine.vocabulary import Vocabulary

#: Tokens of the reply that the repetition penalty looks back on.
PENALTY_WINDOW = 64
RANDOM_SEED = 0xFFFFFFFF
#: A token that can be chosen, the way samplers take it (struct llama_token_data).
ROW: Final = [("id", np.int32), ("logit", np.float32), ("p", np.float32)]


class Sampler:
    """Knows the samplers of one reply and what they have seen of it."""

    def __init__(self, context: Any, vocabulary: Vocabulary, sampling: Sampling, grammar: str, complaint: str) -> None:
        """Set them up.

        Args:
            context: `llama_context *` that the logits are read from.
            grammar: GBNF; empty for free text.
            complaint: what llama.cpp complained with last, put behind the fault of a grammar that cannot be read.

        Raises:
            Fault: the grammar cannot be parsed.
        """
        self._context, self._vocabulary = context, vocabulary
        self._stack = contextlib.ExitStack()
        self._chain = c.llama_sampler_chain_init(c.llama_sampler_chain_default_params())
        self._stack.callback(c.llama_sampler_free, self._chain)
        for link in _links(sampling, vocabulary.words):
            c.llama_sampler_chain_add(self._chain, link)
        self._rules: Any = None
        if grammar:
            self._rules = c.llama_sampler_init_grammar(vocabulary.native, grammar.encode(), b"root")
            if not self._rules:
                self.close()
                raise Fault(what=f"a grammar could not be read{complaint}")
            self._stack.callback(c.llama_sampler_free, self._rules)

    def __enter__(self) -> Sampler:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back; more calls do nothing."""
        self._stack.close()

    def choose(self, place: int = -1) -> int:
        """Return the next token after the one at `place` of the batch that was read last, and take note of it."""
        if self._rules is None:
            return int(c.llama_sampler_sample(self._chain, self._context, place))
        return self._choose_by_rules(place)

    def _choose_by_rules(self, place: int) -> int:
        """Choose freely and look whether the grammar allows it; only else hold all words against the grammar.

        Looking at one word costs next to nothing, looking at all of them more than the model itself.
        """
        words = self._vocabulary.words
        rows = np.zeros(words, dtype=ROW)
        rows["id"] = np.arange(words)
        rows["logit"] = np.ctypeslib.as_array(c.llama_get_logits_ith(self._context, place), shape=(words,))
        token = _pick(self._chain, rows)
        one = rows[token : token + 1].copy()
        _apply(self._rules, one)
        if not np.isfinite(one["logit"][0]):
            _apply(self._rules, rows)
            rows = rows[np.isfinite(rows["logit"])]
            if not len(rows):
                return self._vocabulary.end  # the grammar is at its end
            token = _pick(self._chain, rows)
        c.llama_sampler_accept(self._chain, token)
        if not self._vocabulary.is_end(token):
            c.llama_sampler_accept(self._rules, token)
        return token


def _links(sampling: Sampling, words: int) -> Iterator[Any]:
    if sampling.repeat_penalty != 1.0:
        yield c.llama_sampler_init_penalties(words, PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0)
    if sampling.temperature <= 0:
        yield c.llama_sampler_init_greedy()
        return
    if sampling.top_k > 0:
        yield c.llama_sampler_init_top_k(sampling.top_k)
    yield c.llama_sampler_init_top_p(sampling.top_p, 1)
    yield c.llama_sampler_init_min_p(sampling.min_p, 1)
    yield c.llama_sampler_init_temp(sampling.temperature)
    yield c.llama_sampler_init_dist(RANDOM_SEED if sampling.seed is None else sampling.seed & 0x7FFFFFFF)


def _apply(sampler: Any, rows: Any) -> Any:
    """Let a sampler work on `rows` of id, logit and probability; return the C array that points to them."""
    array = c.llama_token_data_array(rows.ctypes.data_as(c.llama_token_data_p), len(rows), -1, False)
    c.llama_sampler_apply(sampler, ctypes.byref(array))
    return array


def _pick(chain: Any, rows: Any) -> int:
    own = rows.copy()  # samplers sort in place; named, so that it lives as long as the array that points into it
    array = _apply(chain, own)
    return int(array.data[max(array.selected, 0)].id)
