"""One door to the making of slides: outline from any source, deck from the outline, file from the deck."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from desktop.domain.conversation import Conversation
from desktop.domain.deck import Deck, Outline
from desktop.domain.document import Block, Document, Page
from desktop.domain.events import Progress
from desktop.errors import OutlineEmpty
from desktop.slides import compose as composing
from desktop.slides.looks import theme_for
from desktop.slides.markdown import from_markdown
from desktop.slides.outline import outline_of
from desktop.slides.rewrite import polish, written_by_model
from desktop.slides.skeleton import Pattern, outline_of_topic
from desktop.slides.talk import outline_of_talk
from desktop.slides.writer import Saved, save
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.document import Retriever
    from desktop.engine.protocol import Engine


class Topic(msgspec.Struct, frozen=True):
    """A topic alone. A good model writes the points; without one they are prompts for the user."""

    text: str
    pattern: Pattern | None = None


class Documents(msgspec.Struct, frozen=True):
    """The documents of the retriever; `focus` says what the deck is to be about, empty for all of it."""

    focus: str = ""


class Talk(msgspec.Struct, frozen=True):
    """A conversation, or one of its answers.

    Attributes:
        answer: index of the message to use, with the question before it; -1 for all.
    """

    conversation: Conversation
    answer: int = -1


class Written(msgspec.Struct, frozen=True):
    """An outline in Markdown, as `desktop.slides.markdown` describes it; one without a title is called `name`."""

    text: str
    name: str = ""


class Notes(msgspec.Struct, frozen=True):
    """A text that was typed or pasted; it is read as a document of this name."""

    text: str
    name: str = "Notes"


__all__ = ["Documents", "Notes", "Saved", "Source", "Talk", "Topic", "Written", "compose", "make_outline", "save"]

Source: TypeAlias = Topic | Documents | Talk | Written | Notes


def make_outline(
    source: Source,
    *,
    engine: Engine | None = None,
    retriever: Retriever | None = None,
    slides: int = 0,
    language: str = "",
    cancel: Cancel | None = None,
) -> Iterator[Progress | Outline]:
    """Yield progress, then the outline as the last event.

    A model of a billion weights or more shortens titles and points, and writes about a topic; each of its words about a
    document is checked and the document's own words stay where a number is not in them. Without such a model the
    outline is in the documents' words from the start.

    Args:
        engine: None makes the outline without a model.
        retriever: needed for `Documents`.
        slides: of the whole deck, title and sources included; 0 leaves the number to the material.
        language: tag of the deck; empty for that of the source.

    Raises:
        OutlineEmpty: the source has nothing to show.
        Cancelled.
        LecternError: as the engine says, for a topic only; with documents a failing model leaves their own words.
    """
    cancel = cancel or Cancel()
    cancel.check()
    able = engine if engine is not None and engine.model is not None and not engine.model.small else None
    if isinstance(source, Topic):
        outline = outline_of_topic(source.text, slides=slides, language=language, pattern=source.pattern)
        yield from written_by_model(outline, able, cancel) if able is not None else iter((outline,))
    elif isinstance(source, Written):
        yield _not_empty(from_markdown(source.text, language, source.name))
    elif isinstance(source, Talk):
        yield outline_of_talk(_answer(source), language=language)
    else:
        documents = _documents(source, retriever)
        focus = source.focus if isinstance(source, Documents) else ""
        for event in outline_of(documents, slides=slides, focus=focus, language=language, cancel=cancel):
            if isinstance(event, Outline):
                yield from polish(event, able, cancel) if able is not None else iter((event,))
            else:
                yield event


def compose(outline: Outline, theme: str = "ledger", slides: int = 0) -> Deck:
    """Return the deck of an outline; quick enough to be called at each edit.

    Args:
        theme: name of a theme.
        slides: slides wanted; 0 for as many as the outline makes.

    Raises:
        ThemeUnknown, OutlineEmpty.
    """
    return composing.compose(outline, theme_for(theme, outline.language), slides)


def _not_empty(outline: Outline) -> Outline:
    if not outline.slides and not outline.title:
        raise OutlineEmpty
    return outline


def _answer(source: Talk) -> Conversation:
    """Return the conversation, cut to one question and its answer when one was chosen."""
    messages = source.conversation.messages
    if not 0 <= source.answer < len(messages):
        return source.conversation
    asked = next((i for i in range(source.answer, -1, -1) if messages[i].role == "user"), source.answer)
    return msgspec.structs.replace(source.conversation, messages=messages[asked : source.answer + 1])


def _documents(source: Documents | Notes, retriever: Retriever | None) -> tuple[Document, ...]:
    if isinstance(source, Notes):
        return (_as_document(source),)
    documents = retriever.documents() if retriever is not None else ()
    if not documents:
        raise OutlineEmpty
    return documents


def _as_document(notes: Notes) -> Document:
    """Return typed text as a document: Markdown headings and lists are kept, empty lines part paragraphs."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n|\n(?=#{1,6}\s)|(?<=\n)(?=#{1,6}\s)", notes.text.replace("\r\n", "\n")):
        lines = [line for line in part.split("\n") if line.strip()]
        while lines and (match := re.match(r"^(#{1,6})\s+(.*)$", lines[0])):
            blocks.append(Block(match.group(2).strip(), "heading", len(match.group(1))))
            lines.pop(0)
        items = [line for line in lines if re.match(r"^\s*(?:[-*•]|\d{1,2}[.)])\s", line)]
        if lines and len(items) == len(lines):
            blocks.append(Block("\n".join(re.sub(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", "", line) for line in lines), "list"))
        elif lines:
            blocks.append(Block("\n".join(lines)))
    if not blocks:
        raise OutlineEmpty
    return Document(notes.name, (Page(1, tuple(blocks)),), paged=False)
