"""The process that exports an embedder: torch's memory goes back with it, and its fall would harm nothing.

Run as ``python -m desktop.documents.export_process`` it exports the starter model for this installation.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.embedder_files import examine, starter_folder
from desktop.documents.exported import SHIPPED
from desktop.worker.child import QUIET_ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.worker.cancel import Cancel

SERVICE = "desktop.documents.export_process:open_service"


class Export(msgspec.Struct, frozen=True):
    """Export the model in a folder to a place for exported ones; answered by `Made`."""

    folder: str
    place: str


class Made(msgspec.Struct, frozen=True):
    """It is there."""


class ExportService:
    """Exports one model after the other."""

    requests = Export

    def lane(self, request: Export) -> str:
        """One after the other."""
        return "export"

    def handle(self, request: Export, cancel: Cancel) -> Iterator[msgspec.Struct]:
        """Yield `Made`.

        Raises:
            FileMissing, NotAModel, DiskFull, CannotWrite: as `desktop.documents.export.export`.
        """
        from desktop.documents.export import export

        export(examine(Path(request.folder)), Path(request.place))
        yield Made()

    def close(self) -> None:
        """Nothing is held."""


def open_service(config: bytes) -> ExportService:
    """Make the service, which needs no configuration."""
    return ExportService()


def main() -> None:
    """Export the starter model to the folder that belongs to this Python environment."""
    os.environ.update(QUIET_ENVIRONMENT)
    from desktop.documents.export import export

    export(examine(starter_folder()), SHIPPED)


if __name__ == "__main__":
    main()
