"""The engine and the library, built once for window and command line and closed in reverse order."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.library import Library
from desktop.domain.endpoint import model_at, named
from desktop.engine import catalog
from desktop.engine.chosen import ChosenEngine
from desktop.engine.client import LocalEngine
from desktop.engine.download import Downloads
from desktop.engine.remote import RemoteEngine
from desktop.errors import EndpointUnknown, ModelLost, ModelUnknown
from desktop.keys import Keys
from desktop.paths import Paths
from desktop.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.domain.model import ModelInfo
    from desktop.worker.outcome import Outcome


class Services(msgspec.Struct, frozen=True):
    """What window and command line are made of; the child processes start when they are first needed.

    Attributes:
        lost: tells that the model chosen in the settings is gone, and that the starter answers instead.
    """

    paths: Paths
    settings: Settings
    engine: ChosenEngine
    library: Library
    keys: Keys
    downloads: Downloads
    lost: ModelLost | None = None


@contextlib.contextmanager
def open_services(
    paths: Paths,
    settings: Settings,
    *,
    model: str = "",
    draft: str = "",
    on_end: Callable[[Outcome], None] | None = None,
) -> Iterator[Services]:
    """Build the services and close them at the end of the block.

    Args:
        model: name or path of the model to use instead of the chosen one, or MODEL@SERVER.
        draft: name or path of a small model that may guess for it, instead of the one in the settings.
        on_end: told when a child process ends that was not asked to.

    Raises:
        ModelUnknown, EndpointUnknown, NotAModel, FileMissing: the model cannot be used.
    """
    with contextlib.ExitStack() as closing:
        library = Library(
            paths.library,
            journal=paths.journal,
            on_end=on_end,
            pictures=settings.read_pictures,
            precision=settings.precision,
            reranker=settings.reranker,
        )
        closing.callback(library.close)
        chosen = choose_model(paths, settings, model)
        local = LocalEngine(
            None if chosen.endpoint else chosen,
            context=settings.context,
            gpu_layers=settings.gpu_layers,
            threads=settings.threads,
            on_end=on_end,
            notes=paths.engine,
        )
        drafts = settings.drafts
        if draft:
            drafts = drafts | {chosen.path: catalog.find(draft, paths.models, settings.model_folders).path}
        cache = None if settings.cache == "auto" else settings.cache
        local.prefer(batch=settings.batch, flash=settings.flash, cache=cache, drafts=drafts)
        keys = Keys()
        asked = named(chosen.path, settings.endpoints) if chosen.endpoint else None
        remote = RemoteEngine(asked, keys, journal=paths.journal, on_end=on_end)
        engine = ChosenEngine(local, remote, settings.endpoints)
        closing.callback(engine.close)
        downloads = open_downloads(paths, settings)
        closing.callback(downloads.close)
        gone = not model and settings.model and not _there(paths, settings)
        lost = ModelLost(model=Path(settings.model).name.removesuffix(".gguf"), other=chosen.name) if gone else None
        yield Services(paths, settings, engine, library, keys, downloads, lost)


def open_downloads(paths: Paths, settings: Settings) -> Downloads:
    """Return what downloads models; its process starts, and a connection is made, only when one is asked for."""
    return Downloads(paths.models, paths.journal, settings.hub, embedders=paths.embedders)


def choose_model(paths: Paths, settings: Settings, name: str = "") -> ModelInfo:
    """Return the model named, else the one chosen in the settings while it is there, else the starter model.

    Raises:
        ModelUnknown, EndpointUnknown, NotAModel, FileMissing: the model named cannot be used.
    """
    folders = settings.model_folders
    if name:
        return served_model(settings, name) or catalog.find(name, paths.models, folders)
    return _there(paths, settings) or catalog.starter_model()


def _there(paths: Paths, settings: Settings) -> ModelInfo | None:
    """Return the model chosen in the settings; None where none is, or it cannot be used any more."""
    if not settings.model:
        return None
    with contextlib.suppress(Exception):  # a chosen file that vanished must not keep the window from opening
        served = served_model(settings, settings.model)
        return served or catalog.find(settings.model, paths.models, settings.model_folders)
    return None


def served_model(settings: Settings, name: str) -> ModelInfo | None:
    """Return the model of a server that MODEL@SERVER or @SERVER means; None where it means a file.

    Raises:
        ModelUnknown: none of the server's models is named or chosen.
        EndpointUnknown: it can mean nothing else, and there is no such server.
    """
    endpoint = named(name, settings.endpoints)
    if endpoint is None:
        _, mark, server = name.rpartition("@")
        if mark and server and "/" not in server and not name.lower().endswith(".gguf") and name != settings.model:
            raise EndpointUnknown(name=server)
        return None
    if not endpoint.model:
        raise ModelUnknown(name=name)
    return model_at(endpoint)
