"""Why a passage was found: what each way of searching thought of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.phrases import listed

if TYPE_CHECKING:
    from desktop.domain.document import Passage


def reasons(passage: Passage) -> list[tuple[str, str]]:
    """Return each way of searching with what it thought of the passage, the two put together last."""
    return [
        (_tr("By its words"), _leg(passage.lexical, passage.lexical_rank)),
        (_tr("By its meaning"), _leg(passage.vector, passage.vector_rank)),
        (_tr("By its file's name and title"), f"{passage.meant:.2f}" if passage.meant else _tr("nothing")),
        (_tr("All together"), f"{passage.score:.2f}"),
    ]


def in_a_line(passage: Passage) -> str:
    """Say in one line what each way of searching thought of the passage."""
    words = _tr("not found by words")
    if passage.lexical_rank:
        words = _tr("words: {score}, place {rank}").format(score=f"{passage.lexical:.2f}", rank=passage.lexical_rank)
    meaning = _tr("not found by meaning")
    if passage.vector_rank:
        meaning = _tr("meaning: {score}, place {rank}").format(score=f"{passage.vector:.2f}", rank=passage.vector_rank)
    file = _tr("file: {score}").format(score=f"{passage.meant:.2f}") if passage.meant else ""
    return listed((words, meaning, file))


def _leg(score: float, rank: int) -> str:
    return _tr("{score}, place {rank}").format(score=f"{score:.2f}", rank=rank) if rank else _tr("not found")


def _tr(text: str) -> str:
    return QCoreApplication.translate("WhyPassage", text)
