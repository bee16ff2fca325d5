"""Downloads from a hub on the loopback that cuts, stalls, lies, flips a byte and redirects."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from desktop import journal
from desktop.engine.download import Downloads, Fetched, Patience, from_repo
from desktop.engine.pending import HubFile, Wanted
from desktop.errors import (
    Cancelled,
    CannotWrite,
    DownloadDamaged,
    DownloadFailed,
    DownloadRefused,
    LecternError,
    NotEnoughSpace,
    ProcessStopped,
    UsageError,
)
from desktop.worker.cancel import Cancel
from tests.process.hub_server import HubServer, serving

pytestmark = pytest.mark.process

REPO = "owner/some-model-GGUF"
FILE = "model-Q4_K_M.gguf"
CONTENT = b"GGUF" + bytes(range(256)) * 12_000
QUICK = Patience(waits=(0.05,) * 6, silent=3.0)


@pytest.fixture
def hub() -> Iterator[HubServer]:
    with serving({FILE: CONTENT}) as running:
        yield running


@pytest.fixture
def downloads(hub: HubServer, tmp_path: Path) -> Iterator[Downloads]:
    made = Downloads(tmp_path / "models", tmp_path / "logs" / "connections.jsonl", hub.url, QUICK)
    yield made
    made.close()


def wanted(sha256: str = "", repo: str = REPO, file: str = FILE) -> Wanted:
    return from_repo(repo, HubFile(file, 0, sha256))


def fetch(downloads: Downloads, sha256: str = "") -> list[Fetched]:
    return list(downloads.fetch(wanted(sha256), Cancel()))


def paused(downloads: Downloads) -> dict[str, int]:
    return {Path(pending.wanted.files[0].path).name: pending.done for pending in downloads.pending()}


def stored(tmp_path: Path) -> dict[str, bytes]:
    folder = tmp_path / "models"
    visible = [file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(".")]
    return {file.name: file.read_bytes() for file in visible if file.parent.name != ".unfinished"}


def test_file_arrives_whole(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    events = fetch(downloads, hashlib.sha256(CONTENT).hexdigest())
    assert stored(tmp_path) == {FILE: CONTENT}
    assert (events[-1].step, events[-1].done, events[-1].total) == ("done", len(CONTENT), len(CONTENT))
    assert events[-1].path == str(tmp_path / "models" / "owner--some-model-GGUF" / FILE)
    told = journal.read(tmp_path / "logs" / "connections.jsonl")
    assert len(told) == 3, "two times it asked where the file is, then the file itself"
    assert {(line.host, line.purpose, line.what) for line in told} == {
        (host, "download", f"{REPO}/{FILE}") for host in (hub.url, hub.store)
    }
    assert told[0].received == len(CONTENT)
    assert not downloads.pending()


def test_file_that_is_there_is_not_fetched_again(downloads: Downloads, hub: HubServer) -> None:
    fetch(downloads)
    fetch(downloads)
    assert len(hub.ranges) == 1


@pytest.mark.parametrize("fault", ["cut", "stall", "busy", "expired", "long", "other-part"])
def test_lost_connection_is_resumed(downloads: Downloads, hub: HubServer, tmp_path: Path, fault: str) -> None:
    hub.faults = ["cut", fault, fault, ""]
    events = fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}
    assert any(event.step == "waiting" for event in events)
    assert any(span.startswith("bytes=") for span in hub.ranges), "it went on in the middle"


def test_server_that_ignores_ranges(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.faults = ["cut", "ignore-range"]
    fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}


@pytest.mark.parametrize(("fault", "reason"), [("busy", "busy"), ("expired", "expired")])
def test_server_that_stays_so_is_given_up_and_the_bytes_are_kept(
    downloads: Downloads, hub: HubServer, tmp_path: Path, fault: str, reason: str
) -> None:
    hub.faults = ["cut", fault]
    with pytest.raises(DownloadFailed, match=reason) as failed:
        fetch(downloads)
    assert FILE in failed.value.message
    assert paused(downloads) == {FILE: len(CONTENT) // 3}
    hub.faults = [""]
    fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}


def test_short_length_is_made_up_for(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.faults = ["short", ""]
    fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}


def test_hub_that_promises_more_bytes_than_there_are(downloads: Downloads, hub: HubServer) -> None:
    hub.heads = {"X-Linked-Size": str(len(CONTENT) + 1000)}
    with pytest.raises(DownloadFailed):
        fetch(downloads)


def test_hub_that_promises_fewer_bytes(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.heads = {"X-Linked-Size": str(len(CONTENT) - 1000)}
    with pytest.raises(DownloadDamaged):
        fetch(downloads)
    assert stored(tmp_path) == {}


def test_flipped_byte_is_fetched_again(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.faults = ["flip", ""]
    fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}


def test_byte_that_stays_flipped_is_told(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.faults = ["flip"]
    with pytest.raises(DownloadDamaged, match="SHA-256"):
        fetch(downloads)
    assert stored(tmp_path) == {}


def test_file_that_was_changed_since_it_was_reviewed(downloads: Downloads, hub: HubServer) -> None:
    with pytest.raises(DownloadFailed, match="changed at its source"):
        fetch(downloads, "0" * 64)
    assert not hub.ranges, "nothing of it was fetched"


@pytest.mark.usefixtures("patient")
def test_pause_and_resume(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.faults = ["stall"] * 9  # a slow machine may take some of them before it pauses
    cancel = Cancel()
    events = downloads.fetch(wanted(), cancel)
    next(event for event in events if event.done)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)
    hub.faults = []
    kept = paused(downloads)[FILE]
    assert 0 < kept < len(CONTENT)
    events_after = fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}
    assert any(event.step == "checking" for event in events_after)
    assert hub.ranges[-1] == f"bytes={kept}-"


def test_killed_process_loses_nothing_that_came(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.faults = ["stall", ""]
    events = downloads.fetch(wanted(), Cancel())
    next(events)
    assert downloads.pid is not None
    os.kill(downloads.pid, signal.SIGKILL)
    with pytest.raises(ProcessStopped):
        list(events)
    fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}


def test_part_of_another_version_is_not_gone_on_with(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.faults = ["cut", "busy"]
    with pytest.raises(DownloadFailed):
        fetch(downloads)
    hub.faults = [""]
    hub.files[FILE] = b"GGUF" + bytes(reversed(CONTENT[4:]))
    fetch(downloads)
    assert stored(tmp_path) == {FILE: hub.files[FILE]}


def test_discard(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.faults = ["cut", "busy"]
    with pytest.raises(DownloadFailed):
        fetch(downloads)
    downloads.discard(wanted())
    assert stored(tmp_path) == {}
    assert paused(downloads) == {}


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "login"), (403, "allow"), (404, "no such file"), (418, "418"), (451, "legal")]
)
def test_refusals_in_plain_words(downloads: Downloads, hub: HubServer, status: int, reason: str) -> None:
    hub.status = status
    with pytest.raises(DownloadRefused, match=reason) as told:
        fetch(downloads)
    assert len(hub.requests) == 1, "a refusal is not tried again"
    assert "goes on" not in told.value.hint
    assert not paused(downloads), "there is nothing to go on with"


def test_redirects_end(downloads: Downloads, hub: HubServer, tmp_path: Path) -> None:
    hub.redirects = 3
    fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}
    (tmp_path / "models" / "owner--some-model-GGUF" / FILE).unlink()
    hub.redirects = 99
    with pytest.raises(DownloadFailed, match="without end"):
        fetch(downloads)


def test_address_of_the_bytes_is_asked_for_by_the_request_that_takes_them(
    downloads: Downloads, hub: HubServer, tmp_path: Path
) -> None:
    """It is signed for one kind of request: HEAD must not learn what GET then uses."""
    fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}
    assert [(kind, path.partition("?")[2]) for kind, path, _ in hub.requests if path.startswith("/cdn")] == [
        ("GET", "for=GET")
    ]


def test_hub_that_leaves_the_length_to_where_the_bytes_are(
    downloads: Downloads, hub: HubServer, tmp_path: Path
) -> None:
    hub.heads = {"X-Linked-Size": "", "X-Linked-ETag": ""}
    events = fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}
    assert events[-1].total == len(CONTENT)


def test_repository_that_was_renamed(downloads: Downloads, hub: HubServer) -> None:
    hub.renamed = "owner/earlier-name"
    assert [file.path for file in downloads.browse("owner/earlier-name", Cancel())] == [FILE]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:1", "http://[bad"])
def test_redirect_to_what_is_not_the_web(downloads: Downloads, hub: HubServer, target: str) -> None:
    hub.heads = {"Location": target}
    with pytest.raises(DownloadFailed, match=r"not safe|address that is none"):
        fetch(downloads)


def test_no_space(downloads: Downloads, hub: HubServer) -> None:
    hub.heads = {"X-Linked-Size": str(1 << 59)}
    with pytest.raises(NotEnoughSpace, match="GB"):
        fetch(downloads)
    assert not hub.ranges


def test_folder_that_cannot_be_written(hub: HubServer, tmp_path: Path) -> None:
    downloads = Downloads(tmp_path / "models", endpoint=hub.url, patience=QUICK)
    (tmp_path / "models" / "owner--some-model-GGUF" / f"{FILE}.part").mkdir(parents=True)
    with pytest.raises(CannotWrite):
        fetch(downloads)
    downloads.close()


def test_server_that_is_not_there(tmp_path: Path) -> None:
    downloads = Downloads(tmp_path, endpoint="http://127.0.0.1:9", patience=QUICK)
    with pytest.raises(DownloadFailed, match="cannot be reached"):
        fetch(downloads)
    with pytest.raises(DownloadFailed, match="cannot be reached"):
        downloads.browse(REPO, Cancel())
    downloads.close()


@pytest.mark.parametrize(
    ("repo", "file"),
    [("no-owner", "a.gguf"), ("../x", "a.gguf"), (REPO, "../a.gguf"), (REPO, "/etc/x"), (REPO, "a\\b"), (REPO, "a//b")],
)
def test_names_that_lead_elsewhere(downloads: Downloads, hub: HubServer, repo: str, file: str) -> None:
    with pytest.raises(UsageError):
        list(downloads.fetch(wanted(repo=repo, file=file), Cancel()))
    assert not hub.requests


def test_endpoint_from_the_environment(hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"{hub.url}/")
    downloads = Downloads(tmp_path / "models", patience=QUICK)
    fetch(downloads)
    downloads.close()
    assert stored(tmp_path) == {FILE: CONTENT}
    monkeypatch.setenv("HF_ENDPOINT", "not an address")
    lost = Downloads(tmp_path / "models", patience=QUICK)
    with pytest.raises(LecternError, match="is none"):
        fetch(lost)
    lost.close()


def test_proxy_from_the_environment(hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    downloads = Downloads(tmp_path / "models", endpoint="http://hub.invalid", patience=QUICK)
    with pytest.raises(DownloadFailed, match=r"proxy http://127\.0\.0\.1:9 cannot be reached"):
        fetch(downloads)
    downloads.close()
    assert not hub.requests


@pytest.mark.parametrize("proxy", ["socks5://user:secret@127.0.0.1:9", "socks4://127.0.0.1:9", "wpad://x"])
def test_proxy_of_no_use_is_told_and_never_gone_around(
    downloads: Downloads, hub: HubServer, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    if find_spec("socksio") and proxy.startswith("socks5"):
        pytest.skip("a package for it is there")
    for _ in range(2):
        with pytest.raises(DownloadFailed, match="is no HTTP proxy") as told:
            fetch(downloads)
        assert "secret" not in str(told.value)
    assert not hub.requests


def test_proxy_of_no_use_beside_one_that_is_used(
    downloads: Downloads, hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", "socks4://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    fetch(downloads)
    assert stored(tmp_path) == {FILE: CONTENT}


def test_certificates_that_are_not_there(downloads: Downloads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent/ca.pem")
    with pytest.raises(DownloadFailed, match="SSL_CERT_FILE"):
        fetch(downloads)


def test_split_model_comes_in_all_its_parts(tmp_path: Path) -> None:
    files = {f"big-0000{n}-of-00003.gguf": b"GGUF" + bytes([n]) * 5000 for n in (1, 2, 3)}
    with serving(files) as hub:
        downloads = Downloads(tmp_path / "models", endpoint=hub.url, patience=QUICK)
        events = list(downloads.fetch(wanted(file="big-00001-of-00003.gguf"), Cancel()))
        listed = downloads.browse(REPO, Cancel())
        downloads.close()
    assert stored(tmp_path) == files
    assert events[-1].path.endswith("big-00001-of-00003.gguf")
    assert (events[-1].done, events[-1].total) == (3 * 5004, 3 * 5004)
    assert [(file.path, file.size) for file in listed] == [("big-00001-of-00003.gguf", 3 * 5004)]


def test_browse_shows_models_only(tmp_path: Path) -> None:
    with serving({"b.gguf": b"x" * 9, "a.gguf": b"x" * 5, "mmproj-f16.gguf": b"x", "README.md": b"x"}) as hub:
        downloads = Downloads(tmp_path, endpoint=hub.url, patience=QUICK)
        listed = downloads.browse(REPO, Cancel())
        downloads.close()
    assert [(file.path, file.size) for file in listed] == [("a.gguf", 5), ("b.gguf", 9)]
    assert listed[0].sha256 == hashlib.sha256(b"x" * 5).hexdigest()


def test_model_that_sees_comes_with_its_projector_and_takes_nobodys_place(tmp_path: Path) -> None:
    for owner in ("one", "two"):
        with serving({"m-Q4_K_M.gguf": owner.encode() * 900, "mmproj-F16.gguf": owner.encode() * 30}) as hub:
            downloads = Downloads(tmp_path / "models", endpoint=hub.url, patience=QUICK)
            (listed,) = downloads.browse(f"{owner}/m-GGUF", Cancel())
            events = list(downloads.fetch(from_repo(f"{owner}/m-GGUF", listed), Cancel()))
            downloads.close()
        assert (events[-1].done, events[-1].total, listed.whole_size) == (2790, 2790, 2790)
    found = {str(file.relative_to(tmp_path / "models")): file.read_bytes()[:3] for file in tmp_path.rglob("m*.gguf")}
    assert found == {
        f"{owner}--m-GGUF/{name}": owner.encode()
        for owner in ("one", "two")
        for name in ("m-Q4_K_M.gguf", "mmproj-F16.gguf")
    }


def test_model_comes_also_where_its_projector_is_gone(tmp_path: Path) -> None:
    with serving({"m-Q4_K_M.gguf": CONTENT}) as hub:
        downloads = Downloads(tmp_path / "models", endpoint=hub.url, patience=QUICK)
        listed = HubFile("m-Q4_K_M.gguf", projector=HubFile("mmproj-F16.gguf", 30))
        events = list(downloads.fetch(from_repo(REPO, listed), Cancel()))
        pending = downloads.pending()
        downloads.close()
    assert (events[-1].step, events[-1].without, events[-1].done) == ("done", "mmproj-F16.gguf", len(CONTENT))
    assert stored(tmp_path) == {"m-Q4_K_M.gguf": CONTENT}
    assert pending == ()


EMBEDDER = {
    "1_Pooling/config.json": b'{"pooling_mode_mean_tokens": true}',
    "config.json": b'{"vocab_size": 250037}',
    "modules.json": b"[]",
    "model.safetensors": b"w" * 20_000,
    "tokenizer.json": b"{}" * 900,
    "pytorch_model.bin": b"pickle",
    "modeling_custom.py": b"import os",
    "onnx/model.onnx": b"x",
    "README.md": b"x",
}
SAFE = {"1_Pooling/config.json", "config.json", "modules.json", "model.safetensors", "tokenizer.json"}


def test_embedding_model_comes_as_a_set_in_a_folder_of_its_own_without_code(tmp_path: Path) -> None:
    asked = Wanted("Some embedder", "embedding", "owner/some-embedder")
    with serving(EMBEDDER) as hub:
        downloads = Downloads(tmp_path / "models", endpoint=hub.url, patience=QUICK)
        hub.faults = ["", "", "", "", "cut", "busy"]
        with pytest.raises(DownloadFailed, match="busy"):
            list(downloads.fetch(asked, Cancel()))
        place = downloads.place(asked)
        assert not place.exists(), "a folder that is not complete is never seen"
        (waiting,) = downloads.pending()
        assert waiting.wanted.name == "Some embedder"
        assert 0 < waiting.done < waiting.wanted.size
        hub.faults = [""]
        events = list(downloads.fetch(waiting.wanted, Cancel()))
        downloads.close()
    found = {str(file.relative_to(place)): file.read_bytes() for file in place.rglob("*") if file.is_file()}
    assert found == {name: EMBEDDER[name] for name in SAFE}
    assert events[-1].path == str(place)
    assert [event.done for event in events] == sorted(event.done for event in events), "it never jumps back"
    assert not downloads.pending()


def test_embedding_model_that_is_only_a_pickle_is_refused(tmp_path: Path) -> None:
    with serving({"config.json": b"{}", "pytorch_model.bin": b"pickle"}) as hub:
        downloads = Downloads(tmp_path / "models", endpoint=hub.url, patience=QUICK)
        with pytest.raises(DownloadFailed, match="safe format"):
            list(downloads.fetch(Wanted("E", "embedding", REPO), Cancel()))
        downloads.close()
