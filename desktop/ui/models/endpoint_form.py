"""The form of a server: name, address, key and model, tried before it is kept, with plain words on what will leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.errors import UsageError
from desktop.keys import Key
from desktop.ui.buttons import GhostButton, PrimaryButton, SecondaryButton
from desktop.ui.fields import Choice, Field
from desktop.ui.focus import FocusRing
from desktop.ui.indicators import StatusWords
from desktop.ui.labels import Label
from desktop.ui.models.served import Draft
from desktop.ui.phrases import explain, joined
from desktop.ui.taborder import ReadingOrder
from desktop.ui.toggles import Switch

if TYPE_CHECKING:
    from desktop.domain.endpoint import Endpoint
    from desktop.ui.models.served import Reach, ServedPresenter
    from desktop.ui.theme import Appearance

LENGTHS = (2048, 4096, 8192, 16384, 32768, 65536, 131072)


class EndpointForm(ReadingOrder, QDialog):
    """Knows what was typed. It is kept with Save; the key is never shown again, only replaced.

    Signals:
        saved(Endpoint): the server was kept.
    """

    saved = Signal(object)

    def __init__(
        self, look: Appearance, presenter: ServedPresenter, endpoint: Endpoint | None = None, *, parent: QWidget | None
    ) -> None:
        """Make it; without `endpoint` it describes a new server."""
        super().__init__(parent)
        self.look, self._presenter, self._before = look, presenter, endpoint
        self._closed = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change a server") if endpoint else self.tr("Add a server"))
        self.name = Field(look, self.tr("Name"), placeholder=self.tr("For example: office"))
        self.url = Field(look, self.tr("Address"), placeholder="http://127.0.0.1:11434/v1")
        self.key = Field(look, self.tr("Key"), placeholder=self._key_hint())
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.model = Field(look, self.tr("Model"), placeholder=self.tr("As the server names it"))
        self.offered = Choice(look, self.tr("Its models"), [("", self.tr("Choose"))])
        self.offered.hide()
        self.offered.chosen.connect(self._choose)
        lengths = [(str(length), self.tr("{n} tokens").format(n=f"{length:,}")) for length in LENGTHS]
        self.context = Choice(look, self.tr("Context"), [("0", self.tr("As the server says")), *lengths])
        self.plain = Switch(look, self.tr("Send the key without encryption"))
        self.sees = Switch(look, self.tr("Its model sees pictures"))
        self._plain_words = Label(look, "", "ui", "secondary", wrap=True)
        self.warning = StatusWords(look, "", "warn", "globe", strong=True)
        self._warning_more = Label(look, "", "ui", "secondary", wrap=True)
        self.answer = Label(look, "", "ui", "secondary", wrap=True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.test = SecondaryButton(look, self.tr("Ask for its models"))
        self.cancel = GhostButton(look, self.tr("Cancel"))
        self.save = PrimaryButton(look, self.tr("Save"))
        self.save.setDefault(True)
        self.test.setAutoDefault(False)
        self.cancel.setAutoDefault(False)
        self._fill(endpoint)
        self._lay_out()
        FocusRing(look, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self._weigh)
        for field in (self.url, self.key):
            field.textChanged.connect(lambda _: self._soon.start())
        self.test.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self._weigh()

    def draft(self) -> Draft:
        """Return what stands in the form."""
        typed = self.key.text().strip()
        return Draft(
            self.name.text(),
            self.url.text(),
            self.model.text(),
            int(self.context.value or 0),
            self.plain.isChecked(),
            Key(typed) if typed or self._before is None else None,
            self.sees.isChecked(),
        )

    def _fill(self, endpoint: Endpoint | None) -> None:
        if endpoint is None:
            return
        self.name.setText(endpoint.name)
        self.url.setText(endpoint.url)
        self.model.setText(endpoint.model)
        self.context.choose(str(endpoint.context))
        self.plain.setChecked(endpoint.plain)
        self.sees.setChecked(endpoint.sees)

    def _lay_out(self) -> None:
        theme = self.look.theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(7))
        grid.setVerticalSpacing(theme.space(5))
        rows = (
            (self.name, (self.name,)),
            (self.url, (self.url,)),
            (self.key, (self.key,)),
            (self.model, (self.model, self.offered)),
            (self.context, (self.context,)),
        )
        for place, (first, controls) in enumerate(rows):
            label = Label(self.look, first.accessibleName(), "label")
            label.setBuddy(first)
            grid.addWidget(label, place, 0)
            held = QHBoxLayout()
            for control in controls:
                held.addWidget(control, 1 if isinstance(control, Field) else 0)
            if not isinstance(controls[-1], Field) and len(controls) == 1:
                held.addStretch(1)
            grid.addLayout(held, place, 1)
        grid.setColumnStretch(1, 1)
        sees = QHBoxLayout()
        sees.setSpacing(theme.space(4))
        sees.addWidget(self.sees)
        words = self.tr("Its model sees pictures. No server says so by itself; those that you attach are then sent.")
        sees.addWidget(Label(self.look, words, "ui", "secondary", wrap=True), 1)
        grid.addLayout(sees, len(rows), 1)
        self._plain_row = QWidget()
        plain = QHBoxLayout(self._plain_row)
        plain.setContentsMargins(0, 0, 0, 0)
        plain.addWidget(self._plain_words, 1)
        plain.addWidget(self.plain)
        acts = QHBoxLayout()
        acts.addWidget(self.test)
        acts.addStretch(1)
        acts.addWidget(self.cancel)
        acts.addWidget(self.save)
        column = QVBoxLayout(self)
        margin = theme.space(8)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space(6))
        column.addLayout(grid)
        column.addWidget(self.warning)
        column.addWidget(self._warning_more)
        column.addWidget(self._plain_row)
        column.addWidget(self.answer)
        column.addStretch(1)
        column.addLayout(acts)
        self.resize(theme.px(560), self.sizeHint().height())

    def _weigh(self) -> None:
        """Say what follows from the address: what leaves, and whether others can read along."""
        draft = self.draft()
        try:
            endpoint = Draft("server", draft.url).endpoint()
        except UsageError:
            endpoint = None
        leaves, exposed = endpoint is not None and endpoint.leaves, endpoint is not None and endpoint.exposed
        self.warning.setVisible(endpoint is not None)
        self._warning_more.setVisible(endpoint is not None)
        if leaves:
            self.warning.set_text(self.tr("Leaves this computer"), "globe")
            self.warning.set_tone("warn")
            words = self.tr(
                "Your questions, the conversation before them and the passages found for them go to {host}."
            ).format(host=endpoint.host if endpoint else "")
            if exposed:
                words = joined((words, self.tr("They are not encrypted on the way.")))
        else:
            self.warning.set_text(self.tr("On this computer"), "desktop")
            self.warning.set_tone("ok")
            words = self.tr("The program that answers runs on this computer.")
        self._warning_more.setText(words)
        self._plain_words.setText(
            self.tr("The key would travel unencrypted: anybody on the way could read and use it. Send it all the same?")
        )
        self._plain_row.setVisible(exposed and (bool(self.key.text()) or self._before is not None))

    def _key_hint(self) -> str:
        if self._before is not None:
            return self.tr("As it was; type to replace it")
        return self.tr("If it wants one; kept in the system's keyring")

    def _ask(self) -> None:
        self._presenter.look(self.draft(), self._show)

    def done(self, result: int) -> None:
        self._closed = True
        super().done(result)

    def _show(self, reach: Reach) -> None:
        if self._closed:  # the answer comes when nobody waits any more
            return
        self.test.setEnabled(not reach.asking)
        if reach.asking:
            self.answer.setText(self.tr("Asking…"))
        elif reach.fault is not None:
            self.answer.setText(joined(explain(reach.fault)))
        elif reach.models is not None:
            self._offer(reach)

    def _offer(self, reach: Reach) -> None:
        models = reach.models or ()
        if not models:
            self.answer.setText(self.tr("It answers, and keeps no list of its models. Type the name of one."))
            return
        self.answer.setText(self.tr("It answers, with {count} models.").format(count=len(models)))
        self.offered.clear()
        self.offered.addItem(self.tr("Choose"), "")
        for model in models:
            self.offered.addItem(model.id, model.id)
        self.offered.show()
        if len(models) == 1 and not self.model.text():
            self.model.setText(models[0].id)
        self.offered.choose(self.model.text())

    def _choose(self, model: str) -> None:
        if model:
            self.model.setText(model)

    def _save(self) -> None:
        try:
            endpoint = self._presenter.save(self.draft(), self._before)
        except UsageError as error:
            self.answer.setText(explain(error)[0])
            return
        self.saved.emit(endpoint)
        self.accept()
