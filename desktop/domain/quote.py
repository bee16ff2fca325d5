"""Whether words, and every number in them, stand in a text; and where, for the highlight."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.domain.text import unified

if TYPE_CHECKING:
    from collections.abc import Iterator

State = Literal["verified", "close", "missing"]

#: Likeness from which words count as "close": below it, two sentences of one report about different things meet.
CLOSE = 0.8

_KEPT = {"L", "M", "N"}
_GROUPING = ",'’\u00a0\u2009\u202f"
_NUMBER = re.compile(rf"\d+(?:[.{_GROUPING}]\d+)*")
_ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


class Close(msgspec.Struct, frozen=True):
    """The stretch of a text that is most like some words.

    Attributes:
        start, end: characters of the text.
        ratio: likeness, 0 to 1 (difflib: twice the matching characters over all characters).
    """

    start: int
    end: int
    ratio: float


def normalise(text: str) -> str:
    """Reduce `text` to what two extractions of the same words share: NFKC, lower case, letters and digits only."""
    if text.isascii():
        return "".join(character for character in text.lower() if character.isalnum())
    return "".join(piece for _, _, piece in _pieces(text))


def contains(page_text: str, quote: str) -> bool:
    """Whether `quote` stands in `page_text`, every digit of it, and no number of the page is cut in two."""
    return locate(page_text, quote) is not None


def locate(page_text: str, quote: str) -> tuple[int, int] | None:
    """Return the (start, end) characters of `page_text` where the words of `quote` stand, or None.

    The comparison is on `normalise`d text. Two things that it would let pass are held as well: a match must not begin
    or end inside a number of the page ("1,797" is not in "81,797"), and digits that are apart or divided by a decimal
    point in one text are so in the other ("1.2" is not "12").
    """
    wanted, glue = _reduce(quote)
    if not wanted or wanted not in normalise(page_text):
        return None
    reduced, spans = _mapped(page_text)
    at = reduced.find(wanted)
    while at >= 0:
        last = at + len(wanted) - 1
        if not _cuts(page_text, reduced, spans, at, last) and _agrees(page_text, reduced, spans, at, glue):
            return spans[at][0], spans[last][1]
        at = reduced.find(wanted, at + 1)
    return None


def close(page_text: str, quote: str) -> Close | None:
    """Return the stretch of `page_text` most like `quote`, to place a highlight with; None when no word is shared."""
    wanted = [normalise(match.group()) for match in _WORD.finditer(quote)]
    words = [(match.start(), match.end(), normalise(match.group())) for match in _WORD.finditer(page_text)]
    if not wanted or not words:
        return None
    need, shared = Counter(wanted), 0
    width = min(len(wanted), len(words))
    held: Counter[str] = Counter()
    best, best_at = 0, 0
    for index, (_, _, word) in enumerate(words):
        held[word] += 1
        shared += held[word] <= need[word]
        if index >= width:
            gone = words[index - width][2]
            shared -= held[gone] <= need[gone]
            held[gone] -= 1
        if shared > best:
            best, best_at = shared, index - width + 1
    if not best:
        return None
    first = max(best_at, 0)
    found = words[first : first + width]
    ratio = SequenceMatcher(None, " ".join(wanted), " ".join(word for _, _, word in found), autojunk=False).ratio()
    return Close(found[0][0], found[-1][1], ratio)


def check(quote: str, page_text: str) -> State:
    """Say whether `quote` is on the page ("verified"), only similar words are ("close"), or neither ("missing")."""
    if contains(page_text, quote):
        return "verified"
    near = close(page_text, quote)
    return "close" if near and near.ratio >= CLOSE else "missing"


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of `text` in one form: "81,797", "81797" and "８１，７９７" are all "81797".

    A decimal keeps its point ("81.8", "1,2" as "1.2"), "4½" is "4.5", leading and trailing zeros go, dates and versions
    give their parts, units, signs and per cent are left to the words around. Superscripts are footnote marks, so they
    do not count.
    """
    found: set[str] = set()
    for match in _NUMBER.finditer(_plain_digits(text)):
        found.update(_values(match.group()))
    return frozenset(found)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, normalised) for each run of characters that normalise together and leave something."""
    text = unified(text)
    start, length = 0, len(text)
    while start < length:
        end = start + 1
        while end < length and text[end] > "\x7f" and _joins(text[end]):
            end += 1
        piece = text[start:end]
        if end - start == 1 and piece < "\x80":
            if piece.isalnum():
                yield start, end, piece.lower()
        else:
            lowered = unicodedata.normalize("NFKC", piece).lower().replace("ς", "σ")
            kept = "".join(c for c in lowered if unicodedata.category(c)[0] in _KEPT and not "\ufe00" <= c <= "\ufe0f")
            if kept:
                yield start, end, kept
        start = end


def _joins(character: str) -> bool:
    """Whether `character` may compose with the one before it: a mark, or a vowel or final of Hangul."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _mapped(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return `normalise(text)` and for each of its characters the span of `text` that it comes from."""
    kept: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end, piece in _pieces(text):
        kept.append(piece)
        spans.extend([(start, end)] * len(piece))
    return "".join(kept), spans


def _reduce(quote: str) -> tuple[str, dict[int, frozenset[str]]]:
    """Return the normalised quote and, by position, how each digit of it is joined to the digit before it."""
    reduced, spans = _mapped(quote)
    return reduced, {i: _glue(quote, reduced, spans, i) for i in range(1, len(reduced)) if _digits(reduced, i)}


def _digits(reduced: str, index: int) -> bool:
    return reduced[index - 1].isdigit() and reduced[index].isdigit()


def _glue(text: str, reduced: str, spans: list[tuple[int, int]], index: int) -> frozenset[str]:
    """Say what the characters between two digits may mean: one number ("joined"), a "decimal" point, or "apart"."""
    between = unicodedata.normalize("NFKC", text[spans[index - 1][1] : spans[index][0]])
    if not between:
        return frozenset({"joined"})
    group = 1
    while index + group < len(reduced) and reduced[index + group].isdigit() and _touch(spans, index + group):
        group += 1
    if between == " " or text[spans[index - 1][1] : spans[index][0]] in _GROUPING[1:]:
        return frozenset({"joined", "apart"} if group == 3 else {"apart"})
    if between in {".", ","}:
        return frozenset({"joined", "decimal"} if group == 3 else {"decimal"})
    return frozenset({"apart"})


def _touch(spans: list[tuple[int, int]], index: int) -> bool:
    return spans[index - 1][1] == spans[index][0]


def _cuts(text: str, reduced: str, spans: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether the match from `first` to `last` begins or ends inside a number of the page."""
    return any(
        0 < index < len(reduced) and _digits(reduced, index) and "apart" not in _glue(text, reduced, spans, index)
        for index in (first, last + 1)
    )


def _agrees(text: str, reduced: str, spans: list[tuple[int, int]], at: int, glue: dict[int, frozenset[str]]) -> bool:
    return all(_glue(text, reduced, spans, at + index) & meant for index, meant in glue.items())


def _plain_digits(text: str) -> str:
    """Write every digit as an ASCII one and a fraction sign as a decimal; leave out superscripts and ringed numbers."""
    if text.isascii():
        return text
    out: list[str] = []
    for character in text:
        if character.isdecimal():
            out.append(str(unicodedata.decimal(character)))
        elif unicodedata.category(character) == "No":
            fraction = unicodedata.numeric(character, 0.0)
            is_fraction = 0 < fraction < 1
            before = out[-1].isdigit() if out and out[-1] else False
            out.append(f"{fraction:.4f}"[0 if not before else 1 :] if is_fraction else " ")
        else:
            out.append({"，": ",", "．": "."}.get(character, character))
    return "".join(out)


def _values(run: str) -> list[str]:
    """Read a run of digits and separators as one number or, where it cannot be one, as several."""
    for mark in _GROUPING[1:]:
        run = run.replace(mark, "") if _grouped(run, mark) else run.replace(mark, " ")
    parts = run.split(" ")
    if len(parts) > 1:
        return [value for part in parts for value in _values(part)]
    whole, point, rest = run.partition(".")
    if _ENGLISH_GROUPS.fullmatch(whole) and "." not in rest and "," not in rest:
        return [_canonical(whole.replace(",", "") + point + rest)]
    head, comma, tail = run.rpartition(",")
    if comma and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", head) and tail.isdigit():  # 1.234.567,89
        return [_canonical(head.replace(".", "") + "." + tail)]
    pieces = re.split(r"[.,]", run)
    if len(pieces) <= 2 and (len(pieces) == 1 or len(pieces[1]) != 4 or "." in run):
        return [_canonical(".".join(pieces))]
    return [_canonical(piece) for piece in pieces]


def _grouped(run: str, mark: str) -> bool:
    """Whether `mark` divides the run into thousands."""
    pieces = re.split(r"[.,]", run)[0].split(mark)
    return len(pieces) > 1 and len(pieces[0]) <= 3 and all(len(after) == 3 for _, after in pairwise(pieces))


def _canonical(number: str) -> str:
    value = f"{Decimal(number):f}"
    return (value.rstrip("0").rstrip(".") if "." in value else value) or "0"
