"""Checks a saved .pptx as any program would find it: package, placeholders, titles, descriptions, properties."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.oxml.ns import qn

from desktop.domain.deck import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.deck import Deck

#: Points by which a shape may stand over the edge, and megabytes that a deck may have.
EDGE, LARGE = 2, 20
_EMU = 12_700
_REL = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def inspect(content: bytes, deck: Deck) -> tuple[Check, ...]:
    """Return the problems of a file, and one "ok" when there is none.

    Args:
        content: bytes of the .pptx file.
        deck: what it was written from.
    """
    problems = list(_package(content))
    if not problems:
        presentation = Presentation(io.BytesIO(content))
        problems += _slides(presentation, deck)
        problems += _properties(presentation)
    if len(content) > LARGE * 1_000_000:
        problems.append(Check("file", 0, "warn", "The file has {size} MB.", {"size": f"{len(content) / 1e6:.0f}"}))
    return tuple(problems) or (Check("file", 0, "ok", "The file is a valid presentation."),)


def _problem(message: str, **values: object) -> Check:
    return Check("file", 0, "error", message, {name: str(value) for name, value in values.items()})


def _package(content: bytes) -> Iterator[Check]:
    """Every part is whole, named once, has a content type, and every relationship leads somewhere inside."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        broken = package.testzip()
        if broken is not None:
            yield _problem("The part {part} is damaged.", part=broken)
        names = package.namelist()
        if len(names) != len(set(names)):
            yield _problem("A part of the file is there twice.")
        types = package.read("[Content_Types].xml").decode()
        known = set(re.findall(r'PartName="/([^"]+)"', types))
        endings = set(re.findall(r'Extension="([^"]+)"', types))
        for name in names:
            if name != "[Content_Types].xml" and name not in known and name.rpartition(".")[2] not in endings:
                yield _problem("The part {part} has no content type.", part=name)
            if name.endswith(".rels"):
                yield from _relations(name, package.read(name).decode(), set(names))


def _relations(name: str, text: str, names: set[str]) -> Iterator[Check]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for tag in _REL.findall(text):
        attributes = dict(_ATTRIBUTE.findall(tag))
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") == "External":
            yield _problem("The file points to {target} outside of itself.", target=target)
            continue
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if path not in names:
            yield _problem("The part {part} is missing.", part=path)


def _slides(presentation: Any, deck: Deck) -> Iterator[Check]:
    if len(presentation.slides) != len(deck.slides):
        yield _problem(
            "The file has {count} slides instead of {wanted}.", count=len(presentation.slides), wanted=len(deck.slides)
        )
        return
    width, height = presentation.slide_width, presentation.slide_height
    for number, (slide, meant) in enumerate(zip(presentation.slides, deck.slides, strict=True), 1):
        title = slide.shapes.title
        if title is None or not title.text_frame.text.strip():
            yield Check("file", number, "error", "The slide has no title.")
        ids = [shape.shape_id for shape in slide.shapes]
        if len(ids) != len(set(ids)):
            yield Check("file", number, "error", "Two shapes have the same number.")
        for shape in slide.shapes:
            if shape.is_placeholder and shape.has_text_frame and not shape.text_frame.text.strip():
                yield Check("file", number, "error", "The placeholder {name} is empty.", {"name": shape.name})
            if (shape.has_chart or shape.has_table) and not shape._element.xpath("./*/p:cNvPr/@descr"):
                yield Check("file", number, "error", "{name} is not described.", {"name": shape.name})
            right, bottom = shape.left + shape.width, shape.top + shape.height
            edge = EDGE * _EMU
            if shape.left < -edge or shape.top < -edge or right > width + edge or bottom > height + edge:
                yield Check("file", number, "error", "{name} stands over the edge.", {"name": shape.name})
        if meant.notes.strip() and not slide.has_notes_slide:
            yield Check("file", number, "error", "The speaker notes are missing.")


def _properties(presentation: Any) -> Iterator[Check]:
    root = presentation.part._element
    tags = [child.tag for child in root]
    noted = any(slide.has_notes_slide for slide in presentation.slides)
    at = tags.index(qn("p:notesMasterIdLst")) if qn("p:notesMasterIdLst") in tags else -1
    if noted and at != tags.index(qn("p:sldMasterIdLst")) + 1:
        yield _problem("The notes master is not listed in its place.")
    properties = presentation.core_properties
    if "Canny" in (properties.last_modified_by or "") or (properties.created and properties.created.year == 2013):
        yield _problem("The file carries a stranger's name.")
    if not properties.title:
        yield _problem("The file has no title.")
