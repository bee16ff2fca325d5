"""No test measures time, property tests neither: a loaded machine is slow, not wrong."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
