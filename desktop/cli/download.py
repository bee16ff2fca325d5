"""lectern models download: a model of the reviewed list, or any of a repository on the hub, paused and resumed."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.engine import offers as catalogue
from desktop.engine.catalog import installed
from desktop.engine.download import from_offer, from_repo
from desktop.engine.fit import shown_part, shown_size
from desktop.engine.naming import meant, repository
from desktop.errors import Cancelled, UsageError
from desktop.paths import assets
from desktop.services import open_downloads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.cli.report import Report
    from desktop.engine.download import Downloads, Fetched
    from desktop.engine.pending import HubFile, Wanted
    from desktop.paths import Paths
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel

#: The quantisation that is taken where none is named and a repository has it once: the usual balance of size and care.
USUAL = "Q4_K_M"


def download(name: str, paths: Paths, settings: Settings, report: Report, cancel: Cancel, *, as_json: bool) -> Any:
    """Download the model that `name` means and return JSON for --json, else None after a line.

    Args:
        name: of the reviewed list, of a download that was begun, or "owner/repo" or "owner/repo:file.gguf".

    Raises:
        UsageError: no model of the list has this name; the repository has several models, and none was named.
        Cancelled: stopped; what came is kept.
        DownloadFailed, DownloadDamaged, NotEnoughSpace, DiskFull, CannotWrite: see `Downloads.fetch`.
    """
    with contextlib.closing(open_downloads(paths, settings)) as downloads:
        wanted = _wanted(name, downloads, cancel)
        report.say(
            f"Downloading {wanted.name} from {wanted.repo}" + (f", {shown_size(wanted.size)}." if wanted.size else ".")
        )
        last: Fetched | None = None
        try:
            for last in downloads.fetch(wanted, cancel):
                report.transfer(transfer_words(last), last.done, last.total)
        except Cancelled:
            report.quiet()
            kept = [f" at {shown_size(one.done)}" for one in downloads.pending() if one.wanted.key == wanted.key]
            report.say(f"Paused{''.join(kept)}. The same command goes on from there.")
            raise
        report.quiet()
        assert last is not None
        if as_json:
            return {"name": wanted.name, "kind": wanted.kind, "path": last.path, "size": last.total}
        if last.without:
            report.say(f"It sees no pictures, since {last.without} could not be had.")
        sys.stdout.write(f"{wanted.name}, {shown_size(last.total)}, is in {last.path}\n")
        return None


def print_offers(paths: Paths, settings: Settings) -> None:
    """Write the reviewed list of models that can be downloaded, and which of them are here already."""
    here = _here(paths, settings)
    for offer in catalogue.offers(assets() / "catalog.json"):
        label = offer.label() if offer.kind == "chat" else "For search by meaning"
        there = "On this computer already. " if offer.name in here else ""
        sys.stdout.write(
            f"{offer.name}: {shown_size(offer.whole_size)}, {offer.licence}. {label}. {there}{offer.about}\n"
        )


def offers_as_json(paths: Paths, settings: Settings) -> list[dict[str, Any]]:
    """Return the reviewed list for --json."""
    here = _here(paths, settings)
    return [
        {
            "name": offer.name,
            "kind": offer.kind,
            "repo": offer.repo,
            "file": offer.file,
            "size": offer.whole_size,
            "sha256": offer.sha256,
            "licence": offer.licence,
            "fit": offer.label(),
            "here": offer.name in here,
        }
        for offer in catalogue.offers(assets() / "catalog.json")
    ]


def _here(paths: Paths, settings: Settings) -> set[str]:
    """Return the names of the list's models that are on this computer, those for search too."""
    files = {Path(model.path).name for model in installed(paths.models, settings.model_folders)}
    with contextlib.closing(open_downloads(paths, settings)) as downloads:
        return {
            offer.name
            for offer in catalogue.offers(assets() / "catalog.json")
            if offer.file in files or downloads.place(from_offer(offer)).exists()
        }


def transfer_words(told: Fetched) -> str:
    """Return how far a download is, in words ("3.8 of 9.0 GB, 21 MB/s, about 4 min left")."""
    if told.step == "checking":
        return f"Checking what came earlier, {shown_size(told.done)}"
    so_far = f"{shown_part(told.done, told.total)} of {shown_size(told.total)}" if told.total else shown_size(told.done)
    if told.step == "waiting":
        return f"{so_far}, the connection was lost; trying again"
    pace = f", {shown_size(round(told.speed))}/s" if told.speed else ""
    return f"{so_far}{pace}{_left(told.left)}"


def _left(seconds: float) -> str:
    if not seconds:
        return ""
    if seconds < 60:
        return ", less than a minute left"
    return f", about {round(seconds / 60)} min left" if seconds < 5400 else f", about {round(seconds / 3600)} h left"


def _wanted(name: str, downloads: Downloads, cancel: Cancel) -> Wanted:
    for pending in downloads.pending():
        if name.casefold() in {pending.wanted.name.casefold(), pending.wanted.key.casefold()}:
            return pending.wanted
    if offer := catalogue.find(name, catalogue.offers(assets() / "catalog.json")):
        return from_offer(offer)
    found = repository(name)
    if found is None:
        raise UsageError(
            what=_several(name)
            or f"There is no model named “{name}” in the list. lectern models download shows it; "
            "any other is named by its repository: owner/repo or owner/repo:file.gguf."
        )
    repo, file = found
    return from_repo(repo, _chosen(repo, file, downloads.browse(repo, cancel)))


def _several(name: str) -> str:
    """Say which models of the list begin with a name; nothing where none does."""
    folded = name.strip().casefold()
    begun = [
        o.name for o in catalogue.offers(assets() / "catalog.json") if folded and o.name.casefold().startswith(folded)
    ]
    return f"Several models of the list begin with “{name}”: {', '.join(begun)}. Name one of them." if begun else ""


def _chosen(repo: str, file: str, found: Sequence[HubFile]) -> HubFile:
    if not found:
        raise UsageError(what=f"{repo} has no .gguf file.")
    named = meant(file, found)
    fitting = named if file else list(found) if len(found) == 1 else [one for one in found if USUAL in one.path]
    if len(fitting) == 1:
        return fitting[0]
    listed = "\n".join(
        f"  {repo}:{one.path}  {shown_size(one.whole_size)}{', sees pictures' if one.projector else ''}"
        for one in found
    )
    what = f"{repo} has several models; name one of them"
    if file:
        what = f"{repo} has several files for {file}; name one of them" if named else f"{repo} has no file {file}"
    raise UsageError(what=f"{what}:\n{listed}\n")
