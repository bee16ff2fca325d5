"""Measure the engine on this machine: what process and pipe cost, and what a second turn saves.

Run with ``make bench-engine``; prints ratios of one run and writes them into RESULTS.md.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

from desktop.domain.model import ChatMessage, Sampling, Usage
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.protocol import Done, Generate
from desktop.worker.cancel import Cancel
from tests.benchmarks.results import write_section

TOKENS = 64
ROUNDS = 3
GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)
#: llama.cpp alone: read a prompt, then choose the likeliest token so many times; prints tokens a second.
RAW = """
import sys, time
from llama_cpp import Llama
model = Llama(sys.argv[1], n_ctx=2048, n_threads=int(sys.argv[3]), n_threads_batch=int(sys.argv[3]), verbose=False)
prompt = model.tokenize(b"The lighthouse stood at the end of the land, and its keeper", special=True)
tokens = model.generate(prompt, temp=0.0, repeat_penalty=1.0)
next(tokens)
began = time.perf_counter()
for _ in range(int(sys.argv[2])):
    next(tokens)
print(int(sys.argv[2]) / (time.perf_counter() - began))
"""


def main() -> int:
    """Measure in turn, so that other work on the machine falls on both sides alike."""
    model = starter_model()
    raw: list[float] = []
    ours: list[float] = []
    engine = LocalEngine(model, context=4096)
    try:
        for _ in engine.ensure(Cancel()):
            pass
        assert engine.loaded is not None
        threads = str(engine.loaded.threads)
        for _ in range(ROUNDS):
            command = [sys.executable, "-c", RAW, model.path, str(TOKENS), threads]
            raw.append(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
            ours.append(_decode(engine))
        cold, warm, cached, prompt = _second_turn(engine)
    finally:
        engine.close()
    ratio = statistics.median(ours) / statistics.median(raw)
    text = "\n".join(
        [
            "| what | figure |",
            "| --- | --- |",
            f"| llama.cpp alone, tokens a second (median of {ROUNDS}) | {statistics.median(raw):.1f} |",
            f"| through process and pipe | {statistics.median(ours):.1f} |",
            f"| ratio | {ratio:.3f} |",
            f"| first token, {prompt:,} tokens read cold | {cold:.2f} s |",
            f"| first token of the second turn, {cached:,} tokens kept | {warm:.2f} s |",
            f"| ratio | {warm / cold:.3f} |",
        ]
    )
    print(text)
    write_section("Engine", text)
    return 0


def _decode(engine: LocalEngine) -> float:
    usage = _ask(engine, (ChatMessage("user", "Tell a long story about a lighthouse and its keeper."),), TOKENS)
    return usage.tokens_per_s


def _second_turn(engine: LocalEngine) -> tuple[float, float, int, int]:
    """Return seconds to the first token cold and warm, tokens kept, and tokens of the cold prompt."""
    facts = " ".join(f"Item {n} lies on shelf {n % 17} in room {n % 5}." for n in range(200))
    talk = [ChatMessage("user", f"Remember this list. {facts} Answer with one word.")]
    first = _ask(engine, tuple(talk), 8)
    talk += [ChatMessage("assistant", "Yes."), ChatMessage("user", "Thank you. Where is item 3?")]
    second = _ask(engine, tuple(talk), 8)
    return first.first_token_s, second.first_token_s, second.cached_tokens, first.prompt_tokens


def _ask(engine: LocalEngine, messages: tuple[ChatMessage, ...], tokens: int) -> Usage:
    usage = Usage()
    for event in engine.generate(Generate(messages, sampling=GREEDY, max_tokens=tokens), Cancel()):
        if isinstance(event, Done):
            usage = event.usage
    return usage


if __name__ == "__main__":
    sys.exit(main())
