"""The words of the ledger's rows."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator

import pytest

from desktop.documents.protocol import FileState
from desktop.ui.documents.rows import subtitle_of, when
from desktop.ui.documents.state import Row


@pytest.fixture(params=["UTC0", "CST-8", "NST3:30"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's time zone cannot be changed for a test")
@pytest.mark.usefixtures("zone")
def test_days_begin_at_midnight_where_the_user_is() -> None:
    today = datetime.date(2026, 3, 1)
    midnight = datetime.datetime.combine(today, datetime.time()).timestamp()
    assert [when(moment, today) for moment in (0, midnight + 80_000, midnight)] == ["added today"] * 3
    assert [when(midnight - ago, today) for ago in (1, 86_400)] == ["added yesterday"] * 2
    assert when(midnight - 86_401, today) == "added on 2026-02-27"


def test_a_file_that_is_gone_says_so_and_counts_no_passages_of_none() -> None:
    gone = FileState("/d/plan.pdf", "missing")
    assert subtitle_of(Row(gone, "Linden"), "") == "Is no longer in its place."
    held = FileState("/d/plan.pdf", "missing", chunks=3)
    assert subtitle_of(Row(held, "Linden"), "") == "3 passages. Is no longer in its place."
