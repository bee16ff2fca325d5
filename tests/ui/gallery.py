"""All controls in all states on one sheet, to be looked at beside the design.

Run `python -m tests.ui.gallery FOLDER` to write gallery-light.png and gallery-dark.png.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.paths import assets
from desktop.ui.buttons import Button, GhostButton, IconButton, PrimaryButton, SecondaryButton, SendButton
from desktop.ui.cards import Card, Hairline, PageHeader, Surface
from desktop.ui.citations import CitationChip, SourceCard
from desktop.ui.contextmeter import ContextMeter
from desktop.ui.fields import Choice, Field, SearchField, Slider
from desktop.ui.indicators import ProgressBar, Spinner, StatusWords, Tag
from desktop.ui.labels import Label
from desktop.ui.menu import Menu
from desktop.ui.theme import Appearance, load_fonts
from desktop.ui.toast import Toast
from desktop.ui.toggles import NavRow, Segmented, Switch, TogglePill
from desktop.ui.tokens import load

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("Default", "Hover", "Pressed", "Disabled")


def force(widget: QWidget, state: str) -> QWidget:
    """Put a control into a state that otherwise needs a mouse."""
    if state == "Hover":
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    elif state == "Pressed" and isinstance(widget, Button):
        widget.setDown(True)
    elif state == "Disabled":
        widget.setEnabled(False)
    return widget


class Gallery(Surface):
    """The sheet."""

    def __init__(self, look: Appearance) -> None:
        super().__init__(look, "base")
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 24)
        column.setSpacing(14)
        column.addWidget(Label(look, "Dark" if look.theme.dark else "Light", "pageTitle"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(14)
        for at, state in enumerate(STATES):
            grid.addWidget(Label(look, state, "caption", "secondary"), 0, at + 1)
        rows: list[tuple[str, Callable[[], QWidget]]] = [
            ("Primary", lambda: PrimaryButton(look, "Save .pptx")),
            ("Primary, large", lambda: PrimaryButton(look, "Download, 5.0 GB", icon="download-simple", height=40)),
            ("Secondary", lambda: SecondaryButton(look, "Add files", icon="folder")),
            ("Ghost", lambda: GhostButton(look, "Make slides", icon="presentation-chart")),
            ("Link", lambda: GhostButton(look, "Answer now", link=True)),
            ("Icon", lambda: IconButton(look, "copy", "Copy answer")),
            ("Toggle off", lambda: TogglePill(look, "Think", icon="brain")),
            ("Toggle on", lambda: _on(TogglePill(look, "Think", icon="brain"))),
            ("Field", lambda: _wide(Field(look, "Name", placeholder="Search"))),
            ("Search", lambda: _wide(SearchField(look, "Search chats", placeholder="Search chats", quiet=True))),
            ("Nav row", lambda: _wide(NavRow(look, "Documents", icon="books", count="1,200"))),
            ("Nav row on", lambda: _wide(_on(NavRow(look, "Documents", icon="books", count="1,200")))),
            ("Switch on", lambda: _on(Switch(look, "Reduce motion"))),
            ("Switch off", lambda: Switch(look, "Reduce motion")),
            ("Slider", lambda: _valued(Slider(look, "Text size", 100, 200))),
            ("Choice", lambda: Choice(look, "Language", [("en", "English"), ("zh", "中文")], icon="globe")),
        ]
        for index, (name, make) in enumerate(rows, 1):
            grid.addWidget(Label(look, name, "caption", "secondary"), index, 0)
            for at, state in enumerate(STATES):
                grid.addWidget(force(make(), state), index, at + 1, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(grid)
        column.addWidget(Hairline(look))
        column.addLayout(
            _row(
                Tag(look, "Fits", "ok", "check-circle"),
                Tag(look, "May be slow", "warn", "gauge"),
                Tag(look, "Won't fit", "error", "x-circle"),
                Tag(look, "PDF"),
                Tag(look, "Verified", "ok", "circle-wavy-check"),
                Tag(look, "Close match", "warn", "circle-wavy-warning"),
                StatusWords(look, "Indexed", "secondary", "check-circle", icon_tone="ok"),
                StatusWords(look, "Skipped", "warn", "minus-circle", strong=True),
            )
        )
        bar = ProgressBar(look, "Reading")
        bar.setRange(0, 1200)
        bar.setValue(500)
        meters = []
        for used in (6100, 28000, 31900):
            meter = ContextMeter(look)
            meter.set_usage(used, 32768)
            meters.append(meter)
        column.addLayout(
            _row(bar, Label(look, "340 of 1,200", "caption", "secondary"), Spinner(look, "Loading"), *meters)
        )
        opened = CitationChip(look, 1, "verified")
        opened.set_opened(True)
        stop = SendButton(look, "Send")
        stop.set_stopping(True, "Stop")
        column.addLayout(
            _row(
                CitationChip(look, 1, "verified"),
                force(CitationChip(look, 1, "verified"), "Hover"),
                opened,
                CitationChip(look, 3, "close"),
                CitationChip(look, 4, "missing"),
                CitationChip(look, 12, "verified"),
                SendButton(look, "Send"),
                stop,
                Segmented(look, "Answer typeface", [("serif", "Serif"), ("sans", "Sans")]),
                Segmented(look, "Line length", [("n", "Narrow"), ("m", "Normal"), ("w", "Wide")]),
            )
        )
        cards = QHBoxLayout()
        cards.setSpacing(8)
        first = SourceCard(look, 1, "Linden-Street-final.pdf", "p. 14", "verified")
        first.set_opened(True)
        cards.addWidget(first)
        cards.addWidget(SourceCard(look, 2, "A-rather-long-name-of-a-method-paper.docx", "p. 3", "verified"))
        cards.addWidget(SourceCard(look, 3, "Site-notes-March.pdf", "p. 7", "close"))
        cards.addWidget(SourceCard(look, 4, "Gone.pdf", "p. 7", "missing"))
        column.addLayout(cards)
        card = Card(look, edge="strong", radius=16, shadow="composer")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        words = "Opens every document on this computer and never sends it. " * 3
        inside.addWidget(Label(look, words.strip(), "ui", "secondary", wrap=True))
        column.addWidget(card)
        menu = Menu(look, self)
        menu.add("Rename", icon="pencil-simple", keys="F2")
        menu.add("Pin to the top", icon="push-pin")
        menu.add("Delete", icon="trash", keys="Del", danger=True)
        menu.setActiveAction(menu.actions()[1])
        self.menu = menu
        self.toast = Toast(
            look, "Deck saved as board-june.pptx", action="Open", on_action=lambda: None, stay=0, parent=self
        )
        column.addWidget(PageHeader(look, "Heat-pump pilot: winter demand"))
        column.addSpacing(190)

    def finish(self) -> None:
        """Place what floats."""
        self.toast.move(420, self.height() - 170)
        self.toast.show()


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _on(widget: QAbstractButton) -> QWidget:
    widget.setChecked(True)
    return widget


def _wide(widget: QWidget) -> QWidget:
    widget.setFixedWidth(150)
    return widget


def _valued(slider: Slider) -> Slider:
    slider.setValue(160)
    return slider


def write(app: QApplication, look: Appearance, folder: Path) -> list[Path]:
    """Write both pictures and return their paths."""
    written = []
    for mode in ("light", "dark"):
        look.choose("dark" if mode == "dark" else "light")
        gallery = Gallery(look)
        gallery.resize(900, gallery.sizeHint().height())
        gallery.show()
        gallery.finish()
        app.processEvents()
        picture = gallery.grab()
        gallery.menu.ensurePolished()
        gallery.menu.adjustSize()
        from PySide6.QtGui import QPainter

        painter = QPainter(picture)
        gallery.menu.render(painter, QPoint(20, gallery.height() - 200))
        painter.end()
        file = folder / f"gallery-{mode}.png"
        picture.save(str(file))
        written.append(file)
        gallery.close()
    return written


if __name__ == "__main__":
    application = QApplication(sys.argv)
    load_fonts(assets() / "fonts")
    appearance = Appearance(application, load(assets() / "themes" / "tokens.json"))
    for path in write(application, appearance, Path(sys.argv[1])):
        print(path)
