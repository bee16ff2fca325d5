"""The deck that is worked on is kept while it changes, and is there again in the next window."""

from __future__ import annotations

import contextlib
import functools
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.deck import Deck, Draft, Material
from desktop.errors import DiskFull
from desktop.store import deck as store
from desktop.ui.slides.keeping import Keeping
from desktop.ui.slides.page import SlidesPage
from desktop.ui.slides.presenter import SlidesPresenter
from desktop.ui.slides.saved_note import saved_note
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from tests.ui.slides.making import SAMPLE, memory_making


class Room(NamedTuple):
    """A Slides page in a window, with what keeps its deck."""

    page: SlidesPage
    presenter: SlidesPresenter
    keeping: Keeping
    saved: list[tuple[Deck, Path]]
    told: list[Exception]


Opening = Callable[[], contextlib.AbstractContextManager[Room]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deck.json"


@pytest.fixture
def opening(qtbot: QtBot, look: Appearance, file: Path) -> Opening:
    """Open a page as the window does, with the deck that is kept in `file`; at its end as when the window closes."""

    @contextlib.contextmanager
    def opened() -> Iterator[Room]:
        told: list[Exception] = []
        saved: list[tuple[Deck, Path]] = []
        tasks = Tasks(told.append)
        presenter = SlidesPresenter(memory_making(saved), tasks, "ledger")
        keeping = Keeping(presenter, tasks, functools.partial(store.keep, file), functools.partial(store.forget, file))
        keeping.failed.connect(told.append)
        page = SlidesPage(
            look,
            presenter,
            pick_files=lambda: ["/d/Linden-Street-final.pdf"],
            pick_outline=lambda: "",
            pick_template=lambda: "",
            save_as=lambda name: str(file.with_name(name)),
            chat=lambda: (0, ""),
        )
        qtbot.addWidget(page)
        page.resize(1376, 900)
        draft, damage = store.read(file)
        told.extend([damage] if damage else [])
        if draft is not None:
            keeping.restore(draft)
        page.show()
        yield Room(page, presenter, keeping, saved, told)
        page.close()
        keeping.close()
        presenter.close()
        tasks.close()

    return opened


def _make(qtbot: QtBot, room: Room) -> None:
    room.presenter.make(Material(files=("/d/Linden-Street-final.pdf",)))
    qtbot.waitUntil(lambda: room.presenter.deck is not None and room.presenter.progress is None)


def _kept(file: Path) -> Draft | None:
    return store.read(file)[0] if file.exists() else None


def test_a_deck_is_there_again_with_its_slides_theme_and_template(qtbot: QtBot, opening: Opening, file: Path) -> None:
    with opening() as room:
        _make(qtbot, room)
        room.presenter.rename("s2", "Demand fell")
        room.presenter.set_theme("evening")
        room.presenter.set_template(Path("/t/own.potx"))
        edited = room.presenter.outline
    with opening() as room:
        qtbot.waitUntil(lambda: room.presenter.deck is not None)
        deck = room.presenter.deck
        assert deck is not None
        assert (room.presenter.outline, deck.theme) == (edited, "evening")
        assert room.presenter.template == Path("/t/own.potx")
        assert room.presenter.material == Material(files=("/d/Linden-Street-final.pdf",))
        assert not room.page.start.isVisible()
        assert room.page.thumbnails.model().rowCount() == len(deck.slides) == 7
        assert room.page.header.note.text() == "Not saved as .pptx yet"
        assert not room.presenter.can_undo
        room.presenter.rename("s2", "Demand fell by a third")
        room.presenter.undo()
        assert room.presenter.outline == edited
        assert room.told == []


def test_changes_are_kept_while_the_window_is_open(qtbot: QtBot, opening: Opening, file: Path) -> None:
    with opening() as room:
        _make(qtbot, room)
        qtbot.waitUntil(lambda: (draft := _kept(file)) is not None and draft.outline == SAMPLE)
        room.presenter.rename("title", "Heat pumps")
        qtbot.waitUntil(lambda: (draft := _kept(file)) is not None and draft.outline.title == "Heat pumps")
        room.presenter.set_theme("harbour")
        qtbot.waitUntil(lambda: (draft := _kept(file)) is not None and draft.theme == "harbour")


def test_notes_that_were_being_typed_are_kept_when_the_window_closes(
    qtbot: QtBot, opening: Opening, file: Path
) -> None:
    with opening() as room:
        _make(qtbot, room)
        room.presenter.select(5)
        room.page.inspector.notes.setPlainText("Say it calmly")
    draft = _kept(file)
    assert draft is not None
    assert draft.outline.slides[3].notes == "Say it calmly"


def test_words_in_an_open_editor_are_kept_before_they_are_an_edit(qtbot: QtBot, opening: Opening, file: Path) -> None:
    with opening() as room:
        _make(qtbot, room)
        view = room.page.outline
        view.begin_edit("s4", 0)
        qtbot.keyClicks(room.page.focusWidget(), "All is booked")
        qtbot.waitUntil(
            lambda: (d := _kept(file)) is not None and d.outline.slides[3].points[0].text == "All is booked"
        )
        draft = _kept(file)
        assert draft is not None
        assert draft.unsaved
        assert room.presenter.outline == SAMPLE
        qtbot.keyClick(room.page.focusWidget(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: (d := _kept(file)) is not None and d.outline == SAMPLE)
        view.begin_edit("title")
        qtbot.keyClicks(room.page.focusWidget(), "Heat")
        qtbot.keyClick(room.page.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: room.presenter.outline is not None and room.presenter.outline.title == "Heat")
        assert room.presenter.as_typed == room.presenter.outline
    draft = _kept(file)
    assert draft is not None
    assert draft.outline.title == "Heat"


def test_the_slide_in_sight_is_there_again(qtbot: QtBot, opening: Opening, file: Path) -> None:
    with opening() as room:
        _make(qtbot, room)
        room.presenter.select(4)
        qtbot.waitUntil(lambda: (draft := _kept(file)) is not None and draft.selected == 4)
    with opening() as room:
        qtbot.waitUntil(lambda: room.presenter.deck is not None)
        assert room.presenter.selected == 4
        assert room.page.thumbnails.currentIndex().row() == 4


def test_a_deck_of_an_earlier_version_opens_at_its_first_slide(opening: Opening, file: Path) -> None:
    store.keep(file, Draft(SAMPLE))
    kept = json.loads(file.read_text())
    kept.pop("selected", None)
    file.write_text(json.dumps(kept))
    with opening() as room:
        assert room.presenter.outline == SAMPLE
        assert (room.presenter.selected, room.told) == (0, [])


def test_a_making_that_is_stopped_leaves_all_as_it_was(qtbot: QtBot, opening: Opening) -> None:
    with opening() as room:
        _make(qtbot, room)
        presenter = room.presenter
        presenter.failed.connect(room.told.append)
        presenter.select(3)
        before = (presenter.material, presenter.outline, presenter.deck, presenter.versions, presenter.selected)
        presenter.make(Material(topic="slow"))
        assert room.page.start.isVisible()
        presenter.stop()
        assert presenter.progress is None
        assert not room.page.start.isVisible()
        assert (presenter.material, presenter.outline, presenter.deck, presenter.versions, presenter.selected) == before
        presenter.make(Material(topic="nothing"))
        qtbot.waitUntil(lambda: [type(error).__name__ for error in room.told] == ["OutlineEmpty"])
        assert presenter.material == before[0]


def test_a_making_that_was_stopped_does_not_end_the_next(qtbot: QtBot, opening: Opening) -> None:
    with opening() as room:
        room.presenter.make(Material(topic="slow"))
        room.presenter.make(Material(topic="a topic"))
        qtbot.waitUntil(lambda: room.presenter.deck is not None and room.presenter.progress is None)
        assert room.presenter.material == Material(topic="a topic")
        first = room.presenter.material
        room.presenter.make(Material(topic="another"))
        qtbot.waitUntil(lambda: room.presenter.progress is None)
        assert room.presenter.material == Material(topic="another")
        room.presenter.undo()
        assert room.presenter.material == first
        room.presenter.redo()
        assert room.presenter.material == Material(topic="another")


def test_a_new_deck_forgets_the_old_one_until_it_is_brought_back(qtbot: QtBot, opening: Opening, file: Path) -> None:
    with opening() as room:
        _make(qtbot, room)
        qtbot.waitUntil(file.exists)
        back: list[Callable[[], None]] = []
        room.presenter.put_away.connect(lambda _, bring: back.append(bring))
        qtbot.mouseClick(room.page.new, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not file.exists())
        back[0]()
        qtbot.waitUntil(file.exists)
        qtbot.mouseClick(room.page.new, Qt.MouseButton.LeftButton)
    assert not file.exists()
    with opening() as room:
        assert room.presenter.outline is None
        assert room.page.start.isVisible()


def test_what_a_file_holds_is_known_after_a_restart(
    qtbot: QtBot, opening: Opening, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opening() as room:
        _make(qtbot, room)
        with qtbot.waitSignal(room.presenter.saved):
            room.page.save_deck()
        assert not room.presenter.unsaved
        assert room.page.header.note.text() == "Saved just now"
    with opening() as room:
        assert not room.presenter.unsaved
        room.presenter.rename("title", "Heat pumps")
        assert room.page.header.note.text() == "Changed since it was saved"
        room.presenter.undo()
        assert not room.presenter.unsaved
        now = room.presenter.saved_at
        monkeypatch.setattr(time, "time", lambda: now + 300)
        assert saved_note(room.presenter) == "Saved 5 min ago"
        monkeypatch.setattr(time, "time", lambda: now + 3 * 86_400)
        assert "min ago" not in saved_note(room.presenter)


def test_a_damaged_file_opens_an_empty_page(opening: Opening, file: Path) -> None:
    file.write_bytes(b'{"outline": ')
    with opening() as room:
        assert room.presenter.outline is None
        assert [type(error).__name__ for error in room.told] == ["StoreDamaged"]
    assert not file.exists()


def test_a_full_disk_is_told_once_and_the_deck_is_kept_when_there_is_room(
    qtbot: QtBot, look: Appearance, file: Path
) -> None:
    full, tries = True, 0

    def keep(draft: Draft) -> None:
        nonlocal tries
        tries += 1
        if full:
            raise DiskFull(what=store.WHAT)
        store.keep(file, draft)

    told: list[Exception] = []
    tasks = Tasks(told.append)
    presenter = SlidesPresenter(memory_making([]), tasks, "ledger")
    keeping = Keeping(presenter, tasks, keep, functools.partial(store.forget, file))
    keeping.failed.connect(told.append)
    presenter.set_outline(SAMPLE)
    qtbot.waitUntil(lambda: tries == 1 and bool(told))
    presenter.rename("s2", "Demand fell")
    qtbot.waitUntil(lambda: tries > 1 and not tasks.busy)
    assert [type(error) for error in told] == [DiskFull]
    full = False
    keeping.close()
    presenter.close()
    tasks.close()
    draft = _kept(file)
    assert draft is not None
    assert draft.outline.slides[1].title == "Demand fell"
