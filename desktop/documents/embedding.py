"""Hold the embedder that a library process uses: found at once, loaded when vectors are first needed."""

from __future__ import annotations

import hashlib
import platform
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.chunk import estimate_tokens
from desktop.documents.embed import Embedder, Precision, TokenCounter
from desktop.documents.embedder_files import EmbedderFiles, examine, starter_folder
from desktop.errors import FileMissing, LecternError, NotAModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.documents.store import Store
    from desktop.worker.cancel import Cancel


class Embedding:
    """Knows which embedder is used and loads it once; knows nothing of what is embedded. Thread-safe."""

    def __init__(self, store: Store, folder: str = "") -> None:
        """Find the model's files.

        Args:
            folder: the chosen model; empty means the starter model, without which words alone are searched.

        Raises:
            FileMissing, NotAModel: the chosen model cannot be used.
        """
        self._store = store
        self._lock = threading.Lock()
        self._model: Embedder | None = None
        self._thread: threading.Thread | None = None
        self._fault: LecternError | None = None
        self._files = self._find(folder)
        self._counter = TokenCounter(self._files) if self._files else None

    @staticmethod
    def _find(folder: str) -> EmbedderFiles | None:
        if folder:
            return examine(Path(folder))
        try:
            return examine(starter_folder())
        except FileMissing:
            return None

    @property
    def files(self) -> EmbedderFiles | None:
        """The model's files; None where there is no embedder."""
        return self._files

    @property
    def key(self) -> str:
        """Names the embedder whose vectors are searched; empty where there is none."""
        return self._files.key if self._files else ""

    @property
    def count_tokens(self) -> Callable[[str], int]:
        """Counts tokens of a text as the embedder sees it."""
        return self._counter or estimate_tokens

    def get(self, cancel: Cancel | None = None) -> Embedder | None:
        """Return the model, loading it (some seconds) the first time; None where there is none.

        Raises:
            NotAModel: its files were refused on loading.
            Cancelled: `cancel` was cancelled; the loading goes on for whoever asks next.
        """
        if self._files is None:
            return None
        while self._model is None:
            if self._fault is not None:
                raise self._fault
            thread = self.warm()
            while thread is not None and thread.is_alive():
                thread.join(0.1)
                if cancel is not None:
                    cancel.check()
        return self._model

    def warm(self) -> threading.Thread | None:
        """Begin to load the model; return the thread that does, or None when there is nothing to load."""
        with self._lock:
            if self._files is None or self._model is not None or self._fault is not None:
                return None
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, args=(self._files,), name="embedder", daemon=True)
                self._thread.start()
            return self._thread

    def _work(self, files: EmbedderFiles) -> None:
        with self._store.leaving():
            try:
                self._model = self._load(files)
            except LecternError as error:
                self._fault = error  # told to everyone who needs the model
            except Exception as error:
                self._fault = NotAModel(file=Path(files.folder).name, reason=str(error)[:200])

    def _load(self, files: EmbedderFiles) -> Embedder:
        """Load with the precision that was measured on this machine, or measure it now."""
        place = f"precision {_machine()} {files.key}"
        chosen = self._store.setting(place)
        known: Precision | None = "bf16" if chosen == "bf16" else "fp32" if chosen == "fp32" else None
        try:
            model = Embedder(files, known)
        except ImportError as error:
            raise NotAModel(file=Path(files.folder).name, reason=f"{error.name or 'a library'} is missing") from error
        if known is None:
            self._store.remember(place, model.precision)
        return model


def _machine() -> str:
    """Name the processor: what was measured on one says nothing of another."""
    words = platform.processor() + platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = {line for line in cpuinfo.read_text().splitlines() if line.startswith(("model name", "flags"))}
        words += "".join(sorted(lines))
    return hashlib.sha256(words.encode()).hexdigest()[:16]
