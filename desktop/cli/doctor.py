"""lectern doctor: what this computer has, what the engine will use, and whether all is well, in plain words."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import psutil

from desktop import __version__, journal
from desktop.cli.engine_words import about_words, engine_details, engine_words
from desktop.engine.fit import shown_size
from desktop.errors import LecternError
from desktop.services import open_services

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from desktop.cli.report import Report
    from desktop.paths import Paths
    from desktop.services import Services
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel

#: Free space below which a model or a large library will not fit.
LITTLE_SPACE = 2 * 10**9
#: Connections of the journal that are told.
TOLD = 10
#: Instructions that make llama.cpp quick, in the order of /proc/cpuinfo's names.
TELLING_FLAGS = ("avx", "avx2", "fma", "f16c", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile")


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at; `fix` is the next step where it is not well."""

    name: str
    ok: bool
    message: str
    fix: str = ""


def doctor(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """Look at everything; return the JSON of the contract, or None after the lines, and 1 when not all is well."""
    checks: list[Check] = [_folder(paths), _space(paths), _sqlite()]
    engine: dict[str, Any] = {"backend": "", "gpu_layers": 0, "threads": 0, "why": []}
    try:
        with open_services(paths, settings) as services:
            if (lost := services.lost) is not None:
                checks.append(Check("chosen model", ok=False, message=lost.message, fix=lost.hint))
            checks.append(_engine(services, engine, report, cancel, measure=arguments.measure))
            checks.append(_library(services, cancel))
    except LecternError as error:
        checks.append(Check("model", ok=False, message=error.message, fix=error.hint))
    found = {
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cpu": _cpu(),
        "gpu": _gpus(),
        "memory": {"total": psutil.virtual_memory().total, "free": psutil.virtual_memory().available},
        "engine": engine,
        "packages": {name: _version(name) for name in ("llama-cpp-python", "chromadb", "sentence-transformers")},
        "data": str(paths.data),
        "connections": [msgspec.structs.asdict(connection) for connection in journal.read(paths.journal, TOLD)],
        "checks": [msgspec.structs.asdict(check) for check in checks],
    }
    code = 0 if all(check.ok for check in checks) else 1
    if arguments.json:
        return found, code
    _tell(found, checks)
    return None, code


def _tell(found: dict[str, Any], checks: list[Check]) -> None:
    wrong = [check for check in checks if not check.ok]
    cpu, memory, engine = found["cpu"], found["memory"], found["engine"]
    one = "One thing needs your attention" if len(wrong) == 1 else f"{len(wrong)} things need your attention"
    lines = [f"{one}, marked with an exclamation mark." if wrong else "All is well.", ""]
    for check in checks:
        lines.append(f"{'ok' if check.ok else '!':3} {check.name.capitalize():12} {check.message}")
        if check.fix:
            lines.append(f"{'':16} {check.fix}")
    lines += [
        "",
        f"This computer: {cpu['name']} with {cpu['cores']} cores; {shown_size(memory['free'])} of "
        f"{shown_size(memory['total'])} memory are free; {_cards(found['gpu'])}.",
        *engine["why"],
        "",
        *_left(found["connections"]),
        f"What you ask, and what Lectern keeps, lies in {found['data']}",
        "",
        "Details, for a report of a fault:",
        f"    Lectern {found['version']}, Python {found['python']}, {found['platform']}",
        f"    {', '.join(f'{name} {version}' for name, version in found['packages'].items() if version)}",
        f"    instructions of the processor that make it quick: {', '.join(cpu['flags']) or 'none'}",
    ]
    if engine.get("details"):
        lines.append(f"    the model works with {engine['details']}")
    sys.stdout.write("\n".join(lines) + "\n")


def _cards(gpus: list[dict[str, Any]]) -> str:
    if not gpus:
        return "no graphics card that the engine could use"
    return "; ".join(f"{gpu['name']}, {shown_size(gpu['free'])} of {shown_size(gpu['memory'])} free" for gpu in gpus)


def _left(connections: list[dict[str, Any]]) -> list[str]:
    """Say with whom Lectern spoke last, because somebody asked it to."""
    if not connections:
        return ["Nothing has left this computer so far."]
    lines = [f"The last {len(connections)} connections that Lectern made, because somebody asked it to:"]
    for one in connections:
        failed = ", failed" if one["failed"] else ""
        sizes = f"{journal.shown(one['sent'])} sent, {journal.shown(one['received'])} received"
        lines.append(f"    {one['time']}  {one['host']}  {one['purpose']} {one['what']}: {sizes}{failed}")
    return lines


def _engine(services: Services, engine: dict[str, Any], report: Report, cancel: Cancel, *, measure: bool) -> Check:
    model = services.engine.model
    name = model.name if model else ""
    try:
        for progress in services.engine.ensure(cancel):
            report.progress(progress)
        if measure and not (model and model.endpoint):
            for progress in services.engine.local.tune(cancel, anyway=True):
                report.progress(progress)
    except LecternError as error:
        return Check("model", ok=False, message=error.message, fix=error.hint)
    finally:
        report.quiet()
    if model is not None and model.endpoint:
        where = "What you ask leaves this computer." if model.leaves else "It is on this computer."
        tokens = services.engine.context
        message = f"{name} answers, and reads up to {tokens:,} tokens at once, about {about_words(tokens)}. {where}"
        return Check("model", ok=True, message=message)
    loaded = services.engine.loaded
    if loaded is not None:
        engine.update(backend=loaded.backend, gpu_layers=loaded.gpu_layers, threads=loaded.threads)
        engine.update(model=name, context=loaded.context, layers=loaded.layers, batch=loaded.batch)
        engine.update(flash=loaded.flash, cache=loaded.cache)
        tuned = services.engine.local.tuned
        engine["measured"] = msgspec.structs.asdict(tuned) if tuned else None
        engine["why"] = engine_words(loaded, tuned, services.settings)
        engine["details"] = engine_details(loaded, tuned)
    tokens = services.engine.context
    message = f"{name} loads, and reads up to {tokens:,} tokens at once, about {about_words(tokens)}."
    return Check("model", ok=True, message=message)


def _library(services: Services, cancel: Cancel) -> Check:
    def count() -> str:
        libraries = services.library.libraries()
        files = sum(info.files for info in libraries)
        shown = len([info for info in libraries if not info.hidden])
        told = (
            f"{_counted(files, 'document')} in {_counted(shown, 'library')}."
            if files or shown
            else "There are none yet."
        )
        away = [f"The vectors of “{info.name}” are kept at {info.away}." for info in libraries if info.away]
        return " ".join((told, *away))

    return _tried("documents", count)


def _counted(number: int, one: str) -> str:
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return f"{number:,} {one if number == 1 else many}"


def _folder(paths: Paths) -> Check:
    try:
        with tempfile.TemporaryFile(dir=paths.data) as probe:
            probe.write(b"lectern")
    except OSError as error:
        fix = "Choose another data folder with --data DIR."
        return Check("data folder", ok=False, message=f"It cannot be written to ({error.strerror}).", fix=fix)
    if os.name == "posix" and paths.data.stat().st_mode & 0o077:
        fix = f"Run: chmod 700 '{paths.data}'"
        return Check("data folder", ok=False, message="Other users of this computer can read it.", fix=fix)
    return Check("data folder", ok=True, message="It can be written to, and only you can read it.")


def _space(paths: Paths) -> Check:
    free = shutil.disk_usage(paths.data).free
    text = f"{shown_size(free)} are free where Lectern keeps its data."
    fix = "" if free > LITTLE_SPACE else "Free some space: a model or a large library will not fit."
    return Check("disk", ok=not fix, message=text, fix=fix)


def _sqlite() -> Check:
    def features() -> str:
        with sqlite3.connect(":memory:") as probe:
            probe.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
        return f"It works, with the search for words (SQLite {sqlite3.sqlite_version})."

    return _tried("database", features)


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, ok=True, message=look())
    except LecternError as error:
        return Check(name, ok=False, message=error.message, fix=error.hint)
    except sqlite3.Error as error:
        return Check(name, ok=False, message=f"{error}.", fix="Use a Python whose SQLite has FTS5.")


def _cpu() -> dict[str, Any]:
    name, flags = platform.processor() or platform.machine(), set()
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text("utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                name = value.strip()
            elif key.strip() == "flags":
                flags = set(value.split())
                break
    return {
        "name": name,
        "cores": psutil.cpu_count(logical=False) or 1,
        "threads": psutil.cpu_count() or 1,
        "flags": [flag for flag in TELLING_FLAGS if flag in flags],
    }


def _gpus() -> list[dict[str, Any]]:
    """Ask NVIDIA's own tool where there is one; other cards are seen through the engine's backend."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return []
    query = [tool, "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(query, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    found = []
    for line in answer.splitlines():
        name, total, free = (part.strip() for part in line.rsplit(",", 2))
        if total.isdigit() and free.isdigit():
            found.append({"name": name, "memory": int(total) << 20, "free": int(free) << 20})
    return found


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
