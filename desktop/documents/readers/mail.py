"""Read a mail: who wrote to whom and when, the subject, the text, and the names of what is attached."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

from desktop.documents.clean import clean_line
from desktop.documents.readers import html, text
from desktop.documents.readers.parts import Note, Opened
from desktop.documents.readers.sections import sections, some
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from email.message import EmailMessage

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: What people read of the header of a mail.
HEADERS = ("From", "To", "Cc", "Date")


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a mail (RFC 5322), in sections of a bounded size.

    Raises:
        FileHasNoText.
    """
    message = email.message_from_bytes(source.data(), policy=email.policy.default)
    subject = clean_line(str(message.get("Subject", "")))
    yield Opened(title=subject[:300], paged=False)
    yield from some(sections(blocks(message, subject)), source.shown)
    yield from not_read(attached(message))


def not_read(attached: Sequence[str]) -> Iterator[Note]:
    """Yield what is to be said of attachments that are known by name."""
    if names := [name for name in attached if name]:
        yield Note(f"Attached and not read: {', '.join(names[:10])}{' …' if len(names) > 10 else ''}.")


def attached(message: EmailMessage) -> list[str]:
    """Return the names of what is attached to a mail."""
    if not message.is_multipart():
        return []
    names = [clean_line(part.get_filename() or "") for part in message.iter_attachments()]
    return [name for name in names if name]


def blocks(message: EmailMessage, subject: str) -> Iterator[Block]:
    """Yield the subject, the headers that people read, and the text of a mail."""
    headers = [(name, str(message[name])) for name in HEADERS if message[name]]
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        yield from written(subject, headers, "", as_html=False)
        return
    payload = body.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = body.get_content_charset()
    try:
        words = data.decode(charset) if charset else text.decode(data)
    except (LookupError, UnicodeDecodeError):
        words = text.decode(data)  # a mail may declare anything
    yield from written(subject, headers, words, as_html=body.get_content_subtype() == "html")


def written(subject: str, headers: Iterable[tuple[str, str]], words: str, *, as_html: bool) -> Iterator[Block]:
    """Yield a mail's subject as a heading, its headers as a list, and its text."""
    if subject:
        yield Block(subject, "heading", 1)
    lines = [f"{name}: {clean_line(value)}" for name, value in headers]
    if lines:
        yield Block("\n".join(lines), "list")
    if as_html:
        yield from html.blocks_of(html.parse(words))
    else:
        yield from (Block(piece) for piece in text.paragraphs(words))
