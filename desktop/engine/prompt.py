"""From messages to tokens: what a person writes never becomes a control token of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from desktop.domain.model import ChatMessage

#: Noncharacters (Unicode 23.7): they never stand in text for interchange, so they can mark places in it.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
_MARKED = re.compile(f"{OPEN}(\\d+){CLOSE}")
#: The same for places of pictures.
LOOK, LOOKED = "\ufdd2", "\ufdd3"
_PICTURE = re.compile(f"{LOOK}(\\d+){LOOKED}")
_NEVER = str.maketrans("", "", OPEN + CLOSE + LOOK + LOOKED)
#: Tags of thoughts and tool calls that many vocabularies hold as ordinary words.
TAGS = ("<think>", "</think>", "<thought>", "</thought>", "<reasoning>", "</reasoning>", "<tool_call>", "</tool_call>")


class Guard:
    """Knows the texts of control tokens. Hides them in what people write, and gives them back as plain text.

    A template may trim, cut and join the messages' contents, so the contents cannot be kept apart from it. Instead each
    control text inside them is replaced by a short mark that no template touches, and after rendering the marks are
    turned into tokens in two halves.
    """

    def __init__(self, control: Iterable[str]) -> None:
        self._control = {text for text in (*control, *TAGS) if len(text) > 1}
        self._lengths = sorted({len(text) for text in self._control}, reverse=True)
        firsts = "".join(sorted({re.escape(text[0]) for text in self._control}))
        self._first = re.compile(f"[{firsts}]")

    def hide(self, messages: Sequence[ChatMessage]) -> tuple[tuple[ChatMessage, ...], list[str]]:
        """Return the messages with marks in place of control texts, and the texts by the number of their mark."""
        hidden: list[str] = []
        safe = tuple(
            msgspec.structs.replace(message, content=self._hide(message.content, hidden)) for message in messages
        )
        return safe, hidden

    def _hide(self, content: str, hidden: list[str]) -> str:
        content = content.translate(_NEVER)
        parts: list[str] = []
        done = 0
        for found in self._first.finditer(content):
            place = found.start()
            if place < done:
                continue
            for length in self._lengths:
                text = content[place : place + length]
                if text in self._control:
                    parts += [content[done:place], f"{OPEN}{len(hidden)}{CLOSE}"]
                    hidden.append(text)
                    done = place + length
                    break
        return "".join((*parts, content[done:]))


def with_pictures(messages: Sequence[ChatMessage]) -> tuple[tuple[ChatMessage, ...], list[bytes]]:
    """Return the messages with marks in place of their pictures, before the words, and the pictures by their number."""
    pictures: list[bytes] = []
    marked: list[ChatMessage] = []
    for message in messages:
        first = len(pictures)
        pictures += message.pictures
        marks = "".join(f"{LOOK}{number}{LOOKED}\n" for number in range(first, len(pictures)))
        marked.append(ChatMessage(message.role, marks + message.content))
    return tuple(marked), pictures


def parted(text: str) -> Iterator[str | int]:
    """Cut a rendered prompt at the places of its pictures: yield text, and the numbers of pictures."""
    done = 0
    for found in _PICTURE.finditer(text):
        if found.start() > done:
            yield text[done : found.start()]
        yield int(found[1])
        done = found.end()
    if done < len(text):
        yield text[done:]


def tokens_of(text: str, hidden: Sequence[str], tokenise: Callable[[str, bool], list[int]]) -> list[int]:
    """Tokenise a rendered prompt; hidden texts come back as plain text and never as control tokens.

    Args:
        tokenise: (text, whether control texts count as such) to tokens.
    """
    tokens: list[int] = []
    done = 0
    for found in _MARKED.finditer(text):
        tokens += tokenise(text[done : found.start()], True) if found.start() > done else []
        number = int(found[1])
        text_of = hidden[number] if number < len(hidden) else ""
        for half in (text_of[:1], text_of[1:]):  # cut, so that not even a user-defined token matches the whole
            tokens += tokenise(half, False) if half else []
        done = found.end()
    return tokens + (tokenise(text[done:], True) if done < len(text) else [])


def with_system_in_first(messages: Sequence[ChatMessage]) -> tuple[ChatMessage, ...]:
    """Return the messages with the system message at the head of the first question, for models without that role."""
    if not messages or messages[0].role != "system":
        return tuple(messages)
    system, rest = messages[0], list(messages[1:])
    for number, message in enumerate(rest):
        if message.role == "user":
            rest[number] = ChatMessage("user", f"{system.content}\n\n{message.content}")
            return tuple(rest)
    return (ChatMessage("user", system.content), *rest)


def in_turns(messages: Sequence[ChatMessage]) -> tuple[ChatMessage, ...]:
    """Return the messages with neighbours of one role joined, for models that insist on strict turns."""
    joined: list[ChatMessage] = []
    for message in messages:
        if joined and joined[-1].role == message.role:
            joined[-1] = ChatMessage(message.role, f"{joined[-1].content}\n\n{message.content}")
        else:
            joined.append(message)
    return tuple(joined)


def continued(prompt: str, prefix: str, opening: str) -> tuple[str, str]:
    """Join a rendered prompt and the beginning of the reply; tell what of a thought the template already opened.

    Returns:
        The prompt to read, and the text to repeat as the reply's first: the opening tag with which the template ended,
        when there is no prefix. A prefix that repeats that tag is joined without it.
    """
    bare = prompt.rstrip()
    if not opening or not bare.endswith(opening):
        return prompt + prefix, ""
    tail = prompt[len(bare) - len(opening) :]
    if not prefix:
        return prompt, tail
    if prefix.startswith(tail):
        return prompt + prefix[len(tail) :], ""
    if prefix.startswith(opening):
        return bare + prefix[len(opening) :], ""
    return prompt[: len(bare) - len(opening)] + prefix, ""
