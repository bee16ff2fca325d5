"""The sheet that files are dropped on: where they may go, how many they are, and which cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from desktop.ui.icons import paint_icon
from desktop.ui.paint import paint_box, paint_shadow
from desktop.ui.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPaintEvent

    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Role, Tone

#: Files whose size is asked for while the pointer waits; of more, only the number is told.
MOST_ASKED = 500


class DropTarget(msgspec.Struct, frozen=True):
    """A place that files can be dropped on.

    Attributes:
        key: what `DropSheet.dropped` carries.
        words: what happens to the files there, in two short lines.
        place: the collection that takes them, shown as a tag; empty for none.
    """

    key: str
    icon: str
    title: str
    words: str
    place: str = ""


class Dragged(msgspec.Struct, frozen=True):
    """What is being dragged: paths, bytes of the files, names of files that cannot be read."""

    paths: tuple[Path, ...]
    folders: int = 0
    size: int = 0
    unreadable: tuple[str, ...] = ()


def local_paths(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files and folders of a drag; empty when it carries none."""
    if not data.hasUrls():
        return ()
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile())


def look_at(paths: Sequence[Path], readable: Callable[[Path], bool]) -> Dragged:
    """Count what is dragged; `readable` says by its name whether a file can be read."""
    size = folders = 0
    unreadable = []
    for path in paths[:MOST_ASKED]:
        if path.is_dir():
            folders += 1
            continue
        if not readable(path):
            unreadable.append(path.name)
        try:
            size += path.stat().st_size
        except OSError:
            unreadable.append(path.name)
    return Dragged(tuple(paths), folders, size, tuple(dict.fromkeys(unreadable)))


class DropSheet(QWidget):
    """Covers its window while files are over it; the left half is the first target, the right half the second.

    Signals:
        dropped: (paths, key of the target). The files that cannot be read are among them: their page says so.
    """

    dropped = Signal(object, str)

    def __init__(self, look: Appearance, window: QWidget, readable: Callable[[Path], bool]) -> None:
        super().__init__(window)
        self._window = window
        self.look, self._readable = look, readable
        self._targets: tuple[DropTarget, ...] = ()
        self._dragged = Dragged(())
        self._chosen = 0
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def chosen(self) -> str:
        """The key of the target that the pointer is over."""
        return self._targets[self._chosen].key if self._targets else ""

    def show_for(self, paths: Sequence[Path], targets: Sequence[DropTarget]) -> None:
        """Cover the window for these files."""
        self._targets = tuple(targets[:2])
        self._dragged = look_at(paths, self._readable)
        self._chosen = 0
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def count_words(self) -> str:
        """Return how many there are and how large they are: "4 files, 18 MB"."""
        files = len(self._dragged.paths) - self._dragged.folders
        parts = []
        if self._dragged.folders:
            one = self._dragged.folders == 1
            parts.append(self.tr("1 folder") if one else self.tr("{count} folders").format(count=self._dragged.folders))
        if files:
            parts.append(self.tr("1 file") if files == 1 else self.tr("{count} files").format(count=files))
            if len(self._dragged.paths) <= MOST_ASKED:
                digits = 0 if self._dragged.size >= 1_000_000 else 1
                kind = QLocale.DataSizeFormat.DataSizeSIFormat
                parts.append(QLocale().formattedDataSize(self._dragged.size, digits, kind))
        return listed(parts)

    def reading_words(self) -> str:
        """Return what can and what cannot be read: "3 can be read. plan.dwg cannot."."""
        bad = self._dragged.unreadable
        good = len(self._dragged.paths) - len(bad)
        if not bad:
            return self.tr("All of it can be read.") if good != 1 else self.tr("It can be read.")
        if not good:
            return self.tr("It cannot be read.") if len(bad) == 1 else self.tr("None of it can be read.")
        names = bad[0] if len(bad) == 1 else self.tr("{count} others").format(count=len(bad))
        return self.tr("{count} can be read. {names} cannot.").format(count=good, names=names)

    def title_words(self) -> str:
        """Return the question at the head of the sheet."""
        count = len(self._dragged.paths)
        if len(self._targets) < 2:
            return self._targets[0].title if self._targets else ""
        if count == 1:
            return self.tr("Where should this go?")
        numbers = (self.tr("two"), self.tr("three"), self.tr("four"), self.tr("five"), self.tr("six"), self.tr("seven"))
        shown = numbers[count - 2] if count - 2 < len(numbers) else QLocale().toString(count)
        if self._dragged.folders:
            return self.tr("Where should these {count} things go?").format(count=shown)
        return self.tr("Where should these {count} files go?").format(count=shown)

    # -- dragging --------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        right = event.position().x() > self.width() / 2
        chosen = 1 if right and len(self._targets) > 1 else 0
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_paths(event.mimeData())
        key = self.chosen
        self.hide()
        event.acceptProposedAction()
        if paths and key:
            self.dropped.emit(list(paths), key)

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.look.theme
        c, px = theme.color, theme.px
        veil = QColor(c.scrim.color)
        veil.setAlphaF(c.scrim.alpha)
        painter.fillRect(self.rect(), veil)
        width = min(px(936), self.width() - px(64))
        height = min(px(544), self.height() - px(48))
        sheet = QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height)
        paint_shadow(painter, theme, QRectF(sheet), px(24), theme.tokens.shadow.sheet)
        paint_box(painter, QRectF(sheet), px(24), c.surface.base, c.line.strong)
        head = QRect(sheet.left(), sheet.top() + px(46), width, px(50))
        self._write(painter, head, self.title_words(), "display", "primary")
        where = self.tr("Drop anywhere on the left or right half of the window.")
        if len(self._targets) < 2:
            where = self.tr("Drop anywhere on the window.")
        self._write(painter, QRect(sheet.left(), head.bottom() + px(1), width, px(22)), where, "thinking", "secondary")
        foot = self.tr("Files are read on this computer and are never changed or sent.") + "  "
        foot += self.tr("Esc to cancel")
        bottom = QRect(sheet.left(), sheet.bottom() - px(64), width, px(20))
        self._write(painter, bottom, foot, "ui", "secondary")
        top, gap = sheet.top() + px(154), px(24)
        room = QRect(sheet.left() + px(56), top, width - px(112), bottom.top() - px(34) - top)
        share = (room.width() - gap * (len(self._targets) - 1)) // max(1, len(self._targets))
        for at, target in enumerate(self._targets):
            box = QRect(room.left() + at * (share + gap), room.top(), share, room.height())
            self._paint_target(painter, box, target, chosen=at == self._chosen)

    def _paint_target(self, painter: QPainter, box: QRect, target: DropTarget, *, chosen: bool) -> None:
        theme = self.look.theme
        c, px = theme.color, theme.px
        if chosen:
            paint_box(painter, QRectF(box), px(20), c.accent.soft, c.accent.fill, width=2)
        else:
            paint_box(painter, QRectF(box), px(20), c.surface.raised, c.line.control, dash=(4, 3))
        lines = target.words.split("\n")
        tall = px(32 + 18 + 30 + 4) + px(21) * len(lines) + px(64)
        top = box.top() + max(px(12), (box.height() - tall) // 2)
        side = px(theme.tokens.icon.overlay)
        paint_icon(
            painter,
            QRect(box.center().x() - side // 2, top, side, side),
            target.icon,
            c.accent.text if chosen else c.text.secondary,
        )
        top += side + px(14)
        self._write(painter, QRect(box.left(), top, box.width(), px(30)), target.title, "pageTitle", "primary")
        top += px(34)
        for line in lines:
            self._write(painter, QRect(box.left(), top, box.width(), px(21)), line, "thinking", "secondary")
            top += px(21)
        if chosen:
            self._paint_count(painter, QPoint(box.center().x(), min(top + px(14), box.bottom() - px(70))))
        elif target.place:
            width = round(theme.metrics("uiStrong").horizontalAdvance(target.place)) + px(46)
            tag = QRect(box.center().x() - width // 2, top + px(18), width, px(32))
            paint_box(painter, QRectF(tag), px(8), c.surface.hover)
            icon = QRect(tag.left() + px(12), tag.center().y() - px(7), px(16), px(16))
            paint_icon(painter, icon, "folder", c.text.secondary)
            self._write(painter, tag.adjusted(px(22), 0, 0, 0), target.place, "uiStrong", "secondary")

    def _paint_count(self, painter: QPainter, at: QPoint) -> None:
        theme = self.look.theme
        c, px = theme.color, theme.px
        counted, readable = self.count_words(), self.reading_words()
        widest = max(
            theme.metrics("uiStrong").horizontalAdvance(counted), theme.metrics("caption").horizontalAdvance(readable)
        )
        width = round(widest) + px(68)
        card = QRect(at.x() - width // 2, at.y(), width, px(56))
        paint_shadow(painter, theme, QRectF(card), px(10), theme.tokens.shadow.popover)
        paint_box(painter, QRectF(card), px(10), c.surface.raised, c.line.strong)
        icon = "files" if len(self._dragged.paths) > 1 else "file"
        paint_icon(painter, QRect(card.left() + px(16), card.center().y() - px(9), px(20), px(20)), icon, c.accent.text)
        words = card.adjusted(px(48), px(9), 0, 0)
        self._write(
            painter, QRect(words.topLeft(), words.size()), counted, "uiStrong", "primary", left=True, tall=px(20)
        )
        lower = words.adjusted(0, px(19), 0, 0)
        tone: Tone = "warn" if self._dragged.unreadable else "secondary"
        self._write(painter, lower, readable, "caption", tone, left=True, tall=px(18))

    def _write(
        self, painter: QPainter, box: QRect, text: str, role: Role, tone: Tone, *, left: bool = False, tall: int = 0
    ) -> None:
        theme = self.look.theme
        painter.setFont(theme.font(role))
        painter.setPen(theme.ink(tone))
        align = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        if tall:
            box = QRect(box.left(), box.top(), box.width(), tall)
        cut = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter), cut)
