"""Models of the hub as people write and paste them."""

from __future__ import annotations

import pytest

from desktop.engine.naming import meant, repository
from desktop.engine.pending import HubFile

REPO = "bartowski/Qwen3-4B-GGUF"


@pytest.mark.parametrize(
    ("text", "file"),
    [
        (REPO, ""),
        (f" {REPO} ", ""),
        (f"{REPO}:", ""),
        (f"{REPO}:Q4_K_M", "Q4_K_M"),
        (f"{REPO}:sub/x y-Q4_K_M.gguf", "sub/x y-Q4_K_M.gguf"),
        (f"hf.co/{REPO}:Q4_K_M", "Q4_K_M"),
        (f"huggingface.co/{REPO}", ""),
        (f"https://huggingface.co/{REPO}", ""),
        (f"https://huggingface.co/{REPO}/", ""),
        (f"https://hf-mirror.com/{REPO}/tree/main", ""),
        (f"https://huggingface.co/{REPO}?library=llama-cpp", ""),
        (f"https://huggingface.co/{REPO}/blob/main/sub/x%20y-Q4_K_M.gguf", "sub/x y-Q4_K_M.gguf"),
        (f"https://huggingface.co/{REPO}/resolve/main/x-Q4_K_M.gguf?download=true", "x-Q4_K_M.gguf"),
    ],
)
def test_repository_and_file(text: str, file: str) -> None:
    assert repository(text) == (REPO, file)


@pytest.mark.parametrize("text", ["", "qwen", "/x", "owner/", "a/b/c", "https://huggingface.co", "https://", "a b/c"])
def test_what_names_no_repository(text: str) -> None:
    assert repository(text) is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("m-Q4_K_M.gguf", ["sub/m-Q4_K_M.gguf"]),
        ("sub/M-q4_k_m.gguf", ["sub/m-Q4_K_M.gguf"]),
        ("q4_k_m", ["sub/m-Q4_K_M.gguf"]),
        ("Q8_0", ["m-Q8_0-00001-of-00002.gguf"]),
        ("BF16", ["m.BF16.gguf"]),
        ("K_M", ["sub/m-Q4_K_M.gguf"]),
        ("F16", []),
        ("", []),
    ],
)
def test_files_that_are_meant(wanted: str, found: list[str]) -> None:
    files = [HubFile(path) for path in ("sub/m-Q4_K_M.gguf", "m-Q8_0-00001-of-00002.gguf", "m.BF16.gguf")]
    assert [file.path for file in meant(wanted, files)] == found
