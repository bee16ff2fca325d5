"""The model's thought: a row to fold and unfold, and the thought below it with a rule at its left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QSize, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.blocks import BlockColumn
from desktop.ui.buttons import Button, Coat, GhostButton, IconButton
from desktop.ui.labels import Label
from desktop.ui.markdown import Splitter
from desktop.ui.paint import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.domain.thought import Vote
    from desktop.ui.theme import Appearance

_LONGEST = 16_777_215
#: Milliseconds for which Copy says that it copied.
COPIED = 2000
#: Characters of an answer in the tally.
_ANSWER = 60


class _Caret(Button):
    """The row itself: a caret that turns, and the words."""

    padding = 0
    icon_padding = 0
    icon_gap = 6

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, "", icon="caret-right", height=28, parent=parent)
        self.icon_size = look.theme.tokens.icon.small
        self.role = "ui"
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        # Its words may be long, with a vote among them, and must not keep the column from becoming narrow.
        return QSize(self.look.theme.px(80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_tip(self, self.text() if self.sizeHint().width() > self.width() else "")

    def coat(self) -> Coat:
        self.turned = 90 if self.isChecked() else 0
        strong = self.isChecked() or self.underMouse()
        c = self.look.theme.color
        return Coat(None, None, c.text.primary if strong else c.text.secondary)


class _Ruled(QWidget):
    """Holds the thought and paints the rule beside it."""

    def __init__(self, look: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        QPainter(self).fillRect(theme.px(5), 0, theme.px(2), self.height(), theme.color.line.strong)


class ThoughtBlock(QWidget):
    """Shows a thought. It is open while it is being thought and folds when that ends, unless the reader chose.

    Signals:
        hurried: "Answer now" was pressed.
        copied: the thought is to be copied.
    """

    hurried = Signal()
    copied = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._splitter = Splitter()
        self._chosen = self._thinking = False
        self._row = _Caret(look)
        self.now = GhostButton(look, self.tr("Answer now"), link=True, height=28)
        self.now.clicked.connect(self.hurried)
        self.now.hide()
        self.copy = IconButton(look, "copy", self.tr("Copy thought"), size=28)
        self.copy.clicked.connect(self.copied)
        self.copy.clicked.connect(self._say_copied)
        self.copy.hide()
        self._doing = ""
        self._sheet = _Ruled(look, self)
        self._sheet.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.text = BlockColumn(look, "thinking", "secondary", ground="base")
        self.tally = Label(look, "", "ui", wrap=True)
        self.tally.hide()
        self._inside = QVBoxLayout(self._sheet)
        self._inside.setSpacing(look.theme.space(6))
        self._inside.addWidget(self.text)
        self._inside.addWidget(self.tally)
        self._sheet.hide()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._row)
        head.addStretch(1)
        head.addWidget(self.copy)
        head.addWidget(self.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.space(3))
        column.addLayout(head)
        column.addWidget(self._sheet)
        self._fold = QPropertyAnimation(self._sheet, b"maximumHeight", self)
        self._fold.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fold.finished.connect(self._folded)
        self._row.clicked.connect(self._by_reader)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def opened(self) -> bool:
        """Whether the thought is in sight."""
        return self._row.isChecked()

    def show_thought(
        self, text: str, seconds: float | None, *, note: str = "", doing: str = "", votes: Sequence[Vote] = ()
    ) -> None:
        """Show the thought so far.

        Args:
            seconds: how long it took, None while it is being thought.
            note: how it ended, where that is worth saying; stands behind the seconds.
            doing: what stands in place of "Thinking" meanwhile.
            votes: how several tries were divided.
        """
        self._doing = doing
        self.text.show_blocks(self._splitter.split(text))
        was, self._thinking = self._thinking, seconds is None
        self.text.set_streaming(self._thinking)
        self.now.setVisible(self._thinking)
        self.copy.setVisible(not self._thinking and self.opened)
        self.tally.setText("\n".join(self._told(vote, votes) for vote in votes) if len(votes) > 1 else "")
        self.tally.setVisible(len(votes) > 1)
        if seconds is not None:
            words = self.tr("Thought for {seconds} s").format(seconds=max(1, round(seconds)))
            said = self._outcome(votes)
            self._name("  ·  ".join(part for part in (words, said, note) if part))
        elif not was:
            self.show_time(0)
        if self._thinking != was and not self._chosen:
            self._open(self._thinking)

    def show_time(self, seconds: int) -> None:
        """Say how long the thought has taken so far; the page counts, because it knows when it began."""
        words = self._doing or self.tr("Thinking")
        self._name(f"{words}  {self.tr('{seconds} s').format(seconds=seconds)}" if seconds else words)

    def set_opened(self, opened: bool) -> None:
        """Open or fold it as the reader would."""
        self._chosen = True
        self._open(opened)

    def _outcome(self, votes: Sequence[Vote]) -> str:
        """Say which answer the tries agreed on, the first being the one with most votes."""
        if len(votes) > 1 and votes[0].count == 1:
            return self.tr("No two of {total} tries agreed, so the first answers").format(total=len(votes))
        return self._told(votes[0], votes) if votes else ""

    def _told(self, vote: Vote, votes: Sequence[Vote]) -> str:
        answer = vote.answer if len(vote.answer) <= _ANSWER else vote.answer[: _ANSWER - 1].rstrip() + "…"
        total = sum(one.count for one in votes)
        return self.tr("{count} of {total} said {answer}").format(count=vote.count, total=total, answer=answer)

    def _say_copied(self) -> None:
        self.copy.set_icon("check")
        self.copy.set_name(self.tr("Copied"))
        QTimer.singleShot(COPIED, self.copy, self._forget_copied)

    def _forget_copied(self) -> None:
        self.copy.set_icon("copy")
        self.copy.set_name(self.tr("Copy thought"))

    def _name(self, words: str) -> None:
        self._row.setText(words)
        self._row.restyle()

    def _by_reader(self) -> None:
        self.set_opened(self._row.isChecked())

    def _open(self, opened: bool) -> None:
        self._row.setChecked(opened)
        self._row.update()
        self.copy.setVisible(opened and not self._thinking)
        ms = self.look.theme.ms(self.look.theme.tokens.motion.fold)
        self._fold.stop()
        if not ms or not self.isVisible():
            self._sheet.setVisible(opened)
            self._sheet.setMaximumHeight(_LONGEST)
            return
        full = self._sheet.sizeHint().height()
        self._sheet.show()
        self._fold.setDuration(ms)
        self._fold.setStartValue(0 if opened else self._sheet.height())
        self._fold.setEndValue(full if opened else 0)
        self._fold.start()

    def _folded(self) -> None:
        self._sheet.setVisible(self.opened)
        self._sheet.setMaximumHeight(_LONGEST)

    def _restyle(self) -> None:
        theme = self.look.theme
        self._inside.setContentsMargins(theme.px(22), theme.px(2), 0, theme.px(2))
