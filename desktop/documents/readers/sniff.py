"""Tell what a file really is from its first bytes, since a name may promise something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.readers import OUTDATED, READERS
from desktop.errors import FileDamaged, FileEncrypted, FileOutdated, FileUnsupported

if TYPE_CHECKING:
    from desktop.documents.readers.source import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Stream in the OLE container that holds an encrypted Office file (MS-OFFCRYPTO 1.3.3), as UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: Stream in the OLE container that a message of Outlook has (MS-OXMSG 2.4).
_MESSAGE = "__properties_version1.0".encode("utf-16-le")
#: Formats with a fixed beginning that no reader knows, whatever their name says.
_FOREIGN = (
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ\x90",
    b"GGUF",
    b"SQLite format 3\0",
    b"ID3",
    b"OggS",
    b"%!PS",
)


#: How the pictures begin that are read.
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def _is_picture(head: bytes) -> bool:
    return head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:12] == b"ftypavif"


def kind_of(source: Source) -> str:
    """Return the name of the reader module for `source`.

    Raises:
        FileEncrypted: a password-protected Office file.
        FileUnsupported, FileOutdated: a format that no reader knows.
        FileDamaged: the name promises a format that the bytes are not, and nothing readable is found.
    """
    head = source.head
    named = READERS.get(source.suffix, "")
    if head.startswith(_OLE):
        data = source.data()
        if _ENCRYPTED in data:
            raise FileEncrypted(file=source.shown)
        if wanted := OUTDATED.get(source.suffix):
            raise FileOutdated(file=source.shown, wanted=wanted)
        if _MESSAGE in data:
            return "outlook"
        if named == "outlook":
            raise FileDamaged(file=source.shown, reason="its message is cut off or missing")
        raise FileUnsupported(file=source.shown)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(source, named)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _is_picture(head) or (named == "image" and head.startswith(b"BM")):
        return "image"
    if head.startswith((*_FOREIGN, b"RIFF")):
        raise FileUnsupported(file=source.shown)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if not named:
        raise FileUnsupported(file=source.shown)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype html", b"<html")) and named not in _TEXTS:
        return "html"
    if named in _NEED_ZIP or named in ("pdf", "image", "outlook"):
        raise FileDamaged(file=source.shown, reason=_NOT.get(named, "it is not an Office file"))
    return named


#: Parts that only one format has.
_PARTS = (
    ("word/", "docx"),
    ("ppt/", "pptx"),
    ("xl/", "xlsx"),
    ("META-INF/container.xml", "epub"),
    ("META-INF/manifest.xml", "odf"),
)
_TEXTS = frozenset(
    ("text", "markdown", "csv", "html", "code", "mail", "mbox", "notebook", "subtitles", "cards", "outlined")
)
_NEED_ZIP = frozenset(("docx", "pptx", "xlsx", "odf", "epub", "rtf"))
_NOT = {
    "pdf": "it is not a PDF",
    "docx": "it is not a Word file",
    "pptx": "it is not a PowerPoint file",
    "xlsx": "it is not an Excel file",
    "epub": "it is not a book",
    "rtf": "it is not Rich Text",
    "image": "it is not a picture",
    "outlook": "it is not a message of Outlook",
}


def _of_zip(source: Source, named: str) -> str:
    """Archives tell themselves apart by a part that only they have."""
    import zipfile

    try:
        with zipfile.ZipFile(source.file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        if not named:
            raise FileUnsupported(file=source.shown) from None
        raise FileDamaged(file=source.shown, reason="its archive is cut off or broken") from None
    finally:
        source.file.seek(0)
    for part, kind in _PARTS:
        if any(name.startswith(part) for name in names):
            return kind
    raise FileUnsupported(file=source.shown)
