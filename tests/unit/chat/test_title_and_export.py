"""A title is the heart of the first question; an export holds every word and source."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.chat.export import as_json, as_markdown
from desktop.chat.title import title_from
from desktop.domain.conversation import (
    Conversation,
    FaultPart,
    Message,
    PicturePart,
    ReasoningPart,
    SourcesPart,
    TextPart,
    question,
)
from desktop.domain.document import Citation
from desktop.domain.model import Usage


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("What were total net sales in the quarter?", "What were total net sales in the quarter"),
        ("Please can you tell me how many people work here? I need it.", "How many people work here"),
        ("请问涡轮机的额定功率是多少？", "涡轮机的额定功率是多少"),
        ("  ", ""),
        ("hi", "Hi"),
        ("Tell me", "Tell me"),
        ("What is U.S. revenue?", "What is U.S. revenue"),
        ("# A *bold* heading", "A bold heading"),
    ],
)
def test_titles(asked: str, title: str) -> None:
    assert title_from(asked) == title


@given(st.text())
def test_a_title_is_one_short_line(asked: str) -> None:
    title = title_from(asked)
    assert len(title) <= 50
    assert "\n" not in title


CONVERSATION = Conversation(
    id=1,
    title="Sales",
    library="reports",
    updated=5.0,
    messages=(
        question("What were sales?"),
        Message(
            role="assistant",
            parts=(
                ReasoningPart("Look at\nthe table.", 2.0),
                TextPart("They were 81,797 [1], not [7] or `x[1]`.\n\n```\na[1]\n```\n\n[1](http://x)"),
                SourcesPart(
                    (
                        Citation(1, "a/b.pdf", 4, "Total net sales\n81,797", "verified", 0.91234, "iv"),
                        Citation(2, "notes.txt", None, "other", "missing"),
                    )
                ),
                FaultPart("DiskFull", {"what": "the deck"}),
            ),
            status="failed",
            kind="generated",
            model="Tiny",
            usage=Usage(answer_tokens=7),
        ),
        Message(role="assistant", parts=(TextPart("half"),), status="stopped"),
    ),
)


def test_markdown_has_footnotes_and_leaves_code_alone() -> None:
    text = as_markdown(CONVERSATION)
    assert text.startswith("# Sales\n\n## Question\n\nWhat were sales?\n\n## Answer (Tiny)\n\n")
    assert "They were 81,797 [^2-1], not [7] or `x[1]`." in text
    assert "a[1]\n```" in text
    assert "[1](http://x)" in text
    assert "[^2-1]: a/b.pdf, p. iv (verified): “Total net sales 81,797”" in text
    assert "[^2-2]: notes.txt (not found on the page): “other”" in text
    assert "The disk is full, so the deck could not be saved." in text
    assert text.endswith("half\n\n*(stopped)*\n")
    assert "Look at" not in text
    assert "> Look at\n> the table." in as_markdown(CONVERSATION, thoughts=True)


def test_json_has_every_field() -> None:
    read = json.loads(as_json(CONVERSATION, thoughts=True))
    assert read["title"] == "Sales"
    answer = read["messages"][1]
    assert answer["thinking"] == "Look at\nthe table."
    assert answer["citations"][0] == {
        "n": 1,
        "file": "a/b.pdf",
        "page": 4,
        "page_label": "iv",
        "quote": "Total net sales\n81,797",
        "verified": True,
        "score": 0.9123,
    }
    assert answer["usage"]["answer_tokens"] == 7
    assert answer["error"].startswith("The disk is full")
    assert read["messages"][0] == {"role": "user", "text": "What were sales?"}


def test_thoughts_are_written_only_when_asked_for() -> None:
    for write in (as_json, as_markdown):
        assert "the table." in write(CONVERSATION, thoughts=True)
        assert "the table." not in write(CONVERSATION)


def test_pictures_are_exported_whole() -> None:
    chat = Conversation(1, "Cat", (question("What is it?", (PicturePart("my [cat].jpg", b"\xff\xd8", 4, 3),)),))
    assert "![my cat.jpg](data:image/jpeg;base64,/9g=)\n\nWhat is it?" in as_markdown(chat)
    assert '"jpeg": "/9g="' in as_json(chat)
