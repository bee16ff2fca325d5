"""The deck check finds what is wrong, says nothing when all is well, and puts right what needs no judgement."""

from __future__ import annotations

import io
import zipfile

import msgspec
import pytest

from desktop.domain.deck import Chart, Check, Column, Deck, Figure, Outline, OutlineSlide, Point, Series, Slide, Table
from desktop.slides import contrast
from desktop.slides.check import check, fix
from desktop.slides.compose import compose
from desktop.slides.geometry import BOTTOM, HEIGHT, SPECS, WIDTH
from desktop.slides.looks import LEDGER, THEMES, Theme
from desktop.slides.ooxml.inspect import inspect
from desktop.slides.render import render
from desktop.slides.scene import layout_boxes
from tests.unit.slides.samples import citation

GOOD = OutlineSlide(
    "s1",
    "Sales rose",
    points=(Point("Sales rose by 9%", citation("Sales rose by 9% in 2024.")),),
    notes="Say it slowly.",
)


def _checks(slide: Slide, **changes: object) -> list[Check]:
    deck = Deck("Title", (Slide("title", "title", "Title"), slide), "ledger", "en-US", grounded=True)
    return [c for c in check(msgspec.structs.replace(deck, **changes)) if c.level != "ok"]


def _good() -> Slide:
    return compose(Outline("T", (GOOD,)), LEDGER).slides[1]


def test_a_good_slide_passes_everything() -> None:
    assert _checks(_good()) == []
    passed = check(compose(Outline("T", (GOOD,)), LEDGER))
    assert {c.check for c in passed} >= {
        "fit",
        "contrast",
        "alt text",
        "sources",
        "numbers",
        "titles",
        "notes",
        "language",
    }
    assert {c.level for c in passed} == {"ok"}
    assert all("{" not in c.message.format(**c.values) for c in passed)


@pytest.mark.parametrize(
    ("changes", "name", "level"),
    [
        ({"points": (Point("word " * 400),)}, "fit", "error"),
        ({"points": (Point("word " * 90),)}, "words", "warn"),
        ({"points": tuple(Point(f"Point {n}") for n in range(9))}, "words", "warn"),
        ({"title": ""}, "titles", "error"),
        ({"title": "A very long title " * 12}, "titles", "warn"),
        ({"source_line": ""}, "sources", "warn"),
        ({"notes": ""}, "notes", "warn"),
        ({"points": (Point("Sales rose by 90%", citation("Sales rose by 9% in 2024.")),)}, "numbers", "error"),
        ({"title": "Sales rose by 70%"}, "numbers", "warn"),
        ({"points": (Point("Lorem ipsum dolor"),)}, "text", "error"),
        ({"points": (Point("**bold** words"),)}, "text", "error"),
        ({"layout": "table", "table": Table(("", ""), (("a", "1"),)), "points": ()}, "tables", "error"),
        ({"layout": "table", "table": Table(("a", "b"), (("a", "b"),)), "points": (), "alt": ""}, "alt text", "error"),
        ({"layout": "chart", "chart": Chart("bar", ("a",), (Series("b", (1,)),)), "points": ()}, "alt text", "error"),
    ],
)  # fmt: skip
def test_each_fault_is_found(changes: dict[str, object], name: str, level: str) -> None:
    found = _checks(msgspec.structs.replace(_good(), **changes))
    assert (name, level) in {(c.check, c.level) for c in found}
    assert all(c.slide == 2 for c in found if c.check == name)


def test_the_whole_deck_is_looked_at() -> None:
    slide = _good()
    alike = tuple(msgspec.structs.replace(slide, title=f"Sales {word}") for word in ("rose", "fell", "stood"))
    assert [c.check for c in _checks(slide, slides=alike)] == ["layouts"]
    assert [c.check for c in _checks(slide, language="zh-CN")] == ["language"]
    assert ("titles", 3) in {(c.check, c.slide) for c in _checks(slide, slides=(*alike[:2], alike[1]))}
    deck = Deck("T", (slide,))
    assert ("count", "warn") in {(c.check, c.level) for c in check(deck, wanted=9)}
    assert ("count", "ok") in {(c.check, c.level) for c in check(deck, wanted=1)}


def test_fixing_needs_no_judgement() -> None:
    slide = msgspec.structs.replace(_good(), title="Title", notes="", points=(Point("**Sales** rose"),))
    deck = fix(Deck("Title", (Slide("title", "title", "Title"), slide, msgspec.structs.replace(slide, notes="Say it"))))
    assert [one.title for one in deck.slides] == ["Title", "Title", "Title (2)"]
    assert deck.slides[1].points[0].text == "Sales rose"
    assert deck.slides[1].notes == "Sales rose"
    assert fix(deck) == deck


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_themes_can_be_read(theme: Theme) -> None:
    samples = (
        Slide("a", "section", "Part", kicker="Part 1"),
        Slide("b", "comparison", "Two", columns=(Column("One", (Point("x"),)), Column("Two", (Point("y"),)))),
        Slide("c", "numbers", "Figures", figures=(Figure("31 %", "less"), Figure("3.1", "more")), source_line="a.pdf"),
        Slide("d", "table", "T", table=Table(("a", "b"), (("c", "1"),)), source_line="a.pdf"),
        _good(),
    )
    for slide in samples:
        worst, enough = contrast.lowest(layout_boxes(slide, theme, 2), theme)
        assert enough, (slide.layout, worst)
    # WCAG 1.4.11 for the marked bar; the others are also told by their size and label.
    assert contrast.ratio(theme.colours["accent"], theme.colours["paper"]) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast.ratio("000000", "FFFFFF"), 1) == 21.0
    assert round(contrast.ratio("777777", "FFFFFF"), 2) == 4.48


def test_every_frame_stands_on_the_slide_and_none_over_another() -> None:
    for spec in SPECS:
        frames = [frame for frame in spec.frames if frame.role not in {"table", "chart"}]
        for frame in spec.frames:
            assert 0 <= frame.x < frame.x + frame.w <= WIDTH
            assert 0 <= frame.y < frame.y + frame.h <= HEIGHT
        for one in frames:
            for other in frames:
                apart = (
                    one.x + one.w <= other.x
                    or one.y + one.h <= other.y
                    or other.x + other.w <= one.x
                    or other.y + other.h <= one.y
                )
                assert one is other or apart, (spec.name, one.role, other.role)
        assert len({frame.idx for frame in spec.frames}) == len(spec.frames)
        assert all(frame.y + frame.h <= BOTTOM for frame in spec.frames if frame.role in {"body", "chart", "table"})


def test_a_damaged_file_is_found() -> None:
    deck = compose(Outline("T", (GOOD,)), LEDGER)
    content = render(deck)
    assert [c.level for c in inspect(content, deck)] == ["ok"]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as copy:
        for name in package.namelist():
            if "slideLayout3.xml" not in name or name.endswith(".rels"):
                copy.writestr(name, package.read(name))
    assert any("missing" in c.message for c in inspect(out.getvalue(), deck))
    shorter = msgspec.structs.replace(deck, slides=deck.slides[:1])
    assert any("instead of" in c.message for c in inspect(content, shorter))


def test_the_check_of_a_scene_says_the_smallest_size() -> None:
    scene = layout_boxes(_good(), LEDGER, 2)
    assert scene.fits
    assert scene.smallest == 26
    assert [box.role for box in scene.boxes] == ["title", "body", "source", "number"]
