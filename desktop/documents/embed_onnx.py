"""Turn texts into vectors with a transformer that was exported to ONNX, by ONNX Runtime: without torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from desktop.documents.embed import batches, in_batches, unit
from desktop.documents.tokens import Tokenizer, Tokens
from desktop.engine.hardware import physical_cores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from desktop.documents.embedder_files import EmbedderFiles
    from desktop.documents.exported import Exported
    from desktop.worker.cancel import Cancel

#: Tokens of one forward pass, padding included: few, since what lies between two layers then stays in the processor's
#: cache: of 4,096 a passage cost a fifth more. The memory that is kept between passes stays small too (over 1,500
#: passages the process stayed level at 245 MB; it grew to 304 and was no faster where ONNX Runtime kept none).
BATCH_TOKENS = 1024


class OnnxEmbedder:
    """Knows one exported model in memory; knows nothing of files, chunks or indexes. Thread-safe.

    A question is computed beside the indexing.
    """

    def __init__(self, files: EmbedderFiles, exported: Exported) -> None:
        """Load the model and embed one word, so that a file that cannot be used is known at once.

        Raises:
            Exception: whatever ONNX Runtime says of the file; its errors have no class of their own.
        """
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = physical_cores()
        options.inter_op_num_threads = 1
        # Threads that wait must sleep: spinning they cost a reader, the engine or the window their time.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self.files = files
        self.precision = "fp32"
        self._session = onnxruntime.InferenceSession(str(exported.file), options, providers=["CPUExecutionProvider"])
        self._inputs = [one.name for one in self._session.get_inputs()]
        self._tokenizer = Tokenizer(files, exported.about.pad)
        self.dimensions = self._forward(self._tokenizer(["word"])).shape[1]

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
        groups = batches([len(one.ids) for one in tokens], BATCH_TOKENS)
        return in_batches(
            len(texts), self.dimensions, groups, lambda rows: self._forward([tokens[row] for row in rows]), cancel
        )

    def _forward(self, tokens: list[Tokens]) -> NDArray[np.float32]:
        given = self._tokenizer.rows(tokens)
        (vectors,) = self._session.run(None, {name: given[name] for name in self._inputs})
        return unit(cast("NDArray[np.float32]", vectors))
