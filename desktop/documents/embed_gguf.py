"""Turn texts into vectors with a GGUF model, in a llama.cpp process of its own that may die without harm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.hardware import physical_cores
from desktop.engine.vectors_protocol import SERVICE, Config, Embed, Rows
from desktop.errors import LecternError, NotAModel
from desktop.worker.host import Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from desktop.documents.embedder_files import EmbedderFiles
    from desktop.worker.cancel import Cancel

#: Texts of one request.
PORTION = 64


class GgufEmbedder:
    """Knows the process of one GGUF embedder; it is started again by the next call when it died. Thread-safe."""

    def __init__(self, files: EmbedderFiles) -> None:
        """Start the process and embed one word, so that a file that cannot be used is known at once.

        Raises:
            NotAModel: llama.cpp refused the file.
        """
        self.files = files
        self._worker = Worker(SERVICE, Config(files.folder, files.length, physical_cores()), name="embedding process")
        try:
            self.dimensions = int(self._embed(["word"], None).shape[1])
        except LecternError as error:
            self._worker.close()
            raise NotAModel(file=Path(files.folder).name, reason=error.message) from error

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of passages, shape (len(texts), dimensions), in their order.

        Raises:
            Cancelled.
            ProcessStopped: the process died; the next call starts it again.
        """
        return self._embed([self.files.passage_prompt + text for text in texts], cancel)

    def queries(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of questions, as `passages` does."""
        return self._embed([self.files.query_prompt + text for text in texts], cancel)

    def _embed(self, texts: Sequence[str], cancel: Cancel | None) -> NDArray[np.float32]:
        found: list[NDArray[np.float32]] = []
        for start in range(0, len(texts), PORTION):
            request = Embed(tuple(texts[start : start + PORTION]))
            given = self._worker.call(request, Rows, cancel)
            found += [np.frombuffer(rows.numbers, np.float32).reshape(rows.count, -1) for rows in given]
        return np.concatenate(found) if found else np.zeros((0, self.dimensions), np.float32)

    def close(self) -> None:
        """End the process."""
        self._worker.close()
