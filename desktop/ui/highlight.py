"""Source code in colour: Pygments tokens as spans, and the highlighter that puts them on a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pygments.lexers import get_lexer_by_name
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

if TYPE_CHECKING:
    from pygments.lexer import Lexer

    from desktop.ui.theme import Theme

Kind = Literal["keyword", "string", "number", "comment"]

#: Longer code is shown in one colour: lexing it would hold up the window.
LONGEST = 60_000

_KINDS: tuple[tuple[_TokenType, Kind], ...] = (
    (Token.Comment, "comment"),
    (Token.Literal.String, "string"),
    (Token.Literal.Number, "number"),
    (Token.Keyword, "keyword"),
    (Token.Name.Builtin, "keyword"),
    (Token.Name.Tag, "keyword"),
    (Token.Name.Decorator, "keyword"),
    (Token.Operator.Word, "keyword"),
)


class Span(NamedTuple):
    """A coloured stretch of one line, in UTF-16 units as Qt counts them."""

    start: int
    length: int
    kind: Kind


def lexer_for(language: str) -> Lexer | None:
    """Return the lexer of a fence's language, None where there is none."""
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False) if language else None
    except ClassNotFound:
        return None


def language_name(language: str) -> str:
    """Return a language as people write it ("Python" for "py"); what is unknown stays as it was written."""
    lexer = lexer_for(language)
    return str(lexer.name) if lexer is not None else language


def spans(text: str, language: str) -> tuple[tuple[Span, ...], ...]:
    """Return the coloured stretches of each line of `text`; empty lines of spans where the language is unknown."""
    lines: list[list[Span]] = [[] for _ in range(text.count("\n") + 1)]
    lexer = lexer_for(language) if len(text) <= LONGEST else None
    if lexer is None:
        return tuple(tuple(line) for line in lines)
    row = column = 0
    for kind, value in lexer.get_tokens(text):
        colour = _kind(kind)
        for at, part in enumerate(value.split("\n")):
            if at:
                row, column = row + 1, 0
            width = len(part.encode("utf-16-le")) // 2
            if colour is not None and width and row < len(lines):
                lines[row].append(Span(column, width, colour))
            column += width
    return tuple(tuple(line) for line in lines)


def _kind(token: _TokenType) -> Kind | None:
    ancestors = token.split()
    return next((kind for known, kind in _KINDS if known in ancestors), None)


class CodeHighlighter(QSyntaxHighlighter):
    """Puts spans on a document; only lines whose spans changed are formatted again."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._spans: tuple[tuple[Span, ...], ...] = ()
        self._formats: dict[Kind, QTextCharFormat] = {}
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take over the colours of a theme."""
        self._formats = {}
        kinds: tuple[Kind, ...] = ("keyword", "string", "number", "comment")
        for kind in kinds:
            made = QTextCharFormat()
            made.setForeground(getattr(theme.color.code, kind))
            self._formats[kind] = made
        self.rehighlight()

    def show_spans(self, found: tuple[tuple[Span, ...], ...]) -> None:
        """Colour the document by what `spans` returned for its text."""
        old, self._spans = self._spans, found
        for row, line in enumerate(found):
            if row >= len(old) or old[row] != line:
                self.rehighlightBlock(self.document().findBlockByNumber(row))

    def highlightBlock(self, text: str) -> None:
        row = self.currentBlock().blockNumber()
        if row < len(self._spans):
            for span in self._spans[row]:
                self.setFormat(span.start, span.length, self._formats[span.kind])
