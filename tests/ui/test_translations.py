"""The window in Chinese: each kind of text is found under its context, and no page keeps an English one."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.appearance import first_spoken, translate
from desktop.documents.protocol import FileState
from desktop.domain.conversation import StepPart
from desktop.domain.deck import Material
from desktop.domain.document import Citation
from desktop.engine.catalog import starter_model
from desktop.errors import (
    FileDamaged,
    FileEncrypted,
    FileMissing,
    FileOutdated,
    OutOfMemory,
    ProcessStopped,
    StoreDamaged,
)
from desktop.settings import Settings
from desktop.ui import links
from desktop.ui.chat import facts
from desktop.ui.chat.composer import Composer
from desktop.ui.citations import SourceCard, state_words
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.documents.presenter import DocumentsPresenter
from desktop.ui.indicators import Spinner
from desktop.ui.models.installed import Installed
from desktop.ui.models.page import ModelsPage
from desktop.ui.models.presenter import ModelsPresenter
from desktop.ui.phrases import explain, explain_below_name, explain_state, say, say_progress
from desktop.ui.settings.page import SettingsPage
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.settings.rows import SettingRow
from desktop.ui.shortcuts import groups
from desktop.ui.sidebar import Sidebar
from desktop.ui.slides.page import SlidesPage
from desktop.ui.slides.presenter import SlidesPresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from desktop.worker.outcome import Outcome
from tests.fakes import FAKE_MODEL
from tests.ui.chat.faces import Face
from tests.ui.chat.script import ScriptedTurn, World, cited, dies, settle
from tests.ui.documents.shelves import MemoryShelves, indexed
from tests.ui.models.test_models_page import Memory
from tests.ui.slides.making import SAMPLE, memory_making
from tests.ui.test_window import Shelf

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "packaging" / "translations.py"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def words_of(widget: QWidget) -> Iterator[str]:
    """Yield all that a widget and those in it say: texts, names, tips and placeholders."""
    for part in [widget, *widget.findChildren(QWidget)]:
        yield part.accessibleName()
        yield part.toolTip()
        if isinstance(part, QAbstractButton | QLabel):
            yield part.text()
        if isinstance(part, QLineEdit):
            yield part.placeholderText()


def english_of(widget: QWidget) -> set[str]:
    """Return what a widget says with Latin words and no Chinese."""
    return {words for words in words_of(widget) if re.search(r"[A-Za-z]{3}", words) and not CHINESE.search(words)}


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], "zh_CN"),
        (["zh-Hans-SG", "zh-SG"], "zh_CN"),
        (["fr-Latn-FR", "fr", "zh-Hans-CN"], "zh_CN"),
        (["en-Latn-GB", "en", "zh-Hans-CN", "zh"], ""),
        (["zh-Hant-TW", "zh-TW", "zh"], ""),
        (["C"], ""),
        ([], ""),
    ],
)
def test_the_first_language_that_is_spoken_is_taken(wanted: list[str], spoken: str) -> None:
    assert first_spoken(wanted) == spoken


def test_english_needs_no_translation(qapp: QApplication) -> None:
    before = QLocale()
    assert translate(qapp, "en") == []
    assert QCoreApplication.translate("Composer", "Send") == "Send"
    QLocale.setDefault(before)


def test_each_text_is_found_in_what_is_compiled(chinese: None) -> None:
    known = TOOL["read"](ROOT / "assets" / "translations" / "lectern_zh_CN.ts")
    assert len(known) > 700
    wrong = [key for key, said in known.items() if QCoreApplication.translate(*key) != said]
    assert wrong == [], "run make translations"


def test_a_text_of_a_base_class_is_found_from_its_subclasses(look: Appearance, qtbot: QtBot, chinese: None) -> None:
    class _Busy(Spinner):
        pass

    class Outer:
        class Inner(_Busy):
            pass

    for kind in (Spinner, _Busy, Outer.Inner):
        made = kind(look, "正在处理")
        qtbot.addWidget(made)
        assert made.tr("{words}, {seconds} s") == "{words}，{seconds} 秒"
    assert QObject().tr("{words}, {seconds} s") == "{words}, {seconds} s"


def test_errors_are_explained_with_what_the_user_named(chinese: None) -> None:
    message, hint = explain(FileEncrypted(file="Tariffs 2025.xlsx"))
    assert message == "“Tariffs 2025.xlsx”受密码保护。"
    assert hint == "请另存一份不带密码的副本，然后添加该副本。"


def test_values_are_translated_where_they_are_ours(chinese: None) -> None:
    cause = Outcome("model process", -9).cause
    assert explain(ProcessStopped(name="model process", cause=cause))[0] == (
        "模型进程已停止（它被外部终止，通常是因为内存不足）。"
    )
    assert explain(OutOfMemory(name="reader of “a.pdf”"))[0] == "“a.pdf”的读取进程内存不足。"
    assert explain(FileDamaged(file="a.docx", reason="its archive is broken"))[0] == (
        "“a.docx”已损坏，无法读取（其压缩包已损坏）。"
    )
    damaged = StoreDamaged(
        what="the conversations",
        file="old.sqlite",
        action="The backup of 2026-01-02 03:04 took its place. 3 later messages were read from the damaged file.",
    )
    assert explain(damaged) == (
        "对话的文件已损坏。损坏的文件保留为“old.sqlite”。",
        "已用 2026-01-02 03:04 的备份取代。之后的 3 条消息从损坏的文件中读出。",
    )


def test_what_the_user_named_is_never_translated(chinese: None) -> None:
    assert "it is cut off" in explain(FileMissing(file="it is cut off"))[0]
    assert say_progress("Reading Reading list.pdf") == "正在读取 Reading list.pdf"


def test_what_is_not_known_stays_as_it_is(chinese: None) -> None:
    assert say("expected '}' at line 3") == "expected '}' at line 3"
    assert explain(FileDamaged(file="a", reason="EOF marker not found"))[0] == (
        "“a”已损坏，无法读取（EOF marker not found）。"
    )


def test_states_of_files_are_explained(chinese: None) -> None:
    locked = FileEncrypted(file="a.pdf")
    state = FileState("/d/a.pdf", "failed", locked.message, "FileEncrypted", locked.values)
    assert explain_state(state) == "“a.pdf”受密码保护。"
    cut = "Stopped after page 3 of 9. Reading “b.pdf” took longer than 60 s and was stopped."
    assert explain_state(FileState("/d/b.pdf", "indexed", cut)) == (
        "读到第 3 页（共 9 页）后停止。读取“b.pdf”超过 60 秒，已停止。"
    )


def test_a_reason_below_a_name_does_not_begin_with_the_path_again(qapp: QApplication) -> None:
    locked = FileEncrypted(file="/home/anna/papers/2023/a.pdf")
    state = FileState("/home/anna/papers/2023/a.pdf", "failed", locked.message, "FileEncrypted", locked.values)
    assert explain_below_name(state) == ("Is protected by a password. Save a copy without the password and add that.")
    gone = FileMissing(file="/home/anna/b.pdf")
    assert explain_below_name(FileState("/home/anna/b.pdf", "missing", "", "FileMissing", gone.values)).startswith(
        "There is no file or folder “b.pdf”."
    )


def test_a_reason_below_a_name_is_a_sentence_in_chinese(chinese: None) -> None:
    old = FileOutdated(file="/home/anna/a.doc", wanted=".docx")
    state = FileState("/home/anna/a.doc", "skipped", old.message, "FileOutdated", old.values)
    assert explain_below_name(state).startswith("格式只有它自己的程序能读取。")


def test_a_reason_below_a_name_is_translated(chinese: None) -> None:
    locked = FileEncrypted(file="/d/a.pdf")
    state = FileState("/d/a.pdf", "failed", locked.message, "FileEncrypted", locked.values)
    assert explain_below_name(state).startswith("受密码保护。")


def test_each_kind_of_helper_finds_its_texts(look: Appearance, qtbot: QtBot, chinese: None) -> None:
    assert state_words("close") == "近似匹配"
    assert facts.step(StepPart("searched", {"files": "1"})) == "检索了 1 个文件"
    assert facts.thought(65.0) == "思考了 1 分 5 秒"
    assert links._tr("Open link") == "打开链接"
    assert all(CHINESE.search(name) for name, _ in groups())
    card = SourceCard(look, 1, "a.pdf", "第 3 页", "verified")
    qtbot.addWidget(card)
    assert card.accessibleName() == "打开来源 1，a.pdf，第 3 页，已核实"


def test_the_composer_is_chinese(look: Appearance, qtbot: QtBot, chinese: None) -> None:
    composer = Composer(look)
    qtbot.addWidget(composer)
    assert (composer.accessibleName(), composer.think.text(), composer.documents.text()) == ("输入区", "思考", "文档")
    assert composer.edit.accessibleName() == "你的问题"
    assert english_of(composer) == set()


def test_the_chat_page_is_chinese(look: Appearance, qtbot: QtBot, tmp_path: Path, chinese: None) -> None:
    source = Citation(1, "/d/报告.txt", 3, "供暖需求下降了三成。", "verified")
    world = World(tmp_path, ScriptedTurn(cited("下降了三成 [1]。", source), dies("写到一半")))
    face = Face(look, world)
    name = FAKE_MODEL.name
    assert {words for words in english_of(face.window) if name not in words} == set()
    assert "推敲一个难题" in "".join(row.accessibleName() for row in face.page.empty.rows)
    for question in ("下降了多少？", "然后呢？"):
        face.type(question)
        face.idle()
    said = set(words_of(face.window))
    assert {"检索了 3 个文件", "来源", "1 处已核实", "复制回答", "模型在完成前停止了"} <= said
    # What "Details" unfolds is for a report, in English.
    detail = "ProcessStopped\ncause: it ran out of memory\nname: model process"
    assert {words for words in english_of(face.window) if name not in words} == {detail}
    world.turn.gate.set()
    face.window.close()
    face.window.deleteLater()
    world.close()
    settle()


def test_the_sidebar_is_chinese(look: Appearance, qtbot: QtBot, chinese: None) -> None:
    shelf = Shelf()
    shelf.rows = ()
    sidebar = Sidebar(look, shelf)
    qtbot.addWidget(sidebar)
    assert sidebar.new.text() == "新对话"
    assert [row.text() for row in sidebar.places.values()] == ["文档", "幻灯片", "模型", "设置"]
    assert english_of(sidebar) <= {"Lectern", shelf.empty_words}


def test_the_documents_page_is_chinese(look: Appearance, qtbot: QtBot, chinese: None) -> None:
    shelves = MemoryShelves()
    shelves.held = {"热网": [indexed("/d/报告.pdf", 24, 96), indexed("/d/附录.docx", 2, 4)]}
    tasks = Tasks(lambda error: pytest.fail(str(error)))
    presenter = DocumentsPresenter(shelves, tasks, "我的文档")
    page = DocumentsPage(look, presenter, say=explain_state, pick_files=list, pick_folder=lambda: "")
    qtbot.addWidget(page)
    presenter.refresh()
    qtbot.waitUntil(lambda: len(presenter.rows) == 2)
    assert page.add_files.text() == "添加文件"
    assert english_of(page) == set()
    presenter.close()
    tasks.close()


def test_the_settings_page_is_chinese(look: Appearance, qtbot: QtBot, tmp_path: Path, chinese: None) -> None:
    presenter = SettingsPresenter(tmp_path / "settings.json", Settings())
    page = SettingsPage(
        look,
        presenter,
        folder="/数据",
        open_folder=lambda: None,
        facts=[("版本", "0.1.0")],
        journal=tuple,
        clear_journal=lambda: None,
    )
    qtbot.addWidget(page)
    rows = [row.words for row in page.findChildren(SettingRow)]
    assert "增强对比度 加深边框和次要文字。" in rows
    keys = {words for words in english_of(page) if re.match(r"(Ctrl|Alt|Shift|Return|Esc|Del|Up|F\d)", words)}
    assert english_of(page) - keys <= {"English", "https://"}


def test_the_models_page_is_chinese(look: Appearance, qtbot: QtBot, tmp_path: Path, chinese: None) -> None:
    tasks = Tasks(lambda error: pytest.fail(str(error)))
    model = starter_model()
    presenter = ModelsPresenter(
        Memory(model), SettingsPresenter(tmp_path / "settings.json", Settings()), tasks, tmp_path
    )
    page = ModelsPage(look, presenter, [Installed(look, presenter)], pick_model=lambda: "")
    qtbot.addWidget(page)
    presenter.refresh()
    qtbot.waitUntil(lambda: model.name in english_of(page))
    assert english_of(page) == {model.name, str(tmp_path)}
    tasks.close()


def test_the_slides_page_is_chinese(look: Appearance, qtbot: QtBot, chinese: None) -> None:
    tasks = Tasks(lambda error: pytest.fail(str(error)))
    presenter = SlidesPresenter(memory_making([]), tasks, "ledger")
    page = SlidesPage(
        look,
        presenter,
        pick_files=list,
        pick_outline=lambda: "",
        pick_template=lambda: "",
        save_as=lambda name: "",
        chat=lambda: (0, ""),
    )
    qtbot.addWidget(page)
    assert english_of(page) == set()
    presenter.make(Material(topic="供暖"))
    qtbot.waitUntil(lambda: presenter.deck is not None)
    assert {"账簿", "港湾", "暮色"} <= set(words_of(page))
    made = {SAMPLE.title, *SAMPLE.sources, *(slide.title for slide in SAMPLE.slides)}
    made.add("Choosing sentences")  # what the making of these tests says of itself
    assert {words for words in english_of(page) if not any(name in words for name in made)} == set()
    presenter.close()
    tasks.close()


def test_the_window_says_one_word_for_you(chinese: None) -> None:
    known = TOOL["read"](ROOT / "assets" / "translations" / "lectern_zh_CN.ts")
    assert [key for key, said in known.items() if "您" in said] == []
