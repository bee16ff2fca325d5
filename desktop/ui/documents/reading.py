"""The card over the ledger while files are read: how many of how many, for how long still, and Stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.buttons import IconButton
from desktop.ui.cards import Card
from desktop.ui.indicators import ProgressBar, StatusWords
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.documents.state import Indexing
    from desktop.ui.theme import Appearance


class ReadingCard(Card):
    """Hidden while nothing is read."""

    def __init__(self, look: Appearance) -> None:
        super().__init__(look, radius=12)
        theme = look.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(7), theme.space(5), theme.space(5), theme.space(6))
        row = QHBoxLayout()
        self.what = Label(look, "", "uiStrong", tabular=True)
        self.left = Label(look, "", "ui", "secondary")
        self.stop = IconButton(look, "x", self.tr("Stop reading"), size=28, raised=True)
        row.addWidget(self.what)
        row.addWidget(self.left)
        row.addStretch(1)
        row.addWidget(self.stop)
        column.addLayout(row)
        self._bar = ProgressBar(look, self.tr("Files read"))
        column.addWidget(self._bar)
        done = self.tr("Search already works on the files that are done.")
        column.addWidget(StatusWords(look, done, "accent", "check-circle"))
        self.hide()

    def show_progress(self, indexing: Indexing | None) -> None:
        """Show how far the reading is; None for no reading."""
        self.setVisible(indexing is not None)
        if indexing is None:
            return
        if not indexing.total:
            self.what.setText(self.tr("Looking for files"))
            self._bar.setRange(0, 0)
        else:
            now = min(indexing.done + 1, indexing.total)
            self.what.setText(
                self.tr("Reading {done} of {total} files").format(done=f"{now:,}", total=f"{indexing.total:,}")
            )
            self._bar.setRange(0, indexing.total)
            self._bar.setValue(indexing.done)
        left = ""
        if indexing.left is not None:
            left = self.tr("about {seconds} s left").format(seconds=round(indexing.left))
            if indexing.left > 90:
                left = self.tr("about {minutes} min left").format(minutes=round(indexing.left / 60))
        self.left.setText(left)
