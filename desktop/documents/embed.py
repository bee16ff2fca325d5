"""What every embedder gives, unit vectors of passages and of questions, and which texts go through it together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from desktop.worker.cancel import Cancel

#: Rows of one forward pass; more gain nothing (measured: 8 to 64 rows are equally fast).
BATCH_ROWS = 32


class Model(Protocol):
    """Whatever turns texts into vectors: a transformer, a table of words, a GGUF model in a process of its own."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of passages, shape (len(texts), dimensions), in their order.

        Raises:
            Cancelled: `cancel` was cancelled; seen between forward passes.
        """
        ...

    def queries(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        """Return unit vectors of questions, as `passages` does."""
        ...


def batches(lengths: Sequence[int], tokens: int) -> Iterator[list[int]]:
    """Group the numbers of texts that have so many tokens, longest first, so that a forward pass pads little.

    Args:
        tokens: of one pass at most, padding included; a text that is longer goes alone.
    """
    rows: list[int] = []
    longest = 0
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if rows and (len(rows) >= BATCH_ROWS or longest * (len(rows) + 1) > tokens):
            yield rows
            rows, longest = [], 0
        rows.append(row)
        longest = max(longest, lengths[row])
    if rows:
        yield rows


def in_batches(
    count: int,
    dimensions: int,
    groups: Iterator[list[int]],
    forward: Callable[[list[int]], NDArray[np.float32]],
    cancel: Cancel | None,
    *,
    at_once: int = 1,
) -> NDArray[np.float32]:
    """Return the vectors of `count` texts, shape (count, dimensions), in their order, computed group by group.

    Args:
        at_once: groups that are computed beside each other, each on a thread.

    Raises:
        Cancelled: `cancel` was cancelled; seen between groups.
    """
    out = np.zeros((count, dimensions), dtype=np.float32)

    def compute(rows: list[int]) -> None:
        if cancel is not None:
            cancel.check()
        out[rows] = forward(rows)

    if at_once == 1 or count == 1:
        for rows in groups:
            compute(rows)
        return out
    with ThreadPoolExecutor(at_once) as pool:
        for _ in pool.map(compute, groups):
            pass
    return out


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vectors, each a row, at length one; what is all zeros stays so."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return cast("NDArray[np.float32]", (vectors / np.maximum(lengths, 1e-12)).astype(np.float32))
