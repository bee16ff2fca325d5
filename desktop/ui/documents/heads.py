"""The names of the ledger's columns, on the grid that its rows are painted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.documents.ledger import PAGES, STATUS
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance


def heads(look: Appearance) -> QWidget:
    """Make the line."""
    px = look.theme.px
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(px(36), px(10), px(0), px(6))
    row.setSpacing(0)
    row.addWidget(Label(look, _tr("Name"), "caption", "secondary"), 1)
    row.addWidget(Label(look, _tr("Pages"), "caption", "secondary"))
    row.addSpacing(px(PAGES - STATUS))
    status = Label(look, _tr("Status"), "caption", "secondary")
    status.setFixedWidth(px(STATUS))
    row.addWidget(status)
    return line


def _tr(text: str) -> str:
    return QCoreApplication.translate("DocumentsPage", text)
