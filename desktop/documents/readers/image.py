"""Read pictures: the words on photographs, screenshots and scans, one page a picture of the file."""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.documents.readers.lines import Sheet
from desktop.documents.readers.parts import Looking, Note, Opened
from desktop.documents.readers.scanned import Scans
from desktop.errors import FileDamaged, FileIsScan, FileTooLarge, ScanHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Decoders that are used; the library has many more, some of which start other programs.
FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")
#: Pixels of one picture, which takes four bytes each while it is read.
MOST_PIXELS = 120_000_000
#: Pixels of the longest side that words are read from; larger pictures are made smaller first.
MOST_SIDE = 4000
#: Dots to the inch of a picture that does not say it.
DOTS = 150.0


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a picture; of a moving one the first frame, of a TIFF all its pages.

    Raises:
        FileDamaged, FileTooLarge, FileIsScan, ScanHasNoText.
    """
    if not source.pictures:
        raise FileIsScan(file=source.shown)
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is looked at below
    try:
        opened = Image.open(source.file, formats=FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise FileDamaged(file=source.shown, reason="it is not a picture") from None
    except Image.DecompressionBombError:
        raise FileTooLarge(file=source.shown, reason="it is too large a picture") from None
    with opened as picture:
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        yield Opened(paged=True, pages=count)
        scans = Scans()
        words = False
        for index in range(count):
            if not scans.wanted(source, index + 1):
                continue
            picture.seek(index)
            width, height = picture.size
            if width * height > MOST_PIXELS:
                reason = f"{width * height // 1_000_000} million pixels, at most {MOST_PIXELS // 1_000_000}"
                raise FileTooLarge(file=source.shown, reason=reason)
            yield Looking(index + 1)
            page = scans.page(source, Sheet(index + 1, None, []), functools.partial(_pixels, picture), DOTS)
            yield from scans.looked()
            words = words or bool(page.blocks)
            yield page
    if not words:
        raise ScanHasNoText(file=source.shown)
    notes = list(scans.notes())
    yield from notes if count > 1 else (Note("Read from the picture, by OCR."),)


def _pixels(picture: Image.Image) -> Any:
    """The picture as it is shown, no larger than `MOST_SIDE`, as an array of blue, green and red."""
    picture.draft("RGB", (MOST_SIDE, MOST_SIDE))  # a JPEG is decoded smaller at once
    shown: Image.Image = ImageOps.exif_transpose(picture)
    if shown.mode.startswith("I") or shown.mode == "F":  # sixteen bits and more
        low, high = shown.getextrema()
        span = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]
        shown = shown.convert("F").point(lambda value: value * (255.0 / span) - float(low) * (255.0 / span))  # type: ignore[arg-type]
    if shown.mode in ("RGBA", "LA", "PA") or "transparency" in shown.info:
        over = shown.convert("RGBA")
        shown = Image.new("RGB", shown.size, "white")
        shown.paste(over, mask=over.getchannel("A"))
    shown = shown.convert("RGB")
    if max(shown.size) > MOST_SIDE:
        shown.thumbnail((MOST_SIDE, MOST_SIDE), reducing_gap=3.0)
    import numpy as np

    return np.ascontiguousarray(np.asarray(shown)[:, :, ::-1])
