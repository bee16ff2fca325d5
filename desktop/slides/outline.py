"""Makes an outline of documents without a model: the slides that are worth most, in the documents' own words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Outline, OutlineSlide
from desktop.domain.events import Progress
from desktop.domain.quote import contains, normalise
from desktop.errors import OutlineEmpty
from desktop.reasoning.salience import Weights, centroid, key_phrase
from desktop.slides.candidates import Appraisal, Candidate, candidates_of
from desktop.slides.clean import clean
from desktop.slides.grouping import Part, group, partnered
from desktop.slides.headings import LONGEST, shorten_title
from desktop.slides.language import detect_language
from desktop.slides.material import gather
from desktop.slides.measure import is_east_asian
from desktop.slides.numbering import number_citations, unique_titles
from desktop.slides.sections import Material, Section
from desktop.slides.segments import divided
from desktop.slides.wordings import words_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.document import Citation, Document
    from desktop.worker.cancel import Cancel

#: Slides of a deck when no number is asked for; the title, the agenda and the sources are among them.
FEWEST, MOST = 8, 14
#: A shorter deck has no agenda.
AGENDA_FROM = 6
#: Title, agenda and sources.
ADDED = 3
#: At most so many slides of one kind among ten of the content.
_SHARE = {"chart": 3, "table": 2, "numbers": 1, "steps": 2, "quote": 1}


def outline_of(
    documents: Sequence[Document], *, slides: int = 0, focus: str = "", language: str = "", cancel: Cancel
) -> Iterator[Progress | Outline]:
    """Yield progress in documents, then the outline.

    Args:
        slides: of the whole deck, title and sources included; 0 leaves the number to the material.
        focus: what the deck is to be about; empty for the documents as a whole.
        language: tag of the deck's own words; empty for that of the documents.

    Raises:
        OutlineEmpty: the documents hold no sentence and no table that could be shown.
        Cancelled.
    """
    materials: list[Material] = []
    for done, document in enumerate(documents):
        cancel.check()
        yield Progress(f"Reading {_short(document.file)}", done, len(documents), "documents")
        materials.append(gather(document))
    yield Progress("Choosing what to show", len(documents), len(documents), "documents")
    cancel.check()
    texts = [" ".join(s.text for s in section.statements) for m in materials for section in m.sections]
    tag = language or detect_language(texts or [page.text for d in documents for page in d.pages])
    ranked = _rank(materials, texts, focus, tag, cancel)
    if not ranked:  # notes, labels, fragments: whatever there is
        materials = [gather(document, lenient=True) for document in documents]
        ranked = _rank(materials, texts, focus, tag, cancel)
    if not ranked:
        raise OutlineEmpty
    chosen = _choose(ranked, slides, len(materials))
    titles = {number: material.title for number, material in enumerate(materials)}
    parts = group(chosen, titles)
    if len(materials) == 1 and len(chosen) >= 5 and len(group(chosen, titles)) == 1:
        chosen = partnered(chosen, ranked, 0.25)
        parts = group(chosen, titles)
    whole = not slides or slides >= FEWEST
    parts = _settle(parts, ranked, titles, slides) if whole else (Part("", tuple(chosen)),)
    yield _assemble(materials, parts, documents, tag, focus)


def _rank(
    materials: Sequence[Material], texts: Sequence[str], focus: str, language: str, cancel: Cancel
) -> list[Candidate]:
    """Return all candidates, the worthiest first, each with a title."""
    weights = Weights(texts)
    whole = centroid([weights.vector(text) for text in texts])
    appraisal = Appraisal(weights, whole, weights.vector(focus), language)
    found: list[Candidate] = []
    for number, material in enumerate(materials):
        for section in (run for joined in _merged(material.sections, language) for run in divided(joined)):
            cancel.check()
            for candidate in candidates_of(section, number, appraisal):
                points = candidate.slide.points
                if len(points) == 1 and points[0].text in material.subtitle:
                    continue  # the cover's own line
                slide = candidate.slide
                if not slide.topic and not slide.title:
                    said = [statement.text for statement in section.statements]
                    title = key_phrase(said, weights) or (said[0] if said else material.title)
                    slide = msgspec.structs.replace(slide, title=shorten_title(title))
                elif not slide.topic:
                    slide = msgspec.structs.replace(slide, title=shorten_title(slide.title))
                found.append(msgspec.structs.replace(candidate, slide=slide))
    return sorted(found, key=lambda candidate: (-candidate.worth, candidate.order))


def _merged(sections: Sequence[Section], language: str) -> list[Section]:
    """Join neighbours that say little by themselves under the heading that they share."""
    out: list[Section] = []
    for section in sections:
        before = out[-1] if out else None
        small = len(section.statements) < 2 and not section.tables
        if (
            before is not None
            and small
            and section.trail
            and before.trail == section.trail
            and len(before.statements) < 3
            and not before.tables
        ):
            title = _both(before.title, section.title, language) or section.trail[-1][1]
            statements = (*before.statements, *section.statements)
            out[-1] = msgspec.structs.replace(before, title=title, statements=statements)
        else:
            out.append(section)
    return out


def _both(one: str, other: str, language: str) -> str:
    """Return two headings as one, or nothing when that is too long."""
    joined = words_for(language).both.format(one=one, other=other)
    if is_east_asian(one):
        joined = f"{one}，{other}"
    elif language.startswith("en"):
        joined = f"{one.replace(' and ', ', ')} and {other[:1].lower()}{other[1:]}"
    return joined if one and other and len(joined) <= 64 else ""


def _choose(ranked: Sequence[Candidate], slides: int, documents: int) -> list[Candidate]:
    """Take the worthiest, with bounds for each kind and each section, and give them back in the documents' order."""
    good = [candidate for candidate in ranked if candidate.worth > 0.25] or list(ranked[:5])
    sections = len({candidate.order[:2] for candidate in good})
    wanted = (
        max(slides - (ADDED if slides >= AGENDA_FROM else ADDED - 1), 1)
        if slides
        else min(max(len(good) // 2, sections, FEWEST - ADDED), 9)
    )
    wanted = max(wanted, min(documents, 8)) if not slides else wanted
    chosen: list[Candidate] = []
    even = -(-wanted // documents)
    # One slide a section first, more only when there is room; of several documents first one slide each.
    for bound, share in ((1, 1), (1, even), (2, even), (4, even)):
        for candidate in good if bound == 1 else [one for one in ranked if slides or one.worth > 0]:
            if len(chosen) == wanted:
                break
            shown = sum(one.order[0] == candidate.order[0] for one in chosen)
            if (bound < 4 or slides == 0) and shown >= share:
                continue
            if candidate not in chosen and _allowed(candidate, chosen, wanted, bound):
                chosen.append(candidate)
    return sorted(chosen, key=lambda candidate: candidate.order)


def _allowed(candidate: Candidate, chosen: Sequence[Candidate], wanted: int, bound: int) -> bool:
    same = [one for one in chosen if one.order[:2] == candidate.order[:2]]
    rich = candidate.size >= 8 and all(one.kind != candidate.kind for one in same)
    if len(same) >= bound + rich or any(one.order[2] == candidate.order[2] for one in same):
        return False
    if any(one.slide.table is not None and candidate.slide.chart is not None for one in same):
        return False
    share = _SHARE.get(candidate.kind)
    if share is not None:
        kinds = Counter(one.kind for one in chosen)
        if kinds[candidate.kind] >= max(1, round(share * wanted / 10)):
            return False
    if candidate.repeats(chosen):
        return False
    twin = candidate.slide.title.lower()
    return bound > 1 or all(one.slide.title.lower() != twin for one in chosen)


def _settle(
    parts: tuple[Part, ...], ranked: Sequence[Candidate], titles: dict[int, str], slides: int
) -> tuple[Part, ...]:
    """Keep the number of slides when section slides are added: the least worthy make room."""
    chosen = [candidate for part in parts for candidate in part.members]
    for _ in range(4):
        headers = sum(bool(part.name) for part in parts)
        most = (slides or MOST) - ADDED - headers
        if len(chosen) <= max(most, 1) and (not slides or len(chosen) == most):
            return parts
        if len(chosen) > most:
            weakest = sorted(chosen, key=lambda candidate: candidate.worth)[: len(chosen) - max(most, 1)]
            chosen = [candidate for candidate in chosen if candidate not in weakest]
        else:
            before = len(chosen)
            for one in ranked:  # each is held against those added before it, so that none says the same
                if len(chosen) < most and one not in chosen and _allowed(one, chosen, most, 4):
                    chosen = [*chosen, one]
            if len(chosen) == before:
                return parts
            chosen = sorted(chosen, key=lambda candidate: candidate.order)
        parts = group(chosen, titles)
    return (Part("", tuple(chosen)),)


def _assemble(
    materials: Sequence[Material], parts: Sequence[Part], documents: Sequence[Document], language: str, focus: str
) -> Outline:
    pages: dict[tuple[str, int | None], list[str]] = {}
    for document in documents:
        for page in document.pages:
            pages.setdefault((document.file, page.number if document.paged else None), []).append(page.text)
    plain = {place: [clean(text) for text in texts] for place, texts in pages.items()}

    def stands(citation: Citation) -> bool:
        place = (citation.file, citation.page)
        # Most quotes are a run of the page's own letters; the careful comparison is slow on pages as long as books.
        quote = clean(citation.quote)
        return any(quote in text for text in plain.get(place, ())) or any(
            contains(text, citation.quote) for text in pages.get(place, ())
        )

    slides: list[OutlineSlide] = []
    for part in parts:
        if part.name:
            slides.append(OutlineSlide("", shorten_title(part.name, 60), "section"))
        for candidate in part.members:
            slide = _verified(candidate.slide, stands)
            if slide is not None and len(materials) > 1 and not part.name:  # which document a slide is about
                slide = msgspec.structs.replace(slide, topic=materials[candidate.order[0]].title)
            if slide is not None:
                slides.append(slide)
    if not any(not slide.is_section for slide in slides):
        raise OutlineEmpty
    title, subtitle = _title(materials, focus, language)
    files = tuple(dict.fromkeys(material.file for material in materials))
    named = tuple(msgspec.structs.replace(slide, id=f"s{n}") for n, slide in enumerate(slides, 1))
    outline = Outline(title, named, subtitle, language, files)
    return number_citations(unique_titles(outline))


def _verified(slide: OutlineSlide, stands: object) -> OutlineSlide | None:
    """Leave out what does not stand on its page, so that a reader's fault can never become a false source."""
    check = stands if callable(stands) else bool
    points = tuple(
        point
        for point in slide.points
        if point.citation is not None
        and normalise(point.text) in normalise(point.citation.quote)
        and check(point.citation)
    )
    figures = tuple(one for one in slide.figures if one.citation is not None and check(one.citation))
    if slide.claim is not None and not (normalise(slide.title) in normalise(slide.claim.quote) and check(slide.claim)):
        slide = msgspec.structs.replace(slide, title=slide.topic or slide.title, topic="", claim=None)
    if slide.layout == "numbers" and len(figures) < 2:
        return None
    quote = slide.quote if slide.quote is not None and slide.quote.citation and check(slide.quote.citation) else None
    if not (slide.chart or slide.table or points or figures or quote):
        return None
    return msgspec.structs.replace(slide, points=points, figures=figures, quote=quote)


def _title(materials: Sequence[Material], focus: str, language: str) -> tuple[str, str]:
    first = materials[0]
    if len(materials) == 1:
        return (shorten_title(focus), first.title) if focus else (first.title, first.subtitle)
    names = list(dict.fromkeys(material.title for material in materials))
    if focus:
        return shorten_title(focus), ""
    if len(names) == 1:
        return names[0], ""
    words = words_for(language)
    joined = words.both.format(one=words.listed.join(names[:-1]), other=names[-1])
    if len(joined) * (2 if is_east_asian(joined) else 1) <= LONGEST:
        return joined, ""
    return words.more.format(file=names[0], count=len(names) - 1, total=len(names)), ""


def _short(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2]
