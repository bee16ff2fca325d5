"""Read mailboxes (RFC 4155): one page a mail, with its headers and text, then the pages of what is attached to them."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers import mail
from desktop.documents.readers.attachments import MOST_IN_BOX, Attachments
from desktop.documents.readers.parts import Note, Opened
from desktop.domain.document import Block, Page
from desktop.errors import FileDamaged, FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from email.message import EmailMessage

    from desktop.documents.readers.attachments import Attached
    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Bytes of one mail that are kept; what follows is pictures and files inside it.
MOST_BYTES = 20_000_000
#: Bytes that are read at once: a line may be as long as the file.
PORTION = 1 << 16
#: Names of attached files that are told of one mail.
MOST_NAMES = 20
#: Characters of a subject that are said again above what is attached.
MOST_SUBJECT = 200


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
    bearing: set[int] = set()
    for data in mails(source):
        number += 1
        try:
            message = _parsed(data)
            if names := mail.attached(message):
                bearing.add(number)
            page = Page(number, tuple(_blocks(message, names)))
        except Exception:  # the library raises many kinds of its own on broken headers
            lost += 1
            page = Page(number, ())
        empty = empty and not page.blocks
        yield page
    # Behind all mails, so that no limit that they reach costs a mail, and a mail's page is its number.
    attachments = Attachments(source, MOST_IN_BOX)
    for part in attachments.read(_files(source, bearing), number):
        empty = empty and not (isinstance(part, Page) and part.blocks)
        yield part
    if empty:
        raise FileHasNoText(file=source.shown)
    yield from attachments.notes()
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


def _parsed(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def _blocks(message: EmailMessage, attached: Sequence[Attached]) -> Iterator[Block]:
    yield from mail.blocks(message, clean_line(str(message.get("Subject", ""))))
    if names := [file.shown for file in attached]:
        more = " …" if len(names) > MOST_NAMES else ""
        yield Block(f"Attached: {', '.join(names[:MOST_NAMES])}{more}", "note")


def _files(source: Source, bearing: Container[int]) -> Iterator[Attached]:
    """What is attached to the mails of these numbers, each with its mail's number and subject."""
    for number, data in enumerate(mails(source), 1):
        if number in bearing:
            message = _parsed(data)
            subject = clean_line(str(message.get("Subject", "")))[:MOST_SUBJECT]
            for file in mail.attached(message):
                yield msgspec.structs.replace(file, mail=str(number), subject=subject)
