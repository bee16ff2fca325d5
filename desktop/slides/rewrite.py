"""Lets a model of a billion weights or more shorten titles and points, and write about a topic; checks each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Outline, OutlineSlide, Point
from desktop.domain.events import Answer, Progress
from desktop.domain.model import ChatMessage, Sampling
from desktop.domain.quote import numbers
from desktop.engine.protocol import Generate
from desktop.errors import Cancelled, LecternError
from desktop.reasoning import effort
from desktop.reasoning.salience import tokens
from desktop.reasoning.think import generate_with_thought
from desktop.slides.clean import clean
from desktop.slides.measure import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.document import Citation
    from desktop.engine.protocol import Engine
    from desktop.worker.cancel import Cancel

#: Bounds of a line that the model may write, in characters, by the script of the text.
TITLE, POINT = (4, 70), (8, 130)
_CALM = Sampling(temperature=0.2, top_p=0.9)
_FREE = Sampling(temperature=0.6, top_p=0.9)
#: Tokens of thought for models that cannot be kept from thinking.
_THOUGHT = 400
#: Part of a rewritten line's words that must stand in the cited words.
SHARED = 0.6


def polish(outline: Outline, engine: Engine, cancel: Cancel) -> Iterator[Progress | Outline]:
    """Yield progress in slides, then the outline with the titles and points that the model put better.

    A line is taken only when every number in it stands in the cited words, most of its words do, and it is not longer
    than what it replaces. A model that fails leaves the rest as it was.
    """
    slides = list(outline.slides)
    for index, slide in enumerate(slides):
        yield Progress("Wording the slides", index, len(slides), "slides")
        cancel.check()
        if slide.is_section or not slide.points:
            continue
        try:
            slides[index] = _polished(slide, outline.language, engine, cancel)
        except Cancelled:
            raise
        except LecternError:
            break  # the documents' own words are always good enough to go on with
    yield msgspec.structs.replace(outline, slides=tuple(slides))


def written_by_model(outline: Outline, engine: Engine, cancel: Cancel) -> Iterator[Progress | Outline]:
    """Yield progress, then the outline of a topic with the points that the model wrote for each prompt.

    Raises:
        Cancelled.
        LecternError: as the engine says.
    """
    slides = list(outline.slides)
    for index, slide in enumerate(slides):
        yield Progress("Writing the slides", index, len(slides), "slides")
        cancel.check()
        asked = "\n".join(f"- {point.text}" for point in slide.points)
        task = (
            f"Topic of the presentation: {outline.title}\nSlide: {slide.title}\nIt should answer:\n{asked}\n\n"
            f"Write {max(len(slide.points), 3)} short points for this slide, one a line, each beginning with '- "
            f"', at most "
            f"12 words each, in {_language(outline.language)}. State only what is generally known. No numbers that you "
            "are not sure of, no introduction."
        )
        lines = _lines(_ask(engine, task, _FREE, _list_grammar(2, 5), 260, cancel))
        if lines:
            layout = slide.layout if slide.layout != "numbers" else None
            points = tuple(Point(line) for line in lines[:5])
            slides[index] = msgspec.structs.replace(slide, points=points, layout=layout)
    yield msgspec.structs.replace(outline, slides=tuple(slides))


def accept(line: str, original: str, citation: Citation | None, bounds: tuple[int, int]) -> bool:
    """Whether a line that the model wrote may stand in place of `original`."""
    text = clean(line)
    quote = citation.quote if citation is not None else original
    wide = 2 if is_east_asian(original) else 1
    if (
        not bounds[0] <= len(text) * wide <= max(bounds[1], len(original) * wide)
        or len(text) > len(original) * 1.15 + 8
    ):
        return False
    if not numbers(text) <= numbers(quote) or is_east_asian(text) != is_east_asian(original):
        return False
    if re.search(r"\bnot\b|\bno\b|n't\b|\bnever\b|不|未|没", quote.lower()) and not re.search(
        r"\bnot\b|\bno\b|n't\b|\bnever\b|without|不|未|没|无", text.lower()
    ):
        return False
    mine, known = set(tokens(text)), set(tokens(quote))
    return bool(mine) and len(mine & known) >= SHARED * len(mine)


def _polished(slide: OutlineSlide, language: str, engine: Engine, cancel: Cancel) -> OutlineSlide:
    listed = "\n".join(f"- {point.text}" for point in slide.points)
    task = (
        f"These are the points of a slide with the title “{slide.title}”:\n{listed}\n\n"
        f"Write the same {len(slide.points)} points again, in the same order, one a line, each beginning with "
        f"'- '. Make "
        f"each shorter where you can, at most 14 words, in {_language(language)}. Keep every number and name "
        f"exactly. Add "
        "nothing."
    )
    count = len(slide.points)
    lines = _lines(_ask(engine, task, _CALM, _list_grammar(count, count), 60 * count + 40, cancel))
    points = slide.points
    if len(lines) == count:
        points = tuple(
            msgspec.structs.replace(point, text=clean(line))
            if accept(line, point.text, point.citation, POINT)
            else point
            for point, line in zip(points, lines, strict=True)
        )
    return msgspec.structs.replace(slide, title=_title(slide, points, language, engine, cancel), points=points)


def _title(slide: OutlineSlide, points: Sequence[Point], language: str, engine: Engine, cancel: Cancel) -> str:
    """Return a title that says what the slide shows, or the heading as it was.

    A title that is a sentence of the document is only put in fewer words, which are held to that sentence.
    """
    if slide.claim is not None:
        task = (
            f"Put this sentence in at most 9 words, in {_language(language)}, as the title of a slide:\n{slide.title}\n"
            "\nKeep every number and name exactly. Add nothing. One line, no quotes."
        )
        line = clean(_ask(engine, task, _CALM, "", 40, cancel).strip().split("\n")[0]).strip("\"'“”.# ")
        return line if accept(line, slide.title, slide.claim, TITLE) else slide.title
    said = "\n".join(f"- {point.text}" for point in points)
    task = (
        f"A slide under the heading “{slide.title}” says:\n{said}\n\nWrite a title of at most 8 words in "
        f"{_language(language)} that says the main point. Use only words and numbers from above. One line, no quotes."
    )
    line = clean(_ask(engine, task, _CALM, "", 40, cancel).strip().split("\n")[0]).strip("\"'“”.# ")
    whole = " ".join((slide.title, *(citation.quote for citation in slide.citations)))
    grounded = numbers(line) <= numbers(whole) and set(tokens(line)) <= set(tokens(whole))
    fits = TITLE[0] <= len(line) * (2 if is_east_asian(line) else 1) <= TITLE[1]
    return line if line and grounded and fits and len(line.split()) <= 11 else slide.title


def _ask(engine: Engine, task: str, sampling: Sampling, grammar: str, most: int, cancel: Cancel) -> str:
    """Return the model's reply without its thoughts."""
    if engine.model is None:
        return ""
    how = effort.plan(engine.model, "off", _THOUGHT)
    request = Generate((ChatMessage("user", task),), sampling=sampling, max_tokens=most, grammar=grammar)
    events = generate_with_thought(engine, request, how, cancel)
    return "".join(event.text for event in events if isinstance(event, Answer))


def _lines(reply: str) -> list[str]:
    """Return the items of a list, whatever marks the model put before them."""
    found = (re.match(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+(.*\S)\s*$", line) for line in reply.split("\n"))
    lines = [clean(match.group(1)).removesuffix(".").removesuffix("。") for match in found if match]
    return [line.replace("**", "") for line in lines if any(c.isalpha() for c in line)]


def _list_grammar(least: int, most: int) -> str:
    """Return GBNF for so many lines that begin with "- ": a form that models of a billion weights can hold to."""
    return f'root ::= line{{{least},{most}}}\nline ::= "- " [^\\n\\-] [^\\n]{{3,150}} "\\n"'


def _language(tag: str) -> str:
    names = {
        "zh": "Simplified Chinese",
        "ja": "Japanese",
        "ko": "Korean",
        "de": "German",
        "fr": "French",
        "es": "Spanish",
    }
    return names.get(tag.lower()[:2], "English")
