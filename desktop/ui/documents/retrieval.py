"""Test retrieval: what a question would find, without asking the model, and why each passage was found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.chat.judging import ANSWERABLE
from desktop.chat.quoted import NUMERAL
from desktop.ui.buttons import GhostButton, Pressable
from desktop.ui.cards import Hairline, Surface
from desktop.ui.chip import Chip
from desktop.ui.documents.found_words import found_words
from desktop.ui.fields import SearchField
from desktop.ui.flow import FlowLayout, clear
from desktop.ui.labels import Label
from desktop.ui.narrowing import parts
from desktop.ui.narrowpopover import NarrowPopover
from desktop.ui.paint import paint_box, set_tip
from desktop.ui.phrases import joined, listed
from desktop.ui.whypassage import in_a_line

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.domain.document import Passage
    from desktop.ui.documents.state import Outcome
    from desktop.ui.documents.testing import TestPresenter
    from desktop.ui.theme import Appearance

#: Passages below this fused score are shown apart: they are unlikely to help.
WEAK = 0.5
#: Letters of the longest word that gives way to the dots at the end.
LONGEST_WORD = 16
#: Passages that are shown where none fits.
FEW = 3
#: Milliseconds after the last key before a search starts.
TYPING = 250


class _Meter(QWidget):
    """A short bar for a score from 0 to 1."""

    def __init__(self, look: Appearance, value: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._value = look, max(0.0, min(1.0, value))
        self.setFixedSize(look.theme.px(56), look.theme.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = self._look.theme.color
        box = QRectF(self.rect())
        paint_box(painter, box, 2, color.line.hairline)
        if self._value > 0:
            paint_box(painter, QRectF(0, 0, max(4.0, box.width() * self._value), box.height()), 2, color.accent.fill)


def shortened(text: str, end: int) -> str:
    """Return the text up to `end`, less a word, or less two letters where words have no spaces, with dots."""
    whole = text[:end].rstrip()
    fewer = whole.rpartition(" ")[0]
    return (fewer if len(whole) - len(fewer) < LONGEST_WORD and fewer else whole[:-2]).rstrip() + "…"


class _Words(Pressable):
    """A passage of at most a few lines with the words of the question marked; pressing it shows the document."""

    lines = 4

    def __init__(self, look: Appearance, text: str, query: str, name: str) -> None:
        super().__init__(look)
        self._text = " ".join(text.split())
        self._found = found_words(self._text, query)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._lay_out(self.width())[1])

    def _lay_out(self, width: int, cut: int = 0) -> tuple[QTextLayout, int]:
        """Break the text for `width`; where it has more lines it is cut at `cut`, less a word, and says so."""
        theme = self.look.theme
        text = shortened(self._text, cut) if cut else self._text
        layout = QTextLayout(text, theme.font("passage"))
        marks = []
        marked = QTextCharFormat()
        marked.setBackground(theme.color.highlight.bg)
        marked.setForeground(theme.color.highlight.text)
        marked.setFontUnderline(True)
        marked.setUnderlineColor(theme.color.highlight.edge)
        for start, length in ((start, length) for start, length in self._found if start + length < len(text)):
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, length, marked
            marks.append(span)
        layout.setFormats(marks)
        step = theme.line_height("passage")
        layout.beginLayout()
        count = end = 0
        while count < self.lines and (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(line.position().__class__(0, count * step + (step - line.height()) / 2))
            count, end = count + 1, line.textStart() + line.textLength()
        layout.endLayout()
        if end < len(text) and not cut:
            return self._lay_out(width, end)
        return layout, max(1, count) * step

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.look.theme.color.text.primary)
        layout, _ = self._lay_out(self.width())
        layout.draw(painter, self.rect().topLeft().toPointF())


class Retrieval(Surface):
    """Knows the query field and shows the presenter's outcome."""

    chosen = Signal(object)  # Passage

    def __init__(self, look: Appearance, presenter: TestPresenter, parent: QWidget | None = None) -> None:
        super().__init__(look, "sunken", parent)
        self._presenter = presenter
        self.setAccessibleName(self.tr("Test retrieval"))
        self.title = Label(look, self.tr("Test retrieval"), "heading")
        self.about = Label(
            look,
            self.tr("See what a question would find, without asking the model."),
            "ui",
            "secondary",
            wrap=True,
        )
        self.field = SearchField(look, self.tr("Question to test"), placeholder=self.tr("Type a question"), height=40)
        self.narrow = GhostButton(look, self.tr("Only some files"), icon="funnel", height=28)
        self.narrow.clicked.connect(self._open_narrow)
        self._chips = QWidget()
        self._made: list[Chip] = []
        self._conditions = FlowLayout(self._chips, gap=look.theme.space(2))
        self._chips.hide()
        self.status = Label(look, "", "caption", "secondary", wrap=True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(lambda: presenter.search(self.field.text()))
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.field.returnPressed.connect(lambda: presenter.search(self.field.text()))
        self._found = QVBoxLayout()
        self._found.setContentsMargins(0, 0, 0, 0)
        body = Surface(look, "sunken")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._found)
        inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(body)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.about)
        self._column.addSpacing(look.theme.space(2))
        self._column.addWidget(self.field)
        self._column.addWidget(self.narrow, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._chips)
        self._column.addWidget(self.status)
        self._column.addWidget(self._area, 1)
        look.changed.connect(self._restyle)
        presenter.searched.connect(self.refresh)
        presenter.narrowed.connect(self._show_within)
        self._restyle()

    @property
    def conditions(self) -> tuple[Chip, ...]:
        """The chips of what the search is narrowed by."""
        return tuple(self._made)

    def refresh(self) -> None:
        """Show the outcome of the moment."""
        clear(self._found)
        outcome = self._presenter.outcome
        if outcome is None:
            self.status.setText("")
            return
        if outcome.problem:
            self.status.setText(outcome.problem)
            return
        count = len(outcome.passages)
        if not count:
            self.status.setText(joined((self.tr("Nothing was found."), self._so_far(outcome))))
            return
        found = self.tr("1 passage in {ms} ms") if count == 1 else self.tr("{count} passages in {ms} ms")
        text = found.format(count=count, ms=f"{outcome.milliseconds:,}")
        self.status.setText(listed((text, self._so_far(outcome))))
        if outcome.answerable < ANSWERABLE:
            # A score says how a passage compares with the others; of none that fits it would only mislead.
            self._add_note(self.tr("Nothing here seems to answer this. What comes nearest:"))
            for passage in outcome.passages[:FEW]:
                self._found.addWidget(self._card(passage, outcome.query, scored=False))
            return
        strong = [passage for passage in outcome.passages if passage.score >= WEAK]
        for passage in strong:
            self._found.addWidget(self._card(passage, outcome.query))
        weak = [passage for passage in outcome.passages if passage.score < WEAK][: FEW if not strong else 5]
        if weak:
            text = self.tr("Below {score}, less likely to help") if strong else self.tr("No passage above {score}")
            self._add_note(text.format(score=f"{WEAK:.2f}"))
        for passage in weak:
            self._found.addWidget(self._card(passage, outcome.query))

    def _add_note(self, words: str) -> None:
        self._found.addSpacing(self.look.theme.space(4))
        self._found.addWidget(Label(self.look, words, "caption", "secondary", wrap=True))

    def _so_far(self, outcome: Outcome) -> str:
        """Say how many files were searched while others are still to be read."""
        if outcome.searched >= outcome.total:
            return ""
        return self.tr("searched {n} of {total} files").format(n=f"{outcome.searched:,}", total=f"{outcome.total:,}")

    def _open_narrow(self) -> None:
        popover = NarrowPopover(self.look, self._presenter.files, self._presenter.within, self)
        popover.changed.connect(self._presenter.narrow)
        popover.open_by(self.field, right=True)

    def _show_within(self) -> None:
        """Show a chip for each condition that the search is narrowed by."""
        clear(self._conditions)
        self._made = []
        for part in parts(self._presenter.within):
            remove = self.tr("No longer narrow to {condition}").format(condition=part.words)
            chip = Chip(self.look, part.icon, self.tr("Only {condition}").format(condition=part.words), remove)
            chip.removed.connect(lambda rest=part.rest: self._presenter.narrow(rest))
            self._conditions.addWidget(chip)
            self._made.append(chip)
        self._chips.setVisible(self._presenter.within.narrows)

    def _place(self, passage: Passage) -> str:
        label = passage.page_label or str(passage.page or "")
        if NUMERAL.fullmatch(label):
            return self.tr(", p. {page}").format(page=label)
        return f", {label}" if label else ""

    def _card(self, passage: Passage, query: str, *, scored: bool = True) -> QWidget:
        theme = self.look.theme
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, theme.space(5), 0, 0)
        column.setSpacing(theme.space(3))
        row = QHBoxLayout()
        row.setSpacing(theme.space(5))
        if scored:
            row.addWidget(Label(self.look, f"{passage.score:.2f}", "captionStrong", tabular=True))
            meter = _Meter(self.look, passage.score)
            set_tip(meter, in_a_line(passage))
            row.addWidget(meter, 0, Qt.AlignmentFlag.AlignVCenter)
        page = self._place(passage)
        place = Path(passage.file).name
        side = Qt.AlignmentFlag.AlignRight if scored else Qt.AlignmentFlag.AlignLeft
        label = Label(self.look, place, "caption", "secondary", elide="middle", align=side)
        row.addWidget(label, 1 if scored else 0)
        if page:  # right behind the name
            row.setSpacing(0)
            if scored:
                row.insertSpacing(1, theme.space(5))
                row.insertSpacing(3, theme.space(5))
            row.addWidget(Label(self.look, page, "caption", "secondary"))
        if not scored:
            row.addStretch(1)
        column.addLayout(row)
        words = _Words(self.look, passage.text, query, f"{place}{page}. {passage.text[:200]}")
        words.clicked.connect(lambda: self.chosen.emit(passage))
        set_tip(words, in_a_line(passage))
        column.addWidget(words)
        column.addSpacing(theme.space(4))
        column.addWidget(Hairline(self.look))
        return card

    def _restyle(self) -> None:
        theme = self.look.theme
        self.setFixedWidth(theme.px(theme.tokens.size.test_retrieval))
        self._column.setContentsMargins(theme.space(8), theme.space(8), theme.space(8), 0)
        self._column.setSpacing(theme.space(3))
        self.refresh()
