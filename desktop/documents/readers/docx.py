"""Read Word documents: headings, paragraphs, lists and tables in the order of the text, then notes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Literal

import docx
from lxml import etree

from desktop.documents.clean import clean, clean_code, clean_line
from desktop.documents.readers import archive, cells, charts, diagrams, nested, raised
from desktop.documents.readers.numerals import labelled
from desktop.documents.readers.parts import Note, Opened
from desktop.documents.readers.pictures import description
from desktop.documents.readers.sections import sections, some, together
from desktop.documents.readers.word_cells import contents, rows_of, span
from desktop.documents.readers.word_headings import headings, is_contents
from desktop.documents.readers.word_numbers import labels
from desktop.documents.readers.word_styles import Styles
from desktop.documents.readers.word_text import WRAPPERS, W, choice, is_hidden, is_placeholder, local, text_of
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source
    from desktop.documents.readers.word_styles import Style

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: A cell longer than this, on average, holds running text: the table is there for its look.
LAYOUT_CELL = 500


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a Word document, in sections of a bounded size. Headers and footers are left out.

    Raises:
        FileHasNoText, and as `archive.slim`.
    """
    document = docx.Document(archive.slim(source))
    yield Opened(title=clean_line(document.core_properties.title or "")[:300], paged=False)
    walker = _Walker(document)
    yield from some(sections(together(headings(walker.blocks()), ("list", "code"))), source.shown)
    if walker.hides():
        yield Note("Text that is set as hidden was left out.")


class _Walker:
    """Knows the document's parts and styles; goes through its elements in order."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._body = document.element.body
        raised.in_word(self._body)
        self._styles = Styles(document.styles.element)
        self._labels = labels(self._body, self._styles, self._numbering())

    def hides(self) -> bool:
        """Whether there is text that Word does not show."""
        return any(is_hidden(run) and run.find(f"{W}t") is not None for run in self._body.iter(f"{W}r"))

    def blocks(self) -> Iterator[Block]:
        yield from self._children(self._body)
        yield from self._notes()

    def _children(self, container: Any) -> Iterator[Block]:
        for element in container:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "altChunk":
                yield from self._chunk(element)
            elif name == "AlternateContent":
                yield from self._children(choice(element))
            elif name in WRAPPERS and not is_placeholder(element):
                yield from self._children(element)

    # -- paragraphs ------------------------------------------------------------------------------------------------

    def _paragraph(self, element: Any) -> Iterator[Block]:
        boxes: list[Any] = []
        raw = "".join(text_of(element, boxes))
        style = self._styles.of(element)
        kind: Literal["heading", "code", "list", "text"] = "text"
        if style.level:
            kind = "heading"
        elif style.code:
            kind = "code"
        elif style.listed:
            kind = "list"
        text = clean_code(raw) if kind == "code" else clean_line(raw) if kind == "heading" else clean(raw)
        level = style.level
        plain = kind == "text" or (kind == "list" and self._stands_alone(element))
        if (
            plain
            and not style.contents
            and self._set_as_heading(element, style, text)
            and not is_contents(element, text)
        ):
            kind = "heading"
        if text:
            yield Block(text if kind == "code" else labelled(self._label(element), text), kind, level)
        for box in boxes:
            if local(box) == "txbxContent":
                yield from self._children(box)
            elif local(box) == "docPr":
                if alt := description(box.get("descr")):
                    yield Block(alt, "text", place="picture")
            else:
                yield from self._drawn(box)

    def _drawn(self, graphic: Any) -> Iterator[Block]:
        """A chart or a graphic, from its own part; damage in it costs no more than itself."""
        chart = local(graphic) == "chart"
        name = graphic.get(_ID) or "" if chart else diagrams.part_of(graphic)
        relation = self._part.rels.get(name)
        if relation is None or relation.is_external:
            return
        with contextlib.suppress(etree.XMLSyntaxError):
            if chart:
                yield from charts.blocks(_parsed(relation))
            else:
                yield from diagrams.blocks(relation.target_part.blob)

    def _label(self, element: Any) -> str:
        found = self._labels.get(element)
        return found.text if found is not None else ""

    def _stands_alone(self, element: Any) -> bool:
        """Whether a paragraph has a number and no neighbour the next one, as the items of a list have."""
        label = self._labels.get(element)
        if label is None:
            return False
        beside = (self._labels.get(element.getprevious()), self._labels.get(element.getnext()))
        return all(other is None or (other.number, other.level) != (label.number, label.level) for other in beside)

    def _set_as_heading(self, element: Any, style: Style, text: str) -> bool:
        """Whether a paragraph without a heading's style is set as one: short, all of it bold, no sentence."""
        if not text or len(text) > 100 or "\n" in text or text[-1] in ".,;。，；" or not any(map(str.isalpha, text)):
            return False
        if next(element.iterancestors(f"{W}tc"), None) is not None:
            return False
        written = False
        for run in element.iter(f"{W}r"):
            if run.find(f"{W}t") is not None:
                if not self._styles.bold(run, style):
                    return False
                written = True
        return written

    # -- tables ----------------------------------------------------------------------------------------------------

    def _table(self, element: Any) -> Iterator[Block]:
        rows = rows_of(element)
        everything = [cell for row in rows for cell in row]
        apart: list[Any] = []
        texts = [self._cell(cell, apart) for cell in everything]
        long = sum(map(len, texts)) > LAYOUT_CELL * max(len(texts), 1)
        if max(map(len, rows), default=0) <= 1 or long or not self._has_rows(rows):
            for cell in everything:
                yield from self._children(cell)
            return
        above: list[str] = []
        lines: list[list[str]] = []
        left = iter(texts)
        for row in rows:
            line: list[str] = []
            for cell in row:
                wide, merge = span(cell)
                text = next(left)
                if merge == "continue" and len(line) < len(above) and len(above[len(line)]) <= cells.REPEATED:
                    text = above[len(line)]  # the label of a cell that reaches down belongs to each of its rows
                line.extend([text] + [""] * (wide - 1))
            above = line
            lines.append(line)
        if text := cells.table(lines):
            yield Block(text, "table")
        for table in apart:
            yield from self._table(table)

    def _has_rows(self, rows: list[list[Any]]) -> bool:
        """Whether a table is more than a frame for the tables and sections in its cells."""
        inside = [[list(contents(cell)) for cell in row] for row in rows]
        if not any(local(part) == "tbl" for row in inside for cell in row for part in cell):
            return True
        written = [[[part for part in cell if local(part) == "p"] for cell in row] for row in inside]
        if any(self._styles.of(part).level for row in written for cell in row for part in cell):
            return False
        return nested.has_rows([["".join(map(self._words, cell)) for cell in row] for row in written])

    def _words(self, paragraph: Any) -> str:
        return " ".join(self._cell_lines(paragraph))

    def _cell(self, cell: Any, apart: list[Any]) -> str:
        """The text of a cell; tables in it that are too long to be words of it are put into `apart`."""
        words: list[str] = []
        for part in contents(cell):
            if local(part) == "p":
                words.extend(self._cell_lines(part))
                continue
            further: list[Any] = []
            text = nested.in_cell([[self._cell(inner, further) for inner in row] for row in rows_of(part)])
            if text is None or further:
                apart.append(part)
            else:
                words.append(text)
        return " ".join(filter(None, words))

    def _cell_lines(self, paragraph: Any) -> Iterator[str]:
        """A paragraph of a cell, then the text boxes and descriptions of pictures that stand in it."""
        boxes: list[Any] = []
        if text := labelled(self._label(paragraph), clean_line("".join(text_of(paragraph, boxes)))):
            yield text
        for box in boxes:
            if local(box) == "txbxContent":
                for inner in box.iter(f"{W}p"):
                    yield from self._cell_lines(inner)
            elif local(box) == "docPr":
                if alt := description(box.get("descr")):
                    yield alt
            else:
                yield from (" ".join(block.text.split("\n")) for block in self._drawn(box))

    # -- other parts -----------------------------------------------------------------------------------------------

    def _numbering(self) -> Any:
        """The part that says how lists are numbered, None where there is none."""
        named = (relation for relation in self._part.rels.values() if relation.reltype.endswith("/numbering"))
        return next((_parsed(relation) for relation in named if not relation.is_external), None)

    def _notes(self) -> Iterator[Block]:
        for relation in self._part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if relation.is_external or kind not in ("footnotes", "endnotes", "comments"):
                continue
            for note in _parsed(relation):
                if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                    continue
                lines = [clean_line("".join(text_of(paragraph, []))) for paragraph in note.iter(f"{W}p")]
                if text := "\n".join(line for line in lines if line):
                    place = f"{kind[:-1]} {note.get(f'{W}id') or ''}".strip()
                    yield Block(text, "note", place=place)

    def _chunk(self, element: Any) -> Iterator[Block]:
        """A part in another format that the document takes in as it is."""
        from desktop.documents.readers import html

        reference = next((value for name, value in element.attrib.items() if name.endswith("}id")), "")
        relation = self._part.rels.get(reference)
        if relation is None or relation.is_external:
            return
        data = relation.target_part.blob
        if b"<" in data[:4096] or b"MIME-Version" in data[:4096]:
            yield from html.blocks_of(html.from_mht(data))


def _parsed(relation: Any) -> Any:
    """The root of a part beside the text, as far as it can be parsed; damage in it costs no more than the part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(relation.target_part.blob, parser)
    except etree.XMLSyntaxError:
        root = None
    return etree.Element("nothing") if root is None else root
