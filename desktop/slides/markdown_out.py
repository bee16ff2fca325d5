"""Writes an outline as the Markdown that `desktop.slides.markdown` describes and reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.slides.clean import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.deck import Chart, Outline, OutlineSlide
    from desktop.domain.document import Citation


#: What is escaped in the name of a sheet or page, so that the quotation mark behind it is the first.
_LABEL_MARKS = re.compile(r'[\\"]')


def to_markdown(outline: Outline) -> str:
    """Write an outline so that `from_markdown` reads the same one back, apart from its ids and citation numbers."""
    lines = [f"# {_escape(outline.title)}", ""]
    if outline.subtitle:
        lines += [_escape(outline.subtitle), ""]
    lines += [f"Language: {outline.language}", ""]
    parts = any(slide.is_section for slide in outline.slides)
    for slide in outline.slides:
        lines += [f"{'##' if slide.is_section or not parts else '###'} {_escape(slide.title)}", ""]
        lines += _body(slide)
    return "\n".join(lines).rstrip() + "\n"


def _body(slide: OutlineSlide) -> list[str]:
    lines: list[str] = [*_cited(slide.claim, 0), *([""] if slide.claim is not None else [])]
    if slide.topic:
        lines += [f"Topic: {_escape(slide.topic)}", ""]
    if slide.layout is not None and not slide.is_section:
        lines += [f"Layout: {slide.layout}", ""]
    for point in slide.points:
        lines.append(f"{'  ' * point.level}- {'[ ] ' if point.prompt else ''}{_escape(point.text)}")
        lines += _cited(point.citation, 2 * point.level + 2)
    for figure in slide.figures:
        lines.append(f"- **{_escape(figure.value)}** {_escape(figure.caption)}")
        lines += _cited(figure.citation, 2)
    if slide.points or slide.figures:
        lines.append("")
    if slide.quote is not None:
        lines.append(f"> {_escape(slide.quote.text)}")
        lines += [f"> — {_escape(slide.quote.who)}"] if slide.quote.who else []
        lines += [*_cited(slide.quote.citation, 0), ""]
    if slide.chart is not None:
        rows = [
            (name, *(_label(slide.chart, s, c) for s in range(len(slide.chart.series))))
            for c, name in enumerate(slide.chart.categories)
        ]
        unit = f", {_escape(slide.chart.unit)}" if slide.chart.unit else ""
        lines += [f"Chart: {slide.chart.kind}{unit}", ""]
        lines += _grid(("", *(series.name for series in slide.chart.series)), rows)
        lines += [*_cited(slide.chart.citation, 0), ""]
    if slide.table is not None:
        lines += [f"Table: {_escape(slide.table.caption)}".rstrip(), ""]
        lines += [*_grid(slide.table.header, slide.table.rows), *_cited(slide.table.citation, 0), ""]
    if slide.notes:
        lines += [f"Note: {slide.notes}", ""]
    return lines


def _label(chart: Chart, series: int, category: int) -> str:
    if series < len(chart.labels) and category < len(chart.labels[series]):
        return chart.labels[series][category]
    value = chart.series[series].values[category]
    return "" if value is None else f"{value:g}"


def _grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(_escape(cell) for cell in cells) + " |"

    return [line(header), "|" + " --- |" * len(header), *(line(row) for row in rows)]


def _cited(citation: Citation | None, indent: int) -> list[str]:
    if citation is None:
        return []
    page = f", p. {citation.page}" if citation.page is not None else ""
    label = clean(citation.page_label or "")
    if page and label and label != str(citation.page):
        page += " (" + _LABEL_MARKS.sub(r"\\\g<0>", label) + ")"
    return [f'{" " * indent}[{citation.file}{page}: "{clean(citation.quote)}"]']


def _escape(text: str) -> str:
    return re.sub(r"([\\|*#>\[\]]|_(?=_)|(?<=_)_)|^([-+])|^(\d{1,3})([.)])(?=\s|$)", _escaped, text)


def _escaped(match: re.Match[str]) -> str:
    mark = match.group(1) or match.group(2)
    return f"\\{mark}" if mark else f"{match.group(3)}\\{match.group(4)}"
