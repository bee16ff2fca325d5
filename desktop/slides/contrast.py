"""The contrast of a theme's colours on the slides of a deck, as WCAG 2 counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.slides.looks import Colour, Theme
    from desktop.slides.scene import Scene

#: Least contrast of text, and of large text (18 points, or 14 bold): WCAG 2.2, criterion 1.4.3.
LEAST, LEAST_LARGE = 4.5, 3.0


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours given as six hex digits, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lowest(scene: Scene, theme: Theme) -> tuple[float, bool]:
    """Return the lowest contrast of text on the slide, and whether all text has enough."""
    worst, enough = 21.0, True
    shapes = [box for box in scene.boxes if box.fill is not None]
    for box in scene.boxes:
        inner = [
            s
            for s in shapes
            if s is not box and s.x <= box.x and s.y <= box.y and box.x < s.x + s.w and box.y < s.y + s.h
        ]
        under: Colour = box.fill or (inner[-1].fill if inner and inner[-1].fill else scene.background)
        for paragraph in box.paragraphs:
            found = ratio(theme.colours[paragraph.colour], theme.colours[under])
            large = paragraph.size >= 18 or (paragraph.bold and paragraph.size >= 14)
            worst = min(worst, found)
            enough = enough and found >= (LEAST_LARGE if large else LEAST)
        if box.table is not None:
            worst = min(worst, ratio(theme.colours["ink"], theme.colours[under]))
    return worst, enough


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
