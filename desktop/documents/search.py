"""Answer a question from one library: both legs, the files, the fusion, and passages joined with their neighbours."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec

from desktop.documents import lexical, which_file
from desktop.documents.answerable import Evidence, likelihood
from desktop.documents.legs import DEPTH_IN_FILE, LISTED, Legs
from desktop.documents.narrow import Choice, choose, whole
from desktop.documents.passages import SEPARATOR, judged_text
from desktop.documents.rank import (
    Candidate,
    Question,
    about_passages,
    is_foreign,
    join,
    order,
    read_question,
    reordered,
)
from desktop.documents.rerank import DEPTH as READ_ANEW
from desktop.documents.word_tables import names_table, words_table
from desktop.domain.document import EVERYTHING, Found, Passage
from desktop.domain.heads import heads_within
from desktop.errors import FileMissing, LibraryEmpty, NothingWithin

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from desktop.documents.intake import Room
    from desktop.documents.passages import Holder, PassageRow
    from desktop.documents.rank import Ranked
    from desktop.documents.rerank import Reranker
    from desktop.documents.which_file import Verdict
    from desktop.domain.document import Block, Within
    from desktop.worker.cancel import Cancel


class _Held(msgspec.Struct, frozen=True):
    """Which files of a library are searched, as of one state of the store."""

    version: int
    within: Within
    choice: Choice


class Gathered(msgspec.Struct, frozen=True):
    """Everything that the ranking and the verdict are made from.

    Attributes:
        question: what of it is put to passages; the rest only says which file is meant.
        counts: how common its terms are in the library.
        rows: each candidate's passage.
        holders: the file of each content that they are of.
        vectors_ready: whether the leg of meaning took part in full.
    """

    question: Question
    counts: lexical.Counts
    candidates: tuple[Candidate, ...]
    rows: dict[int, PassageRow]
    holders: dict[int, Holder]
    vectors_ready: bool


class Searcher:
    """Knows how to find passages; borrows the room's store and indexes, writes nothing."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._held: dict[int, _Held] = {}
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="meaning")

    def find(
        self,
        library: int,
        name: str,
        query: str,
        k: int,
        file: str | None,
        cancel: Cancel,
        within: Within = EVERYTHING,
        reranker: Reranker | None = None,
    ) -> Found:
        """Return the `k` best passages for `query`, from `file` alone where it is given, else from files `within`.

        Raises:
            LibraryEmpty: nothing can be searched yet.
            NothingWithin: no file is let through.
            FileMissing: the library holds no such file, or the reranker's folder is gone.
            NotAModel: the reranker's folder holds none.
            Cancelled.
        """
        held = self.held(library, EVERYTHING if file is not None else within)
        if not held.searched:
            if within.narrows and self.held(library).searched:
                raise NothingWithin(name=name)
            raise LibraryEmpty(name=name)
        if file is not None:
            held = self._only(library, file)
        gathered = self.gather(library, query, held, cancel)
        files = self._room.embedders.of(library).files
        multilingual = files is not None and files.multilingual
        ranked = _once(order(gathered.question, gathered.candidates, multilingual=multilingual), gathered.rows)
        if reranker is not None:
            ranked = _reread(reranker, query, ranked, gathered, cancel)
        passages = self._passages(gathered, ranked, k, file)
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
            within=EVERYTHING if file is not None else within,
            left_out=self.held(library).total - held.total if file is None else 0,
            multilingual=multilingual,
        )

    def gather(self, library: int, query: str, choice: Choice, cancel: Cancel) -> Gathered:
        """Ask both legs, in the files of `choice` only, and score these files.

        Raises:
            Cancelled.
        """
        room = self._room
        embedding = room.embedders.of(library)
        legs = Legs(room, library, embedding, choice)
        asked = read_question(query)
        beside = self._beside.submit(legs.meaning, query, cancel)  # torch, Chroma and SQLite let other threads work
        verdict = self._files(library, query, choice)
        question = about_passages(asked, verdict.named)
        counts = lexical.count(room.store.read, words_table(library), question.terms)
        match, every = lexical.expression(question.terms), 1
        if choice.holders is None:
            match, every = lexical.affordable(room.store.read, words_table(library), question.terms, counts)
        words = legs.by_words(match, every=every)
        proposed = list(words)
        spans = legs.spans(verdict.scores)
        for span in spans:
            own = legs.by_words(lexical.within_file(question.terms, counts), LISTED, span)
            proposed += list(own)[:DEPTH_IN_FILE]
            words |= (
                own  # what only meaning proposes has its score by words too, or it stood behind what holds hardly any
            )
        quoted = {number for term in question.terms if term.kind == "quotation" for number in legs.by_words(term.match)}
        proposed = list(dict.fromkeys((*proposed, *quoted)))
        found, vectors = room.contents.passages(proposed), room.contents.vectors(embedding.key, proposed)
        holders = self._holders(library, choice, {row.content for row in found.values()})
        vector, meaning = beside.result()  # what needs no vector of the question was done while that was made
        cancel.check()
        cosines = dict(meaning or {})
        if vector is not None:
            for span in spans:
                cosines |= legs.nearest(vector, span, DEPTH_IN_FILE)
            found |= room.contents.passages([number for number in cosines if number not in found])
            holders |= self._holders(library, choice, {row.content for row in found.values()} - holders.keys())
            cosines = {number: float(vector @ other) for number, other in vectors.items()} | cosines
        candidates = tuple(
            Candidate(
                passage=number,
                content=row.content,
                page=row.page,
                words=words.get(number, 0.0),
                cosine=cosines.get(number),
                file=verdict.scores.get(holders[row.content].file, 0.0),
                quoted=number in quoted,
                bare=_is_bare(row),
                foreign=number not in words and is_foreign(row.text, question),
            )
            for number, row in found.items()
            if row.content in holders  # else it was removed since it was found
        )
        return Gathered(question, counts, candidates, found, holders, meaning is not None)

    def _passages(self, gathered: Gathered, ranked: Sequence[Ranked], k: int, file: str | None) -> tuple[Passage, ...]:
        """Return the `k` best passages, neighbours as one; said to be of `file` where that is given."""
        passages: list[Passage] = []
        pages: dict[tuple[int, int], list[Block]] = {}
        for group in join(ranked, k):
            best = max(group, key=lambda one: one.score)
            parts = [gathered.rows[one.candidate.passage] for one in group]
            holder = gathered.holders[parts[0].content]
            text, place = _together(parts), (parts[0].content, parts[0].page)
            if place not in pages:
                pages[place] = self._room.contents.blocks(*place)
            passages.append(
                Passage(
                    file=file if file is not None else holder.shown,
                    page=parts[0].page if holder.paged else None,
                    heading=parts[0].heading or None,
                    text=text,
                    score=best.score,
                    page_label=parts[0].label,
                    lexical=best.words,
                    vector=best.meaning,
                    lexical_rank=best.words_rank,
                    vector_rank=best.meaning_rank,
                    chunk=best.candidate.passage,
                    meant=best.candidate.file,
                    heads=heads_within(pages[place], text, parts[0].heading, parts[0].first, parts[-1].last),
                )
            )
        return tuple(passages)

    def _files(self, library: int, query: str, choice: Choice) -> Verdict:
        """Score the files by what the question says about them."""
        contents, holders = self._room.contents, choice.holders
        own = {one.file: which_file.File(one.shown, one.passages) for one in holders.values()} if holders else None

        def about(files: Collection[int] | None) -> Mapping[int, which_file.File]:
            if own is None:
                return {file: which_file.File(*known) for file, known in contents.names(library, files).items()}
            return own if files is None else {file: own[file] for file in files if file in own}

        names = which_file.Names(self._room.store.read, names_table(library), choice.searched, about, own)
        return which_file.judge(names, which_file.wish(query))

    def _holders(self, library: int, choice: Choice, contents: Collection[int]) -> dict[int, Holder]:
        if choice.holders is None:
            return self._room.contents.holders(library, contents)
        return {content: choice.holders[content] for content in contents if content in choice.holders}

    def _only(self, library: int, file: str) -> Choice:
        contents = [entry.content for entry in self._room.ledger.find(library, [file]) if entry.content is not None]
        holders = self._room.contents.holders(library, contents[:1])
        if not holders:
            raise FileMissing(file=file)
        return Choice(1, 1, holders)

    def held(self, library: int, within: Within = EVERYTHING) -> Choice:
        """Return the files of a library that are searched; a choice is made anew when the store has changed."""
        store = self._room.store
        if not within.narrows:
            return whole(store, library)
        version = store.read.execute("PRAGMA data_version").fetchone()[0]
        held = self._held.get(library)
        if held is None or (held.version, held.within) != (version, within):
            held = self._held[library] = _Held(version, within, choose(store, library, within))
        return held.choice


def _once(ranked: Sequence[Ranked], rows: Mapping[int, PassageRow]) -> tuple[Ranked, ...]:
    """Return the candidates without those that only say again what a better one of the same file says."""
    first: dict[tuple[int, str], Ranked] = {}
    for one in ranked:
        first.setdefault((one.candidate.content, rows[one.candidate.passage].text), one)
    return tuple(first.values())


def _reread(
    reranker: Reranker, query: str, ranked: Sequence[Ranked], gathered: Gathered, cancel: Cancel
) -> tuple[Ranked, ...]:
    """Let the reranker order the first candidates anew; the others stay behind them."""
    rows = [gathered.rows[one.candidate.passage] for one in ranked[:READ_ANEW]]
    texts = [judged_text(gathered.holders[row.content].shown, row.header, row.text) for row in rows]
    return reordered(ranked, reranker.scores(query, texts, cancel))


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
