"""Source lines say pages, slides or sheets, as the kind of file has them."""

from __future__ import annotations

import pytest

from desktop.domain.deck import Source
from desktop.slides.places import source_line
from desktop.slides.section_slides import notes_for
from desktop.slides.sections import Place, Statement
from desktop.slides.wordings import words_for


@pytest.mark.parametrize(
    ("sources", "line"),
    [
        ([Source("a/report.pdf", 7), Source("report.pdf", 4)], "Sources: report.pdf, pp. 4, 7"),
        ([Source("notes.docx")], "Source: notes.docx"),
        ([Source("report.pdf", 2, "iv")], "Source: report.pdf, p. 2"),
        ([Source("Board.PPTX", 3)], "Source: Board.PPTX, slide 3"),
        ([Source("b.odp", 5), Source("b.odp", 3)], "Sources: b.odp, slides 3, 5"),
        ([Source("m.xlsx", 2, "Readings")], "Source: m.xlsx, Readings"),
        ([Source("m.ods", 9, "Costs"), Source("m.ods", 3, "Sales!901:1800")], "Sources: m.ods, Sales, Costs"),
        ([Source("m.xlsx", 4, "Sales!1:900"), Source("m.xlsx", 5, "Sales!901:1800")], "Sources: m.xlsx, Sales"),
        ([Source("m.xlsx", 2)], "Source: m.xlsx, p. 2"),
        ([Source("a.pdf", 1), Source("m.xlsx", 1, "Costs")], "Sources: a.pdf, p. 1; m.xlsx, Costs"),
        ([], ""),
    ],
)
def test_a_source_line_says_where(sources: list[Source], line: str) -> None:
    assert source_line(sources, words_for("en-US")) == line


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh-CN", "来源：b.pptx 第 3 张幻灯片"),
        ("de-DE", "Quelle: b.pptx, Folie 3"),
        ("fr-FR", "Source : b.pptx, diapositive 3"),
        ("es-ES", "Fuente: b.pptx, diapositiva 3"),
    ],
)
def test_it_says_so_in_the_language_of_the_deck(language: str, line: str) -> None:
    assert source_line([Source("b.pptx", 3)], words_for(language)) == line


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en-US", ["“Rents rose.” (b.pptx, slide 3)", "“Costs fell.” (n.pdf, p. 2)", "“租金上涨。” (m.xlsx, 租金)"]),
        (
            "zh-CN",
            ["“Rents rose.”（b.pptx 第 3 张幻灯片）", "“Costs fell.”（n.pdf 第 2 页）", "“租金上涨。”（m.xlsx，租金）"],
        ),
        ("de-DE", ["„Rents rose.“ (b.pptx, Folie 3)", "„Costs fell.“ (n.pdf, S. 2)", "„租金上涨。“ (m.xlsx, 租金)"]),
        (
            "fr-FR",
            [
                "« Rents rose. » (b.pptx, diapositive 3)",
                "« Costs fell. » (n.pdf, p. 2)",
                "« 租金上涨。 » (m.xlsx, 租金)",
            ],
        ),
        (
            "es-ES",
            ["«Rents rose.» (b.pptx, diapositiva 3)", "«Costs fell.» (n.pdf, pág. 2)", "«租金上涨。» (m.xlsx, 租金)"],
        ),
    ],
)
def test_notes_name_the_place_of_each_sentence_in_the_language_of_the_deck(language: str, lines: list[str]) -> None:
    said = [
        Statement("Rents rose.", Place("x/b.pptx", 3), 0, first=True),
        Statement("Costs fell.", Place("n.pdf", 2), 1, first=True),
        Statement("租金上涨。", Place("m.xlsx", 2, "租金"), 2, first=True),
    ]
    assert notes_for(said, language).split("\n\n") == lines
