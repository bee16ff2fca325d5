"""Setting up: which instruction sets the engine is compiled for, when its build is used again, which steps are due."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[3]
PACKAGING = ROOT / "packaging"

OLD_LAPTOP = "fpu sse sse2 ssse3 sse4_1 sse4_2 popcnt avx f16c"
DESKTOP = f"{OLD_LAPTOP} fma bmi1 bmi2 avx2 avx_vnni"
SERVER = (
    "fpu sse2 ssse3 sse4_1 sse4_2 avx f16c fma bmi2 avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512vbmi "
    "avx512_vnni avx512_bf16 amx_bf16 amx_tile amx_int8"
)


def cpuinfo(*flag_lines: str) -> str:
    """Write what /proc/cpuinfo holds for processors with these flags."""
    return "\n\n".join(
        f"processor\t: {n}\nmodel name\t: A processor\nflags\t\t: {flags}\nbugs\t\t: spectre_v1"
        for n, flags in enumerate(flag_lines)
    )


def load(name: str) -> Any:
    """Import one of the scripts in packaging/, which is a folder of scripts and no package."""
    sys.path.insert(0, str(PACKAGING))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(PACKAGING))


@pytest.fixture(scope="module")
def engine() -> Any:
    return load("engine_build")


@pytest.fixture(scope="module")
def setup_env() -> Any:
    return load("setup_env")


def switched_on(engine: Any, flags: str) -> set[str]:
    arguments = engine.cmake_arguments("x86_64", engine.cpu_flags(cpuinfo(flags)))
    return {argument[len("-D") : -len("=ON")] for argument in arguments if argument.endswith("=ON")}


def test_a_server_with_amx_gets_everything_up_to_avx512_and_never_amx(engine: Any) -> None:
    arguments = engine.cmake_arguments("x86_64", engine.cpu_flags(cpuinfo(SERVER, SERVER)))
    assert "-DGGML_NATIVE=OFF" in arguments
    assert {"-DGGML_AVX512=ON", "-DGGML_AVX512_VNNI=ON", "-DGGML_AVX512_BF16=ON"} <= set(arguments)
    assert {f"-DGGML_AMX_{unit}=OFF" for unit in ("TILE", "INT8", "BF16")} <= set(arguments)


def test_an_old_laptop_is_not_given_instructions_that_it_lacks(engine: Any) -> None:
    assert switched_on(engine, OLD_LAPTOP) == {"GGML_SSE42", "GGML_AVX", "GGML_F16C"}


def test_a_desktop_without_avx512(engine: Any) -> None:
    assert switched_on(engine, DESKTOP) == {
        "GGML_SSE42", "GGML_AVX", "GGML_F16C", "GGML_FMA", "GGML_BMI2", "GGML_AVX2", "GGML_AVX_VNNI",
    }  # fmt: skip


def test_half_of_avx512_is_not_avx512(engine: Any) -> None:
    assert "GGML_AVX512" not in switched_on(engine, SERVER.replace("avx512bw", ""))


def test_only_what_every_processor_has_counts(engine: Any) -> None:
    assert engine.cpu_flags(cpuinfo(DESKTOP, OLD_LAPTOP)) == frozenset(OLD_LAPTOP.split())


def test_without_a_flag_list_ggml_chooses_its_own_safe_set(engine: Any) -> None:
    assert engine.cpu_flags("processor\t: 0\nFeatures\t: fp asimd\n") == frozenset()
    arguments = engine.cmake_arguments("x86_64", frozenset())
    assert arguments[0] == "-DGGML_NATIVE=OFF"
    assert not [argument for argument in arguments if argument.endswith("=ON")]


def test_a_graphics_backend_is_added_to_the_processors_flags(engine: Any) -> None:
    arguments = engine.cmake_arguments("x86_64", frozenset(DESKTOP.split()), "cuda")
    assert {"-DGGML_CUDA=ON", "-DGGML_AVX2=ON", "-DGGML_NATIVE=OFF"} <= set(arguments)


@given(st.frozensets(st.sampled_from(SERVER.split())), st.sampled_from(["x86_64", "AMD64", "aarch64", "arm64"]))
def test_amx_is_never_on_and_native_only_where_there_is_none(flags: frozenset[str], machine: str) -> None:
    arguments = load("engine_build").cmake_arguments(machine, flags)
    assert not [argument for argument in arguments if "AMX" in argument and not argument.endswith("=OFF")]
    if machine in {"x86_64", "AMD64"}:
        assert "-DGGML_NATIVE=ON" not in arguments


def test_the_key_changes_with_everything_that_changes_the_build(engine: Any) -> None:
    system = ["Linux", "x86_64", "glibc", "2.36"]
    plain = engine.cmake_arguments("x86_64", frozenset(DESKTOP.split()))
    other = engine.cmake_arguments("x86_64", frozenset(SERVER.split()))
    keys = {
        engine.engine_key("llama-cpp-python==0.3.36", plain, system, "set(A OFF)"),
        engine.engine_key("llama-cpp-python==0.3.37", plain, system, "set(A OFF)"),
        engine.engine_key("llama-cpp-python==0.3.36", other, system, "set(A OFF)"),
        engine.engine_key("llama-cpp-python==0.3.36", plain, [*system[:3], "2.38"], "set(A OFF)"),
        engine.engine_key("llama-cpp-python==0.3.36", plain, system, "set(A ON)"),
    }
    assert len(keys) == 5
    assert engine.engine_key("llama-cpp-python==0.3.36", plain, system, "set(A OFF)") in keys


def test_a_kept_wheel_is_found_in_the_users_cache_and_forgotten(
    engine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    wheel = engine.EngineWheel("llama-cpp-python==0.3.36")
    assert wheel.kept() is None
    wheel.folder.mkdir(parents=True)
    half = wheel.folder / ".llama_cpp_python-0.3.36-py3-none-any.whl.4711"
    half.touch()
    assert wheel.kept() is None, "a copy under way is no wheel"
    whole = wheel.folder / "llama_cpp_python-0.3.36-py3-none-any.whl"
    half.rename(whole)
    assert wheel.kept() == whole
    wheel.forget()
    assert wheel.kept() is None


def test_a_built_wheel_is_kept_and_pips_own_cache_is_left_out(
    engine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_NATIVE=ON")
    wheel = engine.EngineWheel("llama-cpp-python==0.3.36")
    seen: list[tuple[list[str], dict[str, str]]] = []

    def pip_wheel(command: list[str], environment: dict[str, str]) -> None:
        seen.append((command, environment))
        (Path(command[command.index("--wheel-dir") + 1]) / "llama_cpp_python-0.3.36-py3-none-any.whl").write_bytes(
            b"PK"
        )

    kept = wheel.build(Path("python"), pip_wheel)
    [(command, environment)] = seen
    assert "--no-cache-dir" in command
    assert environment["CMAKE_ARGS"].startswith(" ".join(wheel.arguments)), "the caller's own CMAKE_ARGS are left out"
    assert kept == wheel.kept()
    assert kept.read_bytes() == b"PK"
    assert [path.name for path in wheel.folder.iterdir()] == [kept.name]


def test_steps_are_due_where_their_stamp_differs(setup_env: Any) -> None:
    steps = [
        setup_env.Step(name, key, name, lambda: None) for name, key in (("venv", "1"), ("torch", "2"), ("dev", "3"))
    ]

    def names(stamps: dict[str, str]) -> list[str]:
        return [step.name for step in setup_env.pending(steps, stamps)]

    assert names({}) == ["venv", "torch", "dev"]
    assert names({"venv": "1", "torch": "2", "dev": "3"}) == []
    assert names({"venv": "1", "torch": "0", "dev": "3"}) == ["torch"]
    assert names({"venv": "0", "torch": "2", "dev": "3"}) == ["venv", "torch", "dev"], "a new environment is empty"


def test_durations_are_said_in_words(setup_env: Any) -> None:
    assert [setup_env.minutes(seconds) for seconds in (0.4, 59.4, 60, 250)] == ["0 s", "59 s", "1 min", "4 min 10 s"]


def test_a_damaged_stamp_file_means_start_over(setup_env: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamps = tmp_path / "lectern-setup.json"
    stamps.write_text('{"venv": "1", "to')
    monkeypatch.setattr(setup_env, "STAMPS", stamps)
    monkeypatch.setattr(setup_env, "PYTHON", Path(sys.executable))
    assert setup_env.read_stamps() == {}
    setup_env.write_stamps({"venv": "1"})
    assert setup_env.read_stamps() == {"venv": "1"}


def test_a_missing_graphics_tool_is_named(setup_env: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_env.shutil, "which", lambda _: None)
    with pytest.raises(setup_env.SetupError, match=r"GPU=cuda needs `nvcc`.*NVIDIA's CUDA toolkit"):
        setup_env.choose_gpu("cuda", {})
    assert setup_env.choose_gpu(None, {"gpu": "vulkan"}) == "vulkan", "a later make run keeps the chosen backend"
    assert setup_env.choose_gpu("cpu", {"gpu": "vulkan"}) == "cpu"


def test_a_backend_that_does_not_build_is_not_tried_again(
    setup_env: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise setup_env.SetupError("no compiler")

    done: list[str] = []
    steps = {
        "cuda": [setup_env.Step("venv", "1", "", lambda: done.append("venv")), setup_env.Step("engine", "c", "", fail)],
        "cpu": [
            setup_env.Step("venv", "1", "", lambda: None),
            setup_env.Step("engine", "p", "", lambda: done.append("cpu")),
        ],
    }
    monkeypatch.setattr(setup_env, "STAMPS", tmp_path / "stamps.json")
    monkeypatch.setattr(setup_env, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(setup_env, "plan", lambda wheel, *, dev: steps[wheel.gpu])
    monkeypatch.setattr(setup_env, "system_step", lambda *, tests, build: None)
    monkeypatch.setattr(setup_env.shutil, "which", lambda tool: f"/usr/bin/{tool}")
    with pytest.raises(setup_env.SetupError, match="no compiler"):
        setup_env.set_up(dev=False, gpu="cuda")
    assert setup_env.read_stamps() == {"venv": "1"}
    setup_env.set_up(dev=False, gpu=None)
    assert done == ["venv", "cpu"]
    assert setup_env.read_stamps() == {"venv": "1", "engine": "p", "gpu": "cpu"}


def test_a_search_model_that_cannot_be_exported_is_said_and_stops_nothing(
    setup_env: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(command: list[str]) -> None:
        raise setup_env.SetupError(" ".join(command[1:]))

    monkeypatch.setattr(setup_env, "run", fail)
    setup_env.export_starter()
    assert "-m desktop.documents.export_process" in capsys.readouterr().out


def test_the_search_model_is_exported_after_its_files_and_libraries_are_there(engine: Any, setup_env: Any) -> None:
    names = [step.name for step in setup_env.plan(engine.EngineWheel("llama-cpp-python==0.3.36"), dev=True)]
    assert names.index("export") > max(names.index("models"), names.index("packages"))


def test_what_is_missing_is_named_once_and_the_tests_tools_only_for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    system = load("system_libraries")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(system, "loads", lambda _: False)
    monkeypatch.setattr(system, "has_cjk_font", lambda: False)
    monkeypatch.setattr(system.shutil, "which", lambda _: None)
    found = system.missing(tests=True, build=True)
    assert {"libgl1", "libdbus-1-3", "g++"} <= set(found.needed)
    assert {"libxcb-cursor0", "fonts-noto-cjk", "libreoffice-impress", "poppler-utils"} <= set(found.wished)
    assert len(found.packages) == len(set(found.packages))
    monkeypatch.setenv("DISPLAY", ":0")
    plain = system.missing(tests=False, build=False)
    assert "libxcb-cursor0" in plain.needed, "with an X display a window cannot open without it"
    assert not {"g++", "libreoffice-impress"} & set(plain.packages)


def test_a_library_that_does_not_exist_does_not_load() -> None:
    assert not load("system_libraries").loads("libno-such-library.so.9")


def test_pins_are_exact_and_the_lock_holds_them(setup_env: Any) -> None:
    pinned = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([0-9][A-Za-z0-9.]*)")
    names = [f"requirements{suffix}.txt" for suffix in ("", "-dev", "-engine", "-models")]
    lines = [line for name in names for line in setup_env.requirements((PACKAGING / name).read_text())]
    matches = [pinned.fullmatch(line) for line in lines]
    assert [line for line, match in zip(lines, matches, strict=True) if match is None] == []
    lock = dict(
        line.lower().replace("_", "-").split("==")
        for line in setup_env.requirements(setup_env.text_of("constraints.txt"))
    )
    for match in filter(None, matches):
        name = match[1].lower().replace("_", "-")
        assert name == "llama-cpp-python" or lock[name] == match[2]


def test_every_pin_takes_the_python_of_debian_12(setup_env: Any) -> None:
    specifiers = importlib.import_module("packaging.specifiers")
    refused = []
    for line in setup_env.requirements(setup_env.text_of("constraints.txt")):
        wanted = str(importlib.metadata.metadata(line.partition("==")[0]).json.get("requires_python", ""))
        if not specifiers.SpecifierSet(wanted).contains("3.11.2"):
            refused.append(f"{line} wants Python {wanted}")
    assert refused == []


def test_pyproject_asks_for_what_the_pins_give() -> None:
    requirements = importlib.import_module("packaging.requirements")
    load_setup = load("setup_env")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = {}
    for name in ("requirements.txt", "requirements-engine.txt"):
        for line in load_setup.requirements((PACKAGING / name).read_text()):
            pin = requirements.Requirement(line)
            pins[pin.name.lower()] = next(iter(pin.specifier)).version
    asked = {r.name.lower(): r for r in map(requirements.Requirement, project["dependencies"])}
    assert set(asked) == set(pins) - {"setuptools", "diskcache"}
    assert [name for name, requirement in asked.items() if not requirement.specifier.contains(pins[name])] == []


def test_the_folder_of_scripts_is_no_package() -> None:
    # With an __init__.py it would hide the library of the same name, which pytest and others import.
    assert not (PACKAGING / "__init__.py").exists()


def test_no_file_that_pip_reads_names_a_host() -> None:
    for path in PACKAGING.glob("*.txt"):
        text = path.read_text()
        assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links| @ ", text), path.name
