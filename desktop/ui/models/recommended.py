"""The section of models that can be downloaded: what was begun first, then the reviewed list by how it suits."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal

from desktop.engine.download import from_offer
from desktop.engine.fit import shown_size
from desktop.engine.offers import ranked
from desktop.ui.buttons import GhostButton
from desktop.ui.menu import Menu
from desktop.ui.models.offer_row import OfferRow
from desktop.ui.models.section import Section, matches

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.engine.offers import Offer
    from desktop.ui.models.downloads import DownloadsPresenter
    from desktop.ui.models.presenter import ModelsPresenter
    from desktop.ui.theme import Appearance

#: Rows that are shown before all are asked for.
FIRST = 6
#: Bytes between the sizes that the filter tells apart.
SMALL, LARGE = 3_000_000_000, 8_000_000_000


class Recommended(Section):
    """Shows what can be had, and how far it is.

    Signals:
        told(title, text): a reason is to be shown.
    """

    told = Signal(str, str)

    def __init__(
        self,
        look: Appearance,
        models: ModelsPresenter,
        downloads: DownloadsPresenter,
        offers: tuple[Offer, ...],
        parent: QWidget | None = None,
    ) -> None:
        self._models, self._downloads, self._offers = models, downloads, offers
        self._size = "all"
        self._all = False
        self._made: dict[str, OfferRow] = {}
        about = QCoreApplication.translate("Recommended", "“Fits” is about memory; the larger a model, the slower.")
        super().__init__(look, "", about, parent)
        self.set_title(self.tr("Recommended for you"))
        self.sizes = GhostButton(look, "", trailing="caret-down")
        self.sizes.clicked.connect(self._choose_size)
        self.add_action(self.sizes)
        self.more = GhostButton(look, "", link=True)
        self.more.padding = 0
        self.more.clicked.connect(self._show_all)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        models.changed.connect(self.refresh)
        downloads.changed.connect(self.refresh)
        look.changed.connect(self._anew)
        self.refresh()

    def refresh(self) -> None:
        """Show the downloads and offers of the moment; rows are kept, so that nothing jumps while bytes come."""
        free = self._models.machine.room
        items = self._downloads.items
        wanted = {from_offer(offer).key: offer for offer in ranked(self._offers, free, self._models.machine.cores)}
        best = next(iter(wanted), "")
        names = {Path(entry.model.path).name for entry in self._models.entries}
        open_ = [
            key
            for key, offer in wanted.items()
            if key not in items and not (offer.file in names or self._downloads.there(from_offer(offer)))
        ]
        keys = [key for key in wanted if key in items] + [key for key in items if key not in wanted] + open_
        fitting = [key for key in keys if self._matches(key, wanted.get(key))]
        begun = sum(1 for key in fitting if key in items)
        narrowed = bool(self.query) or self._size != "all"
        shown = fitting if self._all or narrowed else fitting[: begun + FIRST]
        rows: list[OfferRow] = []
        for key in shown:
            row = self._row(key, wanted.get(key))
            row.show_state(wanted.get(key), items.get(key), free=free, recommended=key == best)
            rows.append(row)
        self.show_rows(rows)
        self._made = dict(zip(shown, rows, strict=True))
        self.sizes.setText(self._names()[self._size])
        self.sizes.setAccessibleName(self.tr("Show models of this size: {size}").format(size=self.sizes.text()))
        self.more.setText(self.tr("Show all {count}").format(count=len(fitting)))
        self.more.setVisible(len(shown) < len(fitting))
        self.set_hint("" if fitting else self.tr("No model of the list has this size."))

    def _row(self, key: str, offer: Offer | None) -> OfferRow:
        if key in self._made:
            return self._made[key]
        item = self._downloads.items.get(key)
        name = offer.name if offer else item.wanted.name if item else key
        row = OfferRow(self.look, name)
        row.start_wanted.connect(lambda: self._start(key, offer))
        row.pause_wanted.connect(lambda: self._downloads.pause(key))
        row.discard_wanted.connect(lambda: self._downloads.discard(key))
        row.why_wanted.connect(lambda: self.told.emit(name, self._why(offer)))
        return row

    def _start(self, key: str, offer: Offer | None) -> None:
        item = self._downloads.items.get(key)
        if item is not None:
            self._downloads.start(item.wanted)
        elif offer is not None:
            self._downloads.start(from_offer(offer))

    def _matches(self, key: str, offer: Offer | None) -> bool:
        item = self._downloads.items.get(key)
        if item is not None and not self.query:
            return True
        name = offer.name if offer else item.wanted.name if item else ""
        if not matches(self.query, name, offer.family if offer else "", offer.languages if offer else ""):
            return False
        if offer is None:
            return True
        free = self._models.machine.room
        return {
            "all": True,
            "fits": offer.label(free) == "Fits",
            "small": offer.size < SMALL,
            "medium": SMALL <= offer.size < LARGE,
            "large": offer.size >= LARGE,
        }[self._size]

    def _names(self) -> dict[str, str]:
        return {
            "all": self.tr("All sizes"),
            "fits": self.tr("Fits this computer"),
            "small": self.tr("Up to 3 GB"),
            "medium": self.tr("3 to 8 GB"),
            "large": self.tr("Over 8 GB"),
        }

    def _choose_size(self) -> None:
        menu = Menu(self.look, self)
        for key, name in self._names().items():
            menu.add(name, functools.partial(self._set_size, key), checked=key == self._size)
        menu.popup(self.sizes.mapToGlobal(QPoint(0, self.sizes.height())))

    def _set_size(self, key: str) -> None:
        self._size = key
        self.refresh()

    def _show_all(self) -> None:
        self._all = True
        self.refresh()

    def _why(self, offer: Offer | None) -> str:
        if offer is None:
            return ""
        machine = self._models.machine
        return self.tr(
            "{size} of weights and 8,192 tokens of context need about {needs} of memory. {free} of {memory} are free. "
            "Close other programs, or choose a smaller model; a repository named below may have a smaller file of it."
        ).format(
            size=shown_size(offer.whole_size),
            needs=shown_size(offer.memory),
            free=shown_size(machine.room),
            memory=shown_size(machine.memory + sum(card.total for card in machine.cards)),
        )

    def _anew(self) -> None:
        """Make all rows again, since their sizes follow the theme."""
        self._made = {}
        self.refresh()
