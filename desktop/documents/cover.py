"""The beginning of a document, by which its file can be found: what a cover page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import COVER, Block

if TYPE_CHECKING:
    import sqlite3

#: Pages that it may go over.
PAGES = 3
_blocks = msgspec.msgpack.Decoder(tuple[Block, ...])


def cover(connection: sqlite3.Connection, content: int) -> str:
    """Return the first words of a content."""
    text = ""
    for (blocks,) in connection.execute(
        "SELECT blocks FROM pages WHERE content = ? ORDER BY number LIMIT ?", (content, PAGES)
    ):
        text += "\n".join(block.text for block in _blocks.decode(blocks)) + "\n"
        if len(text) >= COVER:
            break
    return text[:COVER]
