"""What an engine is asked and what it says, and the face that every engine shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

import msgspec

from desktop.domain.adapter import AdapterUse
from desktop.domain.events import Progress
from desktop.domain.model import ChatMessage, ModelInfo, Sampling, Usage
from desktop.worker.cancel import Cancel

Flash = Literal["auto", "on", "off"]
Cache = Literal["f16", "q8_0"]


class Device(msgspec.Struct, frozen=True):
    """A graphics card as ggml reports it.

    Attributes:
        name: ggml's own ("CUDA0").
        description: what people call it ("NVIDIA GeForce RTX 3060").
        free, total: bytes of its memory.
    """

    name: str
    description: str
    free: int
    total: int


class Tuned(msgspec.Struct, frozen=True):
    """What was measured to be quickest for one model on this machine.

    Attributes:
        guess: whether next tokens are guessed (`desktop.engine.lookup`) and read along.
        read_speed, write_speed: tokens a second with it, of a short prompt and of the reply.
        draft: the draft model that was measured with it; empty for none.
        gain: how many times as quick the reply is with that draft; it is used where that is `WORTH` and more.
        right: the share of the draft's guesses that the model would have written itself.
    """

    threads: int
    batch: int = 512
    flash: Flash = "auto"
    cache: Cache = "f16"
    guess: bool = False
    read_speed: float = 0.0
    write_speed: float = 0.0
    draft: str = ""
    gain: float = 0.0
    right: float = 0.0


class Load(msgspec.Struct, frozen=True, tag="load"):
    """Have this model in memory; does nothing when it is there already with the same choices.

    Attributes:
        path: absolute path of the .gguf file (the first part of a split model).
        context: tokens; 0: the model's own length, at most `DEFAULT_CONTEXT`, as memory allows.
        gpu_layers: layers on the graphics card as llama.cpp counts them (the output is one); -1: all.
        threads: CPU threads; 0: physical cores.
        batch: tokens of the prompt that are read in one go.
        flash: flash attention; "auto" leaves it to llama.cpp, which takes it wherever the hardware can.
        cache: how keys and values are kept: 16 bits, or 8 bits, for which flash attention is needed.
        guess: whether next tokens are guessed and read along, which pays where that costs little.
        stamp: size and modification time of the file, so that a replaced file is loaded again.
        projector: path of the file with which the model sees pictures; empty where there is none.
        draft: path of a small model that guesses for it; empty for none.
        drafting: whether its guesses are used; else it is there to be measured.
    """

    path: str
    context: int = 0
    gpu_layers: int = -1
    threads: int = 0
    batch: int = 512
    flash: Flash = "auto"
    cache: Cache = "f16"
    guess: bool = False
    stamp: str = ""
    projector: str = ""
    draft: str = ""
    drafting: bool = False


class Generate(msgspec.Struct, frozen=True, tag="generate"):
    """Write the assistant's next message.

    Attributes:
        messages: the conversation so far; a system message first, if any.
        prefix: the beginning of the assistant's message, already written; the reply goes on from it.
        max_tokens: most tokens to write; 0: until the context is full.
        grammar: GBNF (root rule "root") that the text must follow; empty for free text. A server is not sent it.
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


class Measure(msgspec.Struct, frozen=True, tag="measure"):
    """Measure what is quickest for the model that is loaded; replies `Measured`, each better than the one before.

    Attributes:
        base: what it is loaded with.
        seconds: after which nothing new is begun.
    """

    base: Tuned
    seconds: float
    model: str = ""


class Look(msgspec.Struct, frozen=True, tag="look"):
    """Name the graphics cards; replies `Devices`. Asked of a process that is thrown away, as is a try of a `Load`."""


class Devices(msgspec.Struct, frozen=True, tag="devices"):
    """The graphics cards that llama.cpp would use."""

    devices: tuple[Device, ...]


class Tried(msgspec.Struct, frozen=True, tag="tried"):
    """A model was loaded and read a few tokens.

    Attributes:
        used: bytes that it took on the graphics cards.
    """

    used: int


class Loading(msgspec.Struct, frozen=True, tag="loading"):
    """Part of the weights is read, 0 to 1."""

    done: float


class Loaded(msgspec.Struct, frozen=True, tag="loaded"):
    """The model is in memory.

    Attributes:
        context: tokens that fit, prompt and reply together.
        gpu_layers: layers on the graphics cards; `layers` are all that the model has.
        backend: what computes ("CPU", or the graphics card's name).
        card_used, card_total: bytes of the graphics cards' memory: what the model took, and all.
    """

    context: int
    gpu_layers: int
    threads: int
    backend: str
    layers: int = 0
    batch: int = 0
    flash: Flash = "auto"
    cache: Cache = "f16"
    card_used: int = 0
    card_total: int = 0


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
        letters: where several are sent together, how many characters of `text` each of them brought; what is left of it
            was held back before.
    """

    text: str
    tokens: int = 1
    letters: tuple[int, ...] = ()

    @property
    def each(self) -> tuple[Token, ...]:
        """The same, a token at a time."""
        if not self.letters:
            return (self,)
        ends = tuple(itertools.accumulate(self.letters))
        apart = tuple(Token(self.text[end - length : end]) for end, length in zip(ends, self.letters, strict=True))
        return (*apart, Token(self.text[ends[-1] :], 0)) if ends[-1] < len(self.text) else apart


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The reply is complete, was cut at its length, or was stopped. `usage.answer_tokens` counts all of the reply.

    Attributes:
        guessed, right: tokens that were guessed, and how many of them stand in the reply.
    """

    reason: Literal["stop", "length", "cancelled"]
    usage: Usage
    guessed: int = 0
    right: int = 0


class Measured(msgspec.Struct, frozen=True, tag="measured"):
    """The best that was found so far."""

    tuned: Tuned


class Counted(msgspec.Struct, frozen=True, tag="counted"):
    """The answer to `Count`."""

    tokens: int


EngineRequest = Load | Generate | Count | Measure | Unload
EngineReply = Loading | Loaded | NotLoaded | Reading | Token | Done | Counted | Measured

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
            Fault: the grammar cannot be read; nothing was yielded.
            PicturesUnseen: a message holds a picture, and the model has no projector.
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
