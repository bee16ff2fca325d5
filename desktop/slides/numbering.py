"""Gives the places of an outline their numbers, and slides of the same title different ones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from desktop.slides.words import words_for

if TYPE_CHECKING:
    from desktop.domain.deck import Outline, OutlineSlide
    from desktop.domain.document import Citation


def number_citations(outline: Outline) -> Outline:
    """Number the cited places from 1 in the order of first use; the same page of a file has one number."""
    numbers: dict[tuple[str, int | None], int] = {}

    def numbered(citation: Citation | None) -> Citation | None:
        if citation is None:
            return None
        n = numbers.setdefault((citation.file, citation.page), len(numbers) + 1)
        return msgspec.structs.replace(citation, n=n)

    def change(slide: OutlineSlide) -> OutlineSlide:
        parts = {
            "points": tuple(msgspec.structs.replace(p, citation=numbered(p.citation)) for p in slide.points),
            "figures": tuple(msgspec.structs.replace(f, citation=numbered(f.citation)) for f in slide.figures),
        }
        singles = {
            name: msgspec.structs.replace(part, citation=numbered(part.citation))
            for name, part in (("table", slide.table), ("chart", slide.chart), ("quote", slide.quote))
            if part is not None
        }
        return msgspec.structs.replace(slide, **parts, **singles)

    return msgspec.structs.replace(outline, slides=tuple(change(slide) for slide in outline.slides))


def unique_titles(outline: Outline) -> Outline:
    """Add the section's name, or a number, to titles that come twice, so that every slide can be found by its title."""
    counts = Counter(slide.title.casefold() for slide in outline.slides)
    seen: Counter[str] = Counter()
    section = ""
    words = words_for(outline.language)
    slides = []
    for slide in outline.slides:
        if slide.is_section:
            section = slide.title
        key = slide.title.casefold()
        seen[key] += 1
        title = slide.title
        if counts[key] > 1 and slide.layout == "numbers" and not outline.language.startswith("zh"):
            title = f"{slide.title}: {words.figures[:1].lower()}{words.figures[1:]}"
            counts[key] -= 1
            seen[key] -= 1
        elif counts[key] > 1 and slide.layout == "numbers":
            title = f"{slide.title}：{words.figures}"
            counts[key] -= 1
            seen[key] -= 1
        elif counts[key] > 1 and seen[key] > 1:
            named = f"{section}: {slide.title}"
            fresh = section and named.casefold() not in counts and len(named) <= 64 and section.casefold() != key
            title = named if fresh else words.repeated.format(title=slide.title, n=seen[key])
        counts[title.casefold()] += title != slide.title
        slides.append(msgspec.structs.replace(slide, title=title))
    return msgspec.structs.replace(outline, slides=tuple(slides))
