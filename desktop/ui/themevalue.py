"""One theme as a frozen value: colours, fonts and scaled sizes."""

from __future__ import annotations

import msgspec
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from desktop.ui.tokens import Colors, Mode, Role, Status, Tokens, Tone, TypeStyle


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
