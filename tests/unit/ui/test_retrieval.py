"""A library and the files dropped on a chat are asked as one."""

from __future__ import annotations

from desktop.ui.chat.retrieval import together
from tests.unit.chat.library import REPORT, SITE, FakeRetriever


def test_documents_of_several_are_named_and_read_each_once() -> None:
    both = together([FakeRetriever((SITE,)), FakeRetriever((REPORT, SITE))])
    assert both is not None
    assert [(named.file, named.dropped) for named in both.names()] == [(SITE.file, True), (REPORT.file, False)]
    assert both.documents() == (SITE, REPORT)
    assert both.documents([REPORT.file, "gone.md"]) == (REPORT,)
