"""Models on the command line: a download from a hub on the loopback that is lost, gone on with, used and removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.engine.catalog import starter_model
from tests.journeys.conftest import Lectern
from tests.process.hub_server import HubServer, serving

pytestmark = pytest.mark.journey

REPO = "owner/tiny-GGUF"
FILE = "tiny-Q4_K_M.gguf"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with serving({FILE: Path(starter_model().path).read_bytes(), "tiny-Q8_0.gguf": b"GGUF"}) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


def test_a_model_is_downloaded_in_two_goes_listed_used_and_removed(
    lectern: Lectern, hub: HubServer, tmp_path: Path
) -> None:
    def run(*arguments: str) -> dict[str, object]:
        done = lectern("models", *arguments, "--json", folder=tmp_path)
        assert done.code == 0, done.err
        return done.json()

    stopped = lectern("models", "download", f"{REPO}:nothing.gguf", folder=tmp_path)
    assert stopped.code == 2
    assert FILE in stopped.err, "it says what there is"
    hub.faults = ["cut", ""]
    fetched = run("download", REPO)
    assert Path(str(fetched["path"])).read_bytes() == Path(starter_model().path).read_bytes()
    assert hub.ranges[-1].startswith("bytes="), "it went on in the middle"
    listed = run("list")["models"]
    assert isinstance(listed, list)
    assert [model["name"] for model in listed if model["path"] == fetched["path"]] == ["tiny"]
    answer = lectern("ask", "Hello", "--model", "tiny", "--json", folder=tmp_path)
    assert answer.code == 0, answer.err
    assert run("remove", "tiny") == {"removed": "tiny"}
    assert not Path(str(fetched["path"])).exists()
    log = (tmp_path / "logs" / "connections.jsonl").read_text()
    assert FILE in log
    assert hub.url.removeprefix("http://") in log


def test_what_can_be_downloaded_is_listed_without_a_connection(lectern: Lectern, tmp_path: Path) -> None:
    listed = lectern("models", "download", "--json", folder=tmp_path).json()["models"]
    assert {"chat", "embedding"} == {offer["kind"] for offer in listed}
    assert not (tmp_path / "logs" / "connections.jsonl").exists()
