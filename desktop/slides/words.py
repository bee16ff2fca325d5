"""The few words that a deck brings itself, as a value; those of each language are in `desktop.slides.wordings`."""

from __future__ import annotations

import msgspec


class Words(msgspec.Struct, frozen=True):
    """Fixed words of a deck; fields in braces are filled in.

    Attributes:
        sources_line: what stands at the foot of a slide.
        page, pages: how a place in a file is written.
        more: several files; `count` is how many more there are, `total` how many in all.
        takeaways: over the last slide, which says the main points once more.
        rose, fell: a time series from its first value to its last.
        changed_up, changed_down: what changed most between two times.
        all_up, all_down: the same where everything went one way.
        largest, peak: the largest of several values, and of those of a time series.
        rows: how many rows of a table are shown.
        told: what a chart shows, with what it is about.
        column_chart, bar_chart, line_chart, table: what they are, for screen readers.
    """

    agenda: str = "Agenda"
    sources: str = "Sources"
    part: str = "Part {n}"
    figures: str = "Key figures"
    sources_line: str = "Sources: {places}"
    source_line: str = "Source: {places}"
    made_from: str = "From {files}"
    more: str = "{file} and {count} more"
    page: str = "{file}, p. {page}"
    pages: str = "{file}, pp. {pages}"
    slide_at: str = "{file}, slide {page}"
    slides_at: str = "{file}, slides {pages}"
    sheet: str = "{file}, {sheet}"
    noted: str = "“{text}” ({place})"
    slide: str = "Overview"
    repeated: str = "{title} ({n})"
    continued: str = "{title} ({part}/{parts})"
    joint: str = "; "
    listed: str = ", "
    both: str = "{one} and {other}"
    takeaways: str = "What to remember"
    rose: str = "Up from {first} to {last} between {start} and {end}"
    fell: str = "Down from {first} to {last} between {start} and {end}"
    changed_up: str = "Largest change: {name}, up from {first} to {last}"
    changed_down: str = "Largest change: {name}, down from {first} to {last}"
    all_up: str = "All rose, {name} most: from {first} to {last}"
    all_down: str = "All fell, {name} most: from {first} to {last}"
    largest: str = "{name} is largest, with {value}"
    peak: str = "Highest in {name}, with {value}"
    rows: str = "{shown} of {total} rows"
    told: str = "{topic}: {said}"
    column_chart: str = "Column chart"
    bar_chart: str = "Bar chart"
    line_chart: str = "Line chart"
    table: str = "Table with {rows} rows and {columns} columns. Columns: {head}. Rows: {body}."
