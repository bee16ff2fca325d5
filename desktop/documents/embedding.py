"""Hold one embedder of the library process: found at once, loaded when vectors are first needed."""

from __future__ import annotations

import functools
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.chunk import estimate_tokens
from desktop.documents.embed_gguf import GgufEmbedder
from desktop.documents.exported import FORM
from desktop.documents.exporting import Exporting
from desktop.documents.permanent import keep_loaded
from desktop.documents.precision import PRECISIONS, Precision, machine, quickest
from desktop.documents.tokens import TokenCounter
from desktop.errors import LecternError, NotAModel

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from desktop.documents.embed import Model
    from desktop.documents.embed_torch import TorchEmbedder
    from desktop.documents.embedder_files import EmbedderFiles
    from desktop.documents.store import Store
    from desktop.worker.cancel import Cancel

#: Questions whose vectors are kept.
QUESTIONS = 64


class Embedding:
    """Knows one embedder and loads it once; knows nothing of what is embedded. Thread-safe."""

    def __init__(self, store: Store, files: EmbedderFiles | None, precision: str = "") -> None:
        """Prepare.

        Args:
            files: the model, examined; None: there is none, so words alone are searched.
            precision: how the user wants it computed; empty: as measured on this machine.
        """
        self._store = store
        self._lock = threading.Lock()
        self._model: Model | None = None
        self._asked: Callable[[str], NDArray[np.float32]] | None = None
        self._thread: threading.Thread | None = None
        self._fault: LecternError | None = None
        self._files = files
        self._chosen = precision
        self._counter = TokenCounter(files) if files is not None and files.kind == "transformer" else None

    @property
    def files(self) -> EmbedderFiles | None:
        """The model's files; None where there is no embedder."""
        return self._files

    @property
    def key(self) -> str:
        """Names the embedder, so that its vectors are told from others'; empty where there is none."""
        return self._files.key if self._files else ""

    @property
    def count_tokens(self) -> Callable[[str], int]:
        """Counts tokens of a text as the embedder sees it."""
        return self._counter or estimate_tokens

    @property
    def precision(self) -> str:
        """How it computes, where that is known already; else empty."""
        if self._files is None or self._files.kind != "transformer":
            return ""
        if self._model is not None:
            return str(getattr(self._model, "precision", "fp32"))
        return self._chosen or self._store.setting(_place(self._files))

    @property
    def measured(self) -> dict[str, float]:
        """Seconds that each precision took on this machine; empty before it was measured."""
        kept = self._store.setting(f"measured {_place(self._files)}") if self._files else ""
        return msgspec.json.decode(kept, type=dict[str, float]) if kept else {}

    def get(self, cancel: Cancel | None = None) -> Model | None:
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

    def question(self, query: str, cancel: Cancel | None = None) -> NDArray[np.float32] | None:
        """Return the unit vector of a question, shape (dimensions,); None where there is no embedder.

        Those of the last questions are kept: each library in sight and each view of how it was found asks the same.

        Raises:
            NotAModel, Cancelled: as `get`.
        """
        self.get(cancel)
        return None if self._asked is None else self._asked(query)

    def warm(self) -> threading.Thread | None:
        """Begin to load the model; return the thread that does, or None when there is nothing to load."""
        with self._lock:
            if self._files is None or self._model is not None or self._fault is not None:
                return None
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, args=(self._files,), name="embedder", daemon=True)
                self._thread.start()
            return self._thread

    def close(self) -> None:
        """End the process that it runs in, where it has one."""
        if isinstance(self._model, GgufEmbedder):
            self._model.close()

    def _work(self, files: EmbedderFiles) -> None:
        with self._store.leaving():
            try:
                model = self._load(files)
                keep_loaded()
                self._asked = functools.lru_cache(QUESTIONS)(lambda query: model.queries([query])[0])
                self._model = model
            except LecternError as error:
                self._fault = error  # told to everyone who needs the model
            except Exception as error:
                self._fault = NotAModel(file=Path(files.folder).name, reason=str(error)[:200])

    def _load(self, files: EmbedderFiles) -> Model:
        """Load as the user chose or as is quickest on this machine; torch is not even imported unless it is needed."""
        if files.kind == "gguf":
            return GgufEmbedder(files)
        model = Exporting(self._store).open(files, self._known(files)) if files.kind == "transformer" else None
        if model is None:
            return _torch(files)
        if model.measured:
            self._store.remember(_place(files), quickest(model.measured))
            self._store.remember(f"measured {_place(files)}", msgspec.json.encode(model.measured).decode())
        return model

    def _known(self, files: EmbedderFiles) -> Precision | None:
        kept = self._chosen or self._store.setting(_place(files))
        return next((one for one in PRECISIONS if one == kept), None)


def _torch(files: EmbedderFiles) -> TorchEmbedder:
    from desktop.documents.embed_torch import TorchEmbedder

    try:
        return TorchEmbedder(files)
    except ImportError as error:
        raise NotAModel(file=Path(files.folder).name, reason=f"{error.name or 'a library'} is missing") from error


def _place(files: EmbedderFiles) -> str:
    return f"precision {FORM} {machine()} {files.key}"
