"""The menus of the composer: how to think, and which documents to ask from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt

from desktop.ui.menu import Menu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.chat.choices import Choices
    from desktop.ui.theme import Appearance

#: Lengths of a thought to choose from, in tokens; the settings have those between.
BUDGETS = (256, 512, 1024, 2048, 4096, 8192)


def think(look: Appearance, parent: QWidget, choices: Choices) -> Menu:
    """Return the choices of the Think pill."""
    menu = Menu(look, parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.add(_tr("Do not think first"), lambda: choices.set_think("off"), checked=choices.think == "off")
    menu.add(_tr("Think when it helps"), lambda: choices.set_think("auto"), checked=choices.think == "auto")
    menu.add(_tr("Always think first"), lambda: choices.set_think("on"), checked=choices.think == "on")
    menu.addSeparator()
    longest = Menu(look, menu)
    longest.setTitle(_tr("Longest thought"))
    chosen = choices.settings.think_budget
    for tokens in sorted({*BUDGETS, chosen}):
        words = _tr("{n} tokens").format(n=f"{tokens:,}")
        longest.add(words, partial(choices.set_budget, tokens), checked=tokens == chosen)
    menu.addMenu(longest)
    return menu


def documents(look: Appearance, parent: QWidget, choices: Choices) -> Menu:
    """Return the libraries to choose from, to which the page adds its own rows."""
    menu = Menu(look, parent)
    for info in choices.libraries:
        menu.add(info.name, partial(choices.set_library, info.name), checked=info.name == choices.library)
    if choices.libraries:
        off = _tr("No collection")
        menu.add(off, lambda: choices.set_library(""), checked=not choices.library)
        menu.addSeparator()
    return menu


def popup(menu: Menu, button: QWidget, *, above: bool = False) -> None:
    """Open `menu` below or above `button`, and throw it away when it closes."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    size = menu.sizeHint()
    at = QPoint(0, -size.height()) if above else QPoint(button.width() - size.width(), button.height())
    menu.popup(button.mapToGlobal(at))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChatMenus", text)
