"""The rows of the ledger as a Qt model, and the words that say what became of each file."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from desktop.ui.paint import plain_tip
from desktop.ui.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.documents.protocol import FileState
    from desktop.ui.documents.state import Row
    from desktop.ui.tokens import Tone

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
#: Faults of a file that reading it again will not mend while it keeps its name.
HOPELESS = frozenset({"FileUnsupported", "FileOutdated", "NotAFile", "FileIsLink"})


def tr(text: str) -> str:
    """Translate a text of the ledger."""
    return QCoreApplication.translate("Ledger", text)


def status_of(row: Row) -> tuple[str, str, Tone, Tone]:
    """Return word, icon, colour of the word and colour of the icon for what became of a file."""
    found: dict[str, tuple[str, str, Tone, Tone]] = {
        "indexed": (tr("Indexed"), "check-circle", "secondary", "ok"),
        "skipped": (tr("Skipped"), "minus-circle", "warn", "warn"),
        "failed": (tr("Failed"), "x-circle", "error", "error"),
        "missing": (tr("Missing"), "warning-circle", "warn", "warn"),
        "reading": (tr("Reading"), "spinner", "accent", "accent"),
        "waiting": (tr("Waiting"), "clock", "secondary", "tertiary"),
    }
    return found[row.state.state]


def subtitle_of(row: Row, reason: str) -> str:
    """Return the quiet line below the name: progress, the reason, or what was read and when."""
    state = row.state
    if state.state == "reading":
        if row.pages and row.page:
            return tr("Page {page} of {pages}").format(page=row.page, pages=row.pages)
        return tr("Opening")
    if reason and state.state != "indexed":
        return reason
    if state.state == "waiting":
        return tr("In line")
    if state.state == "missing" and not reason:
        reason = tr("Is no longer in its place.")
        if not state.chunks:
            return reason
    passages = tr("1 passage") if state.chunks == 1 else tr("{count} passages").format(count=f"{state.chunks:,}")
    if reason:
        return tr("{passages}. {reason}").format(passages=passages, reason=reason)
    return listed((passages, when(state.added, datetime.date.today())))


def when(added: float, today: datetime.date) -> str:
    """Return on which day by the clock on the wall a file was added; `added` in seconds since 1970, 0 for now."""
    days = (today - datetime.date.fromtimestamp(added)).days if added else 0
    if days <= 0:
        return tr("added today")
    if days == 1:
        return tr("added yesterday")
    return tr("added on {date}").format(date=datetime.date.fromtimestamp(added).isoformat())


def action_of(row: Row) -> str:
    """Return the one act that helps a file that was not read, or not wholly."""
    if row.scan:
        return tr("Read")
    helps = row.state.state in {"failed", "skipped", "missing"} and row.state.kind not in HOPELESS
    return tr("Retry") if helps else ""


class LedgerModel(QAbstractListModel):
    """The rows in sight, in order; a change of one row repaints that row only."""

    def __init__(self, reason: Callable[[FileState], str], parent: QWidget | None = None) -> None:
        """Make it; `reason` turns a FileState into its sentence in the user's language."""
        super().__init__(parent)
        self._reason = reason
        self._rows: list[Row] = []
        self._places: dict[tuple[str, str], int] = {}

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the rows; rows that stay keep their selection because only differences are told."""
        keys = [row.key for row in rows]
        if keys == [row.key for row in self._rows]:
            for row in rows:
                self.update_row(row)
            return
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {key: place for place, key in enumerate(keys)}
        self.endResetModel()

    def update_row(self, row: Row) -> bool:
        """Show the new state of one row; return whether it is in sight."""
        place = self._places.get(row.key)
        if place is None:
            return False
        if self._rows[place] != row:
            self._rows[place] = row
            index = self.index(place)
            self.dataChanged.emit(index, index)
        return True

    def append(self, row: Row) -> None:
        """Show one more row below the others."""
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(row)
        self._places[row.key] = place
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return Path(row.state.file).name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{Path(row.state.file).name}\n{self.subtitle(row)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            pages = tr("{count} pages").format(count=row.state.pages) if row.state.pages else ""
            words = (Path(row.state.file).name, pages, status_of(row)[0], self.subtitle(row))
            return listed(words)
        return None

    def subtitle(self, row: Row) -> str:
        """Return the quiet line of a row."""
        return subtitle_of(row, self._reason(row.state))
