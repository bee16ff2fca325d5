"""Read a mail: who wrote to whom and when, the subject, all texts, mails that it forwards, and what is attached."""

from __future__ import annotations

import contextlib
import email
import email.policy
from functools import partial
from typing import TYPE_CHECKING, cast

from desktop.documents.clean import clean_line
from desktop.documents.readers import html, text
from desktop.documents.readers.attachments import DEEPEST, Attached, Attachments
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections
from desktop.domain.document import Block, Page
from desktop.errors import FileHasNoText

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
    """Yield the parts of a mail (RFC 5322), in sections of a bounded size, then the pages of what is attached.

    Raises:
        FileHasNoText.
    """
    message = email.message_from_bytes(source.data(), policy=email.policy.default)
    subject = clean_line(str(message.get("Subject", "")))
    yield from parts(source, subject, blocks(message, subject), attached(message))


def parts(source: Source, subject: str, written: Iterable[Block], files: Sequence[Attached]) -> Iterator[Part]:
    """Yield the parts of a mail of which the texts and the attached files are known.

    Raises:
        FileHasNoText.
    """
    attachments = Attachments(source)
    yield Opened(title=subject[:300], paged=any(map(attachments.reads, files)))
    number = 0
    empty = True
    for page in sections(written):
        number, empty = page.number, False
        yield page
    for part in attachments.read(files, number):
        empty = empty and not (isinstance(part, Page) and part.blocks)
        yield part
    if empty:
        raise FileHasNoText(file=source.shown)
    yield from attachments.notes()


def attached(message: EmailMessage, depth: int = 0) -> list[Attached]:
    """Return what is attached to a mail, and to those that it forwards, and is no text of it."""
    files: list[Attached] = []
    for part, read in _parts(message):
        if read and part.get_content_type() == _FORWARDED:
            if depth < DEEPEST:
                files.extend(attached(_inner(part), depth + 1))
        elif not read and (part.get_filename() or part.is_attachment()):
            files.append(_file(part, len(files) + 1))
    return files


def _file(part: EmailMessage, number: int) -> Attached:
    media = part.get_content_type()
    name = part.get_filename() or f"{part.get_content_maintype()} {number}"
    # What a text shows beside its words is a logo more often than a scan, unless it says to be an attachment.
    look = part.get_content_maintype() == "image" and part["Content-ID"] and not part.is_attachment()
    return Attached(name, media, partial(_nothing if look else _bytes, part))


def _nothing(part: EmailMessage) -> bytes:
    return b""


def _bytes(part: EmailMessage) -> bytes:
    """The file itself; plain text in the encoding that its mail declares comes as UTF-8."""
    if part.is_multipart():  # a mail that is no text of its mail
        return _inner(part).as_bytes()
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset and part.get_content_maintype() == "text" and part.get_content_subtype() != "html":
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            return data.decode(charset).encode()
    return data


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
