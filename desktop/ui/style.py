"""The one stylesheet: what Qt draws by itself (menus, fields, tables, scroll bars), in the theme's colours."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from desktop.ui.paint import menu_room

if TYPE_CHECKING:
    from desktop.ui.themevalue import Theme

#: Sizes are put in already scaled; fonts are set on widgets, because a font here would override them.
SHEET = Template("""
QToolTip { background: $tooltip_bg; color: $tooltip_text; border: 0; padding: ${s1}px ${s2}px; }
QMenu { background: transparent; border: 0; padding: ${s3}px;
    margin: ${menu_room}px; }
QMenu::item { height: ${row}px; padding: 0 ${s9}px 0 ${menu_left}px; }
QMenu::separator { height: 1px; margin: ${s2}px ${s4}px; }

QSplitter::handle { background: $hairline; }
QSplitter::handle:hover { background: $control; }

QScrollArea, QAbstractScrollArea { border: 0; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: ${bar}px; }
QScrollBar:horizontal { height: ${bar}px; }
QScrollBar::handle { background: $strong; border-radius: ${handle}px; margin: 3px; }
QScrollBar::handle:vertical { min-height: ${s11}px; }
QScrollBar::handle:horizontal { min-width: ${s11}px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QLineEdit[field="true"], QPlainTextEdit[field="true"], QAbstractSpinBox {
    background: $raised; color: $primary; border: 1px solid $strong; border-radius: ${control_radius}px;
    placeholder-text-color: $tertiary;
    padding: 0 ${s5}px; min-height: ${field}px; }
QPlainTextEdit[field="true"] { padding: ${s3}px ${s4}px; }
QLineEdit[field="true"]:hover, QPlainTextEdit[field="true"]:hover, QAbstractSpinBox:hover { border-color: $control; }
QLineEdit[field="true"]:focus, QPlainTextEdit[field="true"]:focus, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: 0 ${s5_inner}px; min-height: ${field_inner}px; }
QPlainTextEdit[field="true"]:focus { padding: ${s3_inner}px ${s4_inner}px; }
QLineEdit[field="true"]:disabled, QPlainTextEdit[field="true"]:disabled {
    background: transparent; border-color: $hairline; color: $disabled; }
QLineEdit[field="quiet"] { background: $hover; border: 0; border-radius: ${control_radius}px; color: $primary;
    placeholder-text-color: $tertiary; }
QLineEdit[field="quiet"]:hover { background: $selected; }
QLineEdit[field="quiet"]:focus { background: $raised; border: 2px solid $focus; }
QLineEdit[field="row"] { background: $raised; border: 2px solid $focus; border-radius: ${small}px; color: $primary;
    padding: 0 ${s3}px; }

QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $secondary; border: 0; border-bottom: 1px solid $hairline;
    padding: 0 ${s2}px; }
QTableView, QListView, QTreeView { background: transparent; border: 0; outline: 0; }
QAbstractItemView::item { border: 0; }

QDialog { background: $base; }
QDialog QPushButton { background: $raised; color: $primary; border: 1px solid $strong;
    border-radius: ${button}px; padding: 0 ${s6}px; min-height: ${field}px; min-width: ${s13}px; }
QDialog QPushButton:hover { background: $raised_hover; }
QDialog QPushButton:pressed { background: $raised_pressed; }
QDialog QPushButton:focus { border: 2px solid $focus; }
QDialog QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QDialog QPushButton:default:hover { background: $accent_hover; }
""")


def stylesheet(theme: Theme) -> str:
    """Fill the sheet with the theme's colours and scaled sizes."""
    c, size = theme.color, theme.tokens.size
    values: dict[str, str | int] = {
        "tooltip_bg": c.tooltip.bg.name(),
        "tooltip_text": c.tooltip.text.name(),
        "base": c.surface.base.name(),
        "raised": c.surface.raised.name(),
        "raised_hover": c.surface.raised_hover.name(),
        "raised_pressed": c.surface.raised_pressed.name(),
        "hover": c.surface.hover.name(),
        "selected": c.surface.selected.name(),
        "primary": c.text.primary.name(),
        "secondary": c.text.secondary.name(),
        "tertiary": c.text.tertiary.name(),
        "disabled": c.text.disabled.name(),
        "hairline": c.line.hairline.name(),
        "strong": c.line.strong.name(),
        "control": c.line.control.name(),
        "accent": c.accent.fill.name(),
        "accent_hover": c.accent.hover.name(),
        "on_accent": c.text.on_accent.name(),
        "focus": c.accent.focus.name(),
        "menu_room": menu_room(theme),
        "menu_left": theme.px(36),
        "row": theme.px(size.control),
        "field": theme.px(size.control) - 2,
        "field_inner": theme.px(size.control) - 4,
        "bar": theme.px(12),
        "handle": max(1, (theme.px(12) - 6) // 2),
        "small": theme.px(theme.tokens.radius.small),
        "control_radius": theme.px(theme.tokens.radius.control),
        "button": theme.px(theme.tokens.radius.button),
        "card": theme.px(theme.tokens.radius.card),
    }
    for step in (1, 2, 3, 4, 5, 6, 9, 11, 13):
        values[f"s{step}"] = theme.space(step)
        values[f"s{step}_inner"] = theme.space(step) - 1
    return SHEET.substitute(values)
