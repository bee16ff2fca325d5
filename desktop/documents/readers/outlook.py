"""Read a mail that Outlook saved (.msg, MS-OXMSG): the same of it as of any other mail."""

from __future__ import annotations

import email.header
from typing import TYPE_CHECKING

from oxmsg import Message

from desktop.documents.clean import clean_line
from desktop.documents.readers import mail
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a message, in sections of a bounded size; attachments are named and not read.

    Raises:
        FileHasNoText.
    """
    message = Message.load(source.data())
    subject = clean_line(message.subject)
    yield Opened(title=subject[:300], paged=False)
    words, as_html = _body(message)
    yield from some(sections(mail.written(subject, _headers(message), words, as_html=as_html)), source.shown)
    yield from mail.not_read([clean_line(attachment.file_name or "") for attachment in message.attachments])


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
