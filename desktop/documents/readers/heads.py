"""Find over which columns of a table with rules across only its heads stand, where one stands over several; pure."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeAlias

from desktop.documents.readers.gaps import borders_of, column_of, extent, figures, is_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.readers.gaps import Extent, Row
    from desktop.documents.readers.grid import Rule
    from desktop.documents.readers.lines import Box

#: First and last column that a head stands over.
Span: TypeAlias = tuple[int, int]

#: Heights between two heads of one line, and lines of heads at most.
HEAD_GAP, MOST_HEADS = 0.5, 4
#: Signs that belong to the figure after them; other signs belong to the one before.
OPENING = "$€£¥("
#: Points by which heads that are set one over the other may miss one another.
ALIGNED = 2.0


def under_heads(
    heads: Sequence[Row], body: Sequence[Row], rule: Rule, short: Sequence[Rule]
) -> tuple[list[float], list[list[Span]]] | None:
    """The borders between the columns of the rows below heads of which some stand over several, and these."""
    borders = _spoken(body, borders_of(body, rule))
    if len(borders) < 2 or len(body) < 2 or is_prose(body, borders):
        return None
    words = [word for row in body for word in row.words]
    columns = [extent([w for w in words if column_of(w[0], borders) == at]) for at in range(len(borders) + 1)]
    groups = [_groups(row) for row in heads]
    under = [
        [rule for rule in short if above.middle < rule.at < below.middle] for above, below in itertools.pairwise(heads)
    ]
    found = spans([[extent(group) for group in line] for line in groups], columns, [*under, []])
    if found is None:
        return None
    reach = [list(column) for column in columns]
    for line, own in zip(groups, found, strict=True):
        for group, (first, last) in zip(line, own, strict=True):
            left, right = extent(group)
            if first == last:
                reach[first] = [min(left, reach[first][0]), max(right, reach[first][1])]
            elif any(2 * figures(body, borders, at) < len(body) for at in range(first, last + 1)):
                return None
    if any(one[1] >= other[0] for one, other in itertools.pairwise(reach)):
        return None
    borders = [(one[1] + other[0]) / 2 for one, other in itertools.pairwise(reach)]
    for line, own in zip(groups, found, strict=True):
        for group, (first, last) in zip(line, own, strict=True):
            if not all(first <= column_of(box, borders) <= last for box, _ in group):
                return None
    return borders, found


def spans(
    rows: Sequence[Sequence[Extent]], columns: Sequence[Extent], under: Sequence[Sequence[Rule]]
) -> list[list[Span]] | None:
    """Return over which columns each head stands, or None where that is in doubt or each stands over one.

    The lowest heads stand over the columns whose middles they cover, each higher one over the lower heads that it
    covers, is set over, or stands between; a rule under it says so too. The first column holds labels: what reaches
    over it and others is a title. Each other column must have a head.

    Args:
        rows: the heads of each line from the top, from left to right.
        columns: how far the words below reach in each column.
        under: for each line of heads the rules right below it that are shorter than the table.
    """
    found: list[list[Span]] = []
    below: list[tuple[Extent, Span]] = []
    for heads, rules in zip(reversed(rows), reversed(under), strict=True):
        named = {column for _, (first, last) in below for column in range(first, last + 1)}
        bare = [(column, (at, at)) for at, column in enumerate(columns) if at not in named]
        anchors = sorted((*below, *bare))
        own = [_span(head, anchors, rules, lowest=not found) for head in heads]
        if any(after[0] <= before[1] for before, after in itertools.pairwise(own)):
            return None
        found.insert(0, own)
        hidden = [one for one in below if any(_holds(span, one[1]) for span in own)]
        below = [*zip(heads, own, strict=True), *(one for one in below if one not in hidden)]
    every = list(itertools.chain.from_iterable(found))
    reached = {column for first, last in every for column in range(first, last + 1)}
    if not any(last > first for first, last in every) or any(first == 0 < last for first, last in every):
        return None
    return found if reached >= set(range(1, len(columns))) else None


def _holds(span: Span, other: Span) -> bool:
    return span[0] <= other[0] and other[1] <= span[1]


def _span(head: Extent, anchors: Sequence[tuple[Extent, Span]], rules: Sequence[Rule], *, lowest: bool) -> Span:
    """Return the columns of one head."""
    middle = (head[0] + head[1]) / 2
    wide = next(((rule.first, rule.last) for rule in rules if rule.first <= middle <= rule.last), head)
    covered = [span for (left, right), span in anchors if wide[0] <= (left + right) / 2 <= wide[1]]
    if not covered:
        covered = [span for lower, span in anchors if _set_over(head, lower)]
    if not covered and not lowest:
        pairs = itertools.pairwise(anchors)
        covered = [
            span
            for (one, first), (other, second) in pairs
            if first[0] > 0 and one[1] < middle < other[0]
            for span in (first, second)
        ]
    if not covered:
        covered = [min(anchors, key=lambda anchor: max(anchor[0][0] - middle, middle - anchor[0][1], 0.0))[1]]
    return min(first for first, _ in covered), max(last for _, last in covered)


def _set_over(head: Extent, lower: Extent) -> bool:
    """Whether two heads begin or end at one place, or have one middle."""
    apart = (head[0] - lower[0], head[1] - lower[1], (sum(head) - sum(lower)) / 2)
    return any(abs(distance) <= ALIGNED for distance in apart)


def _spoken(rows: Sequence[Row], borders: Sequence[float]) -> list[float]:
    """The borders without those that part a sign of money, a bracket or a percent sign from its figure."""
    kept = list(borders)
    at = 0
    while kept and at <= len(kept):
        said = "".join(word for row in rows for box, word in row.words if column_of(box, kept) == at)
        if any(char.isalnum() for char in said):
            at += 1
        else:
            opens = at < len(kept) and (at == 0 or said[-1:] in OPENING)
            del kept[at if opens else at - 1]
            at = max(at - 1, 0)
    return kept


def _groups(row: Row) -> list[list[tuple[Box, str]]]:
    """The heads of one line: words that stand closer than two heads do."""
    groups: list[list[tuple[Box, str]]] = []
    for word in sorted(row.words, key=lambda word: word[0][0]):
        if groups and word[0][0] - groups[-1][-1][0][2] < HEAD_GAP * (row.bottom - row.top):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups
