"""Headings of Word documents whose style was lost: by number and place, or by the words of one that has it."""

from __future__ import annotations

from pathlib import Path

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
