"""Ask through the whole path, as window and command line do: library process, turn, fold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.chat import fold
from desktop.chat.turn import TurnOptions, turn
from desktop.documents.library import Library
from desktop.documents.protocol import IndexFinished
from desktop.domain.conversation import FaultPart, Message
from desktop.domain.document import Retriever
from desktop.engine.protocol import Engine
from desktop.worker.cancel import Cancel


def ask(
    retriever: Retriever,
    question: str,
    *,
    history: Sequence[Message] = (),
    engine: Engine | None = None,
    options: TurnOptions | None = None,
) -> Message:
    """Return the answer to one question; a fault ends the benchmark."""
    message = fold.start()
    for event in turn(history, question, engine=engine, retriever=retriever, options=options, cancel=Cancel()):
        message = fold.fold(message, event, 0.0)
    faults = [part for part in message.parts if isinstance(part, FaultPart)]
    if faults:
        raise RuntimeError(f"{question}: {faults[0]}")
    return message


def filled(library: Library, name: str, paths: Sequence[Path]) -> IndexFinished:
    """Have `paths` in the library and return what came of it; what is there already is not done again."""
    *_, finished = library.add(name, list(paths))
    assert isinstance(finished, IndexFinished)
    return finished
