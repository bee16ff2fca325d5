"""Adapters: what their headers say, which model they fit, and that a file that is none is refused in one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from desktop.engine.adapters import (
    add,
    check,
    find_adapter,
    installed_adapters,
    ours,
    read_adapter,
    read_base,
    remove,
)
from desktop.engine.catalog import installed, starter_model
from desktop.engine.gguf_header import INVOCATION
from desktop.errors import AdapterUnfit, AdapterUnknown, FileMissing, NotAModel, NotAnAdapter
from tests.adapter_files import ADAPTER, CHANGED, lora, with_weights
from tests.unit.engine.gguf_files import LLAMA, gguf, write


def test_header(tmp_path: Path) -> None:
    info = read_adapter(lora(tmp_path, "House-style-F16.gguf"))
    assert (info.name, info.architecture, info.base) == ("House-style", "llama", "SmolLM2 135M Instruct")
    assert (info.rank, info.alpha, info.weights) == (4, 8.0, len(CHANGED))
    assert info.size == Path(info.path).stat().st_size


def test_an_adapter_fits_its_own_model(tmp_path: Path) -> None:
    base = read_base(starter_model().path)
    assert check(lora(tmp_path), base).weights == len(CHANGED)


def test_the_embedding_is_held_against_its_model_the_other_way_round(tmp_path: Path) -> None:
    words = starter_model().vocabulary
    rank = {
        "token_embd.weight.lora_a": np.zeros((words, 4), np.float32),
        "token_embd.weight.lora_b": np.zeros((576, 4), np.float32),
    }
    base = read_base(starter_model().path)
    assert check(with_weights(tmp_path / "words.gguf", ADAPTER, rank), base).rank == 4


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ({"sides": (576, 500)}, "another shape"),
        ({"sides": (500, 576)}, "another shape"),
        ({"changed": ("blk.99.attn_q.weight",)}, "no weight “blk.99.attn_q.weight”"),
        ({"values": {"general.architecture": "qwen3"}}, "“qwen3” and not for “llama”"),
    ],
)
def test_an_adapter_for_another_model_is_refused(tmp_path: Path, made: dict[str, object], reason: str) -> None:
    file = lora(tmp_path, **made)  # type: ignore[arg-type]
    with pytest.raises(AdapterUnfit) as told:
        check(file, read_base(starter_model().path))
    assert reason in told.value.message
    assert "SmolLM2-135M-Instruct" in told.value.message
    assert told.value.values["path"] == str(file)


def test_an_adapter_that_is_gone_does_not_fit(tmp_path: Path) -> None:
    with pytest.raises(AdapterUnfit, match="its file is gone"):
        check(tmp_path / "gone.gguf", read_base(starter_model().path))


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ({"values": {"general.type": "model"}}, "no adapter"),
        ({"values": {"adapter.type": "control-vector"}}, "another kind"),
        ({"values": {"adapter.lora.alpha": 3}}, "alpha"),
        ({"values": {"general.architecture": ""}}, "architecture"),
        ({"values": {INVOCATION: [1, 2]}}, "only after certain words"),
        ({"drop": "lora_b"}, "stands alone"),
        ({"changed": ()}, "no weights"),
    ],
)
def test_what_is_no_adapter_says_why(tmp_path: Path, made: dict[str, object], reason: str) -> None:
    with pytest.raises(NotAnAdapter, match=r"pirate\.gguf") as told:
        read_adapter(lora(tmp_path, **made))  # type: ignore[arg-type]
    assert reason in told.value.message


def test_tensors_that_are_no_pairs(tmp_path: Path) -> None:
    strange = with_weights(tmp_path / "a.gguf", ADAPTER, {"blk.0.attn_q.weight": np.zeros((4, 4), np.float32)})
    with pytest.raises(NotAnAdapter, match="no part of a LoRA adapter"):
        read_adapter(strange)
    halves = {"x.lora_a": np.zeros((4, 32), np.float32), "x.lora_b": np.zeros((32, 3), np.float32)}
    with pytest.raises(NotAnAdapter, match="do not go together"):
        read_adapter(with_weights(tmp_path / "b.gguf", ADAPTER, halves))


def test_every_cut_is_refused(tmp_path: Path) -> None:
    whole = lora(tmp_path, changed=CHANGED[:1]).read_bytes()
    for length in range(0, len(whole), 997):
        cut = write(tmp_path, "cut.gguf", whole[:length])
        with pytest.raises(NotAnAdapter):
            read_adapter(cut)


def test_adapters_and_models_are_told_apart(tmp_path: Path) -> None:
    lora(tmp_path, "b.gguf")
    lora(tmp_path, "a.gguf")
    write(tmp_path, "model.gguf", gguf(LLAMA))
    assert [info.name for info in installed_adapters(tmp_path)] == ["a", "b"]
    assert "a" not in [info.name for info in installed(tmp_path, others=False)]
    with pytest.raises(NotAnAdapter):
        read_adapter(tmp_path / "model.gguf")


def test_found_by_name_and_by_path(tmp_path: Path) -> None:
    file = lora(tmp_path, "Plain English.gguf")
    assert find_adapter("plain english", tmp_path).path == str(file)
    assert find_adapter(str(file), tmp_path / "elsewhere").path == str(file)
    assert find_adapter("Plain English.gguf", tmp_path).path == str(file)
    with pytest.raises(AdapterUnknown, match="“plain”"):
        find_adapter("plain", tmp_path)
    with pytest.raises(AdapterUnknown):
        find_adapter(" ", tmp_path)
    with pytest.raises(FileMissing):
        find_adapter("nowhere.gguf", tmp_path)


def test_added_once_beside_another_of_its_name_and_removed(tmp_path: Path) -> None:
    models = tmp_path / "models"
    (tmp_path / "other").mkdir()
    first, second = lora(tmp_path), lora(tmp_path / "other", seed=1)
    one, again, two = add(first, models), add(first, models), add(second, models)
    assert one == again
    assert sorted(path.name for path in models.iterdir()) == ["pirate-2.gguf", "pirate.gguf"]
    assert Path(two.path).read_bytes() == second.read_bytes()
    assert ours(one, models)
    assert not ours(read_adapter(first), models)
    remove(one)
    assert not Path(one.path).exists()
    assert first.exists()


def test_added_by_copy_where_links_are_not_to_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    file = lora(tmp_path)
    info = add(file, tmp_path / "models")
    assert not Path(info.path).samefile(file)
    assert Path(info.path).read_bytes() == file.read_bytes()


def test_added_where_it_is_a_link_into_the_hub_cache(tmp_path: Path) -> None:
    lora(tmp_path, "blob")
    (link := tmp_path / "snapshots" / "pirate.gguf").parent.mkdir()
    link.symlink_to("../blob")
    info = add(link, tmp_path / "models")
    assert Path(info.path).is_file()
    assert not Path(info.path).is_symlink()


def test_a_model_is_not_added_as_an_adapter(tmp_path: Path) -> None:
    with pytest.raises(NotAnAdapter):
        add(write(tmp_path), tmp_path / "models")
    with pytest.raises(NotAModel):
        read_base(lora(tmp_path, changed=()))
