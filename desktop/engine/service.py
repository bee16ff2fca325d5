"""The work of the engine's process: one model, one request after the other."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from desktop.domain.model import ChatMessage, Usage
from desktop.engine.gguf import shown_name
from desktop.engine.hardware import physical_cores
from desktop.engine.llama import Interrupted, Llama
from desktop.engine.prompt import Guard, continued, tokens_of
from desktop.engine.protocol import (
    DEFAULT_CONTEXT,
    Count,
    Counted,
    Done,
    EngineRequest,
    Generate,
    Load,
    Loaded,
    Loading,
    NotLoaded,
    Reading,
    Token,
    Unload,
)
from desktop.engine.reply import ReplyText
from desktop.engine.template import Render, Rendered
from desktop.errors import Cancelled, ChatTemplateFailed, ContextFull, OutOfMemory, ProcessHung, ProcessStopped
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.protocol import Limits

#: What a chat template may use: real ones take milliseconds and a few megabytes above the 200 MB of the interpreter.
TEMPLATE_MEMORY = 512 << 20
TEMPLATE_SECONDS = 5.0
#: Starting the template's process is not its fault, on a busy machine either.
TEMPLATE_START_SECONDS = 60.0
#: A first batch of the prompt shows how fast this machine reads; batches are then made to last this long at most.
FIRST_BATCH = 128
BATCH_SECONDS = 5.0
#: Characters a token can stand for at the very most in running text; a longer text is refused without cutting it up.
LONGEST_TOKEN = 32


class EngineService:
    """Knows the model that is loaded and the process that renders its chat template."""

    requests: Any = EngineRequest

    def __init__(self) -> None:
        self._templates = Worker(
            "desktop.engine.template:open_service", name="template process", limits=Limits(memory=TEMPLATE_MEMORY)
        )
        self._load: Load | None = None
        self._llama: Llama | None = None
        self._guard = Guard(())
        self._template = ""
        self._busy = threading.Lock()

    def lane(self, request: EngineRequest) -> str:
        """All in one lane: a model does one thing at a time."""
        return "model"

    def handle(self, request: EngineRequest, cancel: Cancel) -> Iterator[msgspec.Struct]:
        """Answer; the types of the replies are in the protocol."""
        with self._busy:
            if isinstance(request, Load):
                yield from self._loading(request, cancel)
            elif isinstance(request, Unload):
                self._unload()
            elif self._llama is None or self._load is None or request.model not in {"", self._load.path}:
                yield NotLoaded()
            elif isinstance(request, Generate):
                yield from self._generate(self._llama, request, cancel)
            else:
                yield self._count(self._llama, request)

    def close(self) -> None:
        """Give the memory back, unless native code is still at work with it: then the end of the process does."""
        self._templates.close()
        if self._busy.acquire(blocking=False):
            self._unload()

    def _unload(self) -> None:
        llama, self._llama, self._load = self._llama, None, None
        if llama is not None:
            llama.close()

    def _loading(self, load: Load, cancel: Cancel) -> Iterator[Loading | Loaded]:
        if self._llama is None or load != self._load:
            self._unload()
            self._templates.start()
            name = shown_name(Path(load.path), "")
            chosen = msgspec.structs.replace(
                load, context=load.context or DEFAULT_CONTEXT, threads=load.threads or physical_cores()
            )
            llama = yield from self._load_in_thread(chosen, name, cancel)
            try:
                self._guard = Guard(llama.control)
                self._template = llama.template
                self._render(llama, (ChatMessage("user", "Hello"),), {})
            except BaseException:
                llama.close()
                raise
            self._llama, self._load = llama, load
        else:
            llama = self._llama
        yield Loaded(llama.context, llama.gpu_layers, llama.threads, llama.backend)

    def _load_in_thread(self, load: Load, name: str, cancel: Cancel) -> Generator[Loading, None, Llama]:
        """Load on another thread, because llama.cpp calls back while it loads and replies are yielded here."""
        said: queue.SimpleQueue[float | Llama | BaseException] = queue.SimpleQueue()

        def progress(done: float) -> bool:
            said.put(done)
            return not cancel.cancelled

        def work() -> None:
            try:
                said.put(Llama(load, name=name, on_progress=progress))
            except BaseException as error:
                said.put(error)

        threading.Thread(target=work, name="load", daemon=True).start()
        shown = -1.0
        while True:
            item = said.get()
            if isinstance(item, Llama):
                return item
            if isinstance(item, MemoryError):
                raise OutOfMemory(name="model process")
            if isinstance(item, BaseException):
                raise item
            if item >= shown + 0.01:
                shown = item
                yield Loading(item)

    def _render(self, llama: Llama, messages: tuple[ChatMessage, ...], options: dict[str, bool | str]) -> str:
        begin, end = llama.text_of(llama.begin), llama.text_of(llama.end)
        if self._templates.pid is None:
            self._templates.ask(Render("", ()), Rendered, deadline=TEMPLATE_START_SECONDS)
        try:
            render = Render(self._template, messages, options, begin, end)
            return self._templates.ask(render, Rendered, deadline=TEMPLATE_SECONDS).text
        except ProcessHung:
            raise ChatTemplateFailed(reason=f"it ran for longer than {TEMPLATE_SECONDS:.0f} seconds") from None
        except (ProcessStopped, OutOfMemory):
            raise ChatTemplateFailed(reason="it asks for too much memory") from None

    def _prompt(self, llama: Llama, request: Generate) -> tuple[list[int], str]:
        """Return the tokens to read, and the text that the reply begins with because the template wrote it already."""
        length = sum(len(message.content) for message in request.messages)
        if length > llama.context * LONGEST_TOKEN:
            raise ContextFull(needed=length // 4, limit=llama.context)
        messages, hidden = self._guard.hide(request.messages)
        rendered = self._render(llama, messages, request.template_options)
        text, opened = continued(rendered, request.prefix, request.opening)
        tokens = tokens_of(text, hidden, lambda part, control: llama.tokenise(part, control=control))
        if llama.adds_begin and tokens[:1] != [llama.begin]:
            tokens.insert(0, llama.begin)
        return tokens, opened

    def _count(self, llama: Llama, request: Count) -> Counted:
        try:
            return Counted(len(self._prompt(llama, Generate(request.messages))[0]))
        except ContextFull as full:
            return Counted(int(full.values["needed"]))

    def _generate(self, llama: Llama, request: Generate, cancel: Cancel) -> Iterator[Reading | Token | Done]:
        began = time.monotonic()
        tokens, opened = self._prompt(llama, request)
        room = llama.context - len(tokens)
        if room < 1:
            raise ContextFull(needed=len(tokens), limit=llama.context)
        llama.resume()
        with cancel.watch(llama.interrupt):
            try:
                cached = llama.keep(tokens)
                yield from _read(llama, tokens[cached:], cancel)
                if opened:
                    yield Token(opened, 0)
                limit = min(request.max_tokens or room, room)
                written = _Written(began)
                yield from _write(llama, request, limit, written, cancel)
            except Interrupted:
                raise Cancelled from None
            finally:
                llama.resume()
        usage = Usage(
            prompt_tokens=len(tokens),
            cached_tokens=cached,
            answer_tokens=written.tokens,
            first_token_s=written.first - began,
            tokens_per_s=written.speed,
        )
        yield Done(written.reason, usage)


class _Written:
    """Knows how much of the reply is written, and when."""

    def __init__(self, began: float) -> None:
        self.tokens = 0
        self.first = began
        self.last = began
        self.reason: Literal["stop", "length"] = "length"

    def add(self) -> None:
        self.last = time.monotonic()
        if not self.tokens:
            self.first = self.last
        self.tokens += 1

    @property
    def speed(self) -> float:
        """Tokens per second after the first; 0 while there is only one."""
        seconds = self.last - self.first
        return (self.tokens - 1) / seconds if seconds > 0 else 0.0


def _read(llama: Llama, tokens: list[int], cancel: Cancel) -> Iterator[Reading]:
    """Read the prompt in batches that are short enough to show life."""
    size = min(FIRST_BATCH, llama.batch)
    done = 0
    while done < len(tokens):
        cancel.check()
        began = time.monotonic()
        batch = tokens[done : done + size]
        llama.read(batch)
        done += len(batch)
        seconds = max(time.monotonic() - began, 1e-6)
        size = max(min(llama.batch, int(len(batch) / seconds * BATCH_SECONDS)), 16)
        yield Reading(done, len(tokens))


def _write(llama: Llama, request: Generate, limit: int, written: _Written, cancel: Cancel) -> Iterator[Token]:
    """Choose and read tokens one by one until the reply ends."""
    kept = {llama.control[text] for text in request.keep if text in llama.control}
    text = ReplyText(request.stop)
    with llama.sampler(request.sampling, request.grammar) as choose:
        while written.tokens < limit:
            cancel.check()
            token = choose()
            if llama.is_end(token):
                written.reason = "stop"
                break
            written.add()
            yield Token(text.feed(llama.piece(token, control=token in kept)))
            if text.stopped:
                written.reason = "stop"
                break
            if written.tokens < limit:
                llama.read([token])
    if rest := text.close():
        yield Token(rest, 0)
