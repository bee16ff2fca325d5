"""Measure search beside other programs' ways: the same text, questions and embedder, by default and at equal budgets.

Run with ``make bench-documents``, or by itself with ``python -m tests.benchmarks.beside_peers [--ours] [SET…]``; prints
rows and writes them into RESULTS.md, where those of sets that were not asked stay as they are. The peers' ways do not
change with ours: with ``--ours`` Lectern alone is measured. Vectors are kept in build/, so that a second run is quick.
"""

from __future__ import annotations

import hashlib
import math
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop.documents.embed import Model
from desktop.documents.intake import Room
from desktop.documents.search import Searcher
from desktop.worker.cancel import Cancel
from tests.benchmarks.document_room import index, open_room
from tests.benchmarks.document_sets import REPORTS, QuestionSet, available, chunkeval, cmrc, mtrag, reports, xquad
from tests.benchmarks.documents import BUDGET, BUILD, write_texts
from tests.benchmarks.evidence import Tokens, held, within
from tests.benchmarks.peers import DEPTH, PEERS, Peer, Piece, Words, rank
from tests.benchmarks.results import section, write_section

#: Passages that a chat searches for, and that it gives a model (desktop/chat/answering.py).
SEARCHED, SHOWN = 12, 8
OURS = "Lectern"
ONLY_OURS = "--ours"
REPORT_SETS = {"reports-one": True, "reports-several": False}
TEXT_SETS: dict[str, Callable[[], QuestionSet]] = {
    "xquad-en": lambda: xquad("en"),
    "xquad-zh": lambda: xquad("zh"),
    "cmrc2018": lambda: cmrc(3),
    "chunkeval": chunkeval,
    "mtrag": mtrag,
}


class Row(msgspec.Struct):
    """Figures of one program on one set, a value for each question."""

    hit1: list[float] = []
    hit10: list[float] = []
    default: list[float] = []
    tokens: list[float] = []
    budget: list[float] = []


Texts = list[tuple[str, str]]


def main(names: Sequence[str]) -> int:
    """Measure the sets named, or all; leave with 2 when the data is not there, with 1 when no such set is."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    peers = () if ONLY_OURS in names else PEERS
    names = [name for name in names if name != ONLY_OURS]
    rows: dict[tuple[str, str], str] = {}
    with open_room(BUILD / "text", text=True) as room:
        for name, make in TEXT_SETS.items():
            if not names or name in names:
                asked = make()
                library, _ = index(room, name, write_texts(asked))
                pages = {file: [text] for file, text in asked.texts.items()}
                rows |= _rows(asked, measure(room, library, asked, pages, peers))
    wanted = [name for name in REPORT_SETS if not names or name in names]
    if wanted:
        with open_room(BUILD / "reports", text=False) as room:
            library, _ = index(room, "reports", sorted(REPORTS.glob("*.pdf")))
            for name in wanted:
                asked = reports(single=REPORT_SETS[name])
                rows |= _rows(asked, measure(room, library, asked, _pages(room, library), peers))
    if not rows:
        return 1
    write_section("Peers", _table(_kept(section("Peers")) | rows))
    return 0


def _kept(text: str) -> dict[tuple[str, str], str]:
    """Return the rows of a section by set and program."""
    cells = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.startswith("| ")]
    known = {*TEXT_SETS, *REPORT_SETS}
    return {(row[1], row[3]): f"| {' | '.join(row[1:-1])} |" for row in cells if row[1] in known}


def _table(rows: dict[tuple[str, str], str]) -> str:
    """Return the section, its rows in the order of sets and programs."""
    programs = [OURS, *(peer.name for peer in PEERS)]
    lines = [
        f"Evidence that stands in the first {BUDGET:,} tokens and in what the model is given by default, with how many",
        "tokens that is: whether a wording of the answer does (XQuAD, CMRC), the share of the letters of its spans",
        "(chunkeval, MTRAG), the share of its figures (reports); hit: right file first, or among the first ten. The",
        "same text and embedder (MiniLM) for all; tokens are MiniLM's, and only the documents' own words are counted.",
        "A row stands until its set is asked again; only then does it heed what changed since.",
        "",
        f"| set | questions | program | hit@1 | hit@10 | by default | tokens | in {BUDGET:,} tokens |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join(
        [*lines, *(rows[key] for key in ((s, p) for s in (*TEXT_SETS, *REPORT_SETS) for p in programs) if key in rows)]
    )


def measure(
    room: Room, library: int, asked: QuestionSet, pages: dict[str, list[str]], peers: Sequence[Peer] = PEERS
) -> dict[str, Row]:
    """Ask every question of Lectern and of each peer."""
    model = room.embedders.usual.get()
    assert model is not None
    assert room.embedders.usual.files is not None
    tokens = Tokens(room.embedders.usual.files.folder)
    rows = {OURS: _row(asked, _ours(room, library, asked), SHOWN, tokens)}
    if not peers:
        return rows
    key = room.embedders.usual.key
    questions = _vectors(model, key, f"{asked.name}-questions", [one.query for one in asked.asked], queries=True)
    for peer in peers:
        pieces = [piece for file, texts in pages.items() for piece in peer.cut(file, texts)]
        vectors = _vectors(model, key, peer.name, [piece.embedded for piece in pieces])
        rows[peer.name] = _row(asked, _theirs(peer, pieces, vectors, asked, questions), peer.k, tokens)
    return rows


def _ours(room: Room, library: int, asked: QuestionSet) -> Iterator[Texts]:
    searcher = Searcher(room)
    for one in asked.asked:
        found = searcher.find(library, asked.name, one.query, SEARCHED, None, Cancel())
        yield [(Path(passage.file).name, passage.text) for passage in found.passages]


def _theirs(
    peer: Peer,
    pieces: Sequence[Piece],
    vectors: NDArray[np.float32],
    asked: QuestionSet,
    questions: NDArray[np.float32],
) -> Iterator[tuple[Texts, Texts]]:
    words = Words(pieces) if peer.hybrid else None
    for one, question in zip(asked.asked, questions, strict=True):
        cosines = vectors @ question
        chosen = [rank(peer, one.query, cosines, words, k) for k in (peer.k, DEPTH)]
        few, many = ([(pieces[row].file, pieces[row].text) for row in rows] for rows in chosen)
        yield few, many


def _row(asked: QuestionSet, found: Iterator[Texts] | Iterator[tuple[Texts, Texts]], k: int, tokens: Tokens) -> Row:
    row = Row([], [], [], [], [])
    for one, given in zip(asked.asked, found, strict=True):
        few, many = given if isinstance(given, tuple) else (given[:k], given)
        files = list(dict.fromkeys(file for file, _ in many))
        row.hit1.append(float(files[:1] != [] and files[0] in one.files))
        row.hit10.append(float(any(file in one.files for file in files[:10])))
        row.tokens.append(float(sum(tokens.count(text) for _, text in few)))
        if one.evidence:
            row.default.append(held(asked.kind, one, few))
            row.budget.append(held(asked.kind, one, within(tokens, many, BUDGET)))
    return row


def _rows(asked: QuestionSet, rows: dict[str, Row]) -> dict[tuple[str, str], str]:
    lines = {}
    for program, row in rows.items():
        hit1, hit10, default, used, budget = (
            statistics.fmean(values) if values else math.nan
            for values in (row.hit1, row.hit10, row.default, row.tokens, row.budget)
        )
        figures = f"{hit1:.3f} | {hit10:.3f} | {default:.3f} | {used:,.0f} | {budget:.3f}"
        lines[asked.name, program] = f"| {asked.name} | {len(asked.asked)} | {program} | {figures} |"
    print("\n".join(lines.values()), flush=True)
    return lines


def _pages(room: Room, library: int) -> dict[str, list[str]]:
    """Every report's pages as our reader gives them, so that nobody is measured by a PDF library."""
    entries = room.ledger.entries(library)
    documents = [room.contents.document(entry) for entry in entries if entry.content is not None]
    return {Path(document.file).name: [page.text for page in document.pages] for document in documents}


def _vectors(model: Model, key: str, of: str, texts: Sequence[str], *, queries: bool = False) -> NDArray[np.float32]:
    """Embed `texts`, or take what an earlier run kept for exactly these."""
    digest = hashlib.sha256("\0".join([key, str(queries), *texts]).encode()).hexdigest()[:16]
    file = BUILD / "peers" / f"{of.replace(' ', '')}-{digest}.npy"
    if file.exists():
        kept: NDArray[np.float32] = np.load(file).astype(np.float32)
        return kept
    vectors = model.queries(texts) if queries else model.passages(texts)
    file.parent.mkdir(parents=True, exist_ok=True)
    np.save(file, vectors.astype(np.float16))
    return vectors


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
