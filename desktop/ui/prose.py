"""Prose as one selectable document: paragraphs, headings, lists and quotes, with citation chips in the text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.ui.behind import paint_behind
from desktop.ui.cards import fill_color
from desktop.ui.markdown import Line, Prose
from desktop.ui.paint import CitationState, chip_width, paint_box, paint_chip, plain_tip
from desktop.ui.reading import ReadingView
from desktop.ui.typeset import CHIP, CITE, Typesetter, added, begin_alike, formed_alike, pieces, top_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.ui.cards import Fill
    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Role, Tone

#: State of a citation and the words of its source that a pointer at rest shows.
Mark = tuple[CitationState, str]


class _Chip(QPyTextObject):
    """Measures and paints the chips of one view."""

    def __init__(self, view: ProseView) -> None:
        super().__init__(view)
        self._view = view

    def intrinsicSize(self, doc: QTextDocument, at: int, format: QTextFormat) -> QSizeF:
        theme = self._view.look.theme
        # One pixel less than it paints, and a gap before it: the chip then stands on the baseline of its line.
        return QSizeF(chip_width(theme, int(format.property(CITE))) + theme.px(4), theme.px(16))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, at: int, format: QTextFormat
    ) -> None:
        self._view.paint_mark(painter, QRectF(rect), at, int(format.property(CITE)))


class ProseView(ReadingView):
    """Shows a `Prose` block; only lines that changed are laid out again.

    A citation mark becomes a chip when `set_marks` knows its number, and stays text otherwise.
    """

    _written = Signal(int)

    def __init__(
        self,
        look: Appearance,
        role: Role = "answer",
        tone: Tone = "primary",
        parent: QWidget | None = None,
        *,
        ground: Fill = "none",
    ) -> None:
        """Make it; where the `ground` that it stands on is told, nothing below it is painted when its text grows."""
        super().__init__(look, parent)
        self._ground = ground
        self._role, self._tone = role, tone
        self._lines: tuple[Line, ...] = ()
        self.marks: Mapping[int, Mark] = {}
        self._opened = self._hovered = 0
        self._caret = self._caret_on = self._boxed = self._backed = False
        self._end = QTextCursor(self.document())
        self._end.movePosition(QTextCursor.MoveOperation.End)
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._toggle_caret)
        for part in (self, self.viewport()):  # growing below, the lines above are not painted again
            part.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, ground != "none")
        self._chip = _Chip(self)
        self.document().documentLayout().registerHandler(CHIP, self._chip)
        self.highlighted.connect(self._hover)
        self._written.connect(self._paint_from, Qt.ConnectionType.QueuedConnection)
        look.changed.connect(self.restyle)

    def show_prose(self, prose: Prose) -> None:
        """Show these lines; what is as before, from the first letter on, stays untouched."""
        same = 0
        for one, other in zip(self._lines, prose.lines, strict=False):
            if one != other:
                break
            same += 1
        if same == len(prose.lines) == len(self._lines):
            return
        old, self._lines = self._lines, prose.lines
        if same == len(old) - 1 == len(prose.lines) - 1 and (letters := added(old[same], prose.lines[same])):
            self._append(letters)
        else:
            self.rewrite(same, old[same] if same < len(old) else None)

    def set_marks(self, marks: Mapping[int, Mark]) -> None:
        """Say which citation numbers exist, in which state, with the words to show for them."""
        if marks != self.marks:
            known = set(marks) != set(self.marks)
            self.marks = dict(marks)
            if known:
                self.rewrite(0)
            self.viewport().update()

    def set_opened(self, n: int) -> None:
        """Show the chips of citation `n` as open; 0 for none."""
        self._opened = n
        self.viewport().update()

    def set_caret(self, shown: bool) -> None:
        """Show the writing caret after the last letter."""
        if shown == self._caret:
            return
        self._caret = self._caret_on = shown
        self.document().lastBlock().layout().setCacheEnabled(shown)
        motion = self.look.theme.tokens.motion.caret_blink
        if shown and not self.look.theme.still:
            self._blink.start(motion)
        else:
            self._blink.stop()
        self.viewport().update()

    @property
    def caret_lit(self) -> bool:
        """Whether the caret is in sight at this moment."""
        return self._caret and self._caret_on

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.viewport().update()

    def restyle(self) -> None:
        """Take over the theme of the moment."""
        self.rewrite(0)

    def paint_mark(self, painter: QPainter, rect: QRectF, position: int, n: int) -> None:
        """Paint the chip of citation `n` that stands at `position` of the document."""
        theme = self.look.theme
        box = QRectF(rect.left() + theme.px(3), rect.top(), chip_width(theme, n), theme.px(17))
        state = self.marks.get(n, ("verified", ""))[0]
        paint_chip(painter, theme, box, n, state, opened=n == self._opened, hover=n == self._hovered)
        cursor = self.textCursor()
        if self.hasFocus() and cursor.selectionStart() <= position < cursor.selectionEnd():
            ring = box.adjusted(-1.5, -1.5, 1.5, 1.5)
            paint_box(painter, ring, theme.px(6), None, theme.color.accent.focus, width=2)

    # -- writing ---------------------------------------------------------------------------------------------------

    def rewrite(self, first: int, old: Line | None = None) -> None:
        """Write the lines from `first` on anew, that one from where it differs from `old`, which stands there."""
        layout = self.document().documentLayout()
        layout.blockSignals(True)  # it would have all of the paragraph painted, and before it has its place
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        setter = Typesetter(self.look.theme, self._role, self._tone)
        done, kept, before = first, -1, math.inf
        if old is not None and first < len(self._lines) and formed_alike(old, self._lines[first]):
            kept, before = self._change_end(cursor, setter, first, old)
            done += 1
        else:
            self._cut(cursor, self._end_of(first - 1) if first else 0)
        for at in range(done, len(self._lines)):
            line = self._lines[at]
            form = setter.block(line, self._lines[at - 1] if at else None)
            if at:
                cursor.insertBlock(form, QTextCharFormat())
            else:
                cursor.setBlockFormat(form)
            setter.write(cursor, line, self.marks)
        for at in range(first, len(self._lines)):  # what is written next is shaped once, not for each of its uses
            block = self.document().findBlockByNumber(at)
            block.layout().setCacheEnabled(self._caret and not block.next().isValid())
        cursor.endEditBlock()
        layout.blockSignals(False)
        runs = [run for line in self._lines for run in line.runs]
        self._boxed = any(run.code for run in runs)
        self._backed = self._boxed or any(line.quote or line.kind == "rule" for line in self._lines)
        self.set_reachable(any(run.href or run.cite in self.marks for run in runs))
        self._take_place(min(before, top_of(self.document(), first, kept)))

    def _append(self, letters: str) -> None:
        """Write letters behind the last one, in its format."""
        layout, last = self.document().documentLayout(), len(self._lines) - 1
        end = self._end.position()
        before = top_of(self.document(), last, end)
        layout.blockSignals(True)
        self._end.insertText(letters)
        layout.blockSignals(False)
        self._take_place(min(before, top_of(self.document(), last, end)))

    def _take_place(self, top: float) -> None:
        """Be as high as the text; what is below `top` has changed, and is painted once it has its place."""
        self.fit()
        self._written.emit(math.floor(top))
        if self._blink.isActive():  # as in any editor: the caret blinks once nothing has been written for a moment
            self._caret_on = True
            self._blink.start()

    def _paint_from(self, top: int) -> None:
        viewport = self.viewport()
        viewport.update(0, top, viewport.width(), max(0, viewport.height() - top))

    def _change_end(self, cursor: QTextCursor, setter: Typesetter, at: int, old: Line) -> tuple[int, float]:
        """Write the end of a line anew, from the first letter that differs; nothing is left below it.

        Returns where that letter stands, -1 where the whole line turned round, and the top of what it stood on.
        """
        line = self._lines[at]
        was, now = list(pieces(old, self.marks)), list(pieces(line, self.marks))
        same, alike = begin_alike(was, now)
        letters = "".join(piece.text for piece in now[:same]) + alike
        block = self.document().findBlockByNumber(at)
        kept = block.position() + len(letters.encode("utf-16-le")) // 2
        direction, top = block.textDirection(), top_of(self.document(), at, kept)
        self._cut(cursor, kept)
        if alike:
            cursor.insertText(now[same].text[len(alike) :])  # in the format of the letter before it
        for piece in now[same + bool(alike) :]:
            setter.write_piece(cursor, piece, line)
        return (kept if block.textDirection() == direction else -1), top

    def _end_of(self, at: int) -> int:
        block = self.document().findBlockByNumber(at)
        return block.position() + block.length() - 1

    @staticmethod
    def _cut(cursor: QTextCursor, position: int) -> None:
        """Remove everything from `position` on."""
        cursor.setPosition(position)
        form = cursor.blockFormat()
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if cursor.blockFormat() != form:  # where nothing of a line is left, Qt gives it the format of the last one
            cursor.setBlockFormat(form)

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = fill_color(self.look.theme, self._ground)
        if ground is not None or self._backed:
            painter = QPainter(self.viewport())
            if ground is not None:
                painter.fillRect(event.rect(), ground)
            if self._backed:
                seen = QRectF(event.rect())
                paint_behind(painter, self.look.theme, self.document(), seen, boxed=self._boxed)
            painter.end()
        super().paintEvent(event)
        if self.caret_lit:
            painter = QPainter(self.viewport())
            painter.fillRect(self._caret_box(), self.look.theme.color.accent.fill)

    def _caret_box(self) -> QRectF:
        theme = self.look.theme
        spot = self.cursorRect(self._end)
        height = theme.px(16)
        return QRectF(spot.left() + theme.px(2), spot.center().y() - height / 2 + 1, theme.px(7), height)

    def _toggle_caret(self) -> None:
        self._caret_on = not self._caret_on
        self.viewport().update(self._caret_box().toAlignedRect().adjusted(-1, -1, 1, 1))

    # -- pointing --------------------------------------------------------------------------------------------------

    def _hover(self, url: QUrl) -> None:
        address = url.toString()
        self._hovered = int(address.removeprefix("cite:")) if address.startswith("cite:") else 0
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if address else Qt.CursorShape.IBeamCursor)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            address = self.anchorAt(event.pos())
            words = address
            if address.startswith("cite:"):
                words = self.marks.get(int(address.removeprefix("cite:")), ("verified", ""))[1]
            QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
            return True
        return super().viewportEvent(event)
