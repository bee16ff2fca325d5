"""Writes a deck as a .pptx file: real placeholders, native tables and charts, notes, and sources on every slide."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from pptx.enum.text import MSO_AUTO_SIZE

from desktop.slides.geometry import EMU, SPECS
from desktop.slides.looks import theme_for
from desktop.slides.ooxml import graphics, package
from desktop.slides.ooxml.template import Template, open_template
from desktop.slides.ooxml.text import describe, put_paragraphs, put_text
from desktop.slides.scene import Box, Scene, layout_boxes
from desktop.slides.themes.build import blank_presentation
from desktop.slides.writer import put

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.deck import Deck, Slide


def save(deck: Deck, path: Path, template: Path | None = None, author: str = "") -> None:
    """Write `deck` to `path` in this process; `desktop.slides.writer.save` has it done by another.

    Args:
        template: a .pptx or .potx whose master and layouts are used instead of the deck's theme.

    Raises:
        ThemeUnknown: the deck's theme is none of ours.
        TemplateUnusable, FileMissing, CannotRead: the template cannot be used.
        CannotWrite, DiskFull: the operating system refused.
    """
    put(path, render(deck, template, author))


def render(deck: Deck, template: Path | None = None, author: str = "") -> bytes:
    """Return `deck` as the bytes of a .pptx file; raises as `save` does, without the last line."""
    theme = theme_for(deck.theme, deck.language)
    used = open_template(template, theme) if template is not None else None
    presentation = used.presentation if used is not None else blank_presentation(theme, deck.language)
    for number, slide in enumerate(deck.slides, 1):
        if used is None:
            scene = layout_boxes(slide, theme, number)
            layout = next(one for one in presentation.slide_layouts if one.name == scene.layout)
        else:
            scene, layout = used.lay_out(slide, number)
        _draw(presentation.slides.add_slide(layout), slide, scene, deck.language, used)
    return package.finish(presentation, deck, author)


def _draw(drawn: Any, slide: Slide, scene: Scene, language: str, template: Template | None) -> None:
    filled: set[int] = set()
    for box in scene.boxes:
        if box.role == "decoration":
            continue
        if box.role == "number":
            _clone_number(drawn)
            continue
        if box.idx < 0:
            graphics.add_line(drawn, box, language)
            continue
        placeholder = _placeholder(drawn, box.idx)
        if placeholder is None:
            continue
        filled.add(box.idx)
        if box.table is not None:
            frame = graphics.add_table(drawn, placeholder, box, language, own=template is None)
            describe(frame, "Table", slide.alt)
        elif box.chart is not None:
            frame = graphics.add_chart(drawn, placeholder, box, language, own=template is None)
            describe(frame, "Chart", slide.alt)
        else:
            natural = _natural(scene, box, template)
            put_paragraphs(placeholder._element.txBody, box.paragraphs, language, natural)
            if box.role == "title" and template is None:
                # Where the theme's typeface is missing, a wider one takes its place: then the title has to shrink.
                placeholder.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
            if template is None and abs(placeholder.top - round(box.y * EMU)) > EMU / 10:
                graphics.place(placeholder, box)
    for placeholder in list(drawn.placeholders):
        if placeholder.placeholder_format.idx not in filled and placeholder.placeholder_format.type is not None:
            if str(placeholder.placeholder_format.type).startswith("SLIDE_NUMBER"):
                continue
            placeholder._element.getparent().remove(placeholder._element)
    if slide.notes:
        put_text(drawn.notes_slide.notes_text_frame._txBody, slide.notes, language)


def _natural(scene: Scene, box: Box, template: Template | None) -> float:
    """Return the size at which the layout sets this box by itself."""
    if template is not None:
        return template.natural(scene.layout, box.idx)
    spec = next(one for one in SPECS if one.name == scene.layout)
    return next((frame.style.sizes[0] for frame in spec.frames if frame.idx == box.idx), 0.0)


def _placeholder(drawn: Any, idx: int) -> Any | None:
    return next((one for one in drawn.placeholders if one.placeholder_format.idx == idx), None)


def _clone_number(drawn: Any) -> None:
    """Copy the slide number from the layout: python-pptx leaves it, the date and the footer behind."""
    for shape in drawn.slide_layout.placeholders:
        if str(shape.placeholder_format.type).startswith("SLIDE_NUMBER"):
            clone = copy.deepcopy(shape._element)
            properties = clone.spPr
            for child in list(properties):
                properties.remove(child)
            identifier = max(int(one) for one in drawn.shapes._spTree.xpath("//@id") if one.isdigit()) + 1
            clone.nvSpPr.cNvPr.set("id", str(identifier))
            drawn.shapes._spTree.append(clone)
            return
