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
from desktop.slides.ooxml.text import add_run
from desktop.slides.tables import PAD_X, PAD_Y
from desktop.slides.themes.looks import SCHEME, Colour

if TYPE_CHECKING:
    from desktop.domain.deck import Chart
    from desktop.slides.scene import Box

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_KINDS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
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


def add_table(placeholder: Any, box: Box, language: str) -> Any:
    """Put the table of `box` into a table placeholder; rules between rows, no fills. Returns the graphic frame."""
    laid = box.table
    if laid is None:
        raise ValueError("the box holds no table")
    frame = placeholder.insert_table(rows=len(laid.rows), cols=len(laid.widths))
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
                table.cell(r, c), cell.text, cell.align, laid.size, language, head=r == 0, last=r == len(laid.rows) - 1
            )
    return frame


def add_chart(placeholder: Any, box: Box, language: str) -> Any:
    """Put the chart of `box` into a chart placeholder. Returns the graphic frame."""
    chart = box.chart
    if chart is None:
        raise ValueError("the box holds no chart")
    data = CategoryChartData(number_format=number_format(chart))
    data.categories = [clean(category) for category in chart.categories]
    for series in chart.series:
        data.add_series(clean(series.name) or " ", series.values)
    frame = placeholder.insert_chart(_KINDS[chart.kind], data)
    place(frame, box)
    _dress(frame.chart, chart, language)
    return frame


def place(frame: Any, box: Box) -> None:
    """Put a graphic frame where its box is; all four, since a part of them would not be inherited."""
    frame.left, frame.top, frame.width, frame.height = Pt(box.x), Pt(box.y), Pt(box.w), Pt(box.h)


def _cell(cell: Any, text: str, align: str, size: float, language: str, *, head: bool, last: bool) -> None:
    tc = cell._tc
    body = tc.get_or_add_txBody()
    for p in body.findall(qn("a:p")):
        body.remove(p)
    p = body.makeelement(qn("a:p"), {})
    body.append(p)
    properties = p.makeelement(qn("a:pPr"), {})
    properties.set("algn", "r" if align == "right" else "l")
    p.append(properties)
    add_run(p, text, language, size, bold=head, slot=SCHEME["title" if head else "ink"])
    cell.margin_left = cell.margin_right = Pt(PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(PAD_Y * 0.8)
    own = tc.get_or_add_tcPr()
    own.set("anchor", "b" if head else "ctr")
    width, slot = (19050, SCHEME["title"]) if head else (6350, SCHEME["neutral"])
    for tag, drawn in (("lnL", False), ("lnR", False), ("lnT", False), ("lnB", not last)):
        fill = f'<a:solidFill><a:schemeClr val="{slot}"/></a:solidFill>' if drawn else "<a:noFill/>"
        own.append(parse_xml(f'<a:{tag} {nsdecls("a")} w="{width if drawn else 0}">{fill}</a:{tag}>'))
    own.append(parse_xml(f"<a:noFill {nsdecls('a')}/>"))


def _dress(drawn: Any, chart: Chart, language: str) -> None:
    drawn.has_title = False
    drawn.font.size = Pt(13)
    _ink(drawn.font.color, "muted")
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.TOP
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(13)
        _ink(drawn.legend.font.color, "ink")
    value, category = drawn.value_axis, drawn.category_axis
    value.visible = False
    value.has_major_gridlines = False
    value.has_minor_gridlines = False
    if all(v is None or v >= 0 for series in chart.series for v in series.values):
        value.minimum_scale = 0
    category.has_major_gridlines = False
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.width = Pt(1)
    _ink(category.format.line.color, "neutral")
    category.tick_labels.font.size = Pt(13)
    _ink(category.tick_labels.font.color, "muted")
    category.reverse_order = chart.kind == "bar"
    plot = drawn.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format = number_format(chart)
    labels.number_format_is_linked = False
    labels.show_value = True
    labels.font.size = Pt(14 if len(chart.series) * len(chart.categories) <= 12 else 12)
    labels.font.bold = len(chart.series) == 1
    _ink(labels.font.color, "ink")
    if chart.kind == "line":
        labels.position = XL_LABEL_POSITION.ABOVE
    else:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        plot.gap_width = 66 if len(chart.series) == 1 else 50
        plot.overlap = 0 if len(chart.series) == 1 else -5
    _colour(plot, chart)
    for text in drawn._chartSpace.iter(qn("a:defRPr")):
        text.set("lang", language)


def _colour(plot: Any, chart: Chart) -> None:
    colours = series_colours(chart)
    marked = highlight(chart)
    for series, name in zip(plot.series, colours, strict=True):
        if chart.kind == "line":
            series.format.line.width = Pt(2.5)
            _ink(series.format.line.color, name)
            series.marker.format.fill.solid()
            _ink(series.marker.format.fill.fore_color, name)
            _ink(series.marker.format.line.color, name)
            series.smooth = False
            continue
        series.invert_if_negative = False
        series.format.fill.solid()
        _ink(series.format.fill.fore_color, name)
        if marked is not None:
            point = series.points[marked]
            point.format.fill.solid()
            _ink(point.format.fill.fore_color, "accent")


def _ink(target: ColorFormat, name: Colour) -> None:
    target.theme_color = _SLOTS[SCHEME[name]]
