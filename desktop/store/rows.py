"""A message as a row of the database, the words of it that search looks through, and the line shown for a hit."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.conversation import Message, Part, ReasoningPart, TextPart
from desktop.domain.model import Usage
from desktop.domain.text import storable

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTS = msgspec.json.Decoder(tuple[Part, ...])
_USAGE = msgspec.json.Decoder(Usage)
#: Characters of a snippet before the searched word and in all.
_BEFORE, _SNIPPET = 40, 160


def decode(parts: str) -> tuple[Part, ...]:
    """Read the parts of a message back."""
    return _PARTS.decode(parts)


def message(row: tuple[Any, ...]) -> Message:
    """Make a message from its role, status, kind, model, usage and parts."""
    role, status, kind, model, usage, parts = row
    return Message(
        role=role,
        parts=decode(parts),
        status=status,
        kind=kind,
        model=model,
        usage=_USAGE.decode(usage) if usage else None,
    )


def encode(value: object) -> str:
    """Write JSON; lone surrogates, which JSON cannot hold, become U+FFFD."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_clean(msgspec.to_builtins(value))).decode()


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(name): _clean(inner) for name, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list | tuple) else value


def plain(parts: tuple[Part, ...]) -> str:
    """Return the words that search looks through: the text and the thoughts."""
    return storable("\n".join(part.text for part in parts if isinstance(part, TextPart | ReasoningPart)))


def fold(text: str) -> str:
    """Return `text` without differences of case, width and encoding."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def place(parts: tuple[Part, ...], terms: Sequence[str]) -> tuple[str, bool]:
    """Return the snippet of a hit, and whether it stands in a thought because the text does not hold all terms."""
    shown = storable("\n".join(part.text for part in parts if isinstance(part, TextPart)))
    missing = [term for term in terms if term not in fold(shown)]
    if not missing:
        return snippet(shown, terms[0]), False
    thought = storable("\n".join(part.text for part in parts if isinstance(part, ReasoningPart)))
    return snippet(thought, missing[0]), True


def snippet(text: str, term: str) -> str:
    """Return one line around the first place of `term`."""
    line = " ".join(text.split())
    at = max(line.casefold().find(term), 0)
    start = max(at - _BEFORE, 0)
    start = line.find(" ", start, at) + 1 if start and line.find(" ", start, at) >= 0 else start
    cut = line[start : start + _SNIPPET]
    return ("…" if start else "") + cut + ("…" if start + _SNIPPET < len(line) else "")
