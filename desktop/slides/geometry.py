"""The one place that knows where things stand on a slide: frames and decorations of every layout."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.domain.deck import Slide
from desktop.slides.looks import Colour
from desktop.slides.typography import (
    AGENDA,
    BODY,
    CAPTION,
    CELLS,
    COLUMN,
    COVER,
    DIGIT,
    FIRST_HEADING,
    HEADING,
    KICKER,
    LISTING,
    MARK,
    MEANING,
    NUMBER,
    QUOTE,
    SECTION,
    SIDE,
    SOURCE,
    STEP_LABEL,
    STEP_TEXT,
    SUBTITLE,
    TITLE,
    TOPIC,
    UNDER,
    VALUE,
    WHO,
    Style,
)  # fmt: skip

#: Size of a slide in points, 16:9; one point is 12,700 EMU.
WIDTH, HEIGHT = 960.0, 540.0
EMU = 12_700
LEFT, RIGHT = 60.0, 60.0
INNER = WIDTH - LEFT - RIGHT
TOP, BOTTOM = 140.0, 472.0

Kind = Literal["ctrTitle", "title", "subTitle", "body", "obj", "tbl", "chart", "sldNum"]


class Frame(msgspec.Struct, frozen=True):
    """A place for text, a table or a chart: one placeholder of the layout.

    Attributes:
        role: what goes there ("title", "body", "caption", "source", "left-head" …).
        idx: the placeholder's index, unique in its layout.
        prompt: what an empty placeholder says to the person who edits the file.
    """

    role: str
    kind: Kind
    idx: int
    x: float
    y: float
    w: float
    h: float
    style: Style
    prompt: str = ""


class Decoration(msgspec.Struct, frozen=True):
    """A shape of the layout that no text goes into; `text` is a fixed mark such as a step's digit."""

    shape: Literal["rect", "ellipse", "mark"]
    x: float
    y: float
    w: float
    h: float
    colour: Colour
    text: str = ""
    style: Style | None = None


class LayoutSpec(msgspec.Struct, frozen=True):
    """A layout of the master.

    Attributes:
        name: the English standard name where there is one, since other programs look for it.
        kind: the standard's type of the layout; empty for one of our own.
        fill: colour of the background; None for the paper of the master.
    """

    name: str
    frames: tuple[Frame, ...]
    decorations: tuple[Decoration, ...] = ()
    kind: str = ""
    fill: Colour | None = None

    def frame(self, role: str) -> Frame | None:
        """Return the frame for `role`, or None."""
        return next((frame for frame in self.frames if frame.role == role), None)


_TOPIC = Frame("kicker", "body", 16, LEFT, 28, INNER, 22, TOPIC, "Topic")
_TITLE = Frame("title", "title", 0, LEFT, 52, INNER, 72, TITLE, "Title")
_SOURCE = Frame("source", "body", 20, LEFT, 490, 740, 26, SOURCE, "Sources")
_NUMBER = Frame("number", "sldNum", 12, WIDTH - RIGHT - 60, 490, 60, 26, NUMBER)
_BOTTOM = (_SOURCE, _NUMBER)
_BODY = Frame("body", "obj", 1, LEFT, TOP, INNER, BOTTOM - TOP, BODY, "Points")


COVER_SLIDE = LayoutSpec(
    "Title Slide",
    (
        Frame("title", "ctrTitle", 0, 86, 120, 790, 150, COVER, "Title"),
        Frame("subtitle", "subTitle", 1, 86, 286, 790, 80, SUBTITLE, "Subtitle"),
        Frame("byline", "body", 13, 86, 452, 700, 30, CAPTION, "Who and when"),
    ),
    (Decoration("rect", 0, 0, 18, HEIGHT, "accent"),),
    "title",
)
SECTION_SLIDE = LayoutSpec(
    "Section Header",
    (
        Frame("kicker", "body", 13, 86, 186, 790, 30, KICKER, "Part"),
        Frame("title", "title", 0, 86, 224, 790, 150, SECTION, "Title of the section"),
        _NUMBER,
    ),
    (),
    "secHead",
    "ink",
)
BULLETS = LayoutSpec("Title and Content", (_TITLE, _TOPIC, _BODY, *_BOTTOM), (), "obj")
AGENDA_SLIDE = LayoutSpec("Agenda", (_TITLE, msgspec.structs.replace(_BODY, style=AGENDA), _NUMBER))
CLOSING_SLIDE = LayoutSpec("Sources", (_TITLE, msgspec.structs.replace(_BODY, style=LISTING), _NUMBER))
TABLE_SLIDE = LayoutSpec(
    "Title and Table",
    (
        _TITLE,
        _TOPIC,
        Frame("caption", "body", 15, LEFT, 124, INNER, 24, CAPTION, "What is shown, in which unit"),
        Frame("table", "tbl", 14, LEFT, 156, INNER, BOTTOM - 156, CELLS, "Table"),
        *_BOTTOM,
    ),
)
CHART_SLIDE = LayoutSpec(
    "Title and Chart",
    (
        _TITLE,
        _TOPIC,
        Frame("caption", "body", 15, LEFT, 124, INNER, 24, CAPTION, "What is shown, in which unit"),
        Frame("chart", "chart", 14, LEFT, 154, INNER, BOTTOM - 154, CELLS, "Chart"),
        *_BOTTOM,
    ),
)
CHART_AND_TEXT = LayoutSpec(
    "Chart and Text",
    (
        _TITLE,
        _TOPIC,
        Frame("caption", "body", 15, LEFT, 124, INNER, 24, CAPTION, "What is shown, in which unit"),
        Frame("chart", "chart", 14, LEFT, 154, 500, BOTTOM - 154, CELLS, "Chart"),
        Frame("body", "obj", 1, 592, 160, WIDTH - RIGHT - 592, BOTTOM - 160, SIDE, "Points"),
        *_BOTTOM,
    ),
)
_CARD = (INNER - 24) / 2
_SECOND = LEFT + _CARD + 24
COMPARISON = LayoutSpec(
    "Comparison",
    (
        _TITLE,
        _TOPIC,
        Frame("left-head", "body", 1, LEFT + 22, TOP + 14, _CARD - 44, 48, FIRST_HEADING, "First side"),
        Frame("left", "obj", 2, LEFT + 22, TOP + 70, _CARD - 44, BOTTOM - TOP - 88, SIDE, "Points"),
        Frame("right-head", "body", 3, _SECOND + 22, TOP + 14, _CARD - 44, 48, HEADING, "Second side"),
        Frame("right", "obj", 4, _SECOND + 22, TOP + 70, _CARD - 44, BOTTOM - TOP - 88, SIDE, "Points"),
        *_BOTTOM,
    ),
    (
        Decoration("rect", LEFT, TOP, _CARD, BOTTOM - TOP, "card"),
        Decoration("rect", _SECOND, TOP, _CARD, BOTTOM - TOP, "card"),
    ),
    "twoTxTwoObj",
)
TWO_CONTENT = LayoutSpec(
    "Two Content",
    (
        _TITLE,
        _TOPIC,
        Frame("left", "obj", 1, LEFT, TOP, _CARD, BOTTOM - TOP, SIDE, "Points"),
        Frame("right", "obj", 2, _SECOND, TOP, _CARD, BOTTOM - TOP, SIDE, "Points"),
        *_BOTTOM,
    ),
    (),
    "twoObj",
)
_THIRD = (INNER - 2 * 36) / 3
THREE_CONTENT = LayoutSpec(
    "Three Content",
    (
        _TITLE,
        _TOPIC,
        *(
            Frame(f"column-{n}", "body", 21 + n, LEFT + n * (_THIRD + 36), 190, _THIRD, BOTTOM - 190, COLUMN, "Point")
            for n in range(3)
        ),
        *_BOTTOM,
    ),
    tuple(Decoration("rect", LEFT + n * (_THIRD + 36), 170, _THIRD, 3, "accent") for n in range(3)),
)
QUOTE_SLIDE = LayoutSpec(
    "Quote",
    (
        _TITLE,
        _TOPIC,
        Frame("quote", "body", 1, LEFT, 214, 780, 186, QUOTE, "Words of a person"),
        Frame("who", "body", 13, LEFT, 410, 780, 28, WHO, "Who said it"),
        *_BOTTOM,
    ),
    (Decoration("mark", LEFT - 4, 146, 70, 70, "accent", "“", MARK),),
)
TITLE_ONLY = LayoutSpec("Title Only", (_TITLE, _TOPIC, *_BOTTOM), (), "titleOnly")
BLANK = LayoutSpec("Blank", (_NUMBER,), (), "blank")


def numbers_spec(count: int, *, text: bool = False) -> LayoutSpec:
    """Return the layout of `count` big figures, 2 to 4, under a rule each; `text` leaves room for points below."""
    gap = 36.0
    width = (INNER - gap * (count - 1)) / count
    top, meaning = (160, 88) if text else (200, 160)
    frames: list[Frame] = [
        _TITLE,
        _TOPIC,
        Frame("caption", "body", 15, LEFT, 124, INNER, 24, CAPTION, "What all figures share"),
    ]
    rules: list[Decoration] = []
    for n in range(count):
        x = LEFT + n * (width + gap)
        rules.append(Decoration("rect", x, top, width, 3, "accent"))
        frames.append(Frame(f"value-{n}", "body", 21 + 2 * n, x, top + 12, width, 66, VALUE, "Figure"))
        frames.append(Frame(f"meaning-{n}", "body", 22 + 2 * n, x, top + 84, width, meaning, MEANING, "What it is"))
    if text:
        frames.append(Frame("body", "obj", 1, LEFT, 352, INNER, BOTTOM - 352, UNDER, "Points"))
    name = f"{('Two', 'Three', 'Four')[count - 2]} Numbers{' and Text' if text else ''}"
    return LayoutSpec(name, (*frames, *_BOTTOM), tuple(rules))


def steps_spec(count: int) -> LayoutSpec:
    """Return the layout of `count` steps, 2 to 5, along a line."""
    gap = 24.0
    width = (INNER - gap * (count - 1)) / count
    frames: list[Frame] = [_TITLE, _TOPIC]
    marks: list[Decoration] = [Decoration("rect", LEFT + 15, 199, INNER - width, 2, "neutral")]
    for n in range(count):
        x = LEFT + n * (width + gap)
        marks.append(Decoration("ellipse", x, 185, 30, 30, "accent" if n == 0 else "title", str(n + 1), DIGIT))
        frames.append(Frame(f"label-{n}", "body", 21 + 2 * n, x, 232, width, 50, STEP_LABEL, "Step"))
        frames.append(Frame(f"step-{n}", "body", 22 + 2 * n, x, 286, width, BOTTOM - 286, STEP_TEXT, "What happens"))
    name = f"{('Two', 'Three', 'Four', 'Five')[count - 2]} Steps"
    return LayoutSpec(name, (*frames, *_BOTTOM), tuple(marks))


#: Every layout of the master, in the order that other programs list.
SPECS: tuple[LayoutSpec, ...] = (
    COVER_SLIDE, BULLETS, SECTION_SLIDE, TWO_CONTENT, THREE_CONTENT, COMPARISON, TITLE_ONLY, BLANK, AGENDA_SLIDE,
    TABLE_SLIDE,
    CHART_SLIDE, CHART_AND_TEXT, *(numbers_spec(n, text=text) for text in (False, True) for n in (2, 3, 4)),
    *(steps_spec(n) for n in (2, 3, 4, 5)), QUOTE_SLIDE, CLOSING_SLIDE,
)  # fmt: skip

_FIXED = {
    "title": COVER_SLIDE,
    "agenda": AGENDA_SLIDE,
    "section": SECTION_SLIDE,
    "bullets": BULLETS,
    "comparison": COMPARISON,
    "table": TABLE_SLIDE,
    "quote": QUOTE_SLIDE,
    "closing": CLOSING_SLIDE,
}


def spec_for(slide: Slide) -> LayoutSpec:
    """Return the layout of the master that a slide is put on."""
    if slide.layout == "chart":
        return CHART_AND_TEXT if slide.points else CHART_SLIDE
    if slide.layout == "numbers":
        return numbers_spec(min(max(len(slide.figures), 2), 4), text=bool(slide.points))
    if slide.layout == "closing" and slide.source_line:
        return BULLETS
    if slide.layout == "steps":
        return steps_spec(min(max(len(slide.steps), 2), 5))
    if slide.layout == "comparison" and not any(column.heading for column in slide.columns):
        return THREE_CONTENT if len(slide.columns) == 3 else TWO_CONTENT
    return _FIXED[slide.layout]
