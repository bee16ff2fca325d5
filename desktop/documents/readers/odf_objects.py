"""Read what is embedded in OpenDocument files: charts as the tables that they draw, tables of sheets, formulas."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from lxml import etree

from desktop.documents.clean import clean_line
from desktop.documents.readers import cells
from desktop.documents.readers.odf_words import DRAW, OFFICE, SPACE, TABLE, TEXT, rows, words
from desktop.domain.document import Block

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_CHART = f"{{{SPACE}chart:1.0}}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_FORMULA = "{http://www.w3.org/1998/Math/MathML}annotation"
#: Objects of one document that are looked at.
MOST_OBJECTS = 500


def embedded(content: Any, parts: zipfile.ZipFile) -> dict[Any, list[Block]]:
    """Return what the objects of a document say, by the elements that stand for them.

    The figures of a chart in a spreadsheet are in its cells, so that only its titles are given.
    """
    found: dict[Any, list[Block]] = {}
    figures = content.find(f"{OFFICE}body/{OFFICE}spreadsheet") is None
    for element in content.iter(f"{DRAW}object"):
        path = posixpath.normpath(f"{element.get(_LINK) or '..'}/content.xml")
        if path in parts.NameToInfo and len(found) < MOST_OBJECTS:
            found[element] = list(_blocks(_parsed(parts, path), figures))
    return found


def _parsed(parts: zipfile.ZipFile, path: str) -> Any:
    """The root of an object, as far as it can be parsed; damage in it costs no more than itself."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(parts.read(path), parser)
    except Exception:  # whatever zipfile raises for it
        root = None
    return etree.Element("nothing") if root is None else root


def _blocks(root: Any, figures: bool) -> Iterator[Block]:
    for formula in root.iter(_FORMULA):
        if text := clean_line(formula.text or ""):
            yield Block(text, place="formula")
    for chart in root.iter(f"{_CHART}chart"):
        titles = chart.iter(f"{_CHART}title", f"{_CHART}subtitle")
        lines = (clean_line(" ".join(words(line) for line in title.iter(f"{TEXT}p"))) for title in titles)
        if text := "\n".join(filter(None, lines)):
            yield Block(text, place="chart")
    for table in root.iter(f"{TABLE}table") if figures else ():
        for outer in list(table.iter(f"{TABLE}table-cell")):
            for names in outer.findall(f"{TEXT}list"):
                outer.remove(names)  # the levels of a name, which stand above it in one
        if text := cells.table([value if value != "NaN" else "" for value in values] for _, values, _ in rows(table)):
            yield Block(text, "table", place="chart")
