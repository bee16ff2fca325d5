"""Every text of the window is collected, translated in full, and fits its template."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import catalogue
from desktop.ui.wording import PROGRESS, REASONS, recognise, recognise_progress

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "packaging" / "translations.py"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: What Chinese says with signs or figures, and a name.
NAMES = {
    "Lectern",
    "{place}: {about}",
    "{page} of {pages}",
    "{used} of {total}",
    "{done} of {total}",
    "{number} of {count}",
}
NAMES |= {"{passages}. {reason}", "{n} %", "two", "three", "four", "five", "six", "seven"}
#: Rooms below the window whose words reach it inside sentences.
BELOW = ("chat", "documents", "domain", "engine", "reasoning", "slides", "store", "worker")
#: Values of errors that hold such words.
SPOKEN = ("reason", "cause", "what", "action")
#: Tables of such words by the module that holds them.
TABLES = {
    "desktop/worker/outcome.py": ("_TELLING", "_SIGNALS"),
    "desktop/documents/reading.py": ("_REASONS",),
    "desktop/documents/readers/sniff.py": ("_NOT",),
    "desktop/engine/gguf_types.py": ("NOT_LANGUAGE_MODELS",),
}
#: Words whose fields are words themselves; desktop.ui.wording spells out what they come to.
SPELT_OUT = {"7 7 7 no text, only pictures or nothing.", "it claims 7 7", "a grammar could not be read7"}
SPELT_OUT |= {"llama.cpp refused it7", "llama.cpp gave up on a picture (7)7"}


@pytest.fixture(scope="module")
def translations() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = TOOL["read"](ROOT / "assets" / "translations" / "lectern_zh_CN.ts")
    return found


def collected(folder: Path, source: str) -> tuple[set[tuple[str, str]], tuple[str, ...]]:
    """Collect from one module of its own; the tables of templates are left out."""
    (folder / "desktop" / "ui").mkdir(parents=True, exist_ok=True)
    (folder / "desktop" / "ui" / "page.py").write_text(source, "utf-8")
    found = TOOL["collect"](folder)
    tables = TOOL["tables"](folder)
    return {(t.context, t.source) for t in found.texts if t.context not in tables}, found.unclear


def test_nothing_is_missing_stale_or_uncollected() -> None:
    assert TOOL["problems"]("zh_CN", TOOL["collect"]()) == [], "run make translations and translate what is new"


def test_the_file_is_as_the_tool_writes_it(translations: dict[tuple[str, str], str]) -> None:
    written = (ROOT / "assets" / "translations" / "lectern_zh_CN.ts").read_text("utf-8")
    assert TOOL["write"]("zh_CN", translations) == written


def test_the_texts_of_the_whole_window_are_there(translations: dict[tuple[str, str], str]) -> None:
    contexts = {context for context, _ in translations}
    assert {"Composer", "DocumentsPage", "SlidesPage", "ModelsPage", "Sidebar", "errors", "steps"} <= contexts
    for kind in catalogue().values():
        if re.search(r"[a-z]", re.sub(r"\{\w+\}", "", kind.template)):
            assert ("errors", kind.template) in translations


def test_translations_are_chinese(translations: dict[tuple[str, str], str]) -> None:
    english = [s for (_, s), said in translations.items() if not CHINESE.search(said) and re.search(r"\w", s)]
    assert set(english) <= NAMES


def test_translations_keep_fields_keys_and_figures(translations: dict[tuple[str, str], str]) -> None:
    kept = re.compile(r"\{\w*\}|Ctrl \w+|Alt \d|Esc\b|\.pptx|\.potx|\.gguf|lectern [a-z]+|\b\d+\b")
    for (_, source), said in translations.items():
        if source not in NAMES:
            assert sorted(kept.findall(source)) == sorted(kept.findall(said)), source


def test_translations_use_full_width_punctuation(translations: dict[tuple[str, str], str]) -> None:
    half = re.compile(r"[\u4e00-\u9fff}][,;:?!()]|[,;:?!(][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\w)|\.\.\.")
    assert [said for said in translations.values() if half.search(said)] == []


def test_a_text_has_one_translation_wherever_it_stands_in_a_class_and_its_bases() -> None:
    # PySide6 looks a text up under the class of the object first, so a subclass must not say it otherwise by chance.
    known = TOOL["read"](ROOT / "assets" / "translations" / "lectern_zh_CN.ts")
    bases = {
        node.name: [ast.unparse(base) for base in node.bases]
        for module in TOOL["parse"](ROOT, TOOL["SHOWN"])
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    }

    def ancestors(name: str) -> Iterator[str]:
        for base in bases.get(name, []):
            yield base
            yield from ancestors(base)

    for (context, source), said in known.items():
        for base in ancestors(context):
            assert known.get((base, source), said) == said


def test_texts_come_to_the_context_that_they_are_looked_up_in(tmp_path: Path) -> None:
    source = '''
from PySide6.QtCore import QCoreApplication
translate = QCoreApplication.translate
class Outer:
    def make(self):
        class Inner:
            def __init__(self):
                self.tr("inner")
        return lambda: self.tr("outer")
    async def later(self):
        return tr("helped")
def tr(text):
    """Translate."""
    return QCoreApplication.translate("Room", text)
def named():
    return translate("Facts", "fact") + QCoreApplication.translate("errors", anything)
'''
    texts, unclear = collected(tmp_path, source)
    assert texts == {("Inner", "inner"), ("Outer", "outer"), ("Room", "helped"), ("Facts", "fact")}
    assert unclear == ()


def test_a_function_that_translates_is_known_where_it_is_imported(tmp_path: Path) -> None:
    (tmp_path / "desktop" / "app").mkdir(parents=True)
    (tmp_path / "desktop" / "app" / "doors.py").write_text(
        "def tr(text):\n    return QCoreApplication.translate('App', text)\n", "utf-8"
    )
    texts, unclear = collected(tmp_path, "from desktop.app.doors import tr as say\ndef f():\n    say('Open')\n")
    assert (texts, unclear) == ({("App", "Open")}, ())


@pytest.mark.parametrize(
    "code",
    [
        "def f(widget):\n    widget.tr('whose?')",
        "class A:\n    def f(self):\n        self.tr(f'{self}')",
        "class A:\n    def f(self, text):\n        self.tr(text)",
        "class A:\n    words = QCoreApplication.translate('A', 'too early')",
        "from elsewhere import tr\ndef f():\n    tr('unknown')",
    ],
)
def test_a_call_that_cannot_be_collected_is_named(tmp_path: Path, code: str) -> None:
    texts, unclear = collected(tmp_path, code)
    assert texts == set()
    assert len(unclear) == 1
    assert unclear[0].startswith("desktop/ui/page.py:")


def test_merging_keeps_translations_and_drops_stale_ones() -> None:
    text = TOOL["Text"]
    known = {("A", "Open"): "打开", ("A", "Gone"): "没了", ("A", "Fits"): "适合", ("B", "Fits"): "合适"}
    merged = TOOL["merge"]((text("A", "Open"), text("C", "Open"), text("C", "Fits"), text("C", "New")), known)
    assert merged == {("A", "Open"): "打开", ("C", "Open"): "打开", ("C", "Fits"): "", ("C", "New"): ""}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    merged = {("A", "a < b & “c”"): "甲 < 乙 & “丙”", ("A", "new"): "", ("B", "x"): "某"}
    file = tmp_path / "out.ts"
    file.write_text(TOOL["write"]("zh_CN", merged), "utf-8")
    assert TOOL["read"](file) == {key: said for key, said in merged.items() if said}


# What is put together below the window --------------------------------------------------------------------------------


def words_from_below() -> Iterator[tuple[str, str]]:
    """Yield each reason, cause and notice that stands in the code below the window, its fields filled with 7."""
    kinds = set(catalogue()) | {"kind"}
    for module in TOOL["parse"](ROOT, tuple(f"desktop/{room}" for room in BELOW)):
        for node in ast.walk(module.tree):
            given: list[ast.expr] = []
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in kinds:
                    given = [word.value for word in node.keywords if word.arg in SPOKEN]
                elif called in ("self._bad", "Note"):
                    given = node.args[:1]
                elif called == "Worker":
                    given = [word.value for word in node.keywords if word.arg == "name"]
            elif isinstance(node, ast.Assign | ast.AnnAssign) and module.where in TABLES:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if ast.unparse(targets[0]) in TABLES[module.where]:
                    given = _values(node.value)
            for value in given:
                if text := _filled(value):
                    yield f"{module.where}:{value.lineno}", text


def _values(table: ast.expr | None) -> list[ast.expr]:
    if isinstance(table, ast.Dict):
        return table.values
    assert isinstance(table, ast.Tuple)
    return [row.elts[-1] for row in table.elts if isinstance(row, ast.Tuple)]


def _filled(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    if isinstance(value, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in value.values)
    return ""


def test_words_from_below_are_known_to_the_window() -> None:
    found = list(words_from_below())
    assert len(found) > 50
    spoken = [(where, text) for where, text in found if re.search("[a-z]{3}", text) and text not in SPELT_OUT]
    assert [f"{where}: {text}" for where, text in spoken if recognise(text) is None] == [], (
        "add them to desktop/ui/wording.py"
    )


def test_progress_from_below_is_known_to_the_window() -> None:
    said = [
        (f"{module.where}:{node.lineno}", text)
        for module in TOOL["parse"](ROOT, tuple(f"desktop/{room}" for room in BELOW))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Progress"
        for text in map(_filled, node.args[:1])
        if text
    ]
    assert said
    assert [where for where, text in said if recognise_progress(text) is None] == [], "add it to desktop/ui/wording.py"


@pytest.mark.parametrize("template", REASONS)
def test_each_phrase_is_found_by_its_own_template(template: str) -> None:
    names = re.findall(r"\{(\w+)\}", template)
    found = recognise(re.sub(r"\{\w+\}", "12", template))
    assert found is not None
    assert (found.context, found.template) == ("reasons", template)
    assert found.values == dict.fromkeys(names, "12")


@pytest.mark.parametrize("template", PROGRESS)
def test_progress_is_found_by_its_own_template(template: str) -> None:
    found = recognise_progress(re.sub(r"\{\w+\}", "a.pdf", template))
    assert found is not None
    assert found.template == template


def test_an_error_inside_a_notice_is_found_as_an_error() -> None:
    found = recognise("“a (1).pdf” is damaged and cannot be read (it is cut off).")
    assert found is not None
    assert (found.context, found.values) == ("errors", {"file": "a (1).pdf", "reason": "it is cut off"})


def test_words_that_nobody_wrote_down_are_not_found() -> None:
    assert recognise("expected '}' at line 3") is None
    assert recognise("") is None
    assert recognise_progress("Unpacking") is None
