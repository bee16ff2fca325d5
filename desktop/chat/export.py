"""A conversation as Markdown with its sources as footnotes, and as JSON."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.chat.quoted import NUMERAL
from desktop.domain.conversation import FaultPart
from desktop.errors import rebuild

if TYPE_CHECKING:
    from desktop.domain.conversation import Conversation, Message
    from desktop.domain.document import Citation, Passage

#: How sure a footnote is, in words.
STATES = {"verified": "verified", "close": "close match", "missing": "not found on the page"}
_PLAIN = re.compile(r"[^\w .-]")
_MARK = re.compile(r"\[(\d{1,3})\](?!\()")
_CODE = re.compile(r"(^```.*?^```|^~~~.*?^~~~|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def as_markdown(conversation: Conversation, *, thoughts: bool = False) -> str:
    """Write the conversation; each [n] of an answer becomes a footnote with file, page, words and how sure they are.

    Args:
        thoughts: whether to write the thoughts too, as quoted blocks.
    """
    blocks = [f"# {conversation.title}" if conversation.title else "# Conversation"]
    for number, message in enumerate(conversation.messages, start=1):
        blocks += _message(number, message, thoughts=thoughts)
    return "\n\n".join(blocks) + "\n"


def as_json(conversation: Conversation, *, thoughts: bool = False) -> str:
    """Write the conversation as one JSON object; the fields of a citation are those of ``lectern ask --json``.

    Args:
        thoughts: whether to write the thoughts and votes too.
    """
    content = {
        "title": conversation.title,
        "library": conversation.library,
        "adapters": [{"file": use.path, "scale": use.scale} for use in conversation.adapters],
        "updated": conversation.updated,
        "messages": [_as_object(message, thoughts=thoughts) for message in conversation.messages],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1).decode() + "\n"


def _message(number: int, message: Message, *, thoughts: bool) -> list[str]:
    if message.role == "user":
        shown = [
            f"![{_PLAIN.sub('', picture.name)}](data:image/jpeg;base64,{base64.b64encode(picture.data).decode()})"
            for picture in message.pictures
        ]
        return ["## Question", *shown, message.text]
    blocks = [f"## Answer ({message.model})" if message.model else "## Answer"]
    if thoughts and message.thinking:
        blocks.append("> " + message.thinking.replace("\n", "\n> "))
    known = {citation.n for citation in message.citations}
    if message.text:
        blocks.append(_footnoted(message.text, number, known))
    blocks += [f"*{rebuild(part.kind, part.values)}*" for part in message.parts if isinstance(part, FaultPart)]
    if message.status in {"stopped", "interrupted"}:
        blocks.append(f"*({message.status})*")
    notes = [f"[^{number}-{citation.n}]: {source(citation)}" for citation in message.citations]
    return [*blocks, "\n".join(notes)] if notes else blocks


def _footnoted(text: str, number: int, known: set[int]) -> str:
    """Turn the marks of known citations into footnotes; in code they are left alone."""

    def note(match: re.Match[str]) -> str:
        return f"[^{number}-{match[1]}]" if int(match[1]) in known else match[0]

    pieces = _CODE.split(text)
    return "".join(piece if place % 2 else _MARK.sub(note, piece) for place, piece in enumerate(pieces))


def source(citation: Citation) -> str:
    """Return file, page, words and how sure they are, on one line."""
    words = " ".join(citation.quote.split())
    return f"{located(citation)} ({STATES[citation.state]}): “{words}”"


def located(found: Citation | Passage) -> str:
    """Return the file and where in it: "report.pdf, p. 4", "budget.xlsx, Costs"."""
    label = found.page_label or (str(found.page) if found.page else "")
    return f"{found.file}, {'p. ' if NUMERAL.fullmatch(label) else ''}{label}" if label else found.file


def citation_object(citation: Citation) -> dict[str, Any]:
    """Return the fields of a citation in JSON."""
    return {
        "n": citation.n,
        "file": citation.file,
        "page": citation.page,
        "page_label": citation.page_label,
        "quote": citation.quote,
        "verified": citation.verified,
        "score": round(citation.score, 4),
    }


def _as_object(message: Message, *, thoughts: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"role": message.role, "text": message.text}
    if message.pictures:
        said["pictures"] = [{"name": picture.name, "jpeg": picture.data} for picture in message.pictures]
    if message.role == "user":
        return said
    if thoughts:
        said |= {"thinking": message.thinking or None, "votes": msgspec.to_builtins(message.votes)}
    fault = next((part for part in message.parts if isinstance(part, FaultPart)), None)
    return said | {
        "status": message.status,
        "kind": message.kind,
        "model": message.model,
        "citations": [citation_object(citation) for citation in message.citations],
        "usage": msgspec.to_builtins(message.usage) if message.usage else None,
        "error": str(rebuild(fault.kind, fault.values)) if fault else None,
    }
