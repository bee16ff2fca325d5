"""Turn texts into vectors with a local model, by torch and sentence-transformers."""

from __future__ import annotations

import contextlib
import copy
import ctypes
import os
import threading
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import numpy as np

from desktop.errors import NotAModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from desktop.documents.embedder_files import EmbedderFiles
    from desktop.worker.cancel import Cancel

Precision = Literal["fp32", "bf16", "int8"]
#: In the order in which they are tried.
PRECISIONS: tuple[Precision, ...] = ("fp32", "bf16", "int8")
#: Tokens of one forward pass, padding included. About a second on two slow cores, so that a stop is heeded in time.
BATCH_TOKENS = 4096
#: Rows of one forward pass; more gain nothing (measured: 8 to 64 rows are equally fast).
BATCH_ROWS = 32
#: Rows of one pass of a static model, which only looks words up and adds them.
STATIC_ROWS = 1024
#: Weights of the layers up to which one question is computed by one thread: with 11 million, waiting for a second one
#: costs what it saves, and half as much of the processor again (46 ms for 30, measured on two cores).
ONE_THREAD = 30_000_000
#: A faster precision is used only while its vectors stay this close to those of fp32.
FAITHFUL = 0.995
#: A faster one must take less than this part of the time, so that chance does not choose.
FASTER = 0.8
_TRIAL = (
    "Total net sales rose by five percent, driven by services and by a stronger quarter in the Americas.",
    "The turbine's rated output of 4.2 MW is reached at a wind speed of 12.5 m/s; above 25 m/s it is stopped. " * 3,
    "Employees may carry over up to five days of leave into the next year if their manager agrees in writing. " * 2,
    "The committee met on 14 March and approved the minutes of the previous meeting without changes. " * 4,
)


class Model(Protocol):
    """Whatever turns texts into vectors: a transformer, a table of words, a GGUF model in a process of its own."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of passages, shape (len(texts), dimensions), in their order."""
        ...

    def queries(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of questions, as `passages` does."""
        ...


class Embedder:
    """Knows one model in memory; knows nothing of files, chunks or indexes. Thread-safe.

    Only the tokenizer is locked: a forward pass for a question runs beside one of the indexing.
    """

    def __init__(self, files: EmbedderFiles, precision: Precision | None = None) -> None:
        """Load the model from local files.

        Args:
            precision: what an earlier measurement or the user chose; None measures now (about a second).

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
                self._model = SentenceTransformer(
                    files.folder,
                    device="cpu",
                    local_files_only=True,
                    trust_remote_code=False,
                    model_kwargs={"use_safetensors": True},
                )
        except Exception as error:
            raise NotAModel(file=Path(files.folder).name, reason=str(error)[:200]) from error
        self._model.eval()
        self._tokenizer = self._model.tokenizer
        layers = [layer for layer in self._model.modules() if isinstance(layer, torch.nn.Linear)]
        self._threads = torch.get_num_threads()
        small = sum(layer.weight.numel() for layer in layers) < ONE_THREAD
        self._threads_for_one = 1 if small else self._threads
        #: Seconds that each precision took for the trial, where it was measured and close enough; else empty.
        self.measured: dict[str, float] = {}
        self.precision: Precision = "fp32" if files.kind == "static" else precision or self._measure()
        self._model = self._as(self.precision)

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
        out: NDArray[np.float32] | None = None
        for rows in self._batches(texts):
            if cancel is not None:
                cancel.check()
            vectors = self._forward(self._model, [texts[row] for row in rows])
            if out is None:
                out = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
            out[rows] = vectors
        return out if out is not None else np.zeros((0, self.dimensions), dtype=np.float32)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

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
        rows: list[int] = []
        longest = 0
        for row in sorted(range(len(texts)), key=lambda row: -lengths[row]):
            if rows and (len(rows) >= BATCH_ROWS or longest * (len(rows) + 1) > BATCH_TOKENS):
                yield rows
                rows, longest = [], 0
            rows.append(row)
            longest = max(longest, lengths[row])
        if rows:
            yield rows

    def _forward(self, model: Any, texts: list[str]) -> NDArray[np.float32]:
        with self._tokenizing:
            features = model.preprocess(texts)
        self._torch.set_num_threads(self._threads_for_one if len(texts) == 1 else self._threads)
        with self._torch.inference_mode():
            vectors = model(features)["sentence_embedding"].float().numpy()
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return cast("NDArray[np.float32]", (vectors / np.maximum(lengths, 1e-12)).astype(np.float32))

    @staticmethod
    def _give_back() -> None:
        """Return freed memory to the system: activations of ever other shapes fragment glibc's heap.

        Without it the process grew from 0.5 to 1.3 GB over 3,000 passages; with it it stays level. It takes some
        milliseconds, so questions, which are short, leave it out.
        """
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)

    def _as(self, precision: Precision, *, copied: bool = False) -> Any:
        """Return the model computing in `precision`; a copy of it where the model itself is still needed."""
        if precision == "fp32":
            return self._model
        if precision == "bf16":
            return (copy.deepcopy(self._model) if copied else self._model).bfloat16()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it will move to a package of its own
            from torch.ao.quantization import quantize_dynamic

            return quantize_dynamic(self._model, {self._torch.nn.Linear}, dtype=self._torch.qint8, inplace=not copied)

    def _measure(self) -> Precision:
        """Try each precision on a short batch and return the fastest whose vectors stay close to those of fp32.

        bf16 is 4 to 6 times faster with AMX and as much slower without bf16 units, where it is not tried: that alone
        would take six seconds of two slow cores. int8 is 1.5 to 3 times faster on processors with VNNI.
        """
        exact = self._forward(self._model, list(_TRIAL))
        self.measured["fp32"] = best = self._best_of_two(self._model)
        chosen: Precision = "fp32"
        units = any(there for name, there in self._torch.cpu.get_capabilities().items() if "bf16" in name)
        for precision in PRECISIONS[1:]:
            if precision == "bf16" and not units:
                continue
            with contextlib.suppress(
                RuntimeError, NotImplementedError, ImportError
            ):  # torch has no kernels for it here
                other = self._as(precision, copied=True)
                if (self._forward(other, list(_TRIAL)) * exact).sum(axis=1).min() < FAITHFUL:
                    continue
                self.measured[precision] = seconds = self._best_of_two(other)
                if seconds < FASTER * best:
                    chosen, best = precision, seconds
        return chosen

    def _best_of_two(self, model: Any) -> float:
        seconds = []
        for _ in range(2):
            start = time.perf_counter()
            self._forward(model, list(_TRIAL))
            seconds.append(time.perf_counter() - start)
        return min(seconds)


class TokenCounter:
    """Knows how many tokens the model makes of a text, without loading the model. Thread-safe."""

    def __init__(self, files: EmbedderFiles) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(Path(files.folder) / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def __call__(self, text: str) -> int:
        """Return the number of tokens of `text`, without the special ones."""
        return len(self._tokenizer.encode(text, add_special_tokens=False))
