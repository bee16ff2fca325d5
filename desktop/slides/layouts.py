"""Chooses the layout of each slide by rule, and varies runs of slides that would all look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Column, Figure, Layout, OutlineSlide, Point, Quote, Slide, StepItem
from desktop.slides.chart_look import is_time
from desktop.slides.clean import clean
from desktop.slides.found_charts import chart_of
from desktop.slides.found_figures import figure_of, split_step
from desktop.slides.headings import shorten_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.slides.words import Words

#: Longest text of a step along the line; longer ones read better as points.
_LONGEST_STEP = 110
_LONGEST_COLUMN = 150
#: Four figures longer than this would be set too small side by side.
_LONG_VALUE = 9
#: Points under key figures.
_MOST_UNDER = 3
#: Slides of the same layout that may follow one another.
RUN = 2


def arrange(row: OutlineSlide, words: Words) -> Slide:
    """Return the slide in the layout that was chosen where its content can fill it, else in the one that suits it."""
    said = row.points[0].text if row.points else ""
    base = Slide(row.id, "bullets", row.title or shorten_title(said, 60) or words.slide, points=row.points)
    for layout in dict.fromkeys((row.layout, _natural(row), "bullets")):
        made = _as(base, row, layout) if layout is not None else None
        if made is not None:
            return made
    return base


def vary(slides: Sequence[Slide]) -> list[Slide]:
    """Show the third of three slides of points in a row in columns: of one point each, or two of four and more."""
    out: list[Slide] = []
    for slide in slides:
        run = 0
        for before in reversed(out):
            if before.layout != slide.layout:
                break
            run += 1
        plain = slide.layout == "bullets" and not any(point.level for point in slide.points)
        out.append(_in_columns(slide) if run >= RUN and plain else slide)
    return out


def _in_columns(slide: Slide) -> Slide:
    points = slide.points
    if len(points) in {2, 3} and all(len(point.text) <= _LONGEST_COLUMN for point in points):
        columns = tuple(Column("", (point,)) for point in points)
    elif len(points) >= 4:
        half = (len(points) + 1) // 2
        columns = (Column("", points[:half]), Column("", points[half:]))
    else:
        return slide
    return msgspec.structs.replace(slide, layout="comparison", columns=columns, points=())


def _natural(row: OutlineSlide) -> Layout:
    if row.chart is not None:
        return "chart"
    if row.table is not None:
        return "table"
    if len(row.figures) >= 2:
        return "numbers"
    if row.quote is not None:
        return "quote"
    heads = [point for point in row.points if not point.level]
    children = [point for point in row.points if point.level]
    if len(heads) == 2 and len(children) >= 2 and row.points[1].level and row.points[-1].level:
        return "comparison"
    labels = [split_step(point.text)[0] for point in row.points]
    if 3 <= len(row.points) <= 5 and all(labels) and is_time(tuple(labels)):
        return "steps"
    return "bullets"


def _as(base: Slide, row: OutlineSlide, layout: Layout) -> Slide | None:
    """Return the slide in this layout, or None when it has nothing to fill it with."""
    if layout == "bullets":
        return _bullets(base, row)
    if layout == "chart":
        chart = row.chart or (chart_of(row.table) if row.table is not None else None)
        beside = row.points if chart is not None and len(chart.categories) * len(chart.series) <= 8 else row.points[:0]
        return msgspec.structs.replace(base, layout="chart", chart=chart, points=beside[:4]) if chart else None
    if layout == "table":
        table = row.table
        return msgspec.structs.replace(base, layout="table", table=table, points=()) if table is not None else None
    if layout == "numbers":
        figures = row.figures or tuple(f for p in row.points if (f := _figure(p)) is not None)
        if len(figures) < 2:
            return None
        long = any(len(figure.value) > _LONG_VALUE for figure in figures[:4])
        chosen, shared = without_common_end(figures[: 3 if long else 4])
        under = row.points[:_MOST_UNDER] if row.figures else ()
        return msgspec.structs.replace(base, layout="numbers", figures=chosen, subtitle=shared, points=under)
    if layout == "quote":
        quote = row.quote or (Quote(row.points[0].text, "", row.points[0].citation) if row.points else None)
        return msgspec.structs.replace(base, layout="quote", quote=quote, points=()) if quote is not None else None
    if layout == "steps":
        return _steps(base, row.points)
    if layout == "comparison":
        return _comparison(base, row.points)
    return None


def without_common_end(figures: tuple[Figure, ...]) -> tuple[tuple[Figure, ...], str]:
    """Take the words that all captions end with out of them, to be said once: "for the third quarter of 2024"."""
    words = [figure.caption.split() for figure in figures]
    length = 0
    while all(len(one) > length + 1 for one in words) and len({one[-1 - length].lower() for one in words}) == 1:
        length += 1
    if length < 3 or words[0][-length].lower() not in {"for", "in", "from", "since", "against", "during", "as"}:
        return figures, ""
    shared = " ".join(words[0][-length:])
    kept = tuple(
        msgspec.structs.replace(figure, caption=" ".join(one[:-length]).rstrip(" ,"))
        for figure, one in zip(figures, words, strict=True)
    )
    return kept, shared[:1].upper() + shared[1:]


def _figure(point: Point) -> Figure | None:
    found = figure_of(point.text)
    return msgspec.structs.replace(found, citation=point.citation) if found is not None else None


def _bullets(base: Slide, row: OutlineSlide) -> Slide | None:
    """Return points; what the outline holds in another form is told in words."""
    points = row.points
    if not points and row.figures:
        points = tuple(Point(f"{figure.value}: {figure.caption}", figure.citation) for figure in row.figures)
    if not points and row.quote is not None:
        points = (Point(f"“{row.quote.text}”", row.quote.citation), *([Point(row.quote.who)] if row.quote.who else []))
    if not points and row.table is not None:
        points = tuple(
            Point(f"{cells[0]}: {', '.join(cell for cell in cells[1:] if cell)}", row.table.citation)
            for cells in row.table.rows[:6]
        )
    return msgspec.structs.replace(base, points=points) if points else None


def _steps(base: Slide, points: Sequence[Point]) -> Slide | None:
    steps: list[StepItem] = []
    for point in points:
        if point.level and steps:
            joined = f"{steps[-1].text} {clean(point.text)}".strip()
            steps[-1] = msgspec.structs.replace(steps[-1], text=joined)
            continue
        label, text = split_step(point.text)
        follows = not label and any(other.level for other in points)
        steps.append(StepItem(text, "", point.citation) if follows else StepItem(label, text, point.citation))
    if not 2 <= len(steps) <= 5 or any(len(step.text) > _LONGEST_STEP for step in steps):
        return None
    return msgspec.structs.replace(base, layout="steps", steps=tuple(steps), points=())


def _comparison(base: Slide, points: Sequence[Point]) -> Slide | None:
    """Return two columns: two points with what belongs to them, else the points by halves, without headings."""
    heads = [index for index, point in enumerate(points) if not point.level]
    if len(heads) == 2 and heads[1] > 1 and heads[1] < len(points) - 1:
        sides = (points[: heads[1]], points[heads[1] :])
        columns = tuple(
            Column(side[0].text, tuple(msgspec.structs.replace(point, level=0) for point in side[1:])) for side in sides
        )
    elif len(points) >= 2:
        half = (len(points) + 1) // 2
        columns = (Column("", tuple(points[:half])), Column("", tuple(points[half:])))
    else:
        return None
    return msgspec.structs.replace(base, layout="comparison", columns=columns, points=())
