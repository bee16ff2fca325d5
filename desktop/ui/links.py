"""The one way out: opens an https or mailto link in the system's program after showing where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.dialogs import Dialogs


def safe_link(address: str) -> QUrl | None:
    """Return the address as a URL when it may be opened: https with a host, or mailto; None for everything else."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.userName() or url.password():
        return None
    if url.scheme() == "https" and url.host():
        return url
    return url if url.scheme() == "mailto" and url.path() else None


def open_link(address: str, dialogs: Dialogs, open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl) -> bool:
    """Show where `address` leads and open it when the user agrees; return whether it was opened.

    The host is shown in its ASCII form, so that a look-alike letter of another script is seen.
    """
    url = safe_link(address)
    if url is None:
        message = _tr("Lectern opens only mail addresses and web addresses that begin with https.")
        dialogs.tell(_tr("Link not opened"), message, address[:300])
        return False
    if url.scheme() == "mailto":
        question = _tr("Write a mail to {host}?").format(host=url.path())
    else:
        host = bytes(QUrl.toAce(url.host()).data()).decode("ascii")
        question = _tr("Open {host} in your browser?").format(host=host)
    shown = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)[:600]
    return dialogs.ask(_tr("Open link"), question, shown, yes=_tr("Open")) and open_url(url)


def _tr(text: str) -> str:
    return QCoreApplication.translate("links", text)
