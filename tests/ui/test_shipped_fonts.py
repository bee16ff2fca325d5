"""The shipped fonts load into Qt under the family names and weights that the design asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"


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
