"""Gather the blocks of a document without pages into sections of a bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import Block, Page
from desktop.errors import FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

#: Characters in a section, so that no message, page or highlight grows with the file.
SECTION = 60_000
#: Characters in a block, for text without any paragraph.
LONGEST_BLOCK = 20_000


def sections(blocks: Iterable[Block]) -> Iterator[Page]:
    """Yield pages of at most about `SECTION` characters, cut between blocks and before a heading where one is near."""
    held: list[Block] = []
    size = 0
    number = 1
    for block in (piece for whole in blocks for piece in pieces(whole)):
        full = size + len(block.text) > SECTION
        fits_well = size > 0.8 * SECTION and block.kind == "heading"
        if held and (full or fits_well):
            carried: list[Block] = []
            while len(held) > 1 and held[-1].kind == "heading":
                carried.insert(0, held.pop())  # a heading stays with what follows it
            yield Page(number, tuple(held))
            number += 1
            held = carried
            size = sum(len(kept.text) for kept in held)
        held.append(block)
        size += len(block.text) + 1
    if held:
        yield Page(number, tuple(held))


def together(blocks: Iterable[Block], kinds: Container[str] = ("list",)) -> Iterator[Block]:
    """Join neighbouring blocks of one of these kinds, so that a list is one block with an item a line."""
    held: Block | None = None
    for block in blocks:
        if held is not None and held.kind == block.kind and block.kind in kinds:
            held = Block(f"{held.text}\n{block.text}", block.kind)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def some(pages: Iterable[Page], file: str) -> Iterator[Page]:
    """Yield the pages.

    Raises:
        FileHasNoText: there are none.
    """
    empty = True
    for page in pages:
        empty = False
        yield page
    if empty:
        raise FileHasNoText(file=file)


def pieces(block: Block) -> Iterator[Block]:
    """Cut a block that is longer than `LONGEST_BLOCK`, at a line end, a sentence end or a space where there is one."""
    text = block.text
    if len(text) <= LONGEST_BLOCK:
        yield block
        return
    start = 0
    while start < len(text):
        end = min(start + LONGEST_BLOCK, len(text))
        if end < len(text):
            found = [text.rfind(mark, start + LONGEST_BLOCK // 2, end) for mark in ("\n", ". ", "。", " ")]
            end = next((at + 1 for at in found if at >= 0), end)
        if piece := text[start:end].strip():
            yield msgspec.structs.replace(block, text=piece)
        start = end
