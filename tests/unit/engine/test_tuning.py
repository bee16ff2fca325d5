"""Choosing by measuring: what is clearly quicker is taken, noise is not, and nothing is lost for speed."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.protocol import Tuned
from desktop.engine.tuning import WORTH, Figures, axes, tune

BASE = Tuned(4)


def chosen(measure: Callable[[Tuned], Figures | None], *, graphics: bool = False, seconds: float = 60.0) -> Tuned:
    return list(tune(BASE, axes(BASE, 4, 8, graphics=graphics), measure, seconds))[-1]


def costs(**quick: object) -> Callable[[Tuned], Figures]:
    """Make each choice in `quick` halve the time."""

    def measure(tuned: Tuned) -> Figures:
        share = 0.5 ** sum(getattr(tuned, field) == value for field, value in quick.items())
        return Figures(0.01 * share, 0.05 * share)

    return measure


def test_what_is_quicker_is_taken_and_told() -> None:
    best = chosen(costs(threads=8, flash="off"))
    assert (best.threads, best.flash, best.batch, best.cache) == (8, "off", 512, "f16")
    assert best.write_speed == 80.0


def test_noise_changes_nothing() -> None:
    best = chosen(lambda tuned: Figures(0.01 / (WORTH - 0.01), 0.05) if tuned.threads == 2 else Figures(0.01, 0.05))
    assert msgspec.structs.replace(best, read_speed=0.0, write_speed=0.0) == BASE


def test_a_coarser_cache_must_find_the_same_words() -> None:
    def measure(tuned: Tuned, *, same: bool) -> Figures:
        coarse = tuned.cache == "q8_0"
        return Figures(0.005 if coarse else 0.01, 0.05, (1, 2, 3) if same or not coarse else (1, 2, 4))

    assert chosen(lambda tuned: measure(tuned, same=True)).cache == "q8_0"
    assert chosen(lambda tuned: measure(tuned, same=False)).cache == "f16"


def test_no_coarser_cache_without_flash_attention() -> None:
    seen: list[Tuned] = []

    def measure(tuned: Tuned) -> Figures:
        seen.append(tuned)
        return costs(flash="off")(tuned)

    assert chosen(measure).cache == "f16"
    assert not [tuned for tuned in seen if tuned.cache == "q8_0"]


def test_what_cannot_be_measured_is_not_chosen() -> None:
    assert chosen(lambda tuned: None if tuned.threads == 8 else costs(threads=8)(tuned)).threads == 4


def test_guessing_is_switched_on_where_it_costs_little() -> None:
    assert chosen(lambda _: Figures(0.01, 0.05, (), 0.06)).guess
    assert not chosen(lambda _: Figures(0.01, 0.05, (), 0.11)).guess
    assert not chosen(lambda _: Figures(0.01, 0.05)).guess, "not measured"


def test_nothing_new_is_begun_after_the_time() -> None:
    seen: list[Tuned] = []

    def measure(tuned: Tuned) -> Figures:
        seen.append(tuned)
        return Figures(0.01, 0.05)

    list(tune(BASE, axes(BASE, 4, 8, graphics=True), measure, -1.0))
    assert seen == [BASE]


@given(st.lists(st.floats(0.001, 1.0), min_size=1, max_size=40))
def test_the_best_is_never_slower_than_what_it_began_with(times: list[float]) -> None:
    """With figures that do not change from one time to the next."""
    known: dict[Tuned, float] = {}
    source = itertools.cycle(times)

    def measure(tuned: Tuned) -> Figures:
        plain = msgspec.structs.replace(tuned, read_speed=0.0, write_speed=0.0)
        return Figures(known.setdefault(plain, next(source)), 0.0001)

    best = msgspec.structs.replace(chosen(measure), read_speed=0.0, write_speed=0.0)
    assert known[best] <= known[BASE]
