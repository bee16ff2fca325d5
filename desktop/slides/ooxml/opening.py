"""Opens a presentation of the user as an empty one: .potx too, without its slides, macros and sections."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.oxml.ns import qn

from desktop.errors import CannotRead, FileMissing, TemplateUnusable

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes of a template, packed and unpacked, and parts in it; a real one is far below.
LARGEST, LARGEST_UNPACKED, MOST_PARTS = 100_000_000, 500_000_000, 5_000

_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_OTHERS = (
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
)
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def open_presentation(path: Path) -> Any:
    """Return python-pptx's presentation of a .pptx, .potx, .ppsx, .pptm or .potm file, without its slides.

    Raises:
        FileMissing, CannotRead: there is no such file, or it may not be read.
        TemplateUnusable: it is no presentation.
    """
    content = _read(path)
    try:
        presentation = Presentation(io.BytesIO(_as_presentation(content, path.name)))
        layouts = len(presentation.slide_layouts)
    except TemplateUnusable:
        raise
    except Exception as error:  # python-pptx and lxml raise a dozen kinds for a file that is not what it should be
        raise TemplateUnusable(file=path.name, reason="it is damaged, or no PowerPoint file") from error
    if not layouts:
        raise TemplateUnusable(file=path.name, reason="it has no layouts")
    _remove_slides(presentation)
    return presentation


def _read(path: Path) -> bytes:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise TemplateUnusable(file=path.name, reason="it is no ordinary file")
        if state.st_size > LARGEST:
            raise TemplateUnusable(file=path.name, reason="it is larger than 100 MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise FileMissing(file=path.name) from None
    except OSError as error:
        raise CannotRead(file=path.name, reason=(error.strerror or "refused").lower()) from None


def _as_presentation(content: bytes, shown: str) -> bytes:
    """Return the package with the content type of an ordinary presentation, after a look at its directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise TemplateUnusable(file=shown, reason="it unpacks to more than is safe")
            types = package.read("[Content_Types].xml")
            changed = types
            for other in _OTHERS:
                changed = changed.replace(other, _MAIN)
            if changed == types:
                return content
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
                for entry in entries:
                    copy.writestr(entry, changed if entry.filename == "[Content_Types].xml" else package.read(entry))
            return out.getvalue()
    except (zipfile.BadZipFile, KeyError, RuntimeError, EOFError, NotImplementedError, ValueError) as error:
        raise TemplateUnusable(file=shown, reason="it is damaged, or no PowerPoint file") from error


def _remove_slides(presentation: Any) -> None:
    """Remove slides with their relationships, or their text would travel on in the file; macros and sections too."""
    part = presentation.part
    listed = part._element.find(qn("p:sldIdLst"))
    if listed is not None:
        for entry in list(listed):
            part.drop_rel(entry.get(qn("r:id")))
            listed.remove(entry)
    for key, relation in list(part.rels.items()):
        if relation.reltype == _VBA:
            part.rels.pop(key)
    extensions = part._element.find(qn("p:extLst"))
    if extensions is not None:
        part._element.remove(extensions)
