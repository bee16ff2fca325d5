"""The outline as a tree for Qt: a row a slide with its number in the deck, its points below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.deck import Outline, OutlineSlide
    from desktop.ui.slides.presenter import SlidesPresenter

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
MIME = "application/x-lectern-outline-row"


class Entry(msgspec.Struct, frozen=True):
    """What the view needs to paint a row.

    Attributes:
        origin: id of the outline's slide, or "title", "agenda", "closing".
        number: of its first slide in the deck; 0 while the deck is not laid out.
        point: which point of the slide this is; -1 for the slide itself.
        source: number of the source that the point rests on; 0 for none.
    """

    origin: str
    text: str
    number: int = 0
    point: int = -1
    level: int = 0
    section: bool = False
    prompt: bool = False
    source: int = 0
    editable: bool = True
    points: int = 0


class OutlineModel(QAbstractItemModel):
    """Knows the rows of the moment; edits go to the presenter, which makes new rows."""

    def __init__(self, presenter: SlidesPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._rows: list[tuple[Entry, tuple[Entry, ...]]] = []
        presenter.outline_changed.connect(self.refresh)
        presenter.deck_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the outline of the moment; only what differs is told, so that an open editor stays open."""
        rows = self._make()
        same = [(e.origin, len(points)) for e, points in rows] == [(e.origin, len(p)) for e, p in self._rows]
        if same:
            for at, (row, points) in enumerate(rows):
                if self._rows[at] != (row, points):
                    self._rows[at] = (row, points)
                    top = self.index(at, 0)
                    self.dataChanged.emit(top, top)
                    if points:
                        self.dataChanged.emit(self.index(0, 0, top), self.index(len(points) - 1, 0, top))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def find(self, origin: str, point: int = -1) -> QModelIndex:
        """Return the index of a slide's row, or of one of its points."""
        for at, (entry, points) in enumerate(self._rows):
            if entry.origin == origin:
                top = self.index(at, 0)
                return top if point < 0 or point >= len(points) else self.index(point, 0, top)
        return QModelIndex()

    def slide_place(self, origin: str) -> int:
        """Return the position of a slide among the slides of the outline; -1 for rows that are added."""
        outline = self._presenter.outline
        ids = [slide.id for slide in outline.slides] if outline else []
        return ids.index(origin) if origin in ids else -1

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  Qt's own
        if column != 0 or row < 0:
            return QModelIndex()
        if parent.isValid():
            return self.createIndex(row, 0, parent.row() + 1)
        return self.createIndex(row, 0, 0)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        number = child.internalId() if child.isValid() else 0
        return self.createIndex(number - 1, 0, 0) if number else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._rows)
        if parent.internalId() or parent.row() >= len(self._rows):
            return 0
        return len(self._rows[parent.row()][1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._entry(index)
        if entry is None:
            return None
        if role == ENTRY:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return entry.text if role == Qt.ItemDataRole.DisplayRole or not entry.prompt else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if entry.point >= 0:
                return entry.text
            kind = self.tr("Section") if entry.section else self.tr("Slide")
            return f"{kind} {entry.number}: {entry.text}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        entry = self._entry(index)
        if entry is None or role != Qt.ItemDataRole.EditRole or not entry.editable:
            return False
        text = " ".join(str(value).split())
        if entry.point < 0:
            self._presenter.rename(entry.origin, text)
        else:
            self._presenter.write_point(entry.origin, entry.point, text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self._entry(index)
        if entry is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if entry.editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        if entry.point < 0 and self.slide_place(entry.origin) >= 0:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        entry = self._entry(indexes[0]) if indexes else None
        data.setData(MIME, (entry.origin if entry else "").encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        origin = bytes(data.data(MIME).data()).decode()
        place = self.slide_place(origin)
        if place < 0 or parent.isValid():
            return False
        first = next((at for at, (e, _) in enumerate(self._rows) if self.slide_place(e.origin) >= 0), 0)
        to = (row if row >= 0 else len(self._rows)) - first
        self._presenter.move_slide(origin, to - 1 if to > place else to)
        return False  # the presenter moved it; the view must not take the row away as well

    def _entry(self, index: Index) -> Entry | None:
        if not index.isValid():
            return None
        number = index.internalId()
        if number:
            points = self._rows[number - 1][1] if number - 1 < len(self._rows) else ()
            return points[index.row()] if index.row() < len(points) else None
        return self._rows[index.row()][0] if index.row() < len(self._rows) else None

    def _make(self) -> list[tuple[Entry, tuple[Entry, ...]]]:
        outline, deck = self._presenter.outline, self._presenter.deck
        if outline is None:
            return []
        numbers: dict[str, int] = {}
        titles: dict[str, str] = {}
        for at, slide in enumerate(deck.slides if deck else (), start=1):
            numbers.setdefault(slide.origin, at)
            titles.setdefault(slide.origin, slide.title)
        rows: list[tuple[Entry, tuple[Entry, ...]]] = [(Entry("title", outline.title, 1), ())]
        if "agenda" in numbers:
            rows.append((Entry("agenda", titles["agenda"], numbers["agenda"], editable=False), ()))
        rows += [self._row(outline, slide, numbers.get(slide.id, 0)) for slide in outline.slides]
        if "closing" in numbers:
            rows.append((Entry("closing", titles["closing"], numbers["closing"], editable=False), ()))
        return rows

    def _row(self, outline: Outline, slide: OutlineSlide, number: int) -> tuple[Entry, tuple[Entry, ...]]:
        entry = Entry(slide.id, slide.title, number, section=slide.is_section, points=len(slide.points))
        points = tuple(
            Entry(
                slide.id,
                point.text,
                point=at,
                level=point.level,
                prompt=point.prompt,
                source=outline.sources.index(point.citation.file) + 1
                if point.citation and point.citation.file in outline.sources
                else 0,
            )
            for at, point in enumerate(slide.points)
        )
        return entry, points
