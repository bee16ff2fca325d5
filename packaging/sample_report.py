"""Set the sample report as a PDF: flowing text, tables and charts painted with Qt in the shipped fonts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextDocument,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
DPI = 600
PT = DPI / 72  # device units in a point
INK, GREY, RULE = QColor("#26231E"), QColor("#665F52"), QColor("#CDC6B7")
BAR, BAR_NOW = QColor("#B9C0C3"), QColor("#4C5A63")
LEFT, TOP, WIDTH, BOTTOM = 68.0, 92.0, 459.0, 760.0  # the text area on A4, points


def load_fonts() -> None:
    """Give Qt the shipped fonts; needs a QGuiApplication."""
    for path in sorted(FONTS.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"{path} could not be loaded; run packaging/fonts.py")


def sans(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return Inter in points."""
    font = plain(QFont("Inter", weight=weight))
    font.setPixelSize(round(size * PT))
    return font


def plain(font: QFont) -> QFont:
    """Turn off ligatures and contextual forms: Qt writes such glyphs into a PDF without the letters they stand for."""
    for tag in ("liga", "calt", "clig", "dlig"):
        font.setFeature(QFont.Tag(tag), 0)
    return font


class Report:
    """A page that is being filled from the top; every method adds one thing and moves down."""

    def __init__(self, path: Path, title: str, running: tuple[str, str], foot: str) -> None:
        self.writer = QPdfWriter(str(path))
        self.writer.setResolution(DPI)
        self.writer.setPageLayout(
            QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        )
        self.writer.setTitle(title)
        self.writer.setCreator("Lectern")
        self.running, self.foot = running, foot
        self.painter = QPainter(self.writer)
        self.page, self.y = 1, TOP
        self.headings: list[tuple[str, int, int]] = []  # text, level, page

    def close(self) -> None:
        """Finish the file."""
        self.painter.end()

    def new_page(self) -> None:
        """Start a page, with the running title above and the number below."""
        self.writer.newPage()
        self.page += 1
        self.y = TOP
        self.line(self.running[0], LEFT, 52, sans(7.5), GREY)
        self.line(self.running[1], LEFT, 52, sans(7.5), GREY, Qt.AlignmentFlag.AlignRight)
        self.line(self.foot, LEFT, 794, sans(7), GREY)
        self.line(str(self.page), LEFT, 794, sans(7.5), GREY, Qt.AlignmentFlag.AlignRight)

    def line(
        self,
        text: str,
        x: float,
        y: float,
        font: QFont,
        colour: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        width: float | None = None,
    ) -> None:
        """Paint one line of text with its top at y; x, y and width in points."""
        self.painter.setFont(font)
        self.painter.setPen(colour)
        box = QRectF(x * PT, y * PT, (width or WIDTH) * PT, 40 * PT)
        self.painter.drawText(box, int(align | Qt.AlignmentFlag.AlignTop), text)

    def rule(self, y: float, colour: QColor = RULE, weight: float = 0.5) -> None:
        """Paint a horizontal line across the text area at y points."""
        self.painter.setPen(QPen(colour, weight * PT))
        self.painter.drawLine(QPointF(LEFT * PT, y * PT), QPointF((LEFT + WIDTH) * PT, y * PT))

    def room(self, height: float) -> None:
        """Go to the next page if less than `height` points are left on this one."""
        if self.y + height > BOTTOM:
            self.new_page()

    def rich(self, html: str, size: float = 10.5, after: float = 8, indent: float = 0, colour: QColor = INK) -> None:
        """Add a paragraph (inline HTML) in the reading face, `indent` points in from the left."""
        document = QTextDocument()
        document.documentLayout().setPaintDevice(self.writer)
        document.setDocumentMargin(0)
        document.setUseDesignMetrics(True)
        font = plain(QFont("Source Serif 4"))
        font.setPixelSize(round(size * PT))
        document.setDefaultFont(font)
        document.setHtml(f'<p style="margin:0; line-height:120%; color:{colour.name()}">{html}</p>')
        document.setTextWidth((WIDTH - indent) * PT)
        height = document.size().height() / PT
        self.room(height)
        self.painter.save()
        self.painter.translate((LEFT + indent) * PT, self.y * PT)
        document.drawContents(self.painter)
        self.painter.restore()
        self.y += height + after

    def heading(self, text: str, level: int = 1) -> None:
        """Add a section heading and remember it for the outline."""
        size, before, after = ((17, 16, 8), (12.5, 9, 5))[level - 1]
        self.room(before + size * 1.4 + after + (110 if level == 1 else 60))
        if self.y > TOP:
            self.y += before
        self.headings.append((text, level, self.page))
        self.rich(f'<span style="font-weight:600">{text}</span>', size, after)

    def points(self, items: Sequence[str]) -> None:
        """Add a list."""
        for item in items:
            self.room(30)
            page, top = self.page, self.y
            self.rich(item, after=4, indent=14)
            if self.page == page:
                self.dash(top)
        self.y += 5

    def dash(self, top: float) -> None:
        """Paint a list item's dash beside its first line."""
        self.painter.setPen(QPen(BAR_NOW, 0.9 * PT))
        self.painter.drawLine(QPointF(LEFT * PT, (top + 7.5) * PT), QPointF((LEFT + 6) * PT, (top + 7.5) * PT))

    def caption(self, text: str) -> None:
        """Add the line under a figure or above a table."""
        self.rich(f"<i>{text}</i>", 8.8, 8, colour=GREY)

    def table(
        self, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
    ) -> None:
        """Add a table; the first column is text, the others numbers set to the right. `shares` are column widths."""
        step, total = 17.0, sum(shares)
        self.room(24 + step * (len(rows) + 1) + 14)
        self.caption(caption)
        lefts = [LEFT + WIDTH * sum(shares[:n]) / total for n in range(len(shares))]
        for number, row in enumerate([header, *rows]):
            bold = number == 0 or row[0] in {"All homes", "Total"}
            for column, (x, text) in enumerate(zip(lefts, row, strict=True)):
                align = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                font = sans(8.4, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
                self.line(text, x, self.y + 4, font, INK, align, WIDTH * shares[column] / total)
            self.y += step
            self.rule(self.y, GREY if number == 0 else RULE)
        self.y += 14

    def figure(self, caption: str, height: float, paint: Callable[[QRectF], None]) -> None:
        """Add a chart of `height` points; `paint` gets its box in device units."""
        self.room(height + 34)
        paint(QRectF(LEFT * PT, self.y * PT, WIDTH * PT, height * PT))
        self.y += height + 6
        self.caption(caption)
        self.y += 6

    def bars(
        self, box: QRectF, labels: Sequence[str], values: Sequence[float], top: float, ticks: Sequence[int]
    ) -> None:
        """Paint a bar chart into a box; the last bar is the one that the text is about."""
        painter, plot = self.painter, box.adjusted(34 * PT, 16 * PT, -8 * PT, -18 * PT)
        self.grid(box, plot, ticks, top)
        slot = plot.width() / len(values)
        for n, (label, value) in enumerate(zip(labels, values, strict=True)):
            bar = QRectF(plot.left() + slot * (n + 0.5) - 34 * PT, 0, 68 * PT, plot.height() * value / top)
            bar.moveBottom(plot.bottom())
            painter.fillRect(bar, BAR_NOW if n == len(values) - 1 else BAR)
            self.centred(f"{value:g}", bar.center().x(), bar.top() - 14 * PT, sans(8.6, QFont.Weight.DemiBold), INK)
            self.centred(label, bar.center().x(), plot.bottom() + 5 * PT, sans(8), GREY)

    def lines(
        self,
        box: QRectF,
        labels: Sequence[str],
        series: Sequence[tuple[str, Sequence[float]]],
        top: float,
        ticks: Sequence[int],
    ) -> None:
        """Paint two lines over the hours of a day; the second one is the one that the text is about."""
        painter, plot = self.painter, box.adjusted(34 * PT, 10 * PT, -70 * PT, -18 * PT)
        self.grid(box, plot, ticks, top)
        for (name, values), colour in zip(series, (BAR, BAR_NOW), strict=True):
            spots = [
                QPointF(plot.left() + plot.width() * n / (len(values) - 1), plot.bottom() - plot.height() * value / top)
                for n, value in enumerate(values)
            ]
            painter.setPen(QPen(colour, 1.8 * PT, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(spots)
            peak = max(range(len(values)), key=values.__getitem__)
            aside = 12 * PT if colour is BAR_NOW else 0.0  # clear of the other line
            x, y = spots[peak].x() + aside, spots[peak].y() - 13 * PT
            self.centred(f"{values[peak]:g}", x, y, sans(8, QFont.Weight.DemiBold), INK)
            painter.setFont(sans(8))
            painter.setPen(INK)
            painter.drawText(QPointF(plot.right() + 8 * PT, spots[-1].y() + 3 * PT), name)
        for n, label in enumerate(labels):
            self.centred(
                label, plot.left() + plot.width() * n / (len(labels) - 1), plot.bottom() + 5 * PT, sans(8), GREY
            )

    def grid(self, box: QRectF, plot: QRectF, ticks: Sequence[int], top: float) -> None:
        """Paint the horizontal lines of a chart with their values."""
        for tick in ticks:
            y = plot.bottom() - plot.height() * tick / top
            self.painter.setPen(QPen(GREY if tick == 0 else RULE, 0.5 * PT))
            self.painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            self.painter.setFont(sans(8))
            self.painter.setPen(GREY)
            label = QRectF(box.left(), y - 8 * PT, 26 * PT, 16 * PT)
            self.painter.drawText(label, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(tick))

    def centred(self, text: str, x: float, y: float, font: QFont, colour: QColor) -> None:
        """Paint a short text with its top middle at x, y in device units."""
        half = QFontMetricsF(font, self.writer).horizontalAdvance(text)
        self.painter.setFont(font)
        self.painter.setPen(colour)
        self.painter.drawText(
            QRectF(x - half, y, 2 * half, 14 * PT), int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), text
        )
