"""Making a deck on the command line: true, whole, and opened by other programs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pptx
import pypdf
import pytest

from tests.journeys.conftest import Lectern

pytestmark = pytest.mark.journey


def _texts(slide: object) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]  # type: ignore[attr-defined]


def _check_deck(deck: Path, least: int) -> None:
    presentation = pptx.Presentation(str(deck))
    slides = list(presentation.slides)
    assert len(slides) >= least
    for slide in slides:
        for shape in slide.placeholders:
            filled = shape.has_text_frame and shape.text_frame.text.strip()
            assert filled or shape.has_table or shape.has_chart, (slide.slide_layout.name, shape.name)
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text.strip()
    content = slides[2:-1]
    sourced = [slide for slide in content if any("p. " in text for text in _texts(slide))]
    sections = [slide for slide in content if "section" in slide.slide_layout.name.lower()]
    assert len(sourced) + len(sections) >= len(content) - 1
    assert presentation.core_properties.last_modified_by != "Steve Canny"


def test_a_report_becomes_a_deck(lectern: Lectern, report: Callable[[str], Path], tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    run = lectern("slides", report("2023 Q3 NVDA.pdf"), "-o", deck, "--json")
    assert run.code == 0, run.err
    result = run.json()
    assert result["slides"] >= 8
    assert result["file"] == str(deck)
    assert result["outline"].startswith("#")
    assert {source["file"] for source in result["sources"]}
    assert not [check for check in result["checks"] if check["level"] == "error"], result["checks"]
    _check_deck(deck, 8)


def test_libreoffice_opens_the_deck_without_repair(lectern: Lectern, planted: dict[str, Path], tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    deck = tmp_path / "deck.pptx"
    run = lectern("slides", planted["docx"], "-o", deck, "--json")
    assert run.code == 0, run.err
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(deck)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    pages = len(pypdf.PdfReader(tmp_path / "deck.pdf").pages)
    assert pages == run.json()["slides"]


def test_an_outline_is_taken_word_for_word(lectern: Lectern, tmp_path: Path) -> None:
    outline = tmp_path / "plan.md"
    outline.write_text(
        "# Spring conference\n\n## Where we stand\n\n- Two halls are booked\n- Speakers have answered\n\n"
        "## What it costs\n\n| Item | Cost |\n| --- | --- |\n| Halls | 4,200 |\n| Food | 1,900 |\n\n"
        "## What comes next\n\n- Print the programme\n"
    )
    deck = tmp_path / "plan.pptx"
    run = lectern("slides", "--outline", outline, "-o", deck, "--theme", "harbour")
    assert run.code == 0, run.err
    text = "\n".join(text for slide in pptx.Presentation(str(deck)).slides for text in _texts(slide))
    for words in ("Spring conference", "Two halls are booked", "Print the programme"):
        assert words in text


def test_a_topic_gives_an_outline_to_fill(lectern: Lectern) -> None:
    run = lectern("outline", "--topic", "Plan for the spring conference")
    assert run.code == 0, run.err
    assert run.out.startswith("# ")
    assert run.out.count("\n## ") >= 3


def test_an_unknown_theme_names_those_there_are(lectern: Lectern, planted: dict[str, Path], tmp_path: Path) -> None:
    run = lectern("slides", planted["docx"], "-o", tmp_path / "deck.pptx", "--theme", "neon")
    assert run.code == 2
    assert "Ledger" in run.err
