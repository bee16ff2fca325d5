"""What stands where on a slide, with its lines broken: the boxes that the file and the preview are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.domain.deck import Chart, Point, Slide, Table
from desktop.slides import measure
from desktop.slides.geometry import Frame, LayoutSpec, spec_for
from desktop.slides.looks import Colour, Theme
from desktop.slides.measure import FontRole
from desktop.slides.tables import TableBox, lay_out_table
from desktop.slides.typography import Anchor, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Points by which text stands right of its bullet, and by which a second level is moved in.
HANGING = 22.0
#: A second level is set this much smaller.
SECOND = 0.9


_SIDE_BY_SIDE = {
    "value": "value",
    "meaning": "meaning",
    "label": "label",
    "step": "step",
    "left": "side",
    "right": "side",
    "column": "column",
}


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph with its lines broken.

    Attributes:
        lines: `text` in lines, as they are drawn.
        size: points.
        bullet: "–", "1." or empty; drawn in the accent at `indent - HANGING`.
        indent: points from the left edge of the box to the text.
        before: points of space above, none for the first of a box.
        pitch: points from line to line.
    """

    text: str
    lines: tuple[str, ...]
    size: float
    font: FontRole
    bold: bool
    colour: Colour
    bullet: str = ""
    indent: float = 0.0
    level: int = 0
    before: float = 0.0
    pitch: float = 0.0
    align: Literal["left", "right"] = "left"


class Box(msgspec.Struct, frozen=True):
    """Something on a slide, in points from its top left corner.

    Attributes:
        role: the frame's role; "decoration" for shapes of the layout, which the file does not repeat on the slide.
        idx: index of the placeholder it fills; -1 for a decoration.
        fill: colour of the shape; None for text, tables and charts.
        fits: whether the text, at its smallest size, stays in the box with no word broken.
        filled: part of the box's height that is used.
    """

    role: str
    x: float
    y: float
    w: float
    h: float
    idx: int = -1
    paragraphs: tuple[Paragraph, ...] = ()
    anchor: Anchor = "top"
    shape: Literal["", "rect", "ellipse"] = ""
    fill: Colour | None = None
    table: TableBox | None = None
    chart: Chart | None = None
    fits: bool = True
    filled: float = 0.0


class Scene(msgspec.Struct, frozen=True):
    """A slide to draw: its background, then its boxes in order; the order is also the reading order."""

    background: Colour
    layout: str
    boxes: tuple[Box, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing runs over."""
        return all(box.fits for box in self.boxes)

    @property
    def smallest(self) -> float:
        """The smallest size of text, in points, without the sources and the number of the slide."""
        sizes = [p.size for box in self.boxes if box.role not in {"source", "number"} for p in box.paragraphs]
        sizes += [box.table.size for box in self.boxes if box.table is not None]
        return min(sizes, default=0.0)


def layout_boxes(slide: Slide, theme: Theme, number: int = 0, spec: LayoutSpec | None = None) -> Scene:
    """Lay a slide out: every frame of its layout that has something in it, as large as it fits.

    Args:
        number: of the slide, shown at its foot; 0 leaves it out.
        spec: the layout of a template to use instead of our own.
    """
    spec = spec or spec_for(slide)
    boxes: list[Box] = []
    for shape in spec.decorations:
        if shape.text and shape.style is not None:
            paragraphs = _set([Point(shape.text)], shape.style, shape.style.sizes[0], shape.w, theme)
            drawn: Literal["", "rect", "ellipse"] = "" if shape.shape == "mark" else "ellipse"
            fill = shape.colour if drawn else None
            align = tuple(msgspec.structs.replace(p, align="left") for p in paragraphs)
            boxes.append(
                Box("decoration", shape.x, shape.y, shape.w, shape.h, -1, align, shape.style.anchor, drawn, fill)
            )
        elif shape.shape != "mark":
            boxes.append(Box("decoration", shape.x, shape.y, shape.w, shape.h, shape=shape.shape, fill=shape.colour))
    for frame in spec.frames:
        box = _fill(frame, slide, theme, number)
        if box is not None:
            boxes.append(box)
    boxes = _even_sizes(slide, spec, boxes, theme)
    return Scene(theme.section[0] if spec.fill else "paper", spec.name, tuple(_settle(boxes)))


def _even_sizes(slide: Slide, spec: LayoutSpec, boxes: list[Box], theme: Theme) -> list[Box]:
    """Set what stands side by side in one size: the smallest that any of it needs."""
    sizes: dict[str, float] = {}
    for box in boxes:
        kind = _SIDE_BY_SIDE.get(box.role.partition("-")[0])
        if kind and box.paragraphs and not box.role.endswith("-head"):
            sizes[kind] = min(sizes.get(kind, 99.0), max(p.size for p in box.paragraphs))
    out: list[Box] = []
    for box in boxes:
        frame = spec.frame(box.role)
        kind = _SIDE_BY_SIDE.get(box.role.partition("-")[0]) if not box.role.endswith("-head") else None
        if frame is not None and kind and box.paragraphs and max(p.size for p in box.paragraphs) > sizes[kind]:
            style = msgspec.structs.replace(frame.style, sizes=tuple(s for s in frame.style.sizes if s <= sizes[kind]))
            out.append(_text(frame, texts(slide, box.role), style, theme))
        else:
            out.append(box)
    return out


def _settle(boxes: list[Box]) -> list[Box]:
    """Move what belongs under other text up to it: who said a quote, and what happens in a step."""
    ends: dict[str, float] = {}
    for box in boxes:
        kind = box.role.partition("-")[0]
        if kind in {"quote", "label"}:
            ends[kind] = max(ends.get(kind, 0.0), box.y + _height(box.paragraphs))
    out: list[Box] = []
    for box in boxes:
        above = {"who": "quote", "step": "label"}.get(box.role.partition("-")[0], "")
        y = ends.get(above, 0.0) + (16 if above == "quote" else 6)
        out.append(msgspec.structs.replace(box, y=y, h=box.h + max(box.y - y, 0.0)) if above in ends else box)
    return out


def texts(slide: Slide, role: str) -> tuple[Point, ...]:
    """Return what a slide puts into the frame called `role`; empty when the frame stays empty."""
    name, _, number = role.partition("-")
    at = int(number) if number.isdigit() else 0
    single = {"title": slide.title, "subtitle": slide.subtitle, "kicker": slide.kicker, "source": slide.source_line}
    if role in single:
        return _one(single[role])
    if role == "byline":
        return _one(slide.source_line)
    if role == "caption":
        unit = slide.chart.unit if slide.chart is not None else slide.subtitle
        return _one(slide.table.caption if slide.table is not None else unit)
    if role == "body":
        return slide.points
    if role in {"left", "right", "left-head", "right-head"}:
        side = 0 if role.startswith("left") else 1
        if side >= len(slide.columns):
            return ()
        return _one(slide.columns[side].heading) if role.endswith("head") else slide.columns[side].points
    if name == "column" and at < len(slide.columns):
        return slide.columns[at].points
    if name in {"value", "meaning"} and at < len(slide.figures):
        return _one(slide.figures[at].value if name == "value" else slide.figures[at].caption)
    if name in {"label", "step"} and at < len(slide.steps):
        return _one(slide.steps[at].label if name == "label" else slide.steps[at].text)
    if slide.quote is not None and role in {"quote", "who"}:
        return _one(slide.quote.text if role == "quote" else slide.quote.who)
    return ()


def _one(text: str) -> tuple[Point, ...]:
    return (Point(text),) if text.strip() else ()


def _fill(frame: Frame, slide: Slide, theme: Theme, number: int) -> Box | None:
    if frame.role == "table" and slide.table is not None:
        return _table(frame, slide.table, theme)
    if frame.role == "chart" and slide.chart is not None:
        return Box("chart", frame.x, frame.y, frame.w, frame.h, frame.idx, chart=slide.chart)
    if frame.role == "number":
        content: tuple[Point, ...] = _one(str(number)) if number else ()
    else:
        content = texts(slide, frame.role)
    if not content:
        return None
    style = frame.style
    if slide.layout == "section":
        colour = {"title": theme.section[1], "kicker": theme.section[2], "number": theme.section[2]}[frame.role]
        style = msgspec.structs.replace(style, colour=colour)
    return _text(frame, content, style, theme)


def _text(frame: Frame, content: Sequence[Point], style: Style, theme: Theme) -> Box:
    paragraphs: tuple[Paragraph, ...] = ()
    filled, whole = 0.0, False
    for size in style.sizes:
        paragraphs = _set(content, style, size, frame.w, theme)
        filled = _height(paragraphs) / frame.h
        whole = not any(_broken(paragraph, style, frame.w, theme) for paragraph in paragraphs)
        if filled <= 1.0 and whole:
            break
    return Box(
        frame.role, frame.x, frame.y, frame.w, frame.h, frame.idx, paragraphs, style.anchor,
        fits=filled <= 1.0 and (whole or frame.role == "source"), filled=filled,
    )  # fmt: skip


def _set(content: Sequence[Point], style: Style, size: int, width: float, theme: Theme) -> tuple[Paragraph, ...]:
    """Set paragraphs at `size`, breaking their lines."""
    widths = measure.face(theme.fonts, style.font, style.bold)
    out: list[Paragraph] = []
    ordinal = 0
    for point in content:
        level = 1 if point.level and style.bullet else 0
        own = size if not level else max(round(size * SECOND), min(style.sizes[-1], size))
        ordinal += level == 0
        bullet = "" if not style.bullet else f"{ordinal}." if style.bullet == "number" and not level else "–"
        indent = HANGING * (level + 1) + (8 if style.bullet == "number" else 0) if style.bullet else 0.0
        lines = measure.wrap(point.text, widths, own, (width - indent) * measure.FILL)
        high = (
            own * measure.line_height(point.text, style.font) * (style.spacing / 90 if style.font == "major" else 1.0)
        )
        gap = 0.0 if not out else style.gap if not level else style.gap * 0.4
        look = (style.font, style.bold, style.colour, bullet, indent)
        out.append(Paragraph(point.text, lines, own, *look, level, gap, high, style.align))
    return tuple(out)


def _height(paragraphs: Sequence[Paragraph]) -> float:
    return sum(p.before + p.pitch * len(p.lines) for p in paragraphs)


def _broken(paragraph: Paragraph, style: Style, width: float, theme: Theme) -> bool:
    widths = measure.face(theme.fonts, style.font, style.bold)
    room = (width - paragraph.indent) * measure.FILL
    return measure.has_broken_word(paragraph.text, widths, paragraph.size, room)


def _table(frame: Frame, table: Table, theme: Theme) -> Box:
    y = frame.y if table.caption else frame.y - 16
    box = lay_out_table(table, theme, frame.w, frame.h + frame.y - y, frame.style.sizes)
    height = sum(box.heights)
    return Box(
        "table", frame.x, y, frame.w, height, frame.idx, table=box, fits=box.fits,
        filled=height / (frame.h + frame.y - y),
    )  # fmt: skip
