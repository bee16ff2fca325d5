"""What stands beside the running text: descriptions of pictures, text boxes, remarks, forwarded mails, labels."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from pptx.util import Inches

from tests.unit.documents.readers.reading_of import blocks, read
from tests.unit.documents.readers.test_more import _odf

_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_BOX = "<w:txbxContent><w:p><w:r><w:t>the vault holds 77</w:t></w:r></w:p></w:txbxContent>"


def _picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    out.seek(0)
    return out


def test_a_text_box_in_a_cell_is_read_once_and_a_picture_by_its_description(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 3)
    table.cell(0, 0).text = "Gate"
    box = (
        f"<w:r {_WORD}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{_BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    table.cell(0, 1).paragraphs[0]._p.append(parse_xml(box))
    table.cell(0, 2).paragraphs[0].add_run().add_picture(_picture())
    next(table._tbl.iter("{*}docPr")).set("descr", "The green gate")
    document.save(str(tmp_path / "a.docx"))
    assert blocks(read(tmp_path / "a.docx")) == [("table", "Gate | the vault holds 77 | The green gate")]


def test_shapes_and_groups_of_a_slide_are_told_by_their_descriptions(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    arrow = slide.shapes.add_shape(1, Inches(1), Inches(1), Inches(1), Inches(1))
    arrow._element.nvSpPr.cNvPr.set("descr", "An arrow to the pier")
    group = slide.shapes.add_group_shape()
    group._element.nvGrpSpPr.cNvPr.set("descr", "The harbour from above")
    deck.save(str(tmp_path / "a.pptx"))
    document = read(tmp_path / "a.pptx")
    assert sorted(text for _, text in blocks(document)) == ["An arrow to the pier", "The harbour from above"]
    assert not document.notice


def test_a_web_page_says_what_its_pictures_show(tmp_path: Path) -> None:
    page = (
        '<h1>Mill</h1><figure><img alt="A wheel with twelve blades"><figcaption>The wheel</figcaption></figure>'
        '<p>It costs <img alt="20"> euros.<img alt=""><img><img alt="image"><img alt="a.png"></p>'
        '<table><tr><td><img alt="Oats"></td><td>3</td></tr></table><p style="display:none"><img alt="hidden"></p>'
    )
    assert blocks(read(tmp_path / "a.html", page)) == [
        ("heading1", "Mill"),
        ("text", "A wheel with twelve blades"),
        ("text", "The wheel"),
        ("text", "It costs 20 euros."),
        ("table", "Oats | 3"),
    ]


def test_labels_of_merged_cells_stand_in_each_row_and_what_floats_on_a_sheet_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["Region", "Quarter"], ["East", "Q1"], [None, "Q2"], ["West", "Q1"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.add_image(SheetImage(_picture()), "E2")
    book.save(str(tmp_path / "a.xlsx"))
    shape = (
        b'<oneCellAnchor><from><col>6</col><row>8</row></from><sp><txBody xmlns:a="urn:a"><a:p><a:r><a:t>The rates hold'
        b"</a:t></a:r><a:r><a:t> from May.</a:t></a:r></a:p></txBody></sp></oneCellAnchor></wsDr>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b'descr="Picture"', b'descr="Plan of the hall"')
            new.writestr(name, data.replace(b"</wsDr>", shape))
    document = read(tmp_path / "a.xlsx", out.getvalue())
    assert [(block.kind, block.text, block.place) for block in document.pages[0].blocks] == [
        ("table", "Region | Quarter\nEast | Q1\nEast | Q2\nWest | Q1", "Sheet!A1:B4"),
        ("note", "Plan of the hall", "Sheet!E2"),
        ("note", "The rates hold from May.", "Sheet!G9"),
    ]


def test_all_texts_of_a_mail_are_read(tmp_path: Path) -> None:
    message = (
        "Subject: Two texts\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n"
        "--X\nContent-Type: text/plain\n\nBefore the picture.\n"
        "--X\nContent-Type: image/png; name=a.png\nContent-Disposition: inline\n\nx\n"
        "--X\nContent-Type: text/plain\n\nBehind the picture.\n"
        "--X\nContent-Type: text/plain\nContent-Disposition: attachment; filename=notes.txt\n\napart\n--X--\n"
    )
    document = read(tmp_path / "a.eml", message)
    texts = ["Two texts", "Before the picture.", "Behind the picture."]
    assert [block.text for block in document.pages[0].blocks] == texts
    assert document.notice == "Attached and not read: a.png."


def test_a_mail_that_is_forwarded_as_an_attachment_is_read(tmp_path: Path) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"], inner["From"] = "Tender", "ann@example.org"
    inner.set_content("It closes on 9 May.")
    inner.add_attachment(b"x", maintype="application", subtype="zip", filename="bill.zip")
    outer["Subject"] = "Look"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    document = read(tmp_path / "a.eml", outer.as_bytes())
    assert blocks(document) == [
        ("heading1", "Look"),
        ("text", "See below."),
        ("heading1", "Tender"),
        ("list", "From: ann@example.org"),
        ("text", "It closes on 9 May."),
    ]
    assert document.notice == "Attached and not read: bill.zip."


def test_a_mail_whose_plain_text_is_empty_is_read_as_a_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content(" \n")
    message.add_alternative("<p>All is here.</p><img src='cid:logo'>", subtype="html")
    message.get_payload(1).add_related(b"x", "image", "png", cid="<logo>", filename="logo.png")  # type: ignore[union-attr]
    document = read(tmp_path / "a.eml", message.as_bytes())
    assert blocks(document) == [("text", "All is here.")]
    assert not document.notice


def test_headings_title_and_hidden_text_of_rtf(tmp_path: Path) -> None:
    rtf = (
        r"{\rtf1\ansi{\stylesheet{\s0 Normal;}{\s1\ql \outlinelevel0\fs32 \snext0 heading 1;}{\s7\b Title;}"
        r"{\s9\outlinelevel2 My own;}}{\info{\title Pump \'e9tude}}"
        r"\pard\s7 {Pump study\par }\pard\plain \s1\ql\outlinelevel0 {Scope\par }"
        r"\pard\plain It lifts 40 litres. {\b\v secret}{\v0 And} more.\par \pard\s9 Costs\par"
        r"\pard\plain Nine euros.\par\pard\outlinelevel1 By itself\par\pard Last.\par}"
    )
    document = read(tmp_path / "a.rtf", rtf)
    assert document.title == "Pump étude"
    assert blocks(document) == [
        ("heading1", "Pump study"),
        ("heading1", "Scope"),
        ("text", "It lifts 40 litres. And more."),
        ("heading3", "Costs"),
        ("text", "Nine euros."),
        ("heading2", "By itself"),
        ("text", "Last."),
    ]
    assert document.notice == "Text that is set as hidden was left out."


def test_pictures_remarks_and_notes_of_opendocument_text(tmp_path: Path) -> None:
    svg = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    frame = f"<draw:frame {svg}><draw:image/><svg:title>Wheel</svg:title><svg:desc>A wheel with blades</svg:desc>"
    body = (
        "<office:text><text:p>Before<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>A note.</text:p></text:note-body></text:note></text:p><text:p>Checked.<office:annotation>"
        f"<text:p>By whom?</text:p></office:annotation></text:p><text:p>{frame}</draw:frame></text:p>"
        "<table:table><table:table-row><table:table-cell table:number-rows-spanned='2'><text:h>Rye</text:h>"
        f"</table:table-cell><table:table-cell><text:p>{frame}</draw:frame></text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>4.10</text:p></table:table-cell>"
        "</table:table-row></table:table></office:text>"
    )
    assert blocks(read(tmp_path / "a.odt", _odf(body))) == [
        ("text", "Before A note."),
        ("text", "Checked."),
        ("note", "By whom?"),
        ("text", "A wheel with blades"),
        ("table", "Rye | A wheel with blades\nRye | 4.10"),
    ]


def test_a_table_inside_a_table_of_opendocument_is_read_once(tmp_path: Path) -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    row = f"<table:table-row>{cell}{cell}</table:table-row>"
    words = "<text:p>{}</text:p>".format
    inner = f"<table:table>{row.format(words('a'), words('b'))}{row.format(words('c'), words('d'))}</table:table>"
    body = f"<office:text><table:table>{row.format(words('Out'), inner)}</table:table></office:text>"
    assert blocks(read(tmp_path / "a.odt", _odf(body))) == [("text", "Out"), ("table", "a | b\nc | d")]


def test_a_title_above_the_table_of_an_ods_sheet_is_a_heading_and_a_remark_is_none_of_its_cell(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    row = "<table:table-row>{}</table:table-row>".format
    remark = "<office:annotation><text:p>Agreed</text:p></office:annotation>"
    remarked = f"<table:table-cell><text:p>4.10</text:p>{remark}</table:table-cell>"
    table = (
        "<table:shapes><draw:frame><draw:text-box><text:p>A box</text:p></draw:text-box></draw:frame></table:shapes>"
        + row(cell("Grain prices"))
        + row("<table:table-cell/>")
        + row(cell("Grain") + cell("Price"))
        + row(cell("Rye") + remarked)
    )
    body = f"<office:spreadsheet><table:table table:name='Mill'>{table}</table:table></office:spreadsheet>"
    (page,) = read(tmp_path / "a.ods", _odf(body)).pages
    assert [(block.kind, block.text, block.place) for block in page.blocks] == [
        ("heading", "Grain prices", "Mill!A1"),
        ("table", "Grain | Price\nRye | 4.10", "Mill!A3:B4"),
        ("note", "Agreed", "Mill!B4"),
        ("note", "A box", "Mill"),
    ]


def test_a_slide_of_opendocument_without_text_is_told(tmp_path: Path) -> None:
    slide = "<draw:page><draw:frame><draw:text-box><text:p>Body</text:p></draw:text-box></draw:frame></draw:page>"
    body = f"<office:presentation>{slide}<draw:page/></office:presentation>"
    assert read(tmp_path / "a.odp", _odf(body)).notice == "Slide 2 holds no text, only pictures or nothing."
