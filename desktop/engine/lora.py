"""LoRA adapters in llama.cpp: read into the memory of a model once, and switched on and off in its context."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as c

from desktop.domain.adapter import AdapterUse
from desktop.engine.refusal import Log
from desktop.errors import AdapterUnfit


class Adapters:
    """Knows the adapters that are in memory with a model, and which are on; knows nothing of what was read with them.

    An adapter stays in memory until the model goes, which frees it: switching it on again costs nothing.
    """

    def __init__(self, model: Any, context: Any, log: Log, name: str) -> None:
        self._model, self._context, self._log, self._name = model, context, log, name
        #: By path, size and modification time, so that a replaced file is read again.
        self._loaded: dict[tuple[str, int, int], Any] = {}
        self._on: tuple[tuple[tuple[str, int, int], float], ...] = ()

    def switch(self, uses: Sequence[AdapterUse]) -> bool:
        """Have exactly these adapters on; one with a scale of 0 counts as off. Return whether anything changed.

        Raises:
            AdapterUnfit: llama.cpp refuses one, or its file is gone; all are as they were.
        """
        wanted = tuple((self._key(use.path), use.scale) for use in uses if use.scale)
        if wanted == self._on:
            return False
        handles = [self._handle(key) for key, _ in wanted]
        array = (c.llama_adapter_lora_p_ctypes * len(handles))(*handles)
        scales = (ctypes.c_float * len(handles))(*(scale for _, scale in wanted))
        if c.llama_set_adapters_lora(self._context, array, len(handles), scales):
            raise self._unfit(wanted[0][0][0], f"llama.cpp refused it{self._log.tail}")
        self._on = wanted
        return True

    def _handle(self, key: tuple[str, int, int]) -> Any:
        if key not in self._loaded:
            loaded = c.llama_adapter_lora_init(self._model, os.fsencode(key[0]))
            if not loaded:
                raise self._unfit(key[0], f"llama.cpp refused it{self._log.tail}")
            self._loaded[key] = loaded
        return self._loaded[key]

    def _key(self, path: str) -> tuple[str, int, int]:
        try:
            about = os.stat(path)
        except OSError:
            raise self._unfit(path, "its file is gone") from None
        return path, about.st_size, about.st_mtime_ns

    def _unfit(self, path: str, reason: str) -> AdapterUnfit:
        return AdapterUnfit(name=Path(path).stem, model=self._name, reason=reason, path=path)
