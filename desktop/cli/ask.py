"""lectern ask: one question, answered on standard output with its citations."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.chat import fold
from desktop.chat.export import citation_object, source
from desktop.chat.language import unproved
from desktop.chat.turn import TurnOptions, turn
from desktop.cli.adapters import chosen_adapters
from desktop.cli.engine_words import draft_words
from desktop.cli.report import Report
from desktop.cli.sources import open_library, within
from desktop.domain.conversation import FaultPart, Message, StepPart
from desktop.domain.events import ONE, Answer, Failed, Progress, Step, TurnEvent
from desktop.engine.pictures import picture_of, unseen
from desktop.errors import NotInDocuments, UsageError, fill, rebuild
from desktop.services import open_services

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.domain.conversation import PicturePart
    from desktop.domain.model import ModelInfo
    from desktop.paths import Paths
    from desktop.services import Services
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel

#: Faults of the engine that a shorter context or the processor alone may cure.
ANOTHER_WAY = frozenset({"ProcessStoppedAgain", "OutOfMemory", "ModelTooLarge"})


def ask(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """Answer the question.

    Returns:
        The JSON object of the contract when --json was given, else None: the answer was streamed. Beside it the exit
        code: 3 when the documents do not hold the answer, which the answer itself says.

    Raises:
        UsageError: the question is empty.
        LecternError: whatever ended the turn, after the partial answer was printed.
    """
    if not arguments.question.strip():
        raise UsageError(what="The question is empty. Write it in quotation marks after lectern ask.")
    settings = msgspec.structs.replace(
        settings,
        context=arguments.context or settings.context,
        gpu_layers=0 if arguments.processor else settings.gpu_layers,
        reranker=arguments.reranker or settings.reranker,
    )
    with open_services(paths, settings, model=arguments.model, draft=arguments.draft) as services:
        if services.lost is not None:
            report.say(str(services.lost))
        if arguments.draft:
            _measure_draft(services, report, cancel)
        adapters = chosen_adapters(arguments.adapter, services.engine.model, paths, settings)
        pictures = _pictures(arguments.picture, services.engine.model, cancel)
        retriever = None
        if arguments.paths or arguments.library:
            name = open_library(services.library, arguments.library, arguments.paths, report, cancel)
            retriever = services.library.retriever(name, cancel, within(arguments))
        options = TurnOptions(
            think=arguments.think,
            think_budget=arguments.think_budget,
            samples=arguments.think_samples,
            examples=settings.think_examples,
            system_prompt=settings.system_prompt,
            temperature=settings.temperature,
            adapters=adapters,
            pictures=pictures,
        )
        message = fold.start()
        for event in turn(
            (), arguments.question, engine=services.engine, retriever=retriever, options=options, cancel=cancel
        ):
            message = fold.fold(message, event, time.time())
            _tell(event, report, stream=not arguments.json)
        name = services.engine.model.name if services.engine.model else ""
    if message.votes:
        report.say(_vote(message))
    if message.text and not arguments.json:
        _print_sources(message)
    fault = next((part for part in message.parts if isinstance(part, FaultPart)), None)
    if fault is not None:
        if fault.kind in ANOTHER_WAY:
            report.say(another_way(fault))
        raise rebuild(fault.kind, fault.values)
    code = NotInDocuments.exit_code if message.kind == "refused" else 0
    return _as_json(message, name) if arguments.json else None, code


def another_way(fault: FaultPart) -> str:
    """Say what to type so that the same question may be answered after all."""
    context = "With --context 2048 the model reads less at once and needs less memory."
    card = " With --processor it uses no graphics card." if fault.values.get("gpu_layers", "0") != "0" else ""
    return context + card


def _measure_draft(services: Services, report: Report, cancel: Cancel) -> None:
    """Measure once whether the draft pays, and say so.

    Raises:
        UsageError: a server answers, which has drafts of its own or none.
        DraftUnfit: it is no draft for the model.
    """
    if services.engine.model is not None and services.engine.model.endpoint:
        raise UsageError(what="A draft model helps a model on this computer, not one of a server. Leave --draft out.")
    local = services.engine.local
    for progress in local.ensure(cancel):
        report.progress(progress)
    if local.load is not None and local.load.draft and not local.load.drafting:
        for progress in local.tune(cancel, anyway=True):
            report.progress(progress)
    report.quiet()
    if local.tuned is not None:
        report.say(draft_words(local.tuned))


def _pictures(files: Sequence[Path], model: ModelInfo | None, cancel: Cancel) -> tuple[PicturePart, ...]:
    """Read the pictures that were given with the question.

    Raises:
        PicturesUnseen, ProjectorUnusable: the model has no projector, or none that can be used.
        FileMissing, FileTooLarge, FileUnsupported, FileDamaged: a file cannot be used.
    """
    if files and (model is None or not model.sees):
        raise unseen(model)
    return tuple(picture_of(file, cancel) for file in files)


def _tell(event: TurnEvent, report: Report, *, stream: bool) -> None:
    if isinstance(event, Progress):
        report.progress(event)
    elif isinstance(event, Step):
        report.quiet()
        report.say(_words(event))
    elif isinstance(event, Answer) and stream:
        report.quiet()
        sys.stdout.write(event.text)
        sys.stdout.flush()
        report.wrote(event.text)
    elif isinstance(event, Failed):
        report.quiet()


def _words(step: Step | StepPart) -> str:
    """Return what a step did, in English ("Searched 12 files")."""
    template = ONE.get(step.template, step.template) if list(step.values.values()) == ["1"] else step.template
    return fill(template, step.values)


def _vote(message: Message) -> str:
    best, total = message.votes[0], sum(vote.count for vote in message.votes)
    if best.count == 1 < total:
        return f"No two of {total} tries agreed; the first answers"
    return f"{best.count} of {total} tries said {best.answer}"


def _print_sources(message: Message) -> None:
    lines = ["", *(f"[{citation.n}] {source(citation)}" for citation in message.citations)]
    sys.stdout.write("\n".join(lines) + "\n")


def _as_json(message: Message, model: str) -> dict[str, Any]:
    usage = message.usage
    return {
        "answer": message.text,
        "kind": message.kind or "generated",
        "thinking": message.thinking or None,
        "steps": [_words(part) for part in message.parts if isinstance(part, StepPart)],
        "votes": [{"answer": vote.answer, "count": vote.count} for vote in message.votes],
        "citations": [citation_object(citation) for citation in message.citations],
        "unsupported": list(unproved(message.text)),
        "usage": {
            name: getattr(usage, name) if usage else 0
            for name in (
                "prompt_tokens",
                "cached_tokens",
                "answer_tokens",
                "thinking_tokens",
                "first_token_s",
                "tokens_per_s",
            )
        },
        "model": message.model or model,
    }
