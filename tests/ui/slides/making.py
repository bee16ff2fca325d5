"""A deck maker in memory: composes one slide a row, saves a text; no engine, no library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop.domain.deck import (
    Chart,
    Check,
    Deck,
    Material,
    Outline,
    OutlineSlide,
    Point,
    Series,
    Slide,
    Table,
)
from desktop.domain.document import Citation
from desktop.domain.events import Progress
from desktop.errors import CannotWrite, OutlineEmpty
from desktop.ui.slides.state import Making
from desktop.worker.cancel import Cancel

REPORT = "Linden-Street-final.pdf"


def cited(text: str, page: int) -> Point:
    return Point(text, Citation(1, REPORT, page, text, "verified"))


SAMPLE = Outline(
    title="Heat-pump pilot for the board",
    subtitle="What the pilot showed, and what we ask of the board",
    sources=(REPORT, "Meter-method.docx"),
    slides=(
        OutlineSlide("s1", "Part 1: What we measured", layout="section"),
        OutlineSlide(
            "s2",
            "Winter demand fell by 31 %",
            layout="chart",
            points=(cited("Seen in every block", 14), cited("Largest where roofs were insulated first", 14)),
            chart=Chart(
                "column",
                ("2022", "2023", "2024"),
                (Series("Demand", (112.0, 108.0, 77.0)),),
                "kWh per square metre, December to February",
            ),
        ),
        OutlineSlide(
            "s3",
            "Cost by block",
            layout="table",
            table=Table(
                ("Block", "Homes", "Cost per home"),
                (("North", "18", "£ 9,400"), ("South", "16", "£ 8,950"), ("Mill", "14", "£ 10,300")),
            ),
        ),
        OutlineSlide(
            "s4",
            "What could go wrong",
            points=(cited("Installers are booked until autumn", 41), Point("Say what you would do", prompt=True)),
        ),
    ),
)


def compose(outline: Outline, theme: str) -> Deck:
    slides = [Slide("title", "title", outline.title, subtitle=outline.subtitle)]
    slides.append(
        Slide("agenda", "agenda", "Agenda", points=tuple(Point(s.title) for s in outline.slides if s.is_section))
    )
    for row in outline.slides:
        layout = row.layout or "bullets"
        points = tuple(point for point in row.points if not point.prompt and point.text)
        line = f"Source: {REPORT}, p. 14" if row.citations else ""
        slides.append(
            Slide(
                row.id,
                layout,
                row.title,
                points=points,
                table=row.table,
                chart=row.chart,
                notes=row.notes,
                source_line=line,
                alt="Column chart" if row.chart else "",
                kicker="Part 1" if row.is_section else "",
            )
        )
    slides.append(Slide("closing", "closing", "Sources", points=tuple(Point(name) for name in outline.sources)))
    return Deck(outline.title, tuple(slides), theme, outline.language)


def check(deck: Deck) -> tuple[Check, ...]:
    return tuple(
        Check("title", number, "error", "Slide has no title.")
        for number, slide in enumerate(deck.slides, 1)
        if not slide.title
    )


def memory_making(saved: list[tuple[Deck, Path]]) -> Making:
    def outline(material: Material, cancel: Cancel) -> Iterator[Progress | Outline]:
        yield Progress("Reading", 0, 2)
        if material.topic == "nothing":
            raise OutlineEmpty
        if material.topic == "slow":
            cancel.wait(600)
            cancel.check()
        yield Progress("Choosing sentences", 1, 2)
        yield SAMPLE

    def save(deck: Deck, file: Path, template: Path | None) -> tuple[Check, ...]:
        if file.name == "full.pptx":
            raise CannotWrite(file=file.name, reason="No space left on device")
        saved.append((deck, file))
        return ()

    return Making(outline, compose, check, save)
