"""Read Word documents: headings, paragraphs, lists and tables in the order of the text, then notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import docx
import msgspec
from lxml import etree

from desktop.documents.clean import clean, clean_code, clean_line
from desktop.documents.readers import archive, cells
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections
from desktop.domain.document import Block
from desktop.errors import FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_HEADING = re.compile(r"^(?:heading|überschrift|titre|标题)\s*([1-9])$", re.IGNORECASE)
_CODE = re.compile(r"code|preformatted|verbatim|macro text", re.IGNORECASE)
#: Elements around paragraphs and runs that only mark them.
_WRAPPERS = frozenset(
    (
        *("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "r"),
        *("ruby", "rubyBase"),
    )
)
_MATH_WRAPPERS = frozenset(
    (
        *("oMath", "oMathPara", "r", "e", "num", "den", "sub", "sup", "fName", "deg", "lim", "d", "func", "nary"),
        *("rad", "m", "mr", "acc", "bar", "box", "eqArr", "groupChr", "limLow", "limUpp", "sPre"),
    )
)
#: Level of a heading that has no style of one: below all that have.
PLAIN_HEADING = 5
#: A cell longer than this, on average, holds running text: the table is there for its look.
LAYOUT_CELL = 500
#: Longer labels are not repeated down a column.
REPEATED = 60


class _Style(msgspec.Struct):
    level: int = 0
    listed: bool = False
    code: bool = False


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a Word document, in sections of a bounded size. Headers and footers are left out.

    Raises:
        FileHasNoText, and as `archive.slim`.
    """
    document = docx.Document(archive.slim(source))
    yield Opened(title=clean_line(document.core_properties.title or "")[:300], paged=False)
    walker = _Walker(document)
    empty = True
    for page in sections(_gathered(walker.blocks())):
        empty = False
        yield page
    if empty:
        raise FileHasNoText(file=source.shown)


def _gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join neighbouring list items, and neighbouring lines of code, to one block each."""
    held: Block | None = None
    for block in blocks:
        if held and held.kind == block.kind and block.kind in ("list", "code"):
            held = Block(f"{held.text}\n{block.text}", block.kind)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _local(element: Any) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


class _Walker:
    """Knows the document's parts and styles; goes through its elements in order."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._body = document.element.body
        self._styles = _styles(document)

    def blocks(self) -> Iterator[Block]:
        yield from self._children(self._body)
        yield from self._notes()

    def _children(self, container: Any) -> Iterator[Block]:
        for element in container:
            name = _local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "altChunk":
                yield from self._chunk(element)
            elif name == "AlternateContent":
                yield from self._children(_choice(element))
            elif name in _WRAPPERS:
                yield from self._children(element)

    # -- paragraphs ------------------------------------------------------------------------------------------------

    def _paragraph(self, element: Any) -> Iterator[Block]:
        boxes: list[Any] = []
        raw = "".join(_text(element, boxes))
        style = self._style(element)
        kind: Literal["heading", "code", "list", "text"] = "text"
        if style.level:
            kind = "heading"
        elif style.code:
            kind = "code"
        elif style.listed:
            kind = "list"
        text = clean_code(raw) if kind == "code" else clean_line(raw) if kind == "heading" else clean(raw)
        level = style.level
        if kind == "text" and _set_as_heading(element, text):
            kind, level = "heading", PLAIN_HEADING
        if text:
            yield Block(text, kind, level)
        for box in boxes:
            if _local(box) == "txbxContent":
                yield from self._children(box)
            elif alt := clean_line(box.get("descr") or ""):
                yield Block(alt, "text", place="picture")

    def _style(self, element: Any) -> _Style:
        own = element.find(f"{_W}pPr")
        if own is None:
            return self._styles.get("", _Style())
        name = own.find(f"{_W}pStyle")
        found = self._styles.get(name.get(f"{_W}val") if name is not None else "", _Style())
        level = _outline(own)
        listed = own.find(f"{_W}numPr/{_W}numId")
        numbered = found.listed if listed is None else listed.get(f"{_W}val") != "0"
        return _Style(found.level if level is None else level, numbered, found.code)

    # -- tables ----------------------------------------------------------------------------------------------------

    def _table(self, element: Any) -> Iterator[Block]:
        rows = [list(_cells(row)) for row in _rows(element)]
        columns = max((len(row) for row in rows), default=0)
        everything = [cell for row in rows for cell in row]
        texts = [" ".join(self._cell(cell)) for cell in everything]
        long = sum(len(text) for text in texts) > LAYOUT_CELL * max(len(texts), 1)
        if columns <= 1 or long or any(next(cell.iter(f"{_W}tbl"), None) is not None for cell in everything):
            for cell in everything:
                yield from self._children(cell)
            return
        above: list[str] = []
        lines: list[list[str]] = []
        for row in rows:
            line: list[str] = []
            for cell in row:
                span, merge = _span(cell)
                text = " ".join(self._cell(cell))
                if merge == "continue" and len(line) < len(above) and len(above[len(line)]) <= REPEATED:
                    text = above[len(line)]  # the label of a cell that reaches down belongs to each of its rows
                line.extend([text] + [""] * (span - 1))
            above = line
            lines.append(line)
        if text := cells.table(lines):
            yield Block(text, "table")

    def _cell(self, cell: Any) -> Iterator[str]:
        for paragraph in cell.iter(f"{_W}p"):
            if text := clean_line("".join(_text(paragraph, []))):
                yield text

    # -- other parts -----------------------------------------------------------------------------------------------

    def _notes(self) -> Iterator[Block]:
        for relation in self._part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if relation.is_external or kind not in ("footnotes", "endnotes", "comments"):
                continue
            root = etree.fromstring(relation.target_part.blob, _parser())
            for note in root:
                if note.get(f"{_W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                    continue
                lines = [clean_line("".join(_text(paragraph, []))) for paragraph in note.iter(f"{_W}p")]
                if text := "\n".join(line for line in lines if line):
                    place = f"{kind[:-1]} {note.get(f'{_W}id') or ''}".strip()
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


def _set_as_heading(element: Any, text: str) -> bool:
    """Whether a paragraph without a heading's style is set as one: short, all of it bold, no sentence."""
    if not text or len(text) > 100 or "\n" in text or text[-1] in ".,;:" or not any(char.isalpha() for char in text):
        return False
    if next(element.iterancestors(f"{_W}tc"), None) is not None:
        return False
    for run in element.iter(f"{_W}r"):
        bold = run.find(f"{_W}rPr/{_W}b")
        if run.find(f"{_W}t") is not None and (bold is None or bold.get(f"{_W}val") in ("0", "false")):
            return False
    return True


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)


def _choice(element: Any) -> Any:
    """The first branch of an AlternateContent; the others say the same for older programs."""
    return element[0] if len(element) else element


def _text(element: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the text of a paragraph's runs; text boxes and described pictures are put into `boxes`."""
    for child in element:
        name = _local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab") and _local(element) == "r":
            yield " "
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif isinstance(child.tag, str) and child.tag.startswith(_M):
            yield from _math(child, name, boxes)
        elif name == "AlternateContent":
            yield from _text(_choice(child), boxes)
        elif name in ("drawing", "pict", "object"):
            _boxes(child, boxes)
        elif name in _WRAPPERS:
            yield from _text(child, boxes)


def _boxes(element: Any, boxes: list[Any]) -> None:
    for inner in element.iter():
        name = _local(inner)
        if name == "txbxContent":
            if not any(_local(outer) == "txbxContent" for outer in inner.iterancestors()):
                boxes.append(inner)
        elif name == "docPr" and inner.get("descr"):
            boxes.append(inner)


def _math(element: Any, name: str, boxes: list[Any]) -> Iterator[str]:
    """Write Office Math on one line: fractions with a slash, powers with a caret."""
    if name == "f":
        parts = ["".join(_text(part, boxes)) for part in element if _local(part) in ("num", "den")]
        yield "/".join(part if len(part) < 2 else f"({part})" for part in parts)
    elif name == "rad":
        yield "√(" + "".join(_text(element, boxes)) + ")"
    elif name in ("sSup", "sSub", "sSubSup"):
        for part in element:
            inner = "".join(_text(part, boxes))
            yield {"sup": "^", "sub": "_"}.get(_local(part), "") + inner
    elif name in _MATH_WRAPPERS:
        yield from _text(element, boxes)


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        name = _local(element)
        if name == "tr":
            yield element
        elif name in _WRAPPERS:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        name = _local(element)
        if name == "tc":
            yield element
        elif name in _WRAPPERS:
            yield from _cells(element)


def _span(cell: Any) -> tuple[int, str]:
    """How many columns a cell takes, and "continue" where it is the lower part of one above."""
    own = cell.find(f"{_W}tcPr")
    if own is None:
        return 1, ""
    span = own.find(f"{_W}gridSpan")
    merge = own.find(f"{_W}vMerge")
    count = span.get(f"{_W}val") if span is not None else "1"
    return (
        min(int(count), 64) if count and count.isdecimal() else 1,
        "" if merge is None else merge.get(f"{_W}val") or "continue",
    )


def _outline(properties: Any) -> int | None:
    """Heading level that a paragraph or a style gives itself; 0 for "body text", None when it says nothing."""
    outline = properties.find(f"{_W}outlineLvl")
    value = outline.get(f"{_W}val") if outline is not None else None
    if value is None or not value.isdecimal():
        return None
    return min(int(value) + 1, 6) if int(value) < 9 else 0


def _styles(document: Any) -> dict[str, _Style]:
    """What each paragraph style means, with what it takes over from the style that it is based on."""
    own: dict[str, tuple[str, str, Any]] = {}
    default = ""
    for style in document.styles.element.iter(f"{_W}style"):
        if style.get(f"{_W}type") not in (None, "paragraph"):
            continue
        identifier = style.get(f"{_W}styleId") or ""
        name = style.find(f"{_W}name")
        based = style.find(f"{_W}basedOn")
        own[identifier] = (
            (name.get(f"{_W}val") or "") if name is not None else "",
            (based.get(f"{_W}val") or "") if based is not None else "",
            style.find(f"{_W}pPr"),
        )
        if style.get(f"{_W}default") in ("1", "true"):
            default = identifier
    found = {identifier: _resolved(identifier, own) for identifier in own}
    found[""] = found.get(default, _Style())
    return found


def _resolved(identifier: str, own: dict[str, tuple[str, str, Any]]) -> _Style:
    level: int | None = None
    listed: bool | None = None
    code = False
    for _ in range(16):  # a chain that turns in a circle must end
        if identifier not in own:
            break
        name, based, properties = own[identifier]
        if level is None:
            if heading := _HEADING.match(name):
                level = min(int(heading.group(1)), 6)
            elif name.lower() == "title":
                level = 1
            elif properties is not None:
                level = _outline(properties)
        if listed is None and properties is not None:
            number = properties.find(f"{_W}numPr/{_W}numId")
            listed = number.get(f"{_W}val") != "0" if number is not None else None
        if listed is None and name.lower().startswith(("list bullet", "list number", "list paragraph")):
            listed = not name.lower().startswith("list paragraph") or None
        code = code or bool(_CODE.search(name))
        identifier = based
    return _Style(level or 0, bool(listed), code)
