"""Find out how many layers the graphics card takes: planned, tried in a child, stepped down, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.events import Progress
from desktop.engine.gguf import tensor_sizes
from desktop.engine.hardware import graphics_backends
from desktop.engine.notebook import Notebook, Offloaded, digest, machine
from desktop.engine.offload import fewer, plan, shares
from desktop.engine.protocol import Device, Devices, Load, Loading, Look, Tried
from desktop.errors import Cancelled, LecternError
from desktop.worker.host import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from desktop.domain.model import ModelInfo
    from desktop.worker.cancel import Cancel

#: Seconds in which a child must have named the cards; drivers can take long at their first start.
LOOK_SECONDS = 60.0
#: Seconds without a sign of life in which one try must be through.
TRY_SECONDS = 300.0


class Offloading:
    """Knows what worked before; asks a fresh child whatever it does not know."""

    def __init__(
        self,
        notebook: Notebook,
        service: str = "desktop.engine.process:open_trial",
        backends: Callable[[], Sequence[str]] = graphics_backends,
    ) -> None:
        self._notebook, self._service, self._backends = notebook, service, backends

    @property
    def possible(self) -> bool:
        """Whether llama.cpp was built for any graphics card."""
        return bool(self._backends())

    def decide(self, model: ModelInfo, load: Load, *, context: int, cancel: Cancel) -> Generator[Progress, None, Load]:
        """Return (as the generator's value) what to load with.

        Args:
            load: `gpu_layers` -1 leaves the number to us, another is where trying starts.
            context: tokens that were asked for; 0 leaves the choice.

        Raises:
            Cancelled
        """
        key = digest("offload", machine(), load.path, load.stamp, load.gpu_layers, context, load.cache, load.batch)
        kept = self._notebook.offload(key)
        if kept is not None:
            return msgspec.structs.replace(load, gpu_layers=kept.gpu_layers, context=kept.context)
        devices = self.look(cancel)
        if not devices:
            return msgspec.structs.replace(load, gpu_layers=0)
        parts = shares(tensor_sizes(load.path), model.layers)
        planned = plan(model, parts, devices, context=context, batch=load.batch, cache=load.cache)
        first = planned.gpu_layers if load.gpu_layers < 0 else min(load.gpu_layers, model.layers + 1)
        tries = [first, *fewer(first)] if first else [0]
        for at, layers in enumerate(tries):
            found = Offloaded(layers, planned.context if layers else load.context)
            meant = msgspec.structs.replace(load, gpu_layers=layers, context=found.context)
            if layers:
                yield Progress(f"Trying {model.name} on the graphics card", at, len(tries))
                used = self._try(meant, cancel)
                if used is None:
                    continue
                found = msgspec.structs.replace(found, used=used)
            self._notebook.note_offload(key, found)
            return meant
        raise AssertionError("the processor alone is always the last try")

    def forget(self, load: Load, context: int) -> None:
        """Forget what worked, because it works no more; see `decide` for the arguments."""
        key = digest("offload", machine(), load.path, load.stamp, load.gpu_layers, context, load.cache, load.batch)
        self._notebook.note_offload(key, None)

    def look(self, cancel: Cancel) -> tuple[Device, ...]:
        """Return the cards that llama.cpp would use, and what is free on them now; none where looking fails."""
        answer = self._asked(Look(), cancel, LOOK_SECONDS) if self.possible else None
        return answer.devices if isinstance(answer, Devices) else ()

    def _try(self, load: Load, cancel: Cancel) -> int | None:
        """Return the bytes that it took on the cards; None where it failed in whatever way."""
        answer = self._asked(load, cancel, TRY_SECONDS)
        return answer.used if isinstance(answer, Tried) else None

    def _asked(self, request: Look | Load, cancel: Cancel, seconds: float) -> Any:
        """Return the last answer of a fresh child; None where it died, hung or refused."""
        answer: Any = None
        with Worker(self._service, name="trial process") as child:
            try:
                for answer in child.call(request, Devices | Tried | Loading, cancel, silence=seconds):  # noqa: B007
                    pass
            except Cancelled:
                raise
            except LecternError:
                return None
        return answer
