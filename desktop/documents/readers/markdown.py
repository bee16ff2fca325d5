"""Read Markdown: its headings, paragraphs, lists, tables and code, without the marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from desktop.documents.clean import clean, clean_code, clean_line
from desktop.documents.readers import cells
from desktop.documents.readers.numerals import labelled
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections
from desktop.documents.readers.text import paragraphs, text_of
from desktop.domain.document import Block
from desktop.errors import FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Lists and quotes inside one another; what lies deeper would be dropped.
DEEPEST = 100
#: Characters of a line up to which its end may be where an editor wrapped it.
LONGEST_WRAPPED = 160

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_BARE_TAG = re.compile(r"</?([a-z][a-z0-9-]*)\s*/?>", re.IGNORECASE)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a Markdown file, in sections of a bounded size.

    Raises:
        FileUnsupported: it is not text at all.
        FileHasNoText.
    """
    whole = text_of(source).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(whole)
    title = _TITLE.search(front.group(1)) if front else None
    yield Opened(title=clean_line(title.group(1))[:300] if title else "", paged=False)
    empty = True
    for page in sections(_blocks(whole, front)):
        empty = False
        yield page
    if empty:
        for page in sections(Block(piece) for piece in paragraphs(whole)):
            empty = False
            yield page
    if empty:
        raise FileHasNoText(file=source.shown)


def _blocks(whole: str, front: re.Match[str] | None) -> Iterator[Block]:
    if front:
        if details := clean(front.group(1)):
            yield Block(details, "code")
        whole = whole[front.end() :]
    yield from blocks_of(whole)


def blocks_of(whole: str) -> Iterator[Block]:
    """Yield the blocks of Markdown text."""
    tokens = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"]).parse(whole)
    items: list[str] = []
    numbers: list[int | None] = []
    label = ""
    rows: list[list[str]] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            numbers.append((1 if start is None else int(start)) if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
            if not numbers and items:
                yield Block("\n".join(items), "list")
                items = []
        elif token.type == "list_item_open" and (number := numbers[-1]) is not None:
            label += f"{number}{token.markup} "
            numbers[-1] = number + 1
        elif token.type == "list_item_close":
            label = ""
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            if text := cells.table(rows):
                yield Block(text, "table")
            rows = []
        elif token.type == "inline":
            plain = clean(_plain(token.children or ()))
            opener = tokens[at - 1].type if at else ""
            if opener in ("th_open", "td_open"):
                rows[-1].append(plain)
            elif plain and opener == "heading_open":
                yield Block(labelled(label, clean_line(plain)), "heading", int(tokens[at - 1].tag[1:]))
                label = ""
            elif plain and numbers:
                items.append(labelled(label, clean_line(plain)))
                label = ""
            elif plain:
                yield Block(plain, "text")
        elif token.type in ("fence", "code_block"):
            items += [label.strip()] if label else []
            label = ""
            if items:
                yield Block("\n".join(items), "list")
                items = []
            if code := clean_code(token.content):
                yield Block(code, "code")
        elif token.type == "html_block":
            from desktop.documents.readers import html

            yield from html.blocks_of(html.parse(token.content))
        at += 1


def _plain(children: Sequence[Token]) -> str:
    """The words of a paragraph: no marks, no addresses; a picture is its description.

    Lines of a paragraph are one, but for the end of one so long that nobody wrapped it there: it ends a paragraph.
    What is set like a tag but is none of HTML's is something else in its brackets, as in "List<Item>" or "run <name>".
    """
    pieces: list[str] = []
    line = 0
    for child in children:
        line += len(child.content)
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type == "html_inline":
            if _is_no_element(child.content):
                pieces.append(child.content)
        elif child.type == "softbreak":
            pieces.append("\n" if line > LONGEST_WRAPPED else " ")
            line = 0
        elif child.type == "hardbreak":
            pieces.append("\n")
        elif child.type == "image":
            pieces.append(_plain(child.children or ()))
    return "".join(pieces)


def _is_no_element(tag: str) -> bool:
    from desktop.documents.readers import html

    bare = _BARE_TAG.fullmatch(tag)
    return bare is not None and not html.is_element(bare.group(1))
