"""Search by words: how text and questions are cut into terms for SQLite FTS5, in any script."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.stopwords import CJK_PARTICLES, CJK_QUESTION_WORDS, STOP_WORDS
from desktop.domain.text import unified

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

#: FTS5 tokenizer of every table: Latin and other spaced scripts are folded and stemmed, our bigrams pass unchanged.
TOKENIZER = "porter unicode61 remove_diacritics 2"
#: Scripts written without spaces, cut into overlapping pairs of characters: hit@10 on XQuAD zh is .992, against
#: .929 with FTS5's trigrams and .076 with unicode61 alone.
UNSPACED = (
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U0001b000-\U0001b16f\U00020000-\U000323af"
)
_UNSPACED_RUN = re.compile(f"[{UNSPACED}々〆〇]+")
#: Signs of these scripts that belong to the letter before; all of theirs are within these bounds.
_MARK = re.compile(f"[{''.join(c for c in map(chr, range(0x0E00, 0x3100)) if unicodedata.category(c)[0] == 'M')}]")
_QUOTED = re.compile(r"[\"“”„«»「」『』]([^\"“”„«»「」『』]{2,200})[\"“”„«»「」『』]")
#: A word, or letters and digits held together by one mark: 81,797 · GB-2024/11 · v1.2.3 · a_b · Q3'23 · R&D.
_WORD = re.compile(r"[^\W_]+(?:[.,\-/_'’:&@+#][^\W_]+)*", re.UNICODE)
_JOINTS = re.compile(r"[.,\-/_'’:&@+#]")
_SHORTENED = re.compile(r"([^\W\d_]+)['’](?:s|t|re|ve|ll|d|m)", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’]\d{3})+(?:[.,]\d+)?")
_LONG_NUMBER = re.compile(r"\d{4,}")
#: Terms of one query at most: a pasted page is not a better question, and every term costs a posting list.
MOST_TERMS = 48
#: Rows at which counting a term stops; passages from which on a library is large; rows that are scored there. Scoring
#: three tenths of the rows that hold a word finds as well as scoring all (MTRAG, XQuAD); see ARCHITECTURE.md.
MOST_COUNTED = 5000
LARGE = 10_000
SCORED = 3000


class Term(msgspec.Struct, frozen=True):
    """One thing that a question asks for.

    Attributes:
        text: as written, folded to lower case.
        match: FTS5 expression that finds it.
        kind: what it is: a word, a pair of characters of an unspaced script, a number or identifier, a quotation.
        times: how often it counts in the score.
        name: whether it is written like a name: a capital letter that does not begin the sentence.
    """

    text: str
    match: str
    kind: str = "word"
    name: bool = False
    times: int = 1


def fold(text: str) -> str:
    """Return `text` as it is indexed and compared: compatibility forms unified, NUL and lone surrogates out."""
    folded = unicodedata.normalize("NFKC", unified(text))
    return folded.replace("\0", " ").encode("utf-8", "replace").decode()


def index_text(text: str) -> str:
    """Return the text that FTS5 is given: runs of unspaced scripts as pairs, and the last character by itself.

    The lone last character lets a search for one character find it by prefix, wherever in the run it stands.
    """
    return _UNSPACED_RUN.sub(lambda run: f" {' '.join(_pairs(run.group(), last=True))} ", fold(text))


def _pairs(run: str, *, last: bool = False) -> list[str]:
    letters = _MARK.sub("", run)
    pairs = list(map("".join, itertools.pairwise(letters)))
    return [*pairs, letters[-1]] if letters and (last or len(letters) == 1) else pairs


def unspaced_share(text: str) -> float:
    """Return how much of the letters and digits of `text`, 0 to 1, are in scripts without spaces."""
    letters = sum(1 for c in text if c.isalnum())
    unspaced = sum(len(run.group()) for run in _UNSPACED_RUN.finditer(text))
    return min(1.0, unspaced / letters) if letters else 0.0


def terms(query: str) -> tuple[Term, ...]:
    """Cut a question into the terms to look for, quotations first, each once.

    Words that only make it a question are left out, unless nothing else is there.
    """
    text = fold(query)
    found: dict[str, Term] = {}
    for quoted in _QUOTED.finditer(text):
        if phrase := _phrase(quoted.group(1)):
            found.setdefault(phrase, Term(quoted.group(1).strip().lower(), phrase, "quotation"))
    spaced = _UNSPACED_RUN.sub(" ", text)
    words = list(_WORD.finditer(spaced))
    content = [match for match in words if match.group().lower() not in STOP_WORDS]
    unspaced = list(_unspaced_terms(text, alone=not content))
    for match in content or (words if not unspaced else []):
        term = _word_term(match.group(), begins=_begins_sentence(spaced, match.start()))
        if term is not None:
            found.setdefault(term.match, term)
    for term in unspaced:
        found.setdefault(term.match, term)
    kept = tuple(found.values())[:MOST_TERMS]
    if any(_has_particle(term) for term in kept):
        # Counting all others twice: MRR on CMRC2018 .980 and XQuAD zh .948, where leaving such pairs out gives
        # .979 and .944, and treating all alike .973 and .948.
        return tuple(term if _has_particle(term) else msgspec.structs.replace(term, times=2) for term in kept)
    return kept


def _has_particle(term: Term) -> bool:
    return term.kind == "pair" and not CJK_PARTICLES.isdisjoint(term.text)


def _unspaced_terms(text: str, *, alone: bool) -> Iterator[Term]:
    """Yield the pairs of `text`; question words only when the question is nothing else (`alone`)."""
    runs = [run.group() for run in _UNSPACED_RUN.finditer(text)]
    parts = [(part, run) for run in runs for part in CJK_QUESTION_WORDS.split(run) if part]
    # A character that is left of a run beside its question words says little; one that was written alone is meant.
    kept = [part for part, run in parts if len(part) > 1 or part == run]
    for part in kept or (([part for part, _ in parts] or runs) if alone else []):
        for pair in _pairs(part):
            yield Term(pair, f'"{pair}"*' if len(pair) == 1 else f'"{pair}"', "pair")


def _word_term(word: str, *, begins: bool) -> Term | None:
    pieces = [piece for piece in _JOINTS.split(word) if piece]
    if not pieces:
        return None
    name = word[0].isupper() and (not begins or word[1:] != word[1:].lower())
    digits = any(c.isdigit() for c in word)
    match = '"' + " ".join(pieces) + '"'
    if digits and _GROUPED.fullmatch(word):
        whole = re.sub(r"[,.'’](?=\d{3}(?:\D|$))", "", word)
        match = f'({match} OR "{" ".join(_JOINTS.split(whole))}")'
    elif digits and _LONG_NUMBER.fullmatch(word) and len(word) > 4:
        grouped = f"{int(word):,}".replace(",", " ") if word.isascii() and not word.startswith("0") else word
        match = f'({match} OR "{grouped}")'
    elif shortened := _SHORTENED.fullmatch(word):
        word = shortened[1]  # Apple's: FTS5 sees two words, of which the second says nothing
        match = f'"{word}"'
    return Term(word.lower(), match, "number" if digits else "word", name)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘(¿¡")
    return not before or before[-1] in ".!?:\n"


def _phrase(text: str) -> str:
    pieces = _WORD.findall(index_text(text))
    flat = [piece for word in pieces for piece in _JOINTS.split(word) if piece]
    # The pairs of an unspaced run follow one another, so a phrase of them is the exact run; its lone last
    # character is not followed by anything and must not be asked for.
    if flat and len(flat) > 1 and len(flat[-1]) == 1 and _UNSPACED_RUN.fullmatch(flat[-1]):
        flat = flat[:-1]
    return '"' + " ".join(flat) + '"' if flat else ""


def expression(found: Sequence[Term]) -> str:
    """Return the FTS5 expression that finds any of the terms; empty when there are none."""
    return " OR ".join(term.match for term in found for _ in range(term.times))


class Hit(msgspec.Struct, frozen=True):
    """A row that matched.

    Attributes:
        score: BM25, more is better, above 0.
    """

    row: int
    score: float


def search(
    connection: sqlite3.Connection,
    table: str,
    match: str,
    limit: int,
    *,
    header_weight: float = 1.0,
    within: tuple[int, int] | None = None,
    among: Sequence[int] = (),
    every: int = 1,
) -> list[Hit]:
    """Return the best `limit` rows of the FTS5 table (header, body) for an expression of `expression`.

    Args:
        table: name of the table; ours, never a user's text.
        within: first and last row to look at; None means all.
        among: the contents to look at, for many scattered ones; empty means all.
        every: look only at one row in so many.
    """
    if not match:
        return []
    part = f" AND rowid % {every:d} = 1" if every > 1 else ""
    stretch = " AND rowid BETWEEN ? AND ?" if within else ""
    own = (
        f" AND (SELECT content FROM chunks WHERE id = {table}.rowid) IN (SELECT value FROM json_each(?))"
        if among
        else ""
    )
    statement = (
        f"SELECT rowid, -bm25({table}, ?, 1.0) AS score FROM {table} WHERE {table} MATCH ?{stretch}{own}{part}"
        " ORDER BY score DESC LIMIT ?"
    )
    listed = (msgspec.json.encode(among).decode(),) if among else ()
    values = (header_weight, match, *(within or ()), *listed, limit)
    return [Hit(row, max(score, 1e-9)) for row, score in connection.execute(statement, values)]


class Counts(msgspec.Struct, frozen=True):
    """How common terms are in a library.

    Attributes:
        shares: for each term's text the share of the passages that hold it; counting stops at `most`.
        total: passages of the library.
        most: the share from which on a term is simply common.
    """

    shares: dict[str, float]
    total: int
    most: float


def count(connection: sqlite3.Connection, table: str, found: Sequence[Term]) -> Counts:
    """Count in how many rows of the table each term is."""
    total = connection.execute(f"SELECT count(*) FROM {table}_docsize").fetchone()[0]
    limit = max(200, min(total // 8, MOST_COUNTED))
    statement = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {limit})"
    rows = {term.text: connection.execute(statement, (term.match,)).fetchone()[0] for term in found}
    whole = max(1, total)
    return Counts({text: number / whole for text, number in rows.items()}, total, limit / whole)


def affordable(connection: sqlite3.Connection, table: str, found: Sequence[Term], counts: Counts) -> tuple[str, int]:
    """Return an expression for the terms that about `SCORED` rows match at most, and which part of these to take.

    In a large library scoring a row takes much longer than passing over it. So rows that hold a rare term are scored,
    the rarest first; then rows that hold several common ones together; of words that are everywhere each n-th row.
    """
    held = sorted((term for term in found if counts.shares.get(term.text)), key=lambda term: counts.shares[term.text])
    rows = [round(counts.shares[term.text] * counts.total) for term in held]
    if counts.total < LARGE or sum(rows) <= SCORED:
        return expression(found), 1
    chosen: list[str] = []
    rest = SCORED
    common = len(held)
    for at, term in enumerate(held):
        if rows[at] > rest or counts.shares[term.text] >= counts.most:
            common = at
            break
        rest -= rows[at]
        chosen.append(term.match)
    every = 1
    together = _together(connection, table, held[common:], rest) if common < len(held) else ("", 0)
    if together[1] <= rest or not chosen:
        chosen.append(together[0])
        every = -(-together[1] // rest) if together[1] > rest else 1
    return " OR ".join(match for match in chosen if match), every


def within_file(found: Sequence[Term], counts: Counts) -> str:
    """Return an expression for the terms in one file; in a large library without lone characters, if there is more.

    A character is found by its prefix, for which FTS5 merges the rows of all pairs that begin with it.
    """
    whole = [term for term in found if not term.match.endswith("*")]
    return expression(whole if whole and counts.total >= LARGE else found)


def _together(connection: sqlite3.Connection, table: str, common: Sequence[Term], most: int) -> tuple[str, int]:
    """Return what finds rows that hold so many of the terms, rarest first, that at most `most` do, and how many do.

    Terms that never stand together narrow nothing: what finds the rows of those before them is returned then.
    """
    match, rows = "", 0
    for number in range(1, len(common) + 1):
        narrower = f"({' AND '.join(term.match for term in common[:number])})"
        held = connection.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (narrower,)).fetchone()[0]
        if match and not held:
            break
        match, rows = narrower, held
        if number > 1 and rows <= most:
            break
    return match, rows
