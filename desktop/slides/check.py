"""The deck check: does the text fit, can it be read, is every number in its source, is nothing left over."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Check, Deck, Point, Slide
from desktop.domain.quote import numbers
from desktop.slides import contrast
from desktop.slides.chart_look import described
from desktop.slides.clean import clean
from desktop.slides.layouts import RUN
from desktop.slides.looks import theme_for
from desktop.slides.measure import is_east_asian
from desktop.slides.scene import Scene, layout_boxes
from desktop.slides.wordings import words_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.document import Citation

#: Bounds: words of a slide (warning, error), points, words of a point, points of type (body, table), lines of a title.
WORDS, MANY_WORDS = 75, 110
POINTS, POINT_WORDS = 8, 30
BODY_SIZE, TABLE_SIZE, TITLE_LINES = 16, 12, 2
ROWS, COLUMNS = 8, 6

_LEFT_OVER = re.compile(
    r"lorem ipsum|\bTBD\b|\bTODO\b|\bxxx+\b|your text here|click to add|\bas an ai\b|\*\*|^#{1,6} |\{\{|\}\}|"
    r"</?\w+>|\[insert",
    re.IGNORECASE,
)
_CONTENT = {"bullets", "comparison", "table", "chart", "numbers", "quote", "steps"}


def check(deck: Deck, *, wanted: int = 0) -> tuple[Check, ...]:
    """Return what every check found: one "ok" for each that passed, else a line for each slide it concerns.

    Args:
        wanted: slides that were asked for; 0 for any number.
    """
    theme = theme_for(deck.theme, deck.language)
    scenes = [layout_boxes(slide, theme, number) for number, slide in enumerate(deck.slides, 1)]
    lowest = [contrast.lowest(scene, theme) for scene in scenes]
    worst = f"{min((value for value, _ in lowest), default=21.0):.1f}"
    content = [slide for slide in deck.slides if slide.layout in _CONTENT]
    pictures = [slide for slide in content if slide.chart is not None or slide.table is not None]
    sourced = [slide for slide in content if slide.source_line]
    found: list[Check] = []

    def report(name: str, passed: str, values: dict[str, str], problems: Iterator[Check]) -> None:
        listed = list(problems)
        found.extend(listed or [Check(name, 0, "ok", passed, values)])

    each = list(enumerate(deck.slides, 1))
    if not content:
        found.append(Check("content", 0, "warn", "The outline is not filled in yet, so the deck has no content."))
    report("fit", "No text runs over.", {}, _fit(each, scenes))
    report("contrast", "The lowest contrast is {ratio} : 1.", {"ratio": worst}, _contrast(lowest))
    report("size", "The smallest text is {size} pt.", {"size": f"{_smallest(scenes):g}"}, _sizes(scenes))
    report("words", "No slide is crowded.", {}, _words(each))
    report("titles", "Every slide has a title of its own.", {}, _titles(each, scenes))
    told = {"count": str(len(pictures)), "total": str(len(pictures))}
    report("alt text", "{count} of {total} tables and charts are described.", told, _alt(each))
    report("tables", "Every table has its header and fits.", {}, _tables(each))
    report("layouts", "The layouts vary.", {}, _variety(deck))
    if deck.grounded:
        told = {"count": str(len(sourced)), "total": str(len(content))}
        report("sources", "{count} of {total} slides show their source.", told, _sources(each))
        report("numbers", "Every number stands in its source.", {}, _numbers(each))
    report("text", "Nothing is left over from drafts.", {}, _left_over(each))
    report("notes", "Every slide has speaker notes.", {}, _notes(each))
    report("language", "The language of the text is marked.", {}, _language(deck))
    if wanted:
        count = {"count": str(len(deck.slides)), "wanted": str(wanted)}
        message = "The deck has {count} slides; {wanted} were asked for."
        wrong = [Check("count", 0, "warn", message, count)] if len(deck.slides) != wanted else []
        report("count", "The deck has {count} slides, as asked.", count, iter(wrong))
    return tuple(found)


def fix(deck: Deck) -> Deck:
    """Put right what needs no judgement: titles that come twice, drafts' marks, missing descriptions and notes."""
    seen: Counter[str] = Counter()
    slides: list[Slide] = []
    for slide in deck.slides:
        title = _without_marks(slide.title) or next((p.text for p in slide.points), "")[:60]
        seen[title.casefold()] += slide.layout != "title"  # what is called like the deck needs no number
        if seen[title.casefold()] > 1:
            title = f"{title} ({seen[title.casefold()]})"
        alt = slide.alt or described(slide.chart, slide.table, words_for(deck.language))
        points = tuple(msgspec.structs.replace(point, text=_without_marks(point.text)) for point in slide.points)
        notes = slide.notes or ("\n".join(point.text for point in points) if slide.layout in _CONTENT else "")
        slides.append(msgspec.structs.replace(slide, title=title, alt=alt, points=points, notes=notes))
    return msgspec.structs.replace(deck, slides=tuple(slides))


def _fit(each: Sequence[tuple[int, Slide]], scenes: Sequence[Scene]) -> Iterator[Check]:
    for (number, _), scene in zip(each, scenes, strict=True):
        for box in scene.boxes:
            if not box.fits:
                yield Check(
                    "fit", number, "error", "The {part} runs over its box.", {"part": box.role.partition("-")[0]}
                )


def _contrast(lowest: Sequence[tuple[float, bool]]) -> Iterator[Check]:
    for number, (value, enough) in enumerate(lowest, 1):
        if not enough:
            yield Check("contrast", number, "error", "The contrast is only {ratio} : 1.", {"ratio": f"{value:.1f}"})


def _smallest(scenes: Sequence[Scene]) -> float:
    return min((scene.smallest for scene in scenes if scene.smallest), default=0.0)


def _sizes(scenes: Sequence[Scene]) -> Iterator[Check]:
    for number, scene in enumerate(scenes, 1):
        for box in scene.boxes:
            size = box.table.size if box.table is not None else min((p.size for p in box.paragraphs), default=99.0)
            least = {"body": BODY_SIZE, "left": BODY_SIZE, "right": BODY_SIZE, "table": TABLE_SIZE}.get(box.role, 10)
            if size < least and scene.layout != "Sources":
                yield Check("size", number, "warn", "Text is set at {size} pt.", {"size": f"{size:g}"})


def _said(slide: Slide) -> list[str]:
    """Return all text that the audience reads, without the foot."""
    texts = [slide.title, slide.subtitle, *(point.text for point in slide.points)]
    texts += [text for column in slide.columns for text in (column.heading, *(point.text for point in column.points))]
    texts += [text for figure in slide.figures for text in (figure.value, figure.caption)]
    texts += [text for step in slide.steps for text in (step.label, step.text)]
    if slide.quote is not None:
        texts += [slide.quote.text, slide.quote.who]
    return [text for text in texts if text]


def _count(texts: Sequence[str]) -> int:
    return round(sum(len(text) / 2.2 if is_east_asian(text) else len(text.split()) for text in texts))


def _words(each: Sequence[tuple[int, Slide]]) -> Iterator[Check]:
    for number, slide in each:
        if slide.layout not in _CONTENT:
            continue
        words = _count(_said(slide))
        if words > WORDS:
            yield Check(
                "words",
                number,
                "error" if words > MANY_WORDS else "warn",
                "The slide has {words} words.",
                {"words": str(words)},
            )
        points = [point for point in slide.points if not point.level]
        if len(points) > POINTS:
            yield Check("words", number, "warn", "The slide has {points} points.", {"points": str(len(points))})
        longest = max((_count([point.text]) for point in slide.points), default=0)
        if longest > POINT_WORDS:
            yield Check("words", number, "warn", "A point has {words} words.", {"words": str(longest)})


def _titles(each: Sequence[tuple[int, Slide]], scenes: Sequence[Scene]) -> Iterator[Check]:
    seen: dict[str, int] = {}
    for (number, slide), scene in zip(each, scenes, strict=True):
        key = clean(slide.title).casefold()
        if not key:
            yield Check("titles", number, "error", "The slide has no title.", fixable=True)
        elif key in seen and slide.layout != "section" and seen[key] > 1:
            yield Check("titles", number, "warn", "Slide {other} has the same title.", {"other": str(seen[key])}, True)
        seen.setdefault(key, number)
        lines = sum(len(p.lines) for box in scene.boxes if box.role == "title" for p in box.paragraphs)
        if lines > TITLE_LINES + (slide.layout == "title"):
            yield Check("titles", number, "warn", "The title has {lines} lines.", {"lines": str(lines)})


def _alt(each: Sequence[tuple[int, Slide]]) -> Iterator[Check]:
    for number, slide in each:
        if (slide.chart is not None or slide.table is not None) and not slide.alt.strip():
            yield Check("alt text", number, "error", "The table or chart is not described.", fixable=True)


def _tables(each: Sequence[tuple[int, Slide]]) -> Iterator[Check]:
    for number, slide in each:
        if slide.table is None:
            continue
        if not any(slide.table.header):
            yield Check("tables", number, "error", "The table has no header.")
        if len(slide.table.rows) > ROWS or len(slide.table.header) > COLUMNS:
            size = {"rows": str(len(slide.table.rows)), "columns": str(len(slide.table.header))}
            yield Check("tables", number, "warn", "The table has {rows} rows and {columns} columns.", size)


def _variety(deck: Deck) -> Iterator[Check]:
    run = 0
    for number, slide in enumerate(deck.slides, 1):
        same = number > 1 and deck.slides[number - 2].layout == slide.layout
        run = run + 1 if same else 1
        if run == RUN + 1 and slide.layout in _CONTENT:
            yield Check("layouts", number, "warn", "Three slides in a row are laid out alike.")


def _sources(each: Sequence[tuple[int, Slide]]) -> Iterator[Check]:
    for number, slide in each:
        if slide.layout in _CONTENT and not slide.source_line:
            yield Check("sources", number, "warn", "The slide does not say where it comes from.")


def _numbers(each: Sequence[tuple[int, Slide]]) -> Iterator[Check]:
    for number, slide in each:
        if slide.layout not in _CONTENT:
            continue
        quoted = frozenset[str]().union(*(numbers(citation.quote) for citation in _citations(slide)))
        heads = frozenset[str]().union(*(numbers(head) for head in _heads(slide)))
        for text, citation in _cited(slide):
            known = numbers(citation.quote) if citation is not None else quoted
            for value in sorted(numbers(text) - known):
                yield Check("numbers", number, "error", "{number} does not stand in the source.", {"number": value})
        for value in sorted(
            numbers(slide.title) - quoted - heads - {str(slide.part), str(slide.parts)} - _counted(slide.title)
        ):
            yield Check(
                "numbers", number, "warn", "{number} in the title does not stand in the source.", {"number": value}
            )


def _heads(slide: Slide) -> Iterator[str]:
    """Yield what the source says over what is shown: its headings, and the heads of a table or chart."""
    yield from (citation.heading or "" for citation in _citations(slide))
    if slide.chart is not None:
        yield from (*slide.chart.categories, *(series.name for series in slide.chart.series))
    if slide.table is not None:
        yield from slide.table.header


def _counted(title: str) -> frozenset[str]:
    """Return the number that a repeated title carries at its end, "Results (2)"."""
    match = re.search(r"[(（](\d{1,2})[)）]$", title)
    return frozenset({match.group(1)}) if match else frozenset()


def _points(slide: Slide) -> tuple[Point, ...]:
    return (*slide.points, *(point for column in slide.columns for point in column.points))


def _cited(slide: Slide) -> Iterator[tuple[str, Citation | None]]:
    for point in _points(slide):
        yield point.text, point.citation
    for figure in slide.figures:
        yield f"{figure.value} {figure.caption}", figure.citation
    for step in slide.steps:
        yield f"{step.label} {step.text}", step.citation
    if slide.quote is not None:
        yield slide.quote.text, slide.quote.citation
    if slide.table is not None:
        yield " ; ".join(cell for row in slide.table.rows for cell in row), slide.table.citation
    if slide.chart is not None:
        yield " ; ".join(label for row in slide.chart.labels for label in row), slide.chart.citation


def _citations(slide: Slide) -> list[Citation]:
    parts = (*_points(slide), *slide.figures, *slide.steps, slide.quote, slide.table, slide.chart)
    cited = (slide.claim, *(part.citation for part in parts if part is not None))
    return [citation for citation in cited if citation is not None]


def _left_over(each: Sequence[tuple[int, Slide]]) -> Iterator[Check]:
    for number, slide in each:
        for text in _said(slide):
            if match := _LEFT_OVER.search(text):
                yield Check("text", number, "error", "“{text}” is left over.", {"text": match.group()}, True)
        if any(point.prompt for point in _points(slide)):
            yield Check("text", number, "error", "A prompt is not filled in.")


def _without_marks(text: str) -> str:
    return clean(re.sub(r"\*\*|^#{1,6} |\{\{|\}\}|</?\w+>", "", text))


def _notes(each: Sequence[tuple[int, Slide]]) -> Iterator[Check]:
    for number, slide in each:
        if slide.layout in _CONTENT and slide.points and not slide.notes.strip():
            yield Check("notes", number, "warn", "The slide has no speaker notes.", fixable=True)


def _language(deck: Deck) -> Iterator[Check]:
    east_asian = sum(is_east_asian(slide.title) for slide in deck.slides) * 2 > len(deck.slides)
    if east_asian != deck.language.lower().startswith(("zh", "ja", "ko")):
        yield Check(
            "language", 0, "warn", "The text is not in the language that is marked, {tag}.", {"tag": deck.language}
        )
