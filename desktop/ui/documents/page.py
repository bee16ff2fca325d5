"""The Documents page: collections, ledger and test retrieval side by side, under one header."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.buttons import IconButton, PrimaryButton, SecondaryButton
from desktop.ui.cards import Hairline, PageHeader, Surface
from desktop.ui.documents.collections import Collections
from desktop.ui.documents.empty import Empty, Opening
from desktop.ui.documents.heads import Heads
from desktop.ui.documents.ledger import Ledger
from desktop.ui.documents.presenter import MANY
from desktop.ui.documents.reading import ReadingCard
from desktop.ui.documents.rereading import RereadingCard
from desktop.ui.documents.retrieval import Retrieval
from desktop.ui.documents.rows import LedgerModel
from desktop.ui.documents.search_model_view import ChangingCard, ModelMenu
from desktop.ui.documents.works import Works
from desktop.ui.menu import Menu
from desktop.ui.toggles import NavRow
from desktop.ui.turns import Columns, Turns, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from desktop.documents.protocol import FileState
    from desktop.ui.documents.presenter import DocumentsPresenter
    from desktop.ui.documents.search_model import SearchModel
    from desktop.ui.documents.state import Row
    from desktop.ui.theme import Appearance

#: Milliseconds between two countings of many rows.
REST = 400


class DocumentsPage(Surface):
    """Lays out and connects; decides nothing."""

    document_wanted = Signal(object)  # Row: show what was read
    passage_wanted = Signal(object)  # Passage: show it on its page
    ask_wanted = Signal(str)  # name of the collection to ask
    slides_wanted = Signal(object)  # list of paths to make slides from
    pictures_wanted = Signal()  # reading of scans is to be turned on
    models_wanted = Signal()  # other search models are to be got

    def __init__(
        self,
        look: Appearance,
        presenter: DocumentsPresenter,
        *,
        say: Callable[[FileState], str],
        pick_files: Callable[[], list[str]],
        pick_folder: Callable[[], str],
        search_model: SearchModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            say: turns the reason of a file's state into a sentence in the user's language.
            pick_files, pick_folder: ask the user; empty when nothing was chosen.
        """
        super().__init__(look, "base", parent)
        self._presenter = presenter
        self.header = PageHeader(look, self.tr("Documents"), big=True, whole=True)
        self.test = IconButton(look, "magnifying-glass", self.tr("Test retrieval"), checkable=True)
        self.shelf = IconButton(look, "folder", self.tr("Collections"), checkable=True)
        self.ask = SecondaryButton(look, self.tr("Ask"), icon="chat-circle")
        self.ask.clicked.connect(self._ask)
        self.watch_folder = SecondaryButton(look, self.tr("Watch a folder"), icon="folder")
        self.add_files = PrimaryButton(look, self.tr("Add files"), icon="plus")
        self.watch_folder.clicked.connect(lambda: self._watch(pick_folder()))
        self.add_files.clicked.connect(lambda: self._add(pick_files()))
        self.empty = Empty(look)
        self.empty.browse_wanted.connect(lambda: self._add(pick_files()))
        for button in (self.shelf, self.test, self.ask, self.watch_folder, self.add_files):
            self.header.add_action(button)
        self.collections = Collections(look, presenter)
        self.collections.ask_wanted.connect(self.ask_wanted)
        self._search_model = search_model
        if search_model is not None:
            self.model_menu = ModelMenu(look, search_model, pick_folder, self.models_wanted.emit, self)
            self.model_menu.serve(self.collections, presenter)
        self.retrieval = Retrieval(look, presenter.test)
        self.retrieval.chosen.connect(self.passage_wanted)
        self.model = LedgerModel(say, self)
        self.ledger = Ledger(look, self.model)
        self.ledger.retried.connect(self._help)
        self.ledger.removed.connect(presenter.remove)
        self.ledger.opened.connect(self.document_wanted)
        self.ledger.menu_wanted.connect(self._menu)
        self.reading = ReadingCard(look)
        self.reading.stop.clicked.connect(presenter.stop)
        self._filter = "all"
        self._middle = self._build_middle()
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        first, second = Hairline(look, vertical=True), Hairline(look, vertical=True)
        columns = Columns(self.collections, first, self._middle, second, self.retrieval)
        for widget in columns:
            body.addWidget(widget, 0 if widget in {first, second} else 1)
        self._turns = Turns(look, columns, self.shelf, self.test, alone=True, parent=self)
        self.collections.opened.connect(self._turns.back)
        column = QVBoxLayout(self)
        # Three columns side by side must not keep the page from becoming narrow enough to show two.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(body, 1)
        presenter.rows_changed.connect(self.refresh)
        presenter.row_changed.connect(self._refresh_row)
        presenter.indexing_changed.connect(self._refresh_progress)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(REST)
        self._counting.timeout.connect(self._refresh_counts)
        look.changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    def refresh(self) -> None:
        """Show the rows and counts of the moment."""
        self._refresh_counts()
        self.model.show([row for row in self._presenter.rows.values() if self._is_wanted(row)])
        self._refresh_progress()
        self._choose_face()

    def _choose_face(self) -> None:
        """Show the ledger, or what stands in its place while it has no rows."""
        begun = bool(self._presenter.rows) or self._presenter.indexing is not None
        self._stack.setCurrentIndex(0 if begun else 1 if self._presenter.known else 2)
        self.heads.setVisible(begun)
        self._pill_row.setVisible(begun)
        self.ask.setVisible(self._presenter.counts()["indexed"] > 0)

    def _is_wanted(self, row: Row) -> bool:
        states = {"waiting": {"waiting", "reading"}, "failed": {"failed", "missing"}}.get(self._filter, {self._filter})
        return self._filter == "all" or row.state.state in states

    def _refresh_row(self, row: Row) -> None:
        if not self.model.update_row(row) and self._is_wanted(row):
            self.model.append(row)

    def _refresh_counts(self) -> None:
        counts = self._presenter.counts()
        for key, pill in self._pills.items():
            pill.set_hint(f"{counts[key]:,}")
            pill.setVisible(key == "all" or counts[key] > 0 or self._filter == key)

    def _refresh_progress(self) -> None:
        if len(self._presenter.rows) <= MANY:  # else counting them would take most of the time
            self._refresh_counts()
        elif not self._counting.isActive():
            self._counting.start()
        indexing = self._presenter.indexing
        self.reading.show_progress(indexing)
        if indexing is not None:
            self._choose_face()

    def _build_middle(self) -> QWidget:
        look = self.look
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setSpacing(0)
        cards: list[QWidget] = [self.reading, RereadingCard(look, self._presenter.rereading)]
        if self._search_model is not None:
            cards.append(ChangingCard(look, self._search_model))
        self._column.addWidget(Works(look, cards))
        self._pill_row = QWidget()
        pills = QHBoxLayout(self._pill_row)
        pills.setContentsMargins(0, 0, 0, 0)
        pills.setSpacing(look.theme.space(2))
        group = QButtonGroup(self)
        self._pills: dict[str, NavRow] = {}
        for key, text in (
            ("all", self.tr("All")),
            ("indexed", self.tr("Indexed")),
            ("skipped", self.tr("Skipped")),
            ("failed", self.tr("Failed")),
            ("waiting", self.tr("Waiting")),
        ):
            pill = NavRow(look, text)
            pill.clicked.connect(lambda _=False, key=key: self._choose_filter(key))
            group.addButton(pill)
            self._pills[key] = pill
            pills.addWidget(pill)
        self._pills["all"].setChecked(True)
        pills.addStretch(1)
        self._column.addWidget(self._pill_row)
        self.heads = Heads(look, self.ledger)
        self._column.addWidget(self.heads)
        self._stack = QStackedWidget()
        for face in (self.ledger, self.empty, Opening(look)):
            self._stack.addWidget(face)
        self._column.addWidget(self._stack, 1)
        return middle

    def _ask(self) -> None:
        """Ask the collection in sight; where there are several, let the user choose."""
        names = self._presenter.shown
        if len(names) == 1:
            self.ask_wanted.emit(names[0])
            return
        menu = Menu(self.look, self)
        for name in names:
            menu.add(name, partial(self.ask_wanted.emit, name), icon="folder")
        menu.popup(self.ask.mapToGlobal(self.ask.rect().bottomLeft()))

    def _watch(self, folder: str) -> None:
        if folder:
            self._presenter.watch(folder)

    def _add(self, paths: list[str]) -> None:
        chosen = [path for path in paths if path]
        if chosen:
            self._presenter.add(chosen)

    def _help(self, row: Row) -> None:
        """Do the one act that helps a file."""
        if row.scan:
            self.pictures_wanted.emit()
        else:
            self._presenter.retry(row)

    def _choose_filter(self, key: str) -> None:
        self._filter = key
        for other, pill in self._pills.items():
            pill.setChecked(other == key)
        self.refresh()

    def _menu(self, row: Row, spot: QPoint) -> None:
        chosen = self.ledger.selected()
        rows = chosen if row in chosen else [row]
        menu = Menu(self.look, self)
        if len(rows) == 1 and row.state.state == "indexed":
            menu.add(self.tr("Show what was read"), lambda: self.document_wanted.emit(row), icon="file-text")
        if any(r.state.state == "indexed" for r in rows):
            menu.add(self.tr("Ask this collection"), lambda: self.ask_wanted.emit(row.library), icon="chat-circle")
            paths = [r.state.path or r.state.file for r in rows]
            menu.add(self.tr("Make slides"), lambda: self.slides_wanted.emit(paths), icon="presentation-chart")
        if len(rows) == 1 and row.state.state != "indexed":
            menu.add(self.tr("Retry"), lambda: self._help(row), icon="arrow-clockwise")
        menu.addSeparator()
        menu.add(self.tr("Remove"), lambda: self._presenter.remove(rows), icon="trash", keys="Del", danger=True)
        menu.popup(spot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Show the columns, and the words of the buttons, that have room."""
        self._turns.fit(self.width())
        tight, theme = self._turns.tight, self.look.theme
        self.collections.set_alone(tight)
        shorten(self.ask, self.tr("Ask"), "chat-circle", short=tight, always=True)
        shorten(self.watch_folder, self.tr("Watch a folder"), "folder-plus", short=tight, always=True)
        shorten(self.add_files, self.tr("Add files"), "plus", short=tight, always=True)
        width = theme.px(theme.tokens.size.test_retrieval)
        self.retrieval.setMinimumWidth(0 if tight else width)
        self.retrieval.setMaximumWidth(16_777_215 if self._turns.narrow else width)

    def _restyle(self) -> None:
        theme = self.look.theme
        # The pills begin where the collections beside them do.
        self._column.setContentsMargins(theme.space(9), theme.space(6), theme.space(9), 0)
        self._fold()
