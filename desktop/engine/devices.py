"""The graphics cards that llama.cpp can use, and how much of their memory is free; seen from a child process only."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any, Final

import llama_cpp
from llama_cpp._ctypes_extensions import load_shared_library

from desktop.engine.protocol import Device

#: Kinds of devices (enum ggml_backend_dev_type): cards with memory of their own, and those that share the system's.
GPU: Final = 1
IGPU: Final = 2


def devices() -> tuple[Device, ...]:
    """Return the cards that llama.cpp would use: those with memory of their own, else the shared ones."""
    registry, base = _library("ggml"), _library("ggml-base")
    count = registry.ggml_backend_dev_count
    count.restype, count.argtypes = ctypes.c_size_t, []
    get = registry.ggml_backend_dev_get
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    found: dict[int, list[Device]] = {GPU: [], IGPU: []}
    for number in range(count()):
        device = get(number)
        kind = base.ggml_backend_dev_type(ctypes.c_void_p(device))
        if kind in found:
            free, total = ctypes.c_size_t(), ctypes.c_size_t()
            base.ggml_backend_dev_memory(ctypes.c_void_p(device), ctypes.byref(free), ctypes.byref(total))
            name, about = _text(base.ggml_backend_dev_name, device), _text(base.ggml_backend_dev_description, device)
            found[kind].append(Device(name, about.strip() or name, free.value, total.value))
    return tuple(found[GPU] or found[IGPU][:1])


def _library(name: str) -> Any:
    """Return one of ggml's libraries, which the package has loaded already."""
    return load_shared_library(name, Path(llama_cpp.__file__).parent / "lib")


def _text(function: Any, device: int) -> str:
    function.restype = ctypes.c_char_p
    said: bytes = function(ctypes.c_void_p(device)) or b""
    return said.decode("utf-8", "replace")
