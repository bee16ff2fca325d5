"""A code block: its language, a Copy button, and the code on its line grid, coloured a moment after it changed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton
from desktop.ui.cards import Card, Hairline
from desktop.ui.highlight import CodeHighlighter, language_name, spans
from desktop.ui.labels import Label
from desktop.ui.markdown import Code, Formula
from desktop.ui.reading import ReadingView

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance

#: Milliseconds between two colourings while code streams in, and how many times what the last one took: lexing reads it
#: from the start each time.
COLOUR_PAUSE = 200
COLOUR_TIMES = 20
#: Milliseconds that the button says "Copied".
COPIED = 2000


class _Source(ReadingView):
    """The code, unwrapped; scrolls sideways."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setTabStopDistance(look.theme.metrics("code").horizontalAdvance("    "))

    def narrowest(self) -> int:
        return round(self.document().idealWidth())


class CodeBlock(Card):
    """Shows a `Code` or `Formula` block. `copied` carries the text that was put on the clipboard."""

    copied = Signal(str)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, fill="sunken", radius=look.theme.tokens.radius.card, parent=parent)
        self._text = self._language = ""
        self._caption = Label(look, "", "caption", "secondary")
        self._copy = GhostButton(look, self.tr("Copy"), icon="copy", height=28)
        self._copy.icon_size = 16
        self._copy.role = "caption"
        self._copy.setAccessibleName(self.tr("Copy code"))
        self._copy.clicked.connect(self._copy_text)
        self._view = _Source(look)
        self._highlighter = CodeHighlighter(self._view.document(), look.theme)
        self._head = QHBoxLayout()
        self._head.addWidget(self._caption)
        self._head.addStretch(1)
        self._head.addWidget(self._copy)
        self._body = QVBoxLayout()
        self._body.addWidget(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(Hairline(look))
        column.addLayout(self._body)
        self._colour = QTimer(self)
        self._colour.setSingleShot(True)
        self._colour.setInterval(COLOUR_PAUSE)
        self._colour.timeout.connect(self._colour_now)
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(COPIED)
        self._back.timeout.connect(self._ready_to_copy)
        self._restyle_view()

    @property
    def text(self) -> str:
        """The code."""
        return self._text

    def show_code(self, block: Code | Formula) -> None:
        """Show this code; a text that only grew is appended to."""
        language = "tex" if isinstance(block, Formula) else block.language
        if language != self._language or not self._caption.text():
            self._language = language
            formula = isinstance(block, Formula)
            self._caption.setText(self.tr("Formula") if formula else language_name(language) or self.tr("Text"))
        if block.text == self._text:
            return
        old, self._text = self._text, block.text
        cursor = QTextCursor(self._view.document())
        if old and block.text.startswith(old):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(block.text[len(old) :])
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(block.text)
            self._set_lines()
        self._view.fit()
        if not self._colour.isActive():
            self._colour.start()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_view"):
            self._restyle_view()

    def _restyle_view(self) -> None:
        theme = self.look.theme
        self._head.setContentsMargins(theme.px(14), theme.px(3), theme.px(6), theme.px(3))
        self._body.setContentsMargins(theme.px(14), theme.space(6), theme.px(14), theme.px(14))
        self._view.document().setDefaultFont(theme.font("code"))
        self._view.setFont(theme.font("code"))
        palette = self._view.palette()
        palette.setColor(palette.ColorRole.Text, theme.color.code.text)
        self._view.setPalette(palette)
        self._highlighter.set_theme(theme)
        self._set_lines()
        self._view.fit()

    def _set_lines(self) -> None:
        cursor = QTextCursor(self._view.document())
        cursor.select(QTextCursor.SelectionType.Document)
        made = QTextBlockFormat()
        height = self.look.theme.line_height("code")
        made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(made)

    def _colour_now(self) -> None:
        began = time.thread_time()
        self._highlighter.show_spans(spans(self._text, self._language))
        self._colour.setInterval(max(COLOUR_PAUSE, round((time.thread_time() - began) * 1000 * COLOUR_TIMES)))

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copy.setText(self.tr("Copied"))
        self._copy.set_icon("check")
        self._back.start()
        self.copied.emit(self._text)

    def _ready_to_copy(self) -> None:
        self._copy.setText(self.tr("Copy"))
        self._copy.set_icon("copy")
