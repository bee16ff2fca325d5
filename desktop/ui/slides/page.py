"""The Slides page: sources and outline, preview and thumbnails, inspector; or the ways to begin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.deck import Material
from desktop.ui.buttons import GhostButton, IconButton, PrimaryButton, SecondaryButton
from desktop.ui.cards import Hairline, PageHeader, Surface
from desktop.ui.indicators import StatusWords
from desktop.ui.labels import Label
from desktop.ui.slides.inspector import Inspector
from desktop.ui.slides.outline_view import OutlineView
from desktop.ui.slides.presenting import present
from desktop.ui.slides.saved_note import saved_note
from desktop.ui.slides.side import Side
from desktop.ui.slides.start import SlidesStart
from desktop.ui.slides.thumbnails import BAR, Preview, Thumbnails
from desktop.ui.turns import Columns, Turns, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from desktop.ui.slides.presenter import SlidesPresenter
    from desktop.ui.theme import Appearance


class SlidesPage(Surface):
    """Lays out and connects; decides nothing."""

    def __init__(
        self,
        look: Appearance,
        presenter: SlidesPresenter,
        *,
        pick_files: Callable[[], list[str]],
        pick_outline: Callable[[], str],
        pick_template: Callable[[], str],
        save_as: Callable[[str], str],
        chat: Callable[[], tuple[int, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            pick_files, pick_outline, pick_template: ask the user; empty when nothing was chosen.
            save_as: asks for a file name, given a suggestion.
            chat: id and title of the conversation in sight; 0 when it is empty.
        """
        super().__init__(look, "base", parent)
        self._presenter = presenter
        self._pick_files, self._pick_outline, self._pick_template = pick_files, pick_outline, pick_template
        self._save_as, self._chat = save_as, chat
        self.header = PageHeader(look, self.tr("Slides"), big=True)
        self.undo = IconButton(look, "arrow-counter-clockwise", self.tr("Undo"), keys="Ctrl Z")
        self.undo.clicked.connect(presenter.undo)
        self.inspect = IconButton(look, "sliders-horizontal", self.tr("Slide settings"), checkable=True)
        self.plan = IconButton(look, "list-dashes", self.tr("Outline"), checkable=True)
        self.new = SecondaryButton(look, self.tr("New deck"))
        self.new.clicked.connect(presenter.clear)
        self.present = SecondaryButton(look, self.tr("Present"), icon="play")
        self.present.setAccessibleName(self.tr("Present"))
        self.present.clicked.connect(lambda: present(presenter, self, first=0))
        QShortcut("Shift+F5", self).activated.connect(lambda: present(presenter, self))
        self.save = PrimaryButton(look, self.tr("Save .pptx"), icon="download-simple")
        self.save.clicked.connect(self.save_deck)
        self.undo.setShortcut("Ctrl+Z")
        for button in (self.undo, self.plan, self.inspect, self.new, self.present, self.save):
            self.header.add_action(button)
        self.start = SlidesStart(look)
        self.start.documents_wanted.connect(lambda: self.make_from(pick_files()))
        self.start.chat_wanted.connect(self.from_chat)
        self.start.outline_wanted.connect(lambda: self._from_outline(pick_outline()))
        self.start.topic_given.connect(lambda topic: presenter.make(Material(topic=topic)))
        self.start.stopped.connect(presenter.stop)
        self.outline = OutlineView(look, presenter)
        self.outline.chosen.connect(presenter.select_origin)
        self.preview = Preview(look, presenter)
        self.thumbnails = Thumbnails(look, presenter)
        self.inspector = Inspector(look, presenter)
        self.inspector.template.clicked.connect(self._choose_template)
        self.side = Side(look, self.outline)
        self.add = self.side.add
        self.add.clicked.connect(self._add_slide)
        self._middle = self._build_middle()
        work = QWidget()
        body = QHBoxLayout(work)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        first, second = Hairline(look, vertical=True), Hairline(look, vertical=True)
        columns = Columns(self.side, first, self._middle, second, self.inspector)
        for widget in columns:
            body.addWidget(widget, 0 if widget in {first, second} else 1)
        self._turns = Turns(look, columns, self.plan, self.inspect, alone=False, parent=self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(work)
        column = QVBoxLayout(self)
        # Three columns side by side must not keep the page from becoming narrow enough to show two.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        presenter.outline_changed.connect(self.refresh)
        presenter.deck_changed.connect(self._refresh_deck)
        presenter.selection_changed.connect(self._refresh_deck)
        presenter.material_changed.connect(self._refresh_sources)
        presenter.progress_changed.connect(self.refresh)
        presenter.saved.connect(lambda _: self._refresh_note())
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._refresh_note)
        self._clock.start(30_000)
        self.refresh()

    def refresh(self) -> None:
        """Show the outline of the moment, or the ways to begin."""
        presenter = self._presenter
        has = presenter.outline is not None
        self._stack.setCurrentIndex(1 if has and presenter.progress is None else 0)
        self.start.show_progress(presenter.progress)
        conversation, _ = self._chat()
        self.start.offer_chat(begun=bool(conversation), idle=presenter.progress is None)
        for button in (self.undo, self.new, self.present, self.save):
            button.setVisible(has)
        self._turns.offered = has
        self._fold()
        self.undo.setEnabled(presenter.can_undo)
        # A deck's title is one of many, as a chat's is; the page's own name is larger.
        self.header.title.set_role("heading" if presenter.outline else "pageTitle")
        self.header.set_title(presenter.outline.title if presenter.outline else self.tr("Slides"))
        self._refresh_sources()
        self._refresh_deck()

    def from_chat(self) -> None:
        """Make slides from the conversation in sight."""
        conversation, title = self._chat()
        if conversation:
            self._presenter.make(Material(conversation=conversation, conversation_title=title))

    def save_deck(self) -> None:
        """Ask for a name and save."""
        outline = self._presenter.outline
        if outline is None:
            return
        name = "".join(c for c in outline.title if c not in '\\/:*?"<>|').strip()[:80] or self.tr("Slides")
        if file := self._save_as(f"{name}.pptx"):
            path = Path(file)
            self._presenter.save(path if path.suffix.lower() == ".pptx" else path.with_name(path.name + ".pptx"))

    def make_from(self, files: list[str]) -> None:
        """Make slides from documents or an outline; no files change nothing."""
        if chosen := tuple(file for file in files if file):
            self._presenter.make(Material(files=chosen))

    def _from_outline(self, file: str) -> None:
        if file:
            self._presenter.make(Material(outline=file))

    def _choose_template(self) -> None:
        if file := self._pick_template():
            self._presenter.set_template(Path(file))

    def _refresh_deck(self) -> None:
        presenter = self._presenter
        deck = presenter.deck
        count = len(deck.slides) if deck else 0
        self.side.show_count(count)
        self._place.setText(self.tr("{number} of {count}").format(number=presenter.selected + 1, count=count))
        self.previous.setEnabled(presenter.selected > 0)
        self.next.setEnabled(presenter.selected < count - 1)
        own = [c for c in presenter.problems if c.slide == presenter.selected + 1]
        self._fits.setVisible(count > 0)
        if own:
            self._fits.set_tone("warn")
            self._fits.set_text(self.tr("Needs a look"), "warning-circle")
        else:
            self._fits.set_tone("accent")
            self._fits.set_text(self.tr("Fits"), "check-circle")
        if presenter.template is not None:
            self.inspector.template.setText(self.tr("Template: {name}").format(name=presenter.template.name))
        self._refresh_note()

    def _refresh_note(self) -> None:
        self.header.set_note(saved_note(self._presenter))

    def _refresh_sources(self) -> None:
        self.side.show_sources(self._presenter.outline, self._presenter.material)

    def _add_slide(self) -> None:
        entry = self.outline.entry()
        after = entry.origin if entry and self.outline.rows.slide_place(entry.origin) >= 0 else None
        self.outline.begin_edit(self._presenter.add_slide(after))

    def _build_middle(self) -> QWidget:
        look = self.look
        theme = look.theme
        middle = Surface(look, "sunken")
        column = QVBoxLayout(middle)
        bar = theme.px(BAR)
        column.setContentsMargins(theme.space(10), theme.space(8), theme.space(10) - bar, 0)
        column.setSpacing(theme.space(3))
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, bar, 0)
        above.addWidget(self.preview)
        column.addLayout(above)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, bar, 0)
        self.previous = IconButton(look, "caret-left", self.tr("Previous slide"), size=28)
        self.next = IconButton(look, "caret-right", self.tr("Next slide"), size=28)
        self.previous.clicked.connect(lambda: self._presenter.select(self._presenter.selected - 1))
        self.next.clicked.connect(lambda: self._presenter.select(self._presenter.selected + 1))
        self._place = Label(look, "", "ui", "secondary", tabular=True)
        self._fits = StatusWords(look, self.tr("Fits"), "accent", "check-circle")
        row.addWidget(self.previous)
        row.addWidget(self._place)
        row.addWidget(self.next)
        row.addStretch(1)
        row.addWidget(self._fits)
        self.rewrite = GhostButton(look, self.tr("Automatic layout"), icon="arrow-clockwise")
        self.rewrite.clicked.connect(lambda: self._presenter.set_layout(None))
        row.addWidget(self.rewrite)
        column.addLayout(row)
        column.addSpacing(theme.space(4))
        column.addWidget(self.thumbnails, 1)
        return middle

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Show the columns, and the words of the buttons, that have room."""
        self._turns.fit(self.width())
        tight = self._turns.tight
        self.side.set_alone(tight)
        self.inspector.set_alone(self._turns.narrow)
        shorten(self.present, self.tr("Present"), "play", short=self._turns.narrow, keys="F5", always=True)
        shorten(self.new, self.tr("New deck"), "plus", short=tight)
        shorten(self.save, self.tr("Save .pptx"), "download-simple", short=tight, keys="Ctrl+S", always=True)
