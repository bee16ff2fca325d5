"""Adapters that were found to fit a model, so that each is looked at once and not with every question."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from desktop.engine import adapters
from desktop.engine.gguf import stamp
from desktop.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.adapter import AdapterUse
    from desktop.engine.protocol import Load


class CheckedAdapters:
    """Knows which files fit which model, as long as neither is replaced."""

    def __init__(self) -> None:
        self._fits: set[tuple[str, str, str, str]] = set()

    def check(self, uses: Sequence[AdapterUse], load: Load) -> None:
        """See to it that native code never reads an adapter that does not fit, or that was replaced since.

        Raises:
            As `desktop.engine.adapters.check`.
        """
        for use in uses:
            with contextlib.suppress(InputError):
                if (use.path, stamp(use.path), load.path, load.stamp) in self._fits:
                    continue
            adapters.check(use.path, adapters.read_base(load.path))
            self._fits.add((use.path, stamp(use.path), load.path, load.stamp))
