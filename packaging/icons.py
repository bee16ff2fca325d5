"""Draw Lectern's icon: the SVG sources and the PNGs from 16 to 512 pixels, into assets/icons.

A lectern seen from the side: a tilted reading board on a stem with a foot. `lectern-mark.svg` is the bare mark in the
accent colour, for use inside the window; `lectern.svg` sets it in paper white on a tile, for desktops light and dark.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "assets" / "icons"
ACCENT = "#1E5B4B"  # color.light.accent.fill
ACCENT_DARK = "#83C3A9"  # color.dark.accent.fill
PAPER = "#FBFAF6"  # color.light.surface.base
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
SMALL = 32  # up to here the mark fills more of the tile, so that its stem keeps a whole pixel

# On a 24 x 24 grid: board, stem, foot.
MARK = (
    '<rect x="3.2" y="5" width="17.6" height="4.6" rx="0.7" transform="rotate(-20 12 7.3)"/>'
    '<rect x="10.9" y="8.6" width="2.2" height="11.6"/>'
    '<rect x="5.8" y="19" width="12.4" height="2.3" rx="1.15"/>'
)


def mark(colour: str) -> str:
    """Return the bare mark as an SVG document."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="{colour}">{MARK}</g></svg>\n'


def tile(share: float) -> str:
    """Return the mark on its tile as an SVG document; `share` of the tile's side is the mark's."""
    scale = 24 * share / 24
    offset = (24 - 24 * scale) / 2
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<rect width="24" height="24" rx="5.4" fill="{ACCENT}"/>'
        f'<g fill="{PAPER}" transform="translate({offset:.3f} {offset:.3f}) scale({scale:.3f})">{MARK}</g></svg>\n'
    )


def render(svg: str, size: int, path: Path) -> None:
    """Paint an SVG document into a PNG of `size` x `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written")


def main() -> int:
    """Write every icon file."""
    application = QGuiApplication(sys.argv)
    ICONS.mkdir(parents=True, exist_ok=True)
    (ICONS / "lectern-mark.svg").write_text(mark(ACCENT), encoding="utf-8")
    (ICONS / "lectern-mark-dark.svg").write_text(mark(ACCENT_DARK), encoding="utf-8")
    (ICONS / "lectern.svg").write_text(tile(0.72), encoding="utf-8")
    for size in SIZES:
        render(tile(0.86 if size <= SMALL else 0.72), size, ICONS / f"lectern-{size}.png")
    print(f"{len(SIZES)} PNGs and 3 SVGs are in {ICONS}.")
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
