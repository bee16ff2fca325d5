"""Run native work on another thread, and yield what it tells meanwhile: llama.cpp calls back while it is at work."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

Told = TypeVar("Told")
Result = TypeVar("Result")


class _End(msgspec.Struct, Generic[Result]):
    result: Result | None = None
    fault: BaseException | None = None


def aside(work: Callable[[Callable[[Told], None]], Result], name: str) -> Generator[Told, None, Result]:
    """Run `work`, which is handed a function to tell with; yield what it tells, and return what it returns.

    The work is over when this is, also where the caller stops to listen; telling it to end sooner is the caller's.

    Args:
        name: of the thread.

    Raises:
        Whatever `work` raises.
    """
    said: queue.SimpleQueue[Told | _End[Result]] = queue.SimpleQueue()

    def run() -> None:
        try:
            said.put(_End(result=work(said.put)))
        except BaseException as error:
            said.put(_End(fault=error))

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    try:
        while not isinstance(item := said.get(), _End):
            yield item
    finally:
        thread.join()
    if item.fault is not None:
        raise item.fault
    return item.result  # type: ignore[return-value]  # there is one where there is no fault
