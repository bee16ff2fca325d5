"""The window: sidebar, pages, drop sheet, notices, keys. It owns no feature; pages are handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.ui.cards import Hairline, Surface
from desktop.ui.dialogs import Dialogs
from desktop.ui.dropsheet import DropSheet, local_paths
from desktop.ui.focus import FocusRing
from desktop.ui.rail import Rail
from desktop.ui.regions import drop_targets_of, move_focus, regions_of
from desktop.ui.rescale import Rescale
from desktop.ui.shortcuts import show_shortcuts
from desktop.ui.sidebar import Health, History, Sidebar
from desktop.ui.splitter import Splitter
from desktop.ui.taborder import ReadingOrder
from desktop.ui.toast import ToastHost

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent

    from desktop.ui.dropsheet import DropTarget
    from desktop.ui.theme import Appearance

#: Window width in logical pixels at 100 % under which the sidebar becomes the rail.
NARROW = 1200
#: Text scale from which it starts as the rail.
LARGE = 1.5


class Window(ReadingOrder, Surface):
    """Holds the pages by key ("chat", "documents", "slides", "models", "settings") and shows one.

    Signals:
        new_chat: a new chat is wanted; the chat page is shown already.
        page_shown: key of the page that came into sight.
        files_dropped: (list of paths, key of the drop target).
        text_size: 1 for larger, -1 for smaller, 0 for 100 %.
        rail_chosen: whether the user wants the rail where there is room for the sidebar.
        closing: the window's geometry as text, to be given back as `geometry` next time.
    """

    new_chat = Signal()
    page_shown = Signal(str)
    files_dropped = Signal(object, str)
    text_size = Signal(int)
    rail_chosen = Signal(bool)
    closing = Signal(str)

    def __init__(
        self,
        look: Appearance,
        history: History,
        readable: Callable[[Path], bool],
        *,
        geometry: str = "",
        rail: bool = False,
    ) -> None:
        """Make it without pages; `readable` says by its name whether a file can be read."""
        super().__init__(look, "base")
        self._pages: dict[str, QWidget] = {}
        self._with_rail: set[str] = set()
        self._drop_targets: Callable[[], Sequence[DropTarget]] = tuple
        self._rail_wanted = rail
        self._unfolded: bool | None = None
        self._returning: QWidget | None = None
        self.setWindowTitle("Lectern")
        self.sidebar = Sidebar(look, history)
        self.rail = Rail(look)
        self._edge = Hairline(look, vertical=True)
        self.stack = QStackedWidget()
        main = QWidget()
        row = QHBoxLayout(main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.rail, self._edge):
            row.addWidget(widget)
        row.addWidget(self.stack, 1)
        self._split = Splitter(look, self.tr("Width of the sidebar"), self)
        self._split.addWidget(self.sidebar)
        self._split.addWidget(main)
        self._split.setStretchFactor(1, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)
        self.toasts = ToastHost(look, self)
        self.dialogs = Dialogs(look, self, self.toasts)
        self.sheet = DropSheet(look, self, readable)
        self.sheet.dropped.connect(self.files_dropped)
        self.ring = FocusRing(look, self)
        Rescale(look, self)
        for part in (self.sidebar, self.rail):
            part.new_chat.connect(self.start_chat)
            part.place_chosen.connect(self.show_page)
        self.sidebar.folded.connect(self.toggle_sidebar)
        self.rail.unfolded.connect(self.toggle_sidebar)
        self.sidebar.list.opened.connect(lambda _: self.show_page("chat"))
        self._bind_keys()
        self.setAcceptDrops(True)
        look.changed.connect(self._restyle)
        self._restyle()
        size = look.theme.tokens.size
        self.resize(*size.default_window)
        self._split.setSizes([look.theme.px(size.sidebar), size.default_window[0] - look.theme.px(size.sidebar)])
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))

    # -- pages -----------------------------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The key of the page that is shown; empty before the first is added."""
        shown = self.stack.currentWidget()
        return next((key for key, widget in self._pages.items() if widget is shown), "")

    def add_page(self, key: str, page: QWidget, *, rail: bool = False) -> None:
        """Hand in a page; `rail` opens it with the rail instead of the sidebar. The first one is shown."""
        self._pages[key] = page
        if rail:
            self._with_rail.add(key)
        self.stack.addWidget(page)
        if len(self._pages) == 1:
            self.show_page(key)

    def show_page(self, key: str) -> None:
        """Bring a page into sight; an unknown key changes nothing."""
        page = self._pages.get(key)
        if page is None:
            return
        before = self.stack.currentWidget()
        changed = before is not page
        focus = self.focusWidget()
        if changed and before is not None and focus is not None and before.isAncestorOf(focus):
            # Else Qt hands the focus of the hidden page to whatever field comes next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stack.setCurrentWidget(page)
        for part in (self.sidebar, self.rail):
            part.show_place(key)
        if changed:
            self._unfolded = None
        self._fold()
        self.page_shown.emit(key)

    def start_chat(self) -> None:
        """Show the chat page and ask for a new chat."""
        self.show_page("chat")
        self.new_chat.emit()

    def set_drop_targets(self, targets: Callable[[], Sequence[DropTarget]]) -> None:
        """Say where files go on pages that have no targets of their own; asked each time something is dragged in."""
        self._drop_targets = targets

    def set_status(self, words: str, health: Health) -> None:
        """Show a line about the model at the foot of the sidebar."""
        self.sidebar.status.show_status(words, health)

    def set_documents(self, count: str) -> None:
        """Show how many documents there are, as text; empty for none."""
        self.sidebar.places["documents"].set_hint(count)

    # -- sidebar ---------------------------------------------------------------------------------------------------

    @property
    def folded(self) -> bool:
        """Whether the rail is shown instead of the sidebar."""
        return not self.rail.isHidden()

    def toggle_sidebar(self) -> None:
        """Show the sidebar instead of the rail, or back; remembered only where there is room to choose."""
        fold = not self.folded
        if self._must_fold() or self.page in self._with_rail:
            self._unfolded = not fold
        else:
            self._rail_wanted = fold
            self._unfolded = None
            self.rail_chosen.emit(fold)
        self._fold()

    def search_chats(self) -> None:
        """Put the cursor into the search field, unfolding the sidebar for it."""
        if self.folded:
            self.toggle_sidebar()
        self.sidebar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sidebar.search.selectAll()

    def _must_fold(self) -> bool:
        theme = self.look.theme
        return self.width() < NARROW * theme.scale or theme.scale >= LARGE

    def _fold(self) -> None:
        fold = self._rail_wanted or self._must_fold() or self.page in self._with_rail
        if self._unfolded is not None:
            fold = not self._unfolded
        self.sidebar.setVisible(not fold)
        self.rail.setVisible(fold)
        self._edge.setVisible(fold)

    # -- keys ------------------------------------------------------------------------------------------------------

    def _bind_keys(self) -> None:
        bound: dict[str, Callable[[], object]] = {
            "Ctrl+N": self.start_chat,
            "Ctrl+K": self.search_chats,
            "Ctrl+1": lambda: self.show_page("chat"),
            "Ctrl+2": lambda: self.show_page("documents"),
            "Ctrl+3": lambda: self.show_page("slides"),
            "Ctrl+,": lambda: self.show_page("settings"),
            "Ctrl+B": self.toggle_sidebar,
            "Ctrl++": lambda: self.text_size.emit(1),
            "Ctrl+=": lambda: self.text_size.emit(1),
            "Ctrl+-": lambda: self.text_size.emit(-1),
            "Ctrl+0": lambda: self.text_size.emit(0),
            "F6": lambda: self.next_region(1),
            "Shift+F6": lambda: self.next_region(-1),
            "F1": lambda: show_shortcuts(self.look, self),
        }
        for keys, slot in bound.items():
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def next_region(self, step: int) -> None:
        """Move the focus to the next region (1) or the previous (-1): the sidebar, then those of the page."""
        move_focus([self.rail if self.folded else self.sidebar, *regions_of(self.stack.currentWidget())], step)

    # -- dropping --------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The system's window gets the drag before the widget under the pointer does: a field would take the files as
        # text. Once the sheet covers everything, Qt hands the drag to it.
        if isinstance(event, QDragEnterEvent) and not self.sheet.isVisible():
            paths, targets = local_paths(event.mimeData()), self.drop_targets()
            if paths and targets:
                self.sheet.show_for(paths, targets)
        return False

    def drop_targets(self) -> Sequence[DropTarget]:
        """Return where files that are dragged in now could go."""
        own = drop_targets_of(self.stack.currentWidget())
        return self._drop_targets() if own is None else own

    # -- events ----------------------------------------------------------------------------------------------------

    def _restyle(self) -> None:
        theme = self.look.theme
        size = theme.tokens.size
        self.setMinimumSize(*size.min_window)
        self.sidebar.setMinimumWidth(theme.px(size.sidebar_min))
        self.sidebar.setMaximumWidth(theme.px(size.sidebar_max))
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= NARROW * self.look.theme.scale
        was = event.oldSize().width() >= NARROW * self.look.theme.scale
        if wide != was:
            self._unfolded = None
        self._fold()
        if self.sheet.isVisible():
            self.sheet.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        super().closeEvent(event)
