"""Numbers of lists and headings in OpenDocument text: counted as the list styles say, read with their words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from desktop.documents.readers.pictures import description
from tests.unit.documents.readers.reading_of import blocks, read

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "text", "table")
)


def _level(at: int, form: str, more: str = "", kind: str = "list-level-style-number") -> str:
    return f'<text:{kind} text:level="{at}" style:num-format="{form}" {more}/>'


def _style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


_DOTTED = 'style:num-suffix="." text:display-levels="2"'
_LEGAL = _style(
    "L", _level(1, "1", 'style:num-suffix="."'), _level(2, "a", 'style:num-prefix="(" style:num-suffix=")"')
)
_OUTLINE = (
    "".join(
        (
            "<text:outline-style>",
            _level(1, "I", "", "outline-level-style"),
            _level(2, "1", _DOTTED, "outline-level-style"),
        )
    )
    + "</text:outline-style>"
)


def _odt(body: str, automatic: str = "", styles: str | None = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        if styles is not None:
            parts.writestr("styles.xml", f"<office:document-styles {_NAMES}>{styles}</office:document-styles>")
    return out.getvalue()


def _item(words: str, inside: str = "", more: str = "") -> str:
    own = f"<text:p>{words}</text:p>" if words else ""
    return f"<text:list-item {more}>{own}{inside}</text:list-item>"


def _list(*items: str, more: str = "") -> str:
    return f"<text:list {more}>{''.join(items)}</text:list>"


def test_lists_count_by_level_and_go_on_where_they_say_so(tmp_path: Path) -> None:
    body = "".join(
        (
            _list(_item("one", _list(_item("sub"), _item("sub"))), _item("two"), more='text:style-name="L" xml:id="x"'),
            "<text:p>Between.</text:p>",
            _list(_item("", _list(_item("sub"))), _item("three"), more='text:style-name="L" text:continue-list="x"'),
            "<text:p>Anew.</text:p>",
            _list(_item("one"), _item("nine", more='text:start-value="9"'), more='text:style-name="L"'),
        )
    )
    assert blocks(read(tmp_path / "a.odt", _odt(body, _LEGAL))) == [
        ("list", "1. one\n(a) sub\n(b) sub\n2. two"),
        ("text", "Between."),
        ("list", "(a) sub\n3. three"),
        ("text", "Anew."),
        ("list", "1. one\n9. nine"),
    ]


def test_headings_are_numbered_by_the_outline_or_a_list_and_stay_headings(tmp_path: Path) -> None:
    heading = "<text:h text:outline-level='{}' {}>{}</text:h>"
    body = "".join(
        (
            heading.format(1, "", "Scope"),
            heading.format(2, "", "Terms"),
            heading.format(2, "text:is-list-header='true'", "Plain"),
            heading.format(1, "", "II Fees"),
            heading.format(2, "text:restart-numbering='true' text:start-value='5'", "Rent"),
            _list(f"<text:list-item>{heading.format(3, '', 'Annex')}</text:list-item>", more='text:style-name="L"'),
        )
    )
    assert blocks(read(tmp_path / "a.odt", _odt(body, _LEGAL, _OUTLINE))) == [
        *(("heading1", "I Scope"), ("heading2", "I.1. Terms"), ("heading2", "Plain"), ("heading1", "II Fees")),
        *(("heading2", "II.5. Rent"), ("heading3", "1. Annex")),
    ]


def test_patterns_overrides_headers_and_bullets(tmp_path: Path) -> None:
    chapters = _style("C", _level(1, "一, 二, 三, ...", 'style:num-list-format="第%1%章"'))
    bullets = _style("B", '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>', _level(2, "", ""))
    header = "<text:list-header><text:p>Head</text:p></text:list-header>"
    body = "".join(
        (
            _list(header, _item("总则"), _item("other", more='text:style-override="L"'), more='text:style-name="C"'),
            "<text:p>Then</text:p>",
            _list(_item("dot", _list(_item("none"))), more='text:style-name="B"'),
        )
    )
    assert blocks(read(tmp_path / "a.odt", _odt(body, chapters + bullets + _LEGAL))) == [
        *(("list", "Head\n第一章 总则\n2. other"), ("text", "Then"), ("list", "dot\nnone"))
    ]


@pytest.mark.parametrize("styles", [None, "<text:outline-style", "<a", '<text:list-style style:name="L"><text:x'])
def test_damaged_or_absent_styles_cost_no_words(tmp_path: Path, styles: str | None) -> None:
    body = _list(_item("one"), more='text:style-name="L" text:continue-numbering="true"')
    assert blocks(read(tmp_path / "a.odt", _odt(body, "", styles))) == [("list", "one")]
    odd = _style("L", _level(99, "1"), '<text:list-level-style-number text:level="1" style:num-format="?"/>')
    assert blocks(read(tmp_path / "a.odt", _odt(body, odd, styles))) == [("list", "one")]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("A duck\n\nDescription automatically generated", "A duck"),
        ("Chart, bar chart Description automatically generated with medium confidence", "Chart, bar chart"),
        ("A map\n\nAI-generated content may be incorrect.", "A map"),
        ("IMG_2041 (1).JPG", ""),
        (None, ""),
        ("How a description is automatically generated by us", "How a description is automatically generated by us"),
    ],
)
def test_descriptions_of_pictures(written: str | None, words: str) -> None:
    assert description(written) == words


def test_title_and_subtitle_are_headings(tmp_path: Path) -> None:
    style = '<style:style style:family="paragraph" style:name="{}" style:parent-style-name="{}"/>'
    automatic = style.format("P1", "Title") + style.format("P2", "P3") + style.format("P3", "P2")
    body = "".join(
        (
            '<text:p text:style-name="P1">The orchard</text:p><text:p text:style-name="Subtitle">Ten years</text:p>',
            '<text:p text:style-name="P2">Text.</text:p><text:h text:outline-level="1">First</text:h>',
        )
    )
    numbers = f"<text:outline-style>{_level(1, '1', '', 'outline-level-style')}</text:outline-style>"
    assert blocks(read(tmp_path / "a.odt", _odt(body, automatic, numbers))) == [
        ("heading1", "The orchard"),
        ("heading2", "Ten years"),
        ("text", "Text."),
        ("heading1", "1 First"),
    ]
