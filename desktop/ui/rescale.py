"""Scale the spaces that layouts were given once, when the size of text changes; what restyles itself is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QBoxLayout, QLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSpacerItem, QWidget

    from desktop.ui.theme import Appearance

#: Under this name a layout keeps its spaces at 100 %, so that rounding does not add up over many changes.
BASE = "spacesAt100"

#: Place of the spacing among the spaces of a layout.
SPACING = 4

Spaces = tuple[int, ...]


def of_scroll_bar(part: QObject | None) -> bool:
    """Whether `part` is the box in which Qt keeps a scroll bar of an area.

    Whoever looks at the items of its layout makes PySide hold that the scroll bar has gone, for all that keep it.
    """
    return part is not None and part.objectName() in {"qt_scrollarea_hcontainer", "qt_scrollarea_vcontainer"}


class Rescale(QObject):
    """Watches the layouts below a window: those whose spaces nobody changed with the text size are scaled by it."""

    def __init__(self, look: Appearance, root: QWidget) -> None:
        super().__init__(root)
        self._look, self._root = look, root
        self._before: list[tuple[QLayout, Spaces]] = []
        self._scale = look.theme.scale
        look.scaling.connect(self._note)
        look.scaled.connect(self._scale_rest)

    def _note(self) -> None:
        self._scale = self._look.theme.scale
        self._before = [
            (layout, spaces(layout))
            for layout in self._root.findChildren(QLayout)
            if not of_scroll_bar(layout.parent())
        ]

    def _scale_rest(self) -> None:
        now = self._look.theme.scale
        for layout, noted in self._before:
            after = spaces(layout)
            if _but_spacing(after) != _but_spacing(noted):
                layout.setProperty(BASE, None)
                continue
            # A spacing that changed by itself is the style's to decide, or its owner's.
            before = noted if after == noted else (*noted[:SPACING], -1, *noted[SPACING + 1 :])
            base = cast("list[float] | None", layout.property(BASE))
            if base is None or _at(base, self._scale) != before:
                base = [value / self._scale if value > 0 else value for value in before]
                layout.setProperty(BASE, base)
            _give(layout, _at(base, now))
        self._before = []


def spaces(layout: QLayout) -> Spaces:
    """Return margins, spacing and fixed spaces of a layout in pixels; -1 for a spacing that the style decides."""
    margins = layout.contentsMargins()
    own = layout.spacing() if isinstance(layout, QBoxLayout) else -1
    return (
        *(margins.left(), margins.top(), margins.right(), margins.bottom(), own),
        *(value for item in _spacers(layout) for value in (item.sizeHint().width(), item.sizeHint().height())),
    )


def _but_spacing(values: Spaces) -> Spaces:
    return values[:SPACING] + values[SPACING + 1 :]


def _spacers(layout: QLayout) -> list[QSpacerItem]:
    items = (layout.itemAt(place) for place in range(layout.count()))
    return [spacer for item in items if item is not None and (spacer := item.spacerItem()) is not None]


def _at(base: list[float], scale: float) -> Spaces:
    return tuple(round(value * scale) if value > 0 else int(value) for value in base)


def _give(layout: QLayout, given: Spaces) -> None:
    left, top, right, bottom, spacing, *sizes = given
    layout.setContentsMargins(left, top, right, bottom)
    if spacing >= 0 and isinstance(layout, QBoxLayout):
        layout.setSpacing(spacing)
    for item, width, height in zip(_spacers(layout), sizes[::2], sizes[1::2], strict=True):
        policy = item.sizePolicy()
        if QSize(width, height) != item.sizeHint():
            item.changeSize(width, height, policy.horizontalPolicy(), policy.verticalPolicy())
    layout.invalidate()
