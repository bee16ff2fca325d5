"""llama.cpp: one loaded model and its memory of what was read.

The C interface is used and not the package's `Llama` class, which compiles the file's chat template in its constructor
with no limit (Jinja folds `'a'*2000000000` while compiling), swaps the file descriptors 1 and 2 of the whole process,
and tells neither the progress of loading nor lets a long batch be broken off.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Several
from typing import Final

import llama_cpp.llama_cpp as c

from desktop.domain.adapter import AdapterUse
from desktop.domain.model import Sampling
from desktop.engine.draft import Draft, Drafting
from desktop.engine.eye import Eye
from desktop.engine.lookup import Guesser, Lookup
from desktop.engine.lora import Adapters
from desktop.engine.opening import context_params, load_model
from desktop.engine.protocol import Load
from desktop.engine.recall import Recall
from desktop.engine.refusal import Log
from desktop.engine.sampler import Sampler
from desktop.engine.sequence import Brake, Interrupted, Sequence
from desktop.engine.vocabulary import Vocabulary
from desktop.errors import Fault


class Llama:
    """Knows one loaded model and which tokens it has read; knows nothing of messages. For one thread at a time."""

    def __init__(self, load: Load, *, name: str, on_progress: Callable[[float], bool]) -> None:
        """Load the model; takes from less than a second to minutes.

        Args:
            load: with a context and a number of threads above 0; of the context at most the model's length is taken.
            name: what the model is called in errors.
            on_progress: told 0 to 1 while the weights are read; False breaks off.

        Raises:
            ModelLoadFailed: llama.cpp refused it, for the reason that its log gives.
            OutOfMemory: the weights or the memory of the context could not be allocated.
            Cancelled: `on_progress` broke it off.
        """
        self._stack = contextlib.ExitStack()
        self._log = Log()
        self._hear = c.llama_log_callback(lambda level, text, _: self._log.hear(level, text))
        c.llama_log_set(self._hear, None)
        self._stack.callback(c.llama_log_set, SILENT, None)
        c.llama_backend_init()
        try:
            self._model = load_model(load, name, on_progress, self._log)
            self._stack.callback(c.llama_model_free, self._model)
            self.vocabulary = Vocabulary(self._model)
            params = context_params(load, c.llama_model_n_ctx_train(self._model) or load.context)
            opened = c.llama_init_from_model(self._model, params)
            if not opened:
                raise self._log.explained(name)
            self._brake = Brake()
            #: Whether a part of what was read can be taken back, which a model with a running state cannot.
            forgets = not (c.llama_model_is_recurrent(self._model) or c.llama_model_is_hybrid(self._model))
            self._recall = None if forgets else Recall(opened)
            self._sequence = Sequence(opened, self._brake, self._log, self.vocabulary.words, self._recall)
            self._stack.callback(self._sequence.close)
            self._adapters = Adapters(self._model, opened, self._log, name)
        except BaseException:
            self.close()
            raise
        self.context: int = c.llama_n_ctx(opened)
        self.batch: int = c.llama_n_batch(opened)
        self.threads: int = c.llama_n_threads(opened)
        self.layers: int = c.llama_model_n_layer(self._model)
        most = self.layers if c.llama_supports_gpu_offload() else 0
        self.gpu_layers = most if load.gpu_layers < 0 else min(load.gpu_layers, most)
        self._looks = load.guess and forgets
        #: The model that guesses, where one is given, and whether it is used: it is also loaded to be measured.
        self.draft: Draft | None = None
        self.drafting = load.drafting
        if load.draft and forgets:
            self.draft = self._open_draft(load, name, on_progress)
            self._stack.callback(self.draft.close)
        seen = {"threads": self.threads, "gpu": self.gpu_layers > 0, "batch": self.batch}
        self.eye = Eye(load.projector, name, self._model, opened, **seen, log=self._log, brake=self._brake)
        self._stack.callback(self.eye.close)

    def _open_draft(self, load: Load, name: str, on_progress: Callable[[float], bool]) -> Draft:
        """Load the draft with the model, and give the model back where that fails."""
        try:
            return Draft(load, self.vocabulary, self._brake, self._log, name=name, on_progress=on_progress)
        except BaseException:
            self.close()
            raise

    def guessers(self) -> list[Guesser]:
        """Return what guesses the tokens after those that were read, for one reply; nothing that has read a picture."""
        tokens = self.tokens
        found: list[Guesser] = [Lookup(tokens)] if self._looks else []
        if self.draft is not None and self.drafting and min(tokens, default=0) >= 0:
            found.append(Drafting(self.draft, tokens))
        return found

    @contextlib.contextmanager
    def beside(self, load: Load) -> Iterator[Sequence | None]:
        """Open another context of the model, with the choices of `load`, for measuring; None where that cannot be."""
        opened = c.llama_init_from_model(self._model, context_params(load, load.context))
        if not opened:
            yield None
            return
        sequence = Sequence(opened, self._brake, self._log, self.vocabulary.words)
        try:
            yield sequence
        finally:
            sequence.close()

    @property
    def template(self) -> str:
        """The chat template of the file; empty where it has none."""
        raw = c.llama_model_chat_template(self._model, None)
        return raw.decode("utf-8", "replace") if raw else ""

    def adapt(self, uses: Several[AdapterUse]) -> None:
        """Have these adapters change the model from now on; what others changed while it was read is forgotten.

        Raises:
            AdapterUnfit: one cannot be used; all are as they were.
        """
        if self._adapters.switch(uses):
            self._sequence.cut(0)

    def keep(self, tokens: list[int]) -> int:
        """Forget all that was read but the longest common beginning with `tokens`; return its length."""
        if self._recall:
            self._recall.plan(tokens, self.vocabulary.is_end)
        return self._sequence.keep(tokens)

    def read(self, tokens: list[int]) -> None:
        """Read one batch of tokens after those in memory.

        Raises:
            Interrupted: `interrupt` was called; what was read before stays in memory.
            Fault: llama.cpp failed.
        """
        self._sequence.read(tokens, placed=self.eye.mrope)

    @property
    def tokens(self) -> list[int]:
        """The tokens that were read, as they stand in memory."""
        return self._sequence.tokens

    def read_on(self, token: int, guess: Several[int], sampler: Sampler) -> list[int]:
        """Read the token that was chosen and guesses of the next ones; see `Sequence.read_on`."""
        return self._sequence.read_on(token, guess, sampler)

    def positions(self, key: int) -> int:
        """Return how many positions a piece of a picture takes."""
        return self.eye.piece(key).positions

    def read_picture(self, key: int, alive: Callable[[float], None]) -> None:
        """Read a piece of a picture after what is in memory.

        Args:
            alive: told from time to time, on this thread, that it is still at work.

        Raises:
            Interrupted: `interrupt` was called; what was read before stays in memory.
            Fault: llama.cpp failed.
        """
        before = self._sequence.length
        code = self.eye.read(key, before, alive)
        self._sequence.take(key, self.positions(key))
        if code == 0 and not self._brake.pulled:
            return
        self._sequence.cut(before)
        if self._brake.pulled:
            raise Interrupted
        raise Fault(what=f"llama.cpp gave up on a picture ({code}){self._log.tail}")

    def interrupt(self) -> None:
        """Break off the batch that is being read; may be called from any thread. Holds until `resume`."""
        self._brake.pull()

    def resume(self) -> None:
        """Allow reading again after `interrupt`."""
        self._brake.release()

    def sampler(self, sampling: Sampling, grammar: str) -> Sampler:
        """Return what chooses the tokens of one reply after what was read; to be closed.

        Raises:
            Fault: the grammar cannot be parsed.
        """
        return Sampler(self._sequence.native, self.vocabulary, sampling, grammar, self._log.tail)

    def close(self) -> None:
        """Give the memory back; more calls do nothing."""
        self._stack.close()


def _ignore(level: int, text: bytes, _: object) -> None:
    """Hear nothing."""


#: Kept for as long as the process lives, because llama.cpp may call it until then.
SILENT: Final = c.llama_log_callback(_ignore)
