"""What it means when the model's process ends: the fault that helps most, and whether the same input did it before."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from desktop.engine.notebook import digest
from desktop.errors import OutOfMemory, ProcessHung, ProcessStopped, ProcessStoppedAgain
from desktop.worker.outcome import TOLD_TO_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.model import ChatMessage
    from desktop.engine.notebook import Notebook

#: Causes of an end (desktop.worker.outcome) that mean that memory ran out.
OUT_OF_MEMORY = ("it ran out of memory", "the graphics card ran out of memory")


def input_key(path: str, messages: Sequence[ChatMessage]) -> str:
    """Return what tells one input from another: the model, and all that it is to read."""
    return digest(
        "input", path, *(part for message in messages for part in (message.role, message.content, *message.pictures))
    )


@contextlib.contextmanager
def explained(notebook: Notebook, name: str, key: str, gpu_layers: int) -> Iterator[None]:
    """Turn the end of the process while the block runs into the fault that helps most, and count it.

    Args:
        name: what the process is called for people.
        key: of the input that it works on; "" where an end says nothing about it.
        gpu_layers: that the model is loaded with, so that the fault can tell whether the card may be to blame.

    Raises:
        OutOfMemory: memory ran out.
        ProcessStoppedAgain: it ended on the same input before, in this session or an earlier one.
        ProcessStopped, ProcessHung: it ended or hung for the first time, or was told to end.
    """
    try:
        yield
    except (ProcessStopped, ProcessHung) as ended:
        hung = isinstance(ended, ProcessHung)
        cause = f"it did not answer for {ended.values.get('seconds', '')} s" if hung else ended.values.get("cause", "")
        if cause == TOLD_TO_END:
            raise
        again = bool(key) and notebook.note_death(key) > 1
        if cause in OUT_OF_MEMORY:
            raise OutOfMemory(name=name, gpu_layers=gpu_layers) from ended
        if again:
            raise ProcessStoppedAgain(name=name, cause=cause, gpu_layers=gpu_layers) from ended
        raise
    else:
        if key:
            notebook.note_life(key)
