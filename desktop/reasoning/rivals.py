"""Tell where several documents answer a question, each with other figures, and all may be meant; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.reasoning.elsewhere import strangers, unmeant
from desktop.reasoning.questions import figures_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reasoning.extract import Quote

#: Documents that are told at most.
MOST = 6


def rivals(question: str, quotes: Sequence[Quote], near: float) -> tuple[Quote, ...]:
    """Return the best quote and, of each other file, the first that is nearly as good and has other figures; else none.

    "How many homes took part?" has as many answers as there are reports on such schemes. A question for what is not
    told in figures has no rivals: whether two sentences contradict one another, words alone do not tell.

    Args:
        quotes: best first.
        near: share of the best score that the others must have.
    """
    kind = kind_of(question)
    if not quotes or not (told := figures_of(kind, quotes[0].text)):
        return ()
    passages = [quote.passage for quote in quotes]
    others = strangers(question, passages) | unmeant(passages)
    chosen = {quotes[0].passage.file: quotes[0]}
    for quote in quotes[1:]:
        figures = figures_of(kind, quote.text)
        differs = bool(figures) and not figures <= told and not told <= figures and quote.passage.file not in others
        if differs and quote.score >= near * quotes[0].score and len(chosen) < MOST:
            chosen.setdefault(quote.passage.file, quote)
    return tuple(chosen.values()) if len(chosen) > 1 else ()
