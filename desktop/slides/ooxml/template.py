"""A .pptx or .potx of the user as a template: which of its layouts serves for what, and how much they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.deck import Column, Point, Slide
from desktop.errors import TemplateUnusable
from desktop.slides.geometry import EMU, Frame, Kind, LayoutSpec
from desktop.slides.measure import FontRole
from desktop.slides.ooxml.opening import open_presentation
from desktop.slides.ooxml.styles import fonts_of, natural_size
from desktop.slides.scene import Scene, layout_boxes
from desktop.slides.typography import SOURCE, Style

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.slides.looks import Theme

#: Points between the edge of a text box and its text, left and right together, above and below together.
_INSET_X, _INSET_Y = 14.4, 7.2
_SMALLEST = 12


class Layout(msgspec.Struct, frozen=True):
    """A layout of the template: python-pptx's object, and its frames as ours."""

    native: Any
    spec: LayoutSpec


class Template:
    """Knows a presentation without slides and which of its layouts holds what; draws nothing."""

    def __init__(self, presentation: Any, theme: Theme, shown: str) -> None:
        self.presentation = presentation
        self._theme = msgspec.structs.replace(theme, fonts=fonts_of(presentation))
        self._width = presentation.slide_width / EMU
        self._height = presentation.slide_height / EMU
        self.layouts = self._classify()
        if "content" not in self.layouts:
            raise TemplateUnusable(file=shown, reason="it has no layout with a title and a text box")

    def lay_out(self, slide: Slide, number: int) -> tuple[Scene, Any]:
        """Return what stands where on a slide of the template, and python-pptx's layout for it."""
        role, told = self._role(slide)
        layout = self.layouts[role]
        return layout_boxes(told, self._theme, number, layout.spec), layout.native

    def natural(self, layout: str, idx: int) -> float:
        """Return the size at which the template sets this placeholder by itself."""
        spec = next(one.spec for one in self.layouts.values() if one.spec.name == layout)
        return next((frame.style.sizes[0] for frame in spec.frames if frame.idx == idx), 0)

    def _role(self, slide: Slide) -> tuple[str, Slide]:
        """Return the kind of layout for a slide, and the slide told in the frames which that layout has."""
        if slide.layout in {"title", "section"}:
            role = "section" if slide.layout == "section" and "section" in self.layouts else "cover"
            told = slide if slide.layout == "title" else msgspec.structs.replace(slide, subtitle=slide.kicker)
            return (role if role in self.layouts else "content"), msgspec.structs.replace(told, layout="title")
        if slide.layout == "comparison":
            headed = any(column.heading for column in slide.columns)
            role = "comparison" if headed and "comparison" in self.layouts else "two"
            if role in self.layouts:
                return role, slide if role == "comparison" else msgspec.structs.replace(slide, columns=_under(slide))
        told = slide if slide.layout in {"chart", "table"} else _as_points(slide)
        return "content", msgspec.structs.replace(told, points=told.points if told.chart is None else ())

    def _classify(self) -> dict[str, Layout]:
        found: dict[str, Layout] = {}
        for native in self.presentation.slide_layouts:
            shapes = [shape for shape in native.placeholders if shape.width and shape.height]
            titles = [s for s in shapes if _kind(s) in {"TITLE", "CENTER_TITLE"}]
            bodies = [s for s in shapes if _kind(s) in {"OBJECT", "BODY"} and s.height > native_height(self) * 0.06]
            subtitles = [s for s in shapes if _kind(s) == "SUBTITLE"]
            if len(titles) != 1:
                continue
            own = native._element.get("type", "")
            large = [s for s in bodies if s.width * s.height > 0.2 * self._width * self._height * EMU * EMU]
            if _kind(titles[0]) == "CENTER_TITLE" or own == "title" or subtitles:
                role, roles = "cover", ["title", "subtitle"]
                parts = [titles[0], *(subtitles or bodies)[:1]]
            elif own == "secHead" or "section" in native.name.lower():
                role, roles, parts = "section", ["title", "subtitle"], [titles[0], *bodies[:1]]
            elif len(bodies) == 1 and len(large) == 1:
                role, roles, parts = "content", ["title", "body"], [titles[0], large[0]]
            elif len(bodies) == 2 and _beside(bodies):
                role, roles = "two", ["title", "left", "right"]
                parts = [titles[0], *sorted(bodies, key=lambda s: s.left)]
            elif len(bodies) == 4 and _columns(bodies) is not None:
                role, roles = "comparison", ["title", "left-head", "left", "right-head", "right"]
                parts = [titles[0], *(_columns(bodies) or [])]
            else:
                continue
            if role not in found:
                found[role] = Layout(native, self._spec(native, roles, parts))
        return found

    def _spec(self, native: Any, roles: list[str], parts: list[Any]) -> LayoutSpec:
        frames = [self._frame(native, role, shape) for role, shape in zip(roles, parts, strict=False)]
        body = next((frame for frame in frames if frame.role == "body"), None)
        if body is not None:
            table: Kind = "tbl"
            frames += [
                msgspec.structs.replace(body, role="table", kind=table, style=Style((16, 14, 13, 12))),
                msgspec.structs.replace(body, role="chart", kind="chart"),
            ]
        left = min(frame.x for frame in frames)
        bottom = max(frame.y + frame.h for frame in frames)
        line = Frame("source", "body", -2, left, min(bottom + 4, self._height - 34), self._width * 0.7, 24, SOURCE)
        number = [s for s in native.placeholders if _kind(s) == "SLIDE_NUMBER"]
        numbers = [self._frame(native, "number", number[0])] if number else []
        return LayoutSpec(native.name, (*frames, line, *numbers))

    def _frame(self, native: Any, role: str, shape: Any) -> Frame:
        natural = natural_size(native, shape, role in {"title"})
        least = {"title": 24, "body": 14}.get(role, _SMALLEST)
        shares = (1, 0.9, 0.8, 0.7, 0.6, 0.5)
        sizes = tuple(dict.fromkeys(int(max(round(natural * share), min(least, natural))) for share in shares))
        listed = role in {"body", "left", "right"}
        font: FontRole = "major" if role == "title" else "minor"
        style = Style(sizes, font, bullet="dash" if listed else "", gap=natural * 0.4 if listed else 0)
        box = (value / EMU for value in (shape.left, shape.top, shape.width, shape.height))
        x, y, w, h = box
        return Frame(role, "obj", shape.placeholder_format.idx, x, y, w - _INSET_X, h - _INSET_Y, style)


def open_template(path: Path, theme: Theme) -> Template:
    """Open a template and see what its layouts are for; its own slides are removed with all that belongs to them.

    Raises:
        FileMissing, CannotRead: there is no such file, or it may not be read.
        TemplateUnusable: it is no presentation, or has no layout with a title and text.
    """
    return Template(open_presentation(path), theme, path.name)


def native_height(template: Template) -> float:
    """Return the height of a slide in EMU."""
    return float(template.presentation.slide_height)


def _kind(shape: Any) -> str:
    return str(shape.placeholder_format.type).partition(" ")[0]


def _beside(bodies: list[Any]) -> bool:
    one, other = sorted(bodies, key=lambda shape: shape.left)
    return bool(
        one.left + one.width <= other.left + other.width * 0.1 and abs(one.height - other.height) < one.height * 0.3
    )


def _columns(bodies: list[Any]) -> list[Any] | None:
    """Return head, text, head, text of two columns, by where they stand; None when they are not two columns."""
    ordered = sorted(bodies, key=lambda shape: shape.left)
    left, right = sorted(ordered[:2], key=lambda s: s.top), sorted(ordered[2:], key=lambda s: s.top)
    fair = all(head.height < text.height for head, text in (left, right))
    return [*left, *right] if fair else None


def _under(slide: Slide) -> tuple[Column, ...]:
    """Put the headings of columns over their points, for a layout without places for headings."""
    return tuple(
        Column(
            "", (Point(c.heading), *(msgspec.structs.replace(p, level=1) for p in c.points)) if c.heading else c.points
        )
        for c in slide.columns
    )


def _as_points(slide: Slide) -> Slide:
    """Tell figures, steps, columns and quotes as points, since other people's layouts have no places for them."""
    points = slide.points
    if slide.figures:
        points = tuple(Point(f"{figure.value}: {figure.caption}") for figure in slide.figures)
    elif slide.steps:
        points = tuple(Point(": ".join(part for part in (step.label, step.text) if part)) for step in slide.steps)
    elif slide.columns:
        points = tuple(point for column in _under(slide) for point in column.points)
    elif slide.quote is not None:
        points = (Point(f"“{slide.quote.text}”"), *([Point(slide.quote.who, level=1)] if slide.quote.who else []))
    return msgspec.structs.replace(slide, layout="bullets", points=points)
