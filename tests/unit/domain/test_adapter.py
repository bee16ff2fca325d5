"""Adapters of a conversation: switched on, changed, off, and never stronger than is safe."""

from __future__ import annotations

import pytest

from desktop.domain.adapter import STRONGEST, AdapterUse, bounded, switched


def test_switched_on_changed_in_place_and_off() -> None:
    one = switched((), "/a/one.gguf", 1.0)
    two = switched(one, "/a/two.gguf", 0.5)
    assert [use.name for use in two] == ["one", "two"]
    louder = switched(two, "/a/one.gguf", 0.8)
    assert [(use.name, use.percent) for use in louder] == [("one", 80), ("two", 50)]
    assert switched(louder, "/a/one.gguf", None) == (AdapterUse("/a/two.gguf", 0.5),)
    assert switched(one, "/a/none.gguf", None) == one


@pytest.mark.parametrize(
    ("given", "kept"), [(-1.0, 0.0), (0.3, 0.3), (9.0, STRONGEST), (float("nan"), 0.0), (float("inf"), 0.0)]
)
def test_strength_is_bounded(given: float, kept: float) -> None:
    assert bounded(given) == kept
