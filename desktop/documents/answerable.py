"""Judge how likely it is that passages hold the answer to a question; pure."""

from __future__ import annotations

import msgspec

from desktop.documents.rank import Candidate, Question


class Evidence(msgspec.Struct, frozen=True):
    """What the verdict is made from."""

    question: Question
    passages: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    documents: dict[str, float]


def likelihood(evidence: Evidence) -> float:
    """Return the likelihood, 0 to 1."""
    return 1.0
