"""Commands that end in each way that a command can, for the test of what becomes of it."""

from __future__ import annotations

from typing import Any

from desktop.errors import Cancelled, FileMissing, NotInDocuments, ProcessStopped
from desktop.worker.cancel import Cancel


def succeed(*_: object) -> Any:
    return {"answer": "ä"}


def succeed_with_code(*_: object) -> Any:
    return {"answer": "no"}, 3


def say_nothing(*_: object) -> Any:
    return None


def lack_a_file(*_: object) -> Any:
    raise FileMissing(file="gone.pdf")


def not_there(*_: object) -> Any:
    raise NotInDocuments


def die(*_: object) -> Any:
    raise ProcessStopped(name="model process", cause="it crashed")


def stop(*arguments: object) -> Any:
    cancel = arguments[-1]
    assert isinstance(cancel, Cancel)
    cancel.cancel()
    raise Cancelled


def interrupt(*_: object) -> Any:
    raise KeyboardInterrupt


def fail(*_: object) -> Any:
    raise ZeroDivisionError("oh")
