"""A real window that edits a deck made from an outline without end, to be killed at any moment."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.app.build import open_window
from desktop.domain.deck import Material
from desktop.paths import locate


def main(data: Path, outline: Path) -> None:
    app = QApplication(sys.argv[:1])
    with open_window(app, locate(data)) as opened:
        opened.window.show()
        slides = opened.slides
        slides.make(Material(outline=str(outline)))
        edits = 0

        def edit() -> None:
            nonlocal edits
            if slides.outline is not None:
                edits += 1
                slides.rename("title", f"Edit {edits}")

        ticking = QTimer(app)
        ticking.timeout.connect(edit)
        ticking.start(50)
        app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
