"""The rows of the list of chats as a Qt model that takes over only what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeGuard

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.ui.paint import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex


class Group(Protocol):
    """A heading row."""

    @property
    def text(self) -> str: ...


class Chat(Protocol):
    """A chat's row; `snippet` is where searched words stand, empty outside of a search."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def current(self) -> bool: ...
    @property
    def writing(self) -> bool: ...
    @property
    def snippet(self) -> str: ...


def is_chat(row: object) -> TypeGuard[Chat]:
    """Whether a row is a chat and no heading."""
    return hasattr(row, "title")


class ChatModel(QAbstractListModel):
    """The rows as Qt wants them; a new list of rows is taken over by what differs, so that nothing jumps.

    Signals:
        renamed: (chat, title) after editing in place.
    """

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[object, ...] = ()

    def row(self, index: Index) -> object:
        """Return the row at an index, None outside."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def index_of_current(self) -> QModelIndex:
        """Return the index of the open chat, an invalid one when it is not listed."""
        at = next((i for i, row in enumerate(self._rows) if is_chat(row) and row.current), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def show_rows(self, rows: Sequence[object]) -> None:
        """Take over other rows."""
        old, new = self._rows, tuple(rows)
        keys, wanted = [_key(row) for row in old], [_key(row) for row in new]
        first = 0
        while first < min(len(keys), len(wanted)) and keys[first] == wanted[first]:
            first += 1
        last = 0
        while last < min(len(keys), len(wanted)) - first and keys[-1 - last] == wanted[-1 - last]:
            last += 1
        if len(old) - last > first:
            self.beginRemoveRows(QModelIndex(), first, len(old) - last - 1)
            self._rows = old[:first] + old[len(old) - last :]
            self.endRemoveRows()
        if len(new) - last > first:
            self.beginInsertRows(QModelIndex(), first, len(new) - last - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new
        if new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not is_chat(self.row(index)):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        text: str = row.title if is_chat(row) else str(getattr(row, "text", ""))
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return text
        if role == Qt.ItemDataRole.ToolTipRole and is_chat(row):
            return plain_tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole and is_chat(row) and row.writing:
            return self.tr("{title}, answering").format(title=text)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index)
        title = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not is_chat(row) or not title or title == row.title:
            return False
        self.renamed.emit(row.id, title)
        return True


def _key(row: object) -> object:
    return ("chat", row.id) if is_chat(row) else ("group", getattr(row, "text", ""))
