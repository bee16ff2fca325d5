"""The section of adapters: each with its switch, what it was made for, its strength, and a menu for the rest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.engine.fit import shown_size
from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.fields import Slider
from desktop.ui.labels import Label
from desktop.ui.menu import Menu
from desktop.ui.models.row import FoldingRow
from desktop.ui.models.section import Section, matches
from desktop.ui.paint import set_tip
from desktop.ui.phrases import explain, joined
from desktop.ui.toggles import Switch

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.adapter import AdapterUse
    from desktop.ui.models.adapter_presenter import AdapterEntry, AdaptersPresenter
    from desktop.ui.theme import Appearance

#: Percent that the slider reaches: what is stronger than it was trained mostly spoils what a model writes.
STRONGEST = 100


class Adapters(Section):
    """Shows the adapters that the presenter found.

    Signals:
        told(title, text): why an adapter does not fit is to be shown.
        reveal_wanted(folder): a folder is to be opened in the file manager.
    """

    told = Signal(str, str)
    reveal_wanted = Signal(str)

    def __init__(
        self,
        look: Appearance,
        presenter: AdaptersPresenter,
        *,
        pick_adapter: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `pick_adapter` asks for a .gguf file and returns "" when none was chosen."""
        self._presenter = presenter
        about = QCoreApplication.translate("Adapters", "LoRA files that change how a model writes, in the open chat")
        super().__init__(look, "", about, parent)
        self.set_title(self.tr("Adapters"))
        self.add = GhostButton(look, self.tr("Add an adapter"), link=True)
        self.add.clicked.connect(lambda: self._add(pick_adapter()))
        self.add_action(self.add)
        self._made: dict[str, AdapterRow] = {}
        presenter.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the adapters of the moment; a row stays the same widget, so that a slider is not lost while it moves."""
        p = self._presenter
        entries = [e for e in p.entries if matches(self.query, e.info.name, e.info.base, e.info.architecture)]
        for entry in entries:
            if entry.info.path not in self._made:
                self._made[entry.info.path] = self._row(entry.info.path)
            self._made[entry.info.path].show_entry(entry, p.use(entry.info.path))
        shown = [self._made[entry.info.path] for entry in entries]
        known = {entry.info.path for entry in p.entries}
        self.show_rows(shown)
        self._made = {path: row for path, row in self._made.items() if path in known and row in shown}
        self.set_hint("" if p.entries else self.tr("An adapter is a small LoRA file in the GGUF format."))

    def _row(self, path: str) -> AdapterRow:
        row = AdapterRow(self.look)
        row.switched.connect(lambda scale: self._presenter.switch(path, scale))
        row.menu_wanted.connect(lambda spot: self._menu(row.entry, spot))
        return row

    def _menu(self, entry: AdapterEntry, spot: QPoint) -> None:
        menu = Menu(self.look, self)
        if reason := _reason(entry):
            menu.add(
                self.tr("Why it does not fit"),
                lambda: self.told.emit(entry.info.name, reason),
                icon="question",
            )
        menu.add(
            self.tr("Show in its folder"),
            lambda: self.reveal_wanted.emit(str(Path(entry.info.path).parent)),
            icon="folder-open",
        )
        if entry.ours:
            menu.addSeparator()
            menu.add(self.tr("Remove"), lambda: self._presenter.remove(entry), icon="trash", danger=True)
        menu.popup(spot)

    def _add(self, path: str) -> None:
        if path:
            self._presenter.add(path)


class AdapterRow(FoldingRow):
    """One adapter. Knows how it is shown; tells what is done with it.

    Signals:
        switched(scale): it is to be on with this strength, or off (None).
        menu_wanted(QPoint): its menu is asked for.
    """

    switched = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.entry: AdapterEntry
        self.toggle = Switch(look, "")
        self.name = Label(look, "", "bodyStrong", elide="end")
        self.about = Label(look, "", "ui", "secondary", elide="end")
        self.remark = Label(look, "", "ui", "secondary")
        self._caption = Label(look, self.tr("Strength"), "ui", "secondary")
        self.strength = Slider(look, "", 0, STRONGEST, step=5)
        self.strength.setValue(STRONGEST)
        self.percent = Label(look, "", "ui", tabular=True, align=Qt.AlignmentFlag.AlignRight)
        self.more = IconButton(look, "dots-three", "", size=28)
        self._row = QHBoxLayout()
        self._row.addWidget(self.toggle)
        self._row.addWidget(self.name)
        self._row.addWidget(self.about, 1)
        self._wide = (self._caption, self.strength, self.percent)
        for widget in (self.remark, *self._wide, self.more):
            self._row.addWidget(widget)
        self._below, self._strength_line = QVBoxLayout(), QHBoxLayout()
        self.column.addLayout(self._row)
        self._strength_line.addStretch(1)
        self._below.addLayout(self._strength_line)
        self.column.addLayout(self._below)
        self.toggle.clicked.connect(lambda on: self.switched.emit(self.strength.value() / 100 if on else None))
        self.strength.valueChanged.connect(self._on_value)
        self.strength.sliderReleased.connect(self._commit)
        self.more.clicked.connect(lambda: self.menu_wanted.emit(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        look.changed.connect(self._restyle)
        self._restyle()

    def show_entry(self, entry: AdapterEntry, use: AdapterUse | None) -> None:
        """Show an adapter and how the open chat uses it."""
        self.entry = entry
        info = entry.info
        self.setAccessibleName(info.name)
        self.toggle.setAccessibleName(self.tr("Use {adapter} in the open chat").format(adapter=info.name))
        self.strength.setAccessibleName(self.tr("Strength of {adapter}").format(adapter=info.name))
        self.more.set_name(self.tr("More about {adapter}").format(adapter=info.name))
        self.name.setText(info.name)
        made = self.tr("Made for {model}, {size}")
        made = made.format(model=info.base or info.architecture, size=shown_size(info.size))
        self.about.setText("" if entry.gone else made)
        remark = self.tr("Its file is gone") if entry.gone else self.tr("For another model") if entry.misfit else ""
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        set_tip(self.remark, _reason(entry))
        self.toggle.setChecked(use is not None)
        self.toggle.setEnabled(use is not None or not remark)
        for widget in (self._caption, self.strength, self.percent):
            widget.setVisible(use is not None and not remark)
        if use is not None and not self.strength.isSliderDown():
            self.strength.blockSignals(True)
            self.strength.setValue(min(use.percent, STRONGEST))
            self.strength.blockSignals(False)
        self._show_percent(use.percent if use is not None and not self.strength.isSliderDown() else None)
        self.more.setVisible(not entry.gone)

    def _on_value(self) -> None:
        self._show_percent(None)
        if not self.strength.isSliderDown():
            self._commit()

    def _commit(self) -> None:
        self.switched.emit(self.strength.value() / 100)

    def _show_percent(self, percent: int | None) -> None:
        value = self.strength.value() if percent is None else percent
        self.percent.setText(self.tr("{n} %").format(n=value))

    def arrange(self) -> None:
        """Put what it was made for and its strength beside the name, or below it where the row is narrow."""
        theme, narrow = self.look.theme, self.narrow
        for layout in (self._row, self._below, self._strength_line):
            for moved in (self.about, *self._wide):
                layout.removeWidget(moved)
        self._row.setStretchFactor(self.name, int(narrow))
        if narrow:
            self._below.insertWidget(0, self.about)
            for place, widget in enumerate(self._wide):
                self._strength_line.insertWidget(place, widget)
        else:
            self._row.insertWidget(2, self.about, 1)
            for place, widget in enumerate(self._wide, start=4):
                self._row.insertWidget(place, widget)
        self._below.setContentsMargins(0, 0, 0, theme.space(5) if narrow else 0)

    def _restyle(self) -> None:
        theme = self.look.theme
        self._row.setContentsMargins(0, theme.space(5), 0, theme.space(5))
        self._row.setSpacing(theme.space(4))
        self._below.setSpacing(theme.space(1))
        self._strength_line.setSpacing(theme.space(4))
        self.strength.setFixedWidth(theme.px(140))
        self.percent.setMinimumWidth(theme.px(48))
        self.setMinimumHeight(theme.px(56))


def _reason(entry: AdapterEntry) -> str:
    return joined(explain(entry.misfit)) if entry.misfit is not None else ""
