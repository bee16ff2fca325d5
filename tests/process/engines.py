"""Engine services with a fault built in, and copies of the starter model with another chat template."""

from __future__ import annotations

import resource
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from desktop.engine.catalog import starter_model
from desktop.engine.process import open_service
from desktop.engine.protocol import EngineRequest, Load, Loading
from desktop.engine.service import EngineService
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
