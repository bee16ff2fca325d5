"""The picture process: reads one picture that may be hostile, and writes it anew as a small plain JPEG."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from desktop.errors import FileDamaged, FileMissing, FileTooLarge, FileUnsupported
from desktop.worker.cancel import Cancel

#: Bytes and pixels of a picture that is read at all; larger ones are mostly made to break something.
MOST_BYTES = 64 << 20
MOST_PIXELS = 64_000_000
#: The longest side that is kept: models look at no more, and cut larger pictures down themselves.
LONGEST_SIDE = 1536
QUALITY = 90
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")


class Prepare(msgspec.Struct, frozen=True, tag="prepare"):
    """Read the picture at `path`, or in `data` where it came from the clipboard."""

    path: str = ""
    data: bytes = b""


class Prepared(msgspec.Struct, frozen=True, tag="prepared"):
    """A JPEG of ours: RGB, upright, at most `LONGEST_SIDE` on its longer side, with nothing else in it."""

    data: bytes
    width: int
    height: int


class PictureService:
    """Knows nothing between two pictures."""

    requests: Any = Prepare

    def lane(self, request: Prepare) -> str:
        """All in one lane."""
        return "picture"

    def handle(self, request: Prepare, cancel: Cancel) -> Iterator[Prepared]:
        """Write the picture anew; see `prepared`."""
        name = Path(request.path).name or "picture"
        yield prepared(request.data or _bytes(Path(request.path), name), name)

    def close(self) -> None:
        """Nothing is open."""


def open_service(config: bytes) -> PictureService:
    """Make the service; it takes no configuration."""
    return PictureService()


def prepared(data: bytes, name: str) -> Prepared:
    """Return the first frame of a picture as a JPEG of ours; what is transparent becomes white.

    Raises:
        FileTooLarge: it has more bytes or pixels than is safe.
        FileUnsupported: it is of no format that is read here.
        FileDamaged: its pixels cannot be read.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(data) > MOST_BYTES:
        raise FileTooLarge(file=name, reason=f"it has more than {MOST_BYTES >> 20} MB")
    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, before a pixel is read
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise FileTooLarge(file=name, reason=f"it has more than {MOST_PIXELS // 10**6} million pixels")
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                rgba = upright.convert("RGBA")
        plain = Image.new("RGB", rgba.size, "white")
        plain.paste(rgba, mask=rgba.getchannel("A"))
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=QUALITY)
    except UnidentifiedImageError:
        raise FileUnsupported(file=name) from None
    except MemoryError:
        raise FileTooLarge(file=name, reason="it needs too much memory") from None
    except FileTooLarge:
        raise
    except Exception as error:  # whatever a decoder makes of hostile bytes
        raise FileDamaged(file=name, reason="its pixels cannot be read") from error
    return Prepared(out.getvalue(), plain.width, plain.height)


def _bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FileMissing(file=name) from None
    except OSError as error:
        raise FileDamaged(file=name, reason=error.strerror or "it cannot be opened") from None
