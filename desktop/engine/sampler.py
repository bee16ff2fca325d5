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
#: The likeliest words that are held against a grammar first, and how many more each time when it allows none of them.
LIKELIEST, MORE = 256, 16
#: Tokens for which it is remembered that a model wanted to end its reply and its grammar did not let it.
LAPSE = 12
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
        self._lapse = 0
        if grammar:
            self._rows = np.zeros(vocabulary.words, dtype=ROW)
            self._rows["id"] = np.arange(vocabulary.words)
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
        """Choose freely and look whether the grammar allows it; only else hold other words against the grammar.

        Looking at one word takes a third of a millisecond, looking at all of them longer than a small model takes for a
        token. A model that wants to end and may not is let go as soon as it may: after the end that it had in mind
        it would begin to ramble.
        """
        rows = self._rows
        rows["logit"] = np.ctypeslib.as_array(c.llama_get_logits_ith(self._context, place), shape=(len(rows),))
        end = self._vocabulary.end
        self._lapse = max(self._lapse - 1, 0)
        if self._lapse and self._allows(end):
            return end
        token = _pick(self._chain, rows)
        if not self._allows(token):
            if self._vocabulary.is_end(token):
                self._lapse = LAPSE
            allowed = self._allowed()
            if not len(allowed):
                return end  # the grammar is at its end
            token = _pick(self._chain, allowed)
        c.llama_sampler_accept(self._chain, token)
        if not self._vocabulary.is_end(token):
            c.llama_sampler_accept(self._rules, token)
        return token

    def _allows(self, token: int) -> bool:
        one = self._rows[token : token + 1].copy()
        _apply(self._rules, one)
        return bool(np.isfinite(one["logit"][0]))

    def _allowed(self) -> Any:
        """Return the rows that the grammar allows: of the likeliest ones, of all only where it allows none of those."""
        most = LIKELIEST
        while most < len(self._rows):
            likeliest = self._rows[np.argpartition(-self._rows["logit"], most)[:most]]
            _apply(self._rules, likeliest)
            likeliest = likeliest[np.isfinite(likeliest["logit"])]
            if len(likeliest):
                return likeliest
            most *= MORE
        rows = self._rows.copy()
        _apply(self._rules, rows)
        return rows[np.isfinite(rows["logit"])]


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
