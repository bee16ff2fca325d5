"""Apply the settings that change how the window looks and which language it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from desktop.paths import assets

if TYPE_CHECKING:
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
    loaded = []
    for name, folder in (
        ("lectern", str(assets() / "translations")),
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder) and app.installTranslator(translator):
            loaded.append(translator)
    return loaded
