"""Models that other programs keep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.engine import catalog, elsewhere
from tests.projector_files import projector
from tests.unit.engine.gguf_files import gguf, write

DIGEST = "sha256-" + "ab" * 32


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    for folder in (
        ".lmstudio/models/org/repo",
        ".config/Jan/data/llamacpp/models/qwen",
        ".local/share/nomic.ai/GPT4All",
        ".cache/huggingface/hub/models--a--b/blobs",
        ".cache/huggingface/hub/models--a--b/snapshots/123",
        ".cache/llama.cpp",
        ".ollama/models/blobs",
        ".ollama/models/manifests/registry.ollama.ai/library/llama3.2",
        ".ollama/models/manifests/hf.co/owner/model-GGUF",
    ):
        (home / folder).mkdir(parents=True)
    for name in ("HF_HOME", "HF_HUB_CACHE", "OLLAMA_MODELS", "LLAMA_CACHE", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: home)
    return home


def manifest(digest: str) -> str:
    layers = [
        {"mediaType": "application/vnd.ollama.image.model", "digest": digest, "size": 1},
        {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:" + "0" * 64},
    ]
    return json.dumps({"schemaVersion": 2, "layers": layers})


def test_each_program_is_found(home: Path) -> None:
    write(home / ".lmstudio/models/org/repo", "Studio-4B-Q4_K_M.gguf", gguf() + b"\0" * 1)
    write(home / ".config/Jan/data/llamacpp/models/qwen", "model.gguf", gguf() + b"\0" * 2)
    write(home / ".local/share/nomic.ai/GPT4All", "All-Q4_0.gguf", gguf() + b"\0" * 3)
    blob = write(home / ".cache/huggingface/hub/models--a--b/blobs", "ff00", gguf() + b"\0" * 4)
    (home / ".cache/huggingface/hub/models--a--b/snapshots/123/Hub-7B-Q8_0.gguf").symlink_to(blob)
    write(home / ".cache/llama.cpp", "Cpp-1B.gguf", gguf() + b"\0" * 5)
    write(home / ".ollama/models/blobs", DIGEST, gguf() + b"\0" * 6)
    named = home / ".ollama/models/manifests/registry.ollama.ai/library/llama3.2/3b"
    named.write_text(manifest(DIGEST.replace("-", ":")))
    shown = {info.name: info.origin for info in catalog.installed(home / "none") if not info.starter}
    assert shown == {
        "Studio-4B": "LM Studio",
        "Tiny Test": "Jan",
        "All": "GPT4All",
        "Hub-7B": "Hugging Face",
        "Cpp-1B": "llama.cpp",
        "llama3.2:3b": "Ollama",
    }
    assert catalog.find("llama3.2:3b", home / "none").path.endswith(DIGEST)
    assert [info.name for info in catalog.installed(home / "none", others=False)] == ["SmolLM2-135M-Instruct"]


def test_one_file_under_two_names_is_one_model(home: Path) -> None:
    file = write(home / ".lmstudio/models/org/repo", "Studio-4B-Q4_K_M.gguf")
    models = home / "ours"
    models.mkdir()
    (models / "linked.gguf").symlink_to(file)
    assert [info.name for info in catalog.installed(models)][1:] == ["linked"]


def test_each_name_that_ollama_has_for_one_file_finds_it(home: Path) -> None:
    write(home / ".ollama/models/blobs", DIGEST, gguf())
    folder = home / ".ollama/models/manifests/registry.ollama.ai/library/llama3.2"
    for name in ("3b", "latest", "mine"):
        (folder / name).write_text(manifest(DIGEST.replace("-", ":")))
    none = home / "none"
    assert len(catalog.installed(none)) == 2, "the starter, and it once"
    for name in ("llama3.2:3b", "llama3.2", "llama3.2:latest", "LLAMA3.2:mine"):
        assert catalog.find(name, none).path.endswith(DIGEST)


def test_names_of_ollama() -> None:
    assert elsewhere._shown(Path("registry.ollama.ai/library/qwen3/latest")) == "qwen3"
    assert elsewhere._shown(Path("registry.ollama.ai/someone/qwen3/4b")) == "someone/qwen3:4b"
    assert elsewhere._shown(Path("hf.co/owner/model-GGUF/Q4_K_M")) == "hf.co/owner/model-GGUF:Q4_K_M"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"layers": 7}',
        '{"layers": [7, {"mediaType": []}]}',
        manifest("sha256:../../../etc/passwd"),
        manifest("sha256:" + "cd" * 32),
    ],
)
def test_odd_manifest_is_passed_over(home: Path, content: str) -> None:
    (home / ".ollama/models/manifests/registry.ollama.ai/library/llama3.2/3b").write_text(content)
    (home / ".ollama/models/manifests/registry.ollama.ai/library/llama3.2/bytes").write_bytes(b"\xff\xfe")
    assert elsewhere.blobs() == ()


def test_places_that_were_chosen(home: Path, tmp_path: Path) -> None:
    hub, cache = tmp_path / "hub", tmp_path / "cache"
    hub.mkdir()
    cache.mkdir()
    (home / ".lmstudio-home-pointer").write_text(f"{tmp_path / 'studio'}\n")
    (tmp_path / "studio" / "models").mkdir(parents=True)
    found = elsewhere.folders(environment={"HF_HUB_CACHE": str(hub), "LLAMA_CACHE": str(cache)})
    paths = {folder.path for folder in found}
    assert {hub, cache, tmp_path / "studio" / "models"} <= paths
    assert home / ".cache/huggingface/hub" not in paths


def test_folders_that_were_moved_in_the_settings_of_a_program(home: Path, tmp_path: Path) -> None:
    far, other = tmp_path / "far 模型", tmp_path / "other"
    for folder in (far, other):
        folder.mkdir()
    write(far, "Far-4B.gguf")
    write(other, "Other-4B.gguf", gguf() + b"\0")
    settings = home / ".lmstudio" / "settings.json"
    settings.write_text(json.dumps({"language": "en", "downloadsFolder": str(far)}), "utf-8")
    ini = home / ".config" / "nomic.ai" / "GPT4All.ini"
    ini.parent.mkdir(parents=True)
    ini.write_text(f"[General]\nthreadCount=4\nmodelPath={other}/\n", "utf-8")
    shown = {info.name: info.origin for info in catalog.installed(home / "none") if not info.starter}
    assert shown == {"Far-4B": "LM Studio", "Other-4B": "GPT4All"}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff\xfe", b'{"downloadsFolder": 7}', b'{"downloadsFolder": "a\\u0000b"}']
)
def test_odd_settings_of_a_program_are_passed_over(home: Path, content: bytes) -> None:
    (home / ".lmstudio" / "settings.json").write_bytes(content)
    (home / ".config" / "nomic.ai").mkdir(parents=True)
    (home / ".config" / "nomic.ai" / "GPT4All.ini").write_bytes(content.replace(b"downloadsFolder", b"modelPath=\n"))
    assert catalog.installed(home / "none") == (catalog.starter_model(),)


def test_nothing_there(tmp_path: Path) -> None:
    assert elsewhere.folders(tmp_path / "nobody", {}) == ()
    assert elsewhere.blobs(tmp_path / "nobody", {}) == ()


def test_a_model_of_ollama_that_sees_has_its_projector(home: Path) -> None:
    blobs = home / ".ollama/models/blobs"
    model = write(blobs, DIGEST, gguf())
    eye = projector(blobs / ("sha256-" + "cd" * 32), out=32)
    named = home / ".ollama/models/manifests/registry.ollama.ai/library/llama3.2/3b"
    layers = json.loads(manifest(DIGEST.replace("-", ":")))
    layers["layers"].append(
        {"mediaType": "application/vnd.ollama.image.projector", "digest": eye.name.replace("-", ":")}
    )
    named.write_text(json.dumps(layers))
    [found] = [info for info in catalog.installed(home / "none") if not info.starter]
    assert (found.name, found.projector, found.sees) == ("llama3.2:3b", str(eye), True)
    assert catalog.find(str(model), home / "none") == found
