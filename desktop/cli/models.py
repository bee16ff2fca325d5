"""lectern models: what is on this computer and how it fits; adding and removing; downloading is a module of its own."""

from __future__ import annotations

import contextlib
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.adapters import as_json as adapter_json
from desktop.cli.adapters import print_adapters
from desktop.cli.download import download, offers_as_json, print_offers
from desktop.cli.embedders import as_json as embedder_json
from desktop.cli.embedders import embedder, print_embedders, remove_embedder
from desktop.cli.fitting import as_json as fit_json
from desktop.cli.fitting import tell_fit
from desktop.documents.embedder_files import installed
from desktop.documents.embedders_here import name_of
from desktop.domain.endpoint import address_of
from desktop.engine import catalog, gguf, removal
from desktop.engine.adapters import add as add_adapter
from desktop.engine.adapters import find_adapter, installed_adapters, ours
from desktop.engine.adapters import remove as remove_adapter
from desktop.engine.bringing import bring
from desktop.engine.fit import fit, shown_size
from desktop.errors import CannotWrite, InputError, UsageError
from desktop.services import open_downloads

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from desktop.cli.report import Report
    from desktop.domain.adapter import AdapterInfo
    from desktop.domain.model import ModelInfo
    from desktop.engine.pending import Pending
    from desktop.paths import Paths
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel


def models(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """List, add, remove, or say how a model fits; return JSON for --json, else None after the lines.

    Raises:
        UsageError: the action needs a name.
        ModelUnknown, NotAModel, FileMissing: the name or file cannot be used.
    """
    action = arguments.action
    if action == "download" and not arguments.name:
        return _downloadable(paths, settings, as_json=arguments.json)
    if action == "download":
        return download(arguments.name, paths, settings, report, cancel, as_json=arguments.json)
    if action not in {"list", "fit"} and not arguments.name:
        raise UsageError(what=f"lectern models {action} needs a name or a file.")
    if action in {"add", "remove"} and (adapter := _adapter(arguments.name, paths, settings)):
        return _change_adapter(action, adapter, paths, as_json=arguments.json)
    if action == "remove" and (place := embedder(arguments.name, paths)):
        name = name_of(place)
        remove_embedder(place, paths)
        return _removed(name, as_json=arguments.json)
    if action == "add":
        info = _add(Path(arguments.name), paths)
        return _shown([info], settings, arguments.json)
    if action == "remove":
        return _remove(arguments.name, paths, settings, arguments.json)
    if action == "fit":
        return tell_fit(arguments.name, paths, settings, json=arguments.json)
    adapters = installed_adapters(paths.models, settings.model_folders)
    models = list(catalog.installed(paths.models, settings.model_folders))
    with contextlib.closing(open_downloads(paths, settings)) as downloads:
        shown = _shown(models, settings, arguments.json, adapters, downloads.pending(), installed(paths.embedders))
    return _with_served(shown, settings, as_json=arguments.json)


def _with_served(shown: Any, settings: Settings, *, as_json: bool) -> Any:
    """Tell the models of servers after those on this computer."""
    served = [endpoint for endpoint in settings.endpoints if endpoint.model]
    if as_json:
        return {**shown, "served": [{"name": address_of(one), "url": one.url, "leaves": one.leaves} for one in served]}
    for one in served:
        where = "What you ask leaves this computer." if one.leaves else "A program on this computer answers."
        sys.stdout.write(f"{address_of(one)}: {where}\n  {one.url}\n")
    return None


def _downloadable(paths: Paths, settings: Settings, *, as_json: bool) -> Any:
    if as_json:
        return {"models": offers_as_json(paths, settings)}
    print_offers(paths, settings)
    return None


def _adapter(name: str, paths: Paths, settings: Settings) -> AdapterInfo | None:
    """Return the adapter that is meant; None where it may be a model."""
    try:
        return find_adapter(name, paths.models, settings.model_folders)
    except InputError:
        return None


def _change_adapter(action: str, info: AdapterInfo, paths: Paths, *, as_json: bool) -> Any:
    if action == "add":
        info = add_adapter(info.path, paths.models)
        if as_json:
            return {"models": [], "adapters": [adapter_json(info)]}
        print_adapters([info])
        return None
    if not ours(info, paths.models):
        raise UsageError(what=f"“{info.name}” is not in Lectern's own folder, so its file is left where it is.")
    remove_adapter(info)
    return _removed(info.name, as_json=as_json)


def _add(file: Path, paths: Paths) -> ModelInfo:
    """Link the files of a model into our folder, or copy them where links are not to be had; the originals stay.

    A model that sees gets a folder, since its projector often has the name that others have too.
    """
    info = gguf.read_header(str(file.absolute()))
    first = Path(info.path)
    folder = paths.models / first.stem if info.projector else paths.models
    for one in (*removal.files_of(info), *([Path(info.projector)] if info.projector else [])):
        place = folder / one.name
        if not place.exists():
            bring(one, place)
        elif not place.samefile(one) and place.stat().st_size != one.stat().st_size:
            raise CannotWrite(file=place.name, reason="another file of this name is there")
    return gguf.read_header(str(folder / first.name))


def _remove(name: str, paths: Paths, settings: Settings, as_json: bool) -> Any:
    info = catalog.find(name, paths.models, settings.model_folders)
    file = Path(info.path)
    if not file.is_relative_to(paths.models):
        raise UsageError(what=f"“{info.name}” is not in Lectern's own folder, so its file is left where it is.")
    try:
        removal.delete(removal.remove(info, paths.models))
    except OSError as error:
        raise CannotWrite(file=file.name, reason=error.strerror or error) from error
    return _removed(info.name, as_json=as_json)


def _removed(name: str, *, as_json: bool) -> Any:
    if as_json:
        return {"removed": name}
    sys.stdout.write(f"Removed {name}.\n")
    return None


def _shown(
    found: list[ModelInfo],
    settings: Settings,
    as_json: bool,
    adapters: Sequence[AdapterInfo] = (),
    unfinished: Sequence[Pending] = (),
    embedders: Sequence[Path] = (),
) -> Any:
    fits = [(info, fit(info, settings.context)) for info in found]
    if as_json:
        return {
            "models": [fit_json(info, needs) for info, needs in fits],
            "adapters": [adapter_json(info) for info in adapters],
            "embedders": [embedder_json(place) for place in embedders],
            "unfinished": [{"name": one.wanted.name, "done": one.done, "size": one.wanted.size} for one in unfinished],
        }
    for info, needs in fits:
        starter = " (comes with Lectern)" if info.starter else f" (from {info.origin})" if info.origin else ""
        licence = f", licence {info.licence_name}" if info.licence_name else ""
        sys.stdout.write(
            f"{info.name}{starter}: {_weights(info)}, {info.quantisation}, {shown_size(info.size)}, "
            f"{info.context_length:,} tokens of context{licence}. {needs.label}.\n  {info.path}\n"
        )
    print_adapters(adapters)
    print_embedders(embedders)
    for one in unfinished:
        size = f" of {shown_size(one.wanted.size)}" if one.wanted.size else ""
        sys.stdout.write(
            f"{one.wanted.name}: not complete, {shown_size(one.done)}{size}. "
            f"lectern models download {shlex.quote(one.wanted.name)} goes on.\n"
        )
    return None


def _weights(info: ModelInfo) -> str:
    return f"{info.parameters / 1e9:.1f} B" if info.parameters >= 1e9 else f"{info.parameters / 1e6:.0f} M"
