"""Read a file as the child does, in this process, for the tests of one reader each."""

from __future__ import annotations

from pathlib import Path

from desktop.documents import reading
from desktop.documents.readers.parts import gather
from desktop.domain.document import Block, Document


def read(path: Path, data: bytes | str | None = None) -> Document:
    """Write `data` to `path` when given, and read the document."""
    if isinstance(data, str):
        path.write_text(data, encoding="utf-8")
    elif data is not None:
        path.write_bytes(data)
    return gather(reading.read(path, path.name), path.name)


def blocks(document: Document) -> list[tuple[str, str]]:
    """Kind and text of each block, a heading's kind with its level."""
    return [(_kind(block), block.text) for page in document.pages for block in page.blocks]


def _kind(block: Block) -> str:
    return f"heading{block.level}" if block.kind == "heading" else block.kind
