"""The vocabulary of a loaded model: from text to tokens and back, and which tokens steer the model."""

from __future__ import annotations

import ctypes
from typing import Any

import llama_cpp.llama_cpp as c

from desktop.errors import Fault

#: Attributes of tokens that ordinary text must never become (enum llama_token_attr).
CONTROL = c.LLAMA_TOKEN_ATTR_CONTROL | c.LLAMA_TOKEN_ATTR_UNKNOWN


class Vocabulary:
    """Knows the tokens of one model; usable as long as the model is loaded. For one thread at a time.

    Attributes:
        words: how many tokens there are.
        control: the text of each control token, and its number.
    """

    def __init__(self, model: Any) -> None:
        """Read it from a loaded model (`llama_model *`)."""
        self._native = c.llama_model_get_vocab(model)
        self.words: int = c.llama_vocab_n_tokens(self._native)
        self._piece = ctypes.create_string_buffer(256)
        self.control = self._control_tokens()

    @property
    def native(self) -> Any:
        """llama.cpp's own pointer."""
        return self._native

    def _control_tokens(self) -> dict[str, int]:
        """Map the text of each control token to its number."""
        found: dict[str, int] = {}
        for token in range(self.words):
            if c.llama_vocab_get_attr(self._native, token) & CONTROL:
                text = c.llama_vocab_get_text(self._native, token).decode("utf-8", "replace")
                if len(text) > 1:
                    found[text] = token
        return found

    def text_of(self, token: int) -> str:
        """Return the text by which a special token is known; empty for none (-1)."""
        return c.llama_vocab_get_text(self._native, token).decode("utf-8", "replace") if token >= 0 else ""

    @property
    def begin(self) -> int:
        """The token that begins a text, or -1."""
        return int(c.llama_vocab_bos(self._native))

    @property
    def end(self) -> int:
        """The token that ends a text, or -1."""
        return int(c.llama_vocab_eos(self._native))

    @property
    def adds_begin(self) -> bool:
        """Whether the model expects the beginning token before every text."""
        return bool(c.llama_vocab_get_add_bos(self._native))

    def is_end(self, token: int) -> bool:
        """Whether `token` ends a reply."""
        return bool(c.llama_vocab_is_eog(self._native, token))

    def tokenise(self, text: str, *, control: bool) -> list[int]:
        """Return the tokens of `text`; the texts of control tokens in it count as such only if `control`."""
        data = text.encode("utf-8", "replace")
        for room in (len(data) + 8, 3 * len(data) + 8):  # without a token for the space three are taken for each
            tokens = (c.llama_token * room)()
            count = c.llama_tokenize(self._native, data, len(data), tokens, room, False, control)
            if count >= 0:
                return list(tokens[:count])
        raise Fault(what="the text could not be cut into tokens")

    def piece(self, token: int, *, control: bool = False) -> bytes:
        """Return the bytes of `token`, often part of a character; nothing for a control token unless `control`."""
        length = c.llama_token_to_piece(self._native, token, self._piece, len(self._piece), 0, control)
        if length < 0:
            self._piece = ctypes.create_string_buffer(-length)
            length = c.llama_token_to_piece(self._native, token, self._piece, len(self._piece), 0, control)
        return self._piece.raw[:length]
