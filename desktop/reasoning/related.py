"""Related passages: what to search for from a page, and which of the finds stand elsewhere; pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.reasoning.sentences import is_row, spans
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Passage

#: Characters of a query, sentences in it, and passages that are shown.
QUERY, SENTENCES, SHOWN = 320, 3, 5
#: Passages to search for, since some stand on the page itself.
SEARCHED = 16
#: Share of the best find's score from which another is related too.
_NEAR = 0.5


def query_of(page: str, heading: str = "") -> str:
    """Return what to search for: the heading, and the sentences that hold most of the words the page uses often."""
    often = Counter(word for word in terms(page) if not word[0].isdigit())
    scored: list[tuple[float, int, str]] = []
    for place, (start, end) in enumerate(spans(page)):
        sentence = " ".join(page[start:end].split())
        words = set(terms(sentence))
        if len(words) >= 4 and not is_row(sentence):
            scored.append((-sum(often[word] for word in words) / (len(words) + 4), place, sentence))
    chosen = sorted(sorted(scored)[:SENTENCES], key=lambda item: item[1])
    text = " ".join([heading, *(sentence for _, _, sentence in chosen)]).strip()
    return (text or " ".join(page.split()))[:QUERY]


def elsewhere(passages: Sequence[Passage], file: str, page: int | None) -> tuple[Passage, ...]:
    """Return the passages that stand on other pages, one a page, best first, without those far behind the best."""
    best: dict[tuple[str, int | None], Passage] = {}
    for passage in passages:
        place = (passage.file, passage.page)
        if place != (file, page) and passage.text.strip():
            best.setdefault(place, passage)
    found = list(best.values())[:SHOWN]
    return tuple(passage for passage in found if passage.score >= _NEAR * found[0].score)
