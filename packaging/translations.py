"""Collect the window's texts into assets/translations and compile them; --check only says what is missing or stale.

How a text comes to its context, which is the name that Qt looks it up under:

- `self.tr("...")` belongs to the class it stands in. PySide6 asks for the class of the object first and then for each
  of its bases, so a text of a base class is found from every subclass.
- `tr("...")` or `_tr("...")` belongs to the context that the function of that name gives QCoreApplication.translate.
- `translate("Context", "...")` names it.
- What is put together below the window (faults, steps, reasons, checks) stands in tables of templates; see `tables`.

pyside6-lupdate knows only the first and the third, so Python's own parser collects here. The translations stay in Qt's
format, for Qt Linguist.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "translations"
LANGUAGES = ("zh_CN",)
#: Where texts are shown; what stands below is reached through tables of templates.
SHOWN = ("desktop/ui", "desktop/app")
TRANSLATE = "QCoreApplication.translate"
#: The one context that is known at run time only: that of a template which desktop.ui.wording found in a table.
FOUND = "found.context"
FIELD = re.compile(r"\{(\w*)[^}]*\}")

#: One Chinese word for each term, so that the window speaks with one voice. It is written into the file of texts.
GLOSSARY = {
    "adapter": "适配器",
    "answer": "回答",
    "attach": "附加",
    "chat": "对话",
    "citation": "引用",
    "close match": "近似匹配",
    "collection, library": "资料库",
    "context": "上下文",
    "deck": "演示文稿",
    "document": "文档",
    "engine": "引擎",
    "folder": "文件夹",
    "graphics card": "显卡",
    "index": "索引",
    "layout": "版式",
    "memory": "内存",
    "model": "模型",
    "not found": "未找到",
    "outline": "大纲",
    "pane": "窗格",
    "passage": "片段",
    "point": "要点",
    "process": "进程",
    "quote": "引文",
    "retrieval": "检索",
    "shortcut": "快捷键",
    "sidebar": "侧边栏",
    "slide, slides": "幻灯片",
    "source": "来源",
    "speaker notes": "演讲者备注",
    "stop": "停止",
    "template": "模板",
    "theme": "主题",
    "think, thought": "思考",
    "token": "词元",
    "undo": "撤销",
    "verified": "已核实",
}


class Text(NamedTuple):
    """A text to translate, and where it is shown."""

    context: str
    source: str
    where: str = ""


class Collected(NamedTuple):
    """All texts in order, each once, and sentences about calls that cannot be collected."""

    texts: tuple[Text, ...]
    unclear: tuple[str, ...]


class Module(NamedTuple):
    """A parsed module; `where` is its path from the root."""

    dotted: str
    where: str
    tree: ast.Module


# Collecting -----------------------------------------------------------------------------------------------------------


def collect(root: Path = ROOT) -> Collected:
    """Collect from the code that shows texts, and from the tables of templates below it."""
    modules = list(parse(root, SHOWN))
    contexts = {
        (module.dotted, node.name): context
        for module in modules
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and (context := _context_of(node))
    }
    named = tables(root)
    texts: list[Text] = []
    unclear: list[str] = []
    for module in modules:
        reader = _Reader(module, contexts, frozenset(named))
        reader.visit(module.tree)
        texts += reader.texts
        unclear += reader.unclear
    for context, sources in named.items():
        texts += [Text(context, source) for source in sources if re.search(r"[^\W\d_]", FIELD.sub("", source))]
    once = {(text.context, text.source): text for text in reversed(texts)}
    return Collected(tuple(once[key] for key in sorted(once)), tuple(unclear))


def parse(root: Path, folders: tuple[str, ...]) -> Iterator[Module]:
    """Parse the modules below the folders, in order of their paths."""
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            where = file.relative_to(root)
            yield Module(".".join(where.with_suffix("").parts), where.as_posix(), ast.parse(file.read_text("utf-8")))


def tables(root: Path = ROOT) -> dict[str, tuple[str, ...]]:
    """Return the templates that are filled in below the window, by the context that the window translates them in."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    from desktop.domain.events import ONE, STEPS
    from desktop.engine.offers import offers
    from desktop.errors import catalogue
    from desktop.slides.looks import THEMES
    from desktop.ui.wording import PARTS, PROGRESS, REASONS

    catalogue_file = root / "assets" / "catalog.json"
    faults = [text for kind in catalogue().values() for text in (kind.template, kind.hint_template)]
    return {
        "errors": tuple(dict.fromkeys(faults)),
        "steps": (*STEPS.values(), *ONE.values()),
        "reasons": REASONS,
        "progress": PROGRESS,
        "themes": tuple(theme.label for theme in THEMES),
        "checks": tuple(dict.fromkeys(_checks(root))),
        "parts": PARTS,
        "catalogue": tuple(offer.about for offer in offers(catalogue_file)) if catalogue_file.exists() else (),
    }


def _checks(root: Path) -> Iterator[str]:
    """Yield the sentences of desktop/slides/check.py: its literals with a full stop, docstrings left out."""
    file = root / "desktop" / "slides" / "check.py"
    if file.exists():
        tree = ast.parse(file.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in told and str(node.value).endswith("."):
                yield str(node.value)


def _context_of(function: ast.FunctionDef) -> str:
    """Return the context of a function that does nothing but translate its argument; else nothing."""
    last = function.body[-1]
    if not (isinstance(last, ast.Return) and isinstance(last.value, ast.Call) and len(function.args.args) == 1):
        return ""
    call = last.value
    if ast.unparse(call.func) != TRANSLATE or len(call.args) != 2:
        return ""
    given = call.args[1]
    passed_on = isinstance(given, ast.Name) and given.id == function.args.args[0].arg
    return _literal(call.args[0]) if passed_on else ""


class _Reader(ast.NodeVisitor):
    """Walks one module and notes what it translates."""

    def __init__(self, module: Module, contexts: dict[tuple[str, str], str], named: frozenset[str]) -> None:
        self.texts: list[Text] = []
        self.unclear: list[str] = []
        self._where, self._named = module.where, named
        self._classes: list[str] = []
        self._depth = 0
        self._own = {name: context for (dotted, name), context in contexts.items() if dotted == module.dotted}
        self._direct = {TRANSLATE}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if context := contexts.get((node.module or "", alias.name)):
                        self._own[alias.asname or alias.name] = context
            elif isinstance(node, ast.Assign) and ast.unparse(node.value) == TRANSLATE:
                self._direct |= {ast.unparse(target) for target in node.targets}

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Know the class that `self` is of."""
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Know that what stands here runs later than the import."""
        if not self._classes and node.name in self._own:
            return
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Know that what stands here runs later than the import."""
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1

    def visit_Call(self, node: ast.Call) -> None:
        """Note what a call translates."""
        self.generic_visit(node)
        called = ast.unparse(node.func)
        if called in self._direct:
            context, given = _literal(node.args[0]), node.args[1:]
            if context not in self._named and ast.unparse(node.args[0]) != FOUND:
                self._note(node, context, given)
        elif called in self._own:
            self._note(node, self._own[called], node.args)
        elif called == "self.tr" and self._classes:
            self._note(node, self._classes[-1], node.args)
        elif called.rpartition(".")[2] in ("tr", "_tr"):
            self._doubt(node, "the context is not known: use self.tr, or a function that names it")

    def _note(self, node: ast.Call, context: str, given: list[ast.expr]) -> None:
        text = _literal(given[0]) if len(given) == 1 and not node.keywords else ""
        if not text or not context:
            self._doubt(node, "only one literal text can be collected")
        elif not self._depth:
            self._doubt(node, "it is translated at the import, before a language is chosen")
        else:
            self.texts.append(Text(context, text, f"{self._where}:{node.lineno}"))

    def _doubt(self, node: ast.Call, why: str) -> None:
        self.unclear.append(f"{self._where}:{node.lineno}: {ast.unparse(node)[:80]}: {why}")


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


# The files ------------------------------------------------------------------------------------------------------------


def read(file: Path) -> dict[tuple[str, str], str]:
    """Return the finished translations of a .ts file by context and source; none when there is no file."""
    if not file.exists():
        return {}
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None and translation.text:
                found[context.findtext("name", ""), message.findtext("source", "")] = translation.text
    return found


def merge(texts: tuple[Text, ...], known: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return a translation for each text, empty where none is known.

    A text that came to a new context keeps its translation when all other contexts agree on it.
    """
    anywhere: dict[str, set[str]] = {}
    for (_, source), translation in known.items():
        anywhere.setdefault(source, set()).add(translation)
    merged = {}
    for text in texts:
        said = anywhere.get(text.source, set())
        agreed = next(iter(said)) if len(said) == 1 else ""
        merged[text.context, text.source] = known.get((text.context, text.source), agreed)
    return merged


def write(language: str, merged: dict[tuple[str, str], str]) -> str:
    """Return the .ts file, in the order of contexts and sources, so that it changes only where texts do."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        "<!-- Terms:",
        *(f"  {english}: {chinese}" for english, chinese in GLOSSARY.items()),
        "-->",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
    ]
    context = ""
    for (here, source), translation in sorted(merged.items()):
        if here != context:
            lines += ["</context>"] if context else []
            lines += ["<context>", f"    <name>{escape(here)}</name>"]
            context = here
        finished = f">{escape(translation)}</translation>" if translation else ' type="unfinished"></translation>'
        lines += [
            "    <message>",
            f"        <source>{escape(source)}</source>",
            f"        <translation{finished}",
            "    </message>",
        ]
    return "\n".join([*lines, "</context>", "</TS>", ""])


def compiled(source: Path) -> bytes:
    """Compile a .ts file with Qt's own compiler."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.qm"
        compiler = Path(sys.executable).with_name("pyside6-lrelease")
        subprocess.run([compiler, "-silent", source, "-qm", out], check=True)
        return out.read_bytes()


def fields(text: str) -> list[str]:
    """Return the names of the fields of a text in alphabetical order."""
    return sorted(FIELD.findall(text))


def problems(language: str, collected: Collected) -> list[str]:
    """Return sentences about what is missing, stale or wrong in the files of a language."""
    file = FOLDER / f"lectern_{language}.ts"
    known = read(file)
    wanted = {(text.context, text.source): text for text in collected.texts}
    found = [f"Not collected: {call}" for call in collected.unclear]
    found += [f"Not translated: [{key[0]}] {key[1]} ({text.where})" for key, text in wanted.items() if key not in known]
    found += [f"Stale: [{context}] {source}" for context, source in known if (context, source) not in wanted]
    odd = [source for (_, source), said in known.items() if fields(source) != fields(said)]
    return found + [f"Other fields in the translation: {source}" for source in odd]


def main() -> int:
    """Bring the files up to date, or with --check say what is not; leave with 1 when a text has no translation."""
    collected = collect()
    checking = "--check" in sys.argv
    found = []
    for language in LANGUAGES:
        file = FOLDER / f"lectern_{language}.ts"
        if not checking:
            FOLDER.mkdir(parents=True, exist_ok=True)
            file.write_text(write(language, merge(collected.texts, read(file))), "utf-8")
            file.with_suffix(".qm").write_bytes(compiled(file))
        found += problems(language, collected)
        if checking and (not file.exists() or compiled(file) != file.with_suffix(".qm").read_bytes()):
            found.append(f"{file.with_suffix('.qm').name} is older than {file.name}: run make translations")
    for line in found:
        print(line)
    print(f"{len(collected.texts)} texts, {len(found)} to see to")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
