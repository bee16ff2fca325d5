"""Gives the places of an outline their numbers, and slides of the same title different ones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from desktop.slides.wordings import words_for

if TYPE_CHECKING:
    from desktop.domain.deck import Outline, OutlineSlide
    from desktop.domain.document import Citation

#: Longest title, in characters, that is made of two.
LONGEST = 64


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
        slide = msgspec.structs.replace(slide, claim=numbered(slide.claim))
        singles = {
            name: msgspec.structs.replace(part, citation=numbered(part.citation))
            for name, part in (("table", slide.table), ("chart", slide.chart), ("quote", slide.quote))
            if part is not None
        }
        return msgspec.structs.replace(slide, **parts, **singles)

    return msgspec.structs.replace(outline, slides=tuple(change(slide) for slide in outline.slides))


def unique_titles(outline: Outline) -> Outline:
    """Tell titles apart that come twice, so that every slide can be found by its title.

    A slide is told from the section or the deck that it is called like as their overview, key figures as such, and
    others by their section's name or a number. Sections keep their names.
    """
    words = words_for(outline.language)
    mark = "：" if outline.language.startswith("zh") else ": "
    named = {outline.title.casefold(), *(slide.title.casefold() for slide in outline.slides if slide.is_section)}
    counts = Counter(slide.title.casefold() for slide in outline.slides if not slide.is_section)
    taken: set[str] = set()
    section = ""
    slides = []
    for slide in outline.slides:
        if slide.is_section:
            section = slide.title
            slides.append(slide)
            continue
        key = slide.title.casefold()
        title = slide.title
        if key in named or counts[key] > 1:
            figures = words.figures if mark == "：" else words.figures[:1].lower() + words.figures[1:]
            overview = words.slide if mark == "：" else words.slide[:1].lower() + words.slide[1:]
            tries = [
                *([f"{title}{mark}{figures}"] if slide.layout == "numbers" else []),
                *([title] if key not in named else [f"{title}{mark}{overview}"]),
                *([f"{section}{mark}{title}"] if section and section.casefold() != key else []),
            ]
            fresh = (one for one in tries if len(one) <= LONGEST and one.casefold() not in taken | named)
            title = next(fresh, "") or _counted(title, taken | named, words.repeated)
        taken.add(title.casefold())
        claim = slide.claim if title == slide.title else None  # words were added that the quote does not hold
        slides.append(msgspec.structs.replace(slide, title=title, claim=claim))
    return msgspec.structs.replace(outline, slides=tuple(slides))


def _counted(title: str, taken: set[str], template: str) -> str:
    """Return the title with the first number that is free."""
    tries = (template.format(title=title, n=n) for n in range(2, len(taken) + 3))
    return next(one for one in tries if one.casefold() not in taken)
