"""Slides that could be made of a section: points, a chart, a table, key figures or steps, each with its worth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Layout, OutlineSlide, Point
from desktop.domain.document import Citation
from desktop.slides import prose
from desktop.slides.chart_look import is_time
from desktop.slides.clean import clean
from desktop.slides.found_charts import chart_of
from desktop.slides.found_figures import figures_in, split_step, steps_in
from desktop.slides.found_tables import read_table
from desktop.slides.measure import is_east_asian
from desktop.slides.salience import Vector, Weights, centroid, choose, cosine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.slides.material import Place, RawTable, Section, Statement

#: Words of all points of a slide of points, and of those beside a chart.
MOST_WORDS, MOST_BESIDE = 62, 34
#: Statements that the speaker notes of a table begin with: the table itself leaves no room for them.
SAID = 2

#: Characters of a table that are cited.
_PROOF = 1_600
#: Cosine from which a sentence counts as being about a chart.
RELATED = 0.12

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
    """

    slide: OutlineSlide
    worth: float
    order: tuple[int, int, int]
    path: tuple[tuple[int, str], ...]
    kind: Layout
    size: int = 0


class Appraisal:
    """Knows what is central to the material and judges statements and sections by it."""

    def __init__(self, weights: Weights, whole: Vector, focus: Vector) -> None:
        """Prepare.

        Args:
            whole: the middle of all material.
            focus: what the deck is to be about; empty when nothing was said.
        """
        self.weights = weights
        self._whole = whole
        self._focus = focus

    def score(self, statements: Sequence[Statement]) -> tuple[list[float], list[Vector]]:
        """Return the worth of each statement of a section, about 0 to 1, and its vector."""
        vectors = [self.weights.vector(statement.text) for statement in statements]
        middle = centroid(vectors)
        mixed = any(not statement.item for statement in statements)
        scores = [
            0.5 * cosine(vector, middle)
            + 0.5 * cosine(vector, self._whole)
            + 0.9 * cosine(vector, self._focus)
            + prose.weight(statement.text)
            + (0.12 if statement.first else 0.0)
            - (0.35 if mixed and statement.item and not prose.says(statement.text) else 0.0)
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

    def candidate(slide: OutlineSlide, worth: float, at: int, kind: Layout) -> Candidate:
        return Candidate(slide, worth, (number, section.order, at), own, kind, len(section.statements))

    used: set[int] = set()
    for at, raw in enumerate(section.tables):
        pictured = _pictured(section, raw, scores, vectors, appraisal.weights)
        if pictured is not None:
            yield candidate(pictured, 0.85 + prior + 0.3 * central - 0.15 * at, at, "chart")
        tabled = _tabled(section, raw, scores, vectors)
        if tabled is not None:
            made = 0.35 if pictured is not None else 0.65
            yield candidate(tabled, made + prior + 0.3 * central - 0.15 * at, at, "table")
    figures = _numbered(section)
    if figures is not None:
        yield candidate(figures, 1.0 + prior + 0.2 * central, 20, "numbers")
    steps = steps_in(section.statements)
    if steps:
        used = {section.statements.index(step) for step in steps}
        points = tuple(_point(section, step, split_step(step.text)) for step in steps)
        yield candidate(_slide(section, points, steps, "steps"), 1.0 + prior, 50, "steps")
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
        picked = _pick(section, left, scores, vectors, MOST_WORDS)
        if not picked:
            break
        thin = (
            0.5
            if len(picked) == 1
            else 0.2
            if len(picked) == 2 and len(section.statements[picked[0]].text) < 90
            else 0.0
        )
        statements = [section.statements[i] for i in picked]
        points = tuple(_point(section, statement) for statement in statements)
        worth = central + prior + size - thin - 0.45 * turn
        yield candidate(_slide(section, points, statements, "bullets"), worth, 30 + turn, "bullets")
        left = [i for i in left if i not in picked]


def cite(place: Place, quote: str, heading: str) -> Citation:
    """Return a citation of words that stand at a place; its number is given when the outline is whole."""
    return Citation(0, place.file, place.page, quote, "verified", 1.0, place.label, heading or None)


def notes_for(statements: Sequence[Statement]) -> str:
    """Return the speaker notes: every sentence in full, with its place in brackets."""
    lines = []
    for statement in statements:
        page = f", p. {statement.place.page}" if statement.place.page is not None else ""
        if is_east_asian(statement.text):
            page = f"，第 {statement.place.page} 页" if statement.place.page is not None else ""
            lines.append(f"“{statement.text}”（{_name(statement.place)}{page}）")
        else:
            lines.append(f"“{statement.text}” ({_name(statement.place)}{page})")
    return "\n\n".join(lines)


def _name(place: Place) -> str:
    return re.split(r"[/\\]", place.file)[-1]


def _slide(section: Section, points: tuple[Point, ...], statements: Sequence[Statement], kind: Layout) -> OutlineSlide:
    layout = kind if kind != "bullets" else None
    return OutlineSlide("", section.title, layout, points, notes=notes_for(statements))


def _point(section: Section, statement: Statement, step: tuple[str, str] | None = None) -> Point:
    """Return a statement as a point; what was left out still stands in the citation's quote."""
    text = f"{step[0]}: {step[1]}" if step is not None and step[0] else prose.shorten(statement.text)
    return Point(text, cite(statement.place, statement.text, section.title))


def _pick(section: Section, left: list[int], scores: list[float], vectors: list[Vector], room: int) -> list[int]:
    """Choose up to four statements that together have no more than `room` words."""
    ranked = choose([scores[i] for i in left], [vectors[i] for i in left], 4)
    picked = [left[i] for i in ranked if scores[left[i]] > -0.2]
    picked = [i for i in picked if not prose.is_long(prose.shorten(section.statements[i].text))] or picked[:1]
    while len(picked) > 2 and sum(_words(section.statements[i].text) for i in picked) > room:
        picked.remove(min(picked, key=lambda i: scores[i]))
    return picked


def _words(text: str) -> float:
    short = prose.shorten(text)
    return len(short) / 2.2 if is_east_asian(short) else len(short.split())


def _pictured(
    section: Section, raw: RawTable, scores: list[float], vectors: list[Vector], weights: Weights
) -> OutlineSlide | None:
    table = read_table(raw)
    chart = chart_of(table, made=raw.chart) if table is not None else None
    if chart is None or table is None:
        return None
    chart = msgspec.structs.replace(
        chart, citation=cite(raw.place, _proof(raw, [row[0] for row in table.rows]), section.title)
    )
    wide = len(chart.categories) * len(chart.series) > 8 or (
        not is_time(chart.categories) and max(map(len, chart.categories)) * len(chart.categories) > 70
    )
    subject = weights.vector(" ".join((section.title, *chart.categories)))
    near = [
        i
        for i, statement in enumerate(section.statements)
        if statement.place.page == raw.place.page
        and _words(statement.text) <= 24
        and cosine(vectors[i], subject) >= RELATED
    ]
    picked = [] if wide else _pick(section, near, scores, vectors, MOST_BESIDE)[:2]
    said = [section.statements[i] for i in picked]
    points = tuple(_point(section, statement) for statement in said)
    return OutlineSlide("", section.title, "chart", points, chart=chart, notes=notes_for(said))


def _tabled(section: Section, raw: RawTable, scores: list[float], vectors: list[Vector]) -> OutlineSlide | None:
    table = read_table(raw)
    if table is None:
        return None
    cited = msgspec.structs.replace(
        table, citation=cite(raw.place, _proof(raw, [row[0] for row in table.rows]), section.title)
    )
    said = [section.statements[i] for i in _pick(section, [*range(len(scores))], scores, vectors, MOST_WORDS)[:SAID]]
    return OutlineSlide("", section.title, "table", table=cited, notes=notes_for(said))


def _proof(raw: RawTable, labels: Sequence[str]) -> str:
    """Return the lines of a table from the first to the last that is shown, as they stand, for its citation."""
    lines = raw.text.splitlines()
    used = [n for n, line in enumerate(lines) if any(label and clean(line).startswith(label) for label in labels)]
    return "\n".join(lines[used[0] : used[-1] + 1]) if used else raw.text[:_PROOF]


def _numbered(section: Section) -> OutlineSlide | None:
    """Return a slide of three or four key figures of one kind."""
    found = figures_in(section.statements)
    amounts = [one for one in found if "%" not in one.figure.value]
    shares = [one for one in found if "%" in one.figure.value]
    chosen = next((kind for kind in (amounts, shares, found) if len(kind) >= 3), [])[:4]
    if not chosen:
        return None
    figures = tuple(
        msgspec.structs.replace(one.figure, citation=cite(one.statement.place, one.statement.text, section.title))
        for one in chosen
    )
    notes = notes_for([one.statement for one in chosen])
    return OutlineSlide("", section.title, "numbers", figures=figures, notes=notes)
