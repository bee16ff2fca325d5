"""lectern slides and lectern outline: a deck, or only its outline, from documents, a topic or an outline."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from desktop import decks
from desktop.domain.deck import Outline
from desktop.domain.events import Progress
from desktop.errors import UsageError
from desktop.services import open_services
from desktop.slides.looks import find_theme
from desktop.slides.markdown import to_markdown

if TYPE_CHECKING:
    import argparse

    from desktop.cli.report import Report
    from desktop.paths import Paths
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel


def outline(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """Print the outline as Markdown.

    Raises:
        UsageError: neither paths nor a topic were given.
        OutlineEmpty, InputError: there is nothing to make slides from.
    """
    if not arguments.paths and not arguments.topic:
        raise UsageError(what="Give the documents, or --topic TEXT.")
    made = _outline(arguments, "", paths, settings, report, cancel)
    if arguments.json:
        return {"outline": to_markdown(made), "sources": list(made.sources)}
    sys.stdout.write(to_markdown(made))
    return None


def slides(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """Write the deck; return the JSON object of the contract, or None after a sentence.

    Raises:
        UsageError: neither paths nor a topic nor an outline were given.
        OutlineEmpty, InputError, ThemeUnknown, TemplateUnusable, CannotWrite, DiskFull.
    """
    if not arguments.paths and not arguments.topic and not arguments.outline:
        raise UsageError(
            what="There is nothing to make slides from: give documents, --topic TEXT or --outline FILE.md."
        )
    began = time.perf_counter()
    theme = arguments.theme or settings.deck_theme
    find_theme(theme)  # a wrong name is told before minutes of reading
    made = _outline(arguments, str(arguments.outline or ""), paths, settings, report, cancel)
    report.progress(Progress("Laying the slides out"))
    deck = decks.compose(made, theme, arguments.slides)
    found = decks.save(
        deck,
        arguments.output,
        template=arguments.template,
        author=settings.author,
        wanted=arguments.slides,
        cancel=cancel,
    )
    report.quiet()
    for problem in found:
        if problem.level != "ok":
            where = f"slide {problem.slide}: " if problem.slide else ""
            report.say(f"{where}{problem.message.format_map(problem.values)}")
    if not arguments.json:
        sys.stdout.write(f"Wrote {len(deck.slides)} slides to {arguments.output}.\n")
        return None
    return {
        "file": str(arguments.output),
        "slides": len(deck.slides),
        "outline": to_markdown(made),
        "sources": [
            {"slide": number, "file": source.file, "page": source.page}
            for number, slide in enumerate(deck.slides, start=1)
            for source in slide.sources
        ],
        "checks": [
            {
                "check": check.check,
                "slide": check.slide,
                "level": check.level,
                "message": check.message.format_map(check.values),
            }
            for check in found
        ],
        "seconds": round(time.perf_counter() - began, 3),
    }


def _outline(
    arguments: argparse.Namespace, written: str, paths: Paths, settings: Settings, report: Report, cancel: Cancel
) -> Outline:
    made: Outline | None = None
    with open_services(paths, settings, model=arguments.model) as services:
        if services.lost is not None:
            report.say(str(services.lost))
        for event in decks.outline(
            files=arguments.paths,
            topic=arguments.topic,
            written=written,
            slides=arguments.slides,
            language=arguments.language,
            engine=services.engine,
            cancel=cancel,
        ):
            if isinstance(event, Progress):
                report.progress(event)
            elif isinstance(event, decks.Skipped):
                report.say(str(event.error))
            else:
                made = event
    report.quiet()
    assert made is not None
    return made
