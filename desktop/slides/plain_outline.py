"""Gives an outline as people type it, without Markdown's headings, the headings that a deck is made from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from desktop.reasoning.sentences import prose_spans
from desktop.slides.measure import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+\S")
_UNDERLINE = re.compile(r"^ {0,3}(={3,}|-{3,})\s*$")
_BOLD = re.compile(r"^\s*(\*\*|__)(?=\S)([^*_|]{1,90})(?<=\S)\1\s*[:：]?\s*$")
_TITLE_LINE = re.compile(r"^\s*#\s+(.*?)(?:\s+#+)?\s*$")
#: What stands before an entry of a list, and what kind of mark that is; those of one kind at one place are one level.
_MARKS = (
    ("bullet", re.compile(r"^(?:[-*+•◦▪‣·●○■–—]|->|=>)\s+(?=\S)")),
    ("number", re.compile(r"^\d{1,3}[.)]\s+(?=\S)|^\d{1,3}、\s*(?=\S)")),
    ("chapter", re.compile(r"^[一二三四五六七八九十]{1,3}、\s*(?=\S)")),
    ("bracket", re.compile(r"^[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z])[)）]\s*(?=\S)")),
    ("roman", re.compile(r"^[IVX]{1,5}[.)]\s+(?=\S)")),
    ("letter", re.compile(r"^(?:[a-zA-Z]\)|[a-z]\.)\s+(?=\S)")),
)
_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\S)")
#: Lines that mean something to the reader of Markdown and stay as they are.
_KEPT = re.compile(
    r"^\s*(?:\||>|\[.+: \".*\"\]\s*$|(?:Notes?|Layout|Topic|Chart|Table|Language|备注|版式|图表|表格)\s*[:：])"
)
#: A plain line of at most so many letters can be a heading, and a text of fewer words a line is no prose.
_SHORT, _PROSE = 60, 9


class _Line(NamedTuple):
    """A line of the text: `depth` is how far it is indented, `mark` the kind of its mark, "" without."""

    text: str
    depth: int
    mark: str
    after_gap: bool


def with_headings(text: str) -> str:
    """Return `text` with slides made of its lists and lines, where it has no heading but its title.

    An entry with others under it is a slide, and those are its points; entries without any are the points of a slide
    called like the deck. Lines that are bold, underlined, in capitals, or stand over a list are headings. Paragraphs
    are slides whose title is their first sentence. A text that has slides already stays as it is.
    """
    lines = list(_marked_up(text.split("\n")))
    levels = [len(match.group(1)) for line in lines if (match := _HEADING.match(line))]
    if len(levels) > 1 or (levels and levels[0] > 1):
        return "\n".join(lines)
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return text
    titled = _TITLE_LINE.match(lines[first])
    read = _read(lines[first + 1 :] if titled else lines[first:])
    title = titled.group(1) if titled else ""
    if not titled and read and not read[0].mark and not _KEPT.match(read[0].text):
        title, *rest = _sentences(read[0].text) if _is_prose(read) else [read[0].text]
        read = [*(_Line(one, 0, "", after_gap=False) for one in rest), *read[1:]]
        title = title.rstrip(":： .。")
    out = [f"# {title}"] if title else []
    if _is_prose(read):
        out += _of_paragraphs(read, title)
    else:
        out += _of_tree(_levelled(read), title)
    return "\n".join(out) + "\n"


def _marked_up(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with headings that are underlined as Markdown's others; the first is the title."""
    headings = sum(_HEADING.match(line) is not None for line in lines)
    bold = headings <= 1 and sum(_BOLD.match(line) is not None for line in lines) > 1
    seen = headings > 0
    for at, line in enumerate(lines):
        below = _UNDERLINE.match(lines[at + 1]) if at + 1 < len(lines) else None
        if below and line.strip() and not any(p.match(line.strip()) for _, p in _MARKS) and "|" not in line:
            yield f"{'##' if seen else '#'} {line.strip()}"
            seen = True
        elif bold and (match := _BOLD.match(line)):
            yield f"{'##' if seen else '#'} {match.group(2).rstrip(':： ')}"
            seen = True
        elif not _UNDERLINE.match(line):
            yield line


def _read(lines: Sequence[str]) -> list[_Line]:
    found: list[_Line] = []
    gap, last = False, ""
    for line in lines:
        bare = line.strip()
        if not bare:
            gap = True
            continue
        depth = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        mark = next(((kind, p.match(bare)) for kind, p in _MARKS if p.match(bare)), None)
        if _KEPT.match(line):
            found.append(_Line(line, depth, "kept", gap))
        elif (number := _DECIMAL.match(bare)) and _follows(number.group(1), last):
            last = number.group(1)
            found.append(_Line(bare[number.end() :], depth, f"decimal{last.count('.')}", gap))
        elif mark is not None and mark[1] is not None:
            if mark[0] == "number":
                last = re.sub(r"\D", "", mark[1].group())
            found.append(_Line(bare[mark[1].end() :], depth, mark[0], gap))
        else:
            found.append(_Line(bare, depth, "", gap))
        gap = False
    return found


def _follows(number: str, last: str) -> bool:
    """Whether a number like "2.1" numbers a line, after `last`: "1.5 million people" does not begin with one."""
    own, before = [int(part) for part in number.split(".")], [int(part) for part in last.split(".") if part]
    begun = before[: len(own)]
    if len(before) < len(own):  # the first of what is under the entry before, or under the next
        return own[-1] == 1 and (own[:-1] == before or not before or own[:-1] == [*before[:-1], before[-1] + 1])
    return own == [*begun[:-1], begun[-1] + 1] or (own[-1] == 1 and own[:-1] == [*begun[:-2], begun[-2] + 1])


def _is_prose(lines: Sequence[_Line]) -> bool:
    """Whether the text is paragraphs: no marks, and sentences rather than catchwords."""
    if not lines or any(line.mark or line.depth for line in lines):
        return False
    words = sum(len(one.text) / 2.2 if is_east_asian(one.text) else len(one.text.split()) for one in lines)
    ended = sum(one.text.rstrip().endswith((".", "!", "?", "。", "！", "？")) for one in lines)
    return words >= _PROSE * len(lines) and ended * 2 >= len(lines)


def _sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in prose_spans(text) if text[start:end].strip()] or [text]


def _of_paragraphs(lines: Sequence[_Line], title: str) -> Iterator[str]:
    """Yield a slide for each paragraph of several sentences; a single one belongs to the slide before."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.after_gap and paragraphs[-1]:
            paragraphs.append([])
        paragraphs[-1] += _sentences(line.text)
    for at, said in enumerate(paragraphs):
        if at == 0:
            yield from ("", f"## {title}", "")
        elif len(said) > 1:
            yield from ("", f"## {said.pop(0).rstrip('.。')}", "")
        yield from (f"- {one}" for one in said)


def _levelled(lines: Sequence[_Line]) -> list[tuple[int, _Line]]:
    """Return each line with its level: a new mark, or more room before the line, puts it under the one above."""
    levels: list[tuple[int, _Line]] = []
    stack: list[tuple[int, str]] = []
    ranks = sum(_heads(lines, at) for at in range(len(lines)))
    for at, line in enumerate(lines):
        if line.mark == "kept":
            levels.append((-1, line))
            continue
        head = ranks > 0 and _heads(lines, at)
        key = (-1, "head") if head else (line.depth, line.mark)
        if not head and not line.mark and line.after_gap and line.depth == 0:
            stack = []  # a line by itself belongs to no heading above
        elif key in stack:
            del stack[stack.index(key) :]
        else:
            while stack and (head or stack[-1][0] > line.depth):
                stack.pop()
        levels.append((len(stack), line))
        stack.append(key)
    return levels


def _heads(lines: Sequence[_Line], at: int) -> bool:
    """Whether a plain line stands over those below: it ends in a colon, is in capitals, or a list begins there."""
    line = lines[at]
    if line.mark or line.depth or at + 1 == len(lines) or len(line.text) > _SHORT:
        return False
    after = lines[at + 1]
    letters = [c for c in line.text if c.isalpha() and c.lower() != c.upper()]
    if line.text.endswith((":", "：")) or (len(letters) > 2 and all(c.isupper() for c in letters)):
        return True
    return after.mark not in {"", "kept"} and after.depth <= line.depth and (at == 0 or line.after_gap)


def _of_tree(levelled: Sequence[tuple[int, _Line]], title: str) -> Iterator[str]:
    """Yield the Markdown of lines with their levels."""
    loose = False
    for at, (level, line) in enumerate(levelled):
        deeper = next((one for one, _ in levelled[at + 1 :] if one >= 0), -1) > level
        if level < 0:
            yield from ("", line.text) if not line.text.startswith("|") else (line.text,)
        elif level == 0 and deeper:
            yield from ("", f"## {line.text.rstrip(':： ')}", "")
            loose = False
        elif level == 0:
            if not loose:
                yield from ("", f"## {title or line.text}", "")
            loose = True
            yield f"- {line.text}"
        else:
            yield f"{'  ' * min(level - 1, 1)}- {line.text}"
