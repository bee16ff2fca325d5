"""What a model keeps of each token: by llama.cpp's rules, for families whose layers differ from one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.engine.catalog import starter_model
from desktop.engine.fit import PLACES, cache_size
from desktop.engine.gguf import read_header
from desktop.engine.gguf_header import Value
from desktop.engine.keeping import kept, running
from tests.tiny_gguf import hybrid, llama
from tests.unit.engine.gguf_files import LLAMA, gguf, write


def test_all_layers_of_most_models_keep_keys_and_values(tmp_path: Path) -> None:
    starter, tiny = starter_model(), read_header(llama(tmp_path / "tiny.gguf", layers=2, heads_kv=2, width=32))
    assert (starter.kept, starter.running) == (2 * 30 * 3 * 64, 0)
    assert (tiny.kept, tiny.running) == (2 * 2 * 2 * 8, 0)


def test_each_fourth_layer_of_qwen35_does(tmp_path: Path) -> None:
    info = read_header(hybrid(tmp_path / "some.gguf", layers=9))
    assert (info.layers, info.kept) == (9, 2 * 2 * 4 * 16)
    assert info.running == 4 * 7 * (3 * (64 + 2 * 2 * 16) + 16 * 64)
    assert cache_size(info, 512) == info.kept * 512 * 2 + (1 + PLACES) * info.running


#: Four layers of four heads for keys, each 16 wide.
BASE: dict[str, Value] = {
    "x.embedding_length": 64,
    "x.attention.head_count": 4,
    "x.attention.head_count_kv": 4,
}
NARROW: dict[str, Value] = {
    "x.attention.key_length": 32,
    "x.attention.value_length": 32,
    "x.attention.key_length_swa": 16,
    "x.attention.value_length_swa": 16,
    "x.attention.sliding_window_pattern": (1, 1, 1, 0),
}


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ({}, 4 * 4 * 32),
        ({"x.attention.key_length": 24, "x.attention.value_length": 8}, 4 * 4 * 32),
        ({"x.attention.head_count_kv": (4, 0, 2, 0)}, 6 * 32),
        (NARROW, 4 * (3 * 32 + 64)),
        ({**NARROW, "x.attention.shared_kv_layers": 2}, 4 * 2 * 32),
        ({"x.attention.shared_kv_layers": 9}, 0),
        ({"x.full_attention_interval": 2}, 2 * 4 * 32),
        ({"x.full_attention_interval": 0}, 4 * 4 * 32),
        ({"x.attention.recurrent_layers": (1, 1, 1, 0)}, 4 * 32),
        ({"x.attention.recurrent_layers": (1,)}, 3 * 4 * 32),
        ({"x.attention.head_count_kv": (float("inf"), -4, 1)}, 32),
        ({"x.attention.head_count": 0}, 0),
        ({"x.embedding_length": "wide"}, 0),
    ],
)
def test_numbers_of_a_token(said: dict[str, Value], numbers: int) -> None:
    assert kept({**BASE, **said}, "x", 4) == numbers


def test_a_state_stands_for_all_layers_where_none_has_keys() -> None:
    mamba: dict[str, Value] = {"x.ssm.inner_size": 64, "x.ssm.state_size": 16, "x.ssm.conv_kernel": 4}
    assert running(mamba, "x", 3) == 4 * 3 * (3 * 64 + 16 * 64)
    assert running({**mamba, "x.attention.head_count_kv": (0, 2, 0)}, "x", 3) == 4 * 2 * (3 * 64 + 16 * 64)
    assert running(BASE, "x", 3) == 0


def test_a_header_that_says_it_of_each_layer_is_read(tmp_path: Path) -> None:
    four = LLAMA | {"llama.block_count": 4}
    whole = read_header(write(tmp_path, content=gguf(four)))
    some = read_header(write(tmp_path, content=gguf(four | {"llama.attention.recurrent_layers": (1, 1, 1, 0)})))
    assert some.kept * 4 == whole.kept > 0
