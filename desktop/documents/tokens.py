"""What a model makes of a text: its tokens, by the tokenizer's own file, without loading the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from desktop.documents.embedder_files import EmbedderFiles


class Tokens(msgspec.Struct, frozen=True):
    """The tokens of one text as the model reads it, special ones included, cut at the model's length."""

    ids: list[int]
    types: list[int]


class Tokenizer:
    """Knows the tokenizer of one embedder. Thread-safe: it is never changed after it was made."""

    def __init__(self, files: EmbedderFiles, pad: int) -> None:
        """Read tokenizer.json.

        Args:
            pad: number of the token that fills short texts up.
        """
        from tokenizers import Tokenizer as Made

        self._pad = pad
        self._made = Made.from_file(str(Path(files.folder) / "tokenizer.json"))
        self._made.no_padding()
        self._made.enable_truncation(files.length)

    def __call__(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text."""
        return [Tokens(one.ids, one.type_ids) for one in self._made.encode_batch(list(texts))]

    def rows(self, some: Sequence[Tokens], width: int = 0) -> dict[str, NDArray[np.int64]]:
        """Return what a transformer takes, by the name of its input: each of shape (texts, longest of them).

        Args:
            width: tokens that each row is filled up to at least.
        """
        shape = (len(some), max((width, *(len(one.ids) for one in some))))
        ids = np.full(shape, self._pad, dtype=np.int64)
        mask, types = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, one in enumerate(some):
            count = len(one.ids)
            ids[row, :count], types[row, :count], mask[row, :count] = one.ids, one.types, 1
        return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


class TokenCounter:
    """Knows how many tokens the model makes of a text, without loading the model. Thread-safe."""

    def __init__(self, files: EmbedderFiles) -> None:
        from tokenizers import Tokenizer as Made

        self._made = Made.from_file(str(Path(files.folder) / "tokenizer.json"))
        self._made.no_truncation()
        self._made.no_padding()

    def __call__(self, text: str) -> int:
        """Return the number of tokens of `text`, without the special ones."""
        return len(self._made.encode(text, add_special_tokens=False))
