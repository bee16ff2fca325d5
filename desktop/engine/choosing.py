"""What a model is loaded with: what the user wants, else what was measured, else what fits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from desktop.engine.fit import best_context, fit, shown_size
from desktop.engine.gguf import read_header
from desktop.engine.hardware import physical_cores
from desktop.engine.notebook import digest, machine
from desktop.engine.protocol import DEFAULT_CONTEXT, Cache, Flash, Load, Tuned
from desktop.engine.tuning import pays
from desktop.errors import ModelTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from desktop.domain.events import Progress
    from desktop.domain.model import ModelInfo
    from desktop.engine.notebook import Notebook
    from desktop.engine.offloading import Offloading
    from desktop.engine.protocol import Loaded
    from desktop.worker.cancel import Cancel


class Wanted(msgspec.Struct, frozen=True):
    """What the user wants; everything may be left to us.

    Attributes:
        context: tokens; 0: the model's own length up to the default, as memory allows.
        gpu_layers: layers on the graphics card; -1: as many as fit.
        threads: CPU threads; 0: as measured, else physical cores.
        batch: tokens that are read in one step; 0: as measured, else 512.
        flash, cache: "auto": as measured, else llama.cpp's own choice and 16 bits, or 8 where memory is short.
        draft: path of a small model that may guess for it; used where that was measured to pay.
    """

    context: int = 0
    gpu_layers: int = -1
    threads: int = 0
    batch: int = 0
    flash: Flash = "auto"
    cache: Cache | None = None
    draft: str = ""


class Choosing:
    """Knows what was measured and what was offloaded before."""

    def __init__(self, notebook: Notebook, offloading: Offloading) -> None:
        self._notebook, self._offloading = notebook, offloading

    def decide(self, model: ModelInfo, stamp: str, wanted: Wanted, cancel: Cancel) -> Generator[Progress, None, Load]:
        """Return (as the generator's value) what to load with; the first time with a graphics card it is tried out.

        Raises:
            Cancelled
            FileMissing, NotAModel, CannotRead: the draft cannot be used.
        """
        load = self._plain(model, stamp, wanted)
        if not (wanted.gpu_layers and self._offloading.possible):
            return msgspec.structs.replace(load, gpu_layers=0)
        chosen = yield from self._offloading.decide(model, load, context=wanted.context, cancel=cancel)
        return chosen

    def forget(self, model: ModelInfo, stamp: str, wanted: Wanted) -> None:
        """Forget the offload that was remembered, because it works no more."""
        self._offloading.forget(self._plain(model, stamp, wanted), wanted.context)

    def tuned(self, path: str, stamp: str) -> Tuned | None:
        """Return what was measured for the file on this machine and with this llama.cpp; None before that."""
        return self._notebook.tuned(_key(path, stamp))

    def measured(self, load: Load) -> bool:
        """Whether all was measured that can be, the draft too."""
        known = self.tuned(load.path, load.stamp)
        return known is not None and load.draft in {"", known.draft}

    def base(self, load: Load, loaded: Loaded, wanted: Wanted) -> Tuned:
        """Return what measuring begins with; what is known of a draft that did not pay, and so is not there, stays.

        What the user chose is no measurement: in its place stands what nobody chose, so that going back finds that.
        """
        unasked = Tuned(physical_cores())
        base = Tuned(
            unasked.threads if wanted.threads else loaded.threads,
            unasked.batch if wanted.batch else loaded.batch or load.batch,
            load.flash if wanted.flash == "auto" else unasked.flash,
            load.cache if wanted.cache is None else unasked.cache,
        )
        known = self.tuned(load.path, load.stamp)
        if known is None or load.draft:
            return base
        return msgspec.structs.replace(base, draft=known.draft, gain=known.gain, right=known.right)

    def keep(self, path: str, stamp: str, tuned: Tuned) -> None:
        """Keep what was measured."""
        self._notebook.note_tuned(_key(path, stamp), tuned)

    def _plain(self, model: ModelInfo, stamp: str, wanted: Wanted) -> Load:
        measured = self.tuned(model.path, stamp) or Tuned(physical_cores())
        known = bool(wanted.draft) and measured.draft == wanted.draft
        path = "" if known and not pays(measured) else wanted.draft
        draft = read_header(path) if path else None
        flash = wanted.flash if wanted.flash != "auto" else measured.flash
        cache: Cache = wanted.cache or (measured.cache if flash != "off" else "f16")
        if wanted.cache is None and flash != "off" and _short(model, wanted.context, draft):
            cache = "q8_0"
        return Load(
            model.path,
            best_context(model, wanted.context, cache=cache, draft=draft),
            wanted.gpu_layers,
            max(0, min(wanted.threads, os.cpu_count() or 1)) or measured.threads,
            wanted.batch or measured.batch,
            "auto" if cache != "f16" and flash == "off" else flash,
            cache,
            measured.guess,
            stamp=stamp,
            projector=model.projector,
            draft=path,
            drafting=known and pays(measured),
        )


def check_memory(model: ModelInfo, load: Load, make_room: Callable[[], None]) -> None:
    """Make sure that the memory that is free holds a model; where it does not, look again once room was made.

    Raises:
        ModelTooLarge
    """
    draft = read_header(load.draft) if load.draft else None
    for _ in range(2):
        if (needs := fit(model, load.context, load.batch, cache=load.cache, draft=draft)).label != "Won't fit":
            return
        make_room()
    raise ModelTooLarge(name=model.name, needed=shown_size(needs.total), free=shown_size(needs.free))


def _short(model: ModelInfo, context: int, draft: ModelInfo | None) -> bool:
    """Whether keys and values of 16 bits need too much memory, and those of 8 bits do not."""
    tokens = context or min(model.context_length or DEFAULT_CONTEXT, DEFAULT_CONTEXT)
    labels = [fit(model, tokens, cache=cache, draft=draft).label for cache in ("f16", "q8_0")]
    return labels[0] == "Won't fit" and labels[1] != "Won't fit"


def _key(path: str, stamp: str) -> str:
    return digest("tuned", machine(), path, stamp)
