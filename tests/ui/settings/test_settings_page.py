"""The Settings page: a change is applied and saved at once, found by search, and survives a full disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import journal, settings
from desktop.errors import CannotWrite
from desktop.reasoning.examples import EXAMPLES
from desktop.settings import Settings
from desktop.ui.fields import Choice, Slider
from desktop.ui.labels import Label
from desktop.ui.settings.examples import Examples
from desktop.ui.settings.journal_list import JournalList
from desktop.ui.settings.page import SettingsPage
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.settings.rows import SettingRow, ThemeTiles
from desktop.ui.theme import Appearance
from desktop.ui.toggles import Switch


@pytest.fixture
def presenter(qapp: object, tmp_path: Path) -> SettingsPresenter:
    return SettingsPresenter(tmp_path / "settings.json", Settings())


@pytest.fixture
def page(qtbot: QtBot, both: Appearance, presenter: SettingsPresenter, tmp_path: Path) -> SettingsPage:
    file = tmp_path / "connections.jsonl"
    made = SettingsPage(
        both,
        presenter,
        folder="/data",
        open_folder=lambda: None,
        facts=[("Lectern", "0.1.0")],
        journal=lambda: journal.read(file),
        clear_journal=lambda: journal.clear(file),
    )
    qtbot.addWidget(made)
    made.resize(1176, 900)
    made.show()
    return made


def test_what_the_engine_works_with_is_told(qtbot: QtBot, both: Appearance, presenter: SettingsPresenter) -> None:
    said = ""
    made = SettingsPage(both, presenter, folder="/data", open_folder=lambda: None, facts=[], engine=lambda: said)
    qtbot.addWidget(made)
    made.show_section("performance")
    assert any(label.text().startswith("Known once") for label in made.findChildren(Label))
    said = "On the processor with 4 threads."
    made.show_section("performance")
    assert any(label.text() == said for label in made.findChildren(Label))


def test_choices_of_the_engine_are_kept(page: SettingsPage, presenter: SettingsPresenter) -> None:
    chosen = {
        "Graphics card": "0",
        "Threads": "2",
        "Reading step": "256",
        "Flash attention": "off",
        "Memory of the conversation": "q8_0",
    }
    _choose(page, chosen)
    now = presenter.settings
    assert (now.gpu_layers, now.threads, now.batch, now.flash, now.cache) == (0, 2, 256, "off", "q8_0")
    automatic = {"Threads": "0", "Reading step": "0", "Flash attention": "auto", "Memory of the conversation": "auto"}
    _choose(page, automatic)
    now = presenter.settings
    assert (now.threads, now.batch, now.flash, now.cache) == (0, 0, "auto", "auto"), "as measured again"


def _choose(page: SettingsPage, keys: dict[str, str]) -> None:
    found = {choice.accessibleName(): choice for choice in page.findChildren(Choice)}
    for name, key in keys.items():
        found[name].choose(key)
        found[name].chosen.emit(key)


def _visible_rows(page: SettingsPage) -> list[str]:
    return [row.words for row in page.findChildren(SettingRow) if row.isVisible()]


def test_a_switch_changes_saves_and_tells(
    qtbot: QtBot, page: SettingsPage, presenter: SettingsPresenter, tmp_path: Path
) -> None:
    told: list[tuple[Settings, Settings]] = []
    presenter.changed.connect(lambda before, now: told.append((before, now)))
    switch = next(s for s in page.findChildren(Switch) if s.accessibleName() == "Increase contrast")
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert presenter.settings.contrast
    assert settings.load(tmp_path / "settings.json")[0].contrast
    assert [(before.contrast, now.contrast) for before, now in told] == [(False, True)]


def test_no_change_is_not_told(presenter: SettingsPresenter, tmp_path: Path) -> None:
    presenter.changed.connect(lambda *_: pytest.fail("nothing changed"))
    presenter.change(theme="system")
    assert not (tmp_path / "settings.json").exists()


def test_a_wrong_value_is_refused(presenter: SettingsPresenter) -> None:
    with pytest.raises(ValueError, match="theme"):
        presenter.change(theme="pink")


def test_a_failed_save_is_told_and_the_change_holds(
    presenter: SettingsPresenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings, "save", full)
    failures: list[Exception] = []
    presenter.failed.connect(failures.append)
    presenter.change(theme="dark")
    assert presenter.settings.theme == "dark"
    assert isinstance(failures[0], CannotWrite)


def test_search_finds_rows_of_all_sections(page: SettingsPage) -> None:
    page.search.setText("text size")
    assert any("text size" in words for words in _visible_rows(page))
    page.search.setText("zzz")
    assert _visible_rows(page) == []
    page.search.clear()
    assert any("theme" in words for words in _visible_rows(page))


@pytest.mark.parametrize(
    "key", ["appearance", "answers", "thinking", "slides", "performance", "privacy", "shortcuts", "about"]
)
def test_each_section_opens(page: SettingsPage, key: str) -> None:
    page.show_section(key)
    assert _visible_rows(page)


def test_controls_are_named_and_reachable(page: SettingsPage) -> None:
    for control in page.findChildren(QWidget):
        if isinstance(control, QAbstractButton) and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert control.accessibleName() or control.text(), control


def test_examples_of_thinking_are_edited_kept_and_reset(
    qtbot: QtBot, page: SettingsPage, presenter: SettingsPresenter, tmp_path: Path
) -> None:
    page.show_section("thinking")
    editor = page.findChild(Examples)
    assert editor is not None
    assert [card.example for card in editor.cards] == list(EXAMPLES["en"])
    assert not editor.reset.isEnabled()
    editor.cards[0].question.setText("How many legs have two spiders?")
    qtbot.waitUntil(lambda: presenter.settings.think_examples is not None)
    kept = settings.load(tmp_path / "settings.json")[0].think_examples
    assert kept is not None
    assert kept[0].question == "How many legs have two spiders?"
    editor.cards[1].remove.click()
    assert [example.question for example in presenter.settings.think_examples or ()] == [kept[0].question]
    editor.add.click()
    assert [card.title.text() for card in editor.cards] == ["Example 1", "Example 2"]
    assert presenter.settings.think_examples == (editor.cards[0].example,)
    editor.reset.click()
    assert settings.load(tmp_path / "settings.json")[0].think_examples is None
    assert [card.example for card in editor.cards] == list(EXAMPLES["en"])


def test_example_is_shown_to_a_model_once_all_of_it_is_there(
    qtbot: QtBot, page: SettingsPage, presenter: SettingsPresenter
) -> None:
    page.show_section("thinking")
    editor = page.findChild(Examples)
    assert editor is not None
    editor.add.click()
    card = editor.cards[-1]
    card.question.setText("How many legs have two spiders?")
    card.thought.setPlainText("A spider has 8 legs, and 2 × 8 = 16.")
    qtbot.waitUntil(lambda: presenter.settings.think_examples is not None)
    assert presenter.settings.think_examples == EXAMPLES["en"], "without its answer a model would learn to give none"
    assert not card.missing.isHidden()
    card.answer.setText("They have 16 legs.")
    assert card.missing.isHidden()
    assert all(card.missing.isHidden() for card in editor.cards)
    editor.hide()  # as when the window is closed right after the last key
    assert presenter.settings.think_examples == (*EXAMPLES["en"], card.example)


def test_number_of_tries_is_kept(page: SettingsPage, presenter: SettingsPresenter) -> None:
    slider = next(s for s in page.findChildren(Slider) if s.accessibleName() == "Tries")
    slider.setValue(5)
    assert presenter.settings.think_samples == 5
    presenter.change(think_samples=3)
    assert slider.value() == 3, "what is chosen elsewhere is shown"


def test_what_left_this_computer_is_listed_and_can_be_cleared(qtbot: QtBot, page: SettingsPage, tmp_path: Path) -> None:
    file = tmp_path / "connections.jsonl"
    journal.note(file, "https://hub.example:443", "download", "some/model.gguf", received=5_000_000)
    journal.note(file, "https://llm.example:443", "model", "big", 2000, 300, failed=True)
    page.show_section("privacy")
    left = page.findChild(JournalList)
    assert isinstance(left, JournalList)
    assert left.isVisible()
    assert len(left.lines) == 8
    assert left.lines[1:4] == ["Model", "big  llm.example:443", "failed"]
    assert left.lines[5:7] == ["Download", "some/model.gguf  hub.example:443"]
    assert "5 MB received" in left.lines[7]
    qtbot.mouseClick(left.forget, Qt.MouseButton.LeftButton)
    assert left.lines == []
    assert left.empty.isVisible()
    assert not left.forget.isEnabled()
    assert journal.read(file) == ()


def test_every_section_begins_at_the_same_height(page: SettingsPage) -> None:
    tops = set()
    for key, pill in page.pills.items():
        page.show_section(key)
        page.grab()  # lays out what is shown now
        titles = [label for label in page.findChildren(Label) if label.isVisible() and label.text() == pill.text()]
        tops.add(titles[0].mapTo(page, QPoint(0, 0)).y())
    assert len(tops) == 1


def test_text_and_control_of_a_row_are_stacked_where_both_have_no_room(page: SettingsPage, look: Appearance) -> None:
    look.choose(scale=1.5)
    for width in (1344, 928):
        page.resize(width, 700)
        for key in page.pills:
            page.show_section(key)
            page.grab()  # lays out what is shown now
            for control in page.findChildren(QAbstractButton):
                if control.isVisible():
                    assert control.mapTo(page, control.rect().topRight()).x() < width, control.accessibleName()
    page.show_section("appearance")
    page.grab()
    tiles = page.findChild(ThemeTiles)
    assert tiles is not None
    name = next(label for label in page.findChildren(Label) if label.text() == "Theme")
    assert tiles.mapTo(page, QPoint(0, 0)).y() > name.mapTo(page, QPoint(0, 0)).y()
    assert tiles.mapTo(page, QPoint(0, 0)).x() == name.mapTo(page, QPoint(0, 0)).x()


def test_the_sections_are_icons_where_their_names_have_no_room(page: SettingsPage, look: Appearance) -> None:
    look.choose(scale=2.0)
    page.resize(752, 600)
    page.grab()
    assert all(not pill.text() and pill.accessibleName() and pill.toolTip() for pill in page.pills.values())
    assert page.pills["about"].width() < 150
    page.resize(1312, 600)
    assert page.pills["about"].text() == "About"
    assert not page.pills["about"].toolTip()


def test_all_themes_are_in_sight_at_twice_the_text_size(page: SettingsPage, both: Appearance) -> None:
    page.resize(752, 600)
    both.choose(scale=2.0)
    QApplication.processEvents()
    QApplication.processEvents()
    (tiles,) = page.findChildren(ThemeTiles)
    for tile in tiles.findChildren(QAbstractButton):
        place = tile.mapTo(page, QPoint(0, 0))
        assert place.x() + tile.width() <= page.width()
        assert tiles.rect().contains(tile.geometry())
    assert page.header.title.width() >= page.header.title.sizeHint().width()
