"""A presentation of the user serves as a template: its master and layouts stay, its slides go, macros too."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from desktop.domain.deck import Column, Deck, Figure, Point, Slide, StepItem, Table
from desktop.errors import FileMissing, TemplateUnusable
from desktop.slides.looks import LEDGER
from desktop.slides.ooxml.template import open_template
from desktop.slides.render import render

OFFICE = Path(__file__).resolve().parents[4] / "shared" / "data" / "office"
DECK = Deck(
    "Deck",
    (
        Slide("title", "title", "Deck", "subtitle", source_line="From a.pdf"),
        Slide("s1", "section", "Part", kicker="Part 1"),
        Slide("s2", "bullets", "Points", points=(Point("One"), Point("Two", level=1)), source_line="a.pdf, p. 3"),
        Slide("s3", "numbers", "Figures", figures=(Figure("31 %", "less"), Figure("3.1", "more"))),
        Slide("s4", "comparison", "Sides", columns=(Column("A", (Point("x"),)), Column("B", (Point("y"),)))),
        Slide("s5", "steps", "Steps", steps=(StepItem("June", "decide"), StepItem("July", "build"))),
        Slide("s6", "table", "Table", table=Table(("a", "b"), (("c", "1"),)), alt="A table"),
    ),
)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """python-pptx's own starting file with one slide, as a template of somebody."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "SECRET SAMPLE"
    file = tmp_path / "corporate.pptx"
    presentation.save(str(file))
    return file


def _retyped(file: Path, kind: str) -> Path:
    """Give a copy of the file the content type of a .potx, .ppsx or .pptm."""
    out = file.with_suffix(f".{kind.rpartition('.')[2]}")
    main = b"presentationml.presentation.main+xml"
    other = {
        "potx": b"presentationml.template.main+xml",
        "ppsx": b"presentationml.slideshow.main+xml",
    }[kind]
    with zipfile.ZipFile(file) as package, zipfile.ZipFile(out, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            copy.writestr(name, content.replace(main, other) if name == "[Content_Types].xml" else content)
    return out


@pytest.mark.parametrize("kind", ["pptx", "potx", "ppsx"])
def test_layouts_are_found_by_what_they_hold(template: Path, kind: str) -> None:
    file = template if kind == "pptx" else _retyped(template, kind)
    found = open_template(file, LEDGER).layouts
    assert {role: layout.native.name for role, layout in found.items()} == {
        "cover": "Title Slide", "content": "Title and Content", "section": "Section Header", "two": "Two Content",
        "comparison": "Comparison",
    }  # fmt: skip


def test_a_deck_in_a_template_keeps_titles_sources_and_nothing_of_the_sample(template: Path) -> None:
    content = render(DECK, template, "Ada")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"SECRET SAMPLE" not in everything
    again = Presentation(io.BytesIO(content))
    assert [slide.shapes.title.text_frame.text for slide in again.slides] == [slide.title for slide in DECK.slides]
    texts = [[shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in again.slides]
    assert any("a.pdf, p. 3" in text for text in texts[2])
    assert any("31 %: less" in text for text in texts[3])
    assert not [
        shape
        for slide in again.slides
        for shape in slide.placeholders
        if shape.has_text_frame and not shape.text_frame.text
    ]
    assert [shape.has_table for shape in again.slides[6].shapes].count(True) == 1


def test_what_is_no_template_is_said(tmp_path: Path, template: Path) -> None:
    text = tmp_path / "notes.pptx"
    text.write_text("not a presentation")
    cut = tmp_path / "cut.pptx"
    cut.write_bytes(template.read_bytes()[:9000])
    other = tmp_path / "other.pptx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    for file in (text, cut, other, tmp_path):
        with pytest.raises(TemplateUnusable) as raised:
            open_template(file, LEDGER)
        assert file.name in raised.value.message
    with pytest.raises(FileMissing):
        open_template(tmp_path / "gone.pptx", LEDGER)


@pytest.mark.skipif(not OFFICE.is_dir(), reason="the office samples (../shared/data/office) are not here")
@pytest.mark.parametrize(
    "name", ["tika__testPPT.pptx", "tika__testWPSAttachment.pptx", "unstructured__sample-presentation.pptx"]
)
def test_presentations_of_other_programs_serve(name: str) -> None:
    content = render(DECK, OFFICE / name)
    again = Presentation(io.BytesIO(content))
    assert [slide.shapes.title.text_frame.text for slide in again.slides] == [slide.title for slide in DECK.slides]
