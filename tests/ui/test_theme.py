"""Tokens become palette, style sheet, fonts and sizes; every text pair keeps its contrast in both themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.icons import file_icon, make_icon, paint_icon, paint_mark
from desktop.ui.style import stylesheet
from desktop.ui.theme import Appearance, build
from desktop.ui.tokens import Role, Tokens, Tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.tokens import Mode

MODES: tuple[Mode, ...] = ("light", "dark")


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    values = (color.redF(), color.greenF(), color.blueF())
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio as WCAG 2 defines it, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("more", [False, True])
def test_text_can_be_read_on_every_surface(tokens: Tokens, mode: Mode, more: bool) -> None:
    theme = build(tokens, mode, contrast=more)
    s = theme.color.surface
    tones: tuple[Tone, ...] = ("primary", "secondary", "tertiary", "accent", "warn", "error", "info", "ok")
    for tone in tones:
        for surface in (s.canvas, s.base, s.raised, s.sunken, s.hover, s.selected):
            assert contrast(theme.ink(tone), surface) >= 4.5, (tone, surface.name())
    c = theme.color
    pairs = [
        (c.text.on_accent, c.accent.fill),
        (c.text.on_accent, c.accent.hover),
        (c.text.on_accent, c.accent.pressed),
        (c.accent.text, c.accent.soft),
        (c.accent.text, c.accent.soft_hover),
        (c.warn.text, c.warn.soft),
        (c.error.text, c.error.soft),
        (c.highlight.text, c.highlight.bg),
        (c.highlight_on_paper.text, c.highlight_on_paper.bg),
        (c.paper.text, c.paper.bg),
        (c.selection.text, c.selection.bg),
        (c.tooltip.text, c.tooltip.bg),
        *((getattr(c.code, kind), c.code.bg) for kind in ("text", "keyword", "string", "number", "comment")),
    ]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink.name(), ground.name())
    for surface in (s.canvas, s.base, s.raised, s.sunken):
        assert contrast(c.line.control, surface) >= 3
        assert contrast(c.accent.focus, surface) >= 3


def test_more_contrast_swaps_lines_and_quiet_text(tokens: Tokens) -> None:
    plain, more = build(tokens, "light"), build(tokens, "light", contrast=True)
    assert more.color.line.strong == plain.color.line.control
    assert more.color.text.tertiary == plain.color.text.secondary


def test_every_role_has_its_typeface(tokens: Tokens, fonts: int) -> None:
    assert fonts == 9 or fonts > 9
    theme = build(tokens, "light")
    wanted = {"ui": "Inter", "reading": "Source Serif 4", "mono": "JetBrains Mono"}
    for role in get_args(Role):
        font = theme.font(role)
        style = theme.style(role)
        assert font.pixelSize() == style.size
        assert font.weight() == style.weight
        assert QFontInfo(font).family() == wanted[style.family]


def test_fonts_fall_back_when_they_are_missing(tokens: Tokens) -> None:
    theme = build(tokens, "light")
    assert theme.font("answer").families()[-1] == "serif"
    assert theme.font("ui").families()[-1] == "sans-serif"


def test_scale_grows_type_space_and_controls(tokens: Tokens) -> None:
    large = build(tokens, "light", scale=1.5)
    assert large.font("ui").pixelSize() == 20
    assert large.space(7) == 24
    assert large.px(tokens.size.control) == 48
    assert build(tokens, "light", scale=9).scale == 2.0
    assert build(tokens, "light", scale=0.1).scale == 1.0


def test_reduced_motion_has_no_durations(tokens: Tokens) -> None:
    assert build(tokens, "light", still=True).ms(tokens.motion.fold) == 0
    assert build(tokens, "light").ms(tokens.motion.fold) == 120


def test_answers_may_be_set_in_sans(tokens: Tokens) -> None:
    assert build(tokens, "light", serif=False).style("answer").family == "ui"
    assert build(tokens, "light", serif=False).style("heading").family == "reading"


@pytest.mark.parametrize("mode", MODES)
def test_the_style_sheet_has_no_open_field(tokens: Tokens, mode: Mode) -> None:
    assert "$" not in stylesheet(build(tokens, mode))


def test_the_application_follows_the_choice(qapp: QApplication, look: Appearance) -> None:
    seen: list[str] = []
    look.changed.connect(lambda: seen.append(look.theme.mode))
    look.choose("dark")
    assert look.choice == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window) == look.theme.color.surface.base
    assert look.theme.color.surface.raised.name() in qapp.styleSheet()
    look.choose("light")
    assert seen == ["dark", "light"]


def test_the_system_is_followed_until_the_user_chooses(qapp: QApplication, look: Appearance) -> None:
    look.choose("system")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    followed = look.theme.mode
    look.choose("light")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Light)
    assert {followed, look.theme.mode} <= {"light", "dark"}
    assert look.theme.mode == "light"
    qapp.styleHints().unsetColorScheme()


def test_a_field_takes_the_theme(qtbot: QtBot, both: Appearance) -> None:
    from desktop.ui.fields import Field

    field = Field(both, "Name")
    qtbot.addWidget(field)
    field.show()
    middle = field.grab().toImage().pixelColor(field.width() // 2, 4)
    assert middle == both.theme.color.surface.raised
    assert isinstance(field, QLineEdit)


def ink_of(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def blank(side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


NAMES = [
    "circle-wavy-check",
    "circle-wavy-check-fill",
    "circle-wavy-warning",
    "note-pencil",
    "pencil-simple",
    "presentation-chart",
    "square-half",
    "paperclip",
    "arrow-up-bold",
    "stop-fill",
    "check-circle",
    "minus-circle",
    "x-circle",
    "clock",
    "spinner",
    "file-pdf",
    "file-text",
    "table",
    "file",
    "gauge",
    "dots-six-vertical-bold",
    "dots-three",
    "brain",
    "books",
    "cube",
    "gear-six",
    "copy",
    "arrow-clockwise",
    "caret-right",
    "caret-down",
    "check",
    "x",
    "warning-circle",
    "magnifying-glass",
    "files",
    "folder",
    "chat-circle",
    "trash",
]


@pytest.mark.parametrize("name", NAMES)
def test_icons_of_the_design_exist_and_take_their_colour(qapp: QApplication, name: str) -> None:
    image = blank(32)
    painter = QPainter(image)
    paint_icon(painter, QRect(0, 0, 32, 32), name, QColor("#1E5B4B"))
    painter.end()
    assert "#1e5b4b" in ink_of(image)


def test_icons_turn_and_mirror(qapp: QApplication) -> None:
    pictures = []
    for turned, mirror in ((0, False), (90, False), (0, True)):
        image = blank(32)
        painter = QPainter(image)
        paint_icon(painter, QRect(0, 0, 32, 32), "square-half", QColor("black"), turned=turned, mirror=mirror)
        painter.end()
        pictures.append(bytes(image.constBits()))
    assert len(set(pictures)) == 3


def test_icons_of_menus_follow_the_theme(look: Appearance) -> None:
    icon = make_icon(look, "stop-fill", "primary")
    light = ink_of(icon.pixmap(QSize(32, 32)).toImage())
    look.choose("dark")
    dark = ink_of(QIcon(icon).pixmap(QSize(32, 32)).toImage())
    assert look.theme.color.text.primary.name() in dark
    assert light != dark


def test_the_mark_is_painted(qapp: QApplication) -> None:
    image = blank(48)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, 48, 48), QColor("#1E5B4B"))
    painter.end()
    assert "#1e5b4b" in ink_of(image)


@pytest.mark.parametrize(
    ("name", "icon"),
    [
        ("A.PDF", "file-pdf"),
        ("b.xlsx", "table"),
        ("c.pptx", "presentation-chart"),
        ("d.md", "file-text"),
        ("e", "file"),
    ],
)
def test_files_have_their_icon(name: str, icon: str) -> None:
    assert file_icon(name) == icon
