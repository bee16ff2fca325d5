"""The reviewed list of models."""

from __future__ import annotations

import re

from desktop import paths
from desktop.engine.hub import checked
from desktop.engine.offers import find, offers, quick_size, ranked, recommended
from desktop.engine.projector import meant_for

FILE = paths.assets() / "catalog.json"


def test_list_is_broad_and_each_entry_complete() -> None:
    models = offers(FILE)
    chat = [offer for offer in models if offer.kind == "chat"]
    assert len(chat) >= 12
    assert {"Qwen", "DeepSeek", "Llama", "Gemma", "Mistral", "Phi", "gpt-oss"} <= {offer.family for offer in chat}
    assert sum(offer.kind == "embedding" for offer in models) == 2
    assert len({offer.name for offer in models}) == len(models)
    assert min(offer.parameters for offer in chat) <= 0.6
    assert max(offer.parameters for offer in chat) >= 32
    for offer in models:
        checked(offer.repo, offer.file)
        assert offer.sha256 is None or re.fullmatch("[0-9a-f]{64}", offer.sha256)
        assert offer.licence
        assert offer.about.endswith(".")
        assert offer.needs * 1e9 > offer.size
        assert offer.file.endswith(".gguf" if offer.kind == "chat" else ".safetensors")
        if eye := offer.projector:
            checked(offer.repo, eye.path)
            assert not eye.sha256 or re.fullmatch("[0-9a-f]{64}", eye.sha256)
            assert meant_for(offer.file, [offer.file, eye.path]) == [eye.path], "it is found beside the model"
            assert offer.whole_size == offer.size + eye.size < offer.memory
    assert sum(offer.projector is not None for offer in chat) >= 6


def test_order_is_by_need_and_search_models_last() -> None:
    kinds = [offer.kind for offer in offers(FILE)]
    assert kinds == sorted(kinds)
    needs = [offer.needs for offer in offers(FILE) if offer.kind == "chat"]
    assert needs == sorted(needs)


def test_recommended_fits_the_machine() -> None:
    models = offers(FILE)
    for free in (3e9, 6e9, 12e9, 64e9):
        best = recommended(models, int(free))
        assert best is not None
        assert best.label(int(free)) == "Fits"
    assert recommended(models, 100_000_000) is None
    labels = [offer.label(9_000_000_000) for offer in models if offer.kind == "chat"]
    assert set(labels) == {"Fits", "May be slow", "Won't fit"}


def test_what_is_quick_here_comes_first() -> None:
    models = offers(FILE)
    small, large = ranked(models, 64_000_000_000, 2), ranked(models, 64_000_000_000, 16)
    assert small[0].size <= quick_size(2) < large[0].size <= quick_size(16)
    assert [offer.kind for offer in small][-2:] == ["embedding", "embedding"]
    crowded = [offer.label(9_000_000_000) for offer in ranked(models, 9_000_000_000, 4) if offer.kind == "chat"]
    assert crowded == sorted(crowded, key=["Fits", "May be slow", "Won't fit"].index)


def test_find_by_name() -> None:
    models = offers(FILE)
    for name, found in (("qwen3 8b", "Qwen3 8B"), ("gpt-oss", "gpt-oss 20B"), ("Qwen3", None), ("", None)):
        offer = find(name, models)
        assert (offer.name if offer else None) == found
