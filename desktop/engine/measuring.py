"""Measure what is quickest for a loaded model, with texts that suit how quick the machine is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from desktop.engine.hardware import physical_cores
from desktop.engine.tuning import axes, tune

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.engine.llama import Llama
    from desktop.engine.protocol import Load, Measure, Tuned
    from desktop.engine.tuning import Figures

#: Tokens that are read and written each time. A machine that reads the long text in a moment can tell batches apart.
SHORT, LONG, WRITE = 64, 1024, 8
#: Tokens of context for guesses that are measured after them.
ROOM = 64
#: The long text is taken where reading it takes less than this share of all the time.
MOMENT = 1 / 24


def measured(llama: Llama, load: Load, request: Measure) -> Iterator[Tuned]:
    """Yield ever better choices for the loaded model.

    Raises:
        Interrupted: reading was interrupted.
    """

    def figures(choice: Tuned, read: int) -> Figures | None:
        meant = msgspec.structs.replace(
            load,
            context=read + WRITE + ROOM,
            threads=choice.threads,
            batch=choice.batch,
            flash=choice.flash,
            cache=choice.cache,
        )
        return llama.timed(meant, read, WRITE)

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
    yield from tune(request.base, iter(values), lambda choice: figures(choice, read), request.seconds)
