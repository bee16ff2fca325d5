"""One row of the Models page: name, a line about it or a bar of progress, size, how it fits, and its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.engine.fit import shown_size
from desktop.ui.cards import Hairline
from desktop.ui.indicators import ProgressBar, StatusWords, Tag
from desktop.ui.labels import Label
from desktop.ui.paint import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.engine.fit import Fit
    from desktop.engine.fit import Label as FitLabel
    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone


#: Logical pixels below which size and fit stand under the line about the model.
NARROW = 640


class FoldingRow(QWidget):
    """A row with a hairline below it, whose parts stand side by side, or below one another where it is narrow.

    Attributes:
        column: takes what the row shows, above the hairline.
        narrow: whether the row is too narrow for all its parts to stand side by side.
    """

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.narrow = False
        self.column = QVBoxLayout()
        whole = QVBoxLayout(self)
        for layout in (whole, self.column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        whole.addLayout(self.column)
        whole.addWidget(Hairline(look))

    def arrange(self) -> None:
        """Put the parts where they belong in a row of this width."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.look.theme.px(NARROW)
        if narrow != self.narrow:
            self.narrow = narrow
            self.arrange()


class ModelRow(FoldingRow):
    """Lays out; whoever makes it fills the parts in and puts buttons into `acts`.

    Attributes:
        fit_width, acts_width: logical pixels that the fit and the acts take at least, so that rows below one another
            have their parts below one another.
    """

    fit_width = 104
    acts_width = 148

    def __init__(self, look: Appearance, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(name)
        self.name = Label(look, name, "bodyStrong", elide="end")
        self.tag = Tag(look, "", "ok")
        self.tag.hide()
        self.bar = ProgressBar(look, name)
        self.bar.hide()
        # Never cut: its end tells the licence, or why a download stopped.
        self.about = Label(look, "", "ui", "secondary", wrap=True)
        self.weight = Label(look, "", "ui", "secondary", tabular=True, align=Qt.AlignmentFlag.AlignRight)
        self.fit = FitWords(look)
        self._words = QVBoxLayout()
        self._first = QHBoxLayout()
        self._first.addWidget(self.name)
        self._first.addWidget(self.tag)
        self._first.addStretch(1)
        self._words.addLayout(self._first)
        self._words.addWidget(self.bar)
        self._words.addWidget(self.about)
        self._below = QHBoxLayout()
        self._words.addLayout(self._below)
        self._row = QHBoxLayout()
        self._row.addLayout(self._words, 1)
        self._row.addWidget(self.weight)
        self._row.addWidget(self.fit)
        self._acts = QWidget()
        self.acts = QHBoxLayout(self._acts)
        self.acts.setContentsMargins(0, 0, 0, 0)
        self.acts.addStretch(1)
        self._row.addWidget(self._acts)
        self.column.addLayout(self._row)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_size(self, size: int) -> None:
        """Show a size in bytes; 0 for none."""
        self.weight.setText(shown_size(size) if size else "")

    def set_tag(self, words: str) -> None:
        """Show a tag behind the name; "" for none."""
        self.tag.set_text(words)
        self.tag.setVisible(bool(words))

    def set_progress(self, done: int, total: int, *, paused: bool = False) -> None:
        """Show a bar between name and line, of bytes; a total of 0 takes it away."""
        self.bar.setVisible(total > 0)
        self.bar.set_paused(paused)
        if total > 0:
            # Qt counts in 32 bits.
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * min(done, total) / total))
        self._words.setSpacing(self.look.theme.space(3 if total > 0 else 1))

    def arrange(self) -> None:
        """Put size and fit beside the words, or below them where the row is narrow."""
        theme, narrow = self.look.theme, self.narrow
        while self._below.takeAt(0) is not None:
            pass
        for place, widget in enumerate((self.weight, self.fit)):
            self._row.removeWidget(widget)
            if narrow:
                self._below.addWidget(widget)
            else:
                self._row.insertWidget(1 + place, widget)
        if narrow:
            self._below.addStretch(1)
        self.weight.setMinimumWidth(0 if narrow else theme.px(56))
        self.fit.setMinimumWidth(0 if narrow else theme.px(self.fit_width))
        self._acts.setMinimumWidth(0 if narrow else theme.px(self.acts_width))

    def _restyle(self) -> None:
        theme = self.look.theme
        self._row.setContentsMargins(0, theme.space(5), 0, theme.space(5))
        self._row.setSpacing(theme.space(9))
        self._words.setSpacing(theme.space(1 if self.bar.isHidden() else 3))
        self._first.setSpacing(theme.space(4))
        self._below.setSpacing(theme.space(7))
        self.acts.setSpacing(theme.space(3))
        self.setMinimumHeight(theme.px(theme.tokens.size.model_row))
        self.arrange()


class FitWords(StatusWords):
    """Whether a model fits: an icon and a word, the sum as a tooltip."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, "", "ok", "", strong=True, parent=parent)

    def show_fit(self, found: Fit, cards: str = "") -> None:
        """Show how a model fits, and the sum; `cards` says what of it lies on graphics cards."""
        self.show_label(found.label, fit_sum(found, cards))

    def show_label(self, label: FitLabel, reason: str = "") -> None:
        """Show a label and, as a tooltip, the reason."""
        shown: dict[str, tuple[str, Tone, str]] = {
            "Fits": (self.tr("Fits"), "ok", "check-circle"),
            "May be slow": (self.tr("May be slow"), "warn", "gauge"),
            "Won't fit": (self.tr("Won't fit"), "error", "x-circle"),
        }
        text, tone, icon = shown[label]
        self.set_text(text, icon)
        self.set_tone(tone)
        set_tip(self, reason)


def fit_sum(found: Fit, cards: str = "") -> str:
    """Return the sum of what a model needs, for people who want to see it, and what of it lies on graphics cards."""
    text = QCoreApplication.translate(
        "Models",
        "{weights} for the model + {cache} for {context} tokens of context + {work} to work with = {total}; "
        "{free} are free.",
    ).format(
        weights=shown_size(found.weights),
        cache=shown_size(found.cache),
        context=f"{found.context:,}",
        work=shown_size(found.compute + found.process + found.draft),
        total=shown_size(found.total),
        free=shown_size(found.free),
    )
    if found.draft:
        part = QCoreApplication.translate("Models", "{size} of it for the draft model.").format(
            size=shown_size(found.draft)
        )
        text = f"{text}\n{part}"
    return f"{text}\n{cards}" if cards else text
