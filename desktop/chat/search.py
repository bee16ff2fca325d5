"""Search for a question; for one that leans on the conversation also with the words that it takes along, in turns."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import msgspec

from desktop.reasoning.words import spelled_out, terms

if TYPE_CHECKING:
    from desktop.domain.document import Found, Retriever

#: Passages that are searched for.
SEARCHED = 12
#: From this fit on a file is the one that a name means.
MEANS = 0.4
#: Content words from which a leaning question is searched for by itself too.
OF_ITS_OWN = 2


def search(retriever: Retriever, asked: str, context: str) -> Found:
    """Return what is found for `asked`; where there is a `context`, for the two together and for `asked` by itself."""
    if not context:
        return retriever.search(spelled_out(asked), SEARCHED)
    found = retriever.search(f"{spelled_out(asked)} {context}", SEARCHED)
    if len(set(terms(asked))) < OF_ITS_OWN:
        return found
    alone = retriever.search(spelled_out(asked), SEARCHED)
    both = [passage for pair in zip_longest(alone.passages, found.passages) for passage in pair if passage]
    unique = {(passage.file, passage.page, passage.text): passage for passage in reversed(both)}
    passages = tuple(passage for passage in both if unique.pop((passage.file, passage.page, passage.text), None))
    return msgspec.structs.replace(
        found, passages=passages[:SEARCHED], answerable=max(found.answerable, alone.answerable)
    )
