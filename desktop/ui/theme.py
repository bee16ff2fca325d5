"""One theme as a frozen value: colours, fonts and scaled sizes; and the live appearance that applies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.ui.style import stylesheet
from desktop.ui.tokens import Colors, Mode, Role, Status, Tokens, Tone, TypeStyle

if TYPE_CHECKING:
    from pathlib import Path

Choice = Literal["system", "light", "dark"]


class Theme(msgspec.Struct, frozen=True):
    """What a widget needs to paint itself; made by `build`, replaced whole on change.

    Attributes:
        scale: text scale, 1.0 to 2.0; type, controls and space grow with it, hairlines do not.
        still: whether motion is reduced, so that every duration is 0.
        serif: whether answers are set in the reading family.
    """

    mode: Mode
    color: Colors
    tokens: Tokens
    scale: float = 1.0
    still: bool = False
    serif: bool = True

    @property
    def dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.mode == "dark"

    def px(self, value: float) -> int:
        """Scale logical pixels and round to whole ones."""
        return round(value * self.scale)

    def space(self, step: int) -> int:
        """Return the step of the spacing scale (0 to 13), scaled."""
        return self.px(self.tokens.space[str(step)])

    def ms(self, motion: int) -> int:
        """Return a duration of `tokens.motion` in milliseconds, 0 when motion is reduced."""
        return 0 if self.still else motion

    def style(self, role: Role) -> TypeStyle:
        """Return the unscaled type style of `role`."""
        found = self.tokens.type[role]
        if not self.serif and role in {"answer", "answerHeading", "passage"}:
            return msgspec.structs.replace(found, family="ui", size=found.size - 1)
        return found

    def line_height(self, role: Role) -> int:
        """Return the scaled line height of `role`."""
        return self.px(self.style(role).line_height)

    def font(self, role: Role, *, weight: int = 0, italic: bool = False, tabular: bool = False) -> QFont:
        """Make the font of `role`; `weight` overrides the style's own where it is not 0."""
        style = self.style(role)
        font = QFont()
        font.setFamilies(list(getattr(self.tokens.font, style.family)))
        font.setPixelSize(max(1, self.px(style.size)))
        font.setWeight(QFont.Weight(weight or style.weight))
        font.setItalic(italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if style.tracking:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, style.tracking * self.scale)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        if style.family == "mono":
            font.setStyleHint(QFont.StyleHint.Monospace)
            # Ligatures such as != would show other characters than the ones that are copied.
            font.setFeature(QFont.Tag("calt"), 0)
        return font

    def metrics(self, role: Role, *, tabular: bool = False) -> QFontMetricsF:
        """Return the metrics of the font of `role`."""
        return QFontMetricsF(self.font(role, tabular=tabular))

    def ink(self, tone: Tone) -> QColor:
        """Return the text colour of `tone`."""
        if tone == "onAccent":
            return self.color.text.on_accent
        if tone == "accent":
            return self.color.accent.text
        if tone in {"ok", "warn", "error", "info"}:
            status: Status = getattr(self.color, tone)
            return status.text
        found: QColor = getattr(self.color.text, tone)
        return found


def build(
    tokens: Tokens, mode: Mode, *, scale: float = 1.0, contrast: bool = False, still: bool = False, serif: bool = True
) -> Theme:
    """Make a theme; `contrast` swaps strong lines for control lines and tertiary text for secondary."""
    color = tokens.color[mode]
    if contrast:
        color = msgspec.structs.replace(
            color,
            line=msgspec.structs.replace(color.line, strong=color.line.control, hairline=color.line.strong),
            text=msgspec.structs.replace(color.text, tertiary=color.text.secondary),
        )
    return Theme(mode, color, tokens, min(2.0, max(1.0, scale)), still, serif)


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
    """Give the typefaces in `folder` to Qt and return how many it took; without them the family lists fall back."""
    taken = (QFontDatabase.addApplicationFont(str(file)) for file in sorted(folder.glob("*.ttf")))
    return sum(number >= 0 for number in taken)


class Appearance(QObject):
    """Holds the current theme, follows the system's colour scheme, and applies both to the application.

    Every widget of ours takes it as its first argument (`look`), reads `theme` while painting and listens to `changed`.
    """

    changed = Signal()

    def __init__(self, app: QApplication, tokens: Tokens) -> None:
        super().__init__()
        self._app = app
        self._tokens = tokens
        self._choice: Choice = "system"
        self._scale, self._contrast, self._still, self._serif = 1.0, False, False, True
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

    def _apply(self) -> None:
        hints = self._app.styleHints()
        mode: Mode = "light"
        if self._choice == "dark" or (self._choice == "system" and hints.colorScheme() == Qt.ColorScheme.Dark):
            mode = "dark"
        contrast = self._contrast or hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        made = build(self._tokens, mode, scale=self._scale, contrast=contrast, still=self._still, serif=self._serif)
        self.theme = made
        hints.setCursorFlashTime(0 if made.still else 2 * made.tokens.motion.caret_blink)
        self._app.setPalette(palette(made))
        self._app.setFont(made.font("ui"))
        QToolTip.setFont(made.font("caption"))
        self._app.setStyleSheet(stylesheet(made))
        self.changed.emit()
