"""Python's collector of cycles, held to the window's thread."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from types import TracebackType

#: Milliseconds between two looks, and how many new objects make one worth its time (Python's own threshold).
LOOK: Final = 1000
WORTH: Final = 700
#: So many looks at young objects come before one at all of them.
ALL: Final = 60


class Collector(QObject):
    """Collects cycles on the thread that it is made on, and nowhere else, for as long as the block lasts.

    Python collects on whatever thread happens to make an object when its time has come. Where a cycle holds a Qt object
    that belongs to the window, the thread of a task would then destroy it, which Qt forbids and answers with a crash
    at some later time.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        self._timer = QTimer(self, interval=LOOK, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

    def __enter__(self) -> Collector:
        gc.disable()
        # What stands now stays as long as the window does: looking at it again and again would find nothing.
        gc.freeze()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def look(self) -> None:
        """Collect where enough was made since the last time."""
        if gc.get_count()[0] < WORTH:
            return
        self._looks += 1
        gc.collect(1 if self._looks % ALL else 2)
