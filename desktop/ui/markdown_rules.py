"""The Markdown parser of answers: CommonMark and tables, no HTML, and formulas in TeX marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_FORMULA_ENDS = {"$$": "$$", "\\[": "\\]"}


def make_parser() -> MarkdownIt:
    """Return a parser. Reference definitions are off: one at the end would change what is far above it."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 60})
    parser.enable(["table", "strikethrough"])
    parser.disable("reference")
    parser.block.ruler.before("fence", "formula", _formula, {"alt": ["paragraph", "blockquote", "list"]})
    parser.inline.ruler.before("escape", "inline_formula", _inline_formula)
    return parser


def _formula(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    r"""Read ``$$ … $$`` or ``\[ … \]`` that begins a line; a blank line ends it even without its closing mark."""
    if state.is_code_block(first):
        return False
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]].rstrip()
    end = _FORMULA_ENDS.get(line[:2])
    if end is None:
        return False
    rest = line[2:]
    if end in rest and not (rest.endswith(end) and rest.index(end) == len(rest) - 2):
        return False
    if silent:
        return True
    parts = [rest]
    at = first + 1
    while not parts[-1].rstrip().endswith(end) and at < last and not state.isEmpty(at):
        if state.sCount[at] < state.blkIndent:
            break
        parts.append(state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]])
        at += 1
    text = "\n".join(parts).strip()
    state.line = at
    token = state.push("formula", "", 0)
    token.map = [first, at]
    token.content = text.removesuffix(end).strip()
    return True


def _inline_formula(state: StateInline, silent: bool) -> bool:
    r"""Read ``\( … \)`` before the backslash is taken for an escape."""
    if not state.src.startswith("\\(", state.pos):
        return False
    end = state.src.find("\\)", state.pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("inline_formula", "", 0).content = state.src[state.pos + 2 : end].strip()
    state.pos = end + 2
    return True
