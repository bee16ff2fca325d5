"""Any outline becomes a deck and a file that opens again with the same titles, nothing empty and nothing lost."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pptx import Presentation

from desktop.domain.deck import Chart, Outline, OutlineSlide, Point, Series, Table
from desktop.errors import OutlineEmpty
from desktop.slides.check import check, fix
from desktop.slides.clean import clean
from desktop.slides.compose import compose
from desktop.slides.looks import EVENING, LEDGER, THEMES, Theme
from desktop.slides.ooxml.inspect import inspect
from desktop.slides.render import render
from desktop.slides.scene import layout_boxes
from tests.unit.slides.samples import outlines

NASTY = Outline(
    "Nasty \x00deck\ud800 with \ufffe controls\x0b and 🙂",
    (
        OutlineSlide("s1", "长标题" * 20, points=(Point("没有空格的中文句子" * 12), Point("短")) * 4),
        OutlineSlide("s2", "A" * 200, points=(Point("W" * 400), Point("x " * 300))),
        OutlineSlide(
            "s3", "Thirty rows", table=Table(("A", "B", "C"), tuple((f"row {n}", str(n), "1,234.5") for n in range(30)))
        ),
        OutlineSlide(
            "s4", "Emoji 🙂🙂", points=(Point("🙂" * 60), Point("👩‍👩‍👧 family")), notes="\x01notes\nsecond line"
        ),
        OutlineSlide(
            "s5",
            "Bars",
            chart=Chart("bar", ("a", "b"), (Series("x\x02", (1.5, None)), Series("", (-2, 3))), "unit"),
        ),
        OutlineSlide("s6", "", points=(Point("a point without a title"),)),
        OutlineSlide("s7", "Only a prompt", points=(Point("What do you think?", prompt=True),)),
        OutlineSlide("s8", "العربية", points=(Point("نص من اليمين إلى اليسار"),)),
    ),
)


def test_a_row_higher_than_its_slide_is_shortened_and_whole_in_the_notes() -> None:
    head = tuple(f"A head that says a great deal about column {n}, and all that" for n in range(5))
    long = tuple("Words that go on and on and never come to their end. " * 9 + str(n) for n in range(4))
    rows = ((*long, "字" * 700), ("a", "b", "c", "d", "e"))
    others = tuple(OutlineSlide(name, name, points=(Point("x"),)) for name in "BC")
    outline = Outline("T", (OutlineSlide("s", "Wide", table=Table(head, rows)), *others))
    deck = compose(outline, LEDGER)
    assert not [found for found in inspect(render(deck, author="Ada"), deck) if found.level == "error"]
    first, second = (slide for slide in deck.slides if slide.table is not None)
    assert first.table is not None
    assert second.table is not None
    assert all(cell.endswith("…") for cell in first.table.rows[0])
    assert all(cell in first.notes for cell in rows[0])
    assert second.table.rows == (rows[1],)
    assert [point.text for point in deck.slides[1].points] == ["Wide", "B", "C"]


@given(outlines())
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_any_outline_is_written_and_opens_again(outline: Outline) -> None:
    try:
        deck = compose(outline, LEDGER)
    except OutlineEmpty:
        return
    content = render(deck, author="Ada")
    again = Presentation(io.BytesIO(content))
    assert [slide.shapes.title.text_frame.text for slide in again.slides] == [slide.title for slide in deck.slides]
    for slide in again.slides:
        for shape in slide.placeholders:
            assert not shape.has_text_frame or shape.text_frame.text.strip() or shape.placeholder_format.type == 13
    assert not [c for c in inspect(content, deck) if c.level == "error"]
    assert not any(point.prompt for slide in deck.slides for point in slide.points)
    check(deck)
    assert check(fix(deck))


@given(outlines())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_deck_has_titles_sources_and_no_prompt(outline: Outline) -> None:
    try:
        deck = compose(outline, LEDGER)
    except OutlineEmpty:
        return
    assert all(slide.title.strip() and slide.title == clean(slide.title) for slide in deck.slides)
    assert not any(point.prompt for slide in deck.slides for point in slide.points)
    assert deck.slides[0].layout == "title"
    origins = {slide.id for slide in outline.slides} | {"title", "agenda", "closing"}
    assert {slide.origin for slide in deck.slides} <= origins
    check(fix(deck))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_nasty_decks_fit_and_hold_no_control_character(theme: Theme) -> None:
    deck = compose(NASTY, theme)
    content = render(deck)
    assert [c.message for c in inspect(content, deck) if c.level == "error"] == []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = "".join(
            package.read(name).decode() for name in package.namelist() if name.startswith("ppt/slides/slide")
        )
    assert "_x00" not in text
    assert "What do you think?" not in text
    table = [slide for slide in deck.slides if slide.table is not None]
    assert sum(len(slide.table.rows) for slide in table if slide.table) == 30
    assert all(slide.table and slide.table.header == ("A", "B", "C") for slide in table)
    assert len({slide.title for slide in table}) == len(table)


def test_a_long_text_goes_on_to_a_second_slide_and_keeps_every_point() -> None:
    points = tuple(
        Point(f"Point {n} " + "with quite a few words that fill a line of the slide and one more " * 2)
        for n in range(14)
    )
    deck = compose(Outline("Long", (OutlineSlide("s1", "Much", points=points),)), LEDGER)
    parts = [slide for slide in deck.slides if slide.origin == "s1"]
    assert len(parts) > 1
    assert [slide.title for slide in parts] == [f"Much ({n}/{len(parts)})" for n in range(1, len(parts) + 1)]
    assert [point for slide in parts for point in slide.points] == [
        Point(clean(point.text), None, 0, False) for point in points
    ]
    assert all(layout_boxes(slide, LEDGER).fits for slide in parts)


def test_a_deck_of_nothing_is_refused() -> None:
    with pytest.raises(OutlineEmpty):
        compose(Outline(""), LEDGER)


def test_the_file_is_ours_alone() -> None:
    deck = compose(Outline("Plain", (OutlineSlide("s1", "One", points=(Point("a"),)),)), EVENING)
    content = render(deck, author="Ada Lovelace")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        everything = b"".join(package.read(name) for name in names)
    assert not [name for name in names if "printerSettings" in name or "thumbnail" in name]
    assert b"Canny" not in everything
    assert b"screen4x3" not in everything
    assert b'TargetMode="External"' not in everything
    again = Presentation(io.BytesIO(content))
    assert (again.slide_width, again.slide_height) == (12_192_000, 6_858_000)
    assert again.core_properties.author == again.core_properties.last_modified_by == "Ada Lovelace"
    assert again.core_properties.title == "Plain"
    layouts = [layout.name for layout in again.slide_layouts]
    assert {"Title Slide", "Title and Content", "Section Header", "Two Content", "Comparison", "Blank"} <= set(layouts)
    assert len(layouts) == len(set(layouts))
