"""Measure the engine on this machine: what process and window cost, what a second turn saves, how soon it stops.

Run with ``make bench-engine``; prints the figures of one run and writes them into RESULTS.md.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.domain.model import ChatMessage, Usage
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.process import ENVIRONMENT
from desktop.engine.protocol import Done, Generate
from desktop.errors import Cancelled
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from tests.benchmarks.raw_decode import Seconds, Start
from tests.benchmarks.results import write_section
from tests.benchmarks.sides import GREEDY, STORY, TOKENS, Alone, Bare, Side, Windowed, ratio

#: Processes are started anew so many times: where a process's memory lies makes it up to a hundredth faster or slower
#: than another that does the same, for as long as it lives.
STARTS = 5
#: Bursts of each side after each start.
ROUNDS = 8
STOPS = 10


def main() -> int:
    """Measure all sides in turn, so that other work on the machine falls on all alike."""
    os.environ.update(ENVIRONMENT)  # the bare loop gets what the engine's process sets for itself
    bare, ours, window, lag = Side(), Side(), Side(), 0.0
    busy = updates = 0.0
    for _ in range(STARTS):
        with _engine() as engine, _bare(engine) as one, tempfile.TemporaryDirectory() as folder:
            with contextlib.closing(Windowed(engine, Path(folder))) as shown:
                alone = Alone(engine)
                _in_turn((one, alone, shown))
            for side, more in ((bare, one), (ours, alone), (window, shown)):
                side.join(more)
            busy, updates, lag = busy + shown.busy, updates + shown.updates, max(lag, *shown.lag)
    began = time.perf_counter()
    with _engine() as engine:
        load = time.perf_counter() - began
        cold, warm, cached, prompt = _second_turn(engine)
        in_prompt, in_answer = _stops(engine, reading=True), _stops(engine, reading=False)
    text = "\n".join(
        [
            f"Starter model, greedy, the same prompt and threads on all sides, {ROUNDS} bursts of {TOKENS} tokens of",
            f"each in turn, timed from the first token to the last, after each of {STARTS} starts of all processes. A",
            "ratio of speeds is the median of those of all rounds, with its 95 % interval; processor time counts all",
            "threads of all processes. The window is the real one, 1440 × 900 off screen, painted by the processor.",
            "",
            "| what | figure | aim |",
            "| --- | --- | --- |",
            f"| llama.cpp alone (decode and choose, nothing else) | {bare.speed:.1f} tokens/s | |",
            f"| engine, as its caller sees it: process, pipe, text | {ours.speed:.1f} tokens/s | |",
            f"| window: turn, fold, store, batches, widgets painted | {window.speed:.1f} tokens/s | |",
            f"| engine / llama.cpp, speed | {_shown(ours, bare)} | > 0.97 |",
            f"| window / llama.cpp, speed | {_shown(window, bare)} | > 0.97 |",
            f"| processor time a token, llama.cpp alone | {bare.processor * 1000:.1f} ms | |",
            f"| processor time a token, engine and caller | {ours.processor * 1000:.1f} ms | |",
            f"| processor time a token, engine and window | {window.processor * 1000:.1f} ms | |",
            f"| engine / llama.cpp, processor time | {ours.processor / bare.processor:.3f} | < 1.03 |",
            f"| window / llama.cpp, processor time | {window.processor / bare.processor:.3f} | |",
            f"| the window's thread, an update | {busy / updates * 1000:.1f} ms | |",
            f"| from the last token to the finished answer in sight | {lag * 1000:.0f} ms | |",
            f"| first token, {prompt:,} tokens read cold | {cold:.2f} s | |",
            f"| first token of the second turn, {cached:,} tokens kept | {warm:.2f} s | |",
            f"| second turn / cold | {warm / cold:.3f} | ≤ 0.15 |",
            f"| Stop while the prompt is read, worst of {STOPS} | {max(in_prompt):.2f} s | ≤ 1 s |",
            f"| Stop in the answer, worst of {STOPS} | {max(in_answer):.2f} s | ≤ 1 s |",
            f"| process started and model loaded | {load:.2f} s | |",
        ]
    )
    print(text)
    write_section("Engine", text)
    return 0


@contextlib.contextmanager
def _engine() -> Iterator[LocalEngine]:
    """Yield an engine whose model is loaded."""
    with contextlib.closing(LocalEngine(starter_model(), context=4096)) as engine:
        for _ in engine.ensure(Cancel()):
            pass
        yield engine


@contextlib.contextmanager
def _bare(engine: LocalEngine) -> Iterator[Bare]:
    """Yield the bare loop with the engine's model and threads."""
    assert engine.model is not None
    assert engine.loaded is not None
    with contextlib.closing(Worker("tests.benchmarks.raw_decode:open_service", name="bare loop")) as raw:
        raw.ask(Start(engine.model.path, engine.context, engine.loaded.threads), Seconds)
        yield Bare(raw)


def _shown(one: Side, other: Side) -> str:
    middle, low, high = ratio(one, other)
    return f"{middle:.3f} ({low:.3f} to {high:.3f})"


def _in_turn(sides: Sequence[Bare | Alone | Windowed]) -> None:
    """Have each side write the story in turn, in another order each time; the first time is for warming up."""
    for number in range(ROUNDS + 1):
        for at in range(len(sides)):
            sides[(at + number) % len(sides)].burst()
        if not number:
            for side in sides:
                side.forget()


def _second_turn(engine: LocalEngine) -> tuple[float, float, int, int]:
    """Return seconds to the first token cold and warm, tokens kept, and tokens of the cold prompt."""
    facts = " ".join(f"Item {n} lies on shelf {n % 17} in room {n % 5}." for n in range(225))
    talk = [ChatMessage("user", f"Remember this list. {facts} Answer with one word.")]
    first = _ask(engine, tuple(talk), 8)
    talk += [ChatMessage("assistant", "Yes."), ChatMessage("user", "Thank you. Where is item 3?")]
    second = _ask(engine, tuple(talk), 8)
    return first.first_token_s, second.first_token_s, second.cached_tokens, first.prompt_tokens


def _stops(engine: LocalEngine, *, reading: bool) -> list[float]:
    """Return the seconds from cancelling to the engine being free, at moments spread over reading or writing."""
    seconds: list[float] = []
    for number in range(STOPS):
        cancel = Cancel()
        pressed: list[float] = []
        text = f"{number} " + "The cat sat on the mat and the dog lay by the log. " * 200 if reading else STORY

        def press(cancel: Cancel = cancel, pressed: list[float] = pressed) -> None:
            pressed.append(time.perf_counter())
            cancel.cancel()

        replies = engine.generate(Generate((ChatMessage("user", text),), sampling=GREEDY), cancel)
        timer = threading.Timer(0.1 + 0.13 * number, press)
        timer.start()
        try:
            for _ in replies:
                pass
        except Cancelled:
            seconds.append(time.perf_counter() - pressed[0])
        timer.cancel()
    return seconds


def _ask(engine: LocalEngine, messages: tuple[ChatMessage, ...], tokens: int) -> Usage:
    usage = Usage()
    for event in engine.generate(Generate(messages, sampling=GREEDY, max_tokens=tokens), Cancel()):
        if isinstance(event, Done):
            usage = event.usage
    return usage


if __name__ == "__main__":
    sys.exit(main())
