"""Turn texts into vectors with a transformer that was exported to ONNX, by OpenVINO: without torch."""

from __future__ import annotations

import contextlib
import queue
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from desktop.documents.embed import batches, in_batches, unit
from desktop.documents.openvino_runtime import compiled
from desktop.documents.precision import FAITHFUL, PRECISIONS, TRIAL, Precision, best_of_two, quickest
from desktop.documents.tokens import Tokenizer, Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from desktop.documents.embedder_files import EmbedderFiles
    from desktop.documents.exported import Exported
    from desktop.worker.cancel import Cancel

#: Tokens of one forward pass, padding included: few, since a question waits for the pass that is under way, and what
#: lies between two layers then stays in the processor's cache. 256 to 2,048 are equally fast within a twentieth.
BATCH_TOKENS = 512
#: Texts are filled up to a multiple of so many tokens: for each shape OpenVINO prepares some code, once (20 ms), and
#: keeps it. In 2,636 passages there are 41 shapes, which cost 4 % of padding, in place of 162.
STEP = 8


class OpenVinoEmbedder:
    """Knows one exported model in memory; knows nothing of files, chunks or indexes. Thread-safe."""

    def __init__(self, files: EmbedderFiles, exported: Exported, precision: Precision | None = None) -> None:
        """Load the model and embed one word, so that a file that cannot be used is known at once.

        Args:
            precision: what an earlier measurement or the user chose; None measures now (about a second).

        Raises:
            Exception: whatever OpenVINO says of the file; its errors have no class of their own.
        """
        self.files = files
        self._tokenizer = Tokenizer(files, exported.about.pad)
        #: Seconds that each precision took for the trial, where it was measured and close enough; else empty.
        self.measured: dict[str, float] = {}
        self.precision: Precision = precision or "fp32"
        self._pass = _Pass(compiled(exported.file, self.precision))
        self.dimensions = self._forward(self._tokenizer(["word"])).shape[1]
        if precision is None:
            self._measure(exported)

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of passages, shape (len(texts), dimensions), in their order.

        Raises:
            Cancelled: `cancel` was cancelled; seen between forward passes.
        """
        return self._encode([self.files.passage_prompt + text for text in texts], cancel)

    def queries(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of questions, as `passages` does."""
        return self._encode([self.files.query_prompt + text for text in texts], cancel)

    def _encode(self, texts: list[str], cancel: Cancel | None) -> NDArray[np.float32]:
        tokens = self._tokenizer(texts)
        groups = batches([_filled(len(one.ids)) for one in tokens], BATCH_TOKENS)
        return in_batches(
            len(texts),
            self.dimensions,
            groups,
            lambda rows: self._forward([tokens[row] for row in rows]),
            cancel,
            at_once=self._pass.at_once,
        )

    def _forward(self, tokens: list[Tokens]) -> NDArray[np.float32]:
        width = min(_filled(max(len(one.ids) for one in tokens)), self.files.length)
        return unit(self._pass(self._tokenizer.rows(tokens, width)))

    def _measure(self, exported: Exported) -> None:
        """Go on in the quickest precision of those whose vectors stay close to fp32's."""
        exact = self.passages(TRIAL)
        self.measured["fp32"] = best_of_two(lambda: self.passages(TRIAL))
        passes: dict[Precision, _Pass] = {"fp32": self._pass}
        for precision in PRECISIONS[1:]:
            with contextlib.suppress(RuntimeError):  # what OpenVINO raises where it cannot
                passes[precision] = self._pass = _Pass(compiled(exported.file, precision))
                if (self.passages(TRIAL) * exact).sum(axis=1).min() >= FAITHFUL:
                    self.measured[precision] = best_of_two(lambda: self.passages(TRIAL))
        self.precision = quickest(self.measured)
        self._pass = passes[self.precision]


def _filled(count: int) -> int:
    return -(-count // STEP) * STEP


class _Pass:
    """Knows a model that is ready to compute, as often at once as it has cores of its own for."""

    def __init__(self, model: Any) -> None:
        #: Passes that are computed beside each other; one more waits for the first of them to end.
        self.at_once = int(model.get_property("NUM_STREAMS"))
        self._inputs = [one.any_name for one in model.inputs]
        self._free: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(self.at_once):
            self._free.put(model.create_infer_request())

    def __call__(self, given: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        request = self._free.get()
        try:
            found = request.infer({name: given[name] for name in self._inputs})
            return cast("NDArray[np.float32]", np.array(found[0]))
        finally:
            self._free.put(request)
