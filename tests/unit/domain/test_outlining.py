"""The edits of an outline: each changes what it names and nothing else."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import outlining
from desktop.domain.deck import Outline, OutlineSlide, Point

THREE = Outline(
    "T",
    tuple(OutlineSlide(f"s{n}", f"Slide {n}", points=(Point("a"), Point("b", level=1), Point("c"))) for n in (1, 2, 3)),
)


def _ids(outline: Outline) -> list[str]:
    return [slide.id for slide in outline.slides]


def test_slides_are_renamed_moved_added_and_removed() -> None:
    assert outlining.rename(THREE, "s2", "New").slides[1].title == "New"
    assert _ids(outlining.move(THREE, "s1", 2)) == ["s2", "s3", "s1"]
    assert _ids(outlining.move(THREE, "s3", -5)) == ["s3", "s1", "s2"]
    assert _ids(outlining.remove(THREE, "s2")) == ["s1", "s3"]
    added = outlining.add(THREE, OutlineSlide("", "New"), "s1")
    assert _ids(added) == ["s1", "s4", "s2", "s3"]
    assert _ids(outlining.add(THREE, OutlineSlide("s2", "Twin"))) == ["s1", "s2", "s3", "s4"]
    for edit in (outlining.rename(THREE, "x", "y"), outlining.move(THREE, "x", 0), outlining.remove(THREE, "x")):
        assert edit == THREE


def test_sections_are_made_and_unmade() -> None:
    section = outlining.outdent(THREE, "s2")
    assert section.slides[1].is_section
    assert outlining.indent(section, "s2") == THREE
    assert outlining.indent(THREE, "s2") == THREE
    assert outlining.set_layout(THREE, "s1", "steps").slides[0].layout == "steps"
    assert outlining.set_notes(THREE, "s1", "say").slides[0].notes == "say"


def test_points_are_written_moved_and_indented() -> None:
    prompted = outlining.set_points(THREE, "s1", (Point("Who?", prompt=True, level=1),))
    assert prompted.slides[0].points[0].level == 0
    assert outlining.write_point(prompted, "s1", 0, "Ada").slides[0].points[0] == Point("Ada")
    moved = outlining.move_point(THREE, "s1", 1, 0).slides[0].points
    assert [(point.text, point.level) for point in moved] == [("b", 0), ("a", 0), ("c", 0)]
    assert [p.text for p in outlining.remove_point(THREE, "s1", 0).slides[0].points] == ["b", "c"]
    assert [p.text for p in outlining.add_point(THREE, "s1", 1, Point("n")).slides[0].points] == ["a", "n", "b", "c"]
    assert outlining.indent_point(THREE, "s1", 0, 1) == THREE
    assert outlining.indent_point(THREE, "s1", 2, 7).slides[0].points[2].level == 1
    assert outlining.write_point(THREE, "s1", 9, "x") == THREE


@given(st.lists(st.tuples(st.sampled_from(["move", "add", "remove", "rename"]), st.integers(0, 5)), max_size=12))
def test_ids_stay_unique_whatever_is_done(edits: list[tuple[str, int]]) -> None:
    outline = THREE
    for name, number in edits:
        some = outline.slides[number % len(outline.slides)].id if outline.slides else "none"
        if name == "move":
            outline = outlining.move(outline, some, number)
        elif name == "add":
            outline = outlining.add(outline, OutlineSlide(some, "x"), some)
        elif name == "remove":
            outline = outlining.remove(outline, some)
        else:
            outline = outlining.rename(outline, some, f"Name {number}")
    assert len(set(_ids(outline))) == len(outline.slides)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(outline), type=Outline) == outline
