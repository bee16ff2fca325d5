"""Turn texts into vectors with a local model, by torch and sentence-transformers."""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from desktop.documents.embed import batches, in_batches, unit
from desktop.errors import NotAModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from desktop.documents.embedder_files import EmbedderFiles
    from desktop.worker.cancel import Cancel

#: Tokens of one forward pass, padding included. About a second on two slow cores, so that a stop is heeded in time.
BATCH_TOKENS = 4096
#: Rows of one pass of a static model, which only looks words up and adds them.
STATIC_ROWS = 1024
#: Weights of the layers up to which one question is computed by one thread: with 11 million, waiting for a second one
#: costs what it saves, and half as much of the processor again (46 ms for 30, measured on two cores).
ONE_THREAD = 30_000_000


class TorchEmbedder:
    """Knows one model in memory; knows nothing of files, chunks or indexes. Thread-safe.

    Only the tokenizer is locked: a forward pass for a question runs beside one of the indexing.
    """

    def __init__(self, files: EmbedderFiles) -> None:
        """Load the model from local files, to compute in fp32.

        Raises:
            NotAModel: the library refuses the folder.
        """
        # Read by OpenMP when torch is loaded. Threads that wait must sleep: spinning they cost a third of the speed
        # whenever a reader, the engine or the window works too (measured on two cores).
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import torch
        from sentence_transformers import SentenceTransformer

        self._torch = torch
        self.files = files
        self._tokenizing = threading.Lock()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.model = SentenceTransformer(
                    files.folder,
                    device="cpu",
                    local_files_only=True,
                    trust_remote_code=False,
                    model_kwargs={"use_safetensors": True},
                )
        except Exception as error:
            raise NotAModel(file=Path(files.folder).name, reason=str(error)[:200]) from error
        self.model.eval()
        self._tokenizer = self.model.tokenizer
        layers = [layer for layer in self.model.modules() if isinstance(layer, torch.nn.Linear)]
        self._threads = torch.get_num_threads()
        small = sum(layer.weight.numel() for layer in layers) < ONE_THREAD
        self._threads_for_one = 1 if small else self._threads

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of passages, shape (len(texts), dimensions), in their order.

        Raises:
            Cancelled: `cancel` was cancelled; seen between forward passes.
        """
        vectors = self._encode([self.files.passage_prompt + text for text in texts], cancel)
        self._give_back()
        return vectors

    def queries(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of questions, as `passages` does."""
        return self._encode([self.files.query_prompt + text for text in texts], cancel)

    def _encode(self, texts: list[str], cancel: Cancel | None) -> NDArray[np.float32]:
        return in_batches(
            len(texts),
            self.dimensions,
            self._batches(texts),
            lambda rows: self._forward([texts[row] for row in rows]),
            cancel,
        )

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.model.get_embedding_dimension() or 0)

    def _batches(self, texts: list[str]) -> Iterator[list[int]]:
        """Group row numbers, longest texts first, so that a forward pass pads little and fits BATCH_TOKENS."""
        if len(texts) == 1:
            yield [0]
            return
        if self.files.kind == "static":  # nothing is padded, and no text is cut
            yield from (list(range(at, min(at + STATIC_ROWS, len(texts)))) for at in range(0, len(texts), STATIC_ROWS))
            return
        with self._tokenizing:
            encoded = self._tokenizer(texts, truncation=True, max_length=self.files.length) if texts else None
        lengths = [len(ids) for ids in encoded["input_ids"]] if encoded is not None else []
        yield from batches(lengths, BATCH_TOKENS)

    def _forward(self, texts: list[str]) -> NDArray[np.float32]:
        with self._tokenizing:
            features = self.model.preprocess(texts)
        self._torch.set_num_threads(self._threads_for_one if len(texts) == 1 else self._threads)
        with self._torch.inference_mode():
            vectors = self.model(features)["sentence_embedding"].float().numpy()
        return unit(cast("NDArray[np.float32]", vectors))

    @staticmethod
    def _give_back() -> None:
        """Return freed memory to the system: activations of ever other shapes fragment glibc's heap.

        Without it the process grew from 0.5 to 1.3 GB over 3,000 passages; with it it stays level. It takes some
        milliseconds, so questions, which are short, leave it out.
        """
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
