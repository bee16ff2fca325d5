"""Find what documents in another language hold of a question's names, numbers and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.chat.judging import BESIDE_BEST, QUOTES, Judged, on_their_pages
from desktop.chat.search import MEANS, SEARCHED
from desktop.reasoning.across import shared
from desktop.reasoning.around import placed
from desktop.reasoning.extract import best_quotes
from desktop.reasoning.words import asks_unspaced, is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Found, Retriever
    from desktop.reasoning.extract import Similarity


def judged_across(asked: str, retriever: Retriever, similarity: Similarity) -> tuple[Judged, Found] | None:
    """Return quotes in another language that hold the names and times of a question, and what they were found in.

    None where it has no name but that of documents and no month, or nothing in another language holds them. That they
    answer is not sure: an embedder of one language does not compare the other words.
    """
    own = shared(asked)
    if not own.names and not own.months:
        return None
    query = " ".join(own.words)
    found = retriever.search(query, SEARCHED)
    other = tuple(passage for passage in found.passages if is_foreign([passage.text], asked))
    if not other or (not own.months and all(_names_files(name, retriever) for name in own.names)):
        return None
    quotes = best_quotes(query, other, similarity, len(other))
    fitting = [quote for quote in quotes if own.in_words(quote.text, placed(quote))]
    kept = on_their_pages(fitting[:QUOTES], retriever)
    if not kept:
        return None
    kept = tuple(quote for quote in kept if quote.score >= BESIDE_BEST * kept[0].score)
    judged = Judged(kept, answers=True, alone=True, shared=own.words)
    return judged, msgspec.structs.replace(found, passages=other)


def hint_of(found: Found, covers: Sequence[str], question: str) -> str:
    """Return the name of the sentence that tells where documents are in another language than a question that was not
    answered, and meaning is not compared across languages; else nothing.

    Args:
        covers: the first words of some documents.
    """
    known = [text for text in covers if text.strip()]
    if found.multilingual or not terms(question):
        return ""
    if is_foreign([passage.text for passage in found.passages] or known, question):
        own = any(not is_foreign([text], question) for text in known)
        return "partly-foreign" if own else "one-language"
    return "partly-foreign" if is_foreign(known, question) else ""


def _names_files(name: str, retriever: Retriever) -> bool:
    """Whether a name says which documents are meant, as that of a company does, and singles out nothing in them."""
    found = retriever.search(f"about {name}", SEARCHED)
    return any(passage.meant >= MEANS for passage in found.passages)


def is_foreign(texts: Sequence[str], question: str) -> bool:
    """Whether at least half of the texts are in a script of the other kind than the question."""
    unspaced = asks_unspaced(question)
    other = sum(is_unspaced(text) != unspaced for text in texts)
    return bool(texts) and 2 * other >= len(texts)
