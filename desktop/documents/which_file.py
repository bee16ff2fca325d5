"""Score files by what a question names: words of their names, titles and covers, and the period they are about."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.lexical import Term, fold, terms
from desktop.documents.spoken_names import own_words, spoken_names

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping

_QUARTERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4"}
_SPOKEN_QUARTER = re.compile(r"\b(first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:fiscal\s+)?quarter\b", re.IGNORECASE)
_SHORT_QUARTER = re.compile(r"\b(?:q([1-4])|([1-4])q)(?:[ \-/']?(?:fy)?((?:19|20)?\d\d))?\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
#: What asks the same of many names none of them; a kind of thing is written small.
_EACH = re.compile(r"\b(?:each|every|all)(?: one)?(?: of)?(?: (?:the|these|those|my|our))? [a-z]+\b")
_LATEST = re.compile(r"\b(latest|most recent|newest|current|last)\b|最新|最近|本期", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:[\s_.\-]*(?:q([1-4])|([01]\d)(?:[\s_.\-]*([0-3]\d))?(?!\d)))?", re.IGNORECASE
)


#: Passages from which on a file's first page is a cover.
LONG = 8
#: Share of long ones among the files that begin with a term, from which on it need not choose between passages too.
MOSTLY = 0.5
#: Files that share a term at most, for it to single files out by itself, and at which counting stops.
LISTED, COUNTED = 500, 5000


class Wish(msgspec.Struct, frozen=True):
    """What a question says about the file it wants.

    Attributes:
        terms: words to look for in names, titles and covers.
        latest: whether it asks for the newest of several.
        names: those of several words, as their words.
    """

    terms: tuple[Term, ...]
    latest: bool
    names: tuple[frozenset[str], ...] = ()


class Weights(msgspec.Struct, frozen=True):
    """What a match is worth by where it stands and what it is; tuned on reports/questions.csv.

    Attributes:
        name, title, cover: by where the term stands.
        word: of a term that is neither a name nor a number, beside one that is.
        latest: of the newest period where the question asks for it.
        enough: sum of terms that makes the choice certain; less makes every score less.
    """

    name: float = 1.0
    title: float = 0.8
    cover: float = 0.7
    word: float = 0.4
    latest: float = 0.5
    enough: float = 1.0


WEIGHTS = Weights()


def wish(query: str) -> Wish:
    """Read off a question what it says about files; "the third quarter of 2023" is also "Q3" and "2023"."""
    text = _EACH.sub(" ", fold(query))
    found = {term.match: term for term in terms(text)}
    for match in _SPOKEN_QUARTER.finditer(text):
        number = _QUARTERS[match[1].lower()]
        _add(found, f"q{number}")
    for match in _SHORT_QUARTER.finditer(text):
        _add(found, f"q{match[1] or match[2]}")
        if match[3]:
            _add(found, match[3] if len(match[3]) == 4 else f"20{match[3]}")
    for match in _YEAR.finditer(text):
        _add(found, match[1])
    return Wish(tuple(found.values()), bool(_LATEST.search(text)), spoken_names(text))


def _add(found: dict[str, Term], word: str) -> None:
    found.setdefault(f'"{word}"', Term(word, f'"{word}"', "number"))


def period(name: str) -> tuple[int, int]:
    """Return year and a number that orders times within it, read off a file's name; (0, 0) where there is none."""
    best = (0, 0)
    for match in _PERIOD.finditer(name):
        month = int(match[3] or 0)
        within = int(match[2]) * 300 if match[2] else month * 100 + int(match[4] or 0) if month <= 12 else 0
        best = max(best, (int(match[1]), within))
    return best


class Verdict(msgspec.Struct, frozen=True):
    """What the question says about files.

    Attributes:
        scores: 0 to 1 for each file that fits in some way; empty when all fit alike.
        named: match expressions of the terms that chose between files, and need not choose between passages.
    """

    scores: dict[int, float]
    named: frozenset[str]


class File(msgspec.Struct, frozen=True):
    """What is known of a file: its name, and how many passages it has."""

    name: str
    passages: int


class Names(msgspec.Struct, frozen=True):
    """Where files are looked up by their names.

    Attributes:
        table: FTS5 table (name, title, cover) with the file's number as rowid; only of files that can be searched.
        total: how many files may be meant.
        about: what is known of these files, where they may be meant; of all that may be for None.
        only: the files that may be meant; None: all in the table.
    """

    connection: sqlite3.Connection
    table: str
    total: int
    about: Callable[[Collection[int] | None], Mapping[int, File]]
    only: Collection[int] | None = None

    def count(self, match: str, most: int) -> int:
        """Count the files that match, up to `most`."""
        own, values = self._own()
        statement = f"SELECT count(*) FROM (SELECT 1 FROM {self.table} WHERE {self.table} MATCH ?{own} LIMIT ?)"
        return int(self.connection.execute(statement, (match, *values, most)).fetchone()[0])

    def matches(self, match: str) -> list[int]:
        """Return the files that match."""
        own, values = self._own()
        statement = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH ?{own}"
        return [row[0] for row in self.connection.execute(statement, (match, *values))]

    def _own(self) -> tuple[str, tuple[str, ...]]:
        if self.only is None:
            return "", ()
        return " AND +rowid IN (SELECT value FROM json_each(?))", (msgspec.json.encode(list(self.only)).decode(),)


def judge(names: Names, asked: Wish, weights: Weights = WEIGHTS) -> Verdict:
    """Score the files by what the question says about them.

    A term that more than `LISTED` files share singles none out; it only counts among files that rarer terms found. Of a
    name of several words a file needs all: one that holds a part counts by that part and is never sure, as one on the
    United Methodist Church where the United States are named.
    """
    if names.total < 2:
        return Verdict({}, frozenset())
    counts = {term.match: names.count(_anywhere(term), COUNTED) for term in asked.terms}
    held = [term for term in asked.terms if counts[term.match]]
    rare = [term for term in held if counts[term.match] <= LISTED]
    among = " OR ".join(_anywhere(term) for term in [term for term in rare if _is_telling(term)] or rare)
    found: dict[int, float] = {}
    named: set[str] = set()
    possible = certain = 0.0
    placed = {
        term: _places(names, term, weights, "" if term in rare else among) for term in held if term in rare or rare
    }
    held_by = {term.text: where.keys() for term, (where, _) in placed.items()}
    for term, (where, chooses) in placed.items():
        share = (len(where) if term in rare else counts[term.match]) / names.total
        if not where or share > 0.95:
            continue
        telling = _is_telling(term)
        parts = {file: _part_of_name(term.text, file, asked.names, held_by) for file in where}
        most = max(parts.values())
        if telling and chooses and most == 1.0:
            named.add(term.match)
        worth = 1.0 if telling else weights.word
        certain += worth * most
        rarity = worth * math.log(1.0 + 1.0 / share)
        possible += rarity
        for file, place in where.items():
            found[file] = found.get(file, 0.0) + rarity * place * parts[file]
    if asked.latest and (found or names.total <= LISTED):
        possible += _add_latest(names, found, weights.latest)
    sure = min(1.0, certain / weights.enough) if certain else 1.0
    scores = {file: sure * min(1.0, score / possible) for file, score in found.items()}
    return Verdict(scores, frozenset(named))


def _part_of_name(
    word: str, file: int, names: tuple[frozenset[str], ...], held_by: Mapping[str, Collection[int]]
) -> float:
    """Return how much of the name that a word belongs to a file holds, 0 to 1; 1 for a word by itself."""
    name = next((name for name in names if word in name), None)
    if name is None:
        return 1.0
    own = own_words(name)
    return sum(file in held_by.get(part, ()) for part in own) / len(own)


def _is_telling(term: Term) -> bool:
    """Whether a term is a name, a year or an identifier; a word or a digit may stand in a file's name by chance."""
    return term.name or (term.kind == "number" and len(term.text) > 1)


def _columns(term: Term) -> tuple[str, ...]:
    """Covers hold any words, so there only names and numbers count."""
    return ("name", "title", "cover") if term.name or term.kind == "number" else ("name", "title")


def _anywhere(term: Term) -> str:
    return f"({{{' '.join(_columns(term))}}} : ({term.match}))"


def _places(names: Names, term: Term, weights: Weights, among: str) -> tuple[dict[int, float], bool]:
    """Where a term stands and what that is worth, and whether it chooses between files rather than passages.

    A cover counts only in files so long that it is not all of them. Where short files begin with the term too, it is
    what they are about, and so much less a sign of which file is meant.

    Args:
        among: expression that the files must match as well, where it is given.
    """
    worth: dict[int, float] = {}
    chooses = False
    for column in _columns(term):
        match = f"({column} : ({term.match}))"
        files = names.matches(f"{match} AND ({among})" if among else match)
        share = 1.0
        if column == "cover" and files:
            known = names.about(files)
            long = [file for file in files if file in known and known[file].passages >= LONG]
            share, files = len(long) / len(files), long
        for file in files:
            worth[file] = max(worth.get(file, 0.0), share * float(getattr(weights, column)))
        chooses = chooses or (bool(files) and (column != "cover" or share > MOSTLY))
    return worth, chooses


def _add_latest(names: Names, found: dict[int, float], worth: float) -> float:
    """Favour the newest period among the files that fit best so far; return what that could add."""
    best = max(found.values(), default=0.0)
    rivals = [file for file, score in found.items() if score >= 0.8 * best] if found else None
    periods = {file: period(one.name) for file, one in names.about(rivals).items()}
    dated = [value for value in periods.values() if value != (0, 0)]
    if len(set(dated)) < 2 or 2 * len(dated) < len(periods):  # the one year in a name is that of its matter
        return 0.0
    newest = max(dated)
    for file, value in periods.items():
        if value == newest:
            found[file] = found.get(file, 0.0) + worth
    return worth
