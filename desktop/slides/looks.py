"""Ledger, Harbour and Evening: colours, typefaces and sizes of each theme, as values."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.errors import ThemeUnknown

#: Names of the colours that a slide uses; the order of the Office colour scheme comes with `SCHEME`.
Colour = Literal["paper", "ink", "card", "title", "accent", "neutral", "muted", "second", "third", "fourth"]

#: Slot of the Office colour map for each colour, so that a deck can be recoloured as a whole.
SCHEME: dict[Colour, str] = {
    "paper": "bg1",
    "ink": "tx1",
    "card": "bg2",
    "title": "tx2",
    "accent": "accent1",
    "neutral": "accent2",
    "muted": "accent3",
    "second": "accent4",
    "third": "accent5",
    "fourth": "accent6",
}


class Fonts(msgspec.Struct, frozen=True):
    """Typefaces by name as the reader's computer knows them, and the shipped files that are as wide.

    Attributes:
        major, minor: of titles and of text, in Latin script. Both come with Windows, macOS and Google Slides.
        major_files, minor_files: regular and bold file of assets/fonts with the same widths.
    """

    major: str = "Georgia"
    minor: str = "Arial"
    major_files: tuple[str, str] = ("Gelasio-Regular.ttf", "Gelasio-Bold.ttf")
    minor_files: tuple[str, str] = ("Arimo-Regular.ttf", "Arimo-Bold.ttf")


#: East Asian typeface by the beginning of the language tag; all come with Windows and Office for Mac.
EAST_ASIAN: dict[str, str] = {
    "zh-TW": "Microsoft JhengHei",
    "zh-HK": "Microsoft JhengHei",
    "zh": "Microsoft YaHei",
    "ja": "Yu Gothic",
    "ko": "Malgun Gothic",
}


class Theme(msgspec.Struct, frozen=True):
    """One theme.

    Attributes:
        name: what settings and the command line call it.
        label: what people read.
        colours: six hex digits for each name of `Colour`.
        section: colours of a section slide: fill, title, kicker.
        dark: whether the paper is darker than the ink.
    """

    name: str
    label: str
    colours: dict[Colour, str]
    section: tuple[Colour, Colour, Colour]
    dark: bool = False
    fonts: Fonts = Fonts()


LEDGER = Theme(
    "ledger",
    "Ledger",
    {
        "paper": "FCFBF8",
        "ink": "20303A",
        "card": "F0EDE6",
        "title": "20303A",
        "accent": "A64924",
        "neutral": "B9C1C5",
        "muted": "5C6A72",
        "second": "2F6B63",
        "third": "8A6D1F",
        "fourth": "5B4B7A",
    },
    ("ink", "paper", "card"),
)
HARBOUR = Theme(
    "harbour",
    "Harbour",
    {
        "paper": "F4F7F8",
        "ink": "1D3545",
        "card": "E4ECF0",
        "title": "14344A",
        "accent": "276F8F",
        "neutral": "B4C4CD",
        "muted": "536977",
        "second": "A65A1F",
        "third": "3F7350",
        "fourth": "6A4F8A",
    },
    ("title", "paper", "card"),
)
EVENING = Theme(
    "evening",
    "Evening",
    {
        "paper": "1F2326",
        "ink": "E9E5DC",
        "card": "2C3236",
        "title": "F3EFE6",
        "accent": "D9AE45",
        "neutral": "6E7A81",
        "muted": "B3B5B1",
        "second": "7FB8A8",
        "third": "D98A6A",
        "fourth": "A9A3D6",
    },
    ("card", "title", "accent"),
    dark=True,
)
THEMES: tuple[Theme, ...] = (LEDGER, HARBOUR, EVENING)


def find_theme(name: str) -> Theme:
    """Return the theme called `name`, upper or lower case alike.

    Raises:
        ThemeUnknown: there is none; the hint names those that there are.
    """
    for theme in THEMES:
        if theme.name == name.strip().lower():
            return theme
    raise ThemeUnknown(name=name, known=", ".join(theme.label for theme in THEMES))


def theme_for(name: str, language: str) -> Theme:
    """Return the theme as it is set in a language: beside Chinese, Japanese and Korean, titles have the plain digits.

    Raises:
        ThemeUnknown: there is none of this name.
    """
    theme = find_theme(name)
    if not language.lower().startswith(("zh", "ja", "ko")):
        return theme
    plain = Fonts(theme.fonts.minor, theme.fonts.minor, theme.fonts.minor_files, theme.fonts.minor_files)
    return msgspec.structs.replace(theme, fonts=plain)


def east_asian(language: str) -> str:
    """Return the East Asian typeface for a language tag; that of Simplified Chinese when the tag names none."""
    for prefix, typeface in EAST_ASIAN.items():
        if language.lower().startswith(prefix.lower()):
            return typeface
    return EAST_ASIAN["zh"]
