"""lectern endpoints: servers that may answer in place of this computer: list, add, test, give a key, remove."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Any

import msgspec

from desktop import settings as kept
from desktop.domain.endpoint import Endpoint, checked
from desktop.engine.remote import RemoteEngine
from desktop.errors import CannotWrite, EndpointUnknown, KeyUnusable, UsageError
from desktop.keys import VARIABLE, Key, Keys

if TYPE_CHECKING:
    import argparse

    from desktop.cli.report import Report
    from desktop.paths import Paths
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel


def endpoints(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """List, add, test or remove servers, or keep a key for one; return JSON for --json, else None after the lines.

    Raises:
        UsageError: something that the action needs was not given.
        EndpointUnknown: there is no server of this name.
        LecternError: a server that is tested does not answer.
    """
    action = arguments.action
    if action == "list":
        return _listed(settings.endpoints, arguments.json)
    if not arguments.name:
        raise UsageError(what=f"lectern endpoints {action} needs the name of a server.")
    keys = Keys()
    if action == "add":
        return _add(arguments, paths, settings, keys, report)
    endpoint = _found(settings, arguments.name)
    if action == "key":
        keep_key(keys, endpoint, report)
    elif action == "test":
        return _tested(endpoint, keys, paths, cancel, arguments.json)
    elif action == "remove":
        keys.forget(endpoint.name, endpoint.origin)
        chosen = "" if settings.model.endswith(f"@{endpoint.name}") else settings.model
        _save(paths, settings, tuple(other for other in settings.endpoints if other != endpoint), chosen)
        report.say(f"Removed “{endpoint.name}” and its key.")
    return None


def _add(arguments: argparse.Namespace, paths: Paths, settings: Settings, keys: Keys, report: Report) -> Any:
    if not arguments.url:
        raise UsageError(what="lectern endpoints add needs a name and an address.")
    endpoint = checked(
        arguments.name,
        arguments.url,
        arguments.model,
        arguments.context,
        plain=arguments.allow_unencrypted_key,
        sees=arguments.sees,
    )
    others = tuple(other for other in settings.endpoints if other.name.casefold() != endpoint.name.casefold())
    if arguments.key:
        keep_key(keys, endpoint, report)
    _save(paths, settings, (*others, endpoint), settings.model)
    if arguments.json:
        return _as_json(endpoint)
    sys.stdout.write(f"{_line(endpoint)}\n")
    return None


def keep_key(keys: Keys, endpoint: Endpoint, report: Report) -> None:
    """Ask for the key where a person sits, else read it from standard input; never from the arguments."""
    asked = getpass.getpass(f"Key for “{endpoint.name}”: ") if sys.stdin.isatty() else sys.stdin.readline()
    key = Key(asked.strip())
    if not key.sendable:
        raise KeyUnusable(endpoint=endpoint.name)
    if not keys.keep(endpoint.name, endpoint.origin, key):
        raise UsageError(
            what="There is no keyring on this computer, and Lectern keeps no key in a file. "
            f"Set {VARIABLE} for the commands that need it."
        )
    report.say("The key is in the keyring." if key else "The key is forgotten.")


def _tested(endpoint: Endpoint, keys: Keys, paths: Paths, cancel: Cancel, as_json: bool) -> Any:
    engine = RemoteEngine(endpoint, keys, journal=paths.journal)
    try:
        seen = engine.look(endpoint, cancel)
    finally:
        engine.close()
    if as_json:
        models = [{"name": model.id, "context_length": model.context} for model in seen.models]
        return {**_as_json(endpoint), "models": models}
    for model in seen.models:
        length = f", {model.context:,} tokens of context" if model.context else ""
        sys.stdout.write(f"{model.id}@{endpoint.name}{length}\n")
    if not seen.models:
        sys.stdout.write(f"“{endpoint.name}” answers, and keeps no list of its models.\n")
    return None


def _found(settings: Settings, name: str) -> Endpoint:
    for endpoint in settings.endpoints:
        if endpoint.name.casefold() == name.strip().casefold():
            return endpoint
    raise EndpointUnknown(name=name)


def _save(paths: Paths, settings: Settings, servers: tuple[Endpoint, ...], model: str) -> None:
    try:
        kept.save(paths.settings, msgspec.structs.replace(settings, endpoints=servers, model=model))
    except OSError as error:
        raise CannotWrite(file=paths.settings.name, reason=error.strerror or error) from error


def _listed(servers: tuple[Endpoint, ...], as_json: bool) -> Any:
    if as_json:
        return {"endpoints": [_as_json(endpoint) for endpoint in servers]}
    for endpoint in servers:
        sys.stdout.write(f"{_line(endpoint)}\n")
    if not servers:
        sys.stdout.write("There are none. All answers come from this computer.\n")
    return None


def _line(endpoint: Endpoint) -> str:
    where = "Leaves this computer" if endpoint.leaves else "On this computer"
    plain = ", unencrypted" if endpoint.exposed else ""
    return f"{endpoint.name}: {endpoint.model or 'no model chosen'} at {endpoint.url}. {where}{plain}."


def _as_json(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "name": endpoint.name,
        "url": endpoint.url,
        "model": endpoint.model,
        "context": endpoint.context,
        "leaves": endpoint.leaves,
        "sees": endpoint.sees,
        "encrypted": not endpoint.exposed,
    }
