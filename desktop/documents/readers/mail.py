"""Read a mail: who wrote to whom and when, the subject, the text, and the names of what is attached."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

from desktop.documents.clean import clean_line
from desktop.documents.readers import html, text
from desktop.documents.readers.parts import Note, Opened
from desktop.documents.readers.sections import sections
from desktop.domain.document import Block
from desktop.errors import FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

_HEADERS = ("From", "To", "Cc", "Date")


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a mail (RFC 5322), in sections of a bounded size.

    Raises:
        FileHasNoText.
    """
    message = email.message_from_bytes(source.data(), policy=email.policy.default)
    subject = clean_line(str(message.get("Subject", "")))
    yield Opened(title=subject[:300], paged=False)
    empty = True
    for page in sections(blocks(message, subject)):
        empty = False
        yield page
    if empty:
        raise FileHasNoText(file=source.shown)
    if names := attached(message):
        yield Note(f"Attached and not read: {', '.join(names[:10])}{' …' if len(names) > 10 else ''}.")


def attached(message: EmailMessage) -> list[str]:
    """Return the names of what is attached to a mail."""
    if not message.is_multipart():
        return []
    names = [clean_line(part.get_filename() or "") for part in message.iter_attachments()]
    return [name for name in names if name]


def blocks(message: EmailMessage, subject: str) -> Iterator[Block]:
    """Yield the subject, the headers that people read, and the text of a mail."""
    if subject:
        yield Block(subject, "heading", 1)
    lines = [f"{name}: {clean_line(str(message[name]))}" for name in _HEADERS if message[name]]
    if lines:
        yield Block("\n".join(lines), "list")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return
    payload = body.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = body.get_content_charset()
    try:
        words = data.decode(charset) if charset else text.decode(data)
    except (LookupError, UnicodeDecodeError):
        words = text.decode(data)  # a mail may declare anything
    if body.get_content_subtype() == "html":
        yield from html.blocks_of(html.parse(words))
    else:
        yield from (Block(piece) for piece in text.paragraphs(words))
