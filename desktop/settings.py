"""What the user chose, as one frozen value kept in one JSON file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from desktop.domain.adapter import AdapterUse
from desktop.domain.endpoint import Endpoint
from desktop.domain.thought import Example

#: Tries of one question at most: the gain flattens after some ten, the time does not.
MOST_SAMPLES = 20


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """All choices; every field has a default, so a missing or older file still loads.

    Attributes:
        model: path of the .gguf file to use, or MODEL@SERVER; empty means the starter model.
        context: tokens of context to ask for; 0 means the model's own length, capped by memory.
        threads: CPU threads of the engine; 0 means measured or physical cores.
        batch: tokens that the engine reads in one step; 0 means as measured.
        gpu_layers: layers on the graphics card; -1 means as many as fit.
        drafts: path of a small model that may guess for a large one, by the path of that.
        flash, cache: flash attention, and how the model keeps what it has read; "auto" means as measured.
        think: whether to think before answering.
        think_budget: most tokens of thought; 0 means no limit but the context.
        think_samples: how often a question that is thought about is tried, for the answer that most tries come to.
        think_examples: thoughts shown to models that do not think by themselves; None means ours.
        precision: how search vectors are computed; empty means as measured once on this machine.
        reranker: folder of a cross-encoder that orders what a search found first anew; empty means none.
        text_scale: percent, 100 to 200.
        hub: address of a mirror to download models from; empty means HF_ENDPOINT, else the public hub.
        model_folders: folders, and single .gguf files, where models are looked for besides our own folder.
        library, adapters: what the last conversation asked from and was changed by; the next one begins with them.
        endpoints: servers that may answer in place of this computer; their keys are in the keyring.
        read_pictures: whether words are read from scans and pictures.
    """

    theme: Literal["system", "light", "dark"] = "system"
    language: str = ""
    text_scale: int = 100
    contrast: bool = False
    reduced_motion: bool = False
    serif: bool = True
    show_speed: bool = True
    model: str = ""
    context: int = 0
    threads: int = 0
    batch: int = 0
    gpu_layers: int = -1
    drafts: dict[str, str] = {}
    flash: Literal["auto", "on", "off"] = "auto"
    cache: Literal["auto", "f16", "q8_0"] = "auto"
    think: Literal["off", "auto", "on"] = "off"
    think_budget: int = 1024
    think_samples: int = 1
    think_examples: tuple[Example, ...] | None = None
    temperature: float = 0.7
    system_prompt: str = ""
    library: str = ""
    adapters: tuple[AdapterUse, ...] = ()
    read_pictures: bool = True
    precision: Literal["", "fp32", "bf16", "int8"] = ""
    reranker: str = ""
    deck_theme: str = "ledger"
    author: str = ""
    model_folders: tuple[str, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    hub: str = ""
    window_geometry: str = ""
    sidebar_rail: bool = False


def load(file: Path) -> tuple[Settings, str]:
    """Read the settings; a damaged file is kept beside as ``.damaged`` and defaults are used.

    Returns:
        The settings, and a sentence to show when the file could not be used (else empty).
    """
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Settings(), f"The settings file cannot be read ({reason}), so defaults are used."
    try:
        return msgspec.json.decode(raw, type=Settings), ""
    except (msgspec.DecodeError, UnicodeDecodeError):
        kept = file.with_suffix(".damaged")
        with contextlib.suppress(OSError):
            file.replace(kept)
        return (
            Settings(),
            f"The settings file was damaged, so defaults are used. The old file is kept as “{kept.name}”.",
        )


def save(file: Path, settings: Settings) -> None:
    """Write the settings so that a crash leaves either the old or the new file.

    Raises:
        OSError: the folder is not writable or the disk is full.
    """
    write_atomically(file, msgspec.json.format(msgspec.json.encode(settings), indent=1))


def write_atomically(file: Path, content: bytes) -> None:
    """Write `content` to a temporary file beside `file`, sync it, and rename it into place.

    Raises:
        OSError: as the operating system says; the old file is untouched and no temporary file is left.
    """
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:80]}.")
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
