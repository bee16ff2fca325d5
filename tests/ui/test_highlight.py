"""Code is coloured where Pygments says so, in the units that Qt counts in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from desktop.ui.highlight import LONGEST, CodeHighlighter, Span, language_name, spans

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance


def test_spans_of_python() -> None:
    found = spans('import os\n\nx = "a"  # 12', "python")
    assert found[0] == (Span(0, 6, "keyword"),)
    assert found[1] == ()
    assert Span(9, 4, "comment") in found[2]
    assert [span for span in found[2] if span.kind == "string"]


def test_spans_count_utf16_units() -> None:
    (line,) = spans('"😀" + 12', "python")
    assert line[-1] == Span(7, 2, "number")


def test_unknown_languages_and_long_texts_stay_plain() -> None:
    assert spans("a\nb", "no-such-language") == ((), ())
    assert not any(spans("x = 1\n" * LONGEST, "python"))


def test_names() -> None:
    assert language_name("py") == "Python"
    assert language_name("no-such-language") == "no-such-language"


def test_formats_reach_the_document(both: Appearance) -> None:
    document = QTextDocument("import os")
    highlighter = CodeHighlighter(document, both.theme)
    highlighter.show_spans(spans("import os", "python"))
    (part,) = document.firstBlock().layout().formats()
    assert (part.start, part.length) == (0, 6)
    assert part.format.foreground().color() == both.theme.color.code.keyword
