"""The Documents page: dropped files are read, told of, searched, retried, removed and brought back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.documents.protocol import (
    FileChanged,
    FileState,
    FolderChanged,
    FolderState,
    Followed,
    IndexFinished,
    IndexStarted,
)
from desktop.domain.document import EVERYTHING, Passage, Within
from desktop.errors import FileEncrypted, FileIsScan, FileMissing
from desktop.ui.buttons import IconButton
from desktop.ui.documents.ledger import PAGES, more_box, words_edges
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.documents.presenter import MANY, DocumentsPresenter
from desktop.ui.documents.retrieval import shortened
from desktop.ui.documents.rows import ROW, action_of
from desktop.ui.documents.state import Notice, Row
from desktop.ui.labels import Label
from desktop.ui.menu import Menu
from desktop.ui.narrowpopover import NarrowPopover
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from desktop.ui.toggles import NavRow
from tests.ui.documents.shelves import MemoryShelves, indexed


@pytest.fixture
def shelves() -> MemoryShelves:
    made = MemoryShelves()
    made.held = {
        "Linden pilot": [
            indexed("/d/Linden-Street-final.pdf", 62, 412),
            indexed("/d/Meter-method.docx", 9, 38),
            indexed("/d/供暖试点总结报告.pdf", 24, 96),
        ],
        "Household": [indexed("/h/Insurance.pdf", 12, 80)],
        "@chat-1": [],
    }
    made.passages = (
        Passage(
            "/d/Linden-Street-final.pdf",
            14,
            "Winter demand",
            "Across the 48 homes, winter heating demand fell by 31 per cent.",
            0.91,
            lexical=0.8,
            lexical_rank=1,
        ),
        Passage("/d/Meter-method.docx", None, None, "The baseline winter is December 2021 to February 2022.", 0.41),
    )
    return made


@pytest.fixture
def errors() -> list[Exception]:
    return []


@pytest.fixture
def presenter(qapp: QApplication, shelves: MemoryShelves, errors: list[Exception]) -> Iterator[DocumentsPresenter]:
    tasks = Tasks(errors.append)
    made = DocumentsPresenter(shelves, tasks, "My documents")
    made.failed.connect(errors.append)
    yield made
    made.close()
    tasks.close()
    assert errors == []


@pytest.fixture
def page(qtbot: QtBot, look: Appearance, presenter: DocumentsPresenter) -> DocumentsPage:
    made = DocumentsPage(
        look,
        presenter,
        say=lambda state: state.reason,
        pick_files=lambda: ["/n/new.pdf", "/n/locked.pdf", "/n/scan.pdf"],
        pick_folder=lambda: "",
    )
    qtbot.addWidget(made)
    made.resize(1176, 900)
    made.show()
    presenter.refresh()
    qtbot.waitUntil(lambda: len(presenter.rows) == 4)
    return made


def _names(page: DocumentsPage) -> list[str]:
    return [page.model.index(row).data() for row in range(page.model.rowCount())]


def test_collections_are_listed_and_hidden_ones_are_not(page: DocumentsPage, presenter: DocumentsPresenter) -> None:
    assert [info.name for info in presenter.collections] == ["Linden pilot", "Household"]
    assert presenter.files == 4


def test_choosing_a_collection_shows_its_files(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter
) -> None:
    presenter.open("Household")
    qtbot.waitUntil(lambda: _names(page) == ["Insurance.pdf"])


def test_added_files_are_read_one_by_one_and_every_refusal_is_told(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter
) -> None:
    told: list[Notice] = []
    presenter.noticed.connect(told.append)
    presenter.open("Household")
    qtbot.mouseClick(page.add_files, Qt.MouseButton.LeftButton)
    assert presenter.indexing is not None
    qtbot.waitUntil(lambda: presenter.indexing is None)
    qtbot.waitUntil(lambda: set(_names(page)) == {"Insurance.pdf", "new.pdf", "locked.pdf", "scan.pdf"})
    assert presenter.counts() == {"all": 4, "indexed": 2, "skipped": 1, "failed": 1, "waiting": 0}
    assert "2 files" in told[0].text
    said = [page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert any("password" in text for text in said)


def test_the_first_files_make_a_collection(qtbot: QtBot, presenter: DocumentsPresenter, shelves: MemoryShelves) -> None:
    shelves.held = {}
    presenter.refresh()
    presenter.add(["/n/new.pdf"])
    qtbot.waitUntil(lambda: presenter.indexing is None)
    assert list(shelves.held) == ["My documents"]


def test_reading_can_be_stopped(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    shelves.pause = 0.2
    presenter.add([f"/n/{number}.pdf" for number in range(100)], "Household")
    qtbot.waitUntil(page.reading.stop.isVisible)
    qtbot.mouseClick(page.reading.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: presenter.indexing is None)
    assert len(shelves.held["Household"]) < 100


def test_retry_reads_again(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    presenter.add(["/n/locked.pdf"], "Household")
    qtbot.waitUntil(lambda: "locked.pdf" in _names(page) and presenter.indexing is None)
    place = _names(page).index("locked.pdf")
    box = page.ledger.visualRect(page.model.index(place))
    spot = QPoint(box.right() - page.look.theme.px(50), box.center().y())
    qtbot.mouseClick(page.ledger.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: shelves.again)
    qtbot.waitUntil(lambda: presenter.indexing is None)


def test_removed_files_can_be_brought_back(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    told: list[Notice] = []
    presenter.noticed.connect(told.append)
    page.ledger.setCurrentIndex(page.model.index(0))
    qtbot.keyClick(page.ledger, Qt.Key.Key_Delete)
    assert "Linden-Street-final.pdf" not in _names(page)
    assert told[0].undo is not None
    told[0].undo()
    assert "Linden-Street-final.pdf" in _names(page)
    presenter.close()
    assert shelves.removed == []


def test_a_removal_is_carried_out_at_the_latest_on_closing(
    page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    presenter.remove([page.model.index(0).data(ROW)])
    presenter.close()
    assert shelves.removed == [("Linden pilot", ("/d/Linden-Street-final.pdf",))]


def test_a_question_is_tested_while_it_is_typed(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter
) -> None:
    presenter.open("Linden pilot")
    qtbot.keyClicks(page.retrieval.field, "winter demand")
    qtbot.waitUntil(lambda: presenter.test.outcome is not None and bool(presenter.test.outcome.passages))
    assert "2 passages" in page.retrieval.status.text()


def test_a_test_is_narrowed_with_chips_that_can_be_taken_away(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter
) -> None:
    presenter.open("Linden pilot")
    qtbot.waitUntil(lambda: len(presenter.rows) == 3)
    presenter.test.search("winter demand")
    page.retrieval.narrow.click()
    popover = page.retrieval.findChild(NarrowPopover)
    assert isinstance(popover, NarrowPopover)
    assert list(popover.pills) == ["pdf", "docx"]
    popover.pills["docx"].click()
    popover.close()
    qtbot.waitUntil(lambda: page.retrieval.status.text().startswith("1 passage in"))
    (chip,) = page.retrieval.conditions
    assert chip.accessibleName() == "Only DOCX"
    assert chip.button.accessibleName() == "No longer narrow to DOCX"
    chip.button.click()
    assert page.retrieval.conditions == ()
    qtbot.waitUntil(lambda: page.retrieval.status.text().startswith("2 passages"))
    presenter.test.narrow(Within(kinds=("xlsx",)))
    qtbot.waitUntil(lambda: "narrowed" in page.retrieval.status.text())
    presenter.open("Household")
    assert presenter.test.within == EVERYTHING


def test_no_score_is_shown_where_nothing_answers_the_question(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    """Scores compare the passages with one another, so the nearest one of nonsense had one like a real find."""

    def shown() -> list[str]:
        return [label.text() for label in page.retrieval.findChildren(Label) if not label.isHidden()]

    presenter.open("Linden pilot")
    presenter.test.search("winter demand")
    qtbot.waitUntil(lambda: "0.91" in shown())
    shelves.answerable = 0.02
    presenter.test.search("zorblax quuxing")
    qtbot.waitUntil(lambda: any(words.startswith("Nothing here seems to answer this") for words in shown()))
    assert not any(words[:2] == "0." for words in shown())
    assert "Linden-Street-final.pdf" in shown(), "what comes nearest is shown all the same"


@pytest.mark.parametrize(
    ("text", "end", "cut"),
    [
        ("Across the 48 homes winter demand fell", 24, "Across the 48 homes…"),
        ("试点家庭的冬季采暖需求下降了百分之三十一", 12, "试点家庭的冬季采暖需…"),
        ("2024 试点家庭的冬季采暖需求下降了百分之三十一而且", 25, "2024 试点家庭的冬季采暖需求下降了百分之三…"),
    ],
)
def test_a_passage_that_goes_on_says_so(text: str, end: int, cut: str) -> None:
    assert shortened(text, end) == cut


def test_names_have_room_at_twice_the_text_size(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter
) -> None:
    presenter.open("Linden pilot")
    qtbot.waitUntil(lambda: len(presenter.rows) == 3)
    page.resize(752, 600)
    page.look.choose(scale=2.0)
    qtbot.waitUntil(lambda: page.ledger.viewport().width() > 500)
    row = page.model.index(0).data(ROW)
    left, right = words_edges(page.look, row, page.ledger.visualRect(page.model.index(0)))
    assert right - left >= page.ledger.viewport().width() / 2
    tip = page.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Linden-Street-final.pdf\n412 passages")


def test_the_last_row_can_be_scrolled_out_from_under_a_notice(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    shelves.held["Linden pilot"] = [indexed(f"/d/{n}.pdf", 1, 1) for n in range(30)]
    presenter.open("Linden pilot")
    qtbot.waitUntil(lambda: page.model.rowCount() == 30)
    page.ledger.doItemsLayout()
    bar = page.ledger.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = page.ledger.visualRect(page.model.index(29))
    assert page.ledger.viewport().height() - last.bottom() >= page.look.theme.px(72)


def test_a_test_says_how_much_could_be_searched_so_far(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    shelves.unread = 1198
    presenter.open("Linden pilot")
    presenter.test.search("winter demand")
    qtbot.waitUntil(lambda: "passages" in page.retrieval.status.text())
    assert page.retrieval.status.text().endswith("ms, searched 2 of 1,200 files")


def test_a_search_that_cannot_be_done_says_why(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter
) -> None:
    presenter.current = "gone"
    presenter.test.search("winter")
    qtbot.waitUntil(lambda: "gone" in page.retrieval.status.text())


def test_every_control_is_named_and_can_be_reached(page: DocumentsPage) -> None:
    for widget in (
        page.add_files,
        page.watch_folder,
        page.ledger,
        page.retrieval.field,
        page.collections.new,
        page.reading.stop,
    ):
        assert widget.accessibleName() or widget.property("text")
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_narrow_page_shows_the_test_in_turn(page: DocumentsPage) -> None:
    page.resize(700, 700)
    assert not page.retrieval.isVisible()
    page.test.setChecked(True)
    assert page.retrieval.isVisible()
    assert not page.ledger.isVisible()


def test_a_page_of_large_text_in_a_small_window_shows_one_column_at_a_time(page: DocumentsPage) -> None:
    page.look.choose(scale=2.0)
    page.resize(752, 536)
    assert (page.collections.isVisible(), page.ledger.isVisible()) == (False, True)
    page.shelf.click()
    assert (page.collections.isVisible(), page.ledger.isVisible()) == (True, False)
    page.test.click()
    assert (page.collections.isVisible(), page.retrieval.isVisible()) == (False, True)
    page.shelf.click()
    assert (page.collections.isVisible(), page.retrieval.isVisible()) == (True, False)
    row = next(pill for pill in page.collections.findChildren(NavRow) if pill.text() == "Household")
    row.click()
    assert (page.collections.isVisible(), page.ledger.isVisible()) == (False, True)
    page.grab()
    for button in (page.watch_folder, page.add_files):
        assert button.width() >= button.sizeHint().width()
        assert button.accessibleName()


def test_it_is_painted_in_both_themes(
    qtbot: QtBot, both: Appearance, page: DocumentsPage, presenter: DocumentsPresenter
) -> None:
    presenter.test.search("how far did winter demand fall")
    qtbot.waitUntil(lambda: presenter.test.outcome is not None)
    assert page.grab().toImage().pixelColor(500, 880) == both.theme.color.surface.base


def test_a_watched_file_that_is_gone_before_it_was_read_is_no_notice(
    qtbot: QtBot, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    said: list[Notice] = []
    presenter.noticed.connect(said.append)
    presenter.open("Household")
    presenter.folders.follow()
    gone, locked = (FileMissing(file="gone.txt"), FileEncrypted(file="locked.pdf"))
    failed = [
        FileState(error.values["file"], "failed", error.message, type(error).__name__, error.values)
        for error in (gone, locked)
    ]
    shelves.coming += [Followed("Household", IndexFinished(0, 0, (), (state,), 0, 0, 0.1)) for state in failed]
    qtbot.waitUntil(lambda: bool(said))
    qtbot.waitUntil(lambda: not shelves.coming)
    assert ["locked.pdf" in notice.text for notice in said] == [True]


def test_the_row_of_all_documents_has_room_for_its_words(page: DocumentsPage) -> None:
    page.resize(1024, 700)
    page.show()
    row = page.collections._rows[""]
    row.set_hint("1,200")
    QApplication.processEvents()
    assert row.width() >= row.sizeHint().width()


def test_a_watched_folder_is_listed_followed_and_left_again(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    presenter.open("Household")
    presenter.watch("/home/me/Scans")
    folders = page.collections.folders
    qtbot.waitUntil(lambda: list(folders.rows) == [("Household", "/home/me/Scans")])
    assert folders.isVisibleTo(page)
    presenter.folders.follow()
    state = indexed("/home/me/Scans/bill.png", 1, 2)
    shelves.held["Household"].append(state)
    gone = FolderState("Household", "/home/me/Scans", "missing", "", 1)
    finished = IndexFinished(1, 0, (), (), 1, 2, 0.1)
    shelves.watched["Household", "/home/me/Scans"] = gone
    shelves.coming += [
        *(Followed("Household", event) for event in (IndexStarted(1), FileChanged(state), finished)),
        FolderChanged(gone),
    ]
    qtbot.waitUntil(lambda: "bill.png" in _names(page) and presenter.folders.states == (gone,))
    assert presenter.indexing is None
    (row,) = folders.rows.values()
    assert "not there now" in row.accessibleDescription()
    presenter.folders.unwatch(gone)
    qtbot.waitUntil(lambda: not folders.rows)
    assert "bill.png" in _names(page)
    assert not folders.isVisibleTo(page)


def test_a_scan_that_was_passed_over_offers_to_be_read(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    error = FileIsScan(file="scan.pdf")
    shelves.held["Household"].append(
        FileState("/n/scan.pdf", "skipped", error.message, "FileIsScan", error.values, path="/n/scan.pdf")
    )
    presenter.open("Household")
    qtbot.waitUntil(lambda: "scan.pdf" in _names(page))
    (row,) = [row for row in presenter.rows.values() if row.scan]
    assert action_of(row) == "Read"
    with qtbot.waitSignal(page.pictures_wanted):
        page.ledger.retried.emit(row)
    presenter.read_scans()
    qtbot.waitUntil(lambda: presenter.indexing is None)
    assert shelves.held["Household"][-1].file == "/n/scan.pdf"


def test_thousands_of_new_files_are_added_one_by_one(
    qtbot: QtBot, presenter: DocumentsPresenter, page: DocumentsPage
) -> None:
    """Telling of all rows for each new one would hold up the window for hours with 100,000 files."""
    qtbot.waitUntil(lambda: len(presenter.rows) == 4)
    told: list[str] = []
    presenter.rows_changed.connect(lambda: told.append("all"))
    page.model.modelReset.connect(lambda: told.append("reset"))
    events = [FileChanged(indexed(f"/n/note-{number:05}.txt", 1, 1), 1, 1) for number in range(3000)]
    for start in range(0, 3000, 100):
        presenter._indexed("Linden pilot", events[start : start + 100])
        if len(presenter.rows) <= MANY + 100:
            told.clear()
    assert told == []
    assert page.model.rowCount() == 3004
    assert page.model.index(3003).data(ROW).state.file == "/n/note-02999.txt"
    qtbot.waitUntil(lambda: page._pills["all"]._hint == "3,004")
    page._choose_filter("failed")
    presenter._indexed("Linden pilot", [FileChanged(indexed("/n/one-more.txt", 1, 1), 1, 1)])
    assert page.model.rowCount() == 0


def test_a_library_that_has_not_answered_yet_is_not_shown_as_empty(
    qtbot: QtBot, look: Appearance, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    page = DocumentsPage(
        look, presenter, say=lambda state: state.reason, pick_files=lambda: ["/n/new.pdf"], pick_folder=lambda: ""
    )
    qtbot.addWidget(page)
    page.resize(1176, 900)
    page.show()
    assert not page.empty.isVisible()
    shelves.held = {}
    presenter.refresh()
    qtbot.waitUntil(page.empty.isVisible)
    qtbot.mouseClick(page.empty.zone.browse, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _names(page) == ["new.pdf"])
    assert page.ledger.isVisible()


def test_the_heads_stand_over_their_columns_at_any_text_size(page: DocumentsPage, look: Appearance) -> None:
    ends = []
    for scale in (1.0, 1.5, 1.0):
        look.choose(scale=scale)
        QApplication.processEvents()  # lays out
        ends.append([box.right() for box in page.heads.boxes().values()])
        row = page.ledger.viewport().width() - 1
        assert page.heads.boxes()["Pages"].right() <= row - look.theme.px(PAGES)
    assert ends[0] == ends[2] != ends[1]


def test_pages_give_way_to_names_in_narrow_rows(page: DocumentsPage) -> None:
    assert "Pages" in page.heads.boxes()
    page.resize(620, 700)
    page.grab()
    assert list(page.heads.boxes()) == ["Name", "Status"]


def test_what_cannot_be_read_is_no_success_and_is_not_tried_again(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter
) -> None:
    told: list[Notice] = []
    presenter.noticed.connect(told.append)
    presenter.add(["/n/new.pdf", "/n/locked.pdf"], "Household")
    qtbot.waitUntil(lambda: presenter.indexing is None)
    assert told[0].bad
    drawing = FileState("/n/plan.dwg", "skipped", "", "FileUnsupported", {"file": "/n/plan.dwg"})
    locked = FileState("/n/locked.pdf", "failed", "", "FileEncrypted", {"file": "/n/locked.pdf"})
    assert (action_of(Row(drawing, "Household")), action_of(Row(locked, "Household"))) == ("", "Retry")


def test_documents_are_asked_from_their_own_page(
    qtbot: QtBot, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    asked: list[str] = []
    page.ask_wanted.connect(asked.append)
    qtbot.waitUntil(page.ask.isVisible)
    qtbot.mouseClick(page.ask, Qt.MouseButton.LeftButton)
    (menu,) = [menu for menu in page.findChildren(Menu) if menu.isVisible()]
    assert [action.text() for action in menu.actions()] == ["Linden pilot", "Household"]
    menu.actions()[1].trigger()
    menu.close()
    presenter.open("Linden pilot")
    qtbot.waitUntil(lambda: len(_names(page)) == 3)
    qtbot.mouseClick(page.ask, Qt.MouseButton.LeftButton)
    assert asked == ["Household", "Linden pilot"]
    shelves.held = {"Linden pilot": []}
    presenter.refresh()
    qtbot.waitUntil(lambda: not page.ask.isVisible())


def test_what_can_be_done_with_a_collection_is_in_sight(qtbot: QtBot, page: DocumentsPage) -> None:
    (more,) = [button for button in page.findChildren(IconButton) if button.accessibleName() == "More about Household"]
    assert more.isVisible()
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    (menu,) = [menu for menu in page.findChildren(Menu) if menu.isVisible()]
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0] == "Ask this collection"
    assert words[-1] == "Delete collection"
    menu.close()


def test_a_row_shows_its_reason_whole(
    qtbot: QtBot, look: Appearance, page: DocumentsPage, presenter: DocumentsPresenter, shelves: MemoryShelves
) -> None:
    """What to do about a file that was not read stands at the end of its reason."""
    error = FileIsScan(file="/n/scan.pdf")
    reason = f"{error.message} {error.hint} " * 2
    shelves.held["Household"].append(FileState("/n/scan.pdf", "skipped", reason, path="/n/scan.pdf"))
    presenter.open("Household")
    qtbot.waitUntil(lambda: _names(page) == ["Insurance.pdf", "scan.pdf"])
    ledger, scan = page.ledger, page.model.index(1)

    def lines(width: int) -> int:
        page.resize(width, 900)
        qtbot.waitUntil(lambda: ledger.visualRect(scan).width() == ledger.viewport().width())
        QApplication.processEvents()  # lays out
        assert ledger.visualRect(page.model.index(0)).height() == look.theme.px(52)
        beyond = ledger.visualRect(scan).height() - look.theme.px(52)
        assert beyond % look.theme.line_height("caption") == 0
        return 1 + beyond // look.theme.line_height("caption")

    left, right = words_edges(look, scan.data(ROW), ledger.visualRect(scan))
    assert lines(1176) >= look.theme.metrics("caption").horizontalAdvance(reason) / (right - left)
    assert lines(900) > lines(1600) >= 1
    spot = more_box(look, ledger.visualRect(scan)).center()
    assert spot.y() - ledger.visualRect(scan).top() < look.theme.px(52)
    with qtbot.waitSignal(ledger.menu_wanted):
        qtbot.mouseClick(ledger.viewport(), Qt.MouseButton.LeftButton, pos=spot)
