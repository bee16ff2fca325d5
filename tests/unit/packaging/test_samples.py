"""The sample documents tell one story: the same figures in the PDF, the Office files and both Markdown files."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pypdf
import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "assets" / "samples"


@pytest.fixture(scope="module")
def facts() -> Any:
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        return importlib.import_module("sample_facts")
    finally:
        sys.path.remove(str(ROOT / "packaging"))


@pytest.fixture(scope="module")
def report() -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(SAMPLES / "Linden-Street-final.pdf").pages]


def test_the_homes_have_the_means_that_the_report_states(facts: Any) -> None:
    homes = facts.homes()
    assert len(homes) == 48

    def mean(members: list[Any], winter: int) -> float:
        return float(sum(home.demand[winter] for home in members) / len(members))

    for winter, stated in enumerate(facts.DEMAND):
        assert mean(homes, winter) == pytest.approx(stated, abs=0.05)
        for block in facts.BLOCKS:
            members = [home for home in homes if home.block == block.name]
            assert len(members) == block.homes
            assert mean(members, winter) == pytest.approx(block.demand[winter], abs=0.05)
    for state in facts.INSULATION:
        members = [home for home in homes if home.insulation == state.name]
        assert len(members) == state.homes
        assert (mean(members, 0), mean(members, 2)) == pytest.approx((state.before, state.after), abs=0.05)


def test_the_correction_for_degree_days_gives_the_stated_demand(facts: Any) -> None:
    for metered, degree_days, corrected in zip(facts.METERED, facts.DEGREE_DAYS, facts.DEMAND, strict=True):
        assert metered * facts.DEGREE_DAYS[-1] / degree_days == pytest.approx(corrected, abs=0.05)
    assert facts.fall(facts.DEMAND[0], facts.DEMAND[-1]) == 31


def test_the_report_can_be_read_as_text_with_the_words_on_their_page(report: list[str]) -> None:
    page = " ".join(report[3].split())
    assert "Across the 48 homes, winter heating demand fell by 31 per cent against the baseline winter" in page
    assert "All homes 48 112 108 77 31 %" in page
    assert "gained less, about 18 per cent" in page
    assert not [text for text in report if "\t" in text or any("\ue000" <= letter <= "\uf8ff" for letter in text)]


def test_the_report_has_an_outline_and_says_that_it_is_invented(report: list[str]) -> None:
    reader = pypdf.PdfReader(SAMPLES / "Linden-Street-final.pdf")
    chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert [str(chapter["/Title"]) for chapter in chapters][:2] == ["1 Summary", "2 The pilot"]
    assert "all figures are invented" in " ".join(report[0].split())
    assert all("Sample with invented data" in text for text in report[1:])


def test_the_office_files_say_the_same() -> None:
    note = "\n".join(paragraph.text for paragraph in docx.Document(str(SAMPLES / "Meter-method.docx")).paragraphs)
    assert "121.5 × 1,128 ÷ 1,224 = 112.0 kWh per square metre" in note
    rows = list(openpyxl.load_workbook(SAMPLES / "Meter-readings.xlsx")["Homes"].iter_rows(values_only=True))
    assert len(rows) == 50
    assert rows[-1][4:] == (112, 108, 77)
    slides = pptx.Presentation(str(SAMPLES / "Board-briefing.pptx")).slides
    titles = [slide.shapes.title.text for slide in slides if slide.shapes.title is not None]
    assert "Winter demand fell by 31 %" in titles


def test_the_notes_name_homes_as_the_readings_have_them(facts: Any) -> None:
    homes = {home.number: home for home in facts.homes()}
    notes = (SAMPLES / "Site-notes-March.md").read_text(encoding="utf-8")
    assert f"only fell from {homes[15].demand[0]} to {homes[15].demand[2]} kWh/m²" in notes
    assert min(homes.values(), key=lambda home: float(home.demand[2])) is homes[25]
    assert f"{homes[25].demand[2]} kWh/m²" in notes
    assert sum(home.demand[2] > 100 for home in homes.values()) == 6
    chinese = (SAMPLES / "供暖试点总结.md").read_text(encoding="utf-8")
    assert "下降 31%，由每平方米 112 千瓦时降至 77 千瓦时" in chinese


def test_the_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 500_000
