"""How text on slides is set: typefaces, sizes, bullets and space, as values."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.slides.looks import Colour
from desktop.slides.measure import FontRole

Anchor = Literal["top", "middle", "bottom"]


class Style(msgspec.Struct, frozen=True):
    """How text in a frame is set.

    Attributes:
        sizes: points, largest first; the first at which the text fits is taken.
        bullet: what stands before a paragraph of level 0.
        gap: points between paragraphs.
        spacing: per cent of the natural line height.
    """

    sizes: tuple[int, ...]
    font: FontRole = "minor"
    bold: bool = False
    colour: Colour = "ink"
    anchor: Anchor = "top"
    align: Literal["left", "right"] = "left"
    bullet: Literal["", "dash", "number"] = ""
    gap: float = 0.0
    spacing: int = 100


TITLE = Style((30, 28, 26, 24, 22, 20), "major", bold=True, colour="title", spacing=90)
TOPIC = Style((14, 13, 12), colour="accent", anchor="middle")
COVER = Style((44, 40, 36, 32, 28), "major", bold=True, colour="title", anchor="bottom", spacing=90)
SECTION = Style((40, 36, 32, 28), "major", bold=True, colour="paper", spacing=90)
SUBTITLE = Style((20, 18, 16), colour="muted")
KICKER = Style((16,), colour="card", anchor="bottom")
BODY = Style((26, 24, 22, 20, 18, 16), bullet="dash", gap=16)
SIDE = Style((22, 20, 18, 16), bullet="dash", gap=14)
UNDER = Style((20, 18, 16), bullet="dash", gap=8)
COLUMN = Style((24, 22, 20, 18, 16))
AGENDA = Style((24, 22, 20, 18, 16), bullet="number", gap=14)
LISTING = Style((18, 16, 14), bullet="dash", gap=8)
CAPTION = Style((14,), colour="muted", anchor="middle")
SOURCE = Style((12, 11, 10), colour="muted", anchor="middle")
NUMBER = Style((12,), colour="muted", anchor="middle", align="right")
HEADING = Style((18, 16), bold=True, colour="title", anchor="middle")
FIRST_HEADING = Style((18, 16), bold=True, colour="accent", anchor="middle")
VALUE = Style((54, 48, 44, 40, 36, 32, 28, 24), bold=True, colour="title", anchor="bottom")
MEANING = Style((20, 18, 16), colour="muted")
STEP_LABEL = Style((20, 18, 16, 14), bold=True, colour="title")
STEP_TEXT = Style((20, 18, 16, 14), colour="muted")
QUOTE = Style((30, 28, 26, 24, 22, 20), "major", colour="title")
WHO = Style((16,), colour="muted")
CELLS = Style((20, 18, 16, 15, 14, 13, 12))
MARK = Style((80,), "major", bold=True, colour="accent")
DIGIT = Style((13,), bold=True, colour="paper", anchor="middle")
