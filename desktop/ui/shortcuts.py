"""The keys of the window, and the sheet that lists all keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance


def groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return all keys in groups, as (heading, ((keys, what they do), …)), in the language of the window."""
    return (
        (
            _tr("Everywhere"),
            (
                ("Ctrl+N", _tr("New chat")),
                ("Ctrl+K", _tr("Search chats")),
                ("Ctrl+1", _tr("Chat")),
                ("Ctrl+2", _tr("Documents")),
                ("Ctrl+3", _tr("Slides")),
                ("Ctrl+,", _tr("Settings")),
                ("Ctrl+B", _tr("Show or hide the sidebar")),
                ("F6", _tr("Next region")),
                ("Shift+F6", _tr("Previous region")),
                ("Ctrl++", _tr("Larger text")),
                ("Ctrl+-", _tr("Smaller text")),
                ("Ctrl+0", _tr("Text at 100 %")),
                ("F1", _tr("All shortcuts")),
            ),
        ),
        (
            _tr("Chat"),
            (
                ("Return", _tr("Send")),
                ("Shift+Return", _tr("New line")),
                ("Esc", _tr("Close what is open, then stop the answer")),
                ("Up", _tr("Edit the last question, from an empty line")),
                ("Ctrl+T", _tr("Think on or off")),
                ("Ctrl+D", _tr("Documents on or off")),
                ("Ctrl+O", _tr("Attach files")),
                ("Ctrl+.", _tr("Show or hide the open source")),
                ("Alt+1", _tr("Open source 1 of the last answer, up to Alt 9")),
                ("F3", _tr("Next quote of the open source's answer")),
                ("Shift+F3", _tr("Previous quote")),
                ("Ctrl+Shift+C", _tr("Copy the last answer")),
                ("Ctrl+Shift+R", _tr("Answer again")),
                ("Ctrl+Shift+S", _tr("Make slides from this")),
                ("Ctrl+End", _tr("Jump to the latest")),
            ),
        ),
        (
            _tr("Lists and slides"),
            (
                ("F2", _tr("Rename")),
                ("Del", _tr("Delete, with Undo")),
                ("Alt+Up", _tr("Move an outline row up")),
                ("Alt+Down", _tr("Move an outline row down")),
                ("Alt+Right", _tr("Indent an outline row")),
                ("Alt+Left", _tr("Outdent an outline row")),
                ("Ctrl+S", _tr("Save .pptx")),
                ("F5", _tr("Present from the first slide; Esc ends it")),
                ("Shift+F5", _tr("Present from the slide in sight")),
                ("Ctrl+Z", _tr("Undo the last change to the outline")),
            ),
        ),
    )


def shown(keys: str) -> str:
    """Return keys as people read them: "Ctrl Shift C"."""
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("++", " +").replace("+", " ") if not text.endswith("++") else text[:-2].replace("+", " ") + " +"


def show_shortcuts(look: Appearance, window: QWidget) -> QDialog:
    """Show all keys in a window of its own that does not block."""
    sheet = QDialog(window)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.setWindowTitle(_tr("All shortcuts"))
    columns = QHBoxLayout(sheet)
    space = look.theme.space
    columns.setContentsMargins(space(9), space(8), space(9), space(9))
    columns.setSpacing(space(10))
    for heading, rows in groups():
        column = QVBoxLayout()
        column.setSpacing(space(4))
        column.addWidget(Label(look, heading, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(7))
        grid.setVerticalSpacing(space(2))
        for at, (keys, words) in enumerate(rows):
            grid.addWidget(Label(look, shown(keys), "uiStrong"), at, 0)
            grid.addWidget(Label(look, words, "ui", "secondary"), at, 1)
        column.addLayout(grid)
        column.addStretch(1)
        columns.addLayout(column)
    sheet.show()
    return sheet


def _tr(text: str) -> str:
    return QCoreApplication.translate("shortcuts", text)
