"""The engine's process: sets what native libraries read when they are loaded, then loads them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.engine.service import EngineService
    from desktop.engine.trial import TrialService

#: Read by native code when it is loaded; what the user has set stands.
ENVIRONMENT = {
    # An assertion that fails must end the process, and not start a debugger in it.
    "GGML_NO_BACKTRACE": "1",
    # Threads that have nothing to do sleep soon. By default they spin for a millisecond or so, which is a little faster
    # on an idle machine and ten times slower on one that is busy with anything else, such as reading documents:
    # 2 threads on 2 busy cores wrote 1.8 tokens a second spinning and 16 sleeping.
    "GOMP_SPINCOUNT": "1000",
}


def open_service(config: bytes) -> EngineService:
    """Make the service; it takes no configuration."""
    _prepare()
    from desktop.engine.service import EngineService

    return EngineService()


def open_trial(config: bytes) -> TrialService:
    """Make the service of a process that is thrown away; it takes no configuration."""
    _prepare()
    from desktop.engine.trial import TrialService

    return TrialService()


def _prepare() -> None:
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
