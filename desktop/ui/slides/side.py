"""The left side of the Slides page: what the deck was made of, and its outline below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import IconButton
from desktop.ui.cards import Hairline, Surface
from desktop.ui.flow import clear
from desktop.ui.icons import file_icon
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.domain.deck import Material, Outline
    from desktop.ui.slides.outline_view import OutlineView
    from desktop.ui.theme import Appearance

#: Sources that are listed; the outline needs the room.
MOST_SOURCES = 5
_UNBOUNDED = 16_777_215


class Side(Surface):
    """Holds the outline; knows the sources by what it is given. `add` asks for a new slide."""

    def __init__(self, look: Appearance, outline: OutlineView, parent: QWidget | None = None) -> None:
        super().__init__(look, "base", parent)
        theme = look.theme
        self._alone = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(7), 0, 0)
        column.setSpacing(theme.space(4))
        top = QVBoxLayout()
        top.setContentsMargins(theme.space(8), 0, theme.space(8), theme.space(4))
        top.setSpacing(theme.space(4))
        top.addWidget(Label(look, self.tr("Sources"), "uiStrong"))
        self._sources = QVBoxLayout()
        self._sources.setSpacing(theme.space(3))
        top.addLayout(self._sources)
        column.addLayout(top)
        column.addWidget(Hairline(look))
        heads = QHBoxLayout()
        heads.setContentsMargins(theme.space(8), theme.space(3), theme.space(6), 0)
        heads.addWidget(Label(look, self.tr("Outline"), "uiStrong"))
        heads.addStretch(1)
        self._count = Label(look, "", "ui", "secondary", tabular=True)
        heads.addWidget(self._count)
        self.add = IconButton(look, "plus", self.tr("Add a slide"), size=28)
        heads.addWidget(self.add)
        column.addLayout(heads)
        holder = QHBoxLayout()
        holder.setContentsMargins(theme.space(5), 0, theme.space(5), 0)
        holder.addWidget(outline)
        column.addLayout(holder, 1)
        look.changed.connect(self._fit)
        self._fit()

    def set_alone(self, alone: bool) -> None:
        """Take the whole page, or the width of a column."""
        self._alone = alone
        self._fit()

    def show_count(self, slides: int) -> None:
        """Show of how many slides the outline is."""
        self._count.setText(self.tr("{count} slides").format(count=slides) if slides else "")

    def show_sources(self, outline: Outline | None, material: Material | None) -> None:
        """List the files that the deck was made of, its chat, or its topic."""
        clear(self._sources)
        names = list(outline.sources) if outline else []
        for name in names[:MOST_SOURCES]:
            self._sources.addLayout(self._row(file_icon(name), Path(name).name))
        if len(names) > MOST_SOURCES:
            more = self.tr("and {count} more").format(count=len(names) - MOST_SOURCES)
            self._sources.addWidget(Label(self.look, more, "caption", "secondary"))
        if material and material.conversation:
            self._sources.addLayout(self._row("chat-circle", material.conversation_title))
        elif not names:
            topic = material.topic if material else ""
            words = topic or self.tr("Your own words")
            self._sources.addWidget(Label(self.look, words, "ui", "secondary", elide="end"))

    def _row(self, icon: str, text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.look.theme.space(4))
        row.addWidget(IconMark(self.look, icon, "secondary", self.look.theme.tokens.icon.row))
        row.addWidget(Label(self.look, text, "ui", elide="middle"), 1)
        return row

    def _fit(self) -> None:
        theme = self.look.theme
        width = theme.px(theme.tokens.size.outline)
        self.setMinimumWidth(0 if self._alone else width)
        self.setMaximumWidth(_UNBOUNDED if self._alone else width)
