"""What a model makes of a text: its tokens, by the tokenizer's own file, without loading the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer as Made

    from desktop.documents.embedder_files import EmbedderFiles

#: Words whose tokens are kept, and letters of the longest of them.
MOST_WORDS, LONGEST_WORD = 50_000, 40


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
    """Knows how many tokens the model makes of a text, without loading the model. Thread-safe.

    A tokenizer of BERT's kind parts a text at its spaces before all else, so that a text has the tokens of its words.
    Each word is then counted once and kept, which takes a tenth of the time.
    """

    def __init__(self, files: EmbedderFiles) -> None:
        from tokenizers import Tokenizer as Made

        self._made = Made.from_file(str(Path(files.folder) / "tokenizer.json"))
        self._made.no_truncation()
        self._made.no_padding()
        self._by_words = _by_words(self._made)
        self._known: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        """Return the number of tokens of `text`, without the special ones."""
        if not self._by_words:
            return self._count(text)
        words = text.replace("\n", " ").split(" ")
        try:
            return sum(map(self._known.__getitem__, words))
        except KeyError:
            return sum(map(self._learned, words))

    def _learned(self, word: str) -> int:
        count = self._known.get(word)
        if count is None:
            count = self._count(word)
            if len(self._known) >= MOST_WORDS:
                self._known = {}
            if len(word) <= LONGEST_WORD:
                self._known[word] = count
        return count

    def _count(self, text: str) -> int:
        return len(self._made.encode(text, add_special_tokens=False))


def _by_words(made: Made) -> bool:
    """Whether nothing in a tokenizer looks across a space: its cleaning, its cutting, or a token of its own."""
    from tokenizers import models, normalizers, pre_tokenizers

    return (
        isinstance(made.normalizer, normalizers.BertNormalizer)
        and isinstance(made.pre_tokenizer, pre_tokenizers.BertPreTokenizer)
        and isinstance(made.model, models.WordPiece)
        and not any(" " in token.content or "\n" in token.content for token in made.get_added_tokens_decoder().values())
    )
