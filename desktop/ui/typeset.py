"""How lines and runs of Markdown are set: the block and character formats of a text document."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextOption,
)

from desktop.ui.markdown import Line, Run

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from PySide6.QtGui import QTextCursor, QTextDocument, QTextFragment

    from desktop.ui.theme import Theme
    from desktop.ui.tokens import Role, Tone

#: Object type of a citation chip, and properties of formats: its number, inline code, depth of a quote, a rule.
CHIP = QTextFormat.ObjectTypes.UserObject + 1
CITE = QTextFormat.Property.UserProperty + 1
CODE = QTextFormat.Property.UserProperty + 2
QUOTE = QTextFormat.Property.UserProperty + 3
RULE = QTextFormat.Property.UserProperty + 4
#: Characters that only make room or hold a line together; they are not copied.
PAD = QTextFormat.Property.UserProperty + 5

_JOINER, _NARROW = "\u2060", "\u202f"


class Piece(NamedTuple):
    """Letters of a line that stand in one format: `style` is their run without its text."""

    text: str
    style: Run
    kind: Literal["text", "marker", "pad", "chip"] = "text"


class Typesetter:
    """Makes the formats of one theme, for text of one role and tone."""

    def __init__(self, theme: Theme, role: Role, tone: Tone) -> None:
        self._theme, self._role, self._tone = theme, role, tone

    def write(self, cursor: QTextCursor, line: Line, marks: Container[int]) -> None:
        """Insert a line at the cursor; citations in `marks` become chips, others stay text."""
        for piece in pieces(line, marks):
            self.write_piece(cursor, piece, line)

    def write_piece(self, cursor: QTextCursor, piece: Piece, line: Line) -> None:
        """Insert a piece of `line` at the cursor."""
        made = self.characters(piece.style, line)
        if piece.kind == "marker":
            made.setForeground(self._theme.ink("tertiary"))
        elif piece.kind == "pad":
            made.setProperty(PAD, True)
        elif piece.kind == "chip":
            made.setObjectType(CHIP)
            made.setProperty(CITE, piece.style.cite)
            made.setAnchor(True)
            made.setAnchorHref(f"cite:{piece.style.cite}")
        cursor.insertText(piece.text, made)

    def role_of(self, line: Line) -> Role:
        """Return the type role that a line is set in."""
        if line.quote and self._role == "answer":
            return "passage"
        if line.kind == "heading" and self._role == "answer" and line.level <= 2:
            return "answerHeading"
        return self._role

    def characters(self, run: Run, line: Line) -> QTextCharFormat:
        """Return the format of a run's characters."""
        theme = self._theme
        weight = 600 if run.bold or line.kind == "heading" else 0
        made = QTextCharFormat()
        made.setFont(theme.font(self.role_of(line), weight=weight, italic=run.italic or run.formula))
        made.setForeground(theme.ink(self._tone))
        if run.code:
            made.setFont(theme.font("codeInline" if self._role == "answer" else "code", weight=weight))
            made.setProperty(CODE, True)
        if run.struck:
            made.setFontStrikeOut(True)
        if run.href:
            made.setAnchor(True)
            made.setAnchorHref(run.href)
            made.setForeground(theme.ink("accent"))
            made.setFontUnderline(True)
        return made

    def block(self, line: Line, above: Line | None) -> QTextBlockFormat:
        """Return the format of a line's block: line height, indents, and the space to the line above it."""
        theme = self._theme
        made = QTextBlockFormat()
        height = theme.px(12) if line.kind == "rule" else theme.line_height(self.role_of(line))
        kind = QTextBlockFormat.LineHeightTypes
        made.setLineHeight(height, (kind.FixedHeight if line.kind == "rule" else kind.MinimumHeight).value)
        left = theme.px(20) * line.indent + theme.px(16) * line.quote
        if line.marker:
            hang = theme.px(15)
            if line.marker != "•":
                hang = max(hang, math.ceil(theme.metrics(self._role).horizontalAdvance(line.marker)) + theme.px(6))
            left += max(0, hang - theme.px(20))
            made.setTextIndent(-hang)
            made.setTabPositions([QTextOption.Tab(hang, QTextOption.TabType.LeftTab)])
        made.setLeftMargin(left)
        if line.quote:
            made.setProperty(QUOTE, line.quote)
        if line.kind == "rule":
            made.setProperty(RULE, True)
        if above is not None:
            made.setTopMargin(theme.px(self._gap(above, line)))
        return made

    def _gap(self, above: Line, line: Line) -> int:
        if above.kind == "heading":
            return 4
        if line.kind == "heading":
            return 18
        if line.tight and line.indent and above.indent:
            return 2
        return 10 if self._role == "answer" else 7


def pieces(line: Line, marks: Container[int]) -> Iterator[Piece]:
    """Yield what a line is written of; citations in `marks` are chips, others stay text."""
    if line.marker:
        yield Piece(line.marker + "\t", Run(""), "marker")
    for at, run in enumerate(line.runs):
        text, style = run.text, msgspec.structs.replace(run, text="")
        if at + 1 < len(line.runs) and line.runs[at + 1].cite in marks:
            text = text.rstrip(" ")  # a chip brings its own gap, and must not begin a line without its word
        if run.cite in marks:
            # The joiner keeps a chip on the line of the word that it follows.
            yield Piece(_JOINER, Run(""), "pad")
            yield Piece("\ufffc", style, "chip")
        elif run.code:
            yield Piece(_NARROW, Run(""), "pad")
            yield Piece(text, style)
            yield Piece(_NARROW, Run(""), "pad")
        elif text:
            yield Piece(text, style)


def formed_alike(one: Line, other: Line) -> bool:
    """Whether two lines differ in their words only."""
    return msgspec.structs.replace(one, runs=()) == msgspec.structs.replace(other, runs=())


def added(old: Line, line: Line) -> str:
    """Return the letters that `line` has more than `old` at the end of its last run, where nothing else differs."""
    if not old.runs or len(old.runs) != len(line.runs) or old.runs[:-1] != line.runs[:-1]:
        return ""
    was, now = old.runs[-1], line.runs[-1]
    grew = now.text.startswith(was.text) and now == msgspec.structs.replace(was, text=now.text)
    grew = grew and any(map(str.isalpha, was.text))  # its first letter may turn a whole line round
    return now.text[len(was.text) :] if grew and not (now.code or now.cite) and formed_alike(old, line) else ""


def begin_alike(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[int, str]:
    """Return how many pieces are the same at the beginning, and the letters with which the next ones begin alike."""
    same = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            alike = one.style == other.style and one.kind == other.kind
            return same, _beginning(one.text, other.text) if alike else ""
        same += 1
    return same, ""


def _beginning(one: str, other: str) -> str:
    if other.startswith(one):
        return one
    pairs = zip(one, other, strict=False)
    return "".join(letter for letter, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """Yield the stretches of one format in a block."""
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        if fragment.isValid():
            yield fragment
        at += 1


def top_of(document: QTextDocument, at: int, position: int) -> float:
    """Return the top of the line of block `at` with the letter before `position`; where it has none, of the block.

    A word that gets longer or shorter changes the line that it stood on and those below, never those above.
    """
    block = document.findBlockByNumber(at)
    if position > block.position():
        line = block.layout().lineForTextPosition(position - block.position() - 1)
        if line.isValid():
            return block.layout().position().y() + line.y()
    above = block.previous()
    return document.documentLayout().blockBoundingRect(above).bottom() if above.isValid() else 0.0


def line_boxes(block: QTextBlock, fragment: QTextFragment, origin: QPointF, pad: float) -> Sequence[QRectF]:
    """Return the box around a fragment's letters on each line that it stands on, `pad` px wider on both sides."""
    layout = block.layout()
    start = fragment.position() - block.position()
    end = start + fragment.length()
    metrics = QFontMetricsF(fragment.charFormat().font())
    found = []
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        left, right = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if left < right:
            # The stubs say float or object; Qt's second out parameter makes it a tuple of the place and the position.
            ends: list[Any] = [line.cursorToX(left), line.cursorToX(right)]
            x1, x2 = (float(part[0] if isinstance(part, tuple) else part) for part in ends)
            base = origin.y() + line.y() + line.ascent()
            top, bottom = base - metrics.ascent() - 1, base + metrics.descent() + 1
            found.append(QRectF(origin.x() + x1 - pad, top, x2 - x1 + 2 * pad, bottom - top))
    return found
