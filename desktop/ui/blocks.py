"""A message's blocks as a column of widgets, of which an update touches only those that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.codeblock import CodeBlock
from desktop.ui.markdown import Block, Prose, Table
from desktop.ui.prose import ProseView
from desktop.ui.tableblock import TableView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.ui.cards import Fill
    from desktop.ui.prose import Mark
    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Role, Tone


class BlockColumn(QWidget):
    """Shows the blocks of a message, as `markdown.Splitter` gives them.

    Signals:
        cite_pressed: number of a citation mark that was clicked or entered.
        link_pressed: address of a link that was clicked or entered.
        link_focused: where in this widget the keyboard moved to, so that the page can scroll there.
    """

    cite_pressed = Signal(int)
    link_pressed = Signal(str)
    link_focused = Signal(QRect)

    def __init__(
        self,
        look: Appearance,
        role: Role = "answer",
        tone: Tone = "primary",
        parent: QWidget | None = None,
        *,
        ground: Fill = "none",
    ) -> None:
        """Make it; `ground` is what it stands on, which its text then paints itself."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.look = look
        self._role, self._tone, self._ground = role, tone, ground
        self._shown: list[tuple[Block, QWidget]] = []
        self._marks: Mapping[int, Mark] = {}
        self._opened = 0
        self._streaming = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The widgets of the blocks, in order."""
        return tuple(widget for _, widget in self._shown)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these blocks; the ones that are as before are not touched."""
        for at, block in enumerate(blocks):
            if at < len(self._shown) and self._shown[at][0] == block:
                continue
            if at < len(self._shown) and type(self._shown[at][0]) is type(block):
                widget = self._shown[at][1]
                self._shown[at] = (block, widget)
            else:
                widget = self._make(block)
                if at < len(self._shown):
                    self._drop(at)
                self._column.insertWidget(at, widget)
                self._shown.insert(at, (block, widget))
            self._fill(widget, block)
        while len(self._shown) > len(blocks):
            self._drop(len(self._shown) - 1)
        self._place_caret()

    def set_marks(self, marks: Mapping[int, Mark]) -> None:
        """Say which citation numbers are chips: their state, and the words that a pointer at rest shows."""
        self._marks = dict(marks)
        for widget in self.widgets:
            if isinstance(widget, ProseView):
                widget.set_marks(self._marks)

    def set_opened(self, n: int) -> None:
        """Show the chips of citation `n` as open; 0 for none."""
        self._opened = n
        for widget in self.widgets:
            if isinstance(widget, ProseView):
                widget.set_opened(n)

    def set_streaming(self, streaming: bool) -> None:
        """Show the writing caret at the end while text is being written."""
        self._streaming = streaming
        self._place_caret()

    def _make(self, block: Block) -> QWidget:
        if isinstance(block, Prose | Table):
            prose = isinstance(block, Prose)
            view = ProseView(self.look, self._role, self._tone, ground=self._ground) if prose else TableView(self.look)
            view.set_marks(self._marks)
            view.set_opened(self._opened)
            view.cite_pressed.connect(self.cite_pressed)
            view.link_pressed.connect(self.link_pressed)
            view.link_focused.connect(
                lambda box: self.link_focused.emit(box.translated(view.mapTo(self, box.topLeft()) - box.topLeft()))
            )
            return view
        return CodeBlock(self.look)

    def _fill(self, widget: QWidget, block: Block) -> None:
        if isinstance(block, Prose):
            assert isinstance(widget, ProseView)
            widget.show_prose(block)
        elif isinstance(block, Table):
            assert isinstance(widget, TableView)
            widget.show_table(block)
        else:
            assert isinstance(widget, CodeBlock)
            widget.show_code(block)

    def _drop(self, at: int) -> None:
        _, widget = self._shown.pop(at)
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _place_caret(self) -> None:
        for at, widget in enumerate(self.widgets):
            if isinstance(widget, ProseView):
                widget.set_caret(self._streaming and at == len(self._shown) - 1)

    def _restyle(self) -> None:
        theme = self.look.theme
        self._column.setSpacing(theme.px(14 if self._role == "answer" else 8))
