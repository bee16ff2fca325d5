"""What a template says by itself of a placeholder: its size of text and the typefaces of its theme."""

from __future__ import annotations

import re
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from desktop.slides.looks import Fonts

_SERIF = re.compile(
    r"times|georgia|cambria|garamond|serif|book|palatino|constantia|baskerville|bodoni|didot|minion|caslon|century|rockwell",
    re.IGNORECASE,
)
_SERIF_FILES = ("Gelasio-Regular.ttf", "Gelasio-Bold.ttf")
_SANS_FILES = ("Arimo-Regular.ttf", "Arimo-Bold.ttf")
_DEFAULT_TITLE, _DEFAULT_BODY = 44.0, 28.0


def natural_size(layout: Any, shape: Any, title: bool) -> float:
    """Return the points of the first level: of the placeholder, else of the master's, else of the master's style."""
    master = layout.slide_master
    kind = shape.placeholder_format.type
    twins = [one for one in master.placeholders if one.placeholder_format.type == kind]
    for element in (shape._element, *(one._element for one in twins)):
        size = _size(element.find(".//" + qn("a:lstStyle")))
        if size:
            return size
    styles = master._element.find(qn("p:txStyles"))
    style = styles.find(qn("p:titleStyle" if title else "p:bodyStyle")) if styles is not None else None
    return _size(style) or (_DEFAULT_TITLE if title else _DEFAULT_BODY)


def fonts_of(presentation: Any) -> Fonts:
    """Return the theme's typefaces, measured by the shipped typeface of the same kind; sans serif is the default."""
    try:
        blob = presentation.slide_master.part.part_related_by(RT.THEME).blob.decode("utf-8", "replace")
    except KeyError:
        return Fonts()
    names = [_latin(blob, role) for role in ("major", "minor")]
    files = [_SERIF_FILES if _SERIF.search(name) else _SANS_FILES for name in names]
    return Fonts(names[0] or "Arial", names[1] or "Arial", files[0], files[1])


def _latin(blob: str, role: str) -> str:
    match = re.search(rf'<a:{role}Font>\s*<a:latin[^>]*typeface="([^"]*)"', blob)
    return match.group(1) if match else ""


def _size(style: Any | None) -> float:
    if style is None:
        return 0.0
    first = style.find(qn("a:lvl1pPr"))
    run = first.find(qn("a:defRPr")) if first is not None else None
    return int(run.get("sz")) / 100 if run is not None and run.get("sz") else 0.0
