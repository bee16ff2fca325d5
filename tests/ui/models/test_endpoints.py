"""Other computers on the Models page: added, tried, used, changed, forgotten; what leaves is said before it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.endpoint import Endpoint, model_at
from desktop.domain.model import ModelInfo
from desktop.engine.remote_protocol import Offered, Seen
from desktop.errors import LecternError, RemoteUnreachable, UsageError
from desktop.keys import Key
from desktop.settings import Settings
from desktop.ui.models.endpoint_form import EndpointForm
from desktop.ui.models.endpoints import Endpoints
from desktop.ui.models.row import ModelRow
from desktop.ui.models.served import Draft, ServedPresenter
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from desktop.worker.cancel import Cancel

AWAY = "https://llm.example.com/v1"
NEAR = "http://127.0.0.1:11434/v1"


class Looker:
    """Answers as the test says, and remembers whom it was to ask with which key."""

    def __init__(self) -> None:
        self.models = (Offered("big", 32768), Offered("small"))
        self.fault: LecternError | None = None
        self.asked: list[tuple[str, str | None]] = []

    def look(self, endpoint: Endpoint, cancel: Cancel, key: Key | None = None) -> Seen:
        self.asked.append((endpoint.url, key.text if key is not None else None))
        if self.fault is not None:
            raise self.fault
        return Seen(self.models)


class Ring:
    """Keys in memory; without `there` they do not last."""

    def __init__(self) -> None:
        self.there = True
        self.kept: dict[tuple[str, str], str] = {}

    def get(self, name: str, origin: str) -> Key:
        return Key(self.kept.get((name, origin), ""))

    def keep(self, name: str, origin: str, key: Key) -> bool:
        self.kept[name, origin] = key.text
        return self.there

    def forget(self, name: str, origin: str) -> None:
        self.kept.pop((name, origin), None)

    def lasting(self) -> bool:
        return self.there


class User:
    """Uses models by remembering them."""

    def __init__(self) -> None:
        self.current: ModelInfo | None = None

    def use(self, model: ModelInfo) -> None:
        self.current = model


@pytest.fixture
def looker() -> Looker:
    return Looker()


@pytest.fixture
def ring() -> Ring:
    return Ring()


@pytest.fixture
def user() -> User:
    return User()


@pytest.fixture
def choices(tmp_path: Path) -> SettingsPresenter:
    return SettingsPresenter(tmp_path / "settings.json", Settings())


@pytest.fixture
def served(
    qapp: object, looker: Looker, ring: Ring, choices: SettingsPresenter, user: User
) -> Iterator[ServedPresenter]:
    tasks = Tasks(lambda error: pytest.fail(str(error)))
    yield ServedPresenter(looker, ring, choices, user, tasks)
    tasks.close()


@pytest.fixture
def section(qtbot: QtBot, both: Appearance, served: ServedPresenter) -> Endpoints:
    made = Endpoints(both, served)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    return made


def form(qtbot: QtBot, look: Appearance, served: ServedPresenter, endpoint: Endpoint | None = None) -> EndpointForm:
    made = EndpointForm(look, served, endpoint, parent=None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def row(section: Endpoints, place: int = 0) -> ModelRow:
    found = section.rows[place]
    assert isinstance(found, ModelRow)
    return found


def press(qtbot: QtBot, section: Endpoints, name: str) -> None:
    button = next(b for b in section.findChildren(QAbstractButton) if name in (b.accessibleName(), b.text()))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_empty_section_says_what_it_is_for(section: Endpoints) -> None:
    assert section.rows == []
    assert "leaves this computer" in section._hint.text()


def test_server_is_added_with_its_key_in_the_keyring_and_nowhere_else(
    qtbot: QtBot, both: Appearance, served: ServedPresenter, section: Endpoints, ring: Ring, tmp_path: Path
) -> None:
    made = form(qtbot, both, served)
    assert made.key.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(made.name, "office")
    qtbot.keyClicks(made.url, "llm.example.com")
    qtbot.keyClicks(made.key, "sk-secret")
    qtbot.keyClicks(made.model, "big")
    with qtbot.waitSignal(made.saved):
        qtbot.mouseClick(made.save, Qt.MouseButton.LeftButton)
    assert served.endpoints == (Endpoint("office", AWAY, "big"),)
    qtbot.waitUntil(lambda: ring.kept == {("office", "https://llm.example.com:443"): "sk-secret"})
    assert "sk-secret" not in (tmp_path / "settings.json").read_text("utf-8")
    assert row(section).fit.text() == "Leaves this computer"
    assert "llm.example.com" in row(section).about.text()


def test_form_says_what_leaves_before_anything_leaves(
    qtbot: QtBot, both: Appearance, served: ServedPresenter, looker: Looker
) -> None:
    made = form(qtbot, both, served)
    made.url.setText("192.168.1.5:8000")
    qtbot.waitUntil(lambda: made.warning.isVisible() and made.warning.text() == "Leaves this computer")
    assert "192.168.1.5:8000" in made._warning_more.text()
    assert "not encrypted" in made._warning_more.text()
    assert not made.plain.isVisible()
    made.key.setText("sk-1")
    qtbot.waitUntil(made.plain.isVisible)
    assert not made.plain.isChecked(), "nobody allowed it yet"
    made.url.setText("localhost:11434")
    qtbot.waitUntil(lambda: made.warning.text() == "On this computer")
    assert not made.plain.isVisible()
    made.url.setText("no address")
    qtbot.waitUntil(lambda: not made.warning.isVisible())
    assert looker.asked == []


def test_models_are_asked_for_and_one_is_chosen(
    qtbot: QtBot, both: Appearance, served: ServedPresenter, looker: Looker
) -> None:
    made = form(qtbot, both, served)
    made.name.setText("office")
    made.url.setText(AWAY)
    made.key.setText("sk-1")
    qtbot.mouseClick(made.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(made.offered.isVisible)
    assert looker.asked == [(AWAY, "sk-1")]
    assert [made.offered.itemData(place) for place in range(made.offered.count())] == ["", "big", "small"]
    made.offered.setCurrentIndex(2)
    made.offered.activated.emit(2)
    assert made.model.text() == "small"


def test_fault_is_told_in_the_form_and_nothing_is_kept(
    qtbot: QtBot, both: Appearance, served: ServedPresenter, looker: Looker
) -> None:
    looker.fault = RemoteUnreachable(endpoint="office", host="llm.example.com", reason="nobody listens there")
    made = form(qtbot, both, served)
    made.name.setText("office")
    made.url.setText(AWAY)
    qtbot.mouseClick(made.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nobody listens there" in made.answer.text())
    assert made.test.isEnabled()
    made.url.setText("ftp://x")
    qtbot.mouseClick(made.save, Qt.MouseButton.LeftButton)
    assert "no address" in made.answer.text()
    assert served.endpoints == ()


def test_answer_after_the_form_was_closed_is_dropped(
    qtbot: QtBot, both: Appearance, served: ServedPresenter, looker: Looker
) -> None:
    made = form(qtbot, both, served)
    made.name.setText("office")
    made.url.setText(AWAY)
    qtbot.mouseClick(made.test, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(made.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(looker.asked))
    qtbot.wait(100)
    assert not made.offered.isVisibleTo(made)


def test_server_answers_and_is_said_to(qtbot: QtBot, served: ServedPresenter, section: Endpoints, user: User) -> None:
    served.save(Draft("office", AWAY, "big"))
    served.save(Draft("home", NEAR))
    assert row(section, 1).fit.text() == "On this computer"
    press(qtbot, section, "Use office")
    assert user.current is not None
    assert (user.current.path, user.current.leaves) == ("big@office", True)
    assert row(section).tag.text() == "In use"
    with qtbot.waitSignal(served.changed):
        served.test(served.endpoints[0])
    qtbot.waitUntil(lambda: "It answers, with 2 models." in row(section).about.text())
    served.use(served.endpoints[0], "small")
    assert user.current.path == "small@office"
    assert served.endpoints[0].model == "small"
    assert [action.text() for action in section.menu(served.endpoints[0]).actions()][:2] == ["big", "small"]


def test_server_that_does_not_answer_says_so(
    qtbot: QtBot, served: ServedPresenter, section: Endpoints, looker: Looker
) -> None:
    looker.fault = RemoteUnreachable(endpoint="office", host="llm.example.com", reason="nobody listens there")
    served.test(served.save(Draft("office", AWAY, "big")))
    qtbot.waitUntil(lambda: "cannot be reached" in row(section).about.text())


def test_changed_server_keeps_its_key_only_for_the_same_address(
    qtbot: QtBot, served: ServedPresenter, ring: Ring, user: User
) -> None:
    first = served.save(Draft("office", AWAY, "big", key=Key("sk-1")))
    qtbot.waitUntil(lambda: bool(ring.kept))
    served.use(first)
    renamed = served.save(Draft("work", AWAY, "big"), first)
    qtbot.waitUntil(lambda: list(ring.kept) == [("work", "https://llm.example.com:443")])
    assert user.current is not None
    assert user.current.path == "big@work"
    served.save(Draft("work", "https://other.example.com", "big"), renamed)
    qtbot.waitUntil(lambda: ring.kept == {})


def test_two_servers_of_one_name_are_refused(served: ServedPresenter) -> None:
    served.save(Draft("office", AWAY))
    with pytest.raises(UsageError, match="already"):
        served.save(Draft("OFFICE", NEAR))


def test_removed_server_takes_its_key_along_and_the_starter_answers(
    qtbot: QtBot, served: ServedPresenter, section: Endpoints, ring: Ring, user: User
) -> None:
    endpoint = served.save(Draft("office", AWAY, "big", key=Key("sk-1")))
    qtbot.waitUntil(lambda: bool(ring.kept))
    served.use(endpoint)
    served.remove(endpoint)
    qtbot.waitUntil(lambda: not ring.kept)
    assert section.rows == []
    assert user.current is not None
    assert user.current.starter


def test_without_a_keyring_it_is_said(qtbot: QtBot, served: ServedPresenter, ring: Ring) -> None:
    ring.there = False
    with qtbot.waitSignal(served.key_lost):
        served.save(Draft("office", AWAY, "big", key=Key("sk-1")))


def test_what_leaves_is_said_in_one_column(qtbot: QtBot, served: ServedPresenter, section: Endpoints) -> None:
    """The acts of a server without a model are wider, and moved the words beside them."""
    served.save(Draft("office", AWAY, "big"))
    served.save(Draft("near", NEAR))
    section.resize(888, 400)
    section.show()

    def aligned() -> None:
        rows = [row for row in section.rows if isinstance(row, ModelRow)]
        assert len(rows) == 2
        assert rows[0].fit.text() != rows[1].fit.text()
        assert len({(row.fit.x(), row.fit.width()) for row in rows}) == 1

    qtbot.waitUntil(aligned)


def test_search_leaves_matching_servers(served: ServedPresenter, section: Endpoints) -> None:
    served.save(Draft("office", AWAY, "big"))
    served.save(Draft("home", NEAR, "tiny"))
    section.search("tiny")
    assert [row(section, place).name.text() for place in range(len(section.rows))] == ["home"]


def test_only_the_user_says_that_a_server_sees_pictures(
    qtbot: QtBot, look: Appearance, served: ServedPresenter
) -> None:
    made = form(qtbot, look, served)
    qtbot.keyClicks(made.name, "office")
    qtbot.keyClicks(made.url, "llm.example.com")
    assert not made.sees.isChecked()
    made.sees.click()
    qtbot.mouseClick(made.save, Qt.MouseButton.LeftButton)
    (kept,) = served.endpoints
    assert kept.sees
    assert model_at(kept).sees
    assert form(qtbot, look, served, kept).sees.isChecked()
    assert not model_at(Endpoint("blind", AWAY, "big")).sees
