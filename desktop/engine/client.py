"""A local model as conversations and slides see it: loaded when needed, in a process that may die and comes back."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from desktop.domain.events import Progress
from desktop.domain.model import ChatMessage, ModelInfo
from desktop.engine import adapters
from desktop.engine.fit import best_context, fit, shown_size
from desktop.engine.gguf import read_header
from desktop.engine.hardware import graphics_backends
from desktop.engine.protocol import (
    Count,
    Counted,
    Done,
    EngineReply,
    Generate,
    Load,
    Loaded,
    Loading,
    NotLoaded,
    Token,
)
from desktop.errors import (
    CannotRead,
    Fault,
    FileMissing,
    InputError,
    ModelLoadFailed,
    ModelTooLarge,
    ModelUnknown,
    OutOfMemory,
    ProcessStopped,
    ProcessStoppedAgain,
)
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.outcome import Outcome

PROCESS_NAME = "model process"
#: Causes of an end (desktop.worker.outcome) that mean that memory ran out.
OUT_OF_MEMORY = ("it ran out of memory", "the graphics card ran out of memory")


class Timeouts(msgspec.Struct, frozen=True):
    """Seconds without a sign of life after which the engine counts as hung.

    Attributes:
        load: while weights are read; each hundredth is a sign.
        reply: while the prompt is read and the reply written; each batch of some seconds, and each token, is a sign.
    """

    load: float = 300.0
    reply: float = 120.0


class LocalEngine:
    """Knows the chosen model and whether the process has it in memory. An `Engine`; calls may come from any thread.

    One request at a time goes to the process; others wait their turn here, and can be cancelled while they wait.
    """

    def __init__(
        self,
        model: ModelInfo | None,
        *,
        context: int = 0,
        gpu_layers: int = -1,
        threads: int = 0,
        on_end: Callable[[Outcome], None] | None = None,
        timeouts: Timeouts | None = None,
        service: str = "desktop.engine.process:open_service",
    ) -> None:
        """Prepare; nothing is loaded yet.

        Args:
            context: tokens; 0: the model's own length up to 8192, as memory allows.
            gpu_layers: layers on the graphics card; -1: all.
            threads: CPU threads; 0: physical cores.
            on_end: told when the process ends without being asked to.
        """
        self._worker = Worker(service, name=PROCESS_NAME, on_end=on_end)
        self._timeouts = timeouts or Timeouts()
        self._turn = _Turn()
        self._model = model
        self._wanted = (context, gpu_layers, threads)
        self._load: Load | None = None
        self._loaded: Loaded | None = None
        self._loaded_pid: int | None = None
        self._deaths = 0
        self._fits: set[tuple[str, str, str, str]] = set()

    @property
    def model(self) -> ModelInfo | None:
        """The chosen model."""
        return self._model

    @property
    def loaded(self) -> Loaded | None:
        """What the loaded model runs with; None while none is loaded."""
        return self._loaded if self._loaded_pid is not None and self._worker.pid == self._loaded_pid else None

    @property
    def context(self) -> int:
        """Tokens of context; 0 while the model is not loaded."""
        loaded = self.loaded
        return loaded.context if loaded else 0

    @property
    def pid(self) -> int | None:
        """The process id, or None while there is no process."""
        return self._worker.pid

    def choose(self, model: ModelInfo | None, *, context: int = 0, gpu_layers: int = -1, threads: int = 0) -> None:
        """Use another model, or the same with other choices, from the next request on."""
        self._model = model
        self._wanted = (context, gpu_layers, threads)
        self._deaths = 0

    def ensure(self, cancel: Cancel) -> Iterator[Progress]:
        """Load the chosen model if it is not loaded, or if its process died, or if its file was replaced.

        Raises:
            ModelUnknown: none is chosen.
            FileMissing, NotAModel, CannotRead: the file cannot be used (any more).
            ModelTooLarge, ModelLoadFailed, ChatTemplateFailed, OutOfMemory, ProcessHung, Cancelled.
        """
        with self._turn.taken(cancel):
            yield from self._ensure(cancel)

    def generate(self, request: Generate, cancel: Cancel) -> Iterator[Token | Done]:
        """Write a reply; the last event is `Done`.

        Raises:
            ContextFull: the prompt alone is longer than the context.
            AdapterUnfit: an adapter of the request cannot be used with this model; nothing was yielded.
            Cancelled: `cancel` was cancelled; what was yielded before stands.
            ProcessStopped, ProcessHung, OutOfMemory: the engine died; the next call starts it again.
            As `ensure`.
        """
        with self._turn.taken(cancel):
            for reply in self._asked(request, cancel):
                if isinstance(reply, Token | Done):
                    yield reply

    def count(self, messages: Sequence[ChatMessage]) -> int:
        """Return the tokens of the prompt that `messages` make."""
        cancel = Cancel()
        with self._turn.taken(cancel):
            for reply in self._asked(Count(tuple(messages)), cancel):
                if isinstance(reply, Counted):
                    return reply.tokens
        raise Fault(what=f"the {PROCESS_NAME} did not count")

    def unload(self) -> None:
        """End the process, which gives all memory back for certain; the next request loads the model again."""
        self._loaded = self._loaded_pid = None
        self._worker.kill()

    def close(self) -> None:
        """End the process for good. It holds nothing that needs to be saved, so it is not asked."""
        self._loaded = self._loaded_pid = None
        self._worker.kill()
        self._worker.close()

    def _asked(self, request: Generate | Count, cancel: Cancel) -> Iterator[EngineReply]:
        for _ in range(2):
            for _progress in self._ensure(cancel):
                pass
            load = self._load
            meant = msgspec.structs.replace(request, model=load.path if load else "")
            if isinstance(request, Generate) and load:
                self._check_adapters(request, load)
            loaded = True
            with self._explained():
                for reply in self._worker.call(meant, EngineReply, cancel, silence=self._timeouts.reply):
                    if isinstance(reply, NotLoaded):
                        loaded = False
                        self._loaded_pid = None
                        break
                    yield reply
            if loaded:
                self._deaths = 0
                return
        raise Fault(what="the model was unloaded while it was asked")

    def _ensure(self, cancel: Cancel) -> Iterator[Progress]:
        model = self._model
        if model is None:
            raise ModelUnknown(name="")
        cancel.check()
        stamp = _stamp(model.path)
        context, gpu_layers, threads = self._wanted
        load = self._load
        if load is not None and self.loaded is not None and (load.path, load.stamp) == (model.path, stamp):
            same = load.gpu_layers == gpu_layers and load.threads == threads
            if same and (not context or load.context == best_context(model, context)):
                return
        read_header(model.path)  # native code never sees a file that was not checked just before
        load = Load(model.path, best_context(model, context), gpu_layers, threads, stamp=stamp)
        if not (gpu_layers and graphics_backends()):
            self._check_memory(model, load.context)
        self._loaded = self._loaded_pid = None
        what = f"Loading {model.name}"
        yield Progress(what, 0.0, 1.0)
        try:
            for reply in self._worker.call(load, EngineReply, cancel, silence=self._timeouts.load):
                if isinstance(reply, Loading):
                    yield Progress(what, reply.done, 1.0)
                elif isinstance(reply, Loaded):
                    self._load, self._loaded, self._loaded_pid = load, reply, self._worker.pid
        except ProcessStopped as stopped:
            cause = stopped.values.get("cause", "")
            if cause in OUT_OF_MEMORY:
                raise OutOfMemory(name=PROCESS_NAME) from stopped
            raise ModelLoadFailed(model=model.name, reason=f"its process stopped ({cause})") from stopped
        if self.loaded is None:
            raise ModelLoadFailed(model=model.name, reason="its process stopped")

    def _check_adapters(self, request: Generate, load: Load) -> None:
        """See to it that native code never reads an adapter that does not fit, or that was replaced since."""
        for use in request.adapters:
            with contextlib.suppress(InputError):
                if (use.path, _stamp(use.path), load.path, load.stamp) in self._fits:
                    continue
            adapters.check(use.path, adapters.read_base(load.path))
            self._fits.add((use.path, _stamp(use.path), load.path, load.stamp))

    def _check_memory(self, model: ModelInfo, context: int) -> None:
        needs = fit(model, context)
        if needs.label == "Won't fit" and self._worker.pid is not None:
            self.unload()  # the model that is loaded now may be what takes the memory
            needs = fit(model, context)
        if needs.label == "Won't fit":
            raise ModelTooLarge(name=model.name, needed=shown_size(needs.total), free=shown_size(needs.free))

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the death of the process into the fault that helps most."""
        try:
            yield
        except ProcessStopped as stopped:
            cause = stopped.values.get("cause", "")
            self._deaths += 1
            if cause in OUT_OF_MEMORY:
                raise OutOfMemory(name=PROCESS_NAME) from stopped
            if self._deaths > 1:
                raise ProcessStoppedAgain(name=PROCESS_NAME, cause=cause) from stopped
            raise


class _Turn:
    """Knows which thread talks to the process. A thread that already does may ask again, to count while it reads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder = 0

    @contextlib.contextmanager
    def taken(self, cancel: Cancel) -> Iterator[None]:
        """Hold the turn while the block runs; waiting for it ends with `Cancelled` when cancelled."""
        if self._holder == threading.get_ident():
            yield
            return
        while not self._lock.acquire(timeout=0.05):
            cancel.check()
        self._holder = threading.get_ident()
        try:
            yield
        finally:
            self._holder = 0
            self._lock.release()


def _stamp(path: str) -> str:
    """Return what changes when a file is replaced."""
    try:
        about = os.stat(path)
    except FileNotFoundError:
        raise FileMissing(file=Path(path).name) from None
    except OSError as error:
        raise CannotRead(file=Path(path).name, reason=error.strerror or str(error)) from None
    return f"{about.st_size}:{about.st_mtime_ns}"
