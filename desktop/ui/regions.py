"""What a page may tell its window: the regions that F6 goes through, and where files may be dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.taborder import in_reading_order, is_stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.dropsheet import DropTarget


@runtime_checkable
class WithRegions(Protocol):
    """A page of several regions; one without them is a region as a whole."""

    @property
    def regions(self) -> Sequence[QWidget]: ...


@runtime_checkable
class WithDropTargets(Protocol):
    """A page that says where files may be dropped while it is shown; others take the window's own targets."""

    def drop_targets(self) -> Sequence[DropTarget]: ...


def regions_of(page: object) -> tuple[QWidget, ...]:
    """Return the regions of a page that are in sight."""
    if isinstance(page, WithRegions):
        return tuple(region for region in page.regions if region.isVisible())
    return (page,) if isinstance(page, QWidget) else ()


def drop_targets_of(page: object) -> Sequence[DropTarget] | None:
    """Return a page's own drop targets, None where it has none."""
    return page.drop_targets() if isinstance(page, WithDropTargets) else None


def move_focus(regions: Sequence[QWidget], step: int) -> None:
    """Move the focus from its region to the next (1) or previous (-1) one that has a place for it."""
    focus = QApplication.focusWidget()
    now = next(
        (at for at, region in enumerate(regions) if focus and (focus is region or region.isAncestorOf(focus))), -1
    )
    if now < 0 and step < 0:
        now = 0
    for offset in range(1, len(regions) + 1):
        target = _first_stop(regions[(now + step * offset) % len(regions)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def _first_stop(region: QWidget) -> QWidget | None:
    """Return the first widget of a region that the Tab key reaches."""
    return next(filter(is_stop, in_reading_order(region)), None)
