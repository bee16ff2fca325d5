"""Makes an outline of a conversation: each question is a slide, and the sentences of its answer are the points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Outline, OutlineSlide, Point
from desktop.domain.quote import contains
from desktop.errors import OutlineEmpty
from desktop.reasoning.sentences import split_sentences
from desktop.slides import prose
from desktop.slides.clean import clean
from desktop.slides.headings import shorten_title
from desktop.slides.language import detect_language
from desktop.slides.markdown import from_markdown
from desktop.slides.numbering import number_citations, unique_titles

if TYPE_CHECKING:
    from desktop.domain.conversation import Conversation, Message
    from desktop.domain.document import Citation

#: Points of one answer; a longer answer is shown by its first sentences, and the notes hold the rest.
MOST_POINTS = 5

_MARK = re.compile(r"\s*\[(\d{1,3})\]")
_ASKING = re.compile(
    r"^(?:(?:please|could you|can you|would you|tell me|explain|describe|summari[sz]e|give me|list|show me"
    r"|what(?:'s| is| are"
    r"| was| were))\b\s*(?:about |me |the )?|(?:请|帮我|告诉我|介绍一下|总结一下|什么是)\s*)",
    re.IGNORECASE,
)
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)


def outline_of_talk(conversation: Conversation, *, language: str = "") -> Outline:
    """Return the outline of a conversation; answers that failed or were refused have no slide.

    Raises:
        OutlineEmpty: no question was answered.
    """
    slides: list[OutlineSlide] = []
    asked = ""
    for message in conversation.messages:
        if message.role == "user":
            asked = message.text
        elif asked and message.kind != "refused" and message.status != "failed" and message.text.strip():
            slides.append(_slide(asked, message, f"s{len(slides) + 1}"))
            asked = ""
    slides = [slide for slide in slides if slide.points or slide.table]
    if not slides:
        raise OutlineEmpty
    tag = language or detect_language([slide.title for slide in slides] + [p.text for s in slides for p in s.points])
    files = tuple(dict.fromkeys(c.file for slide in slides for c in slide.citations))
    title = shorten_title(clean(conversation.title)) or slides[0].title
    return number_citations(unique_titles(Outline(title, tuple(slides), "", tag, files)))


def title_of_question(question: str) -> str:
    """Return a question as a title: "Can you explain the net sales?" is "Net sales"; a short one stays a question."""
    first = (split_sentences(question.strip()) or [question])[0]
    text = clean(first)
    bare = text
    while (shorter := _ASKING.sub("", bare)) != bare:
        bare = shorter
    bare = bare.rstrip(" ?？.!。")
    if len(text) <= 60 and text.endswith(("?", "？")):
        return shorten_title(text)
    bare = bare or text
    return shorten_title(bare[:1].upper() + bare[1:], 70)


def _slide(question: str, message: Message, identifier: str) -> OutlineSlide:
    citations = {citation.n: citation for citation in message.citations}
    body = _CODE.sub("", message.text)
    read = from_markdown(f"# x\n\n## y\n\n{_without_headings(body)}")
    row = read.slides[0] if read.slides else OutlineSlide("", "")
    points = [point for one in row.points for point in _points(one, citations)]
    if row.quote is not None:
        points += _points(Point(row.quote.text), citations)
    title = title_of_question(question)
    notes = clean(_MARK.sub("", " ".join(point.text for point in points[MOST_POINTS:])))
    return OutlineSlide(identifier, title, None, tuple(points[:MOST_POINTS]), table=row.table, notes=notes)


def _without_headings(text: str) -> str:
    """Write headings of an answer as points, since the question is the slide."""
    return re.sub(r"^#{1,6}\s+", "- ", text, flags=re.MULTILINE)


def _points(point: Point, citations: dict[int, Citation]) -> list[Point]:
    """Return the sentences of a paragraph or item as points, each with the citation whose mark it carries."""
    out: list[Point] = []
    for sentence in split_sentences(re.sub(r"([.!?。！？])((?:\s*\[\d{1,3}\])+)", r"\2\1", point.text)):
        marks = [int(n) for n in _MARK.findall(sentence)]
        text = prose.shorten(_MARK.sub("", sentence))
        if not any(c.isalpha() for c in text):
            continue
        cited = next((citations[n] for n in marks if n in citations), None)
        quoted = next((c for c in citations.values() if contains(c.quote, text)), None)
        out.append(msgspec.structs.replace(point, text=text, citation=cited or quoted))
    return out
