"""Apply the settings that change how the window looks and which language it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from desktop.paths import assets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QCoreApplication

    from desktop.settings import Settings
    from desktop.ui.theme import Appearance


def dress(look: Appearance, chosen: Settings) -> None:
    """Apply theme, size, contrast, motion and typeface."""
    look.choose(
        chosen.theme,
        scale=chosen.text_scale / 100,
        contrast=chosen.contrast,
        still=chosen.reduced_motion,
        serif=chosen.serif,
    )


def translate(app: QCoreApplication, language: str) -> list[QTranslator]:
    """Load our texts and Qt's own in `language`, else in the system's; return what to remove at the end.

    English is the language of the source, so it needs no file.
    """
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    loaded: list[QTranslator] = []
    if spoken := first_spoken(locale.uiLanguages()):
        for name, folder in (
            ("lectern", str(assets() / "translations")),
            ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ):
            translator = QTranslator(app)
            if translator.load(f"{name}_{spoken}", folder) and app.installTranslator(translator):
                loaded.append(translator)
    return loaded


def first_spoken(wanted: Sequence[str]) -> str:
    """Return the name of the file for the first of the wanted languages (BCP 47) that the window speaks.

    Empty for English, and where none is spoken. QTranslator itself would pass over English, which has no file, and take
    a language that the reader put after it.
    """
    for tag in wanted:
        if tag.partition("-")[0] == "en":
            return ""
        if tag.startswith("zh-Hans"):
            return "zh_CN"
    return ""
