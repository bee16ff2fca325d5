"""Measure what is quickest for a loaded model, with texts that suit how quick the machine is."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

import msgspec

from desktop.domain.model import Sampling
from desktop.engine.draft import Drafting
from desktop.engine.hardware import physical_cores
from desktop.engine.lookup import MOST
from desktop.engine.sampler import Sampler
from desktop.engine.tuning import Figures, axes, tune

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.engine.draft import Draft
    from desktop.engine.llama import Llama
    from desktop.engine.protocol import Load, Measure, Tuned

#: Tokens that are read and written each time. A machine that reads the long text in a moment can tell batches apart.
SHORT, LONG, WRITE = 64, 1024, 8
#: Times that a token is measured with guesses beside it.
ALONG: Final = 4
#: Tokens of context for guesses that are measured after them.
ROOM = 64
#: The long text is taken where reading it takes less than this share of all the time.
MOMENT = 1 / 24
#: Tokens that are written to see whether a draft pays: guesses differ in luck, so more than a moment's worth.
DRAFTED: Final = 48
#: A text to go on with, of the kind that answers are made of.
SAMPLE: Final = (
    "The report says that heating demand in the pilot homes fell during the winter, and gives three reasons for it. "
    "In short, the report says that"
)
GREEDY: Final = Sampling(temperature=0.0, repeat_penalty=1.0)


def measured(llama: Llama, load: Load, request: Measure) -> Iterator[Tuned]:
    """Yield ever better choices for the loaded model.

    Raises:
        Interrupted: reading was interrupted.
    """

    def meant(choice: Tuned, context: int) -> Load:
        return msgspec.structs.replace(
            load,
            context=context,
            threads=choice.threads,
            batch=choice.batch,
            flash=choice.flash,
            cache=choice.cache,
        )

    def figures(choice: Tuned, read: int) -> Figures | None:
        return timed(llama, meant(choice, read + WRITE + ROOM), read)

    first = figures(request.base, SHORT)
    if first is None:
        return
    long = first.read * LONG < request.seconds * MOMENT
    values = [
        (field, candidates)
        for field, candidates in axes(
            request.base, physical_cores(), os.cpu_count() or 1, graphics=bool(llama.gpu_layers)
        )
        if field != "batch" or long
    ]
    read = LONG if long else SHORT
    best = request.base
    for best in tune(request.base, iter(values), lambda choice: figures(choice, read), request.seconds):
        yield best
    if llama.draft is not None:
        gain, right = drafted(llama, llama.draft, meant(best, SHORT + DRAFTED + ROOM))
        yield msgspec.structs.replace(best, draft=load.draft, gain=round(gain, 2), right=round(right, 2))


def timed(llama: Llama, load: Load, read: int) -> Figures | None:
    """Measure reading and writing with the choices of `load`, in a context of its own.

    Args:
        read: tokens; the context of `load` must hold them, `WRITE` and `ROOM` more.

    Returns:
        None where llama.cpp cannot work with these choices.

    Raises:
        Interrupted: reading was interrupted.
    """
    with llama.beside(load) as sequence:
        if sequence is None:
            return None
        prompt = [(number * 7919 + 13) % llama.vocabulary.words for number in range(read)]
        sequence.read(prompt[:8])  # touches the weights
        sequence.cut(0)
        began = time.perf_counter()
        for place in range(0, read, load.batch):
            sequence.read(prompt[place : place + load.batch])
        at = at_read = time.perf_counter()
        likeliest: list[int] = []
        for _ in range(WRITE):
            likeliest.append(sequence.likeliest()[0])
            sequence.read(likeliest[-1:])
        wrote = (time.perf_counter() - at) / WRITE
        at = time.perf_counter()
        for _ in range(ALONG):
            sequence.read(prompt[: MOST + 1])
        along = (time.perf_counter() - at) / ALONG
        return Figures((at_read - began) / read, wrote, tuple(likeliest), along)


def drafted(llama: Llama, draft: Draft, load: Load) -> tuple[float, float]:
    """Write a text without and with the draft; return how many times as quick it is, and the share of right guesses.

    Raises:
        Interrupted: reading was interrupted.
    """
    prompt = llama.vocabulary.tokenise(SAMPLE, control=False)[: SHORT - 1]
    seconds: list[float] = []
    guessed = right = 0
    with llama.beside(load) as sequence:
        if sequence is None:
            return 0.0, 0.0
        for helped in (False, True):
            sequence.cut(0)
            sequence.read(prompt)
            drafting = Drafting(draft, list(prompt))
            with Sampler(sequence.native, llama.vocabulary, GREEDY, "", "") as sampler:
                chosen, written = [sampler.choose()], 0
                drafting.guess(1 if helped else 0)  # reads the prompt, which is not what is measured
                began = time.perf_counter()
                while written < DRAFTED:
                    for token in chosen:
                        drafting.add(token)
                    written += len(chosen)
                    guess = drafting.guess(MOST) if helped else []
                    chosen = sequence.read_on(chosen[-1], guess, sampler)
                    drafting.learn(len(guess), len(chosen) - 1)
                    guessed, right = guessed + len(guess), right + len(chosen) - 1
                seconds.append((time.perf_counter() - began) / written)
    return seconds[0] / seconds[1], right / guessed if guessed else 0.0
