"""No test measures time, property tests neither: a loaded machine is slow, not wrong.

In CI property tests take the same examples each time, so that a change fails for what it changes; else new ones.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "patient",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")
