"""The library process without torch: by OpenVINO from the first start, also with a model that it exports itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.documents.embedder_files import examine, starter_folder
from desktop.documents.exported import ABOUT, FOLDER, MODEL, SHIPPED, find
from desktop.documents.library import Library
from tests import tiny_models
from tests.process.soundness import by_meaning

pytestmark = pytest.mark.process
HERE = "tests.process.poison:HereReaders"
NAME = "Papers"
linux = pytest.mark.skipif(sys.platform != "linux", reason="what a process has loaded is read from /proc")


def _ask(data: Path, embedder: Path | None, paper: Path) -> tuple[bool, bool]:
    """Index a paper, search it, and tell whether the library process loaded OpenVINO, and torch."""
    paper.write_text("The pump runs at 16 bar.")
    with Library(data, embedder, reader=HERE) as library:
        list(library.add(NAME, [paper]))
        library.warm(NAME)
        found = by_meaning(library.retriever(NAME), "At how many bar does the pump run?")
        assert found.passages[0].vector_rank == 1
        told = library.embedders(NAME).serves
        assert told.precision == "fp32" or told.measured
        maps = Path(f"/proc/{library.pid}/maps").read_text()
        return "libopenvino_intel_cpu" in maps, "libtorch" in maps


@linux
def test_the_starter_model_needs_no_torch(tmp_path: Path) -> None:
    key = examine(starter_folder()).key
    assert find((SHIPPED,), key) is not None, "setting up exports the starter model: make setup"
    assert _ask(tmp_path / "data", None, tmp_path / "paper.txt") == (True, False)


@linux
def test_another_model_is_exported_once_and_anew_when_it_is_damaged(tmp_path: Path) -> None:
    tiny = tiny_models.transformer(tmp_path / "tiny")
    data, paper = tmp_path / "data", tmp_path / "paper.txt"
    folder = data / FOLDER / examine(tiny).key
    assert _ask(data, tiny, paper) == (True, False)
    first = (folder / MODEL).stat().st_mtime_ns
    assert _ask(data, tiny, paper) == (True, False)
    assert (folder / MODEL).stat().st_mtime_ns == first, "it was there"
    (folder / MODEL).write_bytes((folder / MODEL).read_bytes()[:-9])
    (folder / ABOUT).write_bytes((folder / ABOUT).read_bytes())
    assert _ask(data, tiny, paper) == (True, False)
    assert (folder / MODEL).stat().st_mtime_ns != first
    tiny.rename(tmp_path / "gone")
    with Library(data, tmp_path / "gone", reader=HERE) as library:
        library.libraries()
    assert not folder.exists(), "it goes with its model"


def test_openvino_is_imported_without_what_tells_its_maker() -> None:
    script = """
import sys
told = []
sys.addaudithook(lambda event, given: told.append(event) if event.startswith(("socket.", "urllib.", "http.")) else None)
from desktop.documents.openvino_runtime import core
assert core().available_devices
assert not told, told
there = [name for name, module in sys.modules.items() if module]
assert not [name for name in there if name.startswith(("openvino_telemetry", "openvino.tools"))]
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


@linux
def test_a_signal_is_heard_after_models_came_and_went() -> None:
    script = """
import gc, os, signal, sys
from pathlib import Path
from desktop.documents.openvino_runtime import compiled
heard = []
signal.signal(signal.SIGUSR1, lambda number, frame: heard.append(number))
file = Path(sys.argv[1])
first, second = compiled(file, "fp32"), compiled(file, "fp32")
del first
gc.collect()
del second
gc.collect()
os.kill(os.getpid(), signal.SIGUSR1)
assert heard
"""
    made = find((SHIPPED,), examine(starter_folder()).key)
    assert made is not None
    done = subprocess.run(
        [sys.executable, "-c", script, str(made.file)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


@linux
def test_torch_serves_where_nothing_can_be_exported(tmp_path: Path) -> None:
    tiny = tiny_models.transformer(tmp_path / "tiny")
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / FOLDER).write_text("a file where the folder should be")
    assert _ask(data, tiny, tmp_path / "paper.txt")[1]
