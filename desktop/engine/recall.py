"""Places of a text to which a model with a running state goes back: what it had in mind there, kept as bytes."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

import llama_cpp.llama_cpp as c

from desktop.engine.fit import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from collections.abc import Sequence as Several

_RUNNING: Final = c.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY


class Recall:
    """Knows what a context had in mind at a few lengths of its text.

    Most models keep something of each token, and forget the last ones by dropping that. One with a running state (all
    or most layers of Mamba, Qwen3.5, LFM2) has one sum of all that it read, from which nothing can be taken away: with
    each question it read the whole conversation anew, since what it thought is left out of it.
    """

    def __init__(self, context: Any) -> None:
        """Keep states of an open context (`llama_context *`): two of a prompt, and one of the prompt before."""
        self._native = context
        self._memory = c.llama_get_memory(context)
        self._wanted: frozenset[int] = frozenset()
        self._kept: list[tuple[int, ctypes.Array[ctypes.c_uint8]]] = []

    def plan(self, tokens: Several[int], is_end: Callable[[int], bool]) -> None:
        """Choose the places of a prompt that is about to be read."""
        self._wanted = places(tokens, is_end)

    def parts(self, before: int, tokens: list[int]) -> Iterator[list[int]]:
        """Cut a batch that is read after so many tokens where a place to be kept lies in it."""
        return cut(before, tokens, self._wanted)

    def note(self, length: int) -> None:
        """Keep what the context has in mind after so many tokens, if that is a place to be kept."""
        if length not in self._wanted or any(place == length for place, _ in self._kept):
            return
        size = c.llama_state_seq_get_size_ext(self._native, 0, _RUNNING)
        state = (ctypes.c_uint8 * size)()
        if size and c.llama_state_seq_get_data_ext(self._native, state, size, 0, _RUNNING) == size:
            self._kept = [*self._kept, (length, state)][-PLACES:]

    def back(self, length: int) -> int:
        """Go back to the last place that is no later than `length`; return it, 0 where there is none."""
        while self._kept:
            place, state = self._kept[-1]
            if place <= length:
                done = c.llama_state_seq_set_data_ext(self._native, state, len(state), 0, _RUNNING)
                if done and c.llama_memory_seq_rm(self._memory, 0, place, -1):
                    return place
            self._kept.pop()
        return 0


def places(tokens: Several[int], is_end: Callable[[int], bool]) -> frozenset[int]:
    """Return the lengths of a prompt that the next one will have too: where its last two messages end.

    The last but one, because the passages beside a question are left out later; the last, because what follows it
    differs once the thought is left out. Where no token ends a message, it is all but the last token. Negative tokens
    are pieces of pictures.
    """
    ends = [place for place, token in enumerate(tokens, 1) if token >= 0 and is_end(token)]
    return frozenset(ends[-2:] or [len(tokens) - 1])


def cut(before: int, tokens: list[int], wanted: Collection[int]) -> Iterator[list[int]]:
    """Cut a batch that is read after so many tokens where a wanted length lies in it."""
    began = 0
    for place in sorted(wanted):
        if began < place - before < len(tokens):
            yield tokens[began : place - before]
            began = place - before
    yield tokens[began:]
