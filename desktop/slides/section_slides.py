"""Slides of one section of a document: points, a chart, a table or key figures under a sentence that says the most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import OutlineSlide, Point, Source
from desktop.domain.document import Citation
from desktop.domain.quote import numbers
from desktop.reasoning.salience import Vector, Weights, choose, cosine
from desktop.slides import prose
from desktop.slides.chart_look import is_time
from desktop.slides.clean import clean
from desktop.slides.found_charts import MOST_TIMES, chart_of
from desktop.slides.found_figures import figures_in
from desktop.slides.found_tables import MOST_LISTED, read_table
from desktop.slides.headline import choose_headline, headline, shown_by
from desktop.slides.measure import is_east_asian
from desktop.slides.places import located, name_of
from desktop.slides.thousands import grouped
from desktop.slides.wordings import words_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.slides.sections import Place, RawTable, Section, Statement

#: Words of all points of a slide of points, and of those beside a chart.
MOST_WORDS, MOST_BESIDE = 52, 34
#: Statements that the speaker notes of a table begin with: the table itself leaves no room for them.
SAID = 2
#: Statements of a section that all go beside its only chart.
SMALL = 3
#: Statements under a sentence that stands over a slide, at least, and what the notes add from the same section.
LEAST_UNDER, MORE = 2, 3
#: Points of a slide that shows a list.
MOST_ITEMS = 6
_YEAR = re.compile(r"(?:19|20)?\d\d")
#: Characters of a table that are cited.
_PROOF = 1_600
#: Cosine from which a sentence counts as being about a chart.
RELATED = 0.12


def cite(place: Place, quote: str, heading: str) -> Citation:
    """Return a citation of words that stand at a place; its number is given when the outline is whole."""
    return Citation(0, place.file, place.page, quote, "verified", 1.0, place.label, heading or None)


def notes_for(statements: Sequence[Statement], language: str) -> str:
    """Return the speaker notes: every sentence in full, with its place in brackets, as the deck's language has it."""
    words = words_for(language)
    lines = []
    for statement in statements:
        place = statement.place
        source = Source(place.file, place.page, place.label)
        lines.append(words.noted.format(text=statement.text, place=located(name_of(place.file), [source], words)))
    return "\n\n".join(lines)


def point_of(section: Section, statement: Statement, step: tuple[str, str] | None = None) -> Point:
    """Return a statement as a point; what was left out still stands in the citation's quote."""
    text = f"{step[0]}: {step[1]}" if step is not None and step[0] else prose.shorten(statement.text)
    return Point(text, cite(statement.place, statement.text, section.title))


def _words(text: str) -> float:
    short = prose.shorten(text)
    return len(short) / 2.2 if is_east_asian(short) else len(short.split())


def _proof(raw: RawTable, labels: Sequence[str]) -> str:
    """Return the lines of a table from the first to the last that is shown, as they stand, for its citation."""
    lines = raw.text.splitlines()
    used = [n for n, line in enumerate(lines) if any(label and clean(line).startswith(label) for label in labels)]
    return "\n".join(lines[used[0] : used[-1] + 1]) if used else raw.text[:_PROOF]


class SectionSlides:
    """Knows the statements of one section and what each is worth, and makes slides of them."""

    def __init__(
        self,
        section: Section,
        scores: Sequence[float],
        vectors: Sequence[Vector],
        weights: Weights,
        language: str = "en-US",
    ) -> None:
        self._section = section
        self._scores = scores
        self._vectors = vectors
        self._weights = weights
        self._language = language
        items = sum(statement.item for statement in section.statements)
        self._listed = items > 2 and items * 2 > len(section.statements)

    def pointed(self, left: list[int]) -> tuple[OutlineSlide, list[int]]:
        """Return a slide of the best of the statements `left`, and which of them it shows.

        The one that says most stands over the others where two at least remain under it.
        """
        over = self._over(left)
        picked = self._pick([i for i in left if i != over], MOST_WORDS)
        # Beside a table of the same section, or without a heading, there is nothing else to call the slide.
        alone = not self._section.title or bool(self._section.tables)
        if len(picked) < (1 if alone else LEAST_UNDER):
            over, picked = None, self._pick(left, MOST_WORDS)
        return self._slide(OutlineSlide("", self._section.title), over, picked), [
            *picked,
            *([over] if over is not None else []),
        ]

    def pictured(self, raw: RawTable) -> OutlineSlide | None:
        """Return a slide of the table as a chart, under what it shows."""
        section = self._section
        if raw.rows:
            return None  # the first rows of many show nothing of the others
        # A time series is shown whole; of other tables a chart has the rows that matter most.
        for read in (read_table(raw, MOST_TIMES), read_table(raw)):
            table = grouped(read, self._language) if read is not None else None
            chart = chart_of(table, made=raw.chart) if table is not None else None
            if chart is not None and (raw.chart or is_time(chart.categories)):
                break
        if chart is None or table is None:
            return None
        proof = _proof(raw, [row[0] for row in table.rows])
        chart = msgspec.structs.replace(chart, citation=cite(raw.place, proof, section.title))
        wide = len(chart.categories) * len(chart.series) > 8 or (
            not is_time(chart.categories) and max(map(len, chart.categories)) * len(chart.categories) > 70
        )
        # What little stands beside a chart in its own section is about it, also where it does not name it.
        small = len(section.tables) == 1 and len(section.statements) <= SMALL
        near = [*range(len(section.statements))] if small else self._near(raw, (section.title, *chart.categories))
        shown = numbers(" ; ".join(label for row in chart.labels for label in row))
        over = self._over([i for i in near if numbers(section.statements[i].text) & shown])
        picked = [] if wide else self._pick([i for i in near if i != over], MOST_BESIDE)[: SMALL if small else 2]
        slide = self._slide(OutlineSlide("", section.title, "chart", chart=chart), over, picked)
        told = shown_by(chart, self._language) if over is None and not prose.states(section.title) else ""
        name = chart.series[0].name
        if told and len(chart.series) == 1 and name and name.casefold() not in f"{section.title} {told}".casefold():
            told = words_for(self._language).told.format(topic=name, said=told)
        return msgspec.structs.replace(slide, title=told, topic=section.title) if told else slide

    def tabled(self, raw: RawTable) -> OutlineSlide | None:
        """Return a slide of the table, under a sentence about it where there is one."""
        section, table = self._section, read_table(raw)
        if table is None:
            return None
        proof = _proof(raw, [row[0] for row in table.rows])
        cited = grouped(table, self._language)
        cited = msgspec.structs.replace(cited, citation=cite(raw.place, proof, section.title))
        whole = read_table(raw, MOST_LISTED)
        total = raw.rows or (len(whole.rows) if whole is not None else 0)
        if total > len(table.rows):
            cut = words_for(self._language).rows.format(shown=len(table.rows), total=total)
            cited = msgspec.structs.replace(cited, caption=f"{table.caption} ({cut})" if table.caption else cut)
        near = self._near(raw, (section.title, *table.header, *(row[0] for row in table.rows)))
        told = {number for number in numbers(raw.text) if not _YEAR.fullmatch(number)}
        over = self._over([i for i in near if numbers(section.statements[i].text) & told])
        slide = self._slide(OutlineSlide("", section.title, "table", table=cited), over, [])
        said = self._pick([i for i in range(len(self._scores)) if i != over], MOST_WORDS)[:SAID]
        return msgspec.structs.replace(slide, notes=self._notes([*([over] if over is not None else []), *said]))

    def numbered(self) -> OutlineSlide | None:
        """Return a slide of three or four key figures of one kind, with up to two statements under them."""
        section = self._section
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
        shown = [section.statements.index(one.statement) for one in chosen]
        others = [i for i in range(len(self._scores)) if i not in shown]
        over = self._over(others)
        under = self._pick([i for i in others if i != over], MOST_BESIDE)[:2]
        under = under if sum(_words(section.statements[i].text) for i in under) <= MOST_BESIDE else under[:1]
        slide = self._slide(OutlineSlide("", section.title, "numbers", figures=figures), over, under)
        return msgspec.structs.replace(slide, notes=self._notes([*shown, *under]))

    def _over(self, among: Sequence[int]) -> int | None:
        """Return the statement for over the slide; None where the section's heading says something already."""
        if prose.states(self._section.title) or (self._listed and self._section.title):
            return None
        return choose_headline(self._section.statements, self._scores, among)

    def _near(self, raw: RawTable, names: Sequence[str]) -> list[int]:
        """Return the statements of the same page that are about what a table names."""
        subject = self._weights.vector(" ".join(names))
        return [
            i
            for i, statement in enumerate(self._section.statements)
            if statement.place.page == raw.place.page
            and _words(statement.text) <= 24
            and cosine(self._vectors[i], subject) >= RELATED
        ]

    def _pick(self, left: list[int], room: int) -> list[int]:
        """Choose up to four statements, of a list up to six, that together have no more than `room` words."""
        statements = self._section.statements
        most = MOST_ITEMS if self._listed else 4
        ranked = choose([self._scores[i] for i in left], [self._vectors[i] for i in left], most)
        picked = [left[i] for i in ranked if self._scores[left[i]] > -0.2 or statements[left[i]].item]
        picked = [i for i in picked if not prose.is_long(prose.shorten(statements[i].text))] or picked[:1]
        while len(picked) > 2 and sum(_words(statements[i].text) for i in picked) > room:
            picked.remove(min(picked, key=lambda i: self._scores[i]))
        return picked

    def _slide(self, slide: OutlineSlide, over: int | None, picked: Sequence[int]) -> OutlineSlide:
        """Return the slide with its points, notes and, where one was chosen, its headline."""
        section = self._section
        points = tuple(point_of(section, section.statements[i]) for i in picked)
        slide = msgspec.structs.replace(slide, points=points)
        if over is None:
            return msgspec.structs.replace(slide, notes=self._notes(picked))
        said = section.statements[over]
        return msgspec.structs.replace(
            slide,
            title=headline(said),
            topic=section.title,
            claim=cite(said.place, said.text, section.title),
            notes=self._notes([over, *picked]),
        )

    def _notes(self, shown: Sequence[int]) -> str:
        """Return what the speaker adds: in full what the slide shows in part, and the best of what it leaves out."""
        statements = self._section.statements
        cut = [i for i in shown if clean(statements[i].text).rstrip(".。") != prose.shorten(statements[i].text)]
        others = [i for i in range(len(statements)) if i not in shown and self._scores[i] > 0]
        more = sorted(sorted(others, key=lambda i: -self._scores[i])[:MORE])
        return notes_for([statements[i] for i in ([*cut, *more] or shown)], self._language)
