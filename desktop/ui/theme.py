"""The live appearance: follows the choice and the system, and dresses the application in the theme they give."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.ui.style import stylesheet
from desktop.ui.themevalue import Theme, build
from desktop.ui.tokens import Mode, Tokens

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Appearance", "Choice", "Theme", "build", "load_fonts", "palette"]

Choice = Literal["system", "light", "dark"]
#: Settings that FreeType reads when it starts. By itself it thickens the stems of PostScript outlines, which Chinese
#: typefaces have, and Qt's blending of light on dark thickens those again: in the dark theme they looked bold.
STEMS = "cff:darkening-parameters=500,50,1000,50,1667,50,2333,0"


def palette(theme: Theme) -> QPalette:
    """Return the palette for everything that is not painted by us."""
    c, role, group = theme.color, QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for key, color in {
        role.Window: c.surface.base,
        role.WindowText: c.text.primary,
        role.Base: c.surface.raised,
        role.AlternateBase: c.surface.sunken,
        role.Text: c.text.primary,
        role.PlaceholderText: c.text.tertiary,
        role.Button: c.surface.raised,
        role.ButtonText: c.text.primary,
        role.BrightText: c.error.text,
        role.Link: c.accent.text,
        role.LinkVisited: c.accent.text,
        role.Highlight: c.selection.bg,
        role.HighlightedText: c.selection.text,
        role.ToolTipBase: c.tooltip.bg,
        role.ToolTipText: c.tooltip.text,
        role.Accent: c.accent.fill,
        role.Light: c.surface.raised,
        role.Midlight: c.line.hairline,
        role.Mid: c.line.strong,
        role.Dark: c.line.control,
        role.Shadow: c.shadow.color,
    }.items():
        made.setColor(key, color)
    for key in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        made.setColor(group.Disabled, key, c.text.disabled)
    return made


def load_fonts(folder: Path) -> int:
    """Give the typefaces in `folder` to Qt and return how many it took; without them the family lists fall back.

    To be called before anything is written: FreeType is asked for thin stems when the first glyph is made.
    """
    os.environ.setdefault("FREETYPE_PROPERTIES", STEMS)
    taken = (QFontDatabase.addApplicationFont(str(file)) for file in sorted(folder.glob("*.ttf")))
    return sum(number >= 0 for number in taken)


class Appearance(QObject):
    """Holds the current theme, follows the system's colour scheme, and applies both to the application.

    Every widget of ours takes it as its first argument (`look`), reads `theme` while painting and listens to `changed`.
    """

    changed = Signal()
    #: Before and after a `changed` that brings another text size.
    scaling = Signal()
    scaled = Signal()

    def __init__(self, app: QApplication, tokens: Tokens) -> None:
        super().__init__()
        self._app = app
        self._tokens = tokens
        self._choice: Choice = "system"
        self._scale, self._contrast, self._still, self._serif = 1.0, False, False, True
        self._lit = False
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self.theme = build(tokens, "light")
        self._apply()

    @property
    def choice(self) -> Choice:
        """What the user chose, as opposed to what it comes to at present."""
        return self._choice

    def choose(
        self,
        choice: Choice | None = None,
        *,
        scale: float | None = None,
        contrast: bool | None = None,
        still: bool | None = None,
        serif: bool | None = None,
    ) -> None:
        """Change what is given, leave the rest, and apply it at once."""
        self._choice = self._choice if choice is None else choice
        self._scale = self._scale if scale is None else scale
        self._contrast = self._contrast if contrast is None else contrast
        self._still = self._still if still is None else still
        self._serif = self._serif if serif is None else serif
        self._apply()

    def keep_cursor_lit(self, lit: bool) -> None:
        """Have the cursor of a text stay lit, or blink again where motion is not reduced."""
        if lit != self._lit:
            self._lit = lit
            self._set_blink()

    def _set_blink(self) -> None:
        still = self.theme.still or self._lit
        self._app.styleHints().setCursorFlashTime(0 if still else 2 * self.theme.tokens.motion.caret_blink)

    def _apply(self) -> None:
        hints = self._app.styleHints()
        mode: Mode = "light"
        if self._choice == "dark" or (self._choice == "system" and hints.colorScheme() == Qt.ColorScheme.Dark):
            mode = "dark"
        contrast = self._contrast or hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        made = build(self._tokens, mode, scale=self._scale, contrast=contrast, still=self._still, serif=self._serif)
        rescaled = made.scale != self.theme.scale
        if rescaled:
            self.scaling.emit()
        self.theme = made
        self._set_blink()
        self._app.setPalette(palette(made))
        self._app.setFont(made.font("ui"))
        QToolTip.setFont(made.font("caption"))
        self._app.setStyleSheet(stylesheet(made))
        self.changed.emit()
        if rescaled:
            self.scaled.emit()
