"""The one way out: opens an https or mailto link in the system's program after showing where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


def safe_link(address: str) -> QUrl | None:
    """Return the address as a URL when it may be opened: https with a host, or mailto; None for everything else."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.userName() or url.password():
        return None
    if url.scheme() == "https" and url.host():
        return url
    return url if url.scheme() == "mailto" and url.path() else None


def open_link(
    address: str, parent: QWidget | None, open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
) -> bool:
    """Show where `address` leads and open it when the user agrees; return whether it was opened.

    The host is shown in its ASCII form, so that a look-alike letter of another script shows.
    """
    url = safe_link(address)
    if url is None:
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(_tr("Link not opened"))
        box.setText(_tr("Lectern opens only web addresses that begin with https, and mail addresses."))
        box.setInformativeText(address[:300])
        box.exec()
        return False
    mail = url.scheme() == "mailto"
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(_tr("Open link"))
    host = url.path() if mail else bytes(QUrl.toAce(url.host()).data()).decode("ascii")
    question = _tr("Write a mail to {host}?") if mail else _tr("Open {host} in your browser?")
    box.setText(question.format(host=host))
    box.setInformativeText(url.toString(QUrl.ComponentFormattingOption.FullyEncoded)[:600])
    yes = box.addButton(_tr("Open"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is yes and open_url(url)


def _tr(text: str) -> str:
    return QCoreApplication.translate("links", text)
