"""Read what stands beside the cells of an Excel sheet: remarks, text boxes, charts, pictures, merged cells."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from desktop.documents.clean import clean, clean_line
from desktop.documents.readers import cells, charts
from desktop.documents.readers.pictures import description
from desktop.domain.document import Block

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

#: What Excel writes above a threaded comment, for programs that know none.
_THREADED = re.compile(r"\A\[[^\]\n]+\]\s.*?https://go\.microsoft\.com/\S+\s+(?:[^\n:]+:\s+)?", re.DOTALL)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')


def beside(parts: zipfile.ZipFile, path: str, sheet: str) -> Iterator[Block]:
    """Yield the remarks on a sheet's cells, then its text boxes, titles of charts and what is said of its pictures.

    The library gives them only where it reads a sheet as a whole.
    """
    drawings: list[str] = []
    for _, kind, target in _related(parts, path):
        if kind == "comments":
            for comment in _parsed(parts.read(target)).iter("{*}comment"):
                words = clean("".join(piece.text or "" for piece in comment.iter("{*}t")))
                if text := _THREADED.sub("", words, count=1):
                    yield Block(text, "note", place=f"{sheet}!{comment.get('ref') or ''}")
        elif kind == "drawing":
            drawings.append(target)
    for drawing in drawings:
        related = {name: target for name, _, target in _related(parts, drawing)}
        yield from _drawn(_parsed(parts.read(drawing)), sheet, parts, related)


def merged_down(part: bytes) -> dict[int, list[tuple[int, int]]]:
    """Return, for the row where they begin, the columns (from 0) of cells that reach down, and their last rows."""
    found: dict[int, list[tuple[int, int]]] = {}
    for letters, first, last in _MERGED.findall(part):
        if last != first:
            found.setdefault(int(first), []).append((cells.index(letters.decode()), int(last)))
    return found


def _related(parts: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str, str]]:
    """Name, kind and path of each part that a part refers to."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts.NameToInfo:
        return
    for relation in _parsed(parts.read(relations)):
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target") or "")).lstrip("/")
        if target in parts.NameToInfo:
            yield relation.get("Id") or "", (relation.get("Type") or "").rpartition("/")[2], target


def _drawn(drawing: Any, sheet: str, parts: zipfile.ZipFile, related: dict[str, str]) -> Iterator[Block]:
    """The words of a drawing, in the order of the file, each with the cell that it is fixed to.

    Of a chart these are its titles: its figures are in cells.
    """
    for anchor in drawing:
        at = anchor.find("{*}from") if isinstance(anchor.tag, str) else None
        column, row = (at.findtext(f"{{*}}{name}") or "" if at is not None else "" for name in ("col", "row"))
        known = column and row and column.isdecimal() and row.isdecimal()
        cell = f"{cells.column(int(column) + 1)}{int(row) + 1}" if known else ""
        place = f"{sheet}!{cell}" if cell else "picture"
        for chart in anchor.iter(f"{charts.CHART}chart"):
            if target := related.get(next((value for name, value in chart.items() if name.endswith("}id")), "")):
                titles = charts.blocks(_parsed(parts.read(target)), figures=False)
                yield from (Block(block.text, "note", place=place) for block in titles)
        for shape in anchor.iter("{*}sp", "{*}pic"):
            lines = ("".join(piece.text or "" for piece in line.iter("{*}t")) for line in shape.iter("{*}p"))
            words = "\n".join(filter(None, map(clean_line, lines)))
            named = next(shape.iter("{*}cNvPr"), None)
            if text := words or (description(named.get("descr")) if named is not None else ""):
                yield Block(text, "note", place=place)


def _parsed(data: bytes) -> Any:
    """The root of a part beside the cells, as far as it can be parsed; damage in it costs no more than the part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    return etree.Element("nothing") if root is None else root
