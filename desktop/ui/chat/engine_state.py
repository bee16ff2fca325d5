"""What the model is doing, for the model button, the status line and the composer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.errors import LecternError
from desktop.ui.chat.attachments import as_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.events import Progress
    from desktop.domain.model import ModelInfo
    from desktop.engine.protocol import Engine
    from desktop.ui.chat.services import Models
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel
    from desktop.worker.outcome import Outcome

    Measure = Callable[[Cancel], Iterator[Progress]]

Condition = Literal["none", "idle", "loading", "ready", "stopped"]
#: Milliseconds without a question after which the engine may measure itself.
IDLE = 30_000
#: How to answer again: as before, with half the context, without graphics cards, with a model that is chosen first.
Way = Literal["same", "shorter", "processor", "model"]


class EngineState(QObject):
    """Knows whether the model is loaded, loads it, and hears when its process ends.

    Signals:
        changed: any of the properties may have changed.
    """

    changed = Signal()
    _died = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        engine: Engine,
        models: Models,
        measure: Measure | None = None,
        measured: Callable[[], bool] = lambda: True,
    ) -> None:
        """Prepare; nothing is loaded yet.

        Args:
            measure: finds out what is quickest on this computer. It is begun once nothing has been asked for `IDLE`
                milliseconds, and gives way by itself to whatever is asked.
            measured: whether that is known for the model in use; while it is not, as on a busy computer, it is begun
                again.
        """
        super().__init__()
        self._measure, self._measured = measure, measured
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._measure_now)
        self._tasks, self._engine, self._models = tasks, engine, models
        self._task: Task[Progress] | None = None
        self._since = 0.0
        self.condition: Condition = "idle" if engine.model else "none"
        self.done = 0.0
        self.fault: LecternError | None = None
        self.outcome: Outcome | None = None
        self._died.connect(self._on_died, Qt.ConnectionType.QueuedConnection)

    @property
    def model(self) -> ModelInfo | None:
        """The chosen model."""
        return self._engine.model

    @property
    def name(self) -> str:
        """What people call the chosen model; empty while there is none."""
        return self._engine.model.name if self._engine.model else ""

    @property
    def leaves(self) -> bool:
        """Whether what is asked leaves this computer."""
        return self._engine.model is not None and self._engine.model.leaves

    @property
    def context(self) -> int:
        """Tokens that the loaded model can read at once; 0 while none is loaded."""
        return self._engine.context if self.condition == "ready" else 0

    @property
    def seconds(self) -> int:
        """How long loading has taken so far."""
        return int(time.monotonic() - self._since) if self.condition == "loading" else 0

    def installed(self) -> Sequence[ModelInfo]:
        """Return the models on this computer."""
        return self._models.installed()

    def load(self) -> None:
        """Load the model in the background unless that is going on or done."""
        if self.condition in {"loading", "ready", "none"}:
            return
        self._since = time.monotonic()
        self._set("loading")
        self._task = self._tasks.run(self._engine.ensure, self._on_progress, self._on_loaded, self._on_error)

    def choose(self, model: ModelInfo) -> None:
        """Switch to another model and load it."""
        if self._engine.model and model.path == self._engine.model.path:
            return
        if self._task:
            self._task.cancel()
        self._models.choose(model)
        self._set("idle")
        self.load()

    def warm(self) -> None:
        """Load ahead, while the question is still being typed.

        After a fault only a person begins that again; and no server is spoken to before anything is sent.
        """
        if self.condition == "idle" and self._engine.model is not None and not self._engine.model.endpoint:
            self.load()

    def reload(self, way: Way = "same") -> None:
        """Load again after a fault: as before, with half the context, or without graphics cards."""
        if way == "shorter":
            self._models.shorten()
        elif way == "processor":
            self._models.processor_only()
        if self.condition in {"stopped", "ready"}:
            self._set("idle")
        self.load()

    def unloaded(self) -> None:
        """Take note that the memory of the model was given back."""
        if self.condition == "ready":
            self._set("idle")

    def heard(self, *, failed: bool) -> None:
        """Take note of how an answer ended: after one that did not fail the model is loaded.

        Whether a server still answers after one that failed is known when it is asked again.
        """
        if not failed and self._engine.context:
            self._set("ready")
        elif failed and self.condition == "ready" and self.model is not None and self.model.endpoint:
            self._set("idle")

    def ended(self, outcome: Outcome) -> None:
        """Be told, on any thread, that a child process ended by itself."""
        self._died.emit(outcome)

    def _on_died(self, outcome: Outcome) -> None:
        if "model" in outcome.name and self.condition != "none":
            self.outcome = outcome
            self._set("stopped")

    def _on_progress(self, batch: Sequence[Progress]) -> None:
        last = batch[-1]
        self.done = last.done / last.total if last.total else 0.0
        self.changed.emit()

    def _on_loaded(self) -> None:
        self._task = None
        self._set("ready" if self._engine.context else "idle")

    def _on_error(self, error: Exception) -> None:
        self._task = None
        self.fault = as_fault(error)
        self._set("stopped")

    def close(self) -> None:
        """Measure no more: the tasks that it would run on are about to close."""
        self._measure = None
        self._idle.stop()

    def _measure_now(self) -> None:
        if self._measure is None:
            return
        if self._tasks.busy:
            self._idle.start()
            return
        self._tasks.run(self._measure, lambda _: None, self._after_measure, lambda _: None)

    def _after_measure(self) -> None:
        if self.condition == "ready" and not self.leaves and not self._measured():
            self._idle.start()

    def _set(self, condition: Condition) -> None:
        self.condition = condition
        if condition != "loading":
            self.done = 0.0
        if condition == "ready":
            self.fault = self.outcome = None
            self._idle.start()
        else:
            self._idle.stop()
        self.changed.emit()
