"""An outline as Markdown and back: what the command line prints, and what a person may write by hand.

# Title                      the deck; the first paragraph under it is its subtitle
## Part                      a section, when slides follow with ###; else a slide
### Slide                    a slide; a line [report.pdf, p. 4: "…"] right under it says where its words stand
- point                      two spaces in: a point of the second level
  [report.pdf, p. 4: "…"]    where the point above stands, and its words
  [m.xlsx, p. 2 (Costs): "…"] the same, with the name of the sheet
| a | b |                    a table; "Table: caption" above it
> words                      a quote; "> — name" says whose
- **31 %** what it is        a key figure
Chart: column, unit          the table that follows is a chart
Layout: comparison           the layout, when it is not to be chosen by rule
Topic: winter demand         a few words over the title, for the agenda
Note: what is said           speaker notes, to the next heading

A text without any heading is an outline too, as `desktop.slides.plain_outline` describes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.domain.deck import (
    CHOICES,
    Chart,
    Figure,
    Layout,
    Outline,
    OutlineSlide,
    Point,
    Quote,
    Series,
    Table,
)  # fmt: skip
from desktop.domain.document import Citation
from desktop.slides.amounts import amount, has_commas
from desktop.slides.clean import clean
from desktop.slides.language import detect_language
from desktop.slides.markdown_out import to_markdown
from desktop.slides.numbering import number_citations
from desktop.slides.plain_outline import with_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["from_markdown", "to_markdown"]

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_BULLET = re.compile(r"^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(.*)$")
_FIGURE = re.compile(r"^\*\*([^*]{1,40})\*\*\s+(\S.*)$")
_CITED = re.compile(r'^\s*\[(.+?)(?:, p\. (\d+)(?: \(((?:[^"\\]|\\.)+?)\))?)?: "(.*)"\]$')
_FIELD = re.compile(
    r"^(Note|Notes|Layout|Topic|Chart|Table|Subtitle|Language|备注|版式|主题|图表|表格)\s*[:：]\s*(.*)$", re.IGNORECASE
)
_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_KINDS: dict[str, Literal["column", "bar", "line"]] = {"column": "column", "bar": "bar", "line": "line"}
_FIELDS = {"notes": "note", "备注": "note", "版式": "layout", "主题": "topic", "图表": "chart", "表格": "table"}
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def from_markdown(text: str, language: str = "", name: str = "") -> Outline:
    """Read an outline from Markdown; whatever is no heading, list, table, quote or field becomes a point.

    Args:
        language: tag of the deck's language; empty for the one named in the text, else that of its words.
        name: title of the deck where the text has none; empty for that of its first slide.
    """
    reader = _Reader()
    for line in with_headings(text.replace("\r\n", "\n")).split("\n"):
        reader.take(line)
    return reader.close(language, name)


def _plain(text: str) -> str:
    """Return text without emphasis marks and escapes."""
    kept = re.sub(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    kept = re.sub(r"(?<![\\\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])", r"\1", kept)
    return clean(_ESCAPED.sub(r"\1", kept))


class _Reader:
    """Takes line after line and keeps what the current slide is made of."""

    def __init__(self) -> None:
        self._title = ""
        self._subtitle: list[str] = []
        self._language = ""
        self._slides: list[tuple[int, OutlineSlide]] = []
        self._rows: list[tuple[str, ...]] = []
        self._caption: str | None = None
        self._chart: str | None = None
        self._in_notes = False
        self._last = ""

    def take(self, line: str) -> None:
        """Read one line."""
        if (heading := _HEADING.match(line)) is not None:
            self._end_table()
            self._head(len(heading.group(1)), _plain(heading.group(2)))
            return
        if self._in_notes:
            self._change(notes=f"{self._slide.notes}\n{line}")
            return
        if self._row(line) or not line.strip():
            return
        self._end_table()
        if (field := _FIELD.match(line)) is not None:
            self._field(field.group(1).lower(), field.group(2))
        elif (cited := _CITED.match(line)) is not None and self._slides:
            file, page, label, quote = cited.groups()
            named = re.sub(r"\\(.)", r"\1", label) if label else None
            self._cite(Citation(0, file, int(page) if page else None, quote, "verified", page_label=named))
        elif not self._slides:
            self._subtitle.append(_plain(line))
        elif line.lstrip().startswith(">"):
            self._quote(_plain(line.lstrip()[1:].strip()))
        else:
            self._point(line)

    def close(self, language: str, name: str = "") -> Outline:
        """Return the outline."""
        self._end_table()
        top = min((level for level, _ in self._slides), default=2)
        slides: list[OutlineSlide] = []
        for index, (level, slide) in enumerate(self._slides):
            deeper = index + 1 < len(self._slides) and self._slides[index + 1][0] > top
            empty = not (slide.points or slide.figures or slide.table or slide.chart or slide.quote)
            is_part = level == top and deeper and empty and slide.layout in {None, "section"}
            layout: Layout | None = "section" if is_part else slide.layout
            notes = slide.notes.strip("\n").rstrip()
            slides.append(msgspec.structs.replace(slide, id=f"s{index + 1}", layout=layout, notes=notes))
        said = [text for slide in slides for text in (slide.title, *(point.text for point in slide.points))]
        tag = language or self._language or detect_language([self._title, *said])
        files = tuple(dict.fromkeys(c.file for slide in slides for c in slide.citations))
        title = self._title or name or (slides[0].title if slides else "")
        return number_citations(Outline(title, tuple(slides), " ".join(self._subtitle), tag, files))

    @property
    def _slide(self) -> OutlineSlide:
        return self._slides[-1][1]

    def _head(self, level: int, title: str) -> None:
        self._in_notes = False
        if level == 1 and not self._title and not self._slides:
            self._title = title
            return
        self._slides.append((max(level, 2), OutlineSlide("", title)))
        self._last = ""

    def _change(self, **changes: object) -> None:
        level, slide = self._slides[-1]
        self._slides[-1] = (level, msgspec.structs.replace(slide, **changes))

    def _field(self, name: str, value: str) -> None:
        name = _FIELDS.get(name, name)
        if name == "language" and not self._slides:
            self._language = value.strip()
        elif (name == "subtitle" and not self._slides) or not self._slides:
            self._subtitle.append(_plain(value))
        elif name == "note":
            self._change(notes=value)
            self._in_notes = True
        elif name == "layout":
            chosen = next((layout for layout in CHOICES if layout == value.strip().lower()), None)
            self._change(layout=chosen)
        elif name == "topic":
            self._change(topic=_plain(value))
        elif name == "chart":
            self._chart = value
        elif name == "table":
            self._caption = _plain(value)

    def _point(self, line: str) -> None:
        bullet = _BULLET.match(line)
        text = bullet.group(2) if bullet else line
        figure = _FIGURE.match(text) if bullet else None
        if figure is not None and not self._slide.points:
            self._change(figures=(*self._slide.figures, Figure(_plain(figure.group(1)), _plain(figure.group(2)))))
            self._last = "figures"
            return
        level = (
            int(bool(bullet) and len(bullet.group(1).expandtabs(4)) >= 2 and bool(self._slide.points)) if bullet else 0
        )
        prompt = bool(bullet) and text.startswith("[ ] ")
        plain = _plain(text.removeprefix("[ ] ").removeprefix("[x] "))
        if plain:
            self._change(points=(*self._slide.points, Point(plain, None, level, prompt)))
            self._last = "points"

    def _quote(self, text: str) -> None:
        quote = self._slide.quote or Quote("")
        if text.startswith(("— ", "– ", "-- ")) and quote.text:
            quote = msgspec.structs.replace(quote, who=text.partition(" ")[2].strip())
        elif text:
            quote = msgspec.structs.replace(quote, text=f"{quote.text} {text}".strip())
        if quote.text:
            self._change(quote=quote)
            self._last = "quote"

    def _row(self, line: str) -> bool:
        stripped = line.strip()
        if _RULE.match(line) and self._rows:
            return True
        if not (stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1 and self._slides):
            return False
        cells = re.split(r"(?<!\\)\|", stripped[1:-1])
        self._rows.append(tuple(_plain(cell) for cell in cells))
        return True

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if len(rows) < 2:
            for row in rows:
                self._change(points=(*self._slide.points, *(Point(cell) for cell in row if cell)))
            return
        width = len(rows[0])
        even = tuple((*row[:width], *([""] * (width - len(row)))) for row in rows)
        if self._chart is not None and width > 1:
            self._change(chart=_chart(even, self._chart))
            self._last = "chart"
        else:
            self._change(table=Table(even[0], even[1:], self._caption or ""))
            self._last = "table"
        self._chart = self._caption = None

    def _cite(self, citation: Citation) -> None:
        """Give the citation to what was read last."""
        if not self._last:
            self._change(claim=citation)
            return
        part = getattr(self._slide, self._last, None)
        if isinstance(part, tuple) and part:
            self._change(**{self._last: (*part[:-1], msgspec.structs.replace(part[-1], citation=citation))})
        elif isinstance(part, msgspec.Struct):
            self._change(**{self._last: msgspec.structs.replace(part, citation=citation)})


def _chart(rows: Sequence[tuple[str, ...]], head: str) -> Chart:
    kind, _, unit = head.partition(",")
    columns = list(zip(*rows[1:], strict=True))
    commas = has_commas(cell for row in rows[1:] for cell in row[1:])
    series = tuple(
        Series(name, tuple(amount(cell, commas=commas) for cell in cells))
        for name, cells in zip(rows[0][1:], columns[1:], strict=True)
    )
    return Chart(
        _KINDS.get(kind.strip().lower(), "column"), tuple(columns[0]), series, _plain(unit), labels=tuple(columns[1:])
    )
