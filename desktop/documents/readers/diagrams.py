"""Read the texts of a SmartArt graphic, which Office files have in a part of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from desktop.documents.clean import clean_line
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: The element that says which parts a graphic is made of.
REFERENCE = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"


def part_of(reference: Any) -> str:
    """Return the name of the relation to the part with the texts; empty where there is none."""
    return next((value for name, value in reference.attrib.items() if name.endswith("}dm")), "")


def blocks(data: bytes) -> Iterator[Block]:
    """Yield the texts of that part, each on a line."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    lines = [
        clean_line("".join(piece.text or "" for piece in paragraph.iter(f"{_TEXT}t")))
        for paragraph in root.iter(f"{_TEXT}p")
    ]
    if text := "\n".join(line for line in lines if line):
        yield Block(text, "list", place="diagram")
