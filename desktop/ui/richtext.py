"""What Markdown comes to: blocks of lines of runs, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


class Run(msgspec.Struct, frozen=True):
    """Text in one style.

    Attributes:
        href: address of a link (https, http or mailto), else empty.
        cite: number of a citation mark whose text is "[n]"; 0 for anything else.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    formula: bool = False
    href: str = ""
    cite: int = 0


class Line(msgspec.Struct, frozen=True):
    """A paragraph, heading, list item or rule; U+2028 in a run breaks the line within it.

    Attributes:
        level: 1 to 6 for a heading, else 0.
        indent: how many lists it is in.
        marker: "•" or "3." where an item begins, else empty.
        quote: how many block quotes it is in.
        tight: whether it follows the item above without space between.
    """

    kind: Literal["paragraph", "heading", "item", "rule"]
    runs: tuple[Run, ...] = ()
    level: int = 0
    indent: int = 0
    marker: str = ""
    quote: int = 0
    tight: bool = False


class Prose(msgspec.Struct, frozen=True, tag="prose"):
    """A stretch of lines that can be read, and selected, in one go."""

    lines: tuple[Line, ...]


class Code(msgspec.Struct, frozen=True, tag="code"):
    """A code block; `text` without its last line end, `language` as written after the fence."""

    text: str
    language: str = ""


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table of cells of runs; `left_out` counts rows that were not kept."""

    header: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    aligns: tuple[Literal["left", "center", "right"], ...]
    left_out: int = 0


class Formula(msgspec.Struct, frozen=True, tag="formula"):
    """A displayed formula as TeX source."""

    text: str


Block = Prose | Code | Table | Formula


def join(head: tuple[Block, ...], tail: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put two runs of blocks together; prose that meets prose becomes one block."""
    if head and tail and isinstance(head[-1], Prose) and isinstance(tail[0], Prose):
        return (*head[:-1], Prose(head[-1].lines + tail[0].lines), *tail[1:])
    return head + tail


def plain(runs: Sequence[Run]) -> str:
    """Return the bare text of runs."""
    return "".join(run.text for run in runs).replace("\u2028", "\n")
