"""Pictures in llama.cpp: a projector beside its model, which turns a picture into what the model reads as tokens."""

from __future__ import annotations

import ctypes
import hashlib
import io
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import llama_cpp.llama_cpp as c
import llama_cpp.mtmd_cpp as m
from PIL import Image

from desktop.engine.refusal import Log
from desktop.engine.sequence import Brake
from desktop.errors import Fault, FileDamaged, PicturesUnseen

#: Pixels of one picture; ours are made smaller than that before they are kept.
MOST_PIXELS = 16_000_000
#: Kinds of chunks (enum mtmd_input_chunk_type).
_TEXT = 0
#: Pictures whose prepared pixels are kept between requests: a conversation is asked again and again about the same.
_KEPT = 8
#: Seconds from one sign of life to the next while a picture is looked at.
_SIGN = 1.0
#: Nodes of the graph that are computed without being looked after: a layer has two dozen, of which few take long.
_NODES = 4


class Piece(NamedTuple):
    """A part of a picture as the model reads it: how many positions and places in memory it takes."""

    positions: int
    tokens: int
    chunk: Any


class Eye:
    """Knows a projector and the pictures that it has cut into pieces. For one thread at a time.

    A piece is known by a key, a negative number made from the picture and its place in it: put into a list of tokens
    once for each position, it makes that list comparable, so that a picture that was read need not be read again.
    """

    def __init__(
        self,
        path: str,
        name: str,
        model: Any,
        context: Any,
        *,
        threads: int,
        gpu: bool,
        batch: int,
        log: Log,
        brake: Brake,
    ) -> None:
        """Prepare; the projector is loaded for the first picture.

        Args:
            path: of the projector; empty where the model has none.
            name: what the model is called in errors.
            brake: breaks off looking at a picture.
        """
        self._path, self._name, self._model, self._context = path, name, model, context
        self._threads, self._gpu, self._batch, self._log, self._brake = threads, gpu, batch, log, brake
        self._alive: Callable[[float], None] = _unheard
        self._signed, self._node = 0.0, 0
        self._eye: Any = None
        #: Whether positions of pictures have more than one dimension (M-RoPE), so that text needs its position told.
        self.mrope = False
        self._pieces: dict[int, Piece] = {}
        self._seen: dict[bytes, tuple[list[int], Any]] = {}

    def _open(self) -> None:
        if not self._path:
            raise PicturesUnseen(model=self._name)
        self._hear = c.llama_log_callback(lambda level, text, _: self._log.hear(level, text))
        m.mtmd_log_set(self._hear, None)
        m.mtmd_helper_log_set(self._hear, None)
        self._watch = c.ggml_backend_sched_eval_callback(self._between)
        params = m.mtmd_context_params_default()
        params.use_gpu, params.n_threads = self._gpu, self._threads
        params.print_timings = params.warmup = False
        params.cb_eval = self._watch
        self._eye = m.mtmd_init_from_file(os.fsencode(self._path), self._model, params)
        if not self._eye:
            raise self._log.unseeing(Path(self._path).name, self._name)
        self.mrope = bool(m.mtmd_decode_use_mrope(self._eye))

    def _between(self, _: object, ask: bool, __: object) -> bool:
        """Be asked which nodes of the graph to stop after, all at first; then, after each of them, whether to go on."""
        if ask:
            self._node = (self._node + 1) % _NODES
            return self._node == 0
        if (now := time.monotonic()) - self._signed > _SIGN:
            self._signed = now
            self._alive(now)
        return not self._brake.pulled

    def tokens(self, pictures: Sequence[bytes]) -> list[list[int]]:
        """Return what stands for each picture in a list of tokens: the model's own words around it, and its keys.

        Raises:
            PicturesUnseen: the model has no projector.
            ProjectorUnusable: llama.cpp refused the projector.
            FileDamaged: one is no picture.
            Fault: llama.cpp cannot cut one into pieces.
        """
        if pictures and self._eye is None:
            self._open()
        digests = [hashlib.sha256(picture).digest() for picture in pictures]
        for old in [digest for digest in self._seen if digest not in digests][: max(0, len(self._seen) - _KEPT)]:
            self._forget(old)
        for digest, picture in zip(digests, pictures, strict=True):
            if digest not in self._seen:
                self._seen[digest] = self._cut(picture, int.from_bytes(digest[:6], "big") << 16)
        return [self._seen[digest][0] for digest in digests]

    def size(self, tokens: Sequence[int]) -> int:
        """Return how many places in memory `tokens` take; a picture may take more of them than positions."""
        pieces = [self._pieces[key] for key in {key for key in tokens if key < 0}]
        return len(tokens) + sum(piece.tokens - piece.positions for piece in pieces)

    def piece(self, key: int) -> Piece:
        """Return the piece that a key stands for."""
        return self._pieces[key]

    def read(self, key: int, at: int, alive: Callable[[float], None]) -> int:
        """Have the model read a piece at position `at`; return 0 or llama.cpp's code of what failed.

        A piece whose looking at was broken off is read too, and wrong.

        Args:
            alive: told the time about once a second.
        """
        after = c.llama_pos(at)
        chunk = self._pieces[key].chunk
        self._alive, self._signed = alive, time.monotonic()
        return int(
            m.mtmd_helper_eval_chunk_single(
                self._eye, self._context, chunk, at, 0, self._batch, False, ctypes.byref(after)
            )
        )

    def close(self) -> None:
        """Give the memory back; more calls do nothing."""
        for digest in list(self._seen):
            self._forget(digest)
        if self._eye:
            m.mtmd_free(self._eye)
        self._eye = None

    def _cut(self, picture: bytes, first: int) -> tuple[list[int], Any]:
        width, height, pixels = _pixels(picture)
        bitmap = m.mtmd_bitmap_init(width, height, ctypes.cast(pixels, ctypes.POINTER(ctypes.c_uint8)))
        chunks = m.mtmd_input_chunks_init()
        marker = m.mtmd_default_marker()
        text = m.mtmd_input_text(text=marker, text_len=len(marker), add_special=False, parse_special=True)
        try:
            code = m.mtmd_tokenize(self._eye, chunks, ctypes.byref(text), (m.mtmd_bitmap_p_ctypes * 1)(bitmap), 1)
            if code:
                raise Fault(what=f"llama.cpp gave up on a picture ({code}){self._log.tail}")
            return self._listed(chunks, first), chunks
        except BaseException:
            m.mtmd_input_chunks_free(chunks)
            raise
        finally:
            m.mtmd_bitmap_free(bitmap)

    def _listed(self, chunks: Any, first: int) -> list[int]:
        listed: list[int] = []
        for number in range(m.mtmd_input_chunks_size(chunks)):
            chunk = m.mtmd_input_chunks_get(chunks, number)
            tokens = int(m.mtmd_input_chunk_get_n_tokens(chunk))
            if m.mtmd_input_chunk_get_type(chunk) == _TEXT:
                count = ctypes.c_size_t()
                words = m.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(count))
                # Words that mark a place for a picture are missing (-1) in a vocabulary that was not made for it.
                listed += [int(words[place]) for place in range(count.value) if words[place] >= 0]
                continue
            key = -1 - (first | number)
            piece = Piece(int(m.mtmd_input_chunk_get_n_pos(chunk)), tokens, chunk)
            self._pieces[key] = piece
            listed += [key] * piece.positions
        return listed

    def _forget(self, digest: bytes) -> None:
        listed, chunks = self._seen.pop(digest)
        for key in {key for key in listed if key < 0}:
            self._pieces.pop(key, None)
        m.mtmd_input_chunks_free(chunks)


def _unheard(_: float) -> None:
    """Nobody waits for a sign of life."""


def _pixels(picture: bytes) -> tuple[int, int, Any]:
    """Return width, height and the bytes RGBRGB… of a picture that was made by `desktop.engine.picture_process`."""
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG",)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise FileDamaged(file="picture", reason="it is too large")
            rgb = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise FileDamaged(file="picture", reason="its pixels cannot be read") from error
    return rgb.width, rgb.height, ctypes.create_string_buffer(rgb.tobytes())
