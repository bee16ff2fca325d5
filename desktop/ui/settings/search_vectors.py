"""The row of the settings that says how search vectors are computed: as measured on this machine, or as chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.fields import Choice
from desktop.ui.settings.rows import SettingRow

if TYPE_CHECKING:
    from desktop.ui.settings.presenter import SettingsPresenter
    from desktop.ui.theme import Appearance


def search_vectors(look: Appearance, presenter: SettingsPresenter) -> SettingRow:
    """Make the row."""
    ways = [("", _tr("As measured")), ("fp32", "fp32"), ("bf16", "bf16"), ("int8", "int8")]
    precision = Choice(look, _tr("Search vectors"), ways)
    precision.choose(presenter.settings.precision)
    precision.chosen.connect(lambda key: presenter.change(precision=key))
    about = _tr(
        "The numbers by which passages are found by their meaning. How exactly they are computed was measured to be "
        "quickest on this computer. From the next start."
    )
    return SettingRow(look, _tr("Search vectors"), about, precision)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)
