"""A library of a hundred thousand passages for measuring: real sentences recombined, with vectors like theirs."""

from __future__ import annotations

import hashlib
import os
import random
import re
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop.documents import reading
from desktop.documents.chunk import stream
from desktop.documents.intake import Room
from desktop.documents.readers.parts import gather
from desktop.domain.document import Block, Document, Page
from desktop.worker.cancel import Cancel
from tests.benchmarks.document_sets import REPORTS, chunkeval, cmrc, mtrag, xquad

#: Letters of a source, about 170 tokens of English; a Chinese letter counts four times.
LETTERS = 700
#: Sources that are embedded.
EMBEDDED = 800
#: How far a vector is moved by chance, as a share of its length, so that no two are the same.
NOISE = 0.35
#: Sources that one recombined passage takes sentences from, and the weight of each in its vector.
SHARES = (0.5, 0.3, 0.2)
#: Passages of a file: most have few, some have hundreds (log-normal).
MEDIAN, SPREAD, MOST = 12, 1.3, 400
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_NAME = re.compile(r"[A-Za-z\u3400-\u9fff]{4,}")


class Source(msgspec.Struct, frozen=True):
    """A real passage, as sentences, and a vector."""

    sentences: tuple[str, ...]
    vector: NDArray[np.float32]


def sources(room: Room) -> list[Source]:
    """All texts of the sets of questions and all pages of the reports, cut to the size of a passage.

    Some of them are embedded; the others are given vectors between those of some of these.
    """
    rng = np.random.default_rng(1)
    parts = [part for text in _texts() for part in _parts(text)]
    model = room.embedders.usual.get()
    assert model is not None
    real = model.passages([" ".join(parts[at]) for at in rng.choice(len(parts), EMBEDDED, replace=False)])
    between = [rng.dirichlet(np.full(4, 0.5)) @ real[rng.choice(EMBEDDED, 4)] for _ in parts]
    return [Source(part, _moved(vector.astype(np.float32), rng)) for part, vector in zip(parts, between, strict=True)]


def _texts() -> Iterator[str]:
    for asked in (xquad("en"), xquad("zh"), cmrc(), chunkeval(), mtrag()):
        yield from asked.texts.values()
    for path in sorted(REPORTS.glob("*.pdf")):
        yield from (page.text for page in gather(reading.read(path, path.name), path.name).pages)


def _parts(text: str) -> Iterator[tuple[str, ...]]:
    held: list[str] = []
    size = 0
    for sentence in (piece.strip()[:LETTERS] for piece in _SENTENCE.split(text)):
        if not any(c.isalnum() for c in sentence):
            continue
        length = len(sentence) + 3 * len(_UNSPACED.findall(sentence))
        if held and size + length > LETTERS:
            yield tuple(held)
            held, size = [], 0
        held.append(sentence)
        size += length
    if held:
        yield tuple(held)


def fill(room: Room, library: int, passages: int, found: Sequence[Source]) -> int:
    """Fill an empty library with files of recombined passages, searchable by both legs; return how many files."""
    rng = random.Random(passages)
    made = files = 0
    while made < passages:
        size = min(MOST, max(1, round(rng.lognormvariate(np.log(MEDIAN), SPREAD))))
        made += _put(room, library, files, [_recombined(found, rng) for _ in range(size)], rng)
        files += 1
    room.indexes.add(library, room.embedders.usual.key, [], np.zeros((0, 0), np.float32), Cancel())
    return files


def _recombined(found: Sequence[Source], rng: random.Random) -> tuple[str, NDArray[np.float32]]:
    sentences: list[str] = []
    vector = np.zeros_like(found[0].vector)
    for share in SHARES:
        one = rng.choice(found)
        count = max(1, round(share * len(one.sentences)))
        start = rng.randrange(len(one.sentences) - count + 1)
        sentences += one.sentences[start : start + count]
        vector = vector + share * one.vector
    return " ".join(sentences), vector / np.linalg.norm(vector)


def _put(
    room: Room, library: int, number: int, made: Sequence[tuple[str, NDArray[np.float32]]], rng: random.Random
) -> int:
    """Add one file whose name has words of its text and a period; return how many passages it was cut into."""
    words = _NAME.findall(made[0][0])[:40] or ["Paper"]
    period = f"{rng.randint(2005, 2024)} Q{rng.randint(1, 4)} " if rng.random() < 0.3 else ""
    name = f"{period}{' '.join(rng.sample(words, min(3, len(words))))} {number:06}.txt"
    document = Document(
        name, tuple(Page(at, (Block(text),)) for at, (text, _) in enumerate(made, start=1)), paged=False
    )
    passages = list(stream(document, room.embedders.usual.count_tokens))
    noise = np.random.default_rng(number)
    with room.store.write():
        file = room.ledger.note(library, os.fsencode(f"/large/{name}"), name, 1, 1, "indexed")
        content = room.contents.put(hashlib.sha256(name.encode()).digest(), ".txt", document, passages)
        room.contents.attach(library, file, name, content)
    vectors = np.stack([_moved(made[passage.page - 1][1], noise) for passage in passages])
    room.contents.put_vectors(room.embedders.usual.key, room.contents.passages_of(content), vectors)
    return len(passages)


def _moved(vector: NDArray[np.float32], noise: np.random.Generator) -> NDArray[np.float32]:
    step = noise.standard_normal(vector.shape)
    moved = vector + NOISE * step / np.linalg.norm(step)
    return (moved / np.linalg.norm(moved)).astype(np.float32)
