"""Layers for the graphics card: what fits first, the longest context with them second, and the way down."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.catalog import starter_model
from desktop.engine.gguf import tensor_sizes
from desktop.engine.offload import MARGIN, Shares, fewer, in_words, needed, plan, shares
from desktop.engine.protocol import Device
from tests.fakes import FAKE_MODEL

MODEL = msgspec.structs.replace(FAKE_MODEL, layers=36, heads_kv=8, head_size=128, embedding=2560, vocabulary=152_000)
PARTS = Shares((60_000_000,) * 36, 320_000_000, 320_000_000)
GB = 10**9


def card(free: float, total: float = 8.6) -> Device:
    return Device("CUDA0", "NVIDIA GeForce RTX 3060", int(free * GB), int(total * GB))


def test_all_of_a_model_that_fits() -> None:
    found = plan(MODEL, PARTS, [card(8)])
    assert (found.gpu_layers, found.context) == (37, 8192)
    assert found.needed < 8 * GB - MARGIN


def test_layers_come_before_context() -> None:
    everything = needed(MODEL, PARTS, 37, 4096) + MARGIN
    found = plan(MODEL, PARTS, [card(everything / GB)])
    assert (found.gpu_layers, found.context) == (37, 4096)


def test_a_context_that_was_asked_for_stands() -> None:
    everything = needed(MODEL, PARTS, 37, 4096) + MARGIN
    found = plan(MODEL, PARTS, [card(everything / GB)], context=8192)
    assert found.context == 8192
    assert 0 < found.gpu_layers < 37


def test_8_bit_keys_and_values_leave_room_for_more() -> None:
    few = plan(MODEL, PARTS, [card(2.5)], context=8192).gpu_layers
    assert plan(MODEL, PARTS, [card(2.5)], context=8192, cache="q8_0").gpu_layers > few


def test_nothing_fits() -> None:
    assert plan(MODEL, PARTS, [card(0.6)]).gpu_layers == 0
    assert plan(MODEL, PARTS, []).gpu_layers == 0


def test_two_cards_hold_more_than_one() -> None:
    one, two = plan(MODEL, PARTS, [card(1.8)]), plan(MODEL, PARTS, [card(1.8), card(1.8)])
    assert two.gpu_layers > one.gpu_layers > 0


@given(st.floats(0, 12), st.sampled_from([0, 2048, 8192]))
def test_a_plan_never_needs_more_than_is_free(free: float, context: int) -> None:
    found = plan(MODEL, PARTS, [card(free)], context=context)
    assert found.needed <= max(0, free * GB - MARGIN)
    assert found.context == context or (not context and 2048 <= found.context <= 8192)


@given(st.integers(0, 200))
def test_the_way_down_ends_at_the_processor(layers: int) -> None:
    steps = fewer(layers)
    assert steps[-1] == 0
    assert steps == sorted(set(steps), reverse=True)
    assert all(step < layers for step in steps[:-1])


def test_tensors_of_a_real_file_go_to_their_layers() -> None:
    model = starter_model()
    sizes = tensor_sizes(model.path)
    parts = shares(sizes, model.layers)
    assert len(parts.layers) == model.layers == 30
    assert min(parts.layers) > 0
    assert sum(sizes.values()) == pytest.approx(model.size, rel=0.03), "the rest of the file is its header"
    assert parts.output >= sizes["token_embd.weight"], "the starter has no output of its own"


def test_words() -> None:
    words = in_words(32, 36, "NVIDIA GeForce RTX 3060", int(5.1 * GB), int(8.6 * GB))
    assert words == "32 of 36 layers on NVIDIA GeForce RTX 3060, 5.1 of 8.6 GB"
    assert in_words(37, 36, "A card", GB, 8 * GB).startswith("36 of 36 layers")
    assert in_words(0, 36, "A card", 0, 8 * GB) == ""
