"""What left this computer, as a list: with whom, what for and how much, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import journal
from desktop.ui.buttons import GhostButton
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.journal import Connection
    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone

#: Connections that are shown; the file holds more.
MOST = 25


class JournalList(QWidget):
    """Reads the journal anew whenever it is shown."""

    def __init__(
        self,
        look: Appearance,
        read: Callable[[], Sequence[Connection]],
        clear: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            read: returns the connections, the newest first.
            clear: forgets them.
        """
        super().__init__(parent)
        self.look, self._read, self._clear = look, read, clear
        self.setAccessibleName(_tr("What left this computer"))
        theme = look.theme
        self.empty = Label(look, _tr("Nothing so far."), "ui", "secondary")
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(theme.space(7))
        self._lines.setVerticalSpacing(theme.space(2))
        self._lines.setColumnStretch(2, 1)
        self.again = GhostButton(look, _tr("Look again"), icon="arrow-clockwise")
        self.forget = GhostButton(look, _tr("Clear this list"), icon="trash")
        self.again.clicked.connect(self.refresh)
        self.forget.clicked.connect(self._forget)
        acts = QHBoxLayout()
        acts.addWidget(self.again)
        acts.addWidget(self.forget)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(5))
        column.addWidget(self.empty)
        column.addLayout(self._lines)
        column.addLayout(acts)
        self._shown: list[QWidget] = []

    @property
    def lines(self) -> list[str]:
        """The texts in sight, line by line from left to right."""
        return [label.text() for label in self._shown if isinstance(label, Label)]

    def refresh(self) -> None:
        """Read the journal again."""
        for label in self._shown:
            self._lines.removeWidget(label)
            label.deleteLater()
        self._shown = []
        found = self._read()[:MOST]
        self.empty.setVisible(not found)
        self.forget.setEnabled(bool(found))
        for row, connection in enumerate(found):
            for column, text in enumerate(self._texts(connection)):
                tone: Tone = "error" if connection.failed and column == 3 else "primary" if column == 2 else "secondary"
                align = Qt.AlignmentFlag.AlignRight if column == 3 else Qt.AlignmentFlag.AlignLeft
                label = Label(self.look, text, "caption", tone, tabular=True, align=align)
                if column == 2:
                    label = Label(self.look, text, "caption", tone, elide="middle")
                self._lines.addWidget(label, row, column)
                self._shown.append(label)

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def _texts(self, connection: Connection) -> tuple[str, str, str, str]:
        purposes = {
            "download": _tr("Download"),
            "model": _tr("Model"),
            "index": _tr("Search by meaning"),
        }
        what = f"{connection.what}  {connection.host.partition('://')[2]}"
        sizes = _tr("{sent} sent, {received} received").format(
            sent=journal.shown(connection.sent), received=journal.shown(connection.received)
        )
        return (
            _moment(connection.time),
            purposes[connection.purpose],
            what,
            _tr("failed") if connection.failed else sizes,
        )

    def _forget(self) -> None:
        self._clear()
        self.refresh()


def _moment(time: str) -> str:
    """Return a time of the journal as people here write it; offsets are left out, since it was local time."""
    moment = QDateTime.fromString(time[:19], Qt.DateFormat.ISODate)
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat) if moment.isValid() else time


def _tr(text: str) -> str:
    return QCoreApplication.translate("JournalList", text)
