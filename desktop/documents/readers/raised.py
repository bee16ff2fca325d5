"""Keep a raised number apart from the one before it, in parsed trees: 10 with a small 6 is "10^6" and not "106"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_NUMBER = re.compile(r"\s*[-+−–]?\d")
#: How far OpenDocument raises a style: by name, or by a share of the line.
_RAISES = re.compile(r"super|[1-9]\d*%")


def in_page(tree: Any) -> None:
    """Mark the raised numbers of a page of HTML."""
    for element in tree.iter("sup"):
        if _joins(_before(element), "".join(element.itertext())):
            element.text = f"^{element.text or ''}"


def in_word(body: Any) -> None:
    """Mark the raised numbers of a Word document."""
    for run in body.iter(f"{_W}r"):
        level = run.find(f"{_W}rPr/{_W}vertAlign")
        if level is not None and level.get(f"{_W}val") == "superscript":
            _mark(run, f"{_W}r", f"{_W}t")


def in_slide(slide: Any) -> None:
    """Mark the raised numbers of a slide of PowerPoint."""
    for run in slide.iter(f"{_A}r"):
        look = run.find(f"{_A}rPr")
        raised = "" if look is None else look.get("baseline") or ""
        if raised.strip("%0") and not raised.startswith("-"):
            _mark(run, f"{_A}r", f"{_A}t")


def in_open_document(content: Any, roots: Iterable[Any]) -> None:
    """Mark the raised numbers of an OpenDocument file, whose styles are in `roots`."""
    names = {
        style.get(f"{_ODF}style:1.0}}name")
        for root in roots
        for style in root.iter(f"{_ODF}style:1.0}}style")
        for look in style.iter(f"{_ODF}style:1.0}}text-properties")
        if _RAISES.match(look.get(f"{_ODF}style:1.0}}text-position") or "")
    }
    for span in content.iter(f"{_ODF}text:1.0}}span"):
        named = span.get(f"{_ODF}text:1.0}}style-name") in names
        if named and _joins(_before(span), "".join(span.itertext())):
            span.text = f"^{span.text or ''}"


def _mark(run: Any, runs: str, texts: str) -> None:
    """Mark a raised run of Office Open XML where it and the run before are numbers."""
    before = run.getprevious()
    text = run.find(texts)
    if before is not None and before.tag == runs and text is not None:
        said = "".join(piece.text or "" for piece in before.iterchildren(texts))
        if _joins(said, text.text or ""):
            text.text = f"^{text.text}"


def _before(element: Any) -> str:
    """The text right before an element."""
    before = element.getprevious()
    if before is None:
        return (element.getparent().text if element.getparent() is not None else "") or ""
    return before.tail or ("".join(before.itertext()) if isinstance(before.tag, str) else "")


def _joins(before: str, words: str) -> bool:
    """Whether two numbers would read as one."""
    return before[-1:].isdigit() and _NUMBER.match(words) is not None
