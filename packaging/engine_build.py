"""Choose llama.cpp's compiler flags for this processor, build its wheel once, keep it for the next clone.

A native build on a processor with AMX crashes in its first decode (an open llama.cpp fault), so the machine's
instruction sets are switched on one by one, up to AVX-512, and AMX never is.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent

# ggml's switch -> the flags of /proc/cpuinfo that the compiler may then use (ggml/src/ggml-cpu/CMakeLists.txt).
INSTRUCTION_SETS = {
    "GGML_SSE42": ("sse4_2",),
    "GGML_AVX": ("avx",),
    "GGML_F16C": ("f16c",),
    "GGML_FMA": ("fma",),
    "GGML_BMI2": ("bmi2",),
    "GGML_AVX2": ("avx2",),
    "GGML_AVX_VNNI": ("avx_vnni",),
    "GGML_AVX512": ("avx512f", "avx512cd", "avx512vl", "avx512dq", "avx512bw"),
    "GGML_AVX512_VBMI": ("avx512f", "avx512vbmi"),
    "GGML_AVX512_VNNI": ("avx512f", "avx512_vnni"),
    "GGML_AVX512_BF16": ("avx512f", "avx512_bf16"),
}
NEVER = ("GGML_AMX_TILE", "GGML_AMX_INT8", "GGML_AMX_BF16")

# Graphics backend -> (ggml's switches, the tool that must be installed, what brings that tool).
GPU_BACKENDS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "cuda": (("-DGGML_CUDA=ON", "-DCMAKE_CUDA_ARCHITECTURES=native"), "nvcc", "NVIDIA's CUDA toolkit with cuBLAS"),
    "vulkan": (("-DGGML_VULKAN=ON",), "glslc", "the Vulkan SDK (Debian: glslc and libvulkan-dev)"),
    "metal": (("-DGGML_METAL=ON",), "xcrun", "Apple's command line developer tools"),
    "rocm": (("-DGGML_HIP=ON",), "hipcc", "AMD's ROCm with HIP"),
}


def cpu_flags(cpuinfo: str) -> frozenset[str]:
    """Return the flags that every processor listed in the text of /proc/cpuinfo has (empty where none is listed)."""
    lists = [frozenset(line.partition(":")[2].split()) for line in cpuinfo.splitlines() if line.startswith("flags")]
    return frozenset.intersection(*lists) if lists else frozenset()


def cmake_arguments(machine: str, flags: frozenset[str], gpu: str = "cpu") -> list[str]:
    """Return CMake's arguments for one machine: `machine` as platform.machine() says it, `flags` from cpu_flags()."""
    arguments = []
    if machine.lower() in {"x86_64", "amd64"}:
        arguments.append("-DGGML_NATIVE=OFF")
        if flags:
            for switch, needed in INSTRUCTION_SETS.items():
                arguments.append(f"-D{switch}={'ON' if flags.issuperset(needed) else 'OFF'}")
        arguments += [f"-D{switch}=OFF" for switch in NEVER]
    else:
        arguments.append("-DGGML_NATIVE=ON")  # the AMX fault is Intel's alone
    if gpu != "cpu":
        arguments += GPU_BACKENDS[gpu][0]
    return arguments


def engine_key(requirement: str, arguments: Sequence[str], system: Sequence[str], trimming: str) -> str:
    """Return 16 hex digits that change with the pin, CMake's arguments, the system and the text of our CMake file."""
    parts = [requirement, list(arguments), list(system), trimming]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def this_system() -> list[str]:
    """Return what else a built engine depends on: operating system, machine and C library."""
    return [platform.system(), platform.machine(), *platform.libc_ver()]


class EngineWheel:
    """The engine's wheel for this machine: where it is kept, and how it is made when it is not there."""

    def __init__(self, requirement: str, gpu: str = "cpu") -> None:
        cpuinfo = Path("/proc/cpuinfo")
        self.requirement, self.gpu = requirement, gpu
        self.flags = cpu_flags(cpuinfo.read_text() if cpuinfo.is_file() else "")
        self.arguments = cmake_arguments(platform.machine(), self.flags, gpu)
        self.trimming = HERE / "engine_without_common.cmake"
        self.key = engine_key(requirement, self.arguments, this_system(), self.trimming.read_text())
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self.folder = cache / "lectern" / "wheels" / self.key

    def kept(self) -> Path | None:
        """Return the wheel that an earlier build left in the user's cache folder, if any."""
        return next(iter(sorted(self.folder.glob("llama_cpp_python-*.whl"))), None)

    def forget(self) -> None:
        """Remove the kept wheel, so that the next build starts afresh."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def instruction_sets(self) -> str:
        """Return the chosen instruction sets in words, for the step's line."""
        chosen = [a[len("-DGGML_") : -len("=ON")] for a in self.arguments if a.endswith("=ON")]
        return ", ".join(name.replace("_", "-") for name in chosen) or "the defaults"

    def build(self, python: Path, run: Callable[[list[str], dict[str, str]], None]) -> Path:
        """Build the wheel with `python`'s pip through `run(command, environment)`, keep it, return its path.

        pip's own wheel cache does not look at CMAKE_ARGS, so it is left out: it would hand over a wheel with AMX.
        """
        include = f"-DCMAKE_PROJECT_llama.cpp_INCLUDE={self.trimming.as_posix()}"
        environment = {
            **os.environ,
            "CMAKE_ARGS": shlex.join([*self.arguments, include]),
            "FORCE_CMAKE": "1",
        }
        environment.setdefault("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count() or 2))
        with tempfile.TemporaryDirectory(prefix="lectern-engine-") as scratch:
            pip = [str(python), "-m", "pip", "wheel", "--no-cache-dir", "--no-deps", "--no-binary", "llama-cpp-python"]
            run([*pip, "--wheel-dir", scratch, self.requirement], environment)
            built = next(iter(Path(scratch).glob("llama_cpp_python-*.whl")))
            self.folder.mkdir(parents=True, exist_ok=True)
            # Copy beside, then rename: two clones may build at once, and neither may ever see half a wheel.
            beside = self.folder / f".{built.name}.{os.getpid()}"
            shutil.copyfile(built, beside)
            return beside.replace(self.folder / built.name)
