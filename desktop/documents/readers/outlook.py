"""Read a mail that Outlook saved (.msg, MS-OXMSG): the same of it as of any other mail."""

from __future__ import annotations

import email.header
from functools import partial
from typing import TYPE_CHECKING

from oxmsg import Message
from oxmsg.properties import Properties

from desktop.documents.clean import clean_line
from desktop.documents.readers import mail
from desktop.documents.readers.attachments import DEEPEST, Attached

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oxmsg.attachment import Attachment
    from oxmsg.storage import Storage

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source
    from desktop.domain.document import Block

#: The storage of a message that is attached to another one.
_MESSAGE = "__substg1.0_3701000D"


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a message, in sections of a bounded size, then the pages of what is attached.

    Raises:
        FileHasNoText.
    """
    message = Message.load(source.data())
    yield from mail.parts(source, clean_line(message.subject), _blocks(message), list(_files(message)))


class _Inner(Message):
    """A message inside another one, whose list of properties has a shorter header (MS-OXMSG 2.4.1.2)."""

    @property
    def properties(self) -> Properties:
        return Properties(self._storage, properties_header_offset=24)


def _blocks(message: Message, depth: int = 0) -> Iterator[Block]:
    words, as_html = _body(message)
    yield from mail.written(clean_line(message.subject), _headers(message), words, as_html=as_html)
    for _, inner in _attached(message, depth):
        if inner is not None:
            yield from _blocks(inner, depth + 1)


def _files(message: Message, depth: int = 0) -> Iterator[Attached]:
    """What is attached to a message and to those inside it; the latter are read as part of it."""
    for attachment, inner in _attached(message, depth):
        if inner is not None:
            yield from _files(inner, depth + 1)
        else:
            name = (attachment.file_name or "").strip("\0")
            yield Attached(name, (attachment.mime_type or "").strip("\0"), partial(_bytes, attachment))


def _attached(message: Message, depth: int) -> Iterator[tuple[Attachment, _Inner | None]]:
    for attachment in message.attachments:
        storages: Sequence[Storage] = getattr(attachment._storage, "storages", ()) if depth < DEEPEST else ()
        yield attachment, next((_Inner(storage) for storage in storages if storage.name == _MESSAGE), None)


def _bytes(attachment: Attachment) -> bytes:
    return attachment.file_bytes or b""


def _headers(message: Message) -> Iterator[tuple[str, str]]:
    """Yield what people read; the header lines of a mail that was sent, else what Outlook knows of it."""
    sent = {name.lower(): _decoded(value) for name, value in message.message_headers.items()}
    people = "; ".join(" ".join((one.name, f"<{one.email_address}>")) for one in message.recipients)
    known = {
        "from": _decoded(message.sender or ""),
        "to": people,
        "date": message.sent_date.strftime("%a, %d %b %Y %H:%M:%S %z") if message.sent_date else "",
    }
    for name in mail.HEADERS:
        if value := sent.get(name.lower()) or known.get(name.lower(), ""):
            yield name, value


def _decoded(value: str) -> str:
    """A header as it is read: its encoded words (RFC 2047) decoded where they can be."""
    try:
        return str(email.header.make_header(email.header.decode_header(value)))
    except (ValueError, LookupError):
        return value


def _body(message: Message) -> tuple[str, bool]:
    """The text, and whether it is HTML, which is taken where there is no other."""
    if words := (message.body or "").strip("\0 \r\n"):
        return words, False
    return message.html_body or "", True
