"""Read a mail: who wrote to whom and when, the subject, all texts, mails it forwards, and names of what is attached."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING, cast

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
_FORWARDED = "message/rfc822"
_TEXTS = ("text/plain", "text/html")


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
    """Return the names of what is attached to a mail, and to those that it forwards, and is not read."""
    names: list[str] = []
    for part, read in _parts(message):
        if read and part.get_content_type() == _FORWARDED:
            names.extend(attached(_inner(part)))
        elif not read:
            names.append(clean_line(part.get_filename() or ""))
    return [name for name in names if name]


def blocks(message: EmailMessage, subject: str) -> Iterator[Block]:
    """Yield the subject, the headers that people read, and the text of a mail; then each mail that it forwards.

    A mail may have several texts one after the other: around a picture, and below them what a mailing list adds.
    """
    headers = [(name, str(message[name])) for name in HEADERS if message[name]]
    yield from written(subject, headers, "", as_html=False)
    for part in (part for part, read in _parts(message) if read):
        if part.get_content_type() != _FORWARDED:
            yield from _body(_decoded(part), as_html=part.get_content_subtype() == "html")
        else:
            inner = _inner(part)
            yield from blocks(inner, clean_line(str(inner.get("Subject", ""))))


def _parts(part: EmailMessage, shown: bool = True, page: bool = False) -> Iterator[tuple[EmailMessage, bool]]:
    """The parts of a mail in order, and of each whether people read it; without the pictures of a page's look.

    Args:
        shown: whether it is the alternative that is chosen, as far as there are several.
        page: whether it belongs to a page of HTML.
    """
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart":
        inside = [cast("EmailMessage", inner) for inner in part.iter_parts()]
        chosen = _chosen(inside) if kind == "multipart/alternative" else None
        for inner in inside:
            taken = shown and (chosen is None or inner is chosen)
            yield from _parts(inner, taken, page or kind == "multipart/related")
    elif not (page and part.get_content_maintype() == "image" and part["Content-ID"]):
        forwarded = kind == _FORWARDED and part.is_multipart()
        yield part, shown and (forwarded or (kind in _TEXTS and not part.is_attachment()))


def _chosen(alternatives: Sequence[EmailMessage]) -> EmailMessage | None:
    """Of parts that say the same: plain text, if it says anything, else the page of HTML."""
    plain = [part for part in alternatives if part.get_content_type() == "text/plain" and _decoded(part).strip()]
    pages = [part for part in alternatives if part.get_content_type() == "text/html" or part.is_multipart()]
    return next(iter(plain + pages), None)


def _inner(part: EmailMessage) -> EmailMessage:
    return cast("EmailMessage", part.get_payload(0))


def _decoded(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        return data.decode(charset) if charset else text.decode(data)
    except (LookupError, UnicodeDecodeError):
        return text.decode(data)  # a mail may declare anything


def written(subject: str, headers: Iterable[tuple[str, str]], words: str, *, as_html: bool) -> Iterator[Block]:
    """Yield a mail's subject as a heading, its headers as a list, and its text."""
    if subject:
        yield Block(subject, "heading", 1)
    lines = [f"{name}: {clean_line(value)}" for name, value in headers]
    if lines:
        yield Block("\n".join(lines), "list")
    yield from _body(words, as_html=as_html)


def _body(words: str, *, as_html: bool) -> Iterator[Block]:
    if as_html:
        yield from html.blocks_of(html.parse(words))
    else:
        yield from (Block(piece) for piece in text.paragraphs(words))
