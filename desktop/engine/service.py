"""The work of the engine's process: one model, one request after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import msgspec

from desktop.domain.model import ChatMessage, Usage
from desktop.engine.aside import aside
from desktop.engine.devices import devices
from desktop.engine.generation import Written, gathered, read, write
from desktop.engine.gguf import shown_name
from desktop.engine.hardware import physical_cores
from desktop.engine.llama import Llama
from desktop.engine.measuring import measured
from desktop.engine.prompt import Guard, continued, parted, tokens_of, with_pictures
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
    Measure,
    Measured,
    NotLoaded,
    Reading,
    Token,
    Unload,
)
from desktop.engine.sequence import Interrupted
from desktop.engine.template import SECONDS, Render, Rendered
from desktop.engine.tuning import pays
from desktop.errors import Cancelled, ChatTemplateFailed, ContextFull, OutOfMemory, ProcessHung, ProcessStopped
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.outcome import TIME_USED
from desktop.worker.protocol import Limits

#: What a chat template may use: real ones take milliseconds and a few megabytes above the 200 MB of the interpreter.
TEMPLATE_MEMORY = 512 << 20
#: Seconds of the clock, not of the processor, after which a template is given up where the kernel has not ended it.
TEMPLATE_PATIENCE = 60.0
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
        self._card_used = 0
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
            elif isinstance(request, Measure):
                yield from self._measure(self._llama, self._load, request, cancel)
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
            free = self._free() if chosen.gpu_layers else 0
            llama = yield from self._load_in_thread(chosen, name, cancel)
            self._card_used = max(0, free - self._free()) if llama.gpu_layers else 0
            try:
                self._guard = Guard(llama.vocabulary.control)
                self._template = llama.template
                self._render(llama, (ChatMessage("user", "Hello"),), {})
            except BaseException:
                llama.close()
                raise
            self._llama, self._load = llama, load
        else:
            llama = self._llama
        yield self._loaded(llama, load)

    def _loaded(self, llama: Llama, load: Load) -> Loaded:
        cards = devices() if llama.gpu_layers else ()
        return Loaded(
            context=llama.context,
            gpu_layers=llama.gpu_layers,
            threads=llama.threads,
            backend=" and ".join(dict.fromkeys(card.description for card in cards)) or "CPU",
            layers=llama.layers,
            batch=llama.batch,
            flash=load.flash,
            cache=load.cache,
            card_used=self._card_used,
            card_total=sum(card.total for card in cards),
        )

    @staticmethod
    def _free() -> int:
        """Return the bytes that are free on all graphics cards together."""
        return sum(card.free for card in devices())

    def _measure(self, llama: Llama, load: Load, request: Measure, cancel: Cancel) -> Iterator[Measured]:
        llama.resume()
        with cancel.watch(llama.interrupt):
            try:
                for best in measured(llama, load, request):
                    yield Measured(best)
                    llama.drafting = pays(best)
            except Interrupted:
                raise Cancelled from None
            finally:
                llama.resume()

    def _load_in_thread(self, load: Load, name: str, cancel: Cancel) -> Generator[Loading, None, Llama]:
        """Load on another thread, because llama.cpp calls back while it loads and replies are yielded here."""

        def work(tell: Callable[[Loading], None]) -> Llama:
            shown = -1.0

            def progress(done: float) -> bool:
                nonlocal shown
                if done >= shown + 0.01:
                    shown = done
                    tell(Loading(done))
                return not cancel.cancelled

            return Llama(load, name=name, on_progress=progress)

        try:
            return (yield from aside(work, "load"))
        except MemoryError:
            raise OutOfMemory(name="model process") from None

    def _render(self, llama: Llama, messages: tuple[ChatMessage, ...], options: dict[str, bool | int | str]) -> str:
        words = llama.vocabulary
        begin, end = words.text_of(words.begin), words.text_of(words.end)
        if self._templates.pid is None:
            self._templates.ask(Render("", ()), Rendered, deadline=TEMPLATE_PATIENCE)
        try:
            render = Render(self._template, messages, options, begin, end)
            return self._templates.ask(render, Rendered, deadline=TEMPLATE_PATIENCE).text
        except (ProcessStopped, ProcessHung, OutOfMemory) as ended:
            slow = isinstance(ended, ProcessHung) or ended.values.get("cause") == TIME_USED
            reason = f"it ran for longer than {SECONDS} seconds" if slow else "it asks for too much memory"
            raise ChatTemplateFailed(reason=reason) from None

    def _prompt(self, llama: Llama, request: Generate) -> tuple[list[int], str]:
        """Return the tokens to read, and the text that the reply begins with because the template wrote it already."""
        length = sum(len(message.content) for message in request.messages)
        if length > llama.context * LONGEST_TOKEN:
            raise ContextFull(needed=length // 4, limit=llama.context)
        messages, hidden = self._guard.hide(request.messages)
        messages, pictures = with_pictures(messages)
        rendered = self._render(llama, messages, request.template_options)
        text, opened = continued(rendered, request.prefix, request.opening)
        words = llama.vocabulary
        tokens: list[int] = []
        seen = llama.eye.tokens(pictures)
        for part in parted(text):
            if isinstance(part, int):
                tokens += seen[part] if part < len(seen) else []
            else:
                tokens += tokens_of(part, hidden, lambda piece, control: words.tokenise(piece, control=control))
        if words.adds_begin and tokens[:1] != [words.begin]:
            tokens.insert(0, words.begin)
        return tokens, opened

    def _count(self, llama: Llama, request: Count) -> Counted:
        try:
            return Counted(llama.eye.size(self._prompt(llama, Generate(request.messages))[0]))
        except ContextFull as full:
            return Counted(int(full.values["needed"]))

    def _generate(self, llama: Llama, request: Generate, cancel: Cancel) -> Iterator[Reading | Token | Done]:
        began = time.monotonic()
        tokens, opened = self._prompt(llama, request)
        size = llama.eye.size(tokens)
        room = llama.context - size
        if room < 1:
            raise ContextFull(needed=size, limit=llama.context)
        llama.resume()
        llama.adapt(request.adapters)
        with cancel.watch(llama.interrupt):
            try:
                cached = llama.keep(tokens)
                yield from read(llama, tokens[cached:], cancel)
                if opened:
                    yield Token(opened, 0)
                limit = min(request.max_tokens or room, room)
                written = Written(began)
                yield from gathered(write(llama, request, limit, written, cancel))
            except Interrupted:
                raise Cancelled from None
            finally:
                llama.resume()
        usage = Usage(
            prompt_tokens=size,
            cached_tokens=llama.eye.size(tokens[:cached]),
            answer_tokens=written.tokens,
            first_token_s=written.clock.first,
            tokens_per_s=written.clock.speed(written.tokens),
        )
        yield Done(written.reason, usage, written.guessed, written.right)
