"""Read EPUB books: the chapters in the order of their spine, each as HTML."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from desktop.documents.clean import clean_line
from desktop.documents.readers import archive, html
from desktop.documents.readers.parts import Note, Opened
from desktop.documents.readers.sections import sections
from desktop.errors import FileEncrypted, FileHasNoText

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source
    from desktop.domain.document import Block

_CONTAINER = "META-INF/container.xml"
_TEXT_TYPES = ("application/xhtml+xml", "text/html")


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a book, in sections of a bounded size.

    Raises:
        FileEncrypted, FileHasNoText, and as `archive.open_checked`.
    """
    with archive.open_checked(source) as book:
        names = set(book.namelist())
        folder, package = _package(book)
        chapters = [name for name in _spine(package, folder) if name in names]
        if "META-INF/encryption.xml" in names and _hides(book.read("META-INF/encryption.xml"), chapters):
            raise FileEncrypted(file=source.shown)
        title = next((element.text for element in package.iter("{*}title") if element.text), "")
        yield Opened(title=clean_line(title or "")[:300], paged=False)
        missing: list[str] = []
        empty = True
        for page in sections(_chapters(book, chapters, missing)):
            empty = False
            yield page
        if empty:
            raise FileHasNoText(file=source.shown)
        if missing:
            yield Note(f"{len(missing)} of {len(chapters)} chapters could not be read.")


def _package(book: zipfile.ZipFile) -> tuple[str, Any]:
    """The folder of the package document and the document itself."""
    root = next(_parsed(book.read(_CONTAINER)).iter("{*}rootfile"))
    path = root.get("full-path") or ""
    return posixpath.dirname(path), _parsed(book.read(path))


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _spine(package: Any, folder: str) -> Iterator[str]:
    files = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        for item in package.iter("{*}item")
        if item.get("media-type") in _TEXT_TYPES
    }
    for reference in package.iter("{*}itemref"):
        if reference.get("idref") in files:
            yield files[reference.get("idref")]


def _hides(encryption: bytes, chapters: list[str]) -> bool:
    """Whether a chapter is encrypted; fonts often are, and do not matter."""
    return any(chapter.encode() in encryption for chapter in chapters)


def _chapters(book: zipfile.ZipFile, chapters: list[str], missing: list[str]) -> Iterator[Block]:
    for name in chapters:
        try:
            data = book.read(name)
        except Exception:
            # One broken chapter, whatever zipfile raises for it, must not cost the book; the count is told.
            missing.append(name)
            continue
        yield from html.blocks_of(html.parse(html.decode(data)))
