"""The service that writes decks in a child process, so that a template of the user is never opened in the window's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.slides.ooxml.inspect import inspect
from desktop.slides.protocol import Write, Wrote
from desktop.slides.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.worker.cancel import Cancel


class WriterService:
    """Knows how to make the bytes of a file of a deck; the parent saves them."""

    requests = Write

    def lane(self, request: Write) -> str:
        """All in one lane."""
        return "write"

    def handle(self, request: Write, cancel: Cancel) -> Iterator[Wrote]:
        """Yield the file; errors are those of `render`."""
        template = Path(os.fsdecode(request.template)) if request.template else None
        content = render(request.deck, template, request.author)
        cancel.check()
        yield Wrote(content, inspect(content, request.deck))

    def close(self) -> None:
        """Nothing is held."""


def open_service(config: bytes) -> WriterService:
    """Make the service; `config` is not used."""
    return WriterService()
