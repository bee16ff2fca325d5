"""Gives an outline that is only a list, or a title and a list, the headings that a deck is made from."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+\S")
_ENTRY = re.compile(r"^(\s*)(?:[-*+•]|\d{1,3}[.)、])\s+(\S.*)$")


def with_headings(text: str) -> str:
    """Return `text` with slides made of its list, where it has no heading but its title.

    An entry with others under it is a slide, and those are its points; entries in a row without any are the points of a
    slide called like the deck. A text that has slides already, or no words, stays as it is.
    """
    lines = text.split("\n")
    levels = [len(match.group(1)) for line in lines if (match := _HEADING.match(line))]
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None or len(levels) > 1 or (levels and levels[0] > 1):
        return text
    listed = _ENTRY.match(lines[first]) is not None
    title = "" if listed else re.sub(r"^\s*#+\s+", "", lines[first]).strip()
    body = lines[first:] if listed else lines[first + 1 :]
    depths = [len(match.group(1).expandtabs(4)) if (match := _ENTRY.match(line)) else -1 for line in body]
    if not any(depth >= 0 for depth in depths):
        return text if levels or any(line.strip() for line in body) else f"# {title}\n"
    ranks = sorted({depth for depth in depths if depth >= 0})
    top = ranks[0]
    out = [f"# {title}"] if title else []
    loose = False
    for at, line in enumerate(body):
        match, depth = _ENTRY.match(line), depths[at]
        after = next((one for one in depths[at + 1 :] if one >= 0), -1)
        if match is None:
            out.append(line)
        elif depth > top:
            out.append(f"{'  ' * (ranks.index(depth) - 1)}- {match.group(2)}")
        elif after > top:
            out += ["", f"## {match.group(2)}", ""]
            loose = False
        else:
            out += [] if loose else ["", f"## {title or match.group(2)}", ""]
            out.append(f"- {match.group(2)}")
            loose = True
    return "\n".join(out)
