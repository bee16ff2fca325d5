"""Read HTML: headings, paragraphs, lists and tables; nothing that it refers to is fetched."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING, Any, Literal

from lxml import etree
from lxml import html as parser
from lxml.html import defs

from desktop.documents.clean import clean, clean_code, clean_line
from desktop.documents.readers import cells, html_lists, raised, text
from desktop.documents.readers.html_tables import BLOCKS, HEADINGS, table_of, visible
from desktop.documents.readers.html_unseen import seen_in, unseen
from desktop.documents.readers.numerals import labelled
from desktop.documents.readers.parts import Note, Opened
from desktop.documents.readers.sections import sections, together
from desktop.domain.document import Block
from desktop.errors import FileDamaged, FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

Kind = Literal["text", "heading", "table", "list", "code", "note"]

#: Elements that lxml's table, of an early draft of HTML 5, does not know.
_KNOWN = defs.tags | frozenset(
    ("bdi", "data", "dialog", "main", "nobr", "picture", "rb", "rtc", "search", "slot", "template")
)
_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
#: Share of the text that the main part must hold to stand for the page.
MAIN_SHARE = 0.4


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of an HTML page, in sections of a bounded size. Scripts, navigation and hidden text are left out.

    Raises:
        FileHasNoText, FileDamaged.
    """
    tree, cut = _parsed(decode(source.data()))
    if tree is None:
        raise FileHasNoText(file=source.shown)
    yield Opened(title=title_of(tree), paged=False)
    empty = True
    for page in sections(blocks_of(_main(tree))):
        empty = False
        yield page
    if empty and cut:
        raise FileDamaged(file=source.shown, reason="it is nested too deeply")
    if empty:
        raise FileHasNoText(file=source.shown)
    if cut:
        yield Note("What is nested too deeply was left out.")


def decode(data: bytes) -> str:
    """Decode a page by its mark or its declaration, else as `text.decode` guesses."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # a page may declare anything
    return text.decode(data)


def is_element(name: str) -> bool:
    """Whether HTML has an element of this name."""
    return name.lower() in _KNOWN


def parse(page: str) -> Any:
    """Parse a page, or None when there is nothing in it."""
    return _parsed(page)[0]


def _parsed(page: str) -> tuple[Any, bool]:
    """The page, and whether elements lie deeper inside one another than the parser goes, which leaves them out."""
    safe = parser.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = parser.document_fromstring(_DECLARATION.sub("", page), parser=safe)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    else:
        raised.in_page(tree)
    return tree, any("depth" in entry.message for entry in safe.error_log)


def from_mht(data: bytes) -> Any:
    """Parse HTML, or the first HTML part of a web archive (MHTML, RFC 2557)."""
    if re.match(rb"\s*[\w-]{2,40}:\s", data[:256]) and b"mime-version:" in data[:4096].lower():
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                return parse(str(part.get_content()))
    return parse(decode(data))


def _main(tree: Any) -> Any:
    """The part of the page that says of itself to be the main one, where it holds most of the text."""
    whole = len(tree.text_content())
    for name in ("main", "article"):
        found = list(tree.iter(name))
        if len(found) == 1 and len(found[0].text_content()) > MAIN_SHARE * whole:
            return found[0]
    return tree


def title_of(tree: Any) -> str:
    """The page's own title, or empty."""
    found = tree.find(".//title")
    return clean_line(found.text_content())[:300] if found is not None else ""


def blocks_of(tree: Any) -> Iterator[Block]:
    """Yield the blocks of a parsed page, or of a part of one; neighbouring list items come as one block."""
    if tree is None:
        return
    walker = _Walker()
    walker.enter(tree)
    yield from together(walker.done())


class _Walker:
    """Goes through the elements in order and cuts the text at those that begin a new line.

    The number of a list's item comes with the first of its text; where that is a table or code, it stands before it.
    """

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._run: list[str] = []
        self._lists = 0
        self._counting: list[html_lists.Items] = []
        self._label = ""

    def done(self) -> list[Block]:
        self._flush()
        return self._blocks

    def enter(self, element: Any) -> None:
        if unseen(element):
            return
        name = element.tag.rpartition("}")[2].lower()
        if name == "br":
            self._run.append("\n")
        elif name == "img":
            self._run.append(seen_in(element))
        elif name == "pre":
            self._flush()
            self._add(clean_code("".join(_shown(element))), "code")
        elif name in HEADINGS:
            self._flush()
            self._add(clean_line("".join(visible(element))), "heading", HEADINGS[name])
        elif name == "table" and (table := table_of(element)) is not None:
            self._flush()
            self._add(table.said, "text")
            self._add(cells.table(table.rows), "table")
            for further in table.apart:
                self.enter(further)
        elif name in BLOCKS:
            self._flush()
            if name == "li":
                self._item(element)
            elif name in _LISTS:
                self._counting.append(html_lists.begun(element))
                self._inside(element)
                self._flush()
                self._counting.pop()
            else:
                self._inside(element)
                self._flush()
        else:
            self._inside(element)

    def _item(self, element: Any) -> None:
        self._lists += 1
        if self._counting:
            self._label += self._counting[-1].label(element)
        self._inside(element)
        self._flush()
        self._label = ""
        self._lists -= 1

    def _inside(self, element: Any) -> None:
        self._run.append(_flat(element.text))
        for child in element:
            self.enter(child)
            self._run.append(_flat(child.tail))

    def _flush(self) -> None:
        whole = clean("".join(self._run))
        self._run = []
        self._add(whole.replace("\n", " ") if self._lists else whole, "list" if self._lists else "text")

    def _add(self, whole: str, kind: Kind, level: int = 0) -> None:
        if not whole or not any(char.isalnum() for char in whole):
            return
        label, self._label = self._label, ""
        if label and kind in ("table", "code"):
            self._blocks.append(Block(label.strip(), "list"))
            label = ""
        self._blocks.append(Block(labelled(label, whole), kind, level))


def _flat(piece: str | None) -> str:
    """Text as HTML shows it: line ends are spaces."""
    return re.sub(r"[ \t\r\n\f]+", " ", piece) if piece else ""


def _shown(element: Any) -> Iterator[str]:
    """The text of an element as it was typed."""
    if unseen(element):
        return
    yield "\n" if element.tag == "br" else element.text or ""
    for child in element:
        yield from _shown(child)
        yield child.tail or ""
