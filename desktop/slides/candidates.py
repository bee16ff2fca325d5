"""Slides that could be made of a section: points, a chart, a table, key figures or steps, each with its worth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Layout, OutlineSlide
from desktop.reasoning.salience import Vector, Weights, centroid, cosine
from desktop.slides import prose
from desktop.slides.found_figures import split_step, steps_in
from desktop.slides.section_slides import SectionSlides, cite, notes_for, point_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.slides.sections import Section, Statement

_PROMISING = re.compile(
    r"\b(?:overview|summary|results?|highlights?|findings?|key|conclusions?|recommendations?|outlook|strategy|revenue|sales"
    r"|performance|background|method|discussion|next steps?|propos\w+|plan|costs?|benefits?|demand|growth|impact|goals?"
    r"|objectives?|introduction|abstract|statements of (?:income|operations)|liquidity|gross margin|operating income"
    r"|history|financial|market)\b|概况|概述|结果|总结|结论|建议|背景|目标|方案|计划|下一步|费用|成本|收益|业绩|成果|发现",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:exhibits?|signatures?|certifications?|index|references|appendix|acknowledge?ments?|glossary|terms used"
    r"|definitions?|disclosure controls|controls and procedures|internal control|accounting (?:policies|pronouncements"
    r"|estimates)|basis of presentation|reclassifications?|use of estimates|principles of consolidation|legal"
    r"|litigation|lawsuits?|contingencies|forward-looking|recently issued|about this|external links|withholding"
    r"|fair value|unregistered|leases|derivative|warranty|available information|other information|adoption of"
    r"|commercial paper|purchase obligations|trademarks|disclaimer|shareholders’ equity|comprehensive|deferred"
    r"|non-gaap)\b"
    r"|^(?:fiscal year|form 10-[kq])$"
    r"|附录|参考文献|致谢|声明|索引|术语",
    re.IGNORECASE,
)


class Candidate(msgspec.Struct, frozen=True):
    """A slide that could be made, and what it is worth, about 0 to 2.

    Attributes:
        path: the headings that it stands under, its own last, each with its rank.
        order: place in the material: number of the document, of the section, and within it.
        size: statements of the section.
        raw: the table that a chart or a table is made of, as it stands in the document; empty for others.
    """

    slide: OutlineSlide
    worth: float
    order: tuple[int, int, int]
    path: tuple[tuple[int, str], ...]
    kind: Layout
    size: int = 0
    raw: str = ""

    def shown(self) -> frozenset[str]:
        """Return what an audience would notice when it came again: sentences, figures, and a table or chart whole."""
        slide = self.slide
        said = [slide.title] if slide.claim is not None else []
        said += [point.text for point in slide.points]
        said += [f"{one.value}\t{one.caption}" for one in slide.figures]
        if slide.quote is not None:
            said.append(slide.quote.text)
        if slide.table is not None:
            said.append("\n".join("\t".join(row) for row in (slide.table.header, *slide.table.rows)))
        if slide.chart is not None:
            rows = ((one.name, *map(str, one.values)) for one in slide.chart.series)
            said.append("\n".join("\t".join(row) for row in (slide.chart.categories, *rows)))
        return frozenset(" ".join(text.casefold().split()) for text in (*said, self.raw) if text)

    def repeats(self, others: Iterable[Candidate]) -> bool:
        """Whether one of the other slides shows some of the same; a document can hold a chapter twice."""
        own = self.shown()
        return any(not own.isdisjoint(other.shown()) for other in others)


class Appraisal:
    """Knows what is central to the material and judges statements and sections by it."""

    def __init__(self, weights: Weights, whole: Vector, focus: Vector, language: str = "en-US") -> None:
        """Prepare.

        Args:
            whole: the middle of all material.
            focus: what the deck is to be about; empty when nothing was said.
            language: tag of the deck.
        """
        self.weights = weights
        self.language = language
        self._whole = whole
        self._focus = focus

    def score(self, statements: Sequence[Statement]) -> tuple[list[float], list[Vector]]:
        """Return the worth of each statement of a section, about 0 to 1, and its vector."""
        vectors = [self.weights.vector(statement.text) for statement in statements]
        middle = centroid(vectors)
        # Beside prose a name in a list says little; where most is a list, it is what the section has to say.
        mixed = sum(statement.item for statement in statements) * 2 < len(statements)
        scores = [
            0.5 * cosine(vector, middle)
            + 0.5 * cosine(vector, self._whole)
            + 0.9 * cosine(vector, self._focus)
            + prose.weight(statement.text)
            + (0.12 if statement.first else 0.0)
            - (1.0 if mixed and statement.item and not prose.says(statement.text) else 0.0)
            for statement, vector in zip(statements, vectors, strict=True)
        ]
        return scores, vectors

    def prior(self, section: Section) -> float:
        """Return what the heading alone promises."""
        value = 0.25 if _PROMISING.search(section.title) else 0.0
        value -= 0.45 if _WEAK.search(section.title) else 0.0
        value -= 0.25 if any(_WEAK.search(name) for _, name in section.trail) else 0.0
        value -= 0.3 if section.aside else 0.0
        return value + 1.2 * cosine(
            self.weights.vector(" ".join((*(name for _, name in section.trail), section.title))), self._focus
        )


def candidates_of(section: Section, number: int, appraisal: Appraisal) -> Iterator[Candidate]:
    """Yield the slides that a section can fill; their titles may be empty where it has no heading.

    Args:
        number: of the document, for the order.
    """
    scores, vectors = appraisal.score(section.statements)
    best = sorted(scores, reverse=True)[:3]
    central = sum(best) / len(best) if best else 0.0
    prior = appraisal.prior(section)
    size = 0.2 * min(len(section.statements), 6) / 6
    own = (*section.trail, (section.depth, section.title))

    def candidate(slide: OutlineSlide, worth: float, at: int, kind: Layout, raw: str = "") -> Candidate:
        return Candidate(slide, worth, (number, section.order, at), own, kind, len(section.statements), raw)

    told = SectionSlides(section, scores, vectors, appraisal.weights, appraisal.language)
    for at, raw in enumerate(section.tables):
        pictured = told.pictured(raw)
        if pictured is not None:
            yield candidate(pictured, 0.85 + prior + 0.3 * central - 0.15 * at, at, "chart", raw.text)
        tabled = told.tabled(raw)
        if tabled is not None:
            made = 0.35 if pictured is not None else 0.65
            yield candidate(tabled, made + prior + 0.3 * central - 0.15 * at, at, "table", raw.text)
    figures = told.numbered()
    if figures is not None:
        yield candidate(figures, 1.0 + prior + 0.2 * central, 20, "numbers")
    steps = steps_in(section.statements)
    used = {section.statements.index(step) for step in steps}
    if steps:
        points = tuple(point_of(section, step, split_step(step.text)) for step in steps)
        slide = OutlineSlide("", section.title, "steps", points, notes=notes_for(steps, appraisal.language))
        yield candidate(slide, 1.0 + prior, 50, "steps")
    if figures is not None:
        shown = {figure.citation.quote for figure in figures.figures if figure.citation is not None}
        counted = {i for i, statement in enumerate(section.statements) if statement.text in shown}
        used |= counted if len(scores) - len(counted) >= 3 else set()
    for quote, place in section.quotes[:1]:
        cited = msgspec.structs.replace(quote, citation=cite(place, quote.text, section.title))
        yield candidate(OutlineSlide("", section.title, "quote", quote=cited), 0.7 + prior, 25, "quote")
    left = [i for i in range(len(scores)) if i not in used]
    for turn in range(2):
        if len(left) < (1 if turn == 0 else 3):
            break
        slide, picked = told.pointed(left)
        if not picked:
            break
        thin = (
            0.5
            if len(slide.points) == 1
            else 0.2
            if len(slide.points) == 2 and len(section.statements[picked[0]].text) < 90
            else 0.0
        )
        if section.tables and len(slide.points) == 1 and slide.claim is None:
            thin += 1.0  # the notes of the table say it
        # A second slide of the same words over it has to earn its place.
        worth = central + prior + size - thin - (0.45 if slide.claim is not None else 0.9) * turn
        yield candidate(slide, worth, 30 + turn, "bullets")
        left = [i for i in left if i not in picked]
