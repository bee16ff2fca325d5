"""Puts paragraphs into placeholders and notes, with language tags and only the sizes that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.oxml.ns import qn

from desktop.slides.clean import clean, clean_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.slides.scene import Paragraph


def put_paragraphs(body: Any, paragraphs: Sequence[Paragraph], language: str, natural: float) -> None:
    """Replace the paragraphs of a `p:txBody`.

    Args:
        natural: points at which the layout sets level 0; a paragraph of another size carries its own.
    """
    _empty(body)
    for paragraph in paragraphs:
        p = _add(body, "a:p")
        if paragraph.level:
            _add(p, "a:pPr").set("lvl", str(paragraph.level))
        add_run(
            p, paragraph.text, language, 0.0 if paragraph.size == natural and not paragraph.level else paragraph.size
        )


def put_text(body: Any, text: str, language: str) -> None:
    """Replace the paragraphs of a `p:txBody` by the lines of `text`."""
    _empty(body)
    for line in clean_lines(text).split("\n"):
        p = _add(body, "a:p")
        if line:
            add_run(p, line, language)


def add_run(p: Any, text: str, language: str, size: float = 0.0, *, bold: bool = False, slot: str = "") -> Any:
    """Append a run to an `a:p`; size 0 and an empty slot leave them to the layout."""
    run = _add(p, "a:r")
    properties = _add(run, "a:rPr")
    properties.set("lang", language)
    if not language.startswith("en"):
        properties.set("altLang", "en-US")
    if size:
        properties.set("sz", str(round(size * 100)))
    if bold:
        properties.set("b", "1")
    properties.set("dirty", "0")
    if slot:
        _add(_add(properties, "a:solidFill"), "a:schemeClr").set("val", slot)
    _add(run, "a:t").text = clean(text)
    return run


def describe(shape: Any, name: str, alt: str) -> None:
    """Give a shape its name in the selection list and its words for screen readers."""
    properties = shape._element.xpath("./*/p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", clean(alt))


def _empty(body: Any) -> None:
    for p in body.findall(qn("a:p")):
        body.remove(p)


def _add(parent: Any, tag: str) -> Any:
    child = parent.makeelement(qn(tag), {})
    parent.append(child)
    return child
