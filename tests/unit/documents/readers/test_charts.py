"""Charts are read as the tables that they draw, in each format that has them; and raised numbers apart from others."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from openpyxl.chart import BarChart, Reference
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from desktop.documents.readers.number_formats import shown
from tests.unit.documents.readers.reading_of import blocks, read
from tests.unit.documents.readers.test_more import NAMES

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def odf(kind: str, body: str, objects: Mapping[str, bytes] | None = None, before: str = "") -> bytes:
    """A file of OpenDocument of one kind, with what is embedded in it, and `before` its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        inner = f"{before}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        file.writestr("content.xml", f"<office:document-content {NAMES}>{inner}</office:document-content>")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        for name, data in (objects or {}).items():
            file.writestr(name, data)
    return out.getvalue()


def _deck() -> Any:
    deck = pptx.Presentation()
    return deck, deck.slides.add_slide(deck.slide_layouts[6])


def _chart(slide: Any, kind: Any, data: Any, title: str = "") -> Any:
    chart = slide.shapes.add_chart(kind, Inches(1), Inches(1), Inches(4), Inches(3), data).chart
    if title:
        chart.has_title = True
        chart.chart_title.text_frame.text = title
    return chart


def _share() -> CategoryChartData:
    data = CategoryChartData(number_format="0%")
    data.categories = ["Q1", "Q2"]
    data.add_series("Wind", (0.25, 0.5))
    return data


def test_charts_of_slides_have_their_figures_as_shown_and_the_names_of_axes(tmp_path: Path) -> None:
    deck, slide = _deck()
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, _share(), "Share of wind")
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = "Percent of load"
    deck.save(str(tmp_path / "a.pptx"))
    assert blocks(read(tmp_path / "a.pptx")) == [
        ("text", "Share of wind\nPercent of load"),
        ("table", " | Wind\nQ1 | 25%\nQ2 | 50%"),
    ]


def test_points_of_a_chart_are_named_by_where_they_stand(tmp_path: Path) -> None:
    deck, slide = _deck()
    points = XyChartData()
    points.add_series("Depth").add_data_point(1.5, 10)
    _chart(slide, XL_CHART_TYPE.XY_SCATTER, points)
    bubbles = BubbleChartData()
    bubbles.add_series("Towns").add_data_point(1, 2, 30)
    _chart(slide, XL_CHART_TYPE.BUBBLE, bubbles)
    days = CategoryChartData()
    days.categories = [datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)]
    days.add_series("Rain", (5, None))
    _chart(slide, XL_CHART_TYPE.LINE, days)
    levels = CategoryChartData()
    year = levels.add_category("2023")
    for half in ("H1", "H2"):
        year.add_sub_category(half)
    levels.add_series("Sold", (1, 2))
    _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, levels)
    deck.save(str(tmp_path / "a.pptx"))
    assert [text for _, text in blocks(read(tmp_path / "a.pptx"))] == [
        " | Depth\n1.5 | 10",
        " | Towns\n1 | 2 | 30",
        " | Rain\n2024-01-01 | 5\n2024-02-01",
        " | Sold\n2023 H1 | 1\n2023 H2 | 2",
    ]


def test_a_chart_in_a_word_document_is_read_where_it_stands(tmp_path: Path) -> None:
    _, slide = _deck()
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, _share(), "Share of wind")
    document = docx.Document()
    name, kind = PackURI("/word/charts/chart1.xml"), "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    part = Part(name, kind, chart.part.blob, document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    drawing = (
        f'<w:r {_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:drawing>'
        f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
        "</w:drawing></w:r>"
    )
    document.add_paragraph("Before.")._p.append(parse_xml(drawing))
    document.add_paragraph("Behind.")
    document.save(str(tmp_path / "a.docx"))
    assert [text for _, text in blocks(read(tmp_path / "a.docx"))] == [
        "Before.",
        "Share of wind",
        " | Wind\nQ1 | 25%\nQ2 | 50%",
        "Behind.",
    ]


def test_a_chart_of_a_sheet_has_its_titles(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Pier", "Loads"])
    sheet.append(["North", 7])
    chart = BarChart()
    chart.title, chart.y_axis.title = "Loads of piers", "Tonnes"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    sheet.add_chart(chart, "F2")
    book.save(str(tmp_path / "a.xlsx"))
    found = read(tmp_path / "a.xlsx").pages[0].blocks
    assert [(block.text, block.place) for block in found[1:]] == [("Loads of piers\nTonnes", "Sheet!F2")]


_OBJECT = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:chart><chart:chart>'
    b"<chart:title><text:p>Share of wind</text:p></chart:title><chart:plot-area><chart:axis><chart:title>"
    b"<text:p>Percent</text:p></chart:title></chart:axis></chart:plot-area><table:table><table:table-header-rows>"
    b"<table:table-row><table:table-cell/><table:table-cell><text:p>Wind</text:p></table:table-cell></table:table-row>"
    b"</table:table-header-rows><table:table-rows><table:table-row><table:table-cell><text:p>2023 H1</text:p>"
    b"<text:list>"
    b"<text:list-item><text:p>2023</text:p></text:list-item></text:list></table:table-cell><table:table-cell>"
    b"<text:p>0.25</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>2023 H2"
    b"</text:p></table:table-cell><table:table-cell><text:p>NaN</text:p></table:table-cell></table:table-row>"
    b"</table:table-rows></table:table></chart:chart></office:chart></office:body></office:document-content>"
)
_FRAME = '<draw:frame><draw:object xlink:href="./Object 1" xmlns:xlink="http://www.w3.org/1999/xlink"/></draw:frame>'


def test_charts_of_opendocument_are_read_from_their_objects(tmp_path: Path) -> None:
    data = odf("text", f"<text:p>Before.</text:p><text:p>{_FRAME}</text:p>", {"Object 1/content.xml": _OBJECT})
    assert blocks(read(tmp_path / "a.odt", data)) == [
        ("text", "Before."),
        ("text", "Share of wind\nPercent"),
        ("table", " | Wind\n2023 H1 | 0.25\n2023 H2"),
    ]
    slide = f'<draw:page draw:name="a">{_FRAME}</draw:page>'
    found = blocks(read(tmp_path / "a.odp", odf("presentation", slide, {"Object 1/content.xml": _OBJECT})))
    assert ("table", " | Wind\n2023 H1 | 0.25\n2023 H2") in found
    words = "<draw:page><draw:frame><draw:text-box><text:p>Words</text:p></draw:text-box></draw:frame></draw:page>"
    broken = odf("presentation", slide + words, {"Object 1/content.xml": b"<a"})
    assert read(tmp_path / "b.odp", broken).pages[1].text == "Words"


def test_formulas_of_opendocument_are_read(tmp_path: Path) -> None:
    formula = (
        b'<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>E</mi></mrow>'
        b'<annotation encoding="StarMath 5.0">E = m c^2</annotation></semantics></math>'
    )
    data = odf("text", f"<text:p>Mass: {_FRAME}</text:p>", {"Object 1/content.xml": formula})
    assert read(tmp_path / "a.odt", data).pages[0].text == "Mass:\nE = m c^2"


def test_cells_without_words_show_their_values(tmp_path: Path) -> None:
    cells = "".join(
        f"<table:table-cell office:value-type='{kind}' office:{name}='{value}'/>"
        for kind, name, value in (
            ("float", "value", "7.5"),
            ("percentage", "value", "0.5"),
            ("date", "date-value", "2024-05-07T00:00:00"),
            ("boolean", "boolean-value", "true"),
            ("string", "string-value", "words"),
            ("currency", "currency='EUR' office:value", "12"),
        )
    )
    sheet = f"<table:table table:name='A'><table:table-row>{cells}</table:table-row></table:table>"
    found = read(tmp_path / "a.ods", odf("spreadsheet", sheet)).pages[0].text
    assert found == "7.5 | 50% | 2024-05-07 | TRUE | words | 12 EUR"


def test_hidden_words_of_opendocument_are_left_out_and_told(tmp_path: Path) -> None:
    styles = (
        '<office:automatic-styles><style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
        "</office:automatic-styles>"
    )
    text = '<text:p>Seen<text:span text:style-name="T1"> secret</text:span> too.</text:p>'
    document = read(tmp_path / "a.odt", odf("text", text, before=styles))
    assert document.pages[0].text == "Seen too."
    assert document.notice == "Text that is set as hidden was left out."


def test_shapes_of_an_opendocument_slide_are_read_by_their_place(tmp_path: Path) -> None:
    svg = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    shapes = "".join(
        f'<draw:frame {svg} svg:x="{x}" svg:y="{y}"><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>'
        for x, y, text in (("12cm", "3cm", "right"), ("1in", "30mm", "left"), ("1cm", "9cm", "below"))
    )
    document = read(tmp_path / "a.odp", odf("presentation", f"<draw:page>{shapes}</draw:page>"))
    assert document.pages[0].text == "left\nright\nbelow"


@pytest.mark.parametrize(
    ("value", "style", "said"),
    [
        ("45292.5", "d/m/yyyy", "2024-01-01 12:00:00"),
        ("0.5", '0.0" dm"', "0.5"),
        ("7", "General", "7"),
        ("nan", "0", "nan"),
        ("x", "0", "x"),
        ("1e300", "yyyy", "1e+300"),
        ("2", "[Red]0", "2"),
    ],
)
def test_points_are_dates_where_their_format_says_so(value: str, style: str, said: str) -> None:
    assert shown(value, style) == said


def test_a_raised_number_is_none_of_the_number_before_it(tmp_path: Path) -> None:
    document = docx.Document()
    for before, raised in (("about 10", "6"), ("by 2020", "1"), ("area in m", "2"), ("the 5", "th")):
        paragraph = document.add_paragraph(before)
        paragraph.add_run(raised).font.superscript = True
    document.save(str(tmp_path / "a.docx"))
    said = "about 10^6\nby 2020^1\narea in m2\nthe 5th"
    assert read(tmp_path / "a.docx").pages[0].text == said
    page = "".join(
        f"<p>{one}</p>" for one in ("about 10<sup>6</sup>", "by <b>2020</b><sup>1</sup>", "10<sup>-3</sup> m")
    )
    assert read(tmp_path / "a.html", page).pages[0].text == "about 10^6\nby 2020^1\n10^-3 m"
    deck, slide = _deck()
    frame = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1)).text_frame
    for text, baseline in (("about 10", ""), ("6", "30000"), (" and 10", ""), ("2", "-25000")):
        run = frame.paragraphs[0].add_run()
        run.text = text
        if baseline:
            run.font._element.set("baseline", baseline)
    deck.save(str(tmp_path / "a.pptx"))
    assert read(tmp_path / "a.pptx").pages[0].text == "about 10^6 and 102"
    styles = (
        '<office:automatic-styles><style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
        "</office:automatic-styles>"
    )
    text = '<text:p>about 10<text:span text:style-name="T1">6</text:span></text:p>'
    assert read(tmp_path / "a.odt", odf("text", text, before=styles)).pages[0].text == "about 10^6"


def test_boxes_signs_and_what_nobody_filled_in(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Agreed: ")
    for inner in (
        "<w:fldChar><w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox></w:ffData></w:fldChar>",
        '<w:sym w:font="Wingdings" w:char="F0A8"/>',
        '<w:sym w:font="Symbol" w:char="F0A8"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {_W}>{inner}</w:r>"))
    control = "<w:sdt {}><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    body = document.element.body
    for mark, words in (("<w:showingPlcHdr/>", "Click to enter text."), ("", "Filled in")):
        body.insert(len(body) - 1, parse_xml(control.format(_W, mark, words)))
    document.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx").pages[0].text == "Agreed: ☒☐\nFilled in"
