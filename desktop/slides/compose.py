"""Makes a deck of an outline by rule: title, agenda, sections, layouts, splitting what is too much, and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Deck, Outline, OutlineSlide, Point, Slide, Source
from desktop.errors import OutlineEmpty
from desktop.slides.chart_look import described
from desktop.slides.clean import clean
from desktop.slides.fitting import fit, fits
from desktop.slides.headings import without_numbering
from desktop.slides.layouts import arrange, vary
from desktop.slides.places import by_file, located, name_of, source_line
from desktop.slides.prose import states
from desktop.slides.scene import layout_boxes
from desktop.slides.tidy import tidy
from desktop.slides.wordings import words_for
from desktop.slides.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.domain.document import Citation
    from desktop.slides.looks import Theme

#: An agenda longer than this is no overview any more.
_LONGEST_AGENDA = 9
#: A deck of fewer slides has none, nor has one of fewer topics.
_AGENDA_FROM, _LEAST_AGENDA = 6, 3
#: Files whose places stand at the foot of the last slide, and sentences that it says once more.
_FEW_FILES, _TAKEAWAYS = 2, 4
#: Slides, without title and agenda, of a deck that needs no list of one or two sources.
_SHORT = 8


def compose(outline: Outline, theme: Theme, count: int = 0) -> Deck:
    """Return the deck of `outline`.

    Prompts that nobody filled in, and slides that hold nothing else, are left out: a deck never asks its audience to
    fill it in. What does not fit at the smallest size goes on to a second slide.

    Args:
        count: slides wanted; 0 for as many as the outline makes. More are cut from the end of the content.

    Raises:
        OutlineEmpty: nothing would be left but the title.
    """
    words = words_for(outline.language)
    written = _without_empty(outline.slides)
    if not any(not slide.is_section for slide in written) and not outline.title.strip():
        raise OutlineEmpty
    grounded = any(slide.citations for slide in written)
    content = list(_slides(written, theme, words))
    title = _title(outline, words, content)
    closing = _closing(content, outline, words, theme, short=not count) if grounded else []
    room = max(count - 1 - len(closing) - (count >= _AGENDA_FROM), 1)
    if count and len(content) > room:
        content = _cut(content, room)
        closing = _closing(content, outline, words, theme, short=not count) if grounded else []
    agenda = _agenda(content, words, theme)
    if (count and count < _AGENDA_FROM) or (count and 1 + len(agenda) + len(content) + len(closing) > count):
        agenda = []
    slides = (title, *agenda, *content, *closing)
    return Deck(clean(outline.title), slides, theme.name, outline.language, clean(outline.subtitle), grounded)


def _without_empty(slides: Sequence[OutlineSlide]) -> list[OutlineSlide]:
    """Leave out unfilled prompts, slides without content, and sections without slides."""
    kept = [
        slide
        for slide in map(tidy, slides)
        if slide.is_section or slide.points or slide.figures or slide.table or slide.chart or slide.quote
    ]
    return [
        slide
        for index, slide in enumerate(kept)
        if not slide.is_section or (index + 1 < len(kept) and not kept[index + 1].is_section and slide.title)
    ]


def _slides(written: Sequence[OutlineSlide], theme: Theme, words: Words) -> Iterator[Slide]:
    part = 0
    arranged: list[Slide] = []
    for row in written:
        if row.is_section:
            part += 1
            arranged.append(Slide(row.id, "section", row.title, kicker=words.part.format(n=part), notes=row.notes))
            continue
        arranged.append(_dress(arrange(row, words), row, words))
    for slide in vary(arranged):
        yield from fit(slide, theme, words)


def _dress(slide: Slide, row: OutlineSlide, words: Words) -> Slide:
    """Add what does not depend on the layout: sources, notes and the words for screen readers."""
    sources = _places(row.citations)
    alt = described(slide.chart, slide.table, words)
    return msgspec.structs.replace(
        slide,
        kicker=row.topic if row.topic.casefold() != slide.title.casefold() else "",
        claim=row.claim,
        sources=sources,
        source_line=source_line(sources, words),
        notes=row.notes or _notes(row) or alt,
        alt=alt,
    )


def _notes(row: OutlineSlide) -> str:
    """Return the notes of a slide that has none: its quotes, else what it shows in words."""
    quotes = list(dict.fromkeys(citation.quote for citation in row.citations if row.points or row.figures))
    told = [*(point.text for point in row.points), *(f"{one.value}: {one.caption}" for one in row.figures)]
    if row.quote is not None:
        told.append(" – ".join(part for part in (f"“{row.quote.text}”", row.quote.who) if part))
    return "\n\n".join(f"“{clean(quote)}”" for quote in quotes) or "\n".join(told)


def _places(citations: Iterable[Citation]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(Source(c.file, c.page, c.page_label) for c in citations if c.file))


def _title(outline: Outline, words: Words, content: Sequence[Slide]) -> Slide:
    names = [name_of(file) for file in outline.sources]
    if len(names) > 2:
        names = [words.more.format(file=names[0], count=len(names) - 1, total=len(names))]
    byline = words.made_from.format(files=words.listed.join(names)) if names else ""
    name = clean(outline.title) or (content[0].title if content else words.slide)
    return Slide("title", "title", name, clean(outline.subtitle), source_line=byline)


def _agenda(content: Sequence[Slide], words: Words, theme: Theme) -> list[Slide]:
    """Return the agenda: the sections, else the slides' topics; nothing where it would not tell more than a title."""
    points = _contents(content, words)
    parted = any(slide.layout == "section" for slide in content)
    if not parted and any(slide.claim is not None and not slide.kicker for slide in content):
        return []  # a text without headings has no topics to list
    least = 2 if parted else _LEAST_AGENDA
    if sum(not point.level for point in points) < least:
        return []
    agenda = Slide("agenda", "agenda", words.agenda, points=tuple(points))
    while len(agenda.points) > 2 and not layout_boxes(agenda, theme).fits:
        agenda = msgspec.structs.replace(agenda, points=agenda.points[:-1])
    return [agenda]


def _contents(content: Sequence[Slide], words: Words) -> list[Point]:
    """Return the sections with their slides under them while that is an overview; else sections, or slides, alone."""

    def name(slide: Slide) -> str:
        """Return the topic of a slide, else the title of all parts of what one slide did not hold; no numbering.

        A sentence names no topic, and is nothing for an agenda.
        """
        if slide.claim is not None and not slide.kicker:
            return ""
        whole = slide.title.removesuffix(words.continued.format(title="", part=1, parts=slide.parts))
        return without_numbering(slide.kicker if slide.kicker and slide.layout != "section" else whole)

    sections = [Point(without_numbering(slide.title)) for slide in content if slide.layout == "section"]
    firsts = [slide for slide in content if slide.part == 1 and name(slide)]
    if len(sections) >= 2:
        listed = dict.fromkeys((name(slide), int(slide.layout != "section")) for slide in firsts)
        detailed = [Point(text, level=level) for text, level in listed]
        leads = firsts[0].layout == "section"
        sections = sections if leads else [Point(name(firsts[0])), *sections]
        return detailed if leads and len(detailed) <= _LONGEST_AGENDA and len(sections) <= 3 else sections
    named = [Point(title) for title in dict.fromkeys(name(slide) for slide in firsts if slide.layout != "section")]
    return named if len(named) <= _LONGEST_AGENDA else [*named[: _LONGEST_AGENDA - 1], Point("…")]


def _closing(content: Sequence[Slide], outline: Outline, words: Words, theme: Theme, *, short: bool) -> list[Slide]:
    """Return the last slide: what to remember with its sources below it, else the sources by themselves.

    Many files have a list of sources, and more slides of it when they need them. Where it may be `short`, a
    deck of few slides from one or two files has none: its one line would say what stands below each of the others.
    """
    sources = tuple(dict.fromkeys(source for slide in content for source in slide.sources))
    found = by_file(sources)
    told = [Point(text, slide.claim) for slide in content if slide.part == 1 and (text := _said(slide, words))]
    if len(found) <= _FEW_FILES and len(told) >= _LEAST_AGENDA and len(content) > _LEAST_AGENDA:
        points = tuple(_spread(told, _TAKEAWAYS))
        recap = Slide("closing", "closing", words.takeaways, points=points, sources=sources)
        recap = msgspec.structs.replace(
            recap, source_line=source_line(sources, words), notes="\n".join(point.text for point in points)
        )
        if fits(recap, theme):
            return [recap]
    shown = all(slide.source_line for slide in content if slide.layout != "section")
    if short and 0 < len(found) <= _FEW_FILES and len(content) <= _SHORT and shown:
        return []
    order = {name_of(file): n for n, file in enumerate(outline.sources)}
    lines = [located(file, found[file], words) for file in sorted(found, key=lambda name: order.get(name, len(order)))]
    points = tuple(Point(line) for line in lines)
    return list(fit(Slide("closing", "closing", words.sources, points=points, sources=sources), theme, words))


def _said(slide: Slide, words: Words) -> str:
    """Return the title of a slide as a sentence that is understood without the slide; nothing where it is none."""
    if slide.claim is not None or (not slide.kicker and states(slide.title)):
        return slide.title
    return words.told.format(topic=slide.kicker, said=slide.title) if slide.kicker and slide.chart is not None else ""


def _spread(told: Sequence[Point], most: int) -> list[Point]:
    """Return up to `most` points from all of the deck, those first that have a number."""
    ranked = sorted(range(len(told)), key=lambda i: (not any(c.isdigit() for c in told[i].text), i))
    return [told[i] for i in sorted(ranked[:most])]


def _cut(content: list[Slide], room: int) -> list[Slide]:
    """Keep the first `room` slides, and no section without a slide after it."""
    kept = content[:room]
    while len(kept) > 1 and kept[-1].layout == "section":
        kept.pop()
    return kept
