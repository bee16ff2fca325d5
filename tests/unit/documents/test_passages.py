"""What of a passage is embedded, and what a cross-encoder reads: also its file's name, where that says something."""

from __future__ import annotations

import pytest

from desktop.documents.passages import embedded_text, judged_text, tells


@pytest.mark.parametrize(
    "name",
    ["Board-briefing.pptx", "2022 Q3 AAPL.pdf", "供暖试点总结.md", "合同2023.pdf", "Résumé_final.docx", "Договор.pdf"],
)
def test_names_with_a_word_in_them_tell(name: str) -> None:
    assert tells(name)
    assert judged_text(f"/home/me/{name}", "", "Text.") == f"{name}\nText."


@pytest.mark.parametrize(
    "name", ["02b1baa61e22252a.txt", "p0001.txt", "IMG_2034.jpg", "Scan 12.pdf", "Untitled document (3).docx", "7.md"]
)
def test_names_that_programs_give_are_left_out(name: str) -> None:
    assert not tells(name)
    assert judged_text(f"/papers/telling/{name}", "Heating › Winter", "Text.") == "Heating › Winter\nText."
    assert judged_text(name, "", "Text.") == "Text."


def test_headings_are_embedded_with_the_text() -> None:
    assert embedded_text("Heating › Winter", "Text.") == "Heating › Winter\nText."
    assert embedded_text("", "Text.") == "Text."
