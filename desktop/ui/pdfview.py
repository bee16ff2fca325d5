"""A PDF's pages under one another, fitted to the width, with the words of a quote marked on the paper."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.ui.pdfmarks import mark_quote, mark_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from desktop.domain.document import Word
    from desktop.ui.theme import Appearance

#: Page pictures kept: what is in sight, and what a turn of the wheel brings back.
KEPT = 8
#: Milliseconds of rest after a resize before pages are rendered anew; until then the old pictures are stretched.
REST = 120


class PdfView(QAbstractScrollArea):
    """Shows one PDF. Pages are counted from 1; rendering runs on Qt's own thread and never holds up the window.

    Signals:
        page_changed: the page in the middle of the view is another one.
        rendered: the picture of a page has come.
    """

    page_changed = Signal(int)
    rendered = Signal(int)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._document = QPdfDocument(self)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._document)
        self._renderer.pageRendered.connect(self._came)
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._asked: dict[int, QSize] = {}
        self._boxes: list[QRect] = []
        self._marks: dict[int, tuple[QRectF, ...]] = {}
        self._page = 1
        self._name = ""
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(REST)
        self._stale.timeout.connect(self._forget_pictures)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        look.changed.connect(self._lay_out)

    @property
    def page(self) -> int:
        """The page in the middle of the view."""
        return self._page

    @property
    def pages(self) -> int:
        """How many pages the document has; 0 while none is open."""
        return self._document.pageCount() if self._document.status() == QPdfDocument.Status.Ready else 0

    @property
    def marked(self) -> bool:
        """Whether words are marked."""
        return any(self._marks.values())

    def label(self) -> str:
        """Where one is: "14 of 62", by the document's own page labels where they differ ("iv (4 of 62)")."""
        own = self._document.pageLabel(self._page - 1)
        place = self.tr("{page} of {pages}").format(page=self._page, pages=self.pages)
        return f"{own} ({place})" if own and own != str(self._page) else place

    def open(self, file: Path) -> str:
        """Open a file at its first page; return a sentence when it cannot be shown, else empty."""
        self.close_document()
        error = self._document.load(str(file))
        self._name = file.name
        if error != QPdfDocument.Error.None_:
            return {
                QPdfDocument.Error.FileNotFound: self.tr("This file has moved."),
                QPdfDocument.Error.IncorrectPassword: self.tr("This file is protected by a password."),
                QPdfDocument.Error.UnsupportedSecurityScheme: self.tr("This file is protected and cannot be shown."),
            }.get(error, self.tr("This file is damaged and cannot be shown."))
        self._lay_out()
        self._tell()
        return ""

    def close_document(self) -> None:
        """Let go of the file."""
        self._pictures.clear()
        self._asked.clear()
        self._boxes.clear()
        self._marks.clear()
        self._page = 1
        self._document.close()
        self.verticalScrollBar().setRange(0, 0)
        self.viewport().update()

    def show_page(self, page: int) -> None:
        """Go to the top of a page; beyond the ends, to the first or last."""
        if self._boxes:
            at = min(max(page, 1), len(self._boxes)) - 1
            self.verticalScrollBar().setValue(self._boxes[at].top() - self._gap())
            self._turn_to(at + 1)

    def show_quote(self, page: int, quote: str, words: Sequence[Word] = ()) -> bool:
        """Go to a page and mark the words of `quote` on it; return whether they, or similar ones, are there.

        Args:
            words: where the words of the page stand, when they were read from its picture.
        """
        self._marks.clear()
        if not 1 <= page <= self.pages:
            self.viewport().update()
            return False
        found = mark_words(words, quote, self._document.pagePointSize(page - 1)) if words else ()
        if not found and quote.strip():
            found = mark_quote(self._document, page - 1, quote)
        self._marks[page - 1] = found
        self.show_page(page)
        if found:
            top = self._boxes[page - 1].top() + found[0].top() * self._scale(page - 1)
            bar = self.verticalScrollBar()
            seen = range(bar.value(), bar.value() + round(self.viewport().height() * 0.7))
            if round(top) not in seen:
                bar.setValue(round(top - self.viewport().height() / 3))
        self.setAccessibleDescription(quote if found else "")
        self.viewport().update()
        return bool(found)

    def next_page(self) -> None:
        """Go to the next page."""
        self.show_page(self._page + 1)

    def previous_page(self) -> None:
        """Go to the previous page."""
        self.show_page(self._page - 1)

    # -- geometry --------------------------------------------------------------------------------------------------

    def _gap(self) -> int:
        return self.look.theme.space(7)

    def _scale(self, page: int) -> float:
        """Pixels of the view for a point of the page."""
        return self._boxes[page].width() / max(1.0, self._document.pagePointSize(page).width())

    def _lay_out(self) -> None:
        """Place all pages under one another; the place that is read stays where it is."""
        shades = self.palette()
        shades.setColor(shades.ColorRole.Window, self.look.theme.color.surface.sunken)
        self.setPalette(shades)
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, self._boxes[-1].bottom()) if self._boxes else 0.0
        side = self.look.theme.space(9)
        width = max(80, self.viewport().width() - 2 * side)
        top = self.look.theme.space(8)
        self._boxes = []
        for page in range(self.pages):
            size = self._document.pagePointSize(page)
            height = round(width * size.height() / max(1.0, size.width()))
            self._boxes.append(QRect(side, top, width, height))
            top += height + self._gap()
        bar.setRange(0, max(0, top - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self.look.theme.px(40))
        bar.setValue(round(share * self._boxes[-1].bottom()) if self._boxes else 0)
        self._stale.start()
        self.viewport().update()

    def _in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        seen = QRect(0, top, self.viewport().width(), self.viewport().height())
        return [at for at, box in enumerate(self._boxes) if box.intersects(seen)]

    def _moved(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        below = [at for at, box in enumerate(self._boxes) if box.top() <= middle]
        self._turn_to(below[-1] + 1 if below else 1)
        self.viewport().update()

    def _turn_to(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self._tell()
            self.page_changed.emit(page)

    def _tell(self) -> None:
        name = self.tr("{file}, page {place}").format(file=self._name, place=self.label())
        self.setAccessibleName(name)

    # -- pictures --------------------------------------------------------------------------------------------------

    def _forget_pictures(self) -> None:
        self._asked.clear()
        self.viewport().update()

    def _ask(self, page: int) -> None:
        ratio = self.devicePixelRatioF()
        box = self._boxes[page]
        size = QSize(round(box.width() * ratio), round(box.height() * ratio))
        if self._asked.get(page) == size or self._stale.isActive():
            return
        self._asked[page] = size
        self._renderer.requestPage(page, size, QPdfDocumentRenderOptions())

    def _came(self, page: int, size: QSize, picture: QImage) -> None:
        if picture.isNull() or self._asked.get(page) != size:
            return
        self._pictures[page] = picture
        self._pictures.move_to_end(page)
        while len(self._pictures) > KEPT:
            gone, _ = self._pictures.popitem(last=False)
            self._asked.pop(gone, None)
        self.viewport().update()
        self.rendered.emit(page + 1)

    # -- events ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        c = self.look.theme.color
        painter.fillRect(event.rect(), c.surface.sunken)
        painter.translate(0, -self.verticalScrollBar().value())
        for page in self._in_sight():
            self._ask(page)
            box = self._boxes[page]
            painter.fillRect(box, Qt.GlobalColor.white)
            if page in self._pictures:
                painter.drawImage(box, self._pictures[page])
            # Multiply keeps ink dark: paper takes the colour, letters stay.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(box, c.paper.bg)
            scale = self._scale(page)
            for mark in self._marks.get(page, ()):
                area = QRectF(mark.topLeft() * scale, mark.size() * scale).translated(box.topLeft())
                painter.fillRect(area, c.highlight_on_paper.bg)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            for mark in self._marks.get(page, ()):
                area = QRectF(mark.topLeft() * scale, mark.size() * scale).translated(box.topLeft())
                edge = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
                painter.fillRect(edge, c.highlight_on_paper.edge or c.highlight_on_paper.text)
            painter.setPen(c.paper.line)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
