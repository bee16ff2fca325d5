"""Says where in its file something stands: the pages of a report, the slides of a deck, the sheets of a workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.slides.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.deck import Source
    from desktop.slides.words import Words

_DECKS, _SHEETS = (".pptx", ".ppt", ".odp"), (".xlsx", ".xls", ".ods")
#: The rows in the label of one part of a long sheet ("Sales!901:1800").
_ROWS = re.compile(r"!\d+:\d+$")


def name_of(file: str) -> str:
    """Return the name of a file without its folder."""
    return clean(re.split(r"[/\\]", file)[-1])


def by_file(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Return the places in each file, by its name, files in the order of first use."""
    files: dict[str, list[Source]] = {}
    for source in sources:
        files.setdefault(name_of(source.file), []).append(source)
    return files


def located(file: str, sources: Sequence[Source], words: Words) -> str:
    """Return a file and where in it: "report.pdf, pp. 4, 7", "board.pptx, slide 3" or "meters.xlsx, Readings"."""
    paged = sorted((one.page, one.page_label or "") for one in sources if one.page is not None)
    if not paged:
        return file
    if file.lower().endswith(_SHEETS) and all(label for _, label in paged):
        sheets = dict.fromkeys(clean(_ROWS.sub("", label)) for _, label in paged)
        return words.sheet.format(file=file, sheet=", ".join(sheets))
    pages = list(dict.fromkeys(str(page) for page, _ in paged))
    if file.lower().endswith(_DECKS):
        template = words.slide_at if len(pages) == 1 else words.slides_at
    else:
        template = words.page if len(pages) == 1 else words.pages
    return template.format(file=file, page=pages[0], pages=", ".join(pages))


def source_line(sources: Sequence[Source], words: Words) -> str:
    """Return the line at the foot of a slide: "Sources: report.pdf, pp. 4, 7; notes.docx"; nothing without sources."""
    if not sources:
        return ""
    places = words.joint.join(located(file, found, words) for file, found in by_file(sources).items())
    template = words.source_line if len(sources) == 1 else words.sources_line
    return template.format(places=places)
