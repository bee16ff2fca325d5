"""The popover that narrows a search to some files: by kind, by day, and by folder or file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.document import EVERYTHING, Within, day
from desktop.ui.buttons import GhostButton
from desktop.ui.cards import Hairline
from desktop.ui.fields import Field, SearchField
from desktop.ui.flow import FlowLayout
from desktop.ui.labels import Label
from desktop.ui.narrowing import ago, begin_of, counted, end_of, kinds, places, searched
from desktop.ui.placelist import PlaceList
from desktop.ui.popover import Popover
from desktop.ui.toggles import TogglePill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.documents.protocol import FileState
    from desktop.ui.theme import Appearance

#: Kinds that have room as pills, the most frequent first; the others are among the files.
KINDS = 8
#: How a day is written.
FORM = "2024-03-31"
#: Logical pixels of the box.
WIDE, LIST = 368, 168


class NarrowPopover(Popover):
    """Knows the files of a library and what of them is chosen; what is chosen counts at once.

    Signals:
        changed(Within): another filter was chosen.
    """

    changed = Signal(object)

    def __init__(
        self, look: Appearance, files: Sequence[FileState], within: Within, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, "", parent)
        self.setAccessibleName(self.tr("Search only some files"))
        self._files, self.within = searched(files), within
        self.set_width(WIDE)
        self.column.setSpacing(look.theme.space(3))
        heads = QHBoxLayout()
        heads.addWidget(Label(look, self.tr("Search only some files"), "uiStrong"), 1)
        self.clear = GhostButton(look, self.tr("All files"), link=True, raised=True, height=28)
        self.clear.clicked.connect(lambda: self._take(EVERYTHING, show=True))
        heads.addWidget(self.clear)
        self.column.addLayout(heads)
        self.pills = self._build_kinds()
        self._build_days()
        self._build_places()
        self.count = Label(look, "", "caption", "secondary", tabular=True)
        self.column.addWidget(self.count)
        self._show()

    def _build_kinds(self) -> dict[str, TogglePill]:
        found = kinds(self._files)
        made: dict[str, TogglePill] = {}
        shown = dict(found[:KINDS]) | {name: n for name, n in found[KINDS:] if name in self.within.kinds}
        if not shown:
            return made
        self._caption(self.tr("Kind"))
        box = QWidget()
        flow = FlowLayout(box, gap=self.look.theme.space(2))
        for name, n in shown.items():
            pill = TogglePill(self.look, f"{name.upper()}  {n:,}")
            pill.setAccessibleName(self.tr("{kind}, {n} files").format(kind=name.upper(), n=f"{n:,}"))
            pill.clicked.connect(self._choose_kinds)
            flow.addWidget(pill)
            made[name] = pill
        inner = self.look.theme.px(WIDE) - 2 * self.look.theme.space(7)
        box.setFixedHeight(flow.heightForWidth(inner))
        self.column.addWidget(box)
        return made

    def _build_days(self) -> None:
        self._caption(self.tr("Changed"))
        row = QHBoxLayout()
        row.setSpacing(self.look.theme.space(4))
        self.since = Field(self.look, self.tr("Changed on this day or later"), placeholder=FORM)
        self.until = Field(self.look, self.tr("Changed on this day or earlier"), placeholder=FORM)
        for widget in (self.since, Label(self.look, self.tr("to"), "ui", "secondary"), self.until):
            row.addWidget(widget, 1 if isinstance(widget, Field) else 0)
        self.since.textEdited.connect(self._choose_days)
        self.until.textEdited.connect(self._choose_days)
        self.column.addLayout(row)
        spans = QHBoxLayout()
        spans.setSpacing(self.look.theme.space(3))
        self.spans: list[GhostButton] = []
        for text, days in (
            (self.tr("Last 7 days"), 7),
            (self.tr("Last 30 days"), 30),
            (self.tr("Last 12 months"), 365),
        ):
            button = GhostButton(self.look, text, link=True, raised=True, height=28)
            button.clicked.connect(lambda _=False, days=days: self._choose_span(days))
            spans.addWidget(button)
            self.spans.append(button)
        spans.addStretch(1)
        self.column.addLayout(spans)

    def _build_places(self) -> None:
        self._caption(self.tr("Folders and files"))
        self.search = SearchField(
            self.look, self.tr("Search folders and files"), placeholder=self.tr("Search folders and files")
        )
        self.list = PlaceList(self.look, self.tr("Folders and files"))
        self.list.setFixedHeight(self.look.theme.px(LIST))
        self.list.show_places(places(self._files), self.within.places)
        self.search.textChanged.connect(self.list.search)
        self.list.changed.connect(lambda chosen: self._change(places=chosen))
        self.column.addWidget(self.search)
        self.column.addWidget(self.list)
        self.column.addWidget(Hairline(self.look))

    def _caption(self, text: str) -> None:
        self.column.addSpacing(self.look.theme.space(2))
        self.column.addWidget(Label(self.look, text, "caption", "secondary"))

    # What is chosen

    def _choose_kinds(self) -> None:
        self._change(kinds=tuple(name for name, pill in self.pills.items() if pill.isChecked()))

    def _choose_span(self, days: int) -> None:
        self.since.setText(ago(days))
        self.until.clear()
        self._choose_days()

    def _choose_days(self) -> None:
        try:
            since, until = begin_of(self.since.text()), end_of(self.until.text())
        except ValueError:
            self.count.set_tone("error")
            self.count.setText(self.tr("A day is written like {form}.").format(form=FORM))
            return
        self._change(since=since, until=until)

    def _change(self, **values: object) -> None:
        self._take(msgspec.structs.replace(self.within, **values))

    def _take(self, within: Within, *, show: bool = False) -> None:
        self.within = within
        if show:
            self._show()
        self._tell()
        self.changed.emit(within)

    def _show(self) -> None:
        for name, pill in self.pills.items():
            pill.setChecked(name in self.within.kinds)
        self.since.setText(day(self.within.since) if self.within.since else "")
        self.until.setText(day(self.within.until - 1) if self.within.until else "")
        self.list.set_chosen(self.within.places)
        self._tell()

    def _tell(self) -> None:
        n = counted(self._files, self.within)
        self.count.set_tone("secondary" if n else "warn")
        text = self.tr("{n} of {total} files are searched").format(n=f"{n:,}", total=f"{len(self._files):,}")
        self.count.setText(text if n else self.tr("No file is left to search."))
        self.clear.setEnabled(self.within.narrows)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (next(iter(self.pills.values()), None) or self.since).setFocus(Qt.FocusReason.PopupFocusReason)
