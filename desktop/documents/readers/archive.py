"""Check a zip archive's directory before anything is unpacked, and copy only the parts that hold text."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from desktop.errors import FileDamaged, FileEncrypted, FileTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.documents.readers.source import Source

#: Bytes that the parts with text may unpack to together, and entries that an archive may have.
MOST_BYTES = 200_000_000
MOST_ENTRIES = 5_000
#: Honest XML of an Office file shrinks to a fortieth at best; below so many bytes any ratio is harmless.
MOST_RATIO = 200
HARMLESS = 5_000_000

TEXT_SUFFIXES = frozenset(
    (".xml", ".rels", ".htm", ".html", ".xhtml", ".mht", ".mhtml", ".txt", ".rtf", ".opf", ".ncx")
)
#: Namespaces of Strict Office Open XML (ISO 29500-1) and what everybody writes instead; parsers know only the latter.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_MAIN = "application/vnd.openxmlformats-officedocument."
#: Content types of macro files, templates and shows, and the type of the plain document with the same inside.
_PLAIN_TYPES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": _MAIN + "wordprocessingml.document.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": _MAIN + "wordprocessingml.document.main+xml",
    _MAIN + "wordprocessingml.template.main+xml": _MAIN + "wordprocessingml.document.main+xml",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": _MAIN + "presentationml.presentation.main+xml",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": _MAIN + "presentationml.presentation.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml": _MAIN + "presentationml.presentation.main+xml",
    _MAIN + "presentationml.slideshow.main+xml": _MAIN + "presentationml.presentation.main+xml",
    _MAIN + "presentationml.template.main+xml": _MAIN + "presentationml.presentation.main+xml",
    # Parts beside the text that parsers would refuse the whole file for when they are damaged.
    _MAIN + "wordprocessingml.numbering+xml": "application/xml",
    _MAIN + "wordprocessingml.comments+xml": "application/xml",
}


def open_checked(source: Source) -> zipfile.ZipFile:
    """Open the archive after a look at its directory; nothing is unpacked.

    Raises:
        FileEncrypted, FileTooLarge, FileDamaged: each names the file.
    """
    try:
        archive = zipfile.ZipFile(source.file)
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise FileDamaged(file=source.shown, reason="its archive is cut off or broken") from None
    if len(entries) > MOST_ENTRIES:
        raise FileTooLarge(file=source.shown, reason=f"{len(entries):,} parts, at most {MOST_ENTRIES:,}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileEncrypted(file=source.shown)
    _check_places(entries, source)
    total = sum(entry.file_size for entry in entries if _holds_text(entry.filename))
    if total > MOST_BYTES:
        reason = f"it unpacks to {total // 1_000_000:,} MB, at most {MOST_BYTES // 1_000_000}"
        raise FileTooLarge(file=source.shown, reason=reason)
    for entry in entries:
        large = entry.file_size > HARMLESS and _holds_text(entry.filename)
        if large and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise FileTooLarge(file=source.shown, reason=f"a part of it unpacks to {entry.file_size // 1_000_000} MB")
    return archive


def _check_places(entries: Iterable[zipfile.ZipInfo], source: Source) -> None:
    """Entries that overlap unpack the same bytes many times over."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end or entry.file_size < 0 or entry.compress_size > source.size:
            raise FileDamaged(file=source.shown, reason="the parts of its archive overlap")
        end = entry.header_offset + 30 + len(entry.orig_filename.encode()) + entry.compress_size


def _holds_text(name: str) -> bool:
    folder, suffix = posixpath.split(name)[0], posixpath.splitext(name)[1].lower()
    return (suffix in TEXT_SUFFIXES or not suffix) and not folder.endswith("embeddings")


def slim(source: Source) -> io.BytesIO:
    """Copy an Office file without its pictures, sounds and embedded files, which stay as empty parts.

    Parsers unpack every part that is referred to: a 1 MB file took 1.9 GB (research/reliability.md finding 7). Strict
    Office Open XML, macro files, templates and shows come out as the plain kind, which is all that the parsers accept.

    Raises:
        As `open_checked`.
    """
    copy = io.BytesIO()
    with open_checked(source) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as out:
        by_name = {entry.filename: entry for entry in archive.infolist()}
        for name, entry in by_name.items():
            if name.endswith("/"):
                continue
            data = _plain(name, archive.read(entry)) if _holds_text(name) else b""
            out.writestr(zipfile.ZipInfo(name), data)
    copy.seek(0)
    return copy


def _plain(name: str, data: bytes) -> bytes:
    if name == "[Content_Types].xml":
        for kind, plain in _PLAIN_TYPES.items():
            data = data.replace(f'"{kind}"'.encode(), f'"{plain}"'.encode())
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, loose in _STRICT:
            data = data.replace(strict, loose)
    return data
