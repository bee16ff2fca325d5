"""Read reStructuredText, AsciiDoc and Org: text as it stands, its titles as headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.documents.clean import clean_line
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections, some
from desktop.documents.readers.text import paragraphs, text_of
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: A line of one sign repeated, which stands below a title of reStructuredText, and sometimes above it too.
_RULE = re.compile(r"([=\-~^\"'`#*+.:_<>])\1{2,}[ \t]*$")
_ASCIIDOC = re.compile(r"(={1,6})[ \t]+(\S.*)")
_ORG = re.compile(r"(\*{1,6})[ \t]+(\S.*)|#\+title:[ \t]*(\S.*)", re.IGNORECASE)
#: What Org writes behind a title, and before it.
_TAGS = re.compile(r"[ \t]+:[\w@:]+:$|^(?:TODO|DONE)\s+")
LONGEST_TITLE = 200


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a file, in sections of a bounded size.

    Raises:
        FileUnsupported: it is not text at all.
        FileHasNoText.
    """
    lines = text_of(source).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    titled = _underlined(lines) if source.suffix == ".rst" else _starred(lines, source.suffix)
    yield Opened(paged=False)
    yield from some(sections(_blocks(titled)), source.shown)


def _blocks(titled: Iterator[tuple[int, str]]) -> Iterator[Block]:
    """Paragraphs and headings of lines that come with their level, 0 for text."""
    held: list[str] = []
    for level, line in titled:
        if not level:
            held.append(line)
            continue
        yield from map(Block, paragraphs("\n".join(held)))
        held = []
        if title := clean_line(line):
            yield Block(title, "heading", level)
    yield from map(Block, paragraphs("\n".join(held)))


def _starred(lines: list[str], suffix: str) -> Iterator[tuple[int, str]]:
    mark = _ORG if suffix == ".org" else _ASCIIDOC
    fence = ""  # inside a listing nothing is a title
    for line in lines:
        stripped = line.strip()
        if suffix == ".org" and stripped.lower().startswith(("#+begin_", "#+end_")):
            fence = "" if stripped.lower().startswith("#+end_") else stripped
        elif suffix == ".adoc" and stripped in ("----", "....", "````", "++++", "////"):
            fence = "" if fence == stripped else fence or stripped
        found = None if fence else mark.fullmatch(line.rstrip())
        if found is None or len(line) > LONGEST_TITLE:
            yield 0, line
        else:
            title = next(filter(None, found.groups()[1:]))
            yield len(found.group(1) or "="), _TAGS.sub("", title) if suffix == ".org" else title


def _underlined(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Levels follow the order in which the kinds of lines around titles first come."""
    kinds: list[str] = []
    at = 0
    while at < len(lines):
        title = lines[at + 1] if at + 1 < len(lines) and _RULE.match(lines[at]) else ""
        over = bool(title.strip()) and at + 2 < len(lines) and lines[at + 2].rstrip() == lines[at].rstrip()
        below = lines[at + 2] if over else lines[at + 1] if at + 1 < len(lines) else ""
        title = title if over else lines[at]
        rule = _RULE.match(below)
        fits = len(below.rstrip()) >= len(title.strip()) and len(title) <= LONGEST_TITLE
        alone = at == 0 or not lines[at - 1].strip()
        if rule and fits and title.strip() and alone and not _RULE.match(title) and (over or title[0] not in " \t"):
            kind = rule.group(1) * (2 if over else 1)
            if kind not in kinds:
                kinds.append(kind)
            yield min(kinds.index(kind) + 1, 6), title
            at += 3 if over else 2
        else:
            yield 0, lines[at]
            at += 1
