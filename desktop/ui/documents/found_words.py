"""Which words of a passage the question asks for, in any script, without those that only hold a sentence together."""

from __future__ import annotations

import re

from desktop.reasoning.words import is_unspaced, terms

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


def found_words(text: str, question: str) -> list[tuple[int, int]]:
    """Return start and length of each word of `text` that the question asks for; of Chinese, of each pair."""
    wanted = set(terms(question))
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if is_unspaced(word):
            pairs = (at for at in range(len(word) - 1) if word[at : at + 2] in wanted)
            spans.extend((start + at, 2) for at in pairs)
        elif wanted.intersection(terms(word)):
            spans.append((start, len(word)))
    return spans
