"""An outline that a person edits, and the deck of slides that is made from it."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.domain.document import Citation

#: How a slide is laid out; names only, the geometry is `desktop.slides.geometry`.
Layout = Literal[
    "title", "agenda", "section", "bullets", "comparison", "table", "chart", "numbers", "quote", "steps", "closing"
]

#: Layouts that a person may choose for a slide of the outline.
CHOICES: tuple[Layout, ...] = ("bullets", "chart", "comparison", "numbers", "table", "steps", "quote", "section")


class Point(msgspec.Struct, frozen=True):
    """One statement of a slide.

    Attributes:
        citation: where its words stand, or None for words of the user.
        level: 0, or 1 for what belongs to the point above.
        prompt: the text asks the user to write something; it is shown in the editor and never put on a slide.
    """

    text: str
    citation: Citation | None = None
    level: int = 0
    prompt: bool = False


class Figure(msgspec.Struct, frozen=True):
    """A number that is shown large ("31 %") and what it is ("less heating demand")."""

    value: str
    caption: str
    citation: Citation | None = None


class Table(msgspec.Struct, frozen=True):
    """A table; every row has as many cells as the header.

    Attributes:
        caption: what is shown, in which unit; may be empty.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    citation: Citation | None = None


class Series(msgspec.Struct, frozen=True):
    """The values of one series, one for each category; None where there is none."""

    name: str
    values: tuple[float | None, ...]


class Chart(msgspec.Struct, frozen=True):
    """A chart of one or more series over the same categories.

    Attributes:
        unit: what the values are ("kWh per square metre"); shown above the chart.
        labels: the values as they stand in the source, one tuple a series, for checking and for alt text.
    """

    kind: Literal["column", "bar", "line"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    citation: Citation | None = None
    labels: tuple[tuple[str, ...], ...] = ()


class Quote(msgspec.Struct, frozen=True):
    """Words of a person, and who said them; `who` may be empty."""

    text: str
    who: str = ""
    citation: Citation | None = None


class OutlineSlide(msgspec.Struct, frozen=True):
    """One row of the outline: a slide, or a section that begins here.

    Attributes:
        id: stays the same while the outline is edited; unique in it.
        layout: what was chosen; None leaves the choice to `desktop.slides.compose`.
        hint: for the editor only: what this slide is for.
        topic: a few words over the title that say what the slide is about, for the agenda; empty where the title does.
        claim: where the words of the title stand; None for a title that is no sentence of a document.
    """

    id: str
    title: str
    layout: Layout | None = None
    points: tuple[Point, ...] = ()
    figures: tuple[Figure, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    quote: Quote | None = None
    notes: str = ""
    hint: str = ""
    topic: str = ""
    claim: Citation | None = None

    @property
    def is_section(self) -> bool:
        """Whether the slide opens a section."""
        return self.layout == "section"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations of the slide, in reading order."""
        parts = (*self.points, *self.figures, self.table, self.chart, self.quote)
        cited = (self.claim, *(part.citation for part in parts if part is not None))
        return tuple(citation for citation in cited if citation is not None)


class Outline(msgspec.Struct, frozen=True):
    """What a deck is made from. The title slide, the agenda and the sources are added when it is composed.

    Attributes:
        language: BCP 47 tag of the text ("en-US", "zh-CN").
        sources: names of the files, in the order of first use.
    """

    title: str
    slides: tuple[OutlineSlide, ...] = ()
    subtitle: str = ""
    language: str = "en-US"
    sources: tuple[str, ...] = ()


class Column(msgspec.Struct, frozen=True):
    """One side of a comparison, or one of two or three columns; the heading may be empty."""

    heading: str
    points: tuple[Point, ...]


class StepItem(msgspec.Struct, frozen=True):
    """One step of a sequence: a short label ("June 2024") and what happens; the label may be empty."""

    label: str
    text: str
    citation: Citation | None = None


class Source(msgspec.Struct, frozen=True):
    """A place that a slide rests on.

    Attributes:
        page: 1-based position in the file, or None where the format has none.
    """

    file: str
    page: int | None = None
    page_label: str | None = None


class Slide(msgspec.Struct, frozen=True):
    """A slide as it will be shown: its layout is decided and its text fits.

    Attributes:
        origin: id of the outline's slide that it comes from; "title", "agenda" or "closing" for those added.
        kicker: a few words above the title: of a section "Part 1", of other slides their topic.
        part, parts: 1 of 2 when the material needed two slides; 1 of 1 otherwise.
        source_line: what stands at the foot of the slide; empty where nothing comes from documents.
        notes: what the speaker sees, with the quotes in full.
        alt: the table or chart in words, for screen readers.
        claim: where the words of the title stand, when they are a document's.
    """

    origin: str
    layout: Layout
    title: str
    subtitle: str = ""
    kicker: str = ""
    points: tuple[Point, ...] = ()
    columns: tuple[Column, ...] = ()
    figures: tuple[Figure, ...] = ()
    steps: tuple[StepItem, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    quote: Quote | None = None
    sources: tuple[Source, ...] = ()
    source_line: str = ""
    notes: str = ""
    alt: str = ""
    part: int = 1
    parts: int = 1
    claim: Citation | None = None


class Deck(msgspec.Struct, frozen=True):
    """A deck as it will be saved.

    Attributes:
        theme: name of a theme of `desktop.slides.themes`; the text was fitted for it.
        grounded: whether the slides come from documents, so that each has to show its source.
    """

    title: str
    slides: tuple[Slide, ...]
    theme: str = "ledger"
    language: str = "en-US"
    subtitle: str = ""
    grounded: bool = False


class Check(msgspec.Struct, frozen=True):
    """What a check of the deck found.

    Attributes:
        check: name of the check ("fit", "contrast", "sources").
        slide: 1-based number of the slide; 0 for the whole deck.
        message: one English sentence, a template with ``{name}`` fields.
        fixable: whether `desktop.slides.check.fix` can put it right.
    """

    check: str
    slide: int
    level: Literal["ok", "warn", "error"]
    message: str
    values: dict[str, str] = {}
    fixable: bool = False


class Material(msgspec.Struct, frozen=True):
    """What a deck is made from; one of the four, or files and a topic that says what to look for in them.

    Attributes:
        files: documents.
        outline: path of an outline in Markdown that is taken word for word.
        conversation: id of a conversation in the store, and its title to show.
    """

    topic: str = ""
    files: tuple[str, ...] = ()
    outline: str = ""
    conversation: int = 0
    conversation_title: str = ""


class Draft(msgspec.Struct, frozen=True):
    """A deck that is worked on, as it is kept between two starts; its slides are laid out anew from the outline.

    Attributes:
        theme: name of a theme of `desktop.slides.themes`.
        template: path of the user's own template; empty for none.
        saved_at: when a .pptx of it was last saved, in seconds since the epoch; 0 for never.
        unsaved: whether no .pptx holds it as it is now.
        selected: position of the slide in sight; 0 is the first.
    """

    outline: Outline
    theme: str = "ledger"
    template: str = ""
    material: Material | None = None
    saved_at: float = 0.0
    unsaved: bool = True
    selected: int = 0
