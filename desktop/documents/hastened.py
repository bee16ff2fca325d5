"""Two ways of computing one embedder: questions by ONNX Runtime at once, many passages by torch, once it is there."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from desktop.documents.permanent import keep_loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from desktop.documents.embed import Model
    from desktop.worker.cancel import Cancel

#: Passages after which the quicker way is worth the ten seconds or so that loading it takes.
MANY = 256


class Hastened:
    """Knows a model that is there and a quicker one that loads when there is much to do. Thread-safe.

    Their vectors are alike enough to be compared (`precision.FAITHFUL`).
    """

    def __init__(self, ready: Model, load: Callable[[], Model]) -> None:
        """Prepare.

        Args:
            load: makes the quicker model, on a thread of its own; if it fails, the ready one goes on.
        """
        self.dimensions = ready.dimensions
        self._ready = ready
        self._load = load
        self._lock = threading.Lock()
        self._count = 0
        self._quick: Model | None = None
        #: Loads the quicker model; None before there was much to do.
        self.loading: threading.Thread | None = None

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of passages, shape (len(texts), dimensions), in their order.

        Raises:
            Cancelled: `cancel` was cancelled; seen between forward passes.
        """
        with self._lock:
            self._count += len(texts)
            if self._count >= MANY and self.loading is None:
                self.loading = threading.Thread(target=self._work, name="quicker embedder", daemon=True)
                self.loading.start()
        return (self._quick or self._ready).passages(texts, cancel)

    def queries(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of questions, as `passages` does."""
        return self._ready.queries(texts, cancel)

    def _work(self) -> None:
        with contextlib.suppress(Exception):
            quick = self._load()
            keep_loaded()
            self._quick = quick
