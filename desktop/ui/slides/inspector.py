"""The right side of the Slides page: deck check, theme, layout of the slide in sight, speaker notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import outlining
from desktop.slides.looks import THEMES
from desktop.ui.buttons import GhostButton
from desktop.ui.cards import Card, Surface
from desktop.ui.fields import TextArea
from desktop.ui.flow import clear
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label
from desktop.ui.phrases import say_check
from desktop.ui.slides.tiles import Finding, LayoutTile, ThemeTile

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from desktop.domain.deck import Layout
    from desktop.ui.slides.presenter import SlidesPresenter
    from desktop.ui.theme import Appearance

#: Words that are spoken in a second: about 140 a minute, a calm pace.
WORDS_A_SECOND = 140 / 60

_UNBOUNDED = 16_777_215


class Inspector(Surface):
    """Shows what belongs to the slide in sight and to the whole deck."""

    def __init__(self, look: Appearance, presenter: SlidesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(look, "base", parent)
        self._presenter = presenter
        self.setAccessibleName(self.tr("Slide settings"))
        theme = look.theme
        body = Surface(look, "base")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(theme.space(8), theme.space(7), theme.space(8), theme.space(7))
        self._column.setSpacing(theme.space(4))
        self._check = Card(look, fill="accentSoft", edge="none", radius=12)
        self._check_rows = QVBoxLayout(self._check)
        self._check_rows.setContentsMargins(theme.space(6), theme.space(5), theme.space(6), theme.space(5))
        self._check_rows.setSpacing(theme.space(2))
        self._column.addWidget(self._check)
        self._column.addSpacing(theme.space(5))
        self._build_themes()
        self._column.addSpacing(theme.space(5))
        self._build_layouts()
        self._column.addSpacing(theme.space(5))
        heads = QHBoxLayout()
        heads.addWidget(Label(look, self.tr("Speaker notes"), "uiStrong"))
        heads.addStretch(1)
        self._length = Label(look, "", "caption", "secondary")
        heads.addWidget(self._length)
        self._column.addLayout(heads)
        self.notes = TextArea(look, self.tr("Speaker notes"), placeholder=self.tr("What you will say"))
        self.notes.setMinimumHeight(theme.px(150))
        self._column.addWidget(self.notes, 1)
        self._alt_head = Label(look, self.tr("Picture text for screen readers"), "uiStrong")
        self._alt = Label(look, "", "ui", "secondary", wrap=True)
        self._column.addWidget(self._alt_head)
        self._column.addWidget(self._alt)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._alone = False
        look.changed.connect(self._fit)
        self._fit()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(400)
        self._typing.timeout.connect(self._write_notes)
        self.notes.textChanged.connect(self._type_notes)
        presenter.deck_changed.connect(self.refresh)
        presenter.selection_changed.connect(self._turn)
        self._shown = ""
        self.refresh()

    def set_alone(self, alone: bool) -> None:
        """Take the room of the slides too, or the width of a column."""
        self._alone = alone
        self._fit()

    def _fit(self) -> None:
        theme = self.look.theme
        width = theme.px(theme.tokens.size.inspector)
        self.setMinimumWidth(0 if self._alone else width)
        self.setMaximumWidth(_UNBOUNDED if self._alone else width)

    def refresh(self) -> None:
        """Show the deck of the moment."""
        self._refresh_check()
        for tile, theme in zip(self._themes.buttons(), THEMES, strict=True):
            tile.setChecked(theme.name == self._presenter.theme)
        self._turn()

    def hideEvent(self, event: QHideEvent) -> None:
        self._finish_typing()  # the window may be closing
        super().hideEvent(event)

    def _finish_typing(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._write_notes()

    def _turn(self) -> None:
        """Show what belongs to the slide in sight."""
        presenter = self._presenter
        self._finish_typing()
        deck = presenter.deck
        slide = deck.slides[presenter.selected] if deck and deck.slides else None
        layout = slide.layout if slide else ""
        own = bool(presenter.outline and outlining.find(presenter.outline, presenter.origin))
        self._layouts.setExclusive(False)
        for key, tile in self._tiles.items():
            tile.setEnabled(own)
            tile.setChecked(key == layout)
        self._layouts.setExclusive(True)
        self._shown = presenter.origin
        notes = slide.notes if slide else ""
        if self.notes.toPlainText() != notes and not self.notes.hasFocus():
            self.notes.blockSignals(True)
            self.notes.setPlainText(notes)
            self.notes.blockSignals(False)
        self.notes.setReadOnly(not own)
        words = len(notes.split())
        self._length.setText(self.tr("{seconds} s").format(seconds=round(words / WORDS_A_SECOND)) if words else "")
        self._alt.setText(slide.alt if slide else "")
        self._alt.setVisible(bool(slide and slide.alt))
        self._alt_head.setVisible(bool(slide and slide.alt))

    def _type_notes(self) -> None:
        self._typing.start()
        if self._shown and not self.notes.isReadOnly():
            self._presenter.type_notes(self._shown, self.notes.toPlainText())

    def _write_notes(self) -> None:
        """Keep what was typed with the slide it was typed for, which may no longer be the one in sight."""
        self._presenter.stop_typing()
        if self._shown and not self.notes.isReadOnly():
            self._presenter.set_notes(self._shown, self.notes.toPlainText())

    def _refresh_check(self) -> None:
        clear(self._check_rows)
        presenter = self._presenter
        if presenter.deck is None:
            self._check.hide()
            return
        problems = presenter.problems
        theme = self.look.theme
        self._check.set_box(fill="raised" if problems else "accentSoft", edge="strong" if problems else "none")
        row = QHBoxLayout()
        row.setSpacing(theme.space(4))
        count = len(presenter.deck.slides)
        if problems:
            row.addWidget(IconMark(self.look, "warning-circle", "warn"))
            text = self.tr("{count} things to look at").format(count=len(problems))
            if len(problems) == 1:
                text = self.tr("1 thing to look at")
            row.addWidget(Label(self.look, text, "uiStrong", "warn"), 1)
        else:
            row.addWidget(IconMark(self.look, "circle-wavy-check-fill", "ok"))
            row.addWidget(Label(self.look, self.tr("Deck check passed"), "uiStrong", "accent"), 1)
        self._check_rows.addLayout(row)
        if not problems:
            passed = self.tr("{count} slides: fit, contrast, alt text, sources OK").format(count=count)
            self._check_rows.addWidget(Label(self.look, passed, "caption", wrap=True))
        for problem in problems[:6]:
            where = self.tr("Slide {number}: ").format(number=problem.slide) if problem.slide else ""
            told = where + say_check(problem)
            line = Finding(self.look, told)
            if problem.slide:
                line.clicked.connect(lambda _=False, number=problem.slide: presenter.select(number - 1))
            self._check_rows.addWidget(line)
        self._check.show()

    def _build_themes(self) -> None:
        self._column.addWidget(Label(self.look, self.tr("Theme"), "uiStrong"))
        row = QHBoxLayout()
        row.setSpacing(self.look.theme.space(4))
        self._themes = QButtonGroup(self)
        for theme in THEMES:
            tile = ThemeTile(self.look, theme)
            tile.clicked.connect(lambda _=False, name=theme.name: self._presenter.set_theme(name))
            self._themes.addButton(tile)
            row.addWidget(tile, 1)
        self._column.addLayout(row)
        self.template = GhostButton(self.look, self.tr("Use your own template…"), link=True)
        self.template.padding = 0
        self._column.addWidget(self.template, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_layouts(self) -> None:
        self._column.addWidget(Label(self.look, self.tr("Layout"), "uiStrong"))
        grid = QGridLayout()
        grid.setSpacing(self.look.theme.space(4))
        self._layouts = QButtonGroup(self)
        self._tiles: dict[str, LayoutTile] = {}
        choices: tuple[tuple[Layout, str], ...] = (
            ("bullets", self.tr("Points")),
            ("chart", self.tr("Chart")),
            ("comparison", self.tr("Compare")),
            ("numbers", self.tr("Numbers")),
            ("table", self.tr("Table")),
            ("steps", self.tr("Steps")),
        )
        for at, (key, text) in enumerate(choices):
            tile = LayoutTile(self.look, key, text)
            tile.clicked.connect(lambda _=False, key=key: self._presenter.set_layout(key))
            self._layouts.addButton(tile)
            self._tiles[key] = tile
            grid.addWidget(tile, at // 3, at % 3)
        self._column.addLayout(grid)
