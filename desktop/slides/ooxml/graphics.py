"""Native tables and charts in the theme's colours, with their words for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import ColorFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from desktop.slides.chart_look import highlight, number_format, series_colours
from desktop.slides.clean import clean
from desktop.slides.looks import SCHEME, Colour
from desktop.slides.ooxml.text import add_run, put_paragraphs
from desktop.slides.tables import PAD_X, PAD_Y

if TYPE_CHECKING:
    from desktop.domain.deck import Chart
    from desktop.slides.scene import Box

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_KINDS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
#: Slots that any template has in colours that can be read on its paper; ours need not mean there what they mean here.
_SAFE: dict[Colour, tuple[str, float]] = {"neutral": ("bg1", -0.25), "muted": ("tx1", 0.25), "title": ("tx1", 0.0)}
_SLOTS: dict[str, Any] = {
    "bg1": MSO_THEME_COLOR.BACKGROUND_1,
    "tx1": MSO_THEME_COLOR.TEXT_1,
    "tx2": MSO_THEME_COLOR.TEXT_2,
    "accent1": MSO_THEME_COLOR.ACCENT_1,
    "accent2": MSO_THEME_COLOR.ACCENT_2,
    "accent3": MSO_THEME_COLOR.ACCENT_3,
    "accent4": MSO_THEME_COLOR.ACCENT_4,
    "accent5": MSO_THEME_COLOR.ACCENT_5,
    "accent6": MSO_THEME_COLOR.ACCENT_6,
}


def add_table(slide: Any, placeholder: Any, box: Box, language: str, *, own: bool = True) -> Any:
    """Put the table of `box` into a table placeholder, else in place of any other. Returns the graphic frame.

    Args:
        own: whether the slide is in a theme of ours, whose colours are known.
    """
    laid = box.table
    if laid is None:
        raise ValueError("the box holds no table")
    rows, columns = len(laid.rows), len(laid.widths)
    if hasattr(placeholder, "insert_table"):
        frame = placeholder.insert_table(rows=rows, cols=columns)
    else:
        frame = slide.shapes.add_table(rows, columns, 0, 0, 0, 0)
        placeholder._element.getparent().remove(placeholder._element)
    place(frame, box)
    table = frame.table
    table.first_row, table.horz_banding = True, False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    for index, width in enumerate(laid.widths):
        table.columns[index].width = Pt(width)
    for index, height in enumerate(laid.heights):
        table.rows[index].height = Pt(height)
    for r, row in enumerate(laid.rows):
        for c, cell in enumerate(row):
            _cell(
                table.cell(r, c),
                cell.text,
                cell.align,
                laid.size,
                language,
                head=r == 0,
                last=r == len(laid.rows) - 1,
                own=own,
            )
    return frame


def add_chart(slide: Any, placeholder: Any, box: Box, language: str, *, own: bool = True) -> Any:
    """Put the chart of `box` into a chart placeholder, else in place of any other. Returns the graphic frame.

    Args:
        own: whether the slide is in a theme of ours, whose colours are known.
    """
    chart = box.chart
    if chart is None:
        raise ValueError("the box holds no chart")
    data = CategoryChartData(number_format=number_format(chart))
    data.categories = [clean(category) for category in chart.categories]
    for series in chart.series:
        data.add_series(clean(series.name) or " ", series.values)
    if hasattr(placeholder, "insert_chart"):
        frame = placeholder.insert_chart(_KINDS[chart.kind], data)
    else:
        frame = slide.shapes.add_chart(_KINDS[chart.kind], 0, 0, 0, 0, data)
        placeholder._element.getparent().remove(placeholder._element)
    place(frame, box)
    _dress(frame.chart, chart, language, own)
    return frame


def add_line(slide: Any, box: Box, language: str) -> None:
    """Add a line of text that the template has no placeholder for, such as the sources."""
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.w), Pt(box.h))
    shape.name = box.role.capitalize()
    shape.text_frame.word_wrap = True
    put_paragraphs(shape._element.txBody, box.paragraphs, language, 0)


def place(frame: Any, box: Box) -> None:
    """Put a graphic frame where its box is; all four, since a part of them would not be inherited."""
    frame.left, frame.top, frame.width, frame.height = Pt(box.x), Pt(box.y), Pt(box.w), Pt(box.h)


def _cell(cell: Any, text: str, align: str, size: float, language: str, *, head: bool, last: bool, own: bool) -> None:
    tc = cell._tc
    body = tc.get_or_add_txBody()
    for p in body.findall(qn("a:p")):
        body.remove(p)
    p = body.makeelement(qn("a:p"), {})
    body.append(p)
    properties = p.makeelement(qn("a:pPr"), {})
    properties.set("algn", "r" if align == "right" else "l")
    p.append(properties)
    add_run(p, text, language, size, bold=head, slot=SCHEME["title" if head and own else "ink"])
    cell.margin_left = cell.margin_right = Pt(PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(PAD_Y * 0.8)
    frame = tc.get_or_add_tcPr()
    frame.set("anchor", "b" if head else "ctr")
    width = 19050 if head else 6350
    slot = SCHEME["title" if head else "neutral"] if own else SCHEME["ink"]
    for tag, drawn in (("lnL", False), ("lnR", False), ("lnT", False), ("lnB", not last)):
        fill = f'<a:solidFill><a:schemeClr val="{slot}"/></a:solidFill>' if drawn else "<a:noFill/>"
        frame.append(parse_xml(f'<a:{tag} {nsdecls("a")} w="{width if drawn else 0}">{fill}</a:{tag}>'))
    frame.append(parse_xml(f"<a:noFill {nsdecls('a')}/>"))


def _dress(drawn: Any, chart: Chart, language: str, own: bool) -> None:
    drawn.has_title = False
    drawn.font.size = Pt(13)
    _ink(drawn.font.color, "muted", own)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.TOP
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(13)
        _ink(drawn.legend.font.color, "ink", own)
    value, category = drawn.value_axis, drawn.category_axis
    value.visible = False
    value.tick_label_position = XL_TICK_LABEL_POSITION.NONE  # some programs draw the labels of a hidden axis
    value.has_major_gridlines = False
    value.has_minor_gridlines = False
    if all(v is None or v >= 0 for series in chart.series for v in series.values):
        value.minimum_scale = 0
    category.has_major_gridlines = False
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.width = Pt(1)
    _ink(category.format.line.color, "neutral", own)
    category.tick_labels.font.size = Pt(13)
    _ink(category.tick_labels.font.color, "muted", own)
    category.reverse_order = chart.kind == "bar"
    plot = drawn.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format = number_format(chart)
    labels.number_format_is_linked = False
    labels.show_value = True
    labels.font.size = Pt(14 if len(chart.series) * len(chart.categories) <= 12 else 12)
    labels.font.bold = len(chart.series) == 1
    _ink(labels.font.color, "ink", own)
    if chart.kind == "line":
        labels.position = XL_LABEL_POSITION.ABOVE
    else:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        plot.gap_width = 66 if len(chart.series) == 1 else 50
        plot.overlap = 0 if len(chart.series) == 1 else -5
    _colour(plot, chart, own)
    for text in drawn._chartSpace.iter(qn("a:defRPr")):
        text.set("lang", language)


def _colour(plot: Any, chart: Chart, own: bool) -> None:
    colours = series_colours(chart)
    marked = highlight(chart)
    for series, name in zip(plot.series, colours, strict=True):
        if chart.kind == "line":
            series.format.line.width = Pt(2.5)
            _ink(series.format.line.color, name, own)
            series.marker.format.fill.solid()
            _ink(series.marker.format.fill.fore_color, name, own)
            _ink(series.marker.format.line.color, name, own)
            series.smooth = False
            continue
        series.invert_if_negative = False
        series.format.fill.solid()
        _ink(series.format.fill.fore_color, name, own)
        if marked is not None:
            point = series.points[marked]
            point.format.fill.solid()
            _ink(point.format.fill.fore_color, "accent", own)


def _ink(target: ColorFormat, name: Colour, own: bool) -> None:
    slot, brightness = (SCHEME[name], 0.0) if own else _SAFE.get(name, (SCHEME[name], 0.0))
    target.theme_color = _SLOTS[slot]
    if brightness:
        target.brightness = brightness
