"""The command line as a person runs it: a process of its own, real models, a data folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from desktop.engine.client import LocalEngine
from desktop.engine.protocol import Done, Generate, Token
from desktop.worker.cancel import Cancel
from tests.gbnf import ENDLESS
from tests.journeys import papers

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT.parent / "shared" / "data" / "reports"
#: Seconds that one command may take on a busy machine before the test fails.
PATIENCE = 280


class Run(NamedTuple):
    """What a command said."""

    code: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """Return the JSON object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Lectern = Callable[..., Run]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the journeys share, so that a document is embedded once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def lectern(data: Path) -> Lectern:
    """Run the console script with these arguments."""

    def run(*arguments: str | Path, stdin: str = "", folder: Path | None = None) -> Run:
        command = [sys.executable, "-m", "desktop", "--data", str(folder or data), *map(str, arguments)]
        environment = {**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=environment,
            cwd=ROOT,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the model never end an answer by itself, of which the starter model often says three words only."""
    generate = LocalEngine.generate

    def on_and_on(engine: LocalEngine, request: Generate, cancel: Cancel) -> Iterator[Token | Done]:
        return generate(engine, msgspec.structs.replace(request, grammar=ENDLESS), cancel)

    monkeypatch.setattr(LocalEngine, "generate", on_and_on)


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A document of each format with a fact planted in its middle."""
    folder = tmp_path_factory.mktemp("papers")
    return {
        "pdf": papers.plant_pdf(folder),
        "docx": papers.plant_docx(folder),
        "pptx": papers.plant_pptx(folder),
        "xlsx": papers.plant_xlsx(folder),
        "txt": papers.plant_chinese(folder),
    }


@pytest.fixture
def report() -> Callable[[str], Path]:
    """Return one of the quarterly reports, or skip where they are not at hand."""

    def find(name: str) -> Path:
        file = REPORTS / name
        if not file.exists():
            pytest.skip(f"the report {name} is not on this machine")
        return file

    return find
