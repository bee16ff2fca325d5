"""Models that other programs keep on this computer: used where they lie, never copied or changed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

#: A layer of an Ollama manifest that is the model itself.
_OLLAMA_MODEL = "application/vnd.ollama.image.model"
#: One with which the model sees pictures.
_OLLAMA_PROJECTOR = "application/vnd.ollama.image.projector"
_OLLAMA_REGISTRY = ("registry.ollama.ai", "library")
_DIGEST = re.compile(r"sha256[:-][0-9a-f]{64}")
#: Where these programs write down another folder for their models that their user chose.
_MOVED_LM_STUDIO = re.compile(r'"downloadsFolder"\s*:\s*("(?:[^"\\]|\\.)*")')
_MOVED_GPT4ALL = re.compile(r"^modelPath=(.+)$", re.MULTILINE)
_LONGEST_SETTINGS = 1 << 18
_LONGEST_MANIFEST = 1 << 20
_MOST_MANIFESTS = 2_000


class Folder(msgspec.Struct, frozen=True):
    """Where a program keeps its models.

    Attributes:
        program: its name for people.
        path: an existing folder with .gguf files somewhere below.
    """

    program: str
    path: Path


class Blob(msgspec.Struct, frozen=True):
    """A model that is stored under its hash.

    Attributes:
        program: the one that keeps it.
        name: what that program shows for it.
        projector: with which it sees pictures; stored under its hash too.
    """

    program: str
    name: str
    path: Path
    projector: Path | None = None


def folders(home: Path | None = None, environment: Mapping[str, str] | None = None) -> tuple[Folder, ...]:
    """Return the folders of LM Studio, Jan, GPT4All, llama.cpp and the hub cache that exist here."""
    base, given = _base(home), os.environ if environment is None else environment
    data, roaming = _data_folders(base, given)
    hub = given.get("HF_HUB_CACHE") or (f"{given['HF_HOME']}/hub" if given.get("HF_HOME") else "")
    wanted = [
        ("LM Studio", base / ".lmstudio" / "models"),
        ("LM Studio", base / ".cache" / "lm-studio" / "models"),
        ("LM Studio", _pointed(base / ".lmstudio-home-pointer") / "models"),
        ("LM Studio", _said(base / ".lmstudio" / "settings.json", _MOVED_LM_STUDIO)),
        ("Jan", roaming / "Jan" / "data"),
        ("Jan", data / "Jan" / "data"),
        ("Jan", base / "jan" / "models"),
        ("GPT4All", data / "nomic.ai" / "GPT4All"),
        ("GPT4All", _said(roaming / "nomic.ai" / "GPT4All.ini", _MOVED_GPT4ALL)),
        ("Hugging Face", Path(hub) if hub else base / ".cache" / "huggingface" / "hub"),
        ("llama.cpp", Path(given.get("LLAMA_CACHE") or base / ".cache" / "llama.cpp")),
    ]
    seen: set[Path] = set()
    found: list[Folder] = []
    for program, path in wanted:
        if path not in seen and path.is_absolute() and path.is_dir():
            seen.add(path)
            found.append(Folder(program, path))
    return tuple(found)


def blobs(home: Path | None = None, environment: Mapping[str, str] | None = None) -> tuple[Blob, ...]:
    """Return the models of Ollama, read from its manifests; a manifest that cannot be read is passed over."""
    base, given = _base(home), os.environ if environment is None else environment
    roots = [base / ".ollama" / "models", Path("/usr/share/ollama/.ollama/models")]
    if given.get("OLLAMA_MODELS"):
        roots.insert(0, Path(given["OLLAMA_MODELS"]))
    found: dict[str, Blob] = {}
    for root in roots:
        for manifest in _manifests(root / "manifests"):
            layers = dict(_layers(root, manifest))
            if path := layers.get(_OLLAMA_MODEL):
                name = _shown(manifest.relative_to(root / "manifests"))
                found.setdefault(name, Blob("Ollama", name, path, layers.get(_OLLAMA_PROJECTOR)))
    return tuple(found.values())


def _base(home: Path | None) -> Path:
    try:
        return home or Path.home()
    except RuntimeError:  # no home folder is known
        return Path("/nonexistent")


def _data_folders(base: Path, given: Mapping[str, str]) -> tuple[Path, Path]:
    """Return where programs keep data and settings on this system."""
    if sys.platform == "darwin":
        return (base / "Library" / "Application Support",) * 2
    if sys.platform == "win32":
        local = Path(given.get("LOCALAPPDATA") or base / "AppData" / "Local")
        return local, Path(given.get("APPDATA") or base / "AppData" / "Roaming")
    data = Path(given.get("XDG_DATA_HOME") or base / ".local" / "share")
    return data, Path(given.get("XDG_CONFIG_HOME") or base / ".config")


def _pointed(file: Path) -> Path:
    """Return the folder that a pointer file of LM Studio names; a relative path where there is none."""
    try:
        return Path(file.read_text("utf-8")[:4096].strip()) if file.is_file() else Path()
    except (OSError, UnicodeDecodeError, ValueError):
        return Path()


def _said(file: Path, words: re.Pattern[str]) -> Path:
    """Return the folder that the settings of a program name; a relative path where they name none."""
    try:
        with file.open(encoding="utf-8") as text:
            found = words.search(text.read(_LONGEST_SETTINGS))
        if found is None:
            return Path()
        said = found[1].strip()
        return Path(msgspec.json.decode(said, type=str) if said.startswith('"') else said)
    except (OSError, UnicodeDecodeError, ValueError, msgspec.DecodeError):
        return Path()


def _manifests(folder: Path) -> Iterator[Path]:
    count = 0
    for place, inner, names in os.walk(folder, followlinks=False):
        inner.sort()
        for name in sorted(names):
            count += 1
            if count > _MOST_MANIFESTS:
                return
            yield Path(place, name)


def _layers(root: Path, manifest: Path) -> Iterator[tuple[str, Path]]:
    """Yield the kinds of what a manifest names, and their files."""
    try:
        if manifest.stat().st_size > _LONGEST_MANIFEST or not manifest.is_file():
            return
        content: Any = msgspec.json.decode(manifest.read_bytes())
    except (OSError, msgspec.DecodeError):
        return
    layers = content.get("layers") if isinstance(content, dict) else None
    for layer in layers if isinstance(layers, list) else []:
        if isinstance(layer, dict):
            digest = str(layer.get("digest", ""))
            path = root / "blobs" / digest.replace(":", "-")
            if _DIGEST.fullmatch(digest) and path.is_file():
                yield str(layer.get("mediaType", "")), path


def _shown(manifest: Path) -> str:
    """Return "llama3.2:3b" for registry.ollama.ai/library/llama3.2/3b, and the owner too for others' models."""
    *owner, name, tag = manifest.parts if len(manifest.parts) > 1 else (manifest.name, "latest")
    shown = [part for part in owner if part not in _OLLAMA_REGISTRY]
    return "/".join((*shown, name)) + (f":{tag}" if tag != "latest" else "")
