"""The engine and the library, built once for window and command line and closed in reverse order."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.library import Library
from desktop.engine import catalog
from desktop.engine.client import LocalEngine
from desktop.paths import Paths
from desktop.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.domain.model import ModelInfo
    from desktop.worker.outcome import Outcome


class Services(msgspec.Struct, frozen=True):
    """What window and command line are made of; both child processes start when they are first needed."""

    paths: Paths
    settings: Settings
    engine: LocalEngine
    library: Library


@contextlib.contextmanager
def open_services(
    paths: Paths,
    settings: Settings,
    *,
    model: str = "",
    on_end: Callable[[Outcome], None] | None = None,
) -> Iterator[Services]:
    """Build the services and close them at the end of the block.

    Args:
        model: name or path of the model to use instead of the chosen one.
        on_end: told when a child process ends that was not asked to.

    Raises:
        ModelUnknown, NotAModel, FileMissing: the model cannot be used.
    """
    with contextlib.ExitStack() as closing:
        library = Library(paths.library, on_end=on_end)
        closing.callback(library.close)
        engine = LocalEngine(
            choose_model(paths, settings, model),
            context=settings.context,
            gpu_layers=settings.gpu_layers,
            threads=settings.threads,
            on_end=on_end,
        )
        closing.callback(engine.close)
        yield Services(paths, settings, engine, library)


def choose_model(paths: Paths, settings: Settings, name: str = "") -> ModelInfo:
    """Return the model named, else the one chosen in the settings while its file is there, else the starter model.

    Raises:
        ModelUnknown, NotAModel, FileMissing: the model named cannot be used.
    """
    folders = settings.model_folders
    if name:
        return catalog.find(name, paths.models, folders)
    if settings.model:
        with contextlib.suppress(Exception):  # a chosen file that vanished must not keep the window from opening
            return catalog.find(settings.model, paths.models, folders)
    return catalog.starter_model()
