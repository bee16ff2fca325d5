"""Answer a question that compares: a quote for each of the things, and which of them nothing was found of."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.chat.judging import ANSWERABLE, Judged, enough, on_their_pages, surely
from desktop.chat.search import MEANS, SEARCHED, search
from desktop.reasoning.around import placed
from desktop.reasoning.compared import Side
from desktop.reasoning.defined import explains
from desktop.reasoning.each import MOST, asks_over_time, at_one_time, in_figures
from desktop.reasoning.elsewhere import names_in, names_unknown
from desktop.reasoning.extract import best_quotes
from desktop.reasoning.words import spelled_out, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Found, Passage, Retriever
    from desktop.reasoning.extract import Quote, Similarity

#: Quotes of each thing that are looked at, and what one counts more beside another of its table, of its document, or
#: that is a line of a table as well.
_LOOKED_AT, _SAME_TABLE, _SAME_FILE, _LINES = 8, 0.2, 0.05, 0.1
#: What the best passage of a document scores at least among others.
_BEST = 0.8


def sides_over_time(question: str, found: Found, retriever: Retriever) -> tuple[Side, ...]:
    """Return the reports that a question over time is asked of, each with what it asks of one; else nothing.

    They are those that a name in the question means, as that of a company does.
    """
    files: set[str] = set()
    asked = at_one_time(question) if asks_over_time(question) else ""
    for name in names_in(question) if asked else ():
        about = retriever.search(f"about {name}", 2 * SEARCHED).passages
        if meant := {passage.file for passage in about if passage.meant >= MEANS}:
            files = (files & meant) or (files | meant)  # of "NVIDIA's Data Center" only one is in the other's
            asked = re.sub(rf"\b{re.escape(name)}(?:['’]s?)?", " ", asked)  # in these files it tells nothing apart
    if not 1 < len(files) <= MOST or not terms(asked):
        return ()
    asked = in_figures(" ".join(asked.split()))
    return tuple(Side(PurePath(file).name, asked, "", file=file) for file in sorted(files))


def found_of_each(sides: Sequence[Side], retriever: Retriever) -> tuple[Found, ...]:
    """Search for each of the things by itself."""
    return tuple(_in_file(retriever, side) if side.file else search(retriever, side.question, "") for side in sides)


def _in_file(retriever: Retriever, side: Side) -> Found:
    """Search one document; its passages are scored as among many, since the only one of a file scores low."""
    found = retriever.search(spelled_out(side.question), SEARCHED, side.file)
    best = max((passage.score for passage in found.passages), default=0.0)
    scale = max(1.0, _BEST / best) if best else 1.0
    lifted = (msgspec.structs.replace(passage, score=passage.score * scale) for passage in found.passages)
    return msgspec.structs.replace(found, passages=tuple(lifted))


def together(found: Found, each: Sequence[Found]) -> Found:
    """Return what was found for the question with what was found for each thing, in turns."""
    ranks = zip_longest(*(one.passages for one in each), found.passages)
    unique: dict[tuple[str, int | None, str], Passage] = {}
    for passage in (passage for rank in ranks for passage in rank if passage):
        unique.setdefault((passage.file, passage.page, passage.text), passage)
    return msgspec.structs.replace(found, passages=tuple(unique.values()))


def judged_by_sides(
    whole: Judged, sides: Sequence[Side], each: Sequence[Found], retriever: Retriever, similarity: Similarity
) -> Judged:
    """Return a quote for each of the things or questions, with its name; `whole` where it speaks of all, or none does.

    Args:
        whole: what was found for the question as it is asked.
        each: what was found for each thing.
    """
    if sides[0].file:  # that they answer differently was asked for
        whole = msgspec.structs.replace(whole, several=False, named=True)
    asked_two = not any(side.key or side.file for side in sides)
    if not asked_two and whole.answers and whole.quotes and all(_speaks_of(side, whole.quotes[:1]) for side in sides):
        return whole
    fitting = [_fitting(side, found, retriever, similarity) for side, found in zip(sides, each, strict=True)]
    told = whole.quotes if whole.answers else ()
    tells_all = all(_speaks_of(side, told) for side in sides)
    if asked_two:  # one of two is an answer, unless the other is of someone that nothing speaks of
        unknown = any(names_unknown(side.question, one.passages) for side, one in zip(sides, each, strict=True))
        tells_all = whole.answers or unknown
    if not any(fitting) or (not all(fitting) and tells_all):
        return whole
    chosen = _best_of_each(fitting) if asked_two else _beside_one_another(fitting)
    names: dict[Quote, str] = {}
    for side, quote in zip(sides, chosen, strict=True):
        if quote is not None:
            names[quote] = f"{names[quote]}, {side.name}" if quote in names else side.name
    lacking = tuple(side.name for side, quote in zip(sides, chosen, strict=True) if quote is None)
    return Judged(tuple(names), answers=True, alone=True, names=tuple(names.values()), lacking=lacking)


def _fitting(side: Side, found: Found, retriever: Retriever, similarity: Similarity) -> list[Quote]:
    """Return the quotes that answer the question for one thing and speak of it, best first."""
    asked = spelled_out(side.question)
    quotes = best_quotes(asked, found.passages, similarity, len(found.passages))
    if side.key and (told := [quote for quote in quotes if explains(quote.text, f"What is {side.key}?")]):
        return list(on_their_pages(told[:1], retriever))
    if found.answerable < ANSWERABLE and not any(surely(quote, asked) for quote in quotes[:1]):
        return []
    good = [quote for quote in quotes if quote.score >= enough(asked, found)]
    own = [quote for quote in good if _speaks_of(side, [quote])]
    if good and not own:
        about = retriever.search(f"about {side.key}", SEARCHED)
        meant = {passage.file for passage in about.passages if passage.meant >= MEANS}
        own = [quote for quote in good if quote.passage.file in meant]
    return list(on_their_pages(own[:_LOOKED_AT], retriever))


def _best_of_each(fitting: Sequence[Sequence[Quote]]) -> tuple[Quote | None, ...]:
    return tuple(quotes[0] if quotes else None for quotes in fitting)


def _beside_one_another(fitting: Sequence[Sequence[Quote]]) -> tuple[Quote | None, ...]:
    """Choose of each the quote that is best together with those of the others: two lines of one table compare well."""

    def beside(anchor: Quote, quotes: Sequence[Quote]) -> Quote | None:
        return max(quotes, key=lambda quote: quote.score + _near(anchor, quote), default=None)

    def worth(choice: Sequence[Quote | None], anchor: Quote) -> float:
        return sum(quote.score + _near(anchor, quote) for quote in choice if quote is not None)

    choices = [(tuple(beside(anchor, quotes) for quotes in fitting), anchor) for quotes in fitting for anchor in quotes]
    return max(choices, key=lambda choice: worth(*choice))[0]


def _near(one: Quote, other: Quote) -> float:
    lines = bool(one.header) and bool(other.header)
    if one.passage.file != other.passage.file:
        return _LINES * lines
    same = lines and (one.header, one.passage.page) == (other.header, other.passage.page)
    return _SAME_TABLE if same else max(_SAME_FILE, _LINES * lines)


def _speaks_of(side: Side, quotes: Sequence[Quote]) -> bool:
    if side.file:
        return any(quote.passage.file == side.file for quote in quotes)
    return side.in_words(" ".join(map(placed, quotes)))
