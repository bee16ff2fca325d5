"""What an engine is asked and what it says, and the face that every engine shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

import msgspec

from desktop.domain.adapter import AdapterUse
from desktop.domain.events import Progress
from desktop.domain.model import ChatMessage, ModelInfo, Sampling, Usage
from desktop.worker.cancel import Cancel


class Load(msgspec.Struct, frozen=True, tag="load"):
    """Have this model in memory; does nothing when it is there already with the same choices.

    Attributes:
        path: absolute path of the .gguf file (the first part of a split model).
        context: tokens; 0: the model's own length, at most `DEFAULT_CONTEXT`, as memory allows.
        gpu_layers: layers on the graphics card; -1: all that fit.
        threads: CPU threads; 0: physical cores.
        batch: tokens of the prompt that are read in one go.
        stamp: size and modification time of the file, so that a replaced file is loaded again.
    """

    path: str
    context: int = 0
    gpu_layers: int = -1
    threads: int = 0
    batch: int = 512
    stamp: str = ""


class Generate(msgspec.Struct, frozen=True, tag="generate"):
    """Write the assistant's next message.

    Attributes:
        messages: the conversation so far; a system message first, if any.
        prefix: the beginning of the assistant's message, already written; the reply goes on from it.
        max_tokens: most tokens to write; 0: until the context is full.
        grammar: GBNF (root rule "root") that the text must follow; empty for free text.
        stop: texts that end the reply; none of them is part of it.
        template_options: variables for the chat template ("enable_thinking", "reasoning_effort").
        opening: the tag that opens a thought. Where the template itself ends with it, it is repeated as the first text
            of the reply, so that a reply always begins outside of a thought. Never repeated when `prefix` is given.
        keep: texts of control tokens that are part of the reply, such as the tags of thoughts; others are left out.
        adapters: what changes the model while it reads and writes this.
        model: path of the model that is meant; empty: whichever is loaded.
    """

    messages: tuple[ChatMessage, ...]
    prefix: str = ""
    sampling: Sampling = Sampling()
    max_tokens: int = 0
    grammar: str = ""
    stop: tuple[str, ...] = ()
    template_options: dict[str, bool | int | str] = {}
    opening: str = ""
    keep: tuple[str, ...] = ()
    adapters: tuple[AdapterUse, ...] = ()
    model: str = ""


class Count(msgspec.Struct, frozen=True, tag="count"):
    """Count the tokens of the prompt that these messages make; replies `Counted`."""

    messages: tuple[ChatMessage, ...]
    model: str = ""


class Unload(msgspec.Struct, frozen=True, tag="unload"):
    """Let go of the model and of its memory."""


class Loading(msgspec.Struct, frozen=True, tag="loading"):
    """Part of the weights is read, 0 to 1."""

    done: float


class Loaded(msgspec.Struct, frozen=True, tag="loaded"):
    """The model is in memory.

    Attributes:
        context: tokens that fit, prompt and reply together.
        backend: what computes ("CPU", or the graphics card's name).
    """

    context: int
    gpu_layers: int
    threads: int
    backend: str


class NotLoaded(msgspec.Struct, frozen=True, tag="not-loaded"):
    """The model that was meant is not in memory; nothing was done."""


class Reading(msgspec.Struct, frozen=True, tag="reading"):
    """So many tokens of the prompt are read; a sign of life during a long prompt."""

    done: int
    total: int


class Token(msgspec.Struct, frozen=True, tag="token"):
    """More of the reply.

    Attributes:
        text: whole characters only; may be empty while a character or a stop text is incomplete.
        tokens: how many tokens were written since the last of these events.
    """

    text: str
    tokens: int = 1


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The reply is complete, was cut at its length, or was stopped. `usage.answer_tokens` counts all of the reply."""

    reason: Literal["stop", "length", "cancelled"]
    usage: Usage


class Counted(msgspec.Struct, frozen=True, tag="counted"):
    """The answer to `Count`."""

    tokens: int


EngineRequest = Load | Generate | Count | Unload
EngineReply = Loading | Loaded | NotLoaded | Reading | Token | Done | Counted

#: Tokens of context when nothing is asked for: long enough for passages and a conversation, small enough for 8 GB.
DEFAULT_CONTEXT = 8192


class Engine(Protocol):
    """What conversations and slides are handed; a local model, a remote one, or a scripted one in tests."""

    @property
    def model(self) -> ModelInfo | None:
        """The chosen model, or None while none is chosen."""
        ...

    @property
    def context(self) -> int:
        """Tokens of context; 0 while the model is not loaded."""
        ...

    def ensure(self, cancel: Cancel) -> Iterator[Progress]:
        """Load the chosen model if it is not loaded, or if its process died; cheap when it is loaded.

        Raises:
            FileMissing, NotAModel, CannotRead, ModelTooLarge, ModelLoadFailed, OutOfMemory, ProcessHung, Cancelled.
        """
        ...

    def generate(self, request: Generate, cancel: Cancel) -> Iterator[Token | Done]:
        """Write a reply; the last event is `Done`. Loads the model first where needed.

        Raises:
            ContextFull: the prompt alone is longer than the context.
            AdapterUnfit: an adapter of the request cannot be used with this model; nothing was yielded.
            Cancelled: `cancel` was cancelled; what was yielded before stands.
            ProcessStopped, ProcessHung, OutOfMemory: the engine died; the next call starts it again.
            As `ensure`.
        """
        ...

    def count(self, messages: Sequence[ChatMessage]) -> int:
        """Return the tokens of the rendered prompt of `messages`. Loads the model first where needed."""
        ...

    def close(self) -> None:
        """End the engine's process and give its memory back."""
        ...
