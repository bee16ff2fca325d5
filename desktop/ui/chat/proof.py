"""The bar above an open page: whether the quoted words are on it, and which quote of how many is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.buttons import IconButton
from desktop.ui.cards import Hairline, Surface
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.domain.document import Citation
    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone

#: Share of the window's height that both versions of a quote may take; what is longer scrolls.
HIGHEST = 0.35


class _Versions(QScrollArea):
    """Holds both versions of a quote: as high as they are, up to a share of the window."""

    def __init__(self, look: Appearance, inside: Surface) -> None:
        super().__init__()
        self._inside = inside
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.fit)

    def fit(self) -> None:
        """Take the height of what is shown."""
        wanted = self._inside.heightForWidth(max(1, self.width()))
        self.setFixedHeight(min(wanted, round(self.window().height() * HIGHEST)))
        whole = wanted <= self.height()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if whole else Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()


class ProofBar(Surface):
    """Says how far a citation can be trusted. For a close match it shows both versions.

    Signals:
        stepped(by): the next (1) or the previous (-1) quote is to be shown.
    """

    stepped = Signal(int)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, "base", parent)
        self._marks = {
            "verified": IconMark(look, "circle-wavy-check-fill", "ok"),
            "close": IconMark(look, "circle-wavy-warning", "warn"),
            "missing": IconMark(look, "minus-circle", "secondary"),
        }
        self._state = Label(look, "", "uiStrong")
        self._words = Label(look, "", "ui", "secondary", elide="end")
        self._count = Label(look, "", "ui", "secondary", tabular=True)
        self.previous = IconButton(look, "caret-up", self.tr("Previous quote"), size=28, keys="Shift+F3")
        self.next = IconButton(look, "caret-down", self.tr("Next quote"), size=28, keys="F3")
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self._row = QHBoxLayout()
        for mark in self._marks.values():
            self._row.addWidget(mark)
        self._row.addWidget(self._state)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._count)
        self._row.addWidget(self.previous)
        self._row.addWidget(self.next)
        inside = Surface(look, "base")
        self._versions = QVBoxLayout(inside)
        self._both = _Versions(look, inside)
        self._both.setAccessibleName(self.tr("What the answer rests on, and what the page says"))
        self._said = Label(look, "", "ui", "secondary", wrap=True)
        self._stands = Label(look, "", "ui", wrap=True)
        for title, version in (
            (self.tr("The answer rests on"), self._said),
            (self.tr("The page says"), self._stands),
        ):
            self._versions.addWidget(Label(look, title, "captionStrong", "secondary"))
            self._versions.addWidget(version)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._strip = QWidget()
        self._strip.setLayout(self._row)
        column.addWidget(self._strip)
        column.addWidget(self._both)
        column.addWidget(Hairline(look))
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def words(self) -> str:
        """What the bar says."""
        return f"{self._state.text()} {self._words.text()}"

    def show_citation(self, citation: Citation, place: int, total: int) -> None:
        """Show the state of a citation, which is number `place` (from 1) of `total`."""
        said: dict[str, tuple[str, str, Tone]] = {
            "verified": (self.tr("Verified."), self.tr("These words are on this page."), "primary"),
            "close": (self.tr("Close match."), self.tr("Similar words are here."), "warn"),
            "missing": (self.tr("Not found."), self.tr("These words are not here."), "secondary"),
        }
        state, words, tone = said[citation.state]
        for name, mark in self._marks.items():
            mark.setVisible(name == citation.state)
        self._state.setText(state)
        self._state.set_tone(tone)
        self._words.setText(words)
        self._count.setText(self.tr("Quote {n} of {total}").format(n=place, total=total))
        for button in (self.previous, self.next):
            button.setVisible(total > 1)
        self._restyle()
        self.show_versions("", "")
        self.setAccessibleName(f"{state} {words}")

    def show_note(self, words: str) -> None:
        """Say something about how the page is shown, in place of what the state means."""
        self._words.setText(words)
        self.setAccessibleName(f"{self._state.text()} {words}")

    def show_versions(self, said: str, stands: str) -> None:
        """Show what the answer rests on beside what the page says; empty texts hide both."""
        self._said.setText(_cut(said))
        self._stands.setText(_cut(stands))
        self._both.setVisible(bool(said))
        self._both.fit()

    def _restyle(self) -> None:
        theme = self.look.theme
        self._strip.setFixedHeight(theme.px(theme.tokens.size.sub_header) - 1)
        right = 8 if self.next.isHidden() else 5
        self._row.setContentsMargins(theme.space(8), 0, theme.space(right), 0)
        self._row.setSpacing(theme.space(3))
        self._versions.setContentsMargins(theme.space(8), 0, theme.space(8), theme.space(6))
        self._versions.setSpacing(theme.space(1))
        self._row.setAlignment(Qt.AlignmentFlag.AlignVCenter)


def _cut(text: str) -> str:
    return text if len(text) <= 400 else text[:399].rstrip() + "…"
