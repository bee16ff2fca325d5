"""How much of what an answer rests on stands in the text that a model would be given."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from tests.benchmarks.document_sets import Asked

#: Letters that must stand together to count: fewer are found anywhere by chance.
STRETCH = 25


class Tokens:
    """Counts and cuts as the starter embedder's tokenizer does, the same measure for everyone."""

    def __init__(self, folder: str) -> None:
        self._tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, int] = {}

    def count(self, text: str) -> int:
        """Return how many tokens `text` is."""
        if text not in self._known:
            self._known[text] = len(self._tokenizer.encode(text, add_special_tokens=False))
        return self._known[text]

    def first(self, text: str, tokens: int) -> str:
        """Return the beginning of `text` that is `tokens` long."""
        offsets = self._tokenizer.encode(text, add_special_tokens=False).offsets
        return text if len(offsets) <= tokens else text[: offsets[tokens - 1][1]] if tokens > 0 else ""


def within(tokens: Tokens, texts: Sequence[tuple[str, str]], budget: int) -> list[tuple[str, str]]:
    """Return of (file, text) what fits into `budget` tokens; the last one is cut."""
    kept: list[tuple[str, str]] = []
    left = budget
    for file, text in texts:
        if left <= 0:
            break
        need = tokens.count(text)
        kept.append((file, text if need <= left else tokens.first(text, left)))
        left -= need
    return kept


def held(kind: str, question: Asked, texts: Sequence[tuple[str, str]]) -> float:
    """Return how much of a question's evidence, 0 to 1, stands in texts of the right files.

    Args:
        kind: "answer": one of the evidence's strings does; "spans": the share of their letters; "figures": the share
            of the figures.
    """
    own = [text for file, text in texts if file in question.files]
    if kind == "answer":
        bare = [bare_letters(text) for text in own]
        return float(any(bare_letters(answer) in text for answer in question.evidence for text in bare))
    if kind == "figures":
        text = "\n".join(own)
        found = [bool(re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d|[.,]\d)", text)) for figure in question.evidence]
        return statistics.fmean(found)
    text = "\0".join(bare_letters(part) for part in own)
    letters = [share(bare_letters(span), text) for span in question.evidence]
    return sum(n for n, _ in letters) / max(1, sum(total for _, total in letters))


def share(words: str, text: str) -> tuple[int, int]:
    """Return how many of the letters of `words` are part of a stretch that stands in `text`, and how many there are."""
    length = min(STRETCH, len(words))
    covered = 0
    reach = 0  # letters before this one are counted
    for at in range(len(words) - length + 1):
        if words[at : at + length] in text:
            covered += at + length - max(reach, at)
            reach = at + length
    return covered, len(words)


def bare_letters(text: str) -> str:
    """Letters and digits only, lower case: line ends and hyphens of one reader must not count against another."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
