"""A process that is thrown away: it looks at the graphics cards, and tries whether a model loads and works on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.engine.gguf import shown_name
from desktop.engine.protocol import Devices, Load, Loading, Look, Tried

if TYPE_CHECKING:
    from collections.abc import Iterator

    import msgspec

    from desktop.worker.cancel import Cancel

#: Tokens that are read to see that the cards compute, and not only hold the weights.
TOKENS = 32


class TrialService:
    """Knows nothing; what it loads goes with the process, whose end gives a card's memory back whatever went wrong."""

    requests: Any = Look | Load

    def lane(self, request: Look | Load) -> str:
        """All in one lane."""
        return "trial"

    def handle(self, request: Look | Load, cancel: Cancel) -> Iterator[msgspec.Struct]:
        """Answer `Look` with `Devices`, and `Load` with progress and `Tried`.

        Raises:
            As `desktop.engine.llama.Llama`.
        """
        from desktop.engine.devices import devices
        from desktop.engine.llama import Llama

        before = devices()
        if isinstance(request, Look):
            yield Devices(before)
            return
        yield Loading(0.0)
        name = shown_name(Path(request.path), "")
        llama = Llama(request, name=name, on_progress=lambda _: not cancel.cancelled)
        token = max(llama.vocabulary.begin, 0)
        llama.read([token] * min(TOKENS, llama.context - 1))
        llama.read([token])
        free = {device.name: device.free for device in devices()}
        used = sum(max(0, device.free - free.get(device.name, device.free)) for device in before)
        yield Tried(used)

    def close(self) -> None:
        """Nothing is kept."""
