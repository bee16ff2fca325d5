"""What stands behind the text of prose: boxes of inline code, rules, the lines beside a quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop.ui.paint import paint_box
from desktop.ui.typeset import CODE, QUOTE, RULE, fragments, line_boxes

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTextDocument

    from desktop.ui.theme import Theme


def paint_behind(painter: QPainter, theme: Theme, document: QTextDocument, seen: QRectF, *, boxed: bool) -> None:
    """Paint it where it is `seen`; `boxed` says whether there is inline code at all."""
    c = theme.color
    layout = document.documentLayout()
    first = layout.hitTest(QPointF(0, seen.top()), Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(0, first))
    while block.isValid():
        box = layout.blockBoundingRect(block)
        if box.top() > seen.bottom():
            break
        if box.bottom() >= seen.top():
            form = block.blockFormat()
            if quote := form.property(QUOTE):
                for depth in range(int(quote)):
                    side = QRectF(theme.px(16) * depth, box.top(), theme.px(2), box.height())
                    painter.fillRect(side, c.line.strong)
            if form.property(RULE):
                painter.fillRect(QRectF(0, round(box.center().y()), document.textWidth(), 1), c.line.hairline)
            for fragment in fragments(block) if boxed else ():
                if fragment.charFormat().property(CODE):
                    for code in line_boxes(block, fragment, box.topLeft(), theme.px(3)):
                        paint_box(painter, code, theme.px(4), c.code.bg, c.line.hairline)
        block = block.next()
