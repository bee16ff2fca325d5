"""Carry out one command, print its result, and turn what went wrong into one sentence and an exit code."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any

import msgspec

from desktop import paths, settings
from desktop.cli.report import Report
from desktop.errors import Cancelled, LecternError
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    import argparse
    from types import FrameType

#: Where each command lives; imported when it is called, so that lectern --help stays quick.
COMMANDS = {
    "ask": "desktop.cli.ask:ask",
    "index": "desktop.cli.library:add",
    "search": "desktop.cli.library:search",
    "slides": "desktop.cli.slides:slides",
    "outline": "desktop.cli.slides:outline",
    "models": "desktop.cli.models:models",
    "endpoints": "desktop.cli.endpoints:endpoints",
    "export": "desktop.cli.export:export",
    "doctor": "desktop.cli.doctor:doctor",
}


def run(arguments: argparse.Namespace) -> int:
    """Run the command that `arguments` name and return the exit code of the contract."""
    report = Report(verbose=arguments.verbose)
    cancel = Cancel()
    _stop_on_signals(cancel)
    try:
        places = paths.locate(arguments.data)
        chosen, notice = settings.load(places.settings)
        if notice:
            report.say(notice)
        module, _, name = COMMANDS[arguments.command].partition(":")
        command: Any = getattr(importlib.import_module(module), name)
        result = command(arguments, places, chosen, report, cancel)
        code = 0
        if isinstance(result, tuple):  # a result and an exit code of its own
            result, code = result
        if result is not None:
            sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(result), indent=0) + b"\n")
        sys.stdout.flush()
        return code
    except LecternError as error:
        report.quiet()
        if not isinstance(error, Cancelled) or arguments.verbose:
            report.say(str(error))
        return Cancelled.exit_code if cancel.cancelled else error.exit_code
    except KeyboardInterrupt:
        return Cancelled.exit_code
    except BrokenPipeError:
        # The reader of our output left (as in `lectern … | head`); nothing more can be said on standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        report.quiet()
        if arguments.verbose:
            traceback.print_exc()
        report.say(f"Something went wrong in Lectern: {type(error).__name__}: {error}. --verbose tells more.")
        return 1


def _stop_on_signals(cancel: Cancel) -> None:
    """Ctrl C and SIGTERM ask the work to stop in good order; a second Ctrl C interrupts it at once."""
    if threading.current_thread() is not threading.main_thread():
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if cancel.cancelled:
            raise KeyboardInterrupt
        # Not on this thread: it may hold the very lock that a watcher needs.
        threading.Thread(target=cancel.cancel, daemon=True).start()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
