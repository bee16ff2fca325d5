"""Entry point: read the command line, then hand over to the window, the tour or a command."""

from __future__ import annotations

import multiprocessing
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run Lectern and return its exit code.

    Imports wait until they are needed: a spawned child imports this module again, and must not load Qt for it.
    """
    multiprocessing.freeze_support()
    from desktop.cli.parser import parse

    arguments = parse(argv)
    if arguments.command is None:
        from desktop.app.main import run_window
        from desktop.errors import LecternError

        try:
            return run_window(arguments.data)
        except LecternError as error:
            sys.stderr.write(f"{error}\n")
            return error.exit_code
    if arguments.command == "tour":
        from desktop.tour import run_tour

        return run_tour(arguments.outdir, arguments.data)
    from desktop.cli.run import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
