"""Chooses what stands over a slide: a sentence of its section that says the main point, or what its chart shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.slides import prose
from desktop.slides.chart_look import is_time
from desktop.slides.measure import is_east_asian
from desktop.slides.wordings import words_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.deck import Chart
    from desktop.slides.sections import Statement

#: Longest sentence over a slide: two lines at 28 points. Words and characters of Latin script, East Asian letters.
MOST_WORDS, MOST_CHARACTERS, MOST_LETTERS = 15, 90, 40
#: Worth from which a sentence speaks for its section.
LEAST_WORTH = 0.15
#: What an amount adds to it: numbers are what a title is remembered for.
AMOUNT = 0.15

#: What leans on other sentences, asks, hedges or points elsewhere says nothing by itself in large type.
_LEANS = re.compile(
    r"[?？“”\"]|\b(?:this|these|those|such|it|they|them|its|their|he|she|therefore|respectively|also|too|another|other"
    r"|may|might|could|would|perhaps|following|above|below)\b|^(?:I|you|our|there|with|without|we (?:believe|expect))\b"
    r"|^the (?:\S+ )?(?:increase|decrease|growth|decline|change|rise|fall|improvement|findings)s?\b(?! (?:in|of)\b)"
    r"|如下|上述|以上|其中|分别|可能|这|该|此|本(?:报告|文|次|研究)|[。；]",
    re.IGNORECASE,
)


def headline(statement: Statement) -> str:
    """Return the statement as a title, or nothing where it cannot be one; the title is a run of its own words."""
    if statement.item:
        return ""
    text = prose.shorten(statement.text, MOST_WORDS, MOST_LETTERS)
    if is_east_asian(text):
        fits = 8 <= len(text) <= MOST_LETTERS
    else:
        fits = 4 <= len(text.split()) <= MOST_WORDS and len(text) <= MOST_CHARACTERS
        fits = fits and (prose.says(text) if statement.english else not prose.is_long(statement.text))
    return text if fits and not _LEANS.search(text) and not prose.points_elsewhere(statement.text) else ""


def choose_headline(statements: Sequence[Statement], scores: Sequence[float], among: Sequence[int]) -> int | None:
    """Return which of the statements `among` says most of them in one line; None when none can."""
    able = [i for i in among if scores[i] >= LEAST_WORTH and headline(statements[i])]
    return max(able, key=lambda i: scores[i] + AMOUNT * prose.has_quantity(statements[i].text), default=None)


def shown_by(chart: Chart, language: str) -> str:
    """Return what a chart shows, in words of `language` and its own names and numbers; nothing where it is unclear.

    A time series is told by its first and its last value where these are its lowest and highest, else by its highest;
    two series by the category that changed most, and a single
    one by its largest. Every value stands as the source writes it.
    """
    words = words_for(language)
    if len(chart.labels) != len(chart.series) or any(v is None for one in chart.series for v in one.values):
        return ""
    values = [[value or 0.0 for value in one.values] for one in chart.series]
    count = len(chart.categories)
    if count < 2 or any(len(row) < count for row in (*values, *chart.labels)):
        return ""
    if len(values) == 1 and is_time(chart.categories):
        first, last = chart.labels[0][0], chart.labels[0][-1]
        low, high = min(values[0]), max(values[0])
        if low == high:
            return ""
        if {values[0][0], values[0][-1]} != {low, high}:  # it went up and down: only its highest point is told
            at = values[0].index(high)
            once = values[0].count(high) == 1
            return words.peak.format(name=chart.categories[at], value=chart.labels[0][at]) if once else ""
        told = words.rose if values[0][-1] > values[0][0] else words.fell
        return told.format(first=first, last=last, start=chart.categories[0], end=chart.categories[-1])
    if len(values) == 2 and count <= 8 and is_time(tuple(one.name for one in chart.series)):
        moves = [after - before for before, after in zip(*values, strict=True)]
        at = max(range(count), key=lambda i: abs(moves[i]))
        if not moves[at]:
            return ""
        alike = count > 2 and (min(moves) > 0 or max(moves) < 0)
        told = (
            (words.all_up if alike else words.changed_up)
            if moves[at] > 0
            else (words.all_down if alike else words.changed_down)
        )
        return told.format(name=chart.categories[at], first=chart.labels[0][at], last=chart.labels[1][at])
    if len(values) == 1 and min(values[0]) >= 0 and values[0].count(max(values[0])) == 1:
        at = values[0].index(max(values[0]))
        return words.largest.format(name=chart.categories[at], value=chart.labels[0][at])
    return ""
