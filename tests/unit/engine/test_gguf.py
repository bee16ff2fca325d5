"""Headers of GGUF files: what they say, and that no bytes can harm their reader."""

from __future__ import annotations

import os
import random
import struct
import sys
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.engine import gguf_header
from desktop.engine.catalog import installed, refused, starter_model
from desktop.engine.gguf import read_header, shown_name
from desktop.errors import CannotRead, FileMissing, InputError, NotAFile, NotAModel
from tests.unit.engine.gguf_files import LLAMA, TENSORS, gguf, text, write


def test_header_of_the_starter_model() -> None:
    info = starter_model()
    assert info.starter
    assert info.name == "SmolLM2-135M-Instruct"
    assert (info.architecture, info.quantisation, info.licence) == ("llama", "Q4_1", "apache-2.0")
    assert info.parameters == 134_515_008
    assert info.context_length == 8192
    assert (info.layers, info.embedding, info.heads_kv, info.head_size) == (30, 576, 3, 64)
    assert info.size == Path(info.path).stat().st_size
    assert "<|im_start|>" in info.chat_template
    assert info.small


def test_small_file(tmp_path: Path) -> None:
    info = read_header(write(tmp_path))
    assert info.name == "tiny"
    assert info.parameters == 32 * 4 + 32
    assert (info.layers, info.heads_kv, info.head_size, info.quantisation) == (2, 2, 8, "F32")


def test_version_2_reads_the_same(tmp_path: Path) -> None:
    old, new = read_header(write(tmp_path, "a.gguf", gguf(version=2))), read_header(write(tmp_path, "b.gguf"))
    assert msgspec.structs.replace(old, path="", name="") == msgspec.structs.replace(new, path="", name="")


def test_quantisation_falls_back_to_the_commonest_type(tmp_path: Path) -> None:
    values = {key: value for key, value in LLAMA.items() if key != "general.file_type"}
    content = gguf(values, {"a": ((256, 64), 12), "b": ((32,), 0)})
    assert read_header(write(tmp_path, content=content)).quantisation == "Q4_K"


def test_values_per_layer_are_averaged(tmp_path: Path) -> None:
    values = LLAMA | {"llama.attention.head_count_kv": [4, 2, 1]}
    assert read_header(write(tmp_path, content=gguf(values))).heads_kv == 3


@pytest.mark.parametrize(
    ("name", "header", "shown"),
    [
        ("Qwen3-4B-Instruct-2507-Q4_K_M.gguf", "Qwen3", "Qwen3-4B-Instruct-2507"),
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "", "SmolLM2-135M-Instruct"),
        ("gpt-oss-20b-mxfp4.gguf", "", "gpt-oss-20b"),
        ("gemma-3-4b-it-UD-Q4_K_XL.gguf", "", "gemma-3-4b-it"),
        ("Big-Q8_0-00001-of-00003.gguf", "", "Big"),
        ("sha256-" + "a1" * 32, "Llama 3.2 3B", "Llama 3.2 3B"),
        ("ggml-model-Q4_0.gguf", "Phi 3", "Phi 3"),
        ("ggml-model-Q4_0.gguf", "", "ggml-model"),
        ("Q8_0.gguf", "", "Q8_0"),
    ],
)
def test_name_for_people(name: str, header: str, shown: str) -> None:
    assert shown_name(Path("/models", name), header) == shown


def split_files(folder: Path, count: int, numbers: list[int]) -> list[Path]:
    files = []
    for number in numbers:
        values = {"split.no": number - 1, "split.count": count, **(LLAMA if number == 1 else {})}
        name = f"big-Q4_0-{number:05d}-of-{count:05d}.gguf"
        files.append(write(folder, name, gguf(values, {f"t{number}": ((32, 4), 0)})))
    return files


def test_split_model_counts_as_one(tmp_path: Path) -> None:
    files = split_files(tmp_path, 3, [1, 2, 3])
    info = read_header(files[0])
    assert info.parameters == 3 * 128
    assert info.size == sum(file.stat().st_size for file in files)
    assert info.name == "big"
    assert read_header(files[2]) == info


def test_split_model_with_a_part_missing(tmp_path: Path) -> None:
    files = split_files(tmp_path, 3, [1, 3])
    with pytest.raises(NotAModel, match="part 2 of 3"):
        read_header(files[0])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html>Sign in</html>", "web page"),
        (b"<html>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n", "Git LFS"),
        (b"GG", "cut off"),
        (b"Just some text in a file that is long enough.", "does not begin"),
        (b"GGUF" + struct.pack("<I", 1), "version 1"),
        (b"GGUF" + struct.pack(">IQQ", 3, 1, 1), "byte order"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 1), "claims"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 1 << 40), "cut off"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1 << 40), "claims"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1 << 62) + b"x" * 9, "key of"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("k") + struct.pack("<IQ", 8, 1 << 62) + b"x" * 99, "cut off"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("k") + struct.pack("<IIQ", 9, 8, 1 << 61), "claims"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("k") + struct.pack("<IIQ", 9, 9, 1), "unknown type 9"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("k") + struct.pack("<I", 99), "unknown type 99"),
        (gguf({}), "architecture"),
        (gguf(LLAMA, {}), "no weights"),
        (gguf(LLAMA | {"general.architecture": "bert"}), "search"),
        (gguf(LLAMA | {"general.architecture": "clip"}), "picture"),
        (gguf(LLAMA | {"general.type": "adapter"}), "adapter"),
        (gguf(LLAMA | {"llama.block_count": 1 << 30}), "layers"),
        (gguf(LLAMA | {"llama.context_length": 0}), "context_length"),
        (gguf(LLAMA | {"general.alignment": 3}), "alignment"),
        (gguf(LLAMA, {"a": ((0,), 0)}), "impossible"),
        (gguf(LLAMA, {"a": ((33,), 2)}), "impossible"),
        (gguf(LLAMA, {"a": ((32,), 99)}), "unknown type 99"),
        (gguf(LLAMA, {"a": ((1 << 60, 1 << 60, 1 << 60, 1 << 60), 0)}, data=64), "cut off"),
        (gguf(LLAMA, TENSORS, data=100), "cut off"),
        (gguf()[:200], "c"),
    ],
)
def test_bad_file_is_told_in_one_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(NotAModel) as told:
        read_header(write(tmp_path, content=content))
    assert "tiny.gguf" in told.value.message
    assert reason in told.value.values["reason"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_name_that_is_no_text(tmp_path: Path) -> None:
    file = write(tmp_path, "mod\udcffel.gguf")
    with pytest.raises(NotAModel, match="no text in UTF-8") as told:
        read_header(file)
    str(told.value).encode()
    assert [str(reason) for reason in refused(tmp_path)] == [str(told.value)]
    assert all(model.starter for model in installed(tmp_path, others=False))


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.gguf").mkdir()
    with pytest.raises(NotAModel, match="it is a folder"):
        read_header(tmp_path / "folder.gguf")
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(NotAFile):
        read_header(tmp_path / "pipe.gguf")
    with pytest.raises(FileMissing, match=r"none\.gguf"):
        read_header(tmp_path / "none.gguf")
    with pytest.raises(CannotRead):
        read_header(tmp_path / ("x" * 300 + ".gguf"))
    with pytest.raises(NotAFile):
        read_header("/dev/null")


def test_long_vocabulary_is_walked_over(tmp_path: Path) -> None:
    tokens = [f"token-{number}" * (1 + number % 7) for number in range(100_000)]
    values = LLAMA | {"tokenizer.ggml.tokens": tokens, "zz.long": "x" * (3 << 20), "zz.last": 7}
    assert read_header(write(tmp_path, content=gguf(values))).layers == 2


def test_one_text_longer_than_a_chunk(tmp_path: Path) -> None:
    values = LLAMA | {"tokenizer.ggml.tokens": ["a", "b" * (gguf_header.CHUNK * 2), "c"]}
    assert read_header(write(tmp_path, content=gguf(values))).layers == 2


def test_texts_in_all_are_limited(tmp_path: Path) -> None:
    values = LLAMA | {f"k{number}": "x" * (1 << 20) for number in range(20)}
    with pytest.raises(NotAModel, match="too much text"):
        read_header(write(tmp_path, content=gguf(values)))


def mutated(random_source: random.Random, original: bytes, header: int) -> bytes:
    data = bytearray(original)
    for _ in range(random_source.choice([1, 1, 2, 4, 16])):
        way = random_source.randrange(5)
        place = random_source.randrange(4, header)
        if way == 0:
            data[place] ^= 1 << random_source.randrange(8)
        elif way == 1:
            data[place : place + 8] = struct.pack(
                "<Q", random_source.choice([0, 1, 2**31, 2**32 - 1, 2**63, 2**64 - 1])
            )
        elif way == 2:
            data[place : place + 4] = struct.pack("<I", random_source.choice([0, 8, 9, 13, 99, 2**31, 2**32 - 1]))
        elif way == 3:
            del data[place : place + random_source.choice([1, 3, 8, 64])]
        else:
            data = data[: random_source.randrange(len(data))]
            if len(data) <= header:
                break
    return bytes(data)


def test_500_mutants_are_read_or_refused(tmp_path: Path) -> None:
    original = gguf(LLAMA | {"tokenizer.ggml.tokens": [f"t{number}" for number in range(50)]})
    source = random.Random(20261123)
    refused = 0
    tracemalloc.start()
    for _ in range(500):
        file = write(tmp_path, content=mutated(source, original, len(original) - 700))
        try:
            read_header(file)
        except InputError:
            refused += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 250 < refused < 500
    assert peak < 16 << 20


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_after_the_magic(tmp_path: Path, rest: bytes) -> None:
    with pytest.raises(NotAModel):
        read_header(write(tmp_path, content=b"GGUF" + struct.pack("<I", 3) + rest))


@pytest.mark.parametrize("kept", [60, 2_000, 5_000, 100_000])
def test_a_download_that_broke_off_in_the_header_is_said_to_be_cut_off(tmp_path: Path, kept: int) -> None:
    """Not to claim 272 tensors, of which a person learns nothing."""
    with Path(starter_model().path).open("rb") as whole:
        file = write(tmp_path, content=whole.read(kept))
    with pytest.raises(NotAModel, match="cut off"):
        read_header(file)
