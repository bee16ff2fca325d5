"""The text of the next question: grows from one line to eight, sends on Enter, takes dropped and pasted files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from desktop.ui.chat.pictures import CLIPBOARD

if TYPE_CHECKING:
    from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from desktop.ui.theme import Appearance

MOST_LINES = 8


class PromptEdit(QTextEdit):
    """Plain text on the line grid of a message. Knows what was typed; knows nothing of what happens to it."""

    submitted = Signal()
    edit_last = Signal()
    files_given = Signal(list)
    picture_given = Signal(bytes)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._hint = ""
        self._composing = False
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ring", "none")
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Your question"))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        # It fills its own ground: at each blink of the cursor all that it stands on would be painted else.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace the text, so that Undo brings the old one back, and put the cursor at its end."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def set_hint(self, words: str) -> None:
        """Change what stands in the empty box."""
        if words != self._hint:
            self._hint = words
            self.setAccessibleDescription(words)
            self.viewport().update()

    def _restyle(self) -> None:
        """Set font and line height; blocks made later take the height over from the block they are split from."""
        theme = self.look.theme
        self.setFont(theme.font("message"))
        self.document().setDefaultFont(theme.font("message"))
        grid = QTextBlockFormat()
        grid.setLineHeight(theme.line_height("message"), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(grid)
        self.document().clearUndoRedoStacks()
        self.setStyleSheet(f"QTextEdit {{ background: transparent; color: {theme.color.text.primary.name()}; }}")
        self._grow()

    def _grow(self) -> None:
        line = self.look.theme.line_height("message")
        needed = int(self.document().size().height())
        height = max(line, min(needed, MOST_LINES * line))
        scrolls = needed > MOST_LINES * line
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(self.look.theme.px(320), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.theme.px(120), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.look.theme.color.surface.raised)
        painter.end()
        super().paintEvent(event)
        if self._hint and self.document().isEmpty() and not self._composing:
            # Qt's own placeholder knows nothing of the line height, and would stand higher than the text after it.
            painter = QPainter(self.viewport())
            painter.setFont(self.look.theme.font("message"))
            painter.setPen(self.look.theme.ink("tertiary"))
            line = self.cursorRect()
            room = QRect(1, line.top(), self.viewport().width() - 1, line.height())
            words = self.look.theme.metrics("message").elidedText(self._hint, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ShiftModifier
            | Qt.KeyboardModifier.ControlModifier
            | Qt.KeyboardModifier.AltModifier
            | Qt.KeyboardModifier.MetaModifier
        )
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if plain:
                self.submitted.emit()
            else:
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
            return
        if event.key() == Qt.Key.Key_Up and plain and not self.text:
            self.edit_last.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or bool(local_files(source)) or bool(picture_of(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        if files := local_files(source):
            self.files_given.emit(files)
        elif not source.hasText() and (picture := picture_of(source)):
            self.picture_given.emit(picture)
        elif source.hasText():
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()


def local_files(data: QMimeData) -> list[Path]:
    """Return the files and folders of this computer that are being dropped or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


def picture_of(data: QMimeData) -> bytes:
    """Return a picture as the bytes of a file, not decoded; empty where there is none."""
    return next((bytes(data.data(kind).data()) for kind in CLIPBOARD if data.hasFormat(kind)), b"")
