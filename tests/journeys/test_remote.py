"""A model of a server answers, as a person would have it: added, tried, asked, looked up, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import journal
from desktop.paths import locate
from tests.journeys.conftest import Lectern
from tests.llama_server import serving

pytestmark = pytest.mark.journey

KEY = "sk-journey-0123456789"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server"), context=1024, key=KEY) as url:
        yield url


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the keyring of whoever runs it."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.mark.usefixtures("no_keyring")
def test_server_is_added_asked_and_forgotten(
    lectern: Lectern, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    added = lectern("endpoints", "add", "near", url, "--model", "starter", "--context", "1024", folder=folder)
    assert (added.code, added.out) == (0, f"near: starter at {url}. On this computer.\n")

    refused = lectern("endpoints", "test", "near", folder=folder)
    assert refused.code == 1
    assert "wants a key (401), and none is kept" in refused.err
    homeless = lectern("endpoints", "key", "near", folder=folder, stdin=f"{KEY}\n")
    assert homeless.code == 2
    assert "no keyring" in homeless.err
    assert KEY not in homeless.err

    monkeypatch.setenv("LECTERN_KEY", KEY)
    assert lectern("endpoints", "test", "near", folder=folder).out == "starter@near\n"
    assert "starter@near" in lectern("models", folder=folder).out

    answered = lectern(
        "ask", "What is the capital of France?", "--model", "starter@near", "--json", folder=folder
    ).json()
    assert answered["model"] == "starter@near"
    assert answered["answer"].strip()
    assert answered["usage"]["answer_tokens"] > 0

    assert lectern("ask", "Hello", "--model", "big@nowhere", folder=folder).code == 2
    told = lectern("doctor", folder=folder)
    assert "model starter: " in told.out
    assert url.partition("://")[2].partition("/")[0] in told.out

    connections = journal.read(locate(folder).journal)
    assert {connection.purpose for connection in connections} == {"model"}
    assert any(connection.failed for connection in connections)
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert KEY.encode() not in kept
    assert b"France" not in locate(folder).journal.read_bytes()

    assert lectern("endpoints", "remove", "near", folder=folder).code == 0
    assert lectern("ask", "Hello", "--model", "starter@near", folder=folder).code == 2
