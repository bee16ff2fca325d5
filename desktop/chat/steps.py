"""What was searched and read for an answer, as the steps that are shown above it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.domain.events import STEPS, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Found, Passage


def searched(found: Found) -> Step:
    """Say how many files were searched, and of how many while some are still to be read."""
    files, total = str(found.files_searched), str(found.files_total)
    if found.files_searched < found.files_total:
        return Step(STEPS["searched-part"], {"files": files, "total": total})
    return Step(STEPS["searched"], {"files": files})


def read(passages: Sequence[Passage], *, whole: bool = False) -> Step:
    """Say what the answer rests on: whole files, where every page of them fits the context, else passages."""
    files = list(dict.fromkeys(passage.file for passage in passages))
    if not whole:
        return Step(STEPS["read"], {"passages": str(len(passages))})
    if len(files) == 1:
        return Step(STEPS["whole"], {"file": PurePath(files[0]).name})
    return Step(STEPS["whole-files"], {"files": str(len(files))})
