"""Memory estimates, against figures that llama.cpp gives for the starter model."""

from __future__ import annotations

import msgspec
import pytest

from desktop.engine.catalog import starter_model
from desktop.engine.fit import PROCESSES, best_context, cache_size, fit, shown_size
from tests.fakes import FAKE_MODEL

BIG = msgspec.structs.replace(
    FAKE_MODEL, size=20_000_000_000, layers=64, heads_kv=8, head_size=128, embedding=5120, vocabulary=152_000
)


def test_cache_is_what_llama_allocates() -> None:
    model = starter_model()
    assert cache_size(model, 2048) == 45 << 20
    assert cache_size(model, 8192) == 180 << 20
    assert cache_size(model, 2000) == 45 << 20, "padded to whole blocks"


def test_sum_is_shown() -> None:
    needs = fit(starter_model(), 8192, free=8_000_000_000)
    assert needs.total == needs.weights + needs.cache + needs.compute + needs.process
    assert "98 MB weights" in needs.sum
    assert "8,192 tokens" in needs.sum
    assert "8.0 GB are free" in needs.sum


def test_the_file_for_pictures_counts() -> None:
    eye = {"projector": "/m/mmproj.gguf", "projector_size": 900_000_000, "projector_compute": 200_000_000}
    sees = msgspec.structs.replace(BIG, **eye)
    assert fit(sees, 8192, free=1).total == fit(BIG, 8192, free=1).total + 1_100_000_000


@pytest.mark.parametrize(
    ("free", "label"), [(64_000_000_000, "Fits"), (26_000_000_000, "May be slow"), (16_000_000_000, "Won't fit")]
)
def test_label(free: int, label: str) -> None:
    assert fit(BIG, 8192, free=free).label == label


def test_context_is_halved_until_it_fits_unless_it_was_asked_for() -> None:
    assert best_context(BIG, free=64_000_000_000) == 8192
    assert best_context(BIG, free=21_500_000_000) == 4096
    assert best_context(BIG, free=1_000_000_000) == 2048
    assert best_context(BIG, 8192, free=1_000_000_000) == 8192
    assert best_context(BIG, 1 << 20, free=64_000_000_000) == BIG.context_length


def test_the_context_leaves_room_for_the_draft() -> None:
    own, half = fit(BIG, 8192, free=1).total, fit(BIG, 4096, free=1, draft=starter_model()).total
    assert half < own, "the case is one"
    assert best_context(BIG, free=own) == 8192
    assert best_context(BIG, free=own, draft=starter_model()) == 4096
    assert fit(BIG, free=own, draft=starter_model()).context == 4096
    assert best_context(BIG, 8192, free=own, draft=starter_model()) == 8192, "it was asked for"


def test_sizes_for_people() -> None:
    assert [shown_size(size) for size in (98_362_432, 999_999_999, 4_700_000_000)] == ["98 MB", "1000 MB", "4.7 GB"]


def test_a_draft_model_adds_all_that_it_needs_but_the_processes() -> None:
    model, free = starter_model(), 8_000_000_000
    alone, helped = fit(model, 2048, free=free), fit(model, 2048, free=free, draft=model)
    assert helped.draft == alone.total - PROCESSES
    assert helped.total == alone.total + helped.draft
    assert "for the draft model" in helped.sum
    assert "draft" not in alone.sum
    assert fit(model, 2048, free=alone.total, draft=model).label == "Won't fit"
