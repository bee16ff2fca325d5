"""Where settings, conversations, libraries, models and logs live on this computer."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import platformdirs

from desktop.errors import CannotWrite


class Paths(msgspec.Struct, frozen=True):
    """The places below one data folder.

    Attributes:
        data: the folder that holds everything of ours; made with mode 0700.
    """

    data: Path

    @property
    def settings(self) -> Path:
        """The settings file (JSON)."""
        return self.data / "settings.json"

    @property
    def conversations(self) -> Path:
        """The SQLite file of conversations."""
        return self.data / "conversations.sqlite"

    @property
    def library(self) -> Path:
        """The folder of library.sqlite and of the vector index built from it."""
        return self.data / "library"

    @property
    def models(self) -> Path:
        """The folder of models that the user downloaded or added."""
        return self.data / "models"

    @property
    def embedders(self) -> Path:
        """The folder of embedding models that the user downloaded or added: a folder, or a GGUF file, each."""
        return self.data / "embedders"

    @property
    def engine(self) -> Path:
        """What was found out about models on this computer: what fits, what is quickest (JSON)."""
        return self.data / "engine.json"

    @property
    def deck(self) -> Path:
        """The deck that is worked on (JSON)."""
        return self.data / "deck.json"

    @property
    def logs(self) -> Path:
        """The folder of logs: ids, sizes and timings only, never text of the user."""
        return self.data / "logs"

    @property
    def journal(self) -> Path:
        """The journal of what left this computer (`desktop.journal`)."""
        return self.logs / "connections.jsonl"


def locate(data: Path | None = None) -> Paths:
    """Return the places below `data`, else below LECTERN_DATA, else below the platform's data folder.

    The folder is made with mode 0700, or tightened to it, because it holds what the user said and read.

    Raises:
        CannotWrite: the folder cannot be made.
    """
    folder = data or Path(os.environ.get("LECTERN_DATA") or platformdirs.user_data_dir("lectern", appauthor=False))
    folder = Path(os.path.expanduser(folder)).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.stat().st_mode & 0o077 and os.name == "posix":
            folder.chmod(0o700)
    except OSError as error:
        raise CannotWrite(file=str(folder)[:200], reason=error.strerror or str(error)) from error
    return Paths(folder)


def assets() -> Path:
    """Return the folder of icons, fonts, themes, translations and samples that ship with Lectern."""
    installed = Path(__file__).resolve().parent / "assets"
    return installed if installed.is_dir() else Path(__file__).resolve().parent.parent / "assets"
