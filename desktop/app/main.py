"""Run the window: one for each data folder, until it is closed."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app.build import open_window
from desktop.errors import NoDisplay
from desktop.paths import locate
from desktop.ui.single import SingleWindow

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.ui.window import Window

#: Milliseconds after the window is shown before the model is loaded: the window comes first.
WARM_UP = 400
#: Milliseconds between two looks at Python's signals, which Qt's loop would else hold back.
LOOK = 250


def run_window(data: Path | None = None) -> int:
    """Open the window and return when it is closed.

    Args:
        data: the data folder, else the platform's.
    """
    if not _has_display():
        error = NoDisplay()
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    app = QApplication(sys.argv[:1])
    paths = locate(data)
    single = SingleWindow(paths.data)
    if not single.take():
        return 0
    with contextlib.ExitStack() as closing:
        closing.callback(single.close)
        opened = closing.enter_context(open_window(app, paths))
        single.called.connect(lambda: _bring_forward(opened.window))
        ticking = _stop_on_signals(opened.window)
        closing.callback(ticking.stop)
        opened.window.show()
        QTimer.singleShot(WARM_UP, opened.engine.load)
        return app.exec()


def _has_display() -> bool:
    """Whether a window can open; without a display Qt would end the process with an abort."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _bring_forward(window: Window) -> None:
    """Show the window above others, also when it was made small."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _stop_on_signals(window: Window) -> QTimer:
    """Close the window in good order on Ctrl C and SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: window.close())
    timer = QTimer(window)
    timer.timeout.connect(lambda: None)
    timer.start(LOOK)
    return timer
