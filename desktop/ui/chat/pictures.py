"""Pictures for the next question of each chat: read in a process of their own, and kept until the question is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.domain.conversation import PicturePart
from desktop.engine.pictures import is_picture, picture_in, picture_of, unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.model import ModelInfo
    from desktop.errors import LecternError
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel

#: Pictures are read one after the other.
LANE = "chat-pictures"


class Waiting(msgspec.Struct, frozen=True):
    """A picture for the next question; `part` is None while it is being read."""

    number: int
    name: str
    part: PicturePart | None = None


class Pictures(QObject):
    """Knows the pictures that wait in each chat, and whether the model in use sees any.

    Signals:
        changed(conversation): one was added, read or taken away.
        failed(LecternError): one cannot be used, or the model does not see.
    """

    changed = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, model: Callable[[], ModelInfo | None]) -> None:
        super().__init__()
        self._tasks, self._model = tasks, model
        self._waiting: dict[int, dict[int, Waiting]] = {}
        self._count = 0

    @property
    def sees(self) -> bool:
        """Whether the model in use sees pictures."""
        model = self._model()
        return model is not None and model.sees

    @property
    def model_name(self) -> str:
        """The name of the model in use."""
        model = self._model()
        return model.name if model is not None else ""

    def of(self, conversation: int | None) -> tuple[Waiting, ...]:
        """Return the pictures that wait in a conversation, in the order in which they were given."""
        return tuple(self._waiting.get(conversation, {}).values()) if conversation is not None else ()

    def reading(self, conversation: int | None) -> bool:
        """Whether pictures are still being read."""
        return any(waiting.part is None for waiting in self.of(conversation))

    def apart(self, paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
        """Tell the pictures that can be put into a question from the files that are read as documents.

        Where the model does not see, pictures are documents too, which is said through `failed`.
        """
        pictures = [path for path in paths if is_picture(path)]
        if pictures and not self.sees:
            self.refuse()
            pictures = []
        return pictures, [path for path in paths if path not in pictures]

    def refuse(self) -> None:
        """Say why the model in use does not see."""
        self.failed.emit(unseen(self._model()))

    def add(self, conversation: int, given: Path | bytes, name: str = "") -> None:
        """Read a picture for the next question, from a file or from the bytes of one."""
        self._count += 1
        number, shown = self._count, given.name if isinstance(given, Path) else name
        self._waiting.setdefault(conversation, {})[number] = Waiting(number, shown)

        def work(cancel: Cancel) -> Iterator[PicturePart]:
            yield picture_of(given, cancel) if isinstance(given, Path) else picture_in(given, name, cancel)

        def take(batch: Sequence[PicturePart]) -> None:
            if number in self._waiting.get(conversation, {}):
                self._waiting[conversation][number] = Waiting(number, shown, batch[-1])
                self.changed.emit(conversation)

        def refuse(error: Exception | LecternError) -> None:
            self.remove(conversation, number)
            self.failed.emit(error)

        self._tasks.run(work, take, lambda: None, refuse, lane=LANE)
        self.changed.emit(conversation)

    def remove(self, conversation: int, number: int) -> None:
        """Take a picture away."""
        if self._waiting.get(conversation, {}).pop(number, None) is not None:
            self.changed.emit(conversation)

    def take(self, conversation: int | None) -> tuple[PicturePart, ...]:
        """Return the pictures that are read; they belong to a question now."""
        parts = tuple(waiting.part for waiting in self.of(conversation) if waiting.part is not None)
        if conversation is not None and conversation in self._waiting:
            del self._waiting[conversation]
            self.changed.emit(conversation)
        return parts


#: Formats of the clipboard in which a picture comes as the bytes of a file, the best first.
CLIPBOARD: tuple[Literal["image/png", "image/jpeg", "image/webp", "image/bmp"], ...] = (
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/bmp",
)
