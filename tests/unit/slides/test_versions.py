"""Undo and redo of outlines: each step back and forth gives the outline that was there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.deck import Outline
from desktop.ui.slides.versions import UNDO_DEPTH, Version, Versions


@given(st.lists(st.sampled_from(["edit", "back", "forth"]), max_size=60))
def test_versions_are_those_of_a_list_with_a_place_in_it(steps: list[str]) -> None:
    past, at = [Version(Outline("0"))], 0
    shown, versions = past[0], Versions()
    for number, step in enumerate(steps, 1):
        if step == "edit":
            past, at = [*past[: at + 1], Version(Outline(str(number)))], at + 1
            shown, versions = past[at], versions.remember(shown)
            continue
        found = (versions.back if step == "back" else versions.forth)(shown)
        to = at + (-1 if step == "back" else 1)
        assert (found is None) == (not 0 <= to < len(past))
        if found is not None:
            at, (shown, versions) = to, found
        assert shown == past[at]


def test_only_so_many_are_kept() -> None:
    versions = Versions()
    for number in range(UNDO_DEPTH + 5):
        versions = versions.remember(Version(Outline(str(number))))
    assert len(versions.before) == UNDO_DEPTH
    assert versions.before[-1] == Version(Outline(str(UNDO_DEPTH + 4)))
