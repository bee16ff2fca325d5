"""Answer a question from one library: both legs, the files, the fusion, and passages joined with their neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from desktop.documents import lexical, which_file
from desktop.documents.answerable import Evidence, likelihood
from desktop.documents.ledger import names_table, words_table
from desktop.documents.passages import SEPARATOR
from desktop.documents.rank import Candidate, Question, about_passages, join, order, read_question
from desktop.domain.document import Found, Passage
from desktop.errors import FileMissing, LibraryEmpty, NotAModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from desktop.documents.indexing import Room
    from desktop.documents.passages import Holder, PassageRow
    from desktop.documents.rank import Ranked
    from desktop.worker.cancel import Cancel

#: Passages that each leg proposes.
DEPTH = 60
#: Passages that each leg proposes of each file that the question means, at most so many files, from this score on.
DEPTH_IN_FILE = 50
MOST_FILES = 6
SURE = 0.4
#: What a word in the headings counts, against one in the text.
HEADER_WEIGHT = 1.0


class _Holdings(msgspec.Struct, frozen=True):
    """What a library holds at a moment: its contents with their first file, and how many files are ready."""

    version: int
    holders: dict[int, Holder]
    searched: int
    total: int


class Gathered(msgspec.Struct, frozen=True):
    """Everything that the ranking and the verdict are made from.

    Attributes:
        question: what of it is put to passages; the rest only says which file is meant.
        counts: how common its terms are in the library.
        vectors_ready: whether the leg of meaning took part in full.
    """

    question: Question
    counts: lexical.Counts
    candidates: tuple[Candidate, ...]
    vectors_ready: bool


class Searcher:
    """Knows how to find passages; borrows the room's store and indexes, writes nothing."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._holdings: dict[int, _Holdings] = {}

    def find(self, library: int, name: str, query: str, k: int, file: str | None, cancel: Cancel) -> Found:
        """Return the `k` best passages for `query`.

        Raises:
            LibraryEmpty: nothing can be searched yet.
            Cancelled.
        """
        held = self._held(library)
        if not held.holders:
            raise LibraryEmpty(name=name)
        gathered = self.gather(library, query, self._content_of(library, file), cancel)
        files = self._room.embedding.files
        multilingual = files is not None and files.multilingual
        ranked = order(gathered.question, gathered.candidates, multilingual=multilingual)
        passages = self._passages(held, ranked, k, file)
        speaks = not multilingual and gathered.question.unspaced < 0.5
        cosines = [one.cosine for one in gathered.candidates if one.cosine is not None] if speaks else []
        evidence = Evidence(
            query=query,
            question=gathered.question,
            passages=tuple(passage.text for passage in passages),
            shares=gathered.counts.shares,
            total=gathered.counts.total,
            cosine=max(cosines, default=None),
        )
        return Found(
            passages=passages,
            files_searched=held.searched,
            files_total=held.total,
            vectors_ready=gathered.vectors_ready,
            answerable=likelihood(evidence),
            absent="" if gathered.vectors_ready else self._room.indexes.absent(library),
        )

    def gather(self, library: int, query: str, content: int | None, cancel: Cancel) -> Gathered:
        """Ask both legs and score the files; from one content only where it is given.

        Raises:
            Cancelled.
        """
        room, connection, table = self._room, self._room.store.read, words_table(library)
        asked = read_question(query)
        within = () if content is None else (room.contents.span(content) or (0, 0),)
        files, named = self._files(library, query) if content is None else ({}, frozenset())
        question = about_passages(asked, named)
        counts = lexical.count(connection, table, question.terms)
        match = lexical.expression(lexical.telling(question.terms, counts))
        words = {hit.row: hit.score for hit in self._by_words(table, match, DEPTH, within)}
        cancel.check()
        vector, meaning = self._by_meaning(library, query, within, cancel)
        cancel.check()
        cosines = dict(meaning or {})
        if meant := self._best_files(files):
            words |= {hit.row: hit.score for hit in self._by_words(table, match, DEPTH_IN_FILE * len(meant), meant)}
            if vector is not None:
                for span in meant:
                    cosines |= self._nearest(vector, span, DEPTH_IN_FILE)
        quoted: set[int] = set()
        for term in question.terms:
            if term.kind == "quotation":
                quoted |= {hit.row for hit in self._by_words(table, term.match, DEPTH, within)}
        found = room.contents.passages(list({**words, **cosines, **dict.fromkeys(quoted)}))
        if vector is not None:
            unknown = [number for number in found if number not in cosines]
            for number, other in room.contents.vectors(room.embedding.key, unknown).items():
                cosines[number] = float(vector @ other)
        candidates = tuple(
            Candidate(
                passage=number,
                content=row.content,
                page=row.page,
                words=words.get(number, 0.0),
                cosine=cosines.get(number),
                file=files.get(row.content, 0.0),
                quoted=number in quoted,
                bare=_is_bare(row),
            )
            for number, row in found.items()
        )
        return Gathered(question, counts, candidates, meaning is not None)

    # ── the legs ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _best_files(self, files: dict[int, float]) -> list[tuple[int, int]]:
        """First and last passage of the files that the question means, when it means some.

        They are searched by themselves too: a hundred passages of other files may hold more of its words.
        """
        best = max(files.values(), default=0.0)
        meant = sorted((c for c, score in files.items() if score >= 0.8 * best), key=lambda c: -files[c])
        if best < SURE or len(meant) > MOST_FILES:
            return []
        spans = [self._room.contents.span(content) for content in meant]
        return [span for span in spans if span]

    def _by_words(self, table: str, match: str, limit: int, within: Sequence[tuple[int, int]]) -> list[lexical.Hit]:
        connection = self._room.store.read
        return lexical.search(connection, table, match, limit, header_weight=HEADER_WEIGHT, within=within)

    def _by_meaning(
        self, library: int, query: str, within: Sequence[tuple[int, int]], cancel: Cancel
    ) -> tuple[NDArray[np.float32] | None, dict[int, float] | None]:
        """The question's vector and the nearest passages; None for what is not ready."""
        room = self._room
        key = room.embedding.key
        try:
            model = room.embedding.get(cancel) if key and query.strip() else None
        except NotAModel:
            return None, None
        if model is None:
            return None, None
        vector = model.queries([query])[0]
        if within:
            return vector, self._nearest(vector, within[0], DEPTH)
        found = room.indexes.query(library, key, vector, DEPTH)
        return vector, None if found is None else dict(found)

    def _nearest(self, vector: NDArray[np.float32], rows: tuple[int, int], limit: int) -> dict[int, float]:
        """The nearest passages of one file, compared one by one."""
        numbers, vectors = self._room.contents.span_vectors(self._room.embedding.key, rows)
        if not numbers:
            return {}
        cosines = vectors @ vector
        best = np.argsort(-cosines)[:limit]
        return {numbers[int(row)]: float(cosines[row]) for row in best}

    def _files(self, library: int, query: str) -> tuple[dict[int, float], frozenset[str]]:
        """How well each content's file fits what the question says about files, and the terms that say it."""
        holders = self._held(library).holders
        files = {holder.file: which_file.File(holder.shown, holder.passages) for holder in holders.values()}
        verdict = which_file.judge(self._room.store.read, names_table(library), which_file.wish(query), files)
        by_content = {content: verdict.scores.get(holder.file, 0.0) for content, holder in holders.items()}
        return by_content, verdict.named

    # ── what is given out ─────────────────────────────────────────────────────────────────────────────────────────

    def _passages(self, held: _Holdings, ranked: Sequence[Ranked], k: int, file: str | None) -> tuple[Passage, ...]:
        groups = join(ranked, k)
        rows = self._room.contents.passages([one.candidate.passage for group in groups for one in group])
        passages = []
        for group in groups:
            best = max(group, key=lambda one: one.score)
            parts = [rows[one.candidate.passage] for one in group]
            holder = held.holders.get(parts[0].content)
            if holder is None:
                continue  # removed since it was found
            passages.append(
                Passage(
                    file=file if file is not None else holder.shown,
                    page=parts[0].page if holder.paged else None,
                    heading=parts[0].heading or None,
                    text=_together(parts),
                    score=best.score,
                    page_label=parts[0].label,
                    lexical=best.words,
                    vector=best.meaning,
                    lexical_rank=best.words_rank,
                    vector_rank=best.meaning_rank,
                    chunk=best.candidate.passage,
                    meant=best.candidate.file,
                )
            )
        return tuple(passages)

    def _content_of(self, library: int, file: str | None) -> int | None:
        if file is None:
            return None
        entries = [entry for entry in self._room.ledger.find(library, [file]) if entry.content is not None]
        if not entries:
            raise FileMissing(file=file)
        return entries[0].content

    def _held(self, library: int) -> _Holdings:
        connection = self._room.store.read
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        held = self._holdings.get(library)
        if held is None or held.version != version:
            total, searched = connection.execute(
                "SELECT count(*), count(content) FROM files WHERE library = ? AND state NOT IN ('skipped', 'failed')",
                (library,),
            ).fetchone()
            held = _Holdings(version, self._room.contents.holders(library), searched, total)
            self._holdings[library] = held
        return held


def _is_bare(row: PassageRow) -> bool:
    """Whether each line of a passage is one of its headings."""
    headings = {heading.strip() for heading in row.heading.split(SEPARATOR)} if row.heading else set()
    return bool(headings) and all(line.strip() in headings for line in row.text.split("\n") if line.strip())


def _together(parts: Sequence[PassageRow]) -> str:
    """Join passages that follow one another; a table's repeated first row stands once."""
    text = parts[0].text
    for part in parts[1:]:
        first, _, rest = part.text.partition("\n")
        repeated = rest and first in text and part.last - part.first < len(part.text) - len(first) + 1
        text += "\n" + (rest if repeated else part.text)
    return text
