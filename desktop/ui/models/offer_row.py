"""A row of a model that can be downloaded, is being downloaded, or stopped on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal

from desktop.engine.fit import fit_of_file, shown_part, shown_size
from desktop.errors import DownloadDamaged, LecternError
from desktop.ui.buttons import GhostButton, IconButton, SecondaryButton
from desktop.ui.models.row import ModelRow
from desktop.ui.phrases import explain, joined, listed, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.engine.offers import Offer
    from desktop.ui.models.state import Item
    from desktop.ui.theme import Appearance


class OfferRow(ModelRow):
    """Shows an offer, a download, or an offer that is being downloaded; its buttons come and go with what is shown.

    Signals:
        start_wanted, pause_wanted, discard_wanted: what the buttons ask for.
        why_wanted: the reason is to be told why it will not fit.
    """

    start_wanted = Signal()
    pause_wanted = Signal()
    discard_wanted = Signal()
    why_wanted = Signal()

    def __init__(self, look: Appearance, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent)
        self.download = SecondaryButton(look, self.tr("Download"), icon="download-simple")
        self.download.setAccessibleName(self.tr("Download {model}").format(model=name))
        self.download.clicked.connect(self.start_wanted)
        self.pause = SecondaryButton(look, self.tr("Pause"), icon="pause")
        self.pause.setAccessibleName(self.tr("Pause the download of {model}").format(model=name))
        self.pause.clicked.connect(self.pause_wanted)
        self.resume = SecondaryButton(look, self.tr("Resume"), icon="play")
        self.resume.setAccessibleName(self.tr("Resume the download of {model}").format(model=name))
        self.resume.clicked.connect(self.start_wanted)
        self.discard = IconButton(look, "x", self.tr("Give up the download of {model}").format(model=name), size=28)
        self.discard.clicked.connect(self.discard_wanted)
        self.why = GhostButton(look, self.tr("Why?"), link=True)
        self.why.setAccessibleName(self.tr("Why {model} will not fit").format(model=name))
        self.why.clicked.connect(self.why_wanted)
        for button in (self.why, self.download, self.pause, self.resume, self.discard):
            self.acts.addWidget(button)

    def show_state(self, offer: Offer | None, item: Item | None, *, free: int, recommended: bool = False) -> None:
        """Show the offer, the download, or both; `free` is the memory that is free, in bytes."""
        label = offer.label(free) if offer else fit_of_file(item.total, free) if item else None
        wont = label == "Won't fit" and item is None
        self.fit.setVisible(label is not None)
        if offer is not None and label is not None:
            words = self.tr("It needs about {needs} of memory with {tokens} tokens of context; {free} are free.")
            needs = words.format(needs=shown_size(offer.memory), tokens="8,192", free=shown_size(free))
            self.fit.show_label(label, needs)
        elif label is not None:
            self.fit.show_label(label, self.tr("Estimated from the size of the file."))
        self.set_tag(self.tr("Recommended") if recommended and item is None else "")
        self.set_size(offer.whole_size if offer and item is None else 0)
        self.weight.setVisible(item is None)
        active = item is not None and item.active
        anew = item is not None and isinstance(item.error, DownloadDamaged)  # nothing is left to be gone on with
        shown = {
            self.why: wont,
            self.download: (item is None and not wont) or (anew and not active),
            self.pause: active,
            self.resume: item is not None and not active and not anew,
            self.discard: item is not None,
        }
        focused = next((button for button in shown if button.hasFocus()), None)
        for button, visible in shown.items():
            button.setVisible(visible)
        if focused is not None and not shown[focused]:
            # The act that was pressed gave way to its opposite: the keyboard stays where it was.
            next(button for button, visible in shown.items() if visible).setFocus()
        if item is None and offer is not None:
            self.set_progress(0, 0)
            self.about.set_tone("secondary")
            self.about.setText(self._about(offer, free) if wont else about_offer(offer))
        elif item is not None:
            self.set_progress(item.done, item.total or max(item.done, 1), paused=not active)
            self.about.set_tone("error" if item.phase == "failed" else "secondary")
            self.about.setText(self._progress(item))
        self.bar.setAccessibleDescription(self.about.text())

    def _about(self, offer: Offer, free: int) -> str:
        return self.tr("Needs about {needs}; {free} are free here.").format(
            needs=shown_size(offer.memory), free=shown_size(free)
        )

    def _progress(self, item: Item) -> str:
        done = shown_size(item.done)
        if item.phase == "failed" and item.error is not None:
            if isinstance(item.error, DownloadDamaged):
                return self.tr("It arrived damaged, so it was deleted. Download it again, or from another source.")
            stopped = self.tr("Download stopped at {done}.").format(done=done)
            values = item.error.values if isinstance(item.error, LecternError) else {}
            if "reason" in values:
                return self.tr("Download stopped at {done}: {reason}.").format(done=done, reason=say(values["reason"]))
            return joined((stopped, *explain(item.error)))
        so_far = done
        if item.total:
            part = shown_part(item.done, item.total)
            so_far = self.tr("{done} of {total}").format(done=part, total=shown_size(item.total))
        if item.phase == "paused":
            return self.tr("Paused at {amount}. Nothing of it is lost.").format(amount=so_far)
        if item.phase == "waiting":
            return self.tr("Begins when the download before it has ended.") if not item.done else so_far
        if item.phase == "checking":
            return self.tr("Checking what came earlier, {done}").format(done=done)
        if item.phase == "lost":
            return self.tr("{amount}. The connection was lost; trying again.").format(amount=so_far)
        pace = self.tr("{speed}/s").format(speed=shown_size(round(item.speed))) if item.speed else ""
        figures = listed((so_far, pace, self._left(item.left)))
        return self.tr("{figures}. You can close the window and resume later.").format(figures=figures)

    def _left(self, seconds: float) -> str:
        if not seconds:
            return ""
        if seconds < 60:
            return self.tr("less than a minute left")
        if seconds < 5400:
            return self.tr("about {n} min left").format(n=round(seconds / 60))
        return self.tr("about {n} h left").format(n=round(seconds / 3600))


def about_offer(offer: Offer) -> str:
    """Return what the list says about a model, and its licence, in the language of the window."""
    about = QCoreApplication.translate("catalogue", offer.about)
    licence = QCoreApplication.translate("OfferRow", "Licence: {name}.").format(name=offer.licence)
    sees = QCoreApplication.translate("Installed", "Sees pictures.") if offer.projector else ""
    return joined((about, sees, licence))
