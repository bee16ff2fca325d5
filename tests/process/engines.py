"""Engine services with a fault built in, and copies of the starter model with another chat template."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from desktop.engine.catalog import starter_model
from desktop.engine.process import open_service
from desktop.engine.protocol import Device, Devices, EngineRequest, Generate, Load, Loading, Look, Tried
from desktop.engine.service import EngineService
from desktop.errors import ModelLoadFailed
from desktop.worker.cancel import Cancel


class SlowToLoad(EngineService):
    """Takes a while over each step of loading, so that a test can do something to it meanwhile."""

    def handle(self, request: EngineRequest, cancel: Cancel) -> Iterator[msgspec.Struct]:
        for reply in super().handle(request, cancel):
            yield reply
            if isinstance(reply, Loading):
                for _ in range(5):
                    cancel.check()
                    time.sleep(0.02)


def open_slow(config: bytes) -> SlowToLoad:
    return SlowToLoad()


class Poor(EngineService):
    """Has too little address space for a long context."""

    def handle(self, request: EngineRequest, cancel: Cancel) -> Iterator[msgspec.Struct]:
        if isinstance(request, Load):
            used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + (250 << 20), -1))
        yield from super().handle(request, cancel)


def open_poor(config: bytes) -> Poor:
    open_service(config)
    return Poor()


class Cramped(EngineService):
    """Uses a thread-local variable for which there is no room, once it is asked: glibc then ends the process itself."""

    def handle(self, request: EngineRequest, cancel: Cancel) -> Iterator[msgspec.Struct]:
        if isinstance(request, Generate):
            loaded = ctypes.CDLL(os.environ["LECTERN_TEST_CRAMPED"])
            used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + (64 << 20), -1))
            loaded.touch()
        yield from super().handle(request, cancel)


def open_cramped(config: bytes) -> Cramped:
    open_service(config)
    return Cramped()


def _crash() -> None:
    """Die as native code does; the signal may reach another thread, so this one must not go on meanwhile."""
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(60)


class Cards:
    """Stands for the process that is thrown away, on a computer with a card that is worse than it says.

    It names a card of 8 GB; with more layers than the name of the model's file ends with, it crashes, and with just as
    many it refuses the model.
    """

    requests: Any = Look | Load

    def lane(self, request: Look | Load) -> str:
        return "trial"

    def handle(self, request: Look | Load, cancel: Cancel) -> Iterator[msgspec.Struct]:
        if isinstance(request, Look):
            yield Devices((Device("CUDA0", "NVIDIA Test", 8 << 30, 8 << 30),))
            return
        most = int(Path(request.path).stem.rpartition("-")[2])
        with Path(request.path).with_suffix(".tries").open("a") as tries:
            tries.write(f"{request.gpu_layers}\n")
        if request.gpu_layers > most:
            _crash()
        if request.gpu_layers == most:
            raise ModelLoadFailed(model="it", reason="llama.cpp refused it without a reason")
        yield Tried(request.gpu_layers << 20)

    def close(self) -> None:
        return


def open_cards(config: bytes) -> Cards:
    return Cards()


def open_dead(config: bytes) -> Cards:
    os.kill(os.getpid(), signal.SIGABRT)
    return Cards()


class Forgetful(EngineService):
    """Refuses to load with layers on the card while a file beside the model says that the card is full."""

    def handle(self, request: EngineRequest, cancel: Cancel) -> Iterator[msgspec.Struct]:
        if isinstance(request, Load) and request.gpu_layers and Path(request.path).with_suffix(".full").exists():
            Path(request.path).with_suffix(".full").unlink()
            _crash()
        yield from super().handle(request, cancel)


def open_forgetful(config: bytes) -> Forgetful:
    return Forgetful()


def with_template(folder: Path, template: str) -> Path:
    """Copy the starter model into `folder` with `template` in place of its chat template.

    The new text is padded so that the header grows by a multiple of the alignment and the weights stay aligned.
    """
    content = Path(starter_model().path).read_bytes()
    key = struct.pack("<Q", len("tokenizer.chat_template")) + b"tokenizer.chat_template" + struct.pack("<I", 8)
    place = content.index(key) + len(key)
    old = struct.unpack_from("<Q", content, place)[0]
    new = template.encode()
    new += b" " * ((old - len(new)) % 32)
    file = folder / "hostile.gguf"
    file.write_bytes(content[:place] + struct.pack("<Q", len(new)) + new + content[place + 8 + old :])
    return file
