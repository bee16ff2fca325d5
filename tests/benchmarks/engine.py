"""Measure the engine on this machine: what process, pipe and text cost, what a second turn saves, how soon it stops.

Run with ``make bench-engine``; prints the figures of one run and writes them into RESULTS.md.
"""

from __future__ import annotations

import os
import statistics
import sys
import threading
import time

import psutil

from desktop.domain.model import ChatMessage, Sampling, Usage
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.process import ENVIRONMENT
from desktop.engine.protocol import Done, Generate, Token
from desktop.errors import Cancelled
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from tests.benchmarks.raw_decode import Burst, Seconds, Start
from tests.benchmarks.results import write_section

TOKENS = 49
ROUNDS = 24
#: Tokens that are timed together: alone, tokens that arrive together after a pause would look too fast.
STRETCH = 16
STOPS = 10
GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)
STORY = "Tell a long story about a lighthouse and its keeper."
#: STORY as the chat template of the starter model renders it.
PROMPT = (
    "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
    f"<|im_start|>user\n{STORY}<|im_end|>\n<|im_start|>assistant\n"
)


def main() -> int:
    """Measure both sides in turn, so that other work on the machine falls on both alike."""
    os.environ.update(ENVIRONMENT)  # the bare loop gets what the engine's process sets for itself
    model = starter_model()
    engine = LocalEngine(model, context=4096)
    raw = Worker("tests.benchmarks.raw_decode:open_service", name="bare loop")
    try:
        began = time.perf_counter()
        for _ in engine.ensure(Cancel()):
            pass
        load = time.perf_counter() - began
        assert engine.loaded is not None
        raw.ask(Start(model.path, 4096, engine.loaded.threads), Seconds)
        bare, ours = _decode_in_turn(raw, engine)
        raw.close()
        cold, warm, cached, prompt = _second_turn(engine)
        in_prompt, in_answer = _stops(engine, reading=True), _stops(engine, reading=False)
    finally:
        raw.close()
        engine.close()
    text = "\n".join(
        [
            f"Starter model, greedy, the same prompt and threads on both sides, {ROUNDS} bursts of each in turn.",
            f"Speed is that of the fastest eighth of all stretches of {STRETCH} tokens, since other work on the",
            "machine only ever slows one down; processor time counts all threads of both processes.",
            "",
            "| what | figure | aim |",
            "| --- | --- | --- |",
            f"| llama.cpp alone (decode and choose, nothing else) | {bare.speed:.1f} tokens/s | |",
            f"| engine, as its caller sees it: process, pipe, text | {ours.speed:.1f} tokens/s | |",
            f"| engine / llama.cpp, speed | {ours.speed / bare.speed:.3f} | > 0.97 |",
            f"| processor time a token, llama.cpp alone | {bare.processor * 1000:.1f} ms | |",
            f"| processor time a token, engine and caller | {ours.processor * 1000:.1f} ms | |",
            f"| engine / llama.cpp, processor time | {ours.processor / bare.processor:.3f} | < 1.03 |",
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


class Side:
    """Knows the bursts of one side."""

    def __init__(self) -> None:
        self._stretches: list[float] = []
        self._processor = 0.0
        self._tokens = 0

    def add(self, at: list[float], processor: float) -> None:
        """Take the moments of a burst's tokens, and the processor time from the first to the last."""
        self._stretches += [at[n + STRETCH] - at[n] for n in range(0, len(at) - STRETCH, STRETCH)]
        self._processor += processor
        self._tokens += len(at) - 1

    @property
    def speed(self) -> float:
        """Tokens a second of the fastest eighth of the stretches."""
        return STRETCH / statistics.quantiles(self._stretches, n=8)[0]

    @property
    def processor(self) -> float:
        """Seconds of processor time a token."""
        return self._processor / self._tokens


def _decode_in_turn(raw: Worker, engine: LocalEngine) -> tuple[Side, Side]:
    """Return what the bare loop and what the engine did."""
    request = Generate((ChatMessage("user", STORY),), sampling=GREEDY, max_tokens=TOKENS)

    def burst_bare(side: Side) -> None:
        burst = raw.ask(Burst(PROMPT, TOKENS), Seconds)
        side.add(burst.at, burst.processor)

    def burst_ours(side: Side) -> None:
        at: list[float] = []
        began = 0.0
        for reply in engine.generate(request, Cancel()):
            if isinstance(reply, Token):
                at.append(time.perf_counter())
                began = began or _processor(engine)
        side.add(at, _processor(engine) - began)

    for burst in (burst_bare, burst_ours):
        burst(Side())  # both are warm now
    bare, ours = Side(), Side()
    for number in range(ROUNDS):
        for burst, side in ((burst_bare, bare), (burst_ours, ours))[:: 1 if number % 2 else -1]:
            burst(side)
    return bare, ours


def _processor(engine: LocalEngine) -> float:
    """Return seconds of processor time of the engine's process and of this one."""
    times = psutil.Process(engine.pid).cpu_times()
    return float(times.user + times.system) + time.process_time()


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
