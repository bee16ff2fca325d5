"""The house keeps its own rules: every module says its purpose, stays small, and is drawn in the documents."""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for path in (ROOT / "desktop").rglob("*.py"))
TREE = runpy.run_path(str(ROOT / "packaging" / "tree.py"))
LIMIT = 300


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_module_says_its_purpose_in_one_line(module: Path) -> None:
    line = TREE["purpose"](module)
    assert line.endswith("."), "the first line of the docstring is a sentence"
    assert len(line) <= 120


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_module_is_small(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LIMIT


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_nothing_is_pickled_or_evaluated(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & {"pickle", "marshal", "shelve", "dill"}
        if isinstance(node, ast.ImportFrom):
            assert node.module not in {"pickle", "marshal", "shelve", "dill"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec"}


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md"])
def test_documents_draw_the_tree_as_it_is(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert TREE["rewrite"](text, TREE["tree"](ROOT / "desktop")) == text, "run python packaging/tree.py"


def test_changelog_names_the_version() -> None:
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "desktop" / "__init__.py").read_text("utf-8"))
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
