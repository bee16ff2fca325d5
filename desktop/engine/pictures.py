"""Pictures for a question: read by a process of their own, which may die of them, and kept as JPEGs of ours."""

from __future__ import annotations

from pathlib import Path

from desktop.domain.conversation import PicturePart
from desktop.domain.model import ModelInfo
from desktop.engine.picture_process import MOST_BYTES, Prepare, Prepared
from desktop.errors import (
    FileDamaged,
    FileMissing,
    FileTooLarge,
    OutOfMemory,
    PicturesUnseen,
    ProcessHung,
    ProcessStopped,
    ProjectorUnusable,
)
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.protocol import Limits

#: Endings of files that are taken for pictures.
ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"})
MEMORY = 1 << 30
SECONDS = 60.0


def is_picture(path: Path) -> bool:
    """Whether the name of a file says that it is a picture."""
    return path.suffix.lower() in ENDINGS


def unseen(model: ModelInfo | None) -> PicturesUnseen | ProjectorUnusable:
    """Return what to tell of a model, or of none, that does not see pictures."""
    if model is not None and model.projector_fault:
        file, reason = model.projector_fault
        return ProjectorUnusable(file=file, model=model.name, reason=reason)
    return PicturesUnseen(model=model.name if model else "No model")


def picture_of(path: Path, cancel: Cancel) -> PicturePart:
    """Read the picture at `path`.

    Raises:
        FileMissing, FileTooLarge, FileUnsupported, FileDamaged: it cannot be used.
        Cancelled: `cancel` was cancelled.
    """
    if not path.is_file():
        raise FileMissing(file=path.name)
    return _prepared(Prepare(path=str(path)), path.name, cancel)


def picture_in(data: bytes, name: str, cancel: Cancel) -> PicturePart:
    """Read a picture that came from the clipboard as the bytes of a file.

    Raises:
        As `picture_of`.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge(file=name, reason=f"it has more than {MOST_BYTES >> 20} MB")
    return _prepared(Prepare(data=data), name, cancel)


def _prepared(request: Prepare, name: str, cancel: Cancel) -> PicturePart:
    worker = Worker("desktop.engine.picture_process:open_service", name="picture process", limits=Limits(memory=MEMORY))
    try:
        done = worker.ask(request, Prepared, cancel, deadline=SECONDS)
    except (ProcessStopped, ProcessHung, OutOfMemory):
        raise FileDamaged(file=name, reason="its pixels cannot be read") from None
    finally:
        worker.kill()
        worker.close()
    return PicturePart(name=name, data=done.data, width=done.width, height=done.height)
