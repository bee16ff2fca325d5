"""The text of a page, section or sheet on paper, with the words of a quote marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from desktop.ui.cards import Surface
from desktop.ui.reading import ReadingView

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent, QWheelEvent

    from desktop.ui.theme import Appearance

#: Characters shown at once; of a longer text, the part around the quote.
MOST = 200_000


class _Sheet(ReadingView):
    """A reading view that scrolls by itself."""

    def __init__(self, look: Appearance, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Expanding)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(0)

    def fit(self) -> None:
        """Leave the height to the layout."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        QTextEdit.wheelEvent(self, event)


class TextView(Surface):
    """Shows plain text on a sheet of paper; files without pages that can be drawn are shown with it."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, "sunken", parent)
        self._text = ""
        self._span: tuple[int, int] | None = None
        self.sheet = _Sheet(look, self)
        self.setFocusProxy(self.sheet)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.sheet)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def marked(self) -> str:
        """The words that are marked."""
        return "" if self._span is None else self._text[self._span[0] : self._span[1]]

    def show_text(self, name: str, text: str, span: tuple[int, int] | None = None) -> None:
        """Show `text`, called `name` for screen readers, with the characters of `span` marked and in sight."""
        self.sheet.setAccessibleName(name)
        if len(text) > MOST:
            middle = span[0] if span else 0
            start = max(0, min(middle - MOST // 2, len(text) - MOST))
            text = text[start : start + MOST]
            span = (max(0, span[0] - start), min(MOST, span[1] - start)) if span else None
        self._text, self._span = text, span
        self._restyle()

    def _restyle(self) -> None:
        theme = self.look.theme
        c = theme.color
        side = theme.space(9)
        self._column.setContentsMargins(side, theme.space(8), side, 0)
        shades = self.sheet.palette()
        shades.setColor(shades.ColorRole.Base, c.paper.bg)
        shades.setColor(shades.ColorRole.Text, c.paper.text)
        self.sheet.setPalette(shades)
        self.sheet.viewport().setPalette(shades)  # which keeps the paper of an earlier theme otherwise
        self.sheet.viewport().setAutoFillBackground(True)
        document = self.sheet.document()
        document.setDefaultFont(theme.font("passage"))
        self.sheet.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.sheet.setPlainText(self._text)
        document.setDocumentMargin(theme.px(26))
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        made = QTextBlockFormat()
        made.setLineHeight(theme.line_height("passage"), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        made.setBottomMargin(theme.px(4))
        cursor.setBlockFormat(made)
        ink = QTextCharFormat()
        ink.setForeground(c.paper.text)
        cursor.mergeCharFormat(ink)
        self._mark()

    def _mark(self) -> None:
        if self._span is None:
            self.sheet.setExtraSelections([])
            return
        start, end = (len(self._text[:at].encode("utf-16-le")) // 2 for at in self._span)
        c = self.look.theme.color.highlight_on_paper
        marked = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.sheet.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(c.bg)
        form.setForeground(c.text)
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(c.edge or c.text)
        marked.cursor, marked.format = cursor, form
        self.sheet.setExtraSelections([marked])
        place = QTextCursor(self.sheet.document())
        place.setPosition(start)
        self.sheet.setTextCursor(place)
        self._show_mark()

    def _show_mark(self) -> None:
        bar = self.sheet.verticalScrollBar()
        spot = self.sheet.cursorRect().top() + bar.value()
        bar.setValue(max(0, spot - self.sheet.viewport().height() // 3))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._span is not None:
            self._show_mark()
