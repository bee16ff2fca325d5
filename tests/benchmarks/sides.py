"""The sides that the streaming benchmark holds beside each other: the bare loop, the engine, and the whole window."""

from __future__ import annotations

import functools
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import psutil
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.chat.turn import turn
from desktop.domain.events import Progress
from desktop.domain.model import ChatMessage, ModelInfo, Sampling
from desktop.engine.client import LocalEngine
from desktop.engine.protocol import Done, Generate, Token
from desktop.paths import assets
from desktop.settings import Settings
from desktop.store.conversations import Conversations
from desktop.ui.chat.context_use import ContextUse
from desktop.ui.chat.engine_state import EngineState
from desktop.ui.chat.history import HistoryPresenter
from desktop.ui.chat.page import ChatPage
from desktop.ui.chat.presenter import ChatPresenter
from desktop.ui.chat.samples import Samples
from desktop.ui.chat.source import SourcePresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance, load_fonts
from desktop.ui.tokens import load as load_tokens
from desktop.ui.window import Window
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from tests.benchmarks.raw_decode import Burst, Seconds
from tests.fake_library import FakeLibrary

TOKENS = 193
#: Samples of the rounds that the interval of a ratio is taken from.
DRAWS = 10_000
GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)
STORY = "Tell a long story about a lighthouse and its keeper."
#: STORY as the chat template of the starter model renders it.
PROMPT = (
    "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
    f"<|im_start|>user\n{STORY}<|im_end|>\n<|im_start|>assistant\n"
)


class Side:
    """Knows the bursts of one side.

    Attributes:
        speeds: tokens a second of each burst, from its first token to its last.
    """

    def __init__(self) -> None:
        self.speeds: list[float] = []
        self._processor = 0.0
        self._tokens = 0

    def add(self, at: list[float], processor: float) -> None:
        """Take the moments at which a burst's tokens came, and the processor time from the first to the last."""
        self.speeds.append((len(at) - 1) / (at[-1] - at[0]))
        self._processor += processor
        self._tokens += len(at) - 1

    def join(self, other: Side) -> None:
        """Take the bursts of another."""
        self.speeds += other.speeds
        self._processor += other._processor
        self._tokens += other._tokens

    def forget(self) -> None:
        """Forget the bursts so far: they were for warming up."""
        self.speeds, self._processor, self._tokens = [], 0.0, 0

    @property
    def speed(self) -> float:
        """Tokens a second of the burst in the middle."""
        return statistics.median(self.speeds)

    @property
    def processor(self) -> float:
        """Seconds of processor time a token."""
        return self._processor / self._tokens


def ratio(one: Side, other: Side) -> tuple[float, float, float]:
    """Return how fast one side is as a share of the other: the median over the rounds, and its 95 % interval.

    Bursts of one round follow each other, so that a machine that is slow for a minute is slow for both. The interval is
    the percentile bootstrap (Efron and Tibshirani 1993, chapter 13).
    """
    pairs = np.array(one.speeds) / np.array(other.speeds)
    drawn = np.random.default_rng(0).choice(pairs, (DRAWS, len(pairs)))
    low, high = np.percentile(np.median(drawn, axis=1), (2.5, 97.5))
    return float(np.median(pairs)), float(low), float(high)


class Bare(Side):
    """llama.cpp's own loop in a process of its own."""

    def __init__(self, raw: Worker) -> None:
        super().__init__()
        self._raw = raw

    def burst(self) -> None:
        """Write the story once."""
        burst = self._raw.ask(Burst(PROMPT, TOKENS), Seconds)
        self.add(burst.at, burst.processor)


class Listening:
    """An engine that always tells the story, and knows when its tokens reached this process. An `Engine`."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self.at: list[float] = []
        self.processor = 0.0

    @property
    def model(self) -> ModelInfo | None:
        return self._engine.model

    @property
    def context(self) -> int:
        return self._engine.context

    def ensure(self, cancel: Cancel) -> Iterator[Progress]:
        return self._engine.ensure(cancel)

    def generate(self, request: Generate, cancel: Cancel) -> Iterator[Token | Done]:
        story = (ChatMessage("user", STORY),)
        asked = msgspec.structs.replace(request, messages=story, sampling=GREEDY, max_tokens=TOKENS)
        self.at = []
        began = 0.0
        for reply in self._engine.generate(asked, cancel):
            if isinstance(reply, Token) and reply.tokens:
                self.at += [time.perf_counter()] * reply.tokens
                began = began or self._processor()
            elif isinstance(reply, Done):
                self.processor = self._processor() - began
            yield reply

    def count(self, messages: Sequence[ChatMessage]) -> int:
        return self._engine.count(messages)

    def close(self) -> None:
        self._engine.close()

    def _processor(self) -> float:
        """Return seconds of processor time of the engine's process and of this one."""
        times = psutil.Process(self._engine.pid).cpu_times()
        return float(times.user + times.system) + time.process_time()


class Alone(Side):
    """The engine as its caller sees it, and no window."""

    def __init__(self, engine: LocalEngine) -> None:
        super().__init__()
        self._engine = Listening(engine)

    def burst(self) -> None:
        """Write the story once."""
        for _ in self._engine.generate(Generate(()), Cancel()):
            pass
        self.add(self._engine.at, self._engine.processor)


class Windowed(Side):
    """The window off screen: turn, fold, store, batches and the widgets of the chat page.

    Attributes:
        updates: batches that were shown; `busy` seconds of processor time the window's thread took for all bursts.
        lag: seconds from the last token to the answer shown as complete, of each burst.
    """

    def __init__(self, engine: LocalEngine, folder: Path) -> None:
        super().__init__()
        app = QApplication.instance() or QApplication(["lectern"])
        assert isinstance(app, QApplication)
        load_fonts(assets() / "fonts")
        look = Appearance(app, load_tokens(assets() / "themes" / "tokens.json"))
        self._engine = Listening(engine)
        self._store = Conversations(folder / "conversations.sqlite")
        self._tasks = Tasks(self._unexpected)
        settings = Settings()
        library = FakeLibrary()
        answer = functools.partial(turn, engine=self._engine)
        self._chat = ChatPresenter(self._tasks, answer, self._store, library, lambda: settings, lambda _: None)
        self._window = Window(look, HistoryPresenter(self._chat, self._store), lambda _: False)
        state = EngineState(self._tasks, self._engine, _Models())
        samples = Samples(folder / "sample.txt", "", folder / "notes.md", "")
        self._page = ChatPage(
            look,
            self._chat,
            state,
            SourcePresenter(self._tasks, library),
            ContextUse(self._tasks, self._engine),
            self._window.dialogs,
            samples,
        )
        self._window.add_page("chat", self._page)
        self._window.resize(1440, 900)
        self._window.show()
        self.updates, self.busy = 0, 0.0
        self.lag: list[float] = []
        self._chat.message_changed.connect(self._count)

    def burst(self) -> None:
        """Write the story once, in a chat of its own."""
        loop = QEventLoop()
        self._chat.new()
        ended = self._chat.answered.connect(loop.quit)
        busy = time.thread_time()
        assert self._chat.send(STORY)
        loop.exec()
        self.lag.append(time.perf_counter() - self._engine.at[-1])
        self.busy += time.thread_time() - busy
        self._chat.answered.disconnect(ended)
        assert self._chat.messages[-1].status == "complete", self._chat.messages[-1]
        self.add(self._engine.at, self._engine.processor)

    def close(self) -> None:
        """End the window; the engine goes on."""
        self._tasks.close()
        self._window.close()
        self._store.close()

    def _count(self) -> None:
        self.updates += 1

    def forget(self) -> None:
        """Forget the bursts so far."""
        super().forget()
        self.updates, self.busy, self.lag = 0, 0.0, []

    @staticmethod
    def _unexpected(error: Exception) -> None:
        raise error


class _Models:
    """Nothing to choose from."""

    def installed(self) -> tuple[ModelInfo, ...]:
        return ()

    def choose(self, model: ModelInfo) -> None:
        return

    def shorten(self) -> int:
        return 0

    def processor_only(self) -> None:
        return
