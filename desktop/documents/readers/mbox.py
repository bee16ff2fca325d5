"""Read mailboxes (RFC 4155): one page a mail, with its headers, its text and the names of what is attached."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

from desktop.documents.clean import clean_line
from desktop.documents.readers import mail
from desktop.documents.readers.parts import Note, Opened
from desktop.domain.document import Block, Page
from desktop.errors import FileDamaged, FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Bytes of one mail that are kept; what follows is pictures and files inside it.
MOST_BYTES = 20_000_000
#: Bytes that are read at once: a line may be as long as the file.
PORTION = 1 << 16
#: Names of attached files that are told of one mail.
MOST_NAMES = 20


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a mailbox. A mail that cannot be understood is counted in a note, and the others are read.

    Raises:
        FileDamaged: it does not begin as a mailbox does.
        FileHasNoText.
    """
    if not source.head.lstrip(b"\xef\xbb\xbf\r\n").startswith(b"From "):
        raise FileDamaged(file=source.shown, reason="it is not a mailbox")
    yield Opened(paged=True)
    number = lost = 0
    empty = True
    for data in mails(source):
        number += 1
        try:
            page = Page(number, tuple(_blocks(data)))
        except Exception:  # the library raises many kinds of its own on broken headers
            lost += 1
            page = Page(number, ())
        empty = empty and not page.blocks
        yield page
    if empty:
        raise FileHasNoText(file=source.shown)
    if lost:
        yield Note(f"{lost} of {number} mails could not be read.")


def mails(source: Source) -> Iterator[bytes]:
    """Yield the bytes of each mail, without the line that begins it, up to `MOST_BYTES`."""
    source.file.seek(0)
    held: list[bytes] = []
    size = 0
    begun = False
    blank = fresh = True  # before the first line, and at the beginning of a line
    while line := source.file.readline(PORTION):
        if fresh and blank and line.startswith(b"From "):
            if begun:
                yield b"".join(held)
            held, size, begun = [], 0, True
        elif begun and size < MOST_BYTES:
            # A line of text that begins with "From " was written with a mark before it.
            kept = line[1:] if fresh and line.startswith(b">From ") else line
            held.append(kept)
            size += len(kept)
        blank = fresh and line.strip(b"\r\n") == b""
        fresh = line.endswith(b"\n")
    if begun:
        yield b"".join(held)


def _blocks(data: bytes) -> Iterator[Block]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    yield from mail.blocks(message, clean_line(str(message.get("Subject", ""))))
    if names := mail.attached(message):
        more = " …" if len(names) > MOST_NAMES else ""
        yield Block(f"Attached: {', '.join(names[:MOST_NAMES])}{more}", "note")
