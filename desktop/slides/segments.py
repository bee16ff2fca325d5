"""Divides a long stretch of text without headings into runs of paragraphs, each of which can fill a slide."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.slides.sections import Section, Statement

#: A section of so many statements is divided into runs of so many, about; orders of runs lie between those of sections.
LONG, RUN, ORDERS = 12, 7, 1_000


def divided(section: Section) -> list[Section]:
    """Return the section, or its runs in order where it is long.

    A run is made of whole paragraphs, and of a part of one only where the paragraph alone is too long. Tables and
    quotes go with the last run that begins on their page or before it.
    """
    long = len(section.statements) >= LONG
    runs = _runs(section.statements) if long else [section.statements]
    starts = [run[0].place.page if run else None for run in runs]

    def home(page: int | None) -> int:
        if page is None:
            return 0
        return max((at for at, start in enumerate(starts) if start is not None and start <= page), default=0)

    return [
        msgspec.structs.replace(
            section,
            order=section.order * ORDERS + at,
            statements=run,
            tables=tuple(table for table in section.tables if home(table.place.page) == at),
            quotes=tuple(quote for quote in section.quotes if home(quote[1].page) == at),
        )
        for at, run in enumerate(runs)
    ]


def _runs(statements: Sequence[Statement]) -> list[tuple[Statement, ...]]:
    out: list[list[Statement]] = [[]]
    for _, block in groupby(statements, key=lambda statement: statement.block):
        paragraph = list(block)
        for at in range(0, len(paragraph), LONG):
            piece = paragraph[at : at + LONG]
            # The run is closed where it comes nearest to its length: before this paragraph or after it.
            if out[-1] and len(out[-1]) + len(piece) / 2 > RUN:
                out.append([])
            out[-1] += piece
    if len(out) > 1 and len(out[-1]) < RUN // 2:
        rest = out.pop()
        out[-1] += rest
    return [tuple(run) for run in out]
