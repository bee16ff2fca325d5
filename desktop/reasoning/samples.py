"""Ask several times with some chance, and answer what most tries came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.events import Answer, Progress, Thinking, Thought, Voted
from desktop.domain.model import Usage
from desktop.reasoning.agree import FINAL_LINE, final_line, vote
from desktop.reasoning.asked import last_question
from desktop.reasoning.think import UsageEvent, generate_with_thought

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.engine.protocol import Engine, Generate
    from desktop.reasoning.effort import Effort
    from desktop.reasoning.think import Event
    from desktop.worker.cancel import Cancel

#: Temperature below which tries would hardly differ; the paper samples at 0.5 to 0.7.
HEAT = 0.7
#: What is being done meanwhile; a template of the window's.
TRYING = "Thinking it through, {n} of {total}"


def generate_by_vote(
    engine: Engine, request: Generate, effort: Effort, samples: int, cancel: Cancel, hurry: Cancel
) -> Iterator[Event | Progress | Voted]:
    """Write `samples` replies, tell their thoughts as they come, then the votes, then the reply that won, whole.

    "Answer now" ends the try that is at work, and the votes are counted as they are.

    Raises:
        As `Engine.generate`.
    """
    heat = max(request.sampling.temperature, HEAT)
    asked = last_question(request.messages, lambda text: f"{text}\n\n{FINAL_LINE}")
    answers: list[str] = []
    used = Usage()
    reason: UsageEvent | None = None
    for number in range(samples):
        yield Progress(TRYING.format(n=number + 1, total=samples), number, samples, "samples")
        seed = request.sampling.seed
        sampling = msgspec.structs.replace(
            request.sampling, temperature=heat, seed=None if seed is None else seed + number
        )
        one = msgspec.structs.replace(request, messages=asked, sampling=sampling)
        words = ""
        for event in generate_with_thought(engine, one, effort, cancel, hurry):
            if isinstance(event, Answer):
                words += event.text
            elif isinstance(event, UsageEvent):
                used, reason = _together(used, event.usage), event
            elif isinstance(event, Thinking | Thought):
                yield event
        answers.append(words)
        if hurry.cancelled:
            break
    votes, chosen = vote([final_line(words) for words in answers])
    if votes and len(answers) > 1:
        yield Voted(votes)
    yield Answer(answers[chosen])
    assert reason is not None
    yield UsageEvent(used, reason.reason)


def _together(before: Usage, usage: Usage) -> Usage:
    """Add up what several replies used; the first word is that of the first, the speed the last one's."""
    return msgspec.structs.replace(
        usage,
        prompt_tokens=before.prompt_tokens or usage.prompt_tokens,
        cached_tokens=before.cached_tokens if before.prompt_tokens else usage.cached_tokens,
        first_token_s=before.first_token_s or usage.first_token_s,
        answer_tokens=before.answer_tokens + usage.answer_tokens,
        thinking_tokens=before.thinking_tokens + usage.thinking_tokens,
    )
