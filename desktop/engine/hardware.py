"""What this computer has for a model: cores, free memory, and which graphics backends llama.cpp was built with."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import psutil

#: Names in llama.cpp's shared libraries, and what people call the backend.
_BACKENDS = {"cuda": "CUDA", "vulkan": "Vulkan", "metal": "Metal", "hip": "ROCm", "sycl": "SYCL"}

#: Percent of the whole processor in use from which on a measurement says more about other programs than about ours.
BUSY = 30.0


def physical_cores() -> int:
    """Return the processor cores that we may use, without the second threads of each, which only slow decoding."""
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    return max(1, min(cores, allowed))


def free_memory() -> int:
    """Return bytes that programs can have without swapping."""
    return int(psutil.virtual_memory().available)


def busy() -> bool:
    """Tell, after half a second, whether other programs keep too much of the processor busy to measure anything."""
    return psutil.cpu_percent(interval=0.5) > BUSY


def graphics_backends() -> tuple[str, ...]:
    """Return the graphics backends that the installed llama.cpp was built with, without loading it; often none."""
    found = importlib.util.find_spec("llama_cpp")
    folders = [Path(place) / "lib" for place in (found.submodule_search_locations or ())] if found else []
    names = [file.name for folder in folders if folder.is_dir() for file in folder.iterdir()]
    return tuple(shown for part, shown in _BACKENDS.items() if any(f"ggml-{part}" in name for name in names))
