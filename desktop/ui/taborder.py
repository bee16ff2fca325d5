"""Tab goes through a window in reading order: as its layouts place what is in it, whatever was made first."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

from desktop.ui.rescale import of_scroll_bar

if TYPE_CHECKING:
    from collections.abc import Iterator


#: Not `children()`, after which PySide holds that a scroll bar goes with its box.
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class ReadingOrder:
    """Mixed into a window, before its Qt class: Tab and Shift Tab in it follow `in_reading_order`.

    The order is asked for when a key is pressed, so that no list of stops has to be kept true while rows come and go.
    """

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Move the focus to the next tab stop, or to the previous one; round the ends."""
        window = cast("QWidget", self)
        order = list(in_reading_order(window))
        here = window.focusWidget()
        at = next((place for place, widget in enumerate(order) if widget is here), -1)
        around = order[at + 1 :] + order[: at + 1]
        if not forwards:
            around = (order[at:] + order[:at])[::-1] if at >= 0 else order[::-1]
        target = next((widget for widget in around if widget is not here and is_stop(widget)), None)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
        _reveal(window.focusWidget() or target)
        return True


def in_reading_order(root: QWidget) -> Iterator[QWidget]:
    """Yield `root` and all below it, hidden ones too, but no windows.

    Boxes and flows are read by their items, grids by rows, and what no layout places, as the areas of a splitter or
    what floats above the rest, after these and by where it stands.
    """
    if of_scroll_bar(root):
        return
    yield root
    layout = root.layout()
    laid = [] if layout is None else list(_laid_out(layout))
    for widget in laid:
        yield from in_reading_order(widget)
    known = set(map(id, laid))
    free = [child for child in root.findChildren(QWidget, options=_DIRECT) if id(child) not in known]
    free.sort(key=lambda child: (child.y(), child.x()))
    for child in free:
        if not child.isWindow():
            yield from in_reading_order(child)


def is_stop(widget: QWidget) -> bool:
    """Whether the Tab key stops at a widget at present."""
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: cast("tuple[int, int, int, int]", layout.getItemPosition(place))[:2])
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)


def _reveal(widget: QWidget) -> None:
    """Scroll a widget into sight, also where the focus came from outside of what scrolls; Qt does it from inside."""
    up = widget.parentWidget()
    while up is not None:
        if isinstance(up, QScrollArea):
            up.ensureWidgetVisible(widget)
        up = up.parentWidget()
