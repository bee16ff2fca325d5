"""Choose threads, batch, flash attention and type of cache by short measurements; pure but for the measuring itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from desktop.engine.protocol import Tuned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Another choice must be this much quicker than the one that is known to work, or it is noise.
WORTH = 1.1
#: What an answer from documents costs: tokens that are read and tokens that are written.
READ, WRITTEN = 1200, 150
#: Reading guesses along pays up to this cost: where one guess of three is right, it writes two tokens for it.
GUESSING = 1.5
#: Rounds in which candidates are measured in turn, so that other work on the machine falls on all alike.
ROUNDS = 2


class Figures(msgspec.Struct, frozen=True):
    """What was measured of one choice.

    Attributes:
        read, write: seconds a token.
        along: seconds for a token with guesses of the next ones beside it (`desktop.engine.lookup`); 0: not measured.
        likeliest: tokens that were written: a check that nothing was lost.
    """

    read: float
    write: float
    likeliest: tuple[int, ...] = ()
    along: float = 0.0

    @property
    def cost(self) -> float:
        """Seconds for an answer from documents."""
        return READ * self.read + WRITTEN * self.write


def pays(tuned: Tuned) -> bool:
    """Whether the draft that was measured is worth its memory."""
    return tuned.gain >= WORTH


def axes(base: Tuned, cores: int, logical: int, *, graphics: bool) -> Iterator[tuple[str, Sequence[object]]]:
    """Yield what may be chosen, the most telling first, and the values to try beside the present one."""
    threads = sorted({max(1, cores // 2), max(1, cores - 1), cores, logical} - {base.threads})
    yield "threads", threads
    yield "flash", ["off"]
    if graphics:
        yield "batch", [1024, 2048]
    else:
        yield "batch", [128]
    yield "cache", ["q8_0"]


def tune(
    base: Tuned,
    values: Iterator[tuple[str, Sequence[object]]],
    measure: Callable[[Tuned], Figures | None],
    seconds: float,
) -> Iterator[Tuned]:
    """Yield ever better choices, one after each thing that was looked at; the last is the best found in the time.

    One thing is varied at a time, from the best found so far. What cannot be measured (None) is not chosen. A coarser
    cache is chosen only with flash attention, and only where it is quicker and finds the same words likeliest.

    Args:
        seconds: after which nothing new is begun.
    """
    end = time.monotonic() + seconds
    first = measure(base)
    if first is None:
        return
    best, figures = _told(base, first), first
    yield best
    for field, candidates in values:
        for value in candidates:
            if time.monotonic() > end:
                return
            other = msgspec.structs.replace(best, **{field: value})
            if other.cache != "f16" and other.flash == "off":
                continue
            known, tried = _best_of(measure, (best, other))
            if known is None or tried is None:
                continue
            same = field != "cache" or tried.likeliest == known.likeliest
            if same and tried.cost * WORTH < known.cost:
                best, figures = _told(other, tried), tried
            elif known.cost < figures.cost:
                best, figures = _told(best, known), known
        yield best


def _best_of(
    measure: Callable[[Tuned], Figures | None], pair: tuple[Tuned, Tuned]
) -> tuple[Figures | None, Figures | None]:
    found: list[list[Figures]] = [[], []]
    for number in range(ROUNDS):
        for at in (0, 1) if number % 2 == 0 else (1, 0):
            figures = measure(pair[at])
            if figures is None:
                return None, None
            found[at].append(figures)
    quickest = [min(side, key=lambda f: f.cost) for side in found]
    return quickest[0], quickest[1]


def _told(choice: Tuned, figures: Figures) -> Tuned:
    return msgspec.structs.replace(
        choice,
        guess=0 < figures.along < GUESSING * figures.write,
        read_speed=round(1 / figures.read, 1),
        write_speed=round(1 / figures.write, 1),
    )
