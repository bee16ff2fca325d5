"""Write the tree of modules, each with the line that its docstring opens with, into README.md and ARCHITECTURE.md."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "ARCHITECTURE.md")
BEGIN = "<!-- tree: written by packaging/tree.py -->"
END = "<!-- end of tree -->"
WIDTH = 22


def purpose(module: Path) -> str:
    """Return the first line of the module's docstring; empty when it has none."""
    documented = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return documented.partition("\n")[0]


def tree(package: Path) -> str:
    """Return the package as an indented tree, folders after files, one purpose a line."""
    lines: list[str] = []

    def visit(folder: Path, depth: int) -> None:
        indent = "  " * depth
        opening = purpose(folder / "__init__.py") if (folder / "__init__.py").exists() else ""
        lines.append(f"{indent}{folder.name + '/':<{WIDTH}} {opening}".rstrip())
        modules = [module for module in sorted(folder.glob("*.py")) if module.name != "__init__.py"]
        lines.extend(f"{indent}  {module.name:<{WIDTH}} {purpose(module)}".rstrip() for module in modules)
        for inner in sorted(path for path in folder.iterdir() if path.is_dir() and any(path.glob("*.py"))):
            visit(inner, depth + 1)

    visit(package, 0)
    return "\n".join(lines)


def rewrite(text: str, drawn: str) -> str:
    """Return `text` with what stands between the marks replaced by `drawn`."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n```\n{drawn}\n```\n{END}{after}"


def main() -> int:
    """Rewrite the documents; with --check only say whether they are true, and leave with 1 when they are not."""
    drawn = tree(ROOT / "desktop")
    stale = []
    for name in DOCUMENTS:
        document = ROOT / name
        text = document.read_text("utf-8")
        if (written := rewrite(text, drawn)) != text:
            stale.append(name)
            if "--check" not in sys.argv:
                document.write_text(written, "utf-8")
    if stale and "--check" in sys.argv:
        print(f"The tree in {' and '.join(stale)} is stale: run python packaging/tree.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
