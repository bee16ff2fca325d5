"""Read source code, JSON and configuration: lines as they stand, in stretches that belong together."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from desktop.documents.clean import clean_code
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections, some
from desktop.documents.readers.text import text_of
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: An empty line before a line that is not indented parts two functions, two sections, two rules.
_STRETCH = re.compile(r"\n[ \t]*\n+(?=[^\s)\]}])")
#: Longer JSON is read as it stands: writing it anew takes several times its size.
LARGEST_JSON = 20_000_000


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a text file made for machines, in sections of a bounded size.

    Raises:
        FileUnsupported: it is not text at all.
        FileHasNoText.
    """
    text = text_of(source)
    if source.suffix in (".json", ".geojson") and len(text) <= LARGEST_JSON:
        text = _spread(text)
    elif source.suffix in (".jsonl", ".ndjson") and "\\u" in text:
        text = "\n".join(map(_unescaped, text.splitlines()))
    yield Opened(paged=False)
    yield from some(sections(_blocks(text)), source.shown)


def _spread(text: str) -> str:
    """JSON with a line for each value; what is no JSON stays as it is."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    except (ValueError, RecursionError):
        return text


def _unescaped(line: str) -> str:
    """A line of JSON with its letters instead of their numbers; what is no JSON stays as it is."""
    try:
        return json.dumps(json.loads(line), ensure_ascii=False) if "\\u" in line else line
    except (ValueError, RecursionError):
        return line


def _blocks(text: str) -> Iterator[Block]:
    for piece in _STRETCH.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        cleaned = clean_code(piece)
        if any(char.isalnum() for char in cleaned):
            yield Block(cleaned, "code")
