"""What the three ways to start begin with: a report that ships with Lectern, notes, and questions."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Samples(msgspec.Struct, frozen=True):
    """Files and questions for a first try.

    Attributes:
        report: a document with figures, `question` is answered on one of its pages.
        notes: a text that slides can be made from.
        puzzle: a question that is worth thinking about.
    """

    report: Path
    question: str
    notes: Path
    puzzle: str
