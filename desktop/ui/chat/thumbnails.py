"""Thumbnails of the pictures of a question: JPEGs that we wrote ourselves, side by side, small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.paint import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.domain.conversation import PicturePart
    from desktop.ui.theme import Appearance

#: Logical pixels: height of a thumbnail, the most that one is wide, and the room between two.
HEIGHT, WIDEST, GAP = 96, 200, 8
#: Thumbnails in sight; a question with more pictures shows the first of them.
MOST = 4


class Thumbnails(QWidget):
    """A row of pictures. Hidden while there are none."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._pictures: tuple[PicturePart, ...] = ()
        self._images: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._scale)
        self.hide()

    def show_pictures(self, pictures: Sequence[PicturePart]) -> None:
        """Show these pictures."""
        if tuple(pictures) == self._pictures:
            return
        self._pictures = tuple(pictures)
        names = ", ".join(picture.name for picture in pictures)
        self.setAccessibleName(self.tr("Pictures: {names}").format(names=names))
        set_tip(self, names)
        self.setVisible(bool(pictures))
        self._scale()

    def _scale(self) -> None:
        px, sharp = self.look.theme.px, self.devicePixelRatioF()
        self._images = []
        for picture in self._pictures[:MOST]:
            image = QImage()
            image.loadFromData(picture.data, "JPEG")
            room = QSize(round(px(WIDEST) * sharp), round(px(HEIGHT) * sharp))
            small = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            small.setDevicePixelRatio(sharp)
            self._images.append(small)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        widths = [round(image.deviceIndependentSize().width()) for image in self._images]
        return QSize(sum(widths) + px(GAP) * max(0, len(widths) - 1), px(HEIGHT) + px(GAP) if widths else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self.look.theme.px
        left = 0.0
        for image in self._images:
            size = image.deviceIndependentSize()
            box = QRectF(left, px(GAP) / 2, size.width(), size.height())
            path = QPainterPath()
            path.addRoundedRect(box, px(6), px(6))
            painter.save()
            painter.setClipPath(path)
            painter.drawImage(box.topLeft(), image)
            painter.restore()
            left += size.width() + px(GAP)
