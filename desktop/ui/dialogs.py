"""The one place where an error, a notice or a question is shown, and where files are picked."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.errors import Cancelled, Fault, LecternError
from desktop.ui.phrases import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.theme import Appearance
    from desktop.ui.toast import Toast, ToastHost

#: Milliseconds that a fault of what was given stays; a fault of ours stays until it is closed.
INPUT_STAY = 12_000


class Dialogs:
    """Shows things over one window. Errors and notices never block; questions do, and are rare."""

    def __init__(self, look: Appearance, window: QWidget, toasts: ToastHost) -> None:
        self._look, self._window, self._toasts = look, window, toasts

    def notify(self, message: str, *, action: str = "", on_action: Callable[[], object] | None = None) -> Toast:
        """Say that something was done, with at most one action such as Open or Undo."""
        return self._toasts.show(message, action=action, on_action=on_action)

    def keep_clear(self, pixels: int) -> None:
        """Let notices stand above what is used at the bottom of the page in sight."""
        self._toasts.keep_clear(pixels)

    def error(self, error: Exception) -> None:
        """Show what went wrong and the next step; nothing for what the user stopped."""
        if isinstance(error, Cancelled):
            return
        message, hint = explain(error)
        for shown in self._toasts.shown:
            if shown.message == message:
                shown.close_now()
        if isinstance(error, LecternError):
            stay = 0 if isinstance(error, Fault) else INPUT_STAY
            self._toasts.show(message, detail=hint, tone="error", icon="warning-circle", stay=stay)
            return
        report = "".join(traceback.format_exception(error))
        self._toasts.show(
            message,
            detail=hint,
            tone="error",
            icon="warning-circle",
            action=_tr("Details"),
            on_action=lambda: self.show_text(_tr("Details"), report),
            stay=0,
        )

    def ask(self, title: str, question: str, detail: str = "", *, yes: str = "", no: str = "") -> bool:
        """Ask a question that has to be answered before going on; `yes` and `no` name the two acts."""
        box = self._box(title, question, detail)
        agree = box.addButton(yes or _tr("OK"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(no or _tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is agree

    def tell(self, title: str, message: str, detail: str = "") -> None:
        """Say something that answers what the user just did, without blocking."""
        box = self._box(title, message, detail)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setModal(False)
        box.show()

    def show_text(self, title: str, text: str) -> QDialog:
        """Show a longer plain text in a window of its own, to be read or copied."""
        window = QDialog(self._window)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setWindowTitle(title)
        view = QPlainTextEdit(text, window)
        view.setReadOnly(True)
        view.setFont(self._look.theme.font("code"))
        view.setAccessibleName(title)
        QVBoxLayout(window).addWidget(view)
        px = self._look.theme.px
        window.resize(px(640), px(420))
        window.show()
        return window

    def pick_files(self, title: str, kinds: str = "") -> list[str]:
        """Let the user pick files; `kinds` in Qt's form ("Slides (*.pptx *.potx)"). Empty when cancelled."""
        return QFileDialog.getOpenFileNames(self._window, title, "", kinds)[0]

    def pick_folder(self, title: str) -> str:
        """Let the user pick a folder; empty when cancelled."""
        return QFileDialog.getExistingDirectory(self._window, title)

    def save_as(self, title: str, suggested: str, kinds: str = "") -> str:
        """Let the user name a file to write; empty when cancelled. The system asks before it replaces one."""
        return QFileDialog.getSaveFileName(self._window, title, suggested, kinds)[0]

    def _box(self, title: str, message: str, detail: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(title)
        box.setText(message)
        if detail:
            box.setInformativeText(detail)
        return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)
