"""A text view as tall as its text, that scrolls with its page and loads nothing from anywhere."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from desktop.ui.typeset import CITE, PAD, fragments

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent

    from desktop.ui.theme import Appearance


class ReadingView(QTextBrowser):
    """Read-only text; its height follows its width.

    Signals:
        link_pressed: the address of a link that was clicked or entered; the view itself opens nothing.
        cite_pressed: the number of a citation mark that was clicked or entered.
        link_focused: where, in this widget, the link is that the keyboard moved to.
    """

    link_pressed = Signal(str)
    cite_pressed = Signal(int)
    link_focused = Signal(QRect)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.anchorClicked.connect(self._pressed)

    def narrowest(self) -> int:
        """Return the least width that the text is laid out in; beyond it the view scrolls sideways."""
        return 0

    def fit(self) -> None:
        """Take the height of the text at the present width."""
        document = self.document()
        width = max(self.viewport().width(), self.narrowest())
        if document.textWidth() != width:
            # Setting even the same width again would lay the whole document out anew.
            document.setTextWidth(width)
        height = math.ceil(document.size().height())
        if width > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        # Whatever a text asks for, a picture or a style sheet, it gets one transparent pixel: the default reads files
        # (a device file ends the process) and returning None makes Qt fall back to the default.
        pixel = QImage(1, 1, QImage.Format.Format_ARGB32)
        pixel.fill(Qt.GlobalColor.transparent)
        return pixel

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if sideways and self.horizontalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.focusNextPrevChild(True)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.focusNextPrevChild(False)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        moved = super().focusNextPrevChild(forwards)
        if moved and self.hasFocus():
            self.viewport().update()
            self.link_focused.emit(self.cursorRect())
        return moved

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def createMimeDataFromSelection(self) -> QMimeData:
        # Plain text only: pasted elsewhere, our fonts and colours would be a nuisance.
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """Return what is selected as plain text: citation marks as "[1]", list items as "- item"."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(start)
        lines = []
        while block.isValid() and block.position() < end:
            parts = []
            for fragment in fragments(block):
                at = fragment.position()
                text = fragment.text()[max(0, start - at) : max(0, end - at)]
                form = fragment.charFormat()
                if form.property(CITE):
                    text = f"[{form.property(CITE)}]" * len(text)
                if not form.property(PAD):
                    parts.append(text)
            lines.append("".join(parts).replace("\u2028", "\n"))
            block = block.next()
        return "\n".join(re.sub("^•\t", "- ", line).replace("\t", " ") for line in lines)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.fit()

    def _pressed(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith("cite:"):
            self.cite_pressed.emit(int(address.removeprefix("cite:")))
        else:
            self.link_pressed.emit(address)

    def set_reachable(self, reachable: bool) -> None:
        """Make the view a tab stop when it holds links, and none otherwise."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reachable else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Text with links") if reachable else "")
