"""The shipped fonts load into Qt under the family names and weights that the design asks for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
CHINESE = "Noto Sans CJK SC"
#: How FreeType thickens stems by itself, from its manual.
ITS_OWN = "cff:darkening-parameters=500,400,1000,275,1667,275,2333,0"
#: Writes white on black in a process whose FreeType starts anew, and says how much ink that took.
INK = f"""
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication
from desktop.ui.theme import load_fonts
app = QApplication([])
load_fonts(Path(sys.argv[1]))
image = QImage(300, 40, QImage.Format.Format_RGB32)
image.fill(Qt.GlobalColor.black)
painter = QPainter(image)
font = QFont("{CHINESE}")
font.setPixelSize(14)
painter.setFont(font)
painter.setPen(Qt.GlobalColor.white)
painter.drawText(5, 25, "问清一份报告到底写了什么")
painter.end()
print(sum(image.convertToFormat(QImage.Format.Format_Grayscale8).bits()))
"""


@pytest.fixture
def loaded(qtbot: QtBot) -> Iterator[None]:
    ids = [QFontDatabase.addApplicationFont(str(path)) for path in sorted(FONTS.glob("*.ttf"))]
    assert len(ids) == 13
    assert -1 not in ids
    yield
    for number in ids:
        QFontDatabase.removeApplicationFont(number)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("family", "weight", "italic"),
    [
        ("Inter", 400, False), ("Inter", 500, False), ("Inter", 600, False), ("Inter", 400, True),
        ("Source Serif 4", 400, False), ("Source Serif 4", 600, False), ("Source Serif 4", 400, True),
        ("JetBrains Mono", 400, False), ("JetBrains Mono", 600, False),
    ],
)  # fmt: skip
def test_each_weight_is_a_drawn_one(family: str, weight: int, italic: bool) -> None:
    font = QFont(family)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    raw = QRawFont.fromFont(font)
    assert (raw.familyName(), raw.weight()) == (family, weight)
    assert (raw.style() == QFont.Style.StyleItalic) is italic


@pytest.mark.usefixtures("loaded")
def test_inter_has_figures_of_equal_width() -> None:
    font = QFont("Inter")
    font.setPixelSize(40)
    assert QFontMetricsF(font).horizontalAdvance("111") < QFontMetricsF(font).horizontalAdvance("888")
    font.setFeature(QFont.Tag("tnum"), 1)
    assert QFontMetricsF(font).horizontalAdvance("111") == QFontMetricsF(font).horizontalAdvance("888")


def test_each_family_has_its_licence_beside_it() -> None:
    for path in FONTS.glob("*.ttf"):
        licence = FONTS / f"{path.name.partition('-')[0]}-OFL.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


def test_chinese_in_the_dark_theme_is_no_bolder_than_drawn(qtbot: QtBot) -> None:
    if CHINESE not in QFontDatabase.families():
        pytest.skip(f"{CHINESE} is not installed")
    assert _ink() < 0.87 * _ink(FREETYPE_PROPERTIES=ITS_OWN)


def _ink(**chosen: str) -> int:
    """Return how much ink Chinese takes, with these variables of the environment."""
    environment = {name: value for name, value in os.environ.items() if name != "FREETYPE_PROPERTIES"}
    command = [sys.executable, "-c", INK, str(FONTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment | chosen)
    return int(done.stdout)
