"""What is said about a message beside its text: places, checks, speed, thoughts and faults, as plain sentences."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.chat.quoted import NUMERAL
from desktop.domain.events import ONE, STEPS
from desktop.errors import fill, rebuild
from desktop.ui.phrases import explain, say
from desktop.ui.wording import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.conversation import FaultPart, Message, ReasoningPart, StepPart
    from desktop.domain.document import Citation

translate = QCoreApplication.translate


def file_name(citation: Citation) -> str:
    """Return the name of the cited file without its folder."""
    return PurePath(citation.file).name


def place(citation: Citation) -> str:
    """Return where in its file a citation points to, as people say it: "p. 14", "slide 3", "Sheet1", "bill.pdf › 3"."""
    if citation.page is None:
        return ""
    label = citation.page_label or str(citation.page)
    ending = citation.file.rsplit(".", 1)[-1].lower()
    if ending in {"pptx", "ppt", "odp"}:
        return translate("ChatFacts", "slide {page}").format(page=citation.page)
    if ending in {"xlsx", "xls", "ods"}:
        return citation.page_label or translate("ChatFacts", "sheet {page}").format(page=citation.page)
    if not NUMERAL.fullmatch(label):
        return label
    return translate("ChatFacts", "p. {page}").format(page=label)


def checked(citations: Sequence[Citation]) -> str:
    """Return how many of the citations were found on their pages ("2 verified, 1 close match")."""
    counts = {state: sum(c.state == state for c in citations) for state in ("verified", "close", "missing")}
    words = []
    if counts["verified"]:
        words.append(translate("ChatFacts", "{n} verified").format(n=counts["verified"]))
    if counts["close"] == 1:
        words.append(translate("ChatFacts", "1 close match"))
    elif counts["close"]:
        words.append(translate("ChatFacts", "{n} close matches").format(n=counts["close"]))
    if counts["missing"]:
        words.append(translate("ChatFacts", "{n} not found").format(n=counts["missing"]))
    return translate("ChatFacts", ", ").join(words)


def usage(message: Message) -> str:
    """Return who wrote the answer and how fast ("SmolLM2 · 24.1 tokens/s · 9.8 s"); quotes name no speed."""
    words = [message.model] if message.model else []
    used = message.usage
    if used and used.tokens_per_s > 0:
        words.append(translate("ChatFacts", "{speed} tokens/s").format(speed=f"{used.tokens_per_s:.1f}"))
        total = used.first_token_s + (used.answer_tokens + used.thinking_tokens) / used.tokens_per_s
        words.append(translate("ChatFacts", "{seconds} s").format(seconds=f"{total:.1f}"))
    return "  ·  ".join(words)


def thought_note(parts: Sequence[ReasoningPart]) -> str:
    """Return how a thought ended, where the model did not end it; of several tries, how many were cut short."""
    cut = [part for part in parts if part.ended]
    if not cut:
        return ""
    if len(parts) > 1:
        return translate("ChatFacts", "{n} of {total} ended early").format(n=len(cut), total=len(parts))
    if cut[0].ended == "hurried":
        return translate("ChatFacts", "ended on request")
    if cut[0].ended == "room":
        return translate("ChatFacts", "ended to leave room for the answer")
    return translate("ChatFacts", "ended at its limit of {n} tokens").format(n=f"{cut[0].tokens:,}")


def thought(seconds: float | None) -> str:
    """Return the title of a finished thought."""
    if seconds is None:
        return translate("ChatFacts", "Thought")
    if seconds < 60:
        return translate("ChatFacts", "Thought for {seconds} s").format(seconds=max(1, round(seconds)))
    minutes, rest = divmod(round(seconds), 60)
    return translate("ChatFacts", "Thought for {minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def step(part: StepPart) -> str:
    """Return a step in the language of the window."""
    template = STEPS.get(part.template, part.template)
    if next(iter(part.values.values()), "") == "1":
        template = ONE.get(template, template)
    values = {name: say(value) if name in SPOKEN else value for name, value in part.values.items()}
    return fill(translate("steps", template), values)


def fault(part: FaultPart) -> tuple[str, str]:
    """Return the sentence and the next step of what ended an answer, in the language of the window."""
    return explain(rebuild(part.kind, part.values))


def snippet(quote: str) -> str:
    """Return the words of a quote, cut to what a tooltip can hold."""
    return quote if len(quote) <= 240 else quote[:239].rstrip() + "…"
