"""A page of a picture file, fitted to the width, with the words of a quote marked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.domain.document import WHOLE
from desktop.ui.pdfmarks import mark_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.domain.document import Word
    from desktop.ui.theme import Appearance

#: Kinds of files that are shown as pictures.
SHOWN = frozenset((".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif"))
#: Longest side, in pixels, in which a picture is kept for showing.
MOST_SIDE = 3000


class PictureView(QAbstractScrollArea):
    """Shows one page of one picture at a time."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._open: tuple[str, int] = ("", 0)
        self._picture = QImage()
        self._marks: tuple[QRectF, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self._lay_out)

    @property
    def marked(self) -> bool:
        """Whether words are marked."""
        return bool(self._marks)

    def show_page(self, file: Path, page: int, words: Sequence[Word] = (), quote: str = "") -> bool:
        """Show a page (from 1) with `quote` marked among its `words`; return whether the picture can be shown."""
        if self._open != (str(file), page):
            picture = _load(file, page)
            if picture.isNull():
                return False
            self._open, self._picture = (str(file), page), picture
        # Marks are kept in parts of the page, as the words are.
        self._marks = mark_words(words, quote, QSizeF(WHOLE, WHOLE))
        self.setAccessibleName(self.tr("Picture {file}").format(file=file.name))
        self.setAccessibleDescription(quote if self._marks else "")
        self._lay_out()
        if self._marks:
            top = self._box().top() + self._marks[0].top() * self._box().height() / WHOLE
            self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3))
        return True

    def _box(self) -> QRect:
        side, top = self.look.theme.space(9), self.look.theme.space(8)
        width = max(80, self.viewport().width() - 2 * side)
        return QRect(side, top, width, round(width * self._picture.height() / max(1, self._picture.width())))

    def _lay_out(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._box().bottom() + self.look.theme.space(8) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self.look.theme.px(40))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        c = self.look.theme.color
        painter.fillRect(event.rect(), c.surface.sunken)
        painter.translate(0, -self.verticalScrollBar().value())
        box = self._box()
        painter.drawImage(box, self._picture)
        # As on paper, multiplying keeps the letters; the edge shows the mark on dark pictures too.
        across, down = box.width() / WHOLE, box.height() / WHOLE
        for mark in self._marks:
            area = QRectF(mark.left() * across, mark.top() * down, mark.width() * across, mark.height() * down)
            area.translate(box.topLeft())
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(area, c.highlight_on_paper.bg)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            edge = QRectF(area.left(), area.bottom() - 1, area.width(), 2)
            painter.fillRect(edge, c.highlight_on_paper.edge or c.highlight_on_paper.text)
        painter.setPen(c.paper.line)
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def _load(file: Path, page: int) -> QImage:
    """Decode a page, upright as its camera says and no larger than is shown; a null picture when it cannot be."""
    reader = QImageReader(str(file))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if page > 1 and not reader.jumpToImage(page - 1):
        return QImage()
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > MOST_SIDE:
        reader.setScaledSize(size.scaled(QSize(MOST_SIDE, MOST_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
