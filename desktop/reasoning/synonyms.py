"""Put a question in another word of the same meaning where nothing found holds its own; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.reasoning.absent import absent_words
from desktop.reasoning.families import stem
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Passage

#: Everyday words that may stand for one another in a question; each line a group. Words with several meanings that
#: belong to several things ("right", "charge") are left out.
_GROUPS = tuple(
    line.split()
    for line in (
        "vote decide",
        "cost price expense spend",
        "expensive dear costly cost",
        "cheap inexpensive",
        "people residents inhabitants persons participants population",
        "inhabitants population residents people",
        "employees staff workers workforce personnel headcount",
        "begin start commence launch open",
        "end finish conclude close",
        "buy purchase acquire",
        "repair fix mend",
        "boss manager head director",
        "chief head",
        "car vehicle automobile",
        "salary wage pay",
        "child kid",
        "doctor physician",
        "big large",
        "picture image photo",
        "build construct erect",
        "house home",
        "customer client",
        "increase rise grow growth",
        "decrease fall drop decline",
        "profit earnings income",
        "revenue sales turnover",
        "mistake error fault",
        "movie film",
        "choose select pick",
        "help assist aid",
        "happen occur",
        "company firm business",
        "hire recruit",
        "dismiss fire",
        "danger risk hazard",
        "goal aim objective target",
        "author writer",
        "illness disease sickness",
        "holiday vacation leave",
        "phone telephone",
        "rule regulation",
        "allow permit",
        "forbid prohibit ban",
        "need require",
        "get receive obtain",
        "pay spend",
        "area size surface",
        "money funds budget",
        "founder found establish",
        "creator create",
        "inventor invent",
        "reason cause",
        "result outcome finding",
        "problem issue difficulty",
        "answer reply respond",
        "trip journey travel",
        "guarantee warranty",
        "participate attend join",
    )
)
_MEANT: dict[str, tuple[str, ...]] = {}
for _words in _GROUPS:
    for _word in _words:
        _others = tuple(other for other in _words if other != _word)
        _MEANT[stem(_word)] = tuple(dict.fromkeys((*_MEANT.get(stem(_word), ()), *_others)))


def reworded(question: str, passages: Sequence[Passage]) -> str:
    """Return `question` with each word that nothing holds replaced by one of the same meaning that something holds.

    The question itself where there is none.
    """
    held = {term for passage in passages for term in terms(f"{passage.heading or ''} {passage.text}")}
    for word in absent_words(question, passages):
        if not word.islower():
            continue
        meant = next((other for form in terms(word) for other in _MEANT.get(form, ()) if stem(other) in held), "")
        if meant:
            question = re.sub(rf"\b{re.escape(word)}\b", meant, question)
    return question
