"""The pure edits of an outline: rename, move, add, remove, indent, choose a layout, write points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Layout, Outline, OutlineSlide, Point

if TYPE_CHECKING:
    from collections.abc import Callable


def next_id(outline: Outline) -> str:
    """Return an id that no slide of the outline has."""
    taken = [int(slide.id[1:]) for slide in outline.slides if slide.id[:1] == "s" and slide.id[1:].isdigit()]
    return f"s{max(taken, default=0) + 1}"


def find(outline: Outline, slide_id: str) -> OutlineSlide | None:
    """Return the slide with this id, or None."""
    return next((slide for slide in outline.slides if slide.id == slide_id), None)


def rename(outline: Outline, slide_id: str, title: str) -> Outline:
    """Give a slide another title."""
    return _change(outline, slide_id, lambda slide: msgspec.structs.replace(slide, title=title))


def set_layout(outline: Outline, slide_id: str, layout: Layout | None) -> Outline:
    """Choose the layout of a slide; None leaves it to the composer."""
    return _change(outline, slide_id, lambda slide: msgspec.structs.replace(slide, layout=layout))


def set_notes(outline: Outline, slide_id: str, notes: str) -> Outline:
    """Write the speaker notes of a slide."""
    return _change(outline, slide_id, lambda slide: msgspec.structs.replace(slide, notes=notes))


def set_points(outline: Outline, slide_id: str, points: tuple[Point, ...]) -> Outline:
    """Replace all points of a slide; the first is never below another."""
    if points and points[0].level:
        points = (msgspec.structs.replace(points[0], level=0), *points[1:])
    return _change(outline, slide_id, lambda slide: msgspec.structs.replace(slide, points=points))


def write_point(outline: Outline, slide_id: str, index: int, text: str) -> Outline:
    """Change the words of a point; it is no prompt any longer, and keeps its citation for the check of its numbers."""
    slide = find(outline, slide_id)
    if slide is None or not 0 <= index < len(slide.points):
        return outline
    written = msgspec.structs.replace(slide.points[index], text=text, prompt=False)
    return set_points(outline, slide_id, (*slide.points[:index], written, *slide.points[index + 1 :]))


def add_point(outline: Outline, slide_id: str, index: int, point: Point) -> Outline:
    """Insert a point before position `index`."""
    slide = find(outline, slide_id)
    if slide is None:
        return outline
    return set_points(outline, slide_id, (*slide.points[:index], point, *slide.points[index:]))


def remove_point(outline: Outline, slide_id: str, index: int) -> Outline:
    """Take a point away."""
    slide = find(outline, slide_id)
    if slide is None:
        return outline
    return set_points(outline, slide_id, (*slide.points[:index], *slide.points[index + 1 :]))


def move_point(outline: Outline, slide_id: str, index: int, to: int) -> Outline:
    """Move a point to position `to` of the same slide, counted after it was taken out."""
    slide = find(outline, slide_id)
    if slide is None or not 0 <= index < len(slide.points):
        return outline
    rest = (*slide.points[:index], *slide.points[index + 1 :])
    return set_points(outline, slide_id, (*rest[:to], slide.points[index], *rest[to:]))


def indent_point(outline: Outline, slide_id: str, index: int, level: int) -> Outline:
    """Put a point at level 0 or 1; the first stays at 0."""
    slide = find(outline, slide_id)
    if slide is None or not 0 <= index < len(slide.points):
        return outline
    moved = msgspec.structs.replace(slide.points[index], level=min(max(level, 0), 1))
    return set_points(outline, slide_id, (*slide.points[:index], moved, *slide.points[index + 1 :]))


def add(outline: Outline, slide: OutlineSlide, after: str | None = None) -> Outline:
    """Insert a slide behind the one with the id `after`; at the end when there is none.

    A slide whose id is taken gets a new one.
    """
    if find(outline, slide.id) is not None or not slide.id:
        slide = msgspec.structs.replace(slide, id=next_id(outline))
    at = next((i + 1 for i, other in enumerate(outline.slides) if other.id == after), len(outline.slides))
    return msgspec.structs.replace(outline, slides=(*outline.slides[:at], slide, *outline.slides[at:]))


def remove(outline: Outline, slide_id: str) -> Outline:
    """Take a slide away; the slides of a section stay."""
    return msgspec.structs.replace(outline, slides=tuple(s for s in outline.slides if s.id != slide_id))


def move(outline: Outline, slide_id: str, to: int) -> Outline:
    """Move a slide to position `to`, counted after it was taken out; its points go with it."""
    slide = find(outline, slide_id)
    if slide is None:
        return outline
    rest = tuple(other for other in outline.slides if other.id != slide_id)
    to = min(max(to, 0), len(rest))
    return msgspec.structs.replace(outline, slides=(*rest[:to], slide, *rest[to:]))


def outdent(outline: Outline, slide_id: str) -> Outline:
    """Make a slide the opening of a section."""
    return set_layout(outline, slide_id, "section")


def indent(outline: Outline, slide_id: str) -> Outline:
    """Make the opening of a section an ordinary slide."""
    slide = find(outline, slide_id)
    return set_layout(outline, slide_id, None) if slide is not None and slide.is_section else outline


def _change(outline: Outline, slide_id: str, edit: Callable[[OutlineSlide], OutlineSlide]) -> Outline:
    slides = tuple(edit(slide) if slide.id == slide_id else slide for slide in outline.slides)
    return msgspec.structs.replace(outline, slides=slides)
