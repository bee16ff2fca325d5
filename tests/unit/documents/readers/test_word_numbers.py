"""Numbers that Word gives to paragraphs by itself: counted as ECMA-376 says, and never in the way of the text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.documents.readers.numerals import numeral
from tests.unit.documents.readers.reading_of import blocks, read

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: A paragraph: its words, the list that it names or None, its level there or None, its style.
Line = tuple[str, "str | None", "int | None", str]


def _level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _abstract(identifier: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def _num(identifier: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


_LEGAL = _abstract(
    0, _level(0, "decimal", "%1."), _level(1, "decimal", "%1.%2"), _level(2, "lowerLetter", "(%3)")
) + _num(1, 0)


def _document(numbering: str, *lines: Line, styles: str = "") -> bytes:
    document = docx.Document()
    document.part.numbering_part._element = parse_xml(f"<w:numbering {_W}>{numbering}</w:numbering>")
    for style in parse_xml(f"<w:styles {_W}>{styles}</w:styles>"):
        document.styles.element.append(style)
    for words, number, level, style in lines:
        own = document.add_paragraph(words, style=style or None)._p.get_or_add_pPr()
        if number is not None or level is not None:
            depth = "" if level is None else f'<w:ilvl w:val="{level}"/>'
            named = "" if number is None else f'<w:numId w:val="{number}"/>'
            own.append(parse_xml(f"<w:numPr {_W}>{depth}{named}</w:numPr>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _shown(path: Path, numbering: str, *levels: tuple[str, int]) -> list[str]:
    """The labels of paragraphs that name a list and a level of it; "-" where there is none."""
    data = _document(numbering, *(("x y", number, level, "") for number, level in levels))
    lines = [line for _, text in blocks(read(path / "a.docx", data)) for line in text.splitlines()]
    return [line.removesuffix("x y").strip() or "-" for line in lines]


def _of(levels: str, number: str = "1") -> list[tuple[str, int]]:
    return [(number, int(level)) for level in levels]


def test_levels_count_below_those_above_them(tmp_path: Path) -> None:
    found = _shown(tmp_path, _LEGAL, *_of("01122101202"))
    assert found == ["1.", "1.1", "1.2", "(a)", "(b)", "1.3", "2.", "2.1", "(a)", "3.", "(a)"]


def test_a_level_that_was_left_out_counts_as_begun(tmp_path: Path) -> None:
    assert _shown(tmp_path, _LEGAL, *_of("101021")) == ["1.1", "2.", "2.1", "3.", "(a)", "3.2"]


def test_lists_of_one_kind_go_on_unless_they_say_where_they_start(tmp_path: Path) -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = _LEGAL + _num(2, 0) + _num(3, 0, again)
    assert _shown(tmp_path, numbering, *_of("00"), *_of("0", "2"), *_of("010", "3"), *_of("0")) == [
        *("1.", "2.", "3.", "7.", "7.1", "8.", "9.")
    ]


def test_a_list_may_change_the_look_of_a_level(tmp_path: Path) -> None:
    part = f'<w:lvlOverride w:ilvl="0">{_level(0, "upperRoman", "Part %1:")}</w:lvlOverride>'
    assert _shown(tmp_path, _LEGAL + _num(2, 0, part), *_of("01", "2")) == ["Part I:", "I.1"]


def test_levels_that_never_begin_again_and_plain_digits_in_law(tmp_path: Path) -> None:
    numbering = _abstract(
        0,
        _level(0, "upperRoman", "Article %1"),
        _level(1, "decimal", "Section %1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/>'),
        _level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
    )
    assert _shown(tmp_path, numbering + _num(1, 0), *_of("012120121")) == [
        *("Article I", "Section 1.1", "a)", "Section 1.2", "b)"),
        *("Article II", "Section 2.3", "a)", "Section 2.4"),
    ]


def test_chinese_chapters_and_articles(tmp_path: Path) -> None:
    numbering = _abstract(
        0,
        _level(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>'),
        _level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/><w:suff w:val="nothing"/>', start=99),
    )
    data = _document(
        numbering + _num(1, 0),
        *(("总则", "1", 0, "Heading 1"), ("甲方应当按期付款。", "1", 1, ""), ("甲方应当验收。", "1", 1, "")),
    )
    assert blocks(read(tmp_path / "a.docx", data)) == [
        ("heading1", "第一章 总则"),
        ("list", "第九十九条甲方应当按期付款。\n第一百条甲方应当验收。"),
    ]


def test_bullets_words_and_unknown_formats_are_no_numbers(tmp_path: Path) -> None:
    numbering = _abstract(
        0,
        *(_level(0, "bullet", "•"), _level(1, "none", ""), _level(2, "none", "Note:"), _level(3, "hebrew1", "%4.")),
        *(_level(4, "decimal", ""), _level(5, "lowerLetter", "%6.", start=781)),
    )
    assert _shown(tmp_path, numbering + _num(1, 0), *_of("012345")) == ["-", "-", "Note:", "-", "-", "-"]


def test_numbers_come_from_styles_and_are_taken_away(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:pPr>{numbers}</w:pPr></w:style>'
        for name, based, numbers in (
            ("Clause", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            ("Under", "Clause", '<w:numPr><w:ilvl w:val="1"/></w:numPr>'),
            ("Lower", "Under", ""),
            ("Linked", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            ("Plain", "Clause", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        )
    )
    numbering = _abstract(
        0,
        _level(0, "decimal", "%1."),
        _level(1, "decimal", "%1.%2"),
        _level(2, "lowerLetter", "(%3)", '<w:pStyle w:val="Linked"/>'),
    )
    lines: list[Line] = [(name, None, None, name) for name in ("Clause", "Under", "Lower", "Linked", "Plain", "Clause")]
    data = _document(numbering + _num(1, 0), *lines, ("taken away", "0", 0, "Clause"), styles=styles)
    assert [text for _, text in blocks(read(tmp_path / "a.docx", data))] == [
        *("1. Clause\n1.1 Under\n1.2 Lower\n(a) Linked", "Plain", "2. Clause", "taken away")
    ]


def test_a_list_that_is_linked_by_its_own_style(tmp_path: Path) -> None:
    named = '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Own"/>' + _level(0, "decimal", "%1)")
    linked = '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Own"/></w:abstractNum>'
    assert _shown(tmp_path, named + linked + _num(1, 0) + _num(2, 1), ("2", 0), ("1", 0)) == ["1)", "2)"]


def test_headings_and_cells_carry_their_numbers_and_typed_ones_once(tmp_path: Path) -> None:
    data = _document(
        _LEGAL,
        *(("Term", "1", 0, "Heading 1"), ("1.1 Notice", "1", 1, "Heading 2"), ("1.1.4 is about rent.", "1", 2, "")),
        ("2nd renewal", "1", 0, "Heading 1"),
    )
    document = docx.Document(io.BytesIO(data))
    table = document.add_table(1, 2)
    for cell, words in zip(table.rows[0].cells, ("Fee", "10 EUR"), strict=True):
        cell.text = words
    own = table.cell(0, 0).paragraphs[0]._p.get_or_add_pPr()
    own.append(parse_xml(f'<w:numPr {_W}><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'))
    document.save(str(tmp_path / "a.docx"))
    assert blocks(read(tmp_path / "a.docx")) == [
        ("heading1", "1. Term"),
        ("heading2", "1.1 Notice"),
        ("list", "(a) 1.1.4 is about rent."),
        ("heading1", "2. 2nd renewal"),
        ("table", "2.1 Fee | 10 EUR"),
    ]


def test_a_count_at_the_beginning_of_an_item_is_no_number_that_was_typed(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Flour", "2 eggs", "3. milk", "4 l water"):
        document.add_paragraph(text, style="List Number")
    document.save(str(tmp_path / "recipe.docx"))
    assert blocks(read(tmp_path / "recipe.docx")) == [("list", "1. Flour\n2. 2 eggs\n3. milk\n4. 4 l water")]


def test_bold_numbered_paragraphs_are_headings_unless_they_are_a_list(tmp_path: Path) -> None:
    lines: list[Line] = [
        *(("Fees", "1", 0, ""), ("The fee is due monthly.", "1", 1, ""), ("Notice", "1", 0, "")),
        *(("Notice is given in writing.", None, None, ""), ("Apples", "1", 0, ""), ("Pears", "1", 0, "")),
    ]
    document = docx.Document(io.BytesIO(_document(_LEGAL, *lines)))
    for paragraph in document.paragraphs:
        if not paragraph.text.endswith("."):
            paragraph.runs[0].bold = True
    document.save(str(tmp_path / "a.docx"))
    assert blocks(read(tmp_path / "a.docx")) == [
        *(("heading5", "1. Fees"), ("list", "1.1 The fee is due monthly."), ("heading5", "2. Notice")),
        *(("text", "Notice is given in writing."), ("list", "3. Apples\n4. Pears")),
    ]


def test_deleted_and_doubled_paragraphs_do_not_count(tmp_path: Path) -> None:
    data = _document(_LEGAL, *((word, "1", 0, "") for word in ("one", "gone", "two")))
    document = docx.Document(io.BytesIO(data))
    gone = document.paragraphs[1]
    gone._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {_W}><w:del w:id="1" w:author="a"/></w:rPr>'))
    gone._p.remove(gone.runs[0]._r)
    document.save(str(tmp_path / "a.docx"))
    assert blocks(read(tmp_path / "a.docx")) == [("list", "1. one\n2. two")]


_FINE = _document(_LEGAL, ("Rent", "1", 0, "Heading 1"), ("Words that stay.", "1", 1, ""))


def _with_numbering(numbering: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_FINE)) as parts, zipfile.ZipFile(out, "w") as copy:
        for name in parts.namelist():
            data = numbering if name == "word/numbering.xml" else parts.read(name)
            copy.writestr(name, data)
    return out.getvalue()


with zipfile.ZipFile(io.BytesIO(_FINE)) as _parts:
    _NUMBERING = _parts.read("word/numbering.xml")


@pytest.mark.parametrize("numbering", [b"", b"<w:", b"\x00\xff", _NUMBERING[: len(_NUMBERING) // 2], b"<a/>"])
def test_damaged_numbering_never_stops_the_reading(tmp_path: Path, numbering: bytes) -> None:
    found = blocks(read(tmp_path / "a.docx", _with_numbering(numbering)))
    assert [text.removeprefix("1. ").removeprefix("1.1 ") for _, text in found] == ["Rent", "Words that stay."]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, len(_NUMBERING) - 1),
    length=st.integers(0, 40),
    put=st.sampled_from([b"", b"%9", b"-1", b"99999999999", b"\xc2\xb2", b"x", b"<", b'"', b"w:lvl"]),
)
def test_no_change_of_the_numbering_loses_words(tmp_path: Path, at: int, length: int, put: bytes) -> None:
    data = _with_numbering(_NUMBERING[:at] + put + _NUMBERING[at + length :])
    found = blocks(read(tmp_path / "a.docx", data))
    assert [kind for kind, _ in found] == ["heading1", "list"]
    assert [text.endswith(words) for (_, text), words in zip(found, ("Rent", "stay."), strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        *(("lowerLetter", 26, "z"), ("lowerLetter", 28, "bb"), ("upperLetter", 53, "AAA"), ("lowerLetter", 0, "")),
        *(("lowerRoman", 1994, "mcmxciv"), ("upperRoman", 40_000, ""), ("decimalZero", 7, "07"), ("decimal", -1, "")),
        *(("ordinal", 22, "22nd"), ("ordinal", 113, "113th"), ("cardinalText", 42, "Forty-two")),
        *(("ordinalText", 12, "Twelfth"), ("ordinalText", 90, "Ninetieth"), ("ordinalText", 21, "Twenty-first")),
        *(("chineseCounting", 10, "十"), ("chineseCounting", 20, "二十"), ("chineseCounting", 105, "一百零五")),
        *(("chineseCounting", 1010, "一千零一十"), ("chineseCounting", 10_000, ""), ("ideographDigital", 10, "一〇")),
        *(("chineseLegalSimplified", 12, "壹拾贰"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 13, "13")),
        *(("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedParen", 3, "(3)"), ("russianUpper", 2, "Б")),
        *(("numberInDash", 5, "- 5 -"), ("cardinalText", 100, ""), ("ordinalText", 100, ""), ("unheard of", 3, "")),
    ],
)
def test_numerals(form: str, number: int, written: str) -> None:
    assert numeral(number, form) == written
