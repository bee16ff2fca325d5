"""What the tests of real children share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiny_gguf


@pytest.fixture(scope="session")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF embedder of random weights, for what needs vectors but no meaning.

    Its process is up in a second, where importing torch and loading the starter model takes ten.
    """
    file = tmp_path_factory.mktemp("embedder") / "tiny.gguf"
    return tiny_gguf.llama(file, width=96, layers=1, heads=1, heads_kv=1)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give children minutes to stop or to leave by themselves, so that one that is killed has not heeded at all.

    Its two seconds are for a person who waits; a child on a busy machine may need more.
    """
    for module in ("host", "life"):
        monkeypatch.setattr(f"desktop.worker.{module}.GRACE", 200.0)
