"""How much each word of a question counts, and how much of them a sentence or table line covers; pure."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.reasoning.elsewhere import FILE_WORDS
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from desktop.domain.document import Passage
    from desktop.reasoning.units import Unit

#: Weight of a word that a question takes from the conversation, beside 1 for its own, and of all such words together.
_CARRIED, _ALL_CARRIED = 0.35, 0.6
#: What a word still weighs that says which document is meant, not what is asked of it.
_NAMES_FILE = 0.3
#: What a word of the question counts that stands in the heading right above, or over a table line's columns.
_NEAR = 0.85
_JOINS = re.compile(r"[\W_]+")


def weights_of(question: str, wanted: Sequence[str], units: Sequence[Unit], naming: Container[str]) -> dict[str, float]:
    """Weigh each of the `wanted` words by how few sentences hold it; one that none holds weighs like the rarest.

    Words that a question took along from the conversation are lighter than its own, alone and together, and so are
    those that only say which document is meant.
    """
    seen = Counter(word for unit in units for word in unit.words)
    weights = {word: math.log(1 + len(units) / (0.5 + seen[word])) for word in wanted}
    own = set(terms(question))
    _weigh_down(weights, own)
    return {word: weight * (_NAMES_FILE if word in naming else 1.0) for word, weight in weights.items()}


def covered(unit: Unit, weights: dict[str, float]) -> float:
    """Say how much of the question's words, by weight, the unit holds; what stands around it counts in part."""
    total = sum(weights.values())
    near = (
        unit.above
        | called(unit.passage.file)
        | _titled(unit.passage.heading or "")
        | (frozenset(terms(f"{unit.header} {unit.group}")) if unit.row else frozenset())
    )
    share = 0.4 if unit.group else 0.65 if unit.row else 0.5
    held = sum(
        weight * (1.0 if word in unit.words else _NEAR if word in near else share if word in unit.around else 0.0)
        for word, weight in weights.items()
    )
    return held / total if total else 0.0


@functools.lru_cache(maxsize=1024)
def called(file: str) -> frozenset[str]:
    """Return the content words of a file's name."""
    return frozenset(terms(_JOINS.sub(" ", PurePath(file).stem)))


@functools.lru_cache(maxsize=1024)
def _titled(path: str) -> frozenset[str]:
    """Return the content words of what all other headings stand under: it says what the document is about."""
    title, under, _ = path.partition("›")
    return frozenset(terms(title)) if under else frozenset()


def _weigh_down(weights: dict[str, float], own: set[str]) -> None:
    carried = [word for word in weights if word not in own]
    total = sum(weights[word] for word in weights if word in own)
    if not carried or not total:
        return
    share = min(_CARRIED, _ALL_CARRIED * total / sum(weights[word] for word in carried))
    for word in carried:
        weights[word] *= share


def naming_the_file(question: str, passages: Sequence[Passage]) -> set[str]:
    """Return the words of the question that choose the document, unless it asks for nothing else.

    They are those that only say which report is meant, and those of a file's name that stands in the question whole:
    of "the lemon tart" each line of Lemon-tart.md tells, and not its lemons only.
    """
    own = set(terms(question))
    naming = {word for match in FILE_WORDS.finditer(question) for word in terms(match.group())}
    naming |= {word for word in own if re.fullmatch("q[1-4]", word)}
    names = map(called, {passage.file for passage in passages})
    named = set[str]().union(*(words for words in names if len(words) > 1 and words <= own))
    naming = naming if own - naming else set()
    return naming | named if own - naming - named else naming
