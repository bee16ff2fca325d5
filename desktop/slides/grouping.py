"""Divides the chosen slides into parts by the headings that they stand under."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.slides.candidates import Candidate

#: A deck has two to five parts, or none.
LEAST, MOST = 2, 5
#: Documents up to which each is a part even where it has one slide only.
FEW = 3
#: A deck of more slides is long.
LONG = 12


class Part(msgspec.Struct, frozen=True):
    """Slides that follow one another under one name; the name is empty for slides that belong to no part."""

    name: str
    members: tuple[Candidate, ...]


def group(chosen: Sequence[Candidate], titles: dict[int, str]) -> tuple[Part, ...]:
    """Return the parts of slides in their order.

    Several documents are a part each, unless most of many have one slide only. Otherwise the headings are cut at the
    rank that leaves the fewest parts of one slide; where no rank gives two parts, there is one part without a name. No
    two parts have the same name: what stands under the same headings is one part, also where a document comes back to
    them.

    Args:
        titles: of the documents, by number.
    """
    if not chosen:
        return ()
    chosen = sorted(chosen, key=lambda candidate: candidate.order)
    documents = {candidate.order[0] for candidate in chosen}
    if len(documents) > 1:
        keys = [(titles[candidate.order[0]],) for candidate in chosen]
        parts = _parts(chosen, keys)
        # No opening before every single slide.
        many = len(parts) > MOST + 3 or (len(parts) > FEW and len(chosen) < 2 * len(parts))
        return (Part("", tuple(chosen)),) if many else parts
    best: tuple[Part, ...] = ()
    for cut in sorted({rank for candidate in chosen for rank, _ in candidate.path}):
        parts = _joined(_parts(chosen, [_above(candidate, cut) for candidate in chosen]))
        names = [part.name for part in parts if part.name]
        distinct = len(set(names)) == len(names)
        if distinct and LEAST <= len(names) <= MOST and (not best or _quality(parts) > _quality(best)):
            best = parts
    return best or (Part("", tuple(chosen)),)


def partnered(chosen: Sequence[Candidate], ranked: Sequence[Candidate], least: float) -> list[Candidate]:
    """Give a slide that is alone under its heading a second one from there, for the weakest of the fullest part.

    Returns `chosen` as it was when that does not lead to parts.
    """
    for cut in sorted({rank for candidate in chosen for rank, _ in candidate.path}):
        members: dict[str, list[Candidate]] = {}
        for candidate in chosen:
            members.setdefault(_key(candidate, cut), []).append(candidate)
        if len(members) < LEAST:
            continue
        out = list(chosen)
        for key, alone in members.items():
            fullest = max(members.values(), key=len)
            if len(alone) != 1 or not key or len(fullest) <= 3:
                continue
            shown = alone[0].order[:2]
            friends = (c for c in ranked if _key(c, cut) == key and c.order[:2] != shown and c.worth > least)
            friend = next((one for one in friends if not one.repeats(out)), None)
            if friend is not None:
                weakest = min(fullest, key=lambda candidate: candidate.worth)
                fullest.remove(weakest)
                out.remove(weakest)
                out.append(friend)
        out.sort(key=lambda candidate: candidate.order)
        if len(out) == len({c.order for c in out}) and len(group(out, {})) >= LEAST:
            return out
    return list(chosen)


def _above(candidate: Candidate, cut: int) -> tuple[str, ...]:
    """Return the headings above the slide, and its own, that are not below the cut."""
    return tuple(name for rank, name in candidate.path if rank <= cut and name)


def _key(candidate: Candidate, cut: int) -> str:
    """Return the deepest heading above the slide, or its own, that is not below the cut."""
    names = _above(candidate, cut)
    return names[-1] if names else ""


def _parts(chosen: Sequence[Candidate], keys: Sequence[tuple[str, ...]]) -> tuple[Part, ...]:
    """Divide slides into runs of the same headings; a run joins an earlier one of the same, without any it stays."""
    runs: dict[tuple[str, ...] | int, Part] = {}
    for place, (key, run) in enumerate(groupby(zip(keys, chosen, strict=True), key=lambda pair: pair[0])):
        before = runs.get(key or place, Part(key[-1] if key else "", ()))
        runs[key or place] = Part(before.name, (*before.members, *(candidate for _, candidate in run)))
    return tuple(runs.values())


def _joined(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Join what comes before the first part; a part has slides under two headings of its own, or more.

    Returns nothing when a slide would end up under a heading that is not its own; in a long deck, which is hard to
    follow without parts, when a quarter of them would.
    """
    out: list[Part] = []
    strangers = 0
    total = sum(len(part.members) for part in parts)
    for part in parts:
        if part.name and len({member.path[-1] for member in part.members}) > 1:
            out.append(part)
        elif not out or not out[-1].name:
            before = out.pop().members if out else ()
            out.append(Part("", (*before, *part.members)))
        else:
            strangers += len(part.members)
            out[-1] = Part(out[-1].name, (*out[-1].members, *part.members))
    return tuple(out) if strangers * 4 <= (total if total > LONG else 0) else ()


def _quality(parts: Sequence[Part]) -> tuple[int, int]:
    """Order divisions: no part with most of the slides, then more parts."""
    total = sum(len(part.members) for part in parts)
    return (-max(len(part.members) for part in parts) * 3 // max(total, 1), len(parts))
