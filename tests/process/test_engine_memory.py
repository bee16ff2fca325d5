"""The memory estimate against what the engine's processes then really use."""

from __future__ import annotations

import psutil
import pytest

from desktop.domain.model import ChatMessage
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.fit import fit
from desktop.engine.protocol import Done, Generate
from desktop.worker.cancel import Cancel

pytestmark = pytest.mark.process


@pytest.mark.parametrize("context", [2048, 8192])
def test_estimate_is_within_a_tenth(context: int) -> None:
    engine = LocalEngine(starter_model(), context=context)
    try:
        text = "The cat sat on the mat and the dog lay by the log. " * (1800 // 14)
        done = list(engine.generate(Generate((ChatMessage("user", text),), max_tokens=8), Cancel()))[-1]
        assert isinstance(done, Done)
        assert done.usage.prompt_tokens > 1200
        process = psutil.Process(engine.pid)
        used = process.memory_info().rss
        used += sum(child.memory_full_info().uss for child in process.children(recursive=True))
    finally:
        engine.close()
    assert fit(starter_model(), context).total == pytest.approx(used, rel=0.1)
