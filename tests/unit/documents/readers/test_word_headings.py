"""Headings of Word documents whose style was lost: by number and place, or by the words of one that has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.shared import Inches

from desktop.documents import reading
from desktop.domain.document import Page

PROSE = (
    "Reduced compensation notices may be issued where a trustee spends funds without approval of the United States. "
)


def _headings(path: Path) -> list[tuple[str, int]]:
    pages = [part for part in reading.read(path, path.name) if isinstance(part, Page)]
    return [(block.text, block.level) for page in pages for block in page.blocks if block.kind == "heading"]


def test_a_later_copy_of_a_heading_without_its_style_is_one(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("D. Evaluation", 2)
    document.add_paragraph(PROSE)
    document.add_paragraph().add_run("b.\tReduced Compensation").bold = True
    for text in (PROSE, "D. EVALUATION", PROSE, "b.\tReduced Compensation", "evaluation.", PROSE):
        document.add_paragraph(text)
    document.save(str(tmp_path / "handbook.docx"))
    assert _headings(tmp_path / "handbook.docx") == [
        *(("D. Evaluation", 2), ("b. Reduced Compensation", 5)),
        *(("D. EVALUATION", 2), ("b. Reduced Compensation", 5)),
    ]


def test_a_plain_numbered_line_above_prose_is_a_heading(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("2.1 Grundsätze der Prüfung", PROSE, "IV. Remedies", PROSE, "a) Notice", PROSE, "b) Removal", PROSE):
        document.add_paragraph(text)
    document.save(str(tmp_path / "plain.docx"))
    texts = [text for text, _ in _headings(tmp_path / "plain.docx")]
    assert texts == ["2.1 Grundsätze der Prüfung", "IV. Remedies", "a) Notice", "b) Removal"]


def test_items_sentences_and_laws_are_no_headings(tmp_path: Path) -> None:
    document = docx.Document()
    lines = (
        "1. Apples",
        "2. Pears",
        "3. Plums",
        PROSE,
        "1. This is a sentence.",
        PROSE,
        "11 U.S.C. § 586 Review",
        PROSE,
    )
    for text in (*lines, "a. the name of the case;", PROSE, "In 2019", PROSE, "4. Last words"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "items.docx"))
    assert _headings(tmp_path / "items.docx") == []


def test_lines_of_a_table_of_contents_are_no_headings(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    for text in ("Scope ........ 3", "Remedies … … 4", "Notes . . . . . . xii"):
        document.add_paragraph().add_run(text).bold = True
    document.add_paragraph(style="toc 1").add_run("Scope 3").bold = True
    tabbed = document.add_paragraph()
    tabbed.paragraph_format.tab_stops.add_tab_stop(Inches(6), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    tabbed.add_run("I. Overview").bold = True
    tabbed.add_run("\t1").bold = True
    field = document.add_paragraph().add_run("Duties 5")
    field.bold = True
    field._r.insert(0, OxmlElement("w:instrText"))
    field._r[0].text = r" PAGEREF _Toc1 \h "
    document.add_paragraph("2.1 Scope of the review .......... 7")
    document.add_paragraph(PROSE)
    for text in ("Part 3", "Part\t4"):
        document.add_paragraph().add_run(text).bold = True
    document.save(str(tmp_path / "contents.docx"))
    assert _headings(tmp_path / "contents.docx") == [("Part 3", 5), ("Part 4", 5)]


def _bold(document: Any, *texts: str) -> None:
    for text in texts:
        document.add_paragraph().add_run(text).bold = True


def test_lines_of_a_cover_and_days_are_no_headings(tmp_path: Path) -> None:
    document = docx.Document()
    _bold(document, "Department of Justice", "Handbook for", "Standing Trustees", "October 1, 2012", "Contents")
    document.add_paragraph(PROSE)
    _bold(document, "CHAPTER 1", "INTRODUCTION")
    document.add_heading("Chapter 1: Introduction", 1)
    document.add_paragraph(PROSE)
    for day in ("February 2008", "3. März 2021", "2023年5月1日", "12/31/2008"):
        _bold(document, day)
        document.add_paragraph(PROSE)
    _bold(document, "May 2021 in review", "Sales")
    document.add_paragraph(PROSE)
    document.save(str(tmp_path / "cover.docx"))
    assert _headings(tmp_path / "cover.docx") == [
        ("Contents", 5),
        ("Chapter 1: Introduction", 1),
        ("May 2021 in review", 5),
        ("Sales", 5),
    ]


def test_a_bold_line_with_a_colon_is_a_heading_over_running_text_only(tmp_path: Path) -> None:
    document = docx.Document()
    _bold(document, "Job Summary:")
    document.add_paragraph(PROSE)
    _bold(document, "Bring along:")
    document.add_paragraph("A pen")
    _bold(document, "What the committee said of all this in its last meeting:")
    document.add_paragraph(PROSE)
    document.save(str(tmp_path / "colons.docx"))
    assert _headings(tmp_path / "colons.docx") == [("Job Summary:", 5)]


def test_a_heading_is_known_again_at_its_highest_level_and_however_long(tmp_path: Path) -> None:
    document = docx.Document()
    long = "4. Duty to report the loss or the potential loss of personally identifiable information of debtors"
    _bold(document, "Chapter 1")
    for text in (PROSE, "Chapter 1", "Purpose of this book 1-1", PROSE):
        document.add_paragraph(text)
    document.add_heading("Chapter 1", 1)
    document.add_paragraph(PROSE)
    document.add_heading(long, 3)
    for text in (PROSE, "CHAPTER 1", PROSE, long, PROSE):
        document.add_paragraph(text)
    document.save(str(tmp_path / "copies.docx"))
    assert _headings(tmp_path / "copies.docx") == [
        ("Chapter 1", 5),
        ("Chapter 1", 1),
        (long, 3),
        ("CHAPTER 1", 1),
        (long, 3),
    ]


def test_a_style_in_bold_sets_a_heading_and_a_formula_is_none(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles.add_style("Section title", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
    document.styles.add_style("Strong words", WD_STYLE_TYPE.CHARACTER).font.bold = True
    document.add_paragraph("Findings", style="Section title")
    document.add_paragraph(PROSE)
    document.add_paragraph().add_run("Remedies", style="Strong words")
    document.add_paragraph(PROSE)
    document.add_paragraph(style="Section title").add_run("not this one").bold = False
    document.add_paragraph(PROSE)
    formula = document.add_paragraph()._p
    formula.append(OxmlElement("m:oMath"))
    formula[-1].append(OxmlElement("m:r"))
    formula[-1][-1].append(OxmlElement("m:t"))
    formula[-1][-1][-1].text = "a=b"
    document.add_paragraph(PROSE)
    document.save(str(tmp_path / "styles.docx"))
    assert _headings(tmp_path / "styles.docx") == [("Findings", 5), ("Remedies", 5)]
