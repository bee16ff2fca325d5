"""No slide of a deck comes twice, also where a document holds a chapter, a sentence or a table twice."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.deck import Chart, Outline, OutlineSlide, Point, Series, Table
from desktop.slides.candidates import Candidate
from desktop.slides.grouping import group, partnered
from desktop.slides.outline import outline_of
from desktop.worker.cancel import Cancel
from tests.unit.slides.samples import CHINESE, REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Document


_CHAPTERS = {"Plans": ("Filing", "Review", "Discharge"), "Money": ("Bonds", "Fees", "Audits", "Banks", "Rent")}


def _candidate(section: int, heading: str, said: str, worth: float = 1.0, chapter: str = "") -> Candidate:
    path = ((0, chapter), (1, heading)) if chapter else ((0, heading),)
    return Candidate(OutlineSlide("", heading, None, (Point(said),)), worth, (0, section, 30), path, "bullets", 3)


def _twice(chosen: Sequence[Candidate]) -> list[tuple[str, str]]:
    return [(one.slide.title, other.slide.title) for one, other in combinations(chosen, 2) if one.repeats([other])]


def _book(copies: int = 2) -> list[Candidate]:
    """A book of two chapters whose text comes again, as in a file that two editions were bound into."""
    rows = [(chapter, name) for _ in range(copies) for chapter, names in _CHAPTERS.items() for name in names]
    return [
        _candidate(n, name, f"The trustee keeps {name}.", 1.0 - n / 100, chapter)
        for n, (chapter, name) in enumerate(rows)
    ]


def _lone() -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
    """Slides that are alone under their headings beside a heap under one, copies of them, and others from there."""
    rows = [(chapter, name) for chapter, names in _CHAPTERS.items() for name in names[:3]]
    alone = [_candidate(n, name, f"The trustee keeps {name}.", 0.9, ch) for n, (ch, name) in enumerate(rows)]
    heap = [_candidate(20 + n, "Rates", f"Rate {n} is paid.", 0.5 + n / 100, "Annex") for n in range(7)]
    copies = [_candidate(40 + n, name, f"The trustee keeps {name}.", 0.9, ch) for n, (ch, name) in enumerate(rows)]
    others = [_candidate(60 + n, name, f"{name} end in May.", 0.4, ch) for n, (ch, name) in enumerate(rows)]
    return [*alone, *heap], copies, others


def test_a_partner_is_no_copy_of_a_slide_that_is_there() -> None:
    chosen, copies, others = _lone()
    assert partnered(chosen, [*chosen, *copies], 0.25) == chosen
    out = partnered(chosen, [*chosen, *copies, *others], 0.25)
    assert {one.order for one in out} - {one.order for one in chosen} <= {one.order for one in others}
    assert [part.name for part in group(out, {0: "Handbook"})] == ["Plans", "Money"]


@given(st.data())
@settings(deadline=None)
def test_partners_keep_the_number_of_slides_and_none_comes_twice(data: st.DataObject) -> None:
    chosen, copies, others = _lone()
    some = data.draw(st.lists(st.sampled_from([*copies, *others]), unique_by=lambda one: one.order))
    out = partnered(chosen, data.draw(st.permutations([*chosen, *some])), 0.25)
    assert len(out) == len(chosen)
    assert _twice(out) == []


@pytest.mark.parametrize("document", [REPORT, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("slides", [0, 10, 25])
def test_a_document_bound_in_twice_makes_no_slide_twice(document: Document, slides: int) -> None:
    again = [msgspec.structs.replace(page, number=page.number + len(document.pages)) for page in document.pages]
    doubled = msgspec.structs.replace(document, pages=(*document.pages, *again))
    outline = next(one for one in outline_of([doubled], slides=slides, cancel=Cancel()) if isinstance(one, Outline))
    shown = [text for slide in outline.slides if not slide.is_section for text in _shown(slide)]
    assert len(shown) == len(set(shown))


def _shown(slide: OutlineSlide) -> list[object]:
    said = [*(point.text for point in slide.points), *(one.caption for one in slide.figures)]
    return [*said, *([slide.chart.categories] if slide.chart else []), *([slide.table.rows] if slide.table else [])]


@given(st.lists(st.sampled_from(_book(3)), min_size=1, max_size=16, unique_by=lambda one: one.order))
def test_parts_hold_every_slide_once_and_have_names_of_their_own(chosen: list[Candidate]) -> None:
    parts = group(chosen, {0: "Handbook"})
    names = [part.name for part in parts if part.name]
    assert len(names) == len(set(names))
    assert sorted(one.order for part in parts for one in part.members) == sorted(one.order for one in chosen)


def test_a_chapter_that_comes_back_is_one_part() -> None:
    book = [one for one in _book() if one.order[1] not in {1, 2, 8, 14, 15}]  # a different choice of each edition
    assert [part.name for part in group(book, {0: "Handbook"})] == ["Plans", "Money"]


def test_the_same_table_or_chart_comes_once() -> None:
    table = OutlineSlide("", "Sales", "table", table=Table(("", "2023"), (("Bread", "4"), ("Cake", "5"))))
    chart = OutlineSlide("", "Sales", "chart", chart=Chart("bar", ("Bread", "Cake"), (Series("2023", (4.0, 5.0)),)))

    def made(slide: OutlineSlide, section: int, raw: str) -> Candidate:
        return Candidate(slide, 1.0, (0, section, 0), ((0, "Sales"),), slide.layout or "table", 0, raw)

    shown = made(table, 1, "Bread 4\nCake 5")
    assert made(table, 9, "Bread  4 | Cake 5").repeats([shown])  # the same cells, read in another way
    assert made(chart, 9, "Bread 4\nCake 5").repeats([shown])  # the same table, drawn
    assert made(chart, 9, "b").repeats([made(chart, 1, "a")])
    assert not made(chart, 9, "Bread 7\nCake 5").repeats([shown])
    assert not made(OutlineSlide("", "Sales", points=(Point("Bread was dear."),)), 9, "").repeats([shown])
