"""Order the first passages anew with a cross-encoder, which reads question and passage together; off unless named."""

from __future__ import annotations

import os
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.documents.model_folder import read_json, refuse_code, refuse_without, safe_files, weights_of
from desktop.errors import NotAModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.worker.cancel import Cancel

#: Passages that are read anew: what the right one is hardly ever behind.
DEPTH = 30
#: Pairs of one forward pass: about a second on two slow cores, so that a stop is heeded in time.
BATCH = 8
#: Tokens of question and passage that are read at most; a passage has 240.
LONGEST = 384


def examine(path: Path) -> Path:
    """Return the folder of a cross-encoder as sentence-transformers writes it, once it is known to be one.

    Raises:
        FileMissing: there is no such folder.
        NotAModel: something is missing, holds code or pickles, names code, or gives more than one number.
    """
    path = path.expanduser().absolute()
    files = safe_files(path)
    refuse_without(path, [path / "config.json", path / "tokenizer.json"])
    weights_of(path, files)
    refuse_code(path, files)
    config = read_json(path, path / "config.json")
    kinds = config.get("architectures") if isinstance(config, dict) else None
    if not any(str(kind).endswith("ForSequenceClassification") for kind in kinds or ()):
        raise NotAModel(file=path.name, reason="it is no cross-encoder, which gives one number for two texts")
    labels = config.get("id2label")
    if config.get("num_labels", len(labels) if isinstance(labels, dict) else 2) != 1:
        raise NotAModel(file=path.name, reason="it sorts texts into classes, where a reranker gives one number")
    return path


class Reranker:
    """Knows one cross-encoder in a `folder`, which it loads when it is first asked. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        """Prepare; nothing is looked at yet."""
        self.folder = folder
        self._lock = threading.Lock()
        self._model: Any = None

    def scores(self, query: str, texts: Sequence[str], cancel: Cancel) -> list[float]:
        """Return how well each text answers the question, 0 to 1, in their order.

        Raises:
            FileMissing, NotAModel: the folder holds no cross-encoder.
            Cancelled.
        """
        found: list[float] = []
        with self._lock:
            model = self._loaded()
            cancel.check()
            for at in range(0, len(texts), BATCH):
                pairs = [(query, text) for text in texts[at : at + BATCH]]
                found += [float(score) for score in model.predict(pairs, batch_size=BATCH, show_progress_bar=False)]
                cancel.check()
        return found

    def _loaded(self) -> Any:
        if self._model is not None:
            return self._model
        folder = examine(self.folder)
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as in `embed_torch`
        from sentence_transformers import CrossEncoder
        from torch.nn import Sigmoid

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = CrossEncoder(
                    str(folder),
                    device="cpu",
                    local_files_only=True,
                    trust_remote_code=False,
                    model_kwargs={"use_safetensors": True},
                    activation_fn=Sigmoid(),
                )
        except Exception as error:
            raise NotAModel(file=folder.name, reason=str(error)[:200]) from error
        model.max_seq_length = min(model.max_seq_length or LONGEST, LONGEST)
        self._model = model
        return model
