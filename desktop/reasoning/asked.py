"""What a model is asked so that it thinks or does not: its template's options, examples, and two questions for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from desktop.domain.model import ChatMessage
from desktop.domain.thought import Example
from desktop.engine.protocol import Generate
from desktop.reasoning.effort import Effort

#: What is added to the question in the first of the two calls that make a model think which does not by itself.
THINK_FIRST = "First think about this step by step. Write down only your reasoning; the answer comes afterwards."
#: What is asked after that thought.
THEN_ANSWER = "Now give the answer to my question. Do not repeat the reasoning."
#: Part of the context that examples and question may take together before examples are left out.
PART_FOR_EXAMPLES = 2


def prepared(request: Generate, effort: Effort) -> Generate:
    """Add what the model needs to be told to the request."""
    tags = effort.tags
    word = effort.word
    return msgspec.structs.replace(
        request,
        messages=last_question(request.messages, lambda text: f"{text} {word}") if word else request.messages,
        template_options={**effort.template_options, **request.template_options},
        opening=tags.open if tags and not tags.channels else "",
        keep=(*request.keep, *(tags.keep if tags else ())),
    )


def think_first(question: str) -> str:
    """Return the first of the two questions of a prompted thought."""
    return f"{question}\n\n{THINK_FIRST}"


def _as_messages(example: Example) -> tuple[ChatMessage, ...]:
    """Show an example the way in which the two calls of a prompted thought go."""
    return (
        ChatMessage("user", think_first(example.question)),
        ChatMessage("assistant", example.thought),
        ChatMessage("user", THEN_ANSWER),
        ChatMessage("assistant", example.answer),
    )


def last_question(messages: tuple[ChatMessage, ...], change: Callable[[str], str]) -> tuple[ChatMessage, ...]:
    """Return the messages with the last one of the user changed."""
    for place in range(len(messages) - 1, -1, -1):
        if messages[place].role == "user":
            changed = ChatMessage("user", change(messages[place].content))
            return (*messages[:place], changed, *messages[place + 1 :])
    return messages


def up_to_answer(raw: str, effort: Effort) -> str:
    """Return the raw reply up to where its answer begins; what the reply began with where there was no thought."""
    tags = effort.tags
    if tags is None:
        return effort.prefix
    mark = tags.answer_open if tags.channels else tags.close
    place = raw.rfind(mark)
    if place < 0:
        return effort.answering if tags.channels else effort.prefix
    end = place + len(mark)
    if tags.channels:
        return raw[:end]
    if tags.answer_open:
        return raw[:place].rstrip() + tags.ending
    after = raw[end:]
    return raw[:end] + (after[: len(after) - len(after.lstrip())] or "\n\n")


def with_examples(
    messages: tuple[ChatMessage, ...],
    examples: Sequence[Example],
    count: Callable[[Sequence[ChatMessage]], int],
    context: int,
) -> tuple[ChatMessage, ...]:
    """Put examples before the conversation, as many as leave it and the answer their room.

    Args:
        count: tokens of a prompt.
        context: tokens that the model can read at once.
    """
    first = 1 if messages and messages[0].role == "system" else 0
    for shown in range(len(examples), 0, -1):
        turns = [message for example in examples[:shown] for message in _as_messages(example)]
        whole = (*messages[:first], *turns, *messages[first:])
        if count(whole) <= context // PART_FOR_EXAMPLES:
            return whole
    return messages
