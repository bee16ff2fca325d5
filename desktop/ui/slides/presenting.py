"""Present the deck: one slide at a time fills the screen, by keys, by clicks and by the wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from desktop.slides.looks import theme_for
from desktop.ui.announce import announce
from desktop.ui.slides.preview import paint_slide

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from desktop.domain.deck import Slide
    from desktop.ui.slides.presenter import SlidesPresenter

Key = Qt.Key
#: What the keys do: how many slides they move by; those of a presenter's remote control are among them.
STEPS: dict[int, int] = {
    **dict.fromkeys((Key.Key_Right, Key.Key_Down, Key.Key_PageDown, Key.Key_Space, Key.Key_Return, Key.Key_Enter), 1),
    **dict.fromkeys((Key.Key_Left, Key.Key_Up, Key.Key_PageUp, Key.Key_Backspace), -1),
}
#: Milliseconds after which a pointer that rests is hidden.
POINTER_STAY = 2000
#: Milliseconds for which it is said that the saved file will look otherwise.
NOTE_STAY = 6000
#: Eighths of a degree that the wheel turns for one slide.
NOTCH = 120


class Presenting(QWidget):
    """Shows the slide in sight on a whole screen; what is turned to is in sight on the Slides page too. Esc ends it."""

    def __init__(self, presenter: SlidesPresenter, page: QWidget) -> None:
        """Make it on the screen of `page`; it is gone once it is closed, as it is when the deck is put away."""
        super().__init__(page, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._presenter = presenter
        self._turned = 0
        self._resting = QTimer(self, singleShot=True, interval=POINTER_STAY)
        self._resting.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        template = presenter.template
        note = self.tr("Shown in the theme. The saved .pptx is in your template “{name}”.")
        self.note = note.format(name=template.name) if template is not None else ""
        self._noting = QTimer(self, singleShot=True, interval=NOTE_STAY)
        self._noting.timeout.connect(self.end_note)
        self._noting.start()
        presenter.deck_changed.connect(self._follow)
        presenter.selection_changed.connect(self._follow)
        self.setGeometry(page.screen().geometry())
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._follow()

    def sizeHint(self) -> QSize:
        return self.screen().size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        last = len(self._presenter.deck.slides) - 1 if self._presenter.deck else 0
        if key == Key.Key_Escape:
            self.close()
        elif key in STEPS:
            self._turn(STEPS[key])
        elif key in {Key.Key_Home, Key.Key_End}:
            self._presenter.select(last if key == Key.Key_End else 0)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton}:
            self._turn(1 if event.button() == Qt.MouseButton.LeftButton else -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._resting.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        self._turn(-notches)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        deck = self._presenter.deck
        if deck is None or not deck.slides:
            return
        width = min(self.width(), self.height() * 16 / 9)
        height = width * 9 / 16
        box = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        at = self._presenter.selected
        paint_slide(painter, box, deck.slides[at], theme_for(deck.theme, deck.language), at + 1)
        if self.note:
            strip = QRectF(box.left(), box.bottom() - box.height() / 18, box.width(), box.height() / 18)
            painter.fillRect(strip, QColor(0, 0, 0, 200))
            painter.setPen(Qt.GlobalColor.white)
            painter.drawText(strip, int(Qt.AlignmentFlag.AlignCenter), self.note)

    def end_note(self) -> None:
        """Say no longer that the saved file looks otherwise."""
        self.note = ""
        self.update()

    def _turn(self, slides: int) -> None:
        self._presenter.select(self._presenter.selected + slides)

    def _follow(self) -> None:
        deck, at = self._presenter.deck, self._presenter.selected
        if deck is None or not deck.slides:
            self.close()
            return
        title = self.tr("Slide {number} of {count}: {title}")
        named = title.format(number=at + 1, count=len(deck.slides), title=deck.slides[at].title)
        said = words_of(deck.slides[at])
        self.setWindowTitle(deck.title)
        self.setAccessibleName(named)
        self.setAccessibleDescription(said)
        announce(self, "\n".join(part for part in (self.note, named, said) if part))
        self.update()


def present(presenter: SlidesPresenter, page: QWidget, first: int | None = None) -> Presenting | None:
    """Fill the screen of `page` with the slide at `first`, else the one in sight; without slides nothing happens."""
    if presenter.deck is None or presenter.outline is None or presenter.progress is not None:
        return None
    if first is not None:
        presenter.select(first)
    shown = Presenting(presenter, page)
    shown.showFullScreen()
    return shown


def words_of(slide: Slide) -> str:
    """Return what stands on a slide below its title, for a screen reader: a line for each thing."""
    columns = [line for column in slide.columns for line in (column.heading, *(point.text for point in column.points))]
    lines = [
        slide.subtitle,
        *(point.text for point in slide.points),
        *columns,
        *(f"{figure.value} {figure.caption}" for figure in slide.figures),
        *(f"{step.label} {step.text}" for step in slide.steps),
        *((slide.quote.text, slide.quote.who) if slide.quote else ()),
        slide.alt,
        slide.source_line,
    ]
    return "\n".join(line.strip() for line in lines if line.strip())
