"""The right pane: the page that a citation points to, with its words marked, under its file's name and the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.buttons import SecondaryButton
from desktop.ui.cards import Surface
from desktop.ui.chat import related
from desktop.ui.chat.menus import popup
from desktop.ui.chat.paneheader import PaneHeader
from desktop.ui.chat.proof import ProofBar
from desktop.ui.chat.why import WhyPopover
from desktop.ui.labels import Label
from desktop.ui.pdfview import PdfView
from desktop.ui.pictureview import PictureView
from desktop.ui.textview import TextView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.ui.chat.source import SourcePresenter
    from desktop.ui.theme import Appearance


class SourcePane(Surface):
    """Shows the citation of its presenter. Knows how a page is shown; knows nothing of conversations.

    Signals:
        located: the file that moved is to be looked for.
        related_chosen(n): a related passage is to be shown.
    """

    located = Signal()
    related_chosen = Signal(int)

    def __init__(
        self,
        look: Appearance,
        source: SourcePresenter,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, "sunken", parent)
        self._source, self._open_url = source, open_url
        self._file: Path | None = None
        self._page = 0
        self._untouched = False
        self._as_text = False
        self.setAccessibleName(self.tr("Source"))
        self.header = PaneHeader(look)
        self.proof = ProofBar(look)
        self.pdf = PdfView(look)
        self.picture = PictureView(look)
        self.text = TextView(look)
        self.gone = self._make_gone()
        self._stack = QStackedWidget()
        for widget in (self.pdf, self.picture, self.text, self.gone):
            self._stack.addWidget(widget)
        self._stack.setMinimumHeight(1)  # else the highest of them would squeeze the proof above it in a low window
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.proof)
        column.addWidget(self._stack, 1)
        self.header.closed.connect(source.close)
        self.header.back.connect(source.close)
        self.header.outside.connect(self._open_outside)
        self.header.turned.connect(self._turn)
        self.header.related.clicked.connect(self._find_related)
        self.related_chosen.connect(source.open_related)
        source.related.found.connect(self._show_related)
        self.proof.stepped.connect(source.step)
        self.header.why.clicked.connect(self._find_why)
        source.why.found.connect(self._show_why)
        self.pdf.page_changed.connect(self._tell_place)
        self.pdf.verticalScrollBar().actionTriggered.connect(self._touch)
        self.pdf.installEventFilter(self)
        source.loaded.connect(self._loaded)
        source.closed.connect(self._let_go)

    @property
    def view(self) -> QWidget:
        """What has the page, for the keyboard."""
        current = self._stack.currentWidget()
        return current if current is not None else self

    def set_back(self, back: bool) -> None:
        """Show Back instead of Close, where the pane stands in the place of the conversation."""
        self.header.set_back(back)

    def _make_gone(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(self.look.theme.space(4))
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._gone_title = Label(self.look, "", "label", align=centre)
        self._gone_words = Label(self.look, "", "passage", "secondary", wrap=True, align=centre)
        column.addWidget(self._gone_title)
        column.addWidget(self._gone_words)
        self.locate = SecondaryButton(self.look, self.tr("Locate"))
        self.locate.clicked.connect(self.located)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.locate)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        side = self.look.theme.space(10)
        column.setContentsMargins(side, side, side, side)
        return page

    def show_source(self) -> None:
        """Show the citation of the presenter; call it when the pane has its width, which the place depends on."""
        source = self._source
        citation = source.citation
        assert citation is not None
        self.header.show_file(source.path.name)
        self.proof.show_citation(citation, source.place + 1, len(source.citations))
        self.header.offer_why(bool(source.asked.query))
        self.header.open.setEnabled(not source.gone)
        self._show_cited()
        self._compare()

    @property
    def _wanted(self) -> str:
        """The words to be marked."""
        citation = self._source.citation
        return citation.quote if citation is not None and citation.state != "missing" else ""

    @property
    def _marked(self) -> bool:
        return self.pdf.marked or not self._wanted

    def _show_cited(self) -> None:
        """Show the cited page with its words marked; the text that was read of it where the page cannot be marked."""
        source, citation = self._source, self._source.citation
        assert citation is not None
        self._page = citation.page or 0
        shown = source.kind == "pdf" and self._show_pdf(citation.page or 1, self._wanted)
        self._as_text = not (shown or (source.kind == "picture" and self._show_picture()))
        if self._as_text:
            self._show_text()
            if source.kind != "text":
                self.proof.show_note(self.tr("Shown as text: the page itself cannot be marked."))

    def _show_picture(self) -> bool:
        """Show a page of a picture file; return whether that is possible."""
        page = max(self._page, 1)
        if not self.picture.show_page(self._source.path, page, self._source.words(page), self._wanted):
            return False
        self._page = page
        self._stack.setCurrentWidget(self.picture)
        self._tell_place()
        return True

    def _show_pdf(self, page: int, quote: str) -> bool:
        """Show the page with the quote marked on it.

        Returns:
            False where it cannot be shown, as a file that Qt cannot open, or the quote cannot be marked on it.
        """
        path = self._source.path
        if self._file != path:
            self._file = path
            if self.pdf.open(path):
                self._file = None
                return False
        found = self.pdf.show_quote(page, quote, self._source.words(page))
        if quote and not found and self._source.document is not None:
            return False
        self._stack.setCurrentWidget(self.pdf)
        self._untouched = True
        self._tell_place()
        if self.pdf.page != page and 1 <= page <= self.pdf.pages:
            # The words may stand so low on their page that the next one fills the middle of the view.
            place = self.tr("{page} of {pages}").format(page=page, pages=self.pdf.pages)
            self.header.show_place(place, turns=True)
        return True

    def _touch(self) -> None:
        self._untouched = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Pages change their height with the width; until the reader scrolls, the quoted words stay in sight.
        if watched is self.pdf and event.type() == QEvent.Type.Resize and self._untouched:
            QTimer.singleShot(0, self, self._show_again)
        return super().eventFilter(watched, event)

    def _show_again(self) -> None:
        citation = self._source.citation
        if self._untouched and citation is not None and not self._as_text:
            self._show_pdf(citation.page or 1, self._wanted)

    def _show_text(self) -> None:
        """Show the text of the page, once the library has given it."""
        source = self._source
        page = source.page(self._page or None)
        if page is None:
            self.text.show_text(source.path.name, "")
            self._stack.setCurrentWidget(self.text)
            if source.missing and source.citation:
                gone = self.tr("This file has moved")
                words = gone if source.gone else self.tr("This text is no longer in the library")
                if not source.gone and source.kind == "pdf":
                    words = self.pdf.open(source.path) or words
                locate = source.gone and source.path.suffix.lower() == ".pdf"
                self._say_gone(words, f"“{source.citation.quote}”", locate=locate)
            self.header.show_place("", turns=False)
            return
        self._page = page.number
        self._stack.setCurrentWidget(self.text)
        cited = source.citation is not None and page.number == (source.citation.page or page.number)
        self.text.show_text(source.path.name, page.text, source.on_page(page.text) if cited else None)
        self._tell_place()

    def _loaded(self) -> None:
        source = self._source
        if source.kind == "text":
            self._show_text()
        elif source.citation is not None and (self._as_text or source.kind == "picture" or not self._marked):
            self._show_cited()  # now it is known where the words of a scan stand
        self._compare()

    def _compare(self) -> None:
        """For a close match, show beside the quote what the page says in its place."""
        citation = self._source.citation
        if citation is None or citation.state != "close":
            return
        page = self._source.page(citation.page)
        if page is not None and (span := self._source.on_page(page.text)):
            self.proof.show_versions(citation.quote, " ".join(page.text[span[0] : span[1]].split()))

    def _tell_place(self) -> None:
        if self._stack.currentWidget() is self.pdf:
            self.header.show_place(self.pdf.label(), turns=self.pdf.pages > 1)
            return
        document = self._source.document
        if document is None or not document.paged:
            self.header.show_place("", turns=False)
            return
        place = self.tr("{page} of {pages}").format(page=self._page, pages=len(document.pages))
        self.header.show_place(place, turns=len(document.pages) > 1)

    def _turn(self, by: int) -> None:
        self._touch()
        if self._stack.currentWidget() is self.pdf:
            self.pdf.show_page(self.pdf.page + by)
            return
        document = self._source.document
        if document is not None and any(page.number == self._page + by for page in document.pages):
            self._page += by
            if self._as_text or not self._show_picture():
                self._show_text()

    def _say_gone(self, title: str, words: str, *, locate: bool) -> None:
        self._gone_title.setText(title)
        self._gone_words.setText(words)
        self._gone_words.setVisible(bool(words))
        self.locate.setVisible(locate)
        self.header.show_place("", turns=False)
        self._stack.setCurrentWidget(self.gone)

    def _find_related(self) -> None:
        self.header.related.setEnabled(False)  # until the search has ended
        self._source.find_related(self.pdf.page if self._stack.currentWidget() is self.pdf else self._page or None)

    def _show_related(self) -> None:
        self.header.related.setEnabled(True)
        if self.isVisible():
            found = self._source.related.citations
            menu = related.menu(self.look, self, found, self.related_chosen)
            popup(menu, self.header.anchor(self.header.related))

    def _find_why(self) -> None:
        self.header.why.setEnabled(False)  # until the search has ended
        self._source.find_why()

    def _show_why(self) -> None:
        self.header.why.setEnabled(True)
        if self.isVisible():
            anchor = self.header.anchor(self.header.why)
            WhyPopover(self.look, self._source.why.reason, self).open_by(anchor, right=True)

    def _open_outside(self) -> None:
        if self._source.citation is not None:
            self._open_url(QUrl.fromLocalFile(str(self._source.path)))

    def _let_go(self) -> None:
        self._file = None
        self._untouched = False
        self.pdf.close_document()
