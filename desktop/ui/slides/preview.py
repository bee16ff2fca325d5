"""Paint a slide from the deck's own geometry, so that what is seen and what is saved agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.slides import chart_look
from desktop.slides.geometry import HEIGHT, WIDTH
from desktop.slides.scene import HANGING, layout_boxes
from desktop.slides.tables import PAD_X, PAD_Y

if TYPE_CHECKING:
    from desktop.domain.deck import Chart, Slide
    from desktop.slides.looks import Colour, Theme
    from desktop.slides.measure import FontRole
    from desktop.slides.scene import Box, Paragraph
    from desktop.slides.tables import TableBox

#: Families with the widths of Georgia and Arial that ship with Lectern, then what stands in for Chinese.
FAMILIES: dict[FontRole, list[str]] = {
    "major": ["Gelasio", "Georgia", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "serif"],
    "minor": [
        "Arimo",
        "Arial",
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "PingFang SC",
        "Microsoft YaHei",
        "sans-serif",
    ],
}


def paint_slide(painter: QPainter, target: QRectF, slide: Slide, theme: Theme, number: int) -> None:
    """Paint `slide` into `target`, which has the shape 16:9."""
    _Brush(painter, theme).slide(target, slide, number)


class _Brush:
    """Knows the painter and the theme while one slide is painted, in points of the slide."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter, self._theme = painter, theme

    def slide(self, target: QRectF, slide: Slide, number: int) -> None:
        painter = self._painter
        scene = layout_boxes(slide, self._theme, number)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setClipRect(target)
        painter.translate(target.topLeft())
        painter.scale(target.width() / WIDTH, target.height() / HEIGHT)
        painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), self._colour(scene.background))
        for box in scene.boxes:
            self._box(box)
        painter.restore()

    def _box(self, box: Box) -> None:
        painter = self._painter
        area = QRectF(box.x, box.y, box.w, box.h)
        if box.fill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(box.fill))
            if box.shape == "ellipse":
                painter.drawEllipse(area)
            else:
                painter.drawRect(area)
        if box.table is not None:
            self._table(area, box.table)
        elif box.chart is not None:
            self._chart(area, box.chart)
        self._paragraphs(area, box)

    def _paragraphs(self, area: QRectF, box: Box) -> None:
        height = sum(p.before + p.pitch * len(p.lines) for p in box.paragraphs)
        top = area.top()
        if box.anchor == "middle":
            top += (area.height() - height) / 2
        elif box.anchor == "bottom":
            top += area.height() - height
        for paragraph in box.paragraphs:
            top += paragraph.before
            self._bullet(area.left(), top, paragraph)
            for line in paragraph.lines:
                left = area.left() + paragraph.indent
                row = QRectF(left, top, area.width() - paragraph.indent, paragraph.pitch)
                # A shape's own mark, such as a step's digit, stands in its middle.
                across = Qt.AlignmentFlag.AlignLeft
                if box.shape == "ellipse":
                    across = Qt.AlignmentFlag.AlignHCenter
                elif paragraph.align == "right":
                    across = Qt.AlignmentFlag.AlignRight
                self._text(row, line, paragraph.font, paragraph.size, paragraph.colour, paragraph.bold, across)
                top += paragraph.pitch

    def _bullet(self, left: float, top: float, paragraph: Paragraph) -> None:
        if not paragraph.bullet:
            return
        start = left + paragraph.indent - HANGING - (8 if paragraph.bullet[0].isdigit() else 0)
        row = QRectF(start, top, HANGING + 8, paragraph.pitch)
        left_side = Qt.AlignmentFlag.AlignLeft
        self._text(row, paragraph.bullet, paragraph.font, paragraph.size, "accent", paragraph.bold, left_side)

    def _text(
        self,
        row: QRectF,
        text: str,
        role: FontRole,
        size: float,
        colour: Colour,
        bold: bool,
        across: Qt.AlignmentFlag,
    ) -> None:
        painter = self._painter
        painter.setFont(self._font(role, size, bold))
        painter.setPen(self._colour(colour))
        painter.drawText(row, int(across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), text)

    def _table(self, area: QRectF, table: TableBox) -> None:
        painter = self._painter
        top = area.top()
        line = QPen(self._colour("neutral"), 0.75)
        for index, (row, height) in enumerate(zip(table.rows, table.heights, strict=True)):
            left = area.left()
            for cell, width in zip(row, table.widths, strict=True):
                inner = QRectF(left + PAD_X, top + PAD_Y, width - 2 * PAD_X, height - 2 * PAD_Y)
                pitch = inner.height() / max(1, *(len(c.lines) for c in row))
                across = Qt.AlignmentFlag.AlignRight if cell.align == "right" else Qt.AlignmentFlag.AlignLeft
                for at, text in enumerate(cell.lines):
                    spot = QRectF(inner.left(), inner.top() + at * pitch, inner.width(), pitch)
                    self._text(spot, text, "minor", table.size, "ink", index == 0, across)
                left += width
            top += height
            painter.setPen(QPen(self._colour("ink"), 1.5) if index == 0 else line)
            painter.drawLine(QPointF(area.left(), top), QPointF(area.left() + sum(table.widths), top))

    def _chart(self, area: QRectF, chart: Chart) -> None:
        """Draw the chart as PowerPoint will: same colours and order; its own axes are drawn by PowerPoint itself."""
        values = [value for series in chart.series for value in series.values if value is not None]
        if not values:
            return
        top, bottom = max(0.0, *values), min(0.0, *values)
        spread = (top - bottom) or 1.0
        if chart.kind == "bar":
            self._bars(area, chart, top, bottom, spread)
        else:
            self._columns(area, chart, bottom, spread)

    def _columns(self, area: QRectF, chart: Chart, bottom: float, spread: float) -> None:
        painter = self._painter
        plot = area.adjusted(0, 24, 0, -28 - (22 if len(chart.series) > 1 else 0))
        zero = plot.bottom() + bottom / spread * plot.height()
        slot = plot.width() / max(1, len(chart.categories))
        colours = chart_look.series_colours(chart)
        marked = chart_look.highlight(chart)
        order = chart_look.latest_last(tuple(series.name for series in chart.series))
        middle = Qt.AlignmentFlag.AlignHCenter
        for at, name in enumerate(chart.categories):
            row = QRectF(plot.left() + at * slot, plot.bottom() + 6, slot, 18)
            self._text(row, self._short(name, slot - 6, 14), "minor", 14, "muted", False, middle)
        for place, index in enumerate(order):
            series = chart.series[index]
            points: list[QPointF] = []
            for at, value in enumerate(series.values):
                if value is None:
                    continue
                bar = slot * 0.62 / len(order)
                left = plot.left() + at * slot + slot * 0.19 + place * bar
                height = value / spread * plot.height()
                colour: Colour = "accent" if marked == at else colours[place]
                box = QRectF(left, zero - max(height, 0), bar, abs(height))
                points.append(QPointF(plot.left() + (at + 0.5) * slot, zero - height))
                if chart.kind == "column":
                    painter.fillRect(box, self._colour(colour))
                label = self._label(chart, index, at, value)
                spot = QRectF(box.center().x() - slot / 2, box.top() - 22, slot, 20)
                if len(order) * len(series.values) <= 12:
                    self._text(spot, label, "minor", 14, "ink", marked == at, middle)
            if chart.kind == "line" and len(points) > 1:
                painter.setPen(QPen(self._colour(colours[place]), 2.5))
                painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(self._colour("muted"), 1))
        painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero))
        if len(chart.series) > 1:
            self._legend(QRectF(plot.left(), area.bottom() - 20, plot.width(), 20), chart, order, colours)

    def _bars(self, area: QRectF, chart: Chart, top: float, bottom: float, spread: float) -> None:
        names = area.width() * 0.34
        plot = area.adjusted(names + 10, 6, -60, -6 - (22 if len(chart.series) > 1 else 0))
        zero = plot.left() - bottom / spread * plot.width()
        slot = plot.height() / max(1, len(chart.categories))
        colours = chart_look.series_colours(chart)
        marked = chart_look.highlight(chart)
        order = chart_look.latest_last(tuple(series.name for series in chart.series))
        left_side = Qt.AlignmentFlag.AlignLeft
        for at, name in enumerate(chart.categories):
            row = QRectF(area.left(), plot.top() + at * slot, names, slot)
            self._text(row, self._short(name, names, 14), "minor", 14, "ink", False, Qt.AlignmentFlag.AlignRight)
            for place, index in enumerate(order):
                value = chart.series[index].values[at]
                if value is None:
                    continue
                bar = slot * 0.62 / len(order)
                y = plot.top() + at * slot + slot * 0.19 + place * bar
                width = value / spread * plot.width()
                colour: Colour = "accent" if marked == at else colours[place]
                box = QRectF(min(zero, zero + width), y, abs(width), bar)
                self._painter.fillRect(box, self._colour(colour))
                spot = QRectF(box.right() + 6, y, 60, bar)
                self._text(spot, self._label(chart, index, at, value), "minor", 14, "ink", marked == at, left_side)
        if len(chart.series) > 1:
            self._legend(QRectF(plot.left(), area.bottom() - 20, plot.width(), 20), chart, order, colours)

    def _legend(self, row: QRectF, chart: Chart, order: tuple[int, ...], colours: tuple[Colour, ...]) -> None:
        left = row.left()
        for place, index in enumerate(order):
            self._painter.fillRect(QRectF(left, row.center().y() - 5, 10, 10), self._colour(colours[place]))
            name = chart.series[index].name
            width = QFontMetricsF(self._font("minor", 14, False)).horizontalAdvance(name)
            spot = QRectF(left + 16, row.top(), width + 4, row.height())
            self._text(spot, name, "minor", 14, "muted", False, Qt.AlignmentFlag.AlignLeft)
            left += width + 44

    def _short(self, text: str, width: float, size: float) -> str:
        metrics = QFontMetricsF(self._font("minor", size, False))
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    @staticmethod
    def _label(chart: Chart, series: int, at: int, value: float) -> str:
        if series < len(chart.labels) and at < len(chart.labels[series]):
            return chart.labels[series][at]
        return f"{value:g}"

    def _font(self, role: FontRole, size: float, bold: bool) -> QFont:
        font = QFont()
        font.setFamilies(FAMILIES[role])
        font.setPixelSize(max(1, round(size)))
        font.setBold(bold)
        # Laid out in points of the slide and scaled by the painter: hinting would move letters at every size.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _colour(self, name: Colour) -> QColor:
        return QColor(f"#{self._theme.colours[name]}")
