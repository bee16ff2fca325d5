"""Errors and notices never block; links show their host first and open nothing but https and mailto."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from desktop.errors import Cancelled, FileEmpty, ProcessStopped
from desktop.ui.dialogs import Dialogs
from desktop.ui.links import open_link, safe_link
from desktop.ui.phrases import explain
from desktop.ui.toast import ToastHost

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Appearance


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    QLineEdit(made).setFocus()
    made.show()
    return made


@pytest.fixture
def toasts(look: Appearance, window: QWidget) -> ToastHost:
    return ToastHost(look, window)


@pytest.fixture
def dialogs(look: Appearance, window: QWidget, toasts: ToastHost) -> Dialogs:
    return Dialogs(look, window, toasts)


def test_an_error_is_a_notice_with_its_hint(dialogs: Dialogs, toasts: ToastHost) -> None:
    dialogs.error(FileEmpty(file="<b>a</b>.txt"))
    (toast,) = toasts.shown
    assert toast.message == "“<b>a</b>.txt” is empty."
    assert "Choose a file" in toast.accessibleName()
    assert toast.text.textFormat() == Qt.TextFormat.PlainText


def test_the_same_error_is_shown_once_and_cancel_never(dialogs: Dialogs, toasts: ToastHost) -> None:
    dialogs.error(Cancelled())
    assert not toasts.shown
    for _ in range(3):
        dialogs.error(ProcessStopped(name="model", cause="it was ended"))
    assert len(toasts.shown) == 1


def test_what_nobody_foresaw_has_details(qtbot: QtBot, dialogs: Dialogs, toasts: ToastHost, window: QWidget) -> None:
    try:
        raise ZeroDivisionError("by zero")
    except ZeroDivisionError as error:
        dialogs.error(error)
    (toast,) = toasts.shown
    assert toast.button is not None
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    (report,) = window.findChildren(QDialog)
    assert "ZeroDivisionError" in report.findChildren(QPlainTextEdit)[0].toPlainText()
    report.close()


def test_every_error_explains_itself() -> None:
    assert explain(FileEmpty(file="a.txt")) == ("“a.txt” is empty.", "Choose a file with something in it.")
    message, hint = explain(RuntimeError("broken"))
    assert "broken" in message
    assert hint


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://a.example",
        "https://",
        "https://user:secret@a.example/",
        "cite:1",
        "smb://host/share",
        "",
        "a.example",
        "data:text/html,x",
    ],
)
def test_other_links_are_refused(address: str) -> None:
    assert safe_link(address) is None


def test_https_and_mail_may_be_opened() -> None:
    assert safe_link("https://a.example/b?c=d") is not None
    assert safe_link("mailto:a@b.example") is not None


def answer(role: QMessageBox.ButtonRole, seen: list[str]) -> Callable[[], None]:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.textFormat() == Qt.TextFormat.PlainText
        seen.append(box.text())
        next(button for button in box.buttons() if box.buttonRole(button) == role).click()

    return press


@pytest.mark.parametrize(
    ("role", "opened"), [(QMessageBox.ButtonRole.AcceptRole, True), (QMessageBox.ButtonRole.RejectRole, False)]
)
def test_the_host_is_shown_before_a_link_opens(dialogs: Dialogs, role: QMessageBox.ButtonRole, opened: bool) -> None:
    seen: list[str] = []
    urls: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url)
        return True

    QTimer.singleShot(50, answer(role, seen))
    assert open_link("https://аpple.example/x", dialogs, open_url) is opened
    assert seen == ["Open xn--pple-43d.example in your browser?"]
    assert len(urls) == opened


def test_a_refused_link_says_why_without_blocking(dialogs: Dialogs, window: QWidget) -> None:
    assert not open_link("file:///etc/passwd", dialogs)
    (box,) = window.findChildren(QMessageBox)
    assert not box.isModal()
    box.close()


def test_toasts_stack_and_the_oldest_makes_room(toasts: ToastHost) -> None:
    for number in range(5):
        toasts.show(f"notice {number}")
    assert [toast.message for toast in toasts.shown] == ["notice 2", "notice 3", "notice 4"]
    tops = [toast.geometry().top() for toast in toasts.shown]
    assert tops == sorted(tops)


def test_a_toast_leaves_by_itself_but_not_under_the_mouse(qtbot: QtBot, toasts: ToastHost, window: QWidget) -> None:
    qtbot.mouseMove(window, QPoint(2, 2))
    toast = toasts.show("done", stay=60)
    with qtbot.waitSignal(toast.gone):
        pass
    assert not toasts.shown
    held = toasts.show("held", stay=60)
    QApplication.sendEvent(held, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    qtbot.wait(200)
    assert toasts.shown == (held,)


def test_undo_is_called_once(qtbot: QtBot, toasts: ToastHost) -> None:
    called: list[int] = []
    toast = toasts.show("Chat deleted", action="Undo", on_action=lambda: called.append(1))
    assert toast.button is not None
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert called == [1]
    assert not toasts.shown
