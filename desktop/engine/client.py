"""A local model as conversations and slides see it: loaded when needed, in a process that may die and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from desktop.domain.events import Progress
from desktop.domain.model import ChatMessage, ModelInfo
from desktop.engine.checked_adapters import CheckedAdapters
from desktop.engine.choosing import Choosing, Wanted, check_memory
from desktop.engine.deaths import OUT_OF_MEMORY, explained, input_key
from desktop.engine.gguf import read_header, stamp
from desktop.engine.hardware import busy
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.engine.protocol import (
    Cache,
    Count,
    Counted,
    Done,
    EngineReply,
    Flash,
    Generate,
    Load,
    Loaded,
    Loading,
    Measure,
    Measured,
    NotLoaded,
    Token,
    Tuned,
)
from desktop.engine.turns import Turns
from desktop.errors import Fault, LecternError, ModelLoadFailed, ModelUnknown, OutOfMemory, ProcessStopped
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.outcome import Outcome

PROCESS_NAME = "model process"
#: Seconds after which measuring begins nothing new.
MEASURE_SECONDS = 20.0


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
        notes: Path | None = None,
        offloading: Offloading | None = None,
    ) -> None:
        """Prepare; nothing is loaded yet.

        Args:
            context: tokens; 0: the model's own length up to 8192, as memory allows.
            gpu_layers: layers on the graphics card; -1: as many as fit.
            threads: CPU threads; 0: as measured, else physical cores.
            on_end: told when the process ends without being asked to.
            notes: the file in which is kept what was found out about models on this computer.
        """
        self._worker = Worker(service, name=PROCESS_NAME, on_end=on_end)
        self._timeouts = timeouts or Timeouts()
        self._turn = Turns()
        self._model = model
        self._wanted = Wanted(context, gpu_layers, threads)
        self._notebook = Notebook(notes)
        self._choosing = Choosing(self._notebook, offloading or Offloading(self._notebook))
        self._drafts: Mapping[str, str] = {}
        self._load: Load | None = None
        self._asked_for: tuple[str, str, Wanted] | None = None
        self._loaded: Loaded | None = None
        self._loaded_pid: int | None = None
        self._adapters = CheckedAdapters()

    @property
    def model(self) -> ModelInfo | None:
        """The chosen model."""
        return self._model

    @property
    def loaded(self) -> Loaded | None:
        """What the loaded model runs with; None while none is loaded."""
        return self._loaded if self._loaded_pid is not None and self._worker.pid == self._loaded_pid else None

    @property
    def load(self) -> Load | None:
        """What the model was loaded with last."""
        return self._load

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
        self._wanted = msgspec.structs.replace(self._wanted, context=context, gpu_layers=gpu_layers, threads=threads)

    def prefer(
        self, *, batch: int = 0, flash: Flash = "auto", cache: Cache | None = None, drafts: Mapping[str, str] = {}
    ) -> None:
        """Choose how it computes, the type of keys and values, and drafts by the path of their model."""
        self._wanted = msgspec.structs.replace(self._wanted, batch=batch, flash=flash, cache=cache)
        self._drafts = drafts

    @property
    def settled(self) -> bool:
        """Whether the model in memory is loaded with what is wanted now; else the next request loads it again."""
        model, asked = self._model, self._asked_for
        return bool(model and asked and self.loaded and asked[::2] == (model.path, self._wants(model)))

    @property
    def tuned(self) -> Tuned | None:
        """What was measured for the chosen model on this machine; None before that."""
        model = self._model
        if model is None:
            return None
        try:
            return self._choosing.tuned(model.path, stamp(model.path))
        except LecternError:
            return None

    def tune(self, cancel: Cancel, *, anyway: bool = False) -> Iterator[Progress]:
        """Measure once what is quickest for the model that is loaded; used from the next load on.

        Meant for idle time: it ends by itself, with nothing kept, as soon as anything else is asked of the engine, and
        does not begin while the computer is busy. `anyway` measures all the same, and again.

        Raises:
            Cancelled: `cancel` was cancelled, or something else was asked.
            ProcessStopped, ProcessHung: the process died of it; the best until then is kept.
        """
        stop = Cancel()
        with cancel.watch(stop.cancel), self._turn.taken(stop, gives_way=stop):
            load, loaded = self._load, self.loaded
            if load is None or loaded is None:
                return
            if not anyway and (self._choosing.measured(load) or busy()):
                return
            best = self._choosing.base(load, loaded, self._wanted)
            yield Progress("Measuring what is quickest on this computer", 0.0, 0.0)
            request = Measure(best, MEASURE_SECONDS, load.path)
            try:
                for reply in self._worker.call(request, EngineReply, stop, silence=self._timeouts.reply):
                    if isinstance(reply, Measured):
                        best = reply.tuned
                    elif isinstance(reply, NotLoaded):  # it ended while nothing was asked
                        return
            except Fault:  # it died of it, or llama.cpp gave up: what it was loaded with works, and is kept
                self._choosing.keep(load.path, load.stamp, best)
                raise
            self._choosing.keep(load.path, load.stamp, best)

    def ensure(self, cancel: Cancel) -> Iterator[Progress]:
        """Load the chosen model if it is not loaded, or if its process died, or if its file was replaced.

        Raises:
            ModelUnknown, FileMissing, NotAModel, CannotRead: none is chosen, or its file cannot be used (any more).
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
            ProcessStopped, ProcessHung, OutOfMemory: the engine died; the next call starts it again. As `ensure`.
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
        self.unload()
        self._worker.close()

    def _asked(self, request: Generate | Count, cancel: Cancel) -> Iterator[EngineReply]:
        for _ in range(2):
            list(self._ensure(cancel))
            load = self._load
            meant = msgspec.structs.replace(request, model=load.path if load else "")
            if isinstance(request, Generate) and load:
                self._adapters.check(request.adapters, load)
            key = input_key(meant.model, request.messages) if isinstance(request, Generate) else ""
            loaded = True
            with explained(self._notebook, PROCESS_NAME, key, load.gpu_layers if load else 0):
                for reply in self._worker.call(meant, EngineReply, cancel, silence=self._timeouts.reply):
                    if isinstance(reply, NotLoaded):
                        loaded = False
                        self._loaded_pid = None
                        break
                    yield reply
            if loaded:
                return
        raise Fault(what="the model was unloaded while it was asked")

    def _wants(self, model: ModelInfo) -> Wanted:
        draft = self._drafts.get(model.path, "")  # whose file may be gone: it only makes quicker
        return msgspec.structs.replace(self._wanted, draft=draft if draft and Path(draft).is_file() else "")

    def _ensure(self, cancel: Cancel) -> Iterator[Progress]:
        if (model := self._model) is None:
            raise ModelUnknown(name="")
        wanted = self._wants(model)
        cancel.check()
        asked = (model.path, stamped := stamp(model.path), wanted)
        if self.loaded is not None and self._asked_for == asked:
            return
        for path in filter(None, (model.path, wanted.draft)):
            read_header(path)  # native code never sees a file that was not checked just before
        load = yield from self._choosing.decide(model, stamped, wanted, cancel)
        try:
            yield from self._load_now(model, load, cancel)
        except (ModelLoadFailed, OutOfMemory):
            if not load.gpu_layers:
                raise
            self._choosing.forget(model, stamped, wanted)  # other programs may have taken the card's memory since
            load = yield from self._choosing.decide(model, stamped, wanted, cancel)
            yield from self._load_now(model, load, cancel)
        self._asked_for = asked

    def _load_now(self, model: ModelInfo, load: Load, cancel: Cancel) -> Iterator[Progress]:
        if not load.gpu_layers:
            check_memory(model, load, self.unload)  # the model that is loaded now may be what takes the memory
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
                raise OutOfMemory(name=PROCESS_NAME, gpu_layers=load.gpu_layers) from stopped
            reason = f"its process stopped ({cause})"
            raise ModelLoadFailed(model=model.name, reason=reason, gpu_layers=load.gpu_layers) from stopped
        if self.loaded is None:
            raise ModelLoadFailed(model=model.name, reason="its process stopped", gpu_layers=load.gpu_layers)
