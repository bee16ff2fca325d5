"""Read notebooks of Jupyter (nbformat 3 and 4): prose as Markdown, code as it stands, and what the code printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.documents.clean import clean_code
from desktop.documents.readers import code, markdown
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections, some
from desktop.documents.readers.text import text_of, without_escapes
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Characters of what one cell printed that are read: the rest is a log.
LONGEST_OUTPUT = 20_000


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a notebook, in sections of a bounded size; pictures that it drew are left out.

    What is none comes as any JSON does.

    Raises:
        FileUnsupported: it is not text at all.
        FileHasNoText.
    """
    try:
        found = json.loads(text_of(source))
    except (ValueError, RecursionError):
        found = None
    cells = list(_cells(found))
    if not cells:
        yield from code.read(source)
        return
    yield Opened(paged=False)
    yield from some(sections(block for cell in cells for block in _blocks(cell)), source.shown)


def _cells(book: Any) -> Iterator[dict[str, Any]]:
    """The cells; of the older form those of its sheets."""
    if isinstance(book, dict):
        for holder in (book, *_dicts(book.get("worksheets"))):
            yield from _dicts(holder.get("cells"))


def _blocks(cell: dict[str, Any]) -> Iterator[Block]:
    kind = cell.get("cell_type")
    words = _text(cell.get("source", cell.get("input")))
    if kind == "heading":
        words = f"{'#' * min(max(_number(cell.get('level')), 1), 6)} {words}"
    if kind == "code":
        yield from _code(words)
        for output in _dicts(cell.get("outputs")):
            yield from _printed(output)
    else:
        yield from markdown.blocks_of(words)


def _printed(output: dict[str, Any]) -> Iterator[Block]:
    """What a cell printed: a table where it has one, else the words."""
    data = output.get("data")
    forms = data if isinstance(data, dict) else output
    page = _text(forms.get("text/html", forms.get("html")))
    if "<table" in page:
        from desktop.documents.readers import html

        yield from html.blocks_of(html.parse(page[:LONGEST_OUTPUT]))
    elif "ename" in output:
        yield from _code(f"{_text(output['ename'])}: {_text(output.get('evalue'))}")
    elif not any(str(form).startswith("image/") for form in forms):  # of a picture the words only name its kind
        yield from _code(_text(forms.get("text/plain", output.get("text")))[:LONGEST_OUTPUT])


def _code(words: str) -> Iterator[Block]:
    cleaned = clean_code(without_escapes(words))
    if any(char.isalnum() for char in cleaned):
        yield Block(cleaned, "code")


def _text(value: Any) -> str:
    """Text, which notebooks write as one string or as its lines."""
    return "".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 1
