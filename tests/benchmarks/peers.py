"""How four other programs cut, rank and choose passages by default, written anew from what is published of them.

Each constant names the file of the program's own source that it was read in; `research/peers.md` 2 has the whole table.
All of them are given the same text and the same embedder here, so that only their ways differ.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

#: Passages that each leg of a peer proposes where more of them are asked for than by default.
DEPTH = 60


class Piece(msgspec.Struct, frozen=True):
    """A passage of a peer: the file, the document's own words, and the text that is embedded."""

    file: str
    text: str
    embedded: str


class Peer(msgspec.Struct, frozen=True):
    """A program's defaults.

    Attributes:
        cut: from a file's name and its pages to passages.
        k: passages that the model is given.
        threshold: least cosine of those.
        hybrid: whether words are searched too.
    """

    name: str
    cut: Callable[[str, Sequence[str]], Iterator[Piece]]
    k: int
    threshold: float = -1.0
    hybrid: bool = False


# ── cutting ───────────────────────────────────────────────────────────────────────────────────────────────────────


def cut_gpt4all(file: str, pages: Sequence[str]) -> Iterator[Piece]:
    """Words joined by one space until they are longer than 512 characters; no overlap.

    gpt4all-chat/src/mysettings.cpp (localDocs chunk size 512), src/database.cpp (ChunkStreamer::step).
    """
    held: list[str] = []
    length = 0
    for word in "\n".join(pages).split():
        if held and length + len(word) + 1 > 512:
            text = " ".join(held)
            yield Piece(file, text, text)
            held, length = [], 0
        held.append(word[:512])  # an unspaced run is one word
        length += len(word[:512]) + 1
        for start in range(512, len(word), 512):
            yield Piece(file, " ".join(held), " ".join(held))
            held, length = [word[start : start + 512]], len(word[start : start + 512]) + 1
    if held:
        text = " ".join(held)
        yield Piece(file, text, text)


def cut_jan(file: str, pages: Sequence[str]) -> Iterator[Piece]:
    """A window of 512 characters that moves on by 448, through words.

    extensions/rag-extension/settings.json, src-tauri/plugins/tauri-plugin-vector-db/src/db.rs (chunk_text).
    """
    text = "\n".join(pages)
    start = 0
    while start < len(text):
        piece = text[start : start + 512]
        yield Piece(file, piece, piece)
        if start + 512 >= len(text):
            return
        start += 512 - 64


def cut_anythingllm(file: str, pages: Sequence[str]) -> Iterator[Piece]:
    """Up to 1,000 characters, 20 of them shared, with the title in front of each; pages are joined to one text.

    server/utils/TextSplitter/index.js, server/models/systemSettings.js, collector/processSingleFile/convert/asPDF.
    """
    header = f"<document_metadata>\nsourceDocument: {file}\n</document_metadata>\n\n"
    for piece in recursive("".join(pages), 1000, 20):
        yield Piece(file, piece, header + piece)


def cut_open_webui(file: str, pages: Sequence[str]) -> Iterator[Piece]:
    """Each page by itself, at Markdown headings first, then up to 1,000 characters, 100 of them shared.

    backend/open_webui/config.py (CHUNK_SIZE, CHUNK_OVERLAP, ENABLE_MARKDOWN_HEADER_TEXT_SPLITTER).
    """
    for page in pages:
        parts = re.split(r"(?m)^(?=#{1,6} )", page) if file.endswith(".md") else [page]
        for part in parts:
            for piece in recursive(part, 1000, 100):
                yield Piece(file, piece, piece)


def recursive(text: str, size: int, overlap: int, marks: Sequence[str] = ("\n\n", "\n", " ", "")) -> list[str]:
    """Cut at the widest mark that there is, join small parts again up to `size` characters, repeat for long ones."""
    mark = next((mark for mark in marks if mark and mark in text), "")
    finer = marks[list(marks).index(mark) + 1 :] if mark else ()
    parts = text.split(mark) if mark else list(text)
    pieces: list[str] = []
    held: list[str] = []
    for part in parts:
        if len(part) > size:
            pieces += [mark.join(held).strip()] if held else []
            held = []
            pieces += recursive(part, size, overlap, finer)
            continue
        if held and len(mark.join([*held, part])) > size:
            pieces.append(mark.join(held).strip())
            while held and (len(mark.join(held)) > overlap or len(mark.join([*held, part])) > size):
                held.pop(0)
        held.append(part)
    if held:
        pieces.append(mark.join(held).strip())
    return [piece for piece in pieces if piece]


# ── ranking ───────────────────────────────────────────────────────────────────────────────────────────────────────

#: The 33 English stop words of Lucene, which GPT4All leaves out of its second query (src/database.cpp).
STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be but by for if in into is it no not of on or such that the their then there these they "
        "this to was will with",
    )
)


class Words:
    """FTS5 as GPT4All asks it: the whole message as a phrase, else any of its words (src/database.cpp)."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._table = sqlite3.connect(":memory:")
        self._table.execute("CREATE VIRTUAL TABLE w USING fts5(text, file, tokenize='porter')")
        self._table.executemany(
            "INSERT INTO w (rowid, text, file) VALUES (?, ?, ?)",
            ((row, piece.text, piece.file) for row, piece in enumerate(pieces)),
        )

    def search(self, question: str, k: int) -> tuple[list[int], float]:
        """Return rows, best first, and how much this leg counts in the fusion."""
        words = [word.replace('"', "") for word in question.split()]
        phrase = " ".join(words)
        if found := self._rows(f'"{phrase}"', k):
            return found, 0.9
        telling = [word for word in words if word.lower() not in STOP]
        distinct = len(set(telling))
        weight = 0.25 + 0.5 * min(1.0, 1.0 / distinct**2) if distinct else 0.25
        return self._rows("(" + " OR ".join(f'"{word}"' for word in telling) + ")", k) if telling else [], weight

    def _rows(self, match: str, k: int) -> list[int]:
        rows = self._table.execute("SELECT rowid FROM w WHERE w MATCH ? ORDER BY bm25(w) LIMIT ?", (match, k))
        return [row[0] for row in rows]


def rank(peer: Peer, question: str, cosines: NDArray[np.float32], words: Words | None, k: int) -> list[int]:
    """Return the rows of the `k` passages that a peer chooses, best first."""
    nearest = [int(row) for row in np.argsort(-cosines, kind="stable")[:k] if cosines[row] >= peer.threshold]
    if not peer.hybrid or words is None:
        return nearest
    by_words, weight = words.search(question, k)
    scores: dict[int, float] = {}
    for rows, share in ((by_words, weight), (nearest, 1.0 - weight)):
        for row in {*by_words, *nearest}:
            place = rows.index(row) + 1 if row in rows else len(rows) + 1
            scores[row] = scores.get(row, 0.0) + share / (60 + place)
    return sorted(scores, key=lambda row: (-scores[row], row))[:k]


PEERS = (
    # k: src/mysettings.cpp (localDocs retrieval size 3); fusion: src/database.cpp (reciprocalRankFusion).
    Peer("GPT4All", cut_gpt4all, 3, hybrid=True),
    # k: extensions/rag-extension/settings.json; its threshold of .3 is not applied on its default path (search_ann).
    Peer("Jan", cut_jan, 3),
    # k and threshold: server/prisma/schema.prisma (topN 4, similarityThreshold .25).
    Peer("AnythingLLM", cut_anythingllm, 4, threshold=0.25),
    # k and threshold: backend/open_webui/config.py (RAG_TOP_K 3, RAG_RELEVANCE_THRESHOLD 0, hybrid search off).
    Peer("Open WebUI", cut_open_webui, 3, threshold=0.0),
)
