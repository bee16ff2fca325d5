"""Design tokens as typed frozen values, decoded from assets/themes/tokens.json."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec
from PySide6.QtGui import QColor

Mode = Literal["light", "dark"]
Tone = Literal["primary", "secondary", "tertiary", "disabled", "onAccent", "accent", "ok", "warn", "error", "info"]
Role = Literal[
    "display",
    "pageTitle",
    "heading",
    "answer",
    "answerHeading",
    "passage",
    "message",
    "thinking",
    "bodyStrong",
    "label",
    "ui",
    "uiStrong",
    "caption",
    "captionStrong",
    "chip",
    "code",
    "codeInline",
]


class Surface(msgspec.Struct, frozen=True, rename="camel"):
    """Fills of areas, low to high; `hover` and `selected` go on canvas and base, `raised_*` on raised."""

    canvas: QColor
    base: QColor
    raised: QColor
    sunken: QColor
    hover: QColor
    selected: QColor
    bubble: QColor
    raised_hover: QColor
    raised_pressed: QColor


class Text(msgspec.Struct, frozen=True, rename="camel"):
    """Ink, by weight of what it says."""

    primary: QColor
    secondary: QColor
    tertiary: QColor
    disabled: QColor
    on_accent: QColor


class Line(msgspec.Struct, frozen=True, rename="camel"):
    """Hairlines are decoration; `control` is the outline that alone tells where a control is."""

    hairline: QColor
    strong: QColor
    control: QColor


class Accent(msgspec.Struct, frozen=True, rename="camel"):
    """The one accent: ready, chosen, or grounded."""

    fill: QColor
    hover: QColor
    pressed: QColor
    text: QColor
    soft: QColor
    soft_hover: QColor
    focus: QColor


class Status(msgspec.Struct, frozen=True, rename="camel"):
    """Ink and fill of a status; `fill` exists for errors only."""

    text: QColor
    soft: QColor
    fill: QColor | None = None


class Marked(msgspec.Struct, frozen=True, rename="camel"):
    """Fill, ink and (for highlights) lower edge of marked words."""

    bg: QColor
    text: QColor
    edge: QColor | None = None


class Code(msgspec.Struct, frozen=True, rename="camel"):
    """Colours of source code."""

    bg: QColor
    text: QColor
    keyword: QColor
    string: QColor
    number: QColor
    comment: QColor


class Paper(msgspec.Struct, frozen=True, rename="camel"):
    """A document's page."""

    bg: QColor
    text: QColor
    line: QColor


class Scrim(msgspec.Struct, frozen=True, rename="camel"):
    """The flat veil behind the drop sheet; `alpha` 0 to 1."""

    color: QColor
    alpha: float


class ShadowInk(msgspec.Struct, frozen=True, rename="camel"):
    """Shadow colour; alphas 0 to 1."""

    color: QColor
    composer_alpha: float
    popover_alpha: float


class Colors(msgspec.Struct, frozen=True, rename="camel"):
    """All colours of one theme."""

    surface: Surface
    text: Text
    line: Line
    accent: Accent
    ok: Status
    warn: Status
    error: Status
    info: Status
    selection: Marked
    highlight: Marked
    code: Code
    paper: Paper
    highlight_on_paper: Marked
    scrim: Scrim
    shadow: ShadowInk
    tooltip: Marked


class TypeStyle(msgspec.Struct, frozen=True, rename="camel"):
    """A type role: logical pixels at 100 %, CSS weight, letter spacing in pixels."""

    family: Literal["ui", "reading", "mono"]
    size: int
    line_height: int
    weight: int
    tracking: float


class Families(msgspec.Struct, frozen=True, rename="camel"):
    """Font families in order of preference."""

    ui: tuple[str, ...]
    reading: tuple[str, ...]
    mono: tuple[str, ...]


class Radii(msgspec.Struct, frozen=True, rename="camel"):
    """Corner radii in logical pixels."""

    mark: int
    chip: int
    tag: int
    small: int
    control: int
    button: int
    card: int
    composer: int
    panel: int
    sheet: int
    full: int


class Icons(msgspec.Struct, frozen=True, rename="camel"):
    """Icon sizes in logical pixels."""

    tiny: int
    small: int
    row: int
    button: int
    nav: int
    rail: int
    file: int
    feature: int
    overlay: int


class Sizes(msgspec.Struct, frozen=True, rename="camel"):
    """Sizes of regions and controls in logical pixels."""

    sidebar: int
    sidebar_min: int
    sidebar_max: int
    rail: int
    header: int
    sub_header: int
    pane: int
    pane_min: int
    pane_max: int
    reading_column: int
    reading_column_wide: int
    settings_column: int
    models_column: int
    collections: int
    test_retrieval: int
    outline: int
    inspector: int
    slide_preview_max: int
    control: int
    control_small: int
    button_large: int
    send: int
    nav_row: int
    list_row: int
    ledger_row: int
    model_row: int
    setting_row: int
    switch_width: int
    switch_height: int
    bar: int
    meter_ring: int
    min_window: tuple[int, int]
    default_window: tuple[int, int]


class Shadow(msgspec.Struct, frozen=True, rename="camel"):
    """A shadow: vertical offset and blur in logical pixels, alphas 0 to 1."""

    y: int
    blur: int
    alpha_light: float
    alpha_dark: float


class Shadows(msgspec.Struct, frozen=True, rename="camel"):
    """The three things that may cast a shadow."""

    composer: Shadow
    popover: Shadow
    sheet: Shadow


class Motion(msgspec.Struct, frozen=True, rename="camel"):
    """Durations in milliseconds."""

    fold: int
    pane: int
    toast: int
    toast_stay: int
    undo_stay: int
    busy_delay: int
    flush: int
    caret_blink: int


class Tokens(msgspec.Struct, frozen=True, rename="camel"):
    """The file, whole."""

    color: dict[Mode, Colors]
    font: Families
    type: dict[Role, TypeStyle]
    space: dict[str, int]
    radius: Radii
    icon: Icons
    size: Sizes
    shadow: Shadows
    motion: Motion


def _decode(kind: type[Any], value: Any) -> Any:
    if kind is QColor:
        return QColor(value)
    raise NotImplementedError(kind)


def load(file: Path) -> Tokens:
    """Decode the token file.

    Raises:
        OSError: it cannot be read.
        msgspec.ValidationError: a token is missing or has the wrong type.
    """
    return msgspec.json.decode(file.read_bytes(), type=Tokens, dec_hook=_decode)
