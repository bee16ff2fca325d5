"""Markdown source to blocks (prose, code, table, formula); re-reads only the tail of a growing text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.ui.markdown_rules import make_parser
from desktop.ui.richtext import Block, Code, Formula, Line, Prose, Run, Table, join, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

#: More than fits on a few screens; the rest is counted, because a cell is a widget's worth of layout.
MOST_ROWS = 200
MOST_COLUMNS = 24

__all__ = ["Block", "Code", "Formula", "Line", "Prose", "Run", "Splitter", "Table", "join", "plain", "split"]

#: A citation mark, or an address that ends before the punctuation of its sentence.
_SPECIAL = re.compile(r"\[(?P<cite>\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]|https://[^\s<>\"'()\[\]]*[^\s<>\"'()\[\].,;:!?]")


#: Letters that mean only themselves, whatever stands before them in a line, and one of those that begin a word.
_PLAIN = re.compile(r"(?:[^\s\0-\x7f]|[A-Za-z0-9 ,.:'\"?!-])+")
_LETTER = re.compile(r"[^\W\d_]")


class Splitter:
    """Splits a text that grows at its end; blocks before the last two are never parsed again.

    A further line can change the block that it joins and, through a table's second line, the one before; nothing
    above those. Link reference definitions would reach further up, so they are switched off and stay visible.
    Plain letters that continue a line of prose are added to it without parsing: that is most of what streams in.
    """

    def __init__(self) -> None:
        self._parser = make_parser()
        self._done = ""
        self._blocks: tuple[Block, ...] = ()
        self._text = ""
        self._shown: tuple[Block, ...] = ()

    def split(self, source: str) -> tuple[Block, ...]:
        """Return the blocks of `source`; quick when it begins with what was given before."""
        text = source.replace("\r\n", "\n").replace("\r", "\n")
        before, self._text = self._text, text
        if not text.startswith(before) or not self._add(before, text[len(before) :]):
            self._shown = self._parse(text)
        return self._shown

    def _add(self, before: str, added: str) -> bool:
        """Add letters to the last line; return False where they may mean more than themselves.

        Once a line has a letter, only marks can change what kind of block it is in. A mark at its end may look at what
        follows, trailing spaces show only when something does, and an address takes whatever joins it.
        """
        line = before[before.rfind("\n") + 1 :].rstrip(" ")
        plain_so_far = _LETTER.search(line) and _PLAIN.fullmatch(line[-1]) and "/" not in line[line.rfind(" ") + 1 :]
        block = self._shown[-1] if self._shown else None
        if not (plain_so_far and _PLAIN.fullmatch(added) and isinstance(block, Prose) and block.lines[-1].runs):
            return False
        last = block.lines[-1]
        run = last.runs[-1]
        if _style(run) != Run(""):
            return False
        spaces = " " * (len(before) - len(before.rstrip(" ")))
        grown = msgspec.structs.replace(run, text=(run.text + spaces + added).rstrip(" "))
        last = msgspec.structs.replace(last, runs=(*last.runs[:-1], grown))
        self._shown = (*self._shown[:-1], Prose((*block.lines[:-1], last)))
        return True

    def _parse(self, text: str) -> tuple[Block, ...]:
        if not text.startswith(self._done):
            self._done, self._blocks = "", ()
        tail = text[len(self._done) :]
        tokens = self._parser.parse(tail)
        starts = [at for at, token in enumerate(tokens) if token.level == 0 and token.map and token.nesting >= 0]
        if len(starts) > 2:
            keep = starts[-2]
            begin = tokens[keep].map
            assert begin is not None
            self._blocks = join(self._blocks, _Reader(tail).read(tokens[:keep]))
            offset = sum(len(line) + 1 for line in tail.split("\n", begin[0])[: begin[0]])
            self._done += tail[:offset]
            tokens = tokens[keep:]
        return join(self._blocks, _Reader(tail).read(tokens))


def split(source: str) -> tuple[Block, ...]:
    """Return the blocks of a text that is complete."""
    return Splitter().split(source)


class _Reader:
    """Walks the tokens of whole top-level blocks and gathers blocks."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.blocks: list[Block] = []
        self._lines: list[Line] = []
        self._lists: list[tuple[bool, bool]] = []
        self._marker = ""
        self._quote = 0
        self._begins = False

    def read(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        at = 0
        before = (0, 0)
        opened: Token | None = None
        while at < len(tokens):
            token = tokens[at]
            if token.level == 0 and token.nesting > 0:
                before = len(self.blocks), len(self._lines)
                opened = token
                self._begins = True
            if token.type == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                self._block(_table(tokens[at:end]))
                at = end
            else:
                self._take(token, tokens[at + 1] if at + 1 < len(tokens) else None)
                if token.level == 0 and token.nesting < 0 and before == (len(self.blocks), len(self._lines)):
                    self._too_deep(opened)
            at += 1
        self._flush()
        return tuple(self.blocks)

    def _take(self, token: Token, following: Token | None) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._item_without_text()
                self._lists.append((token.type == "ordered_list_open", bool(self._lists)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._marker = f"{token.info}{token.markup}" if self._lists[-1][0] else "•"
            case "list_item_close":
                self._item_without_text()
            case "blockquote_open":
                self._item_without_text()
                self._quote += 1
            case "blockquote_close":
                self._quote -= 1
            case "heading_open" if following is not None:
                self._line("heading", _runs(following), level=int(token.tag[1]))
            case "paragraph_open" if following is not None:
                self._line("paragraph", _runs(following), tight=token.hidden)
            case "hr":
                self._line("rule", ())
            case "fence" | "code_block":
                self._block(Code(token.content.removesuffix("\n"), token.info.strip().split(" ")[0]))
            case "formula":
                self._block(Formula(token.content))

    def _line(
        self,
        kind: Literal["paragraph", "heading", "rule"],
        runs: tuple[Run, ...],
        *,
        level: int = 0,
        tight: bool = False,
    ) -> None:
        shown: Literal["paragraph", "heading", "rule", "item"] = kind
        if self._marker and kind == "paragraph":
            shown = "item"
        if self._quote:  # the words of a document are no links
            runs = tuple(msgspec.structs.replace(run, href="") if run.href == run.text else run for run in runs)
        # A list of its own does not follow the one above it: that may have been read long before.
        follows = not self._begins and bool(self._lines) and self._lines[-1].indent > 0
        self._begins = False
        self._lines.append(Line(shown, runs, level, len(self._lists), self._marker, self._quote, tight and follows))
        self._marker = ""

    def _too_deep(self, opened: Token | None) -> None:
        """Show a block as it was written when the parser gave up on its nesting, so that nothing is lost."""
        if opened is None or opened.map is None:
            return
        text = "\n".join(self._source.split("\n")[opened.map[0] : opened.map[1]])
        if text.strip(" \t\n>"):
            self._line("paragraph", (Run(text.strip().replace("\n", "\u2028")),))

    def _item_without_text(self) -> None:
        if self._marker:
            self._line("paragraph", (), tight=True)

    def _block(self, block: Block) -> None:
        self._item_without_text()
        self._flush()
        self.blocks.append(block)

    def _flush(self) -> None:
        if self._lines:
            self.blocks.append(Prose(tuple(self._lines)))
            self._lines = []


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[list[tuple[Run, ...]]] = []
    aligns: list[Literal["left", "center", "right"]] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"} and len(rows[-1]) < MOST_COLUMNS:
            rows[-1].append(_runs(tokens[at + 1]))
            if len(rows) == 1:
                style = str(token.attrs.get("style", ""))
                aligns.append("right" if "right" in style else "center" if "center" in style else "left")
    body = tuple(tuple(row) for row in rows[1 : MOST_ROWS + 1])
    return Table(tuple(rows[0]), body, tuple(aligns), max(0, len(rows) - 1 - MOST_ROWS))


def _runs(inline: Token) -> tuple[Run, ...]:
    """Flatten inline tokens; neighbours in the same style become one run."""
    merged: list[Run] = []
    for run in _styled(inline.children or ()):
        last = merged[-1] if merged else None
        if last is not None and not run.cite and not last.cite and _style(last) == _style(run):
            merged[-1] = msgspec.structs.replace(last, text=last.text + run.text)
        elif run.text:
            merged.append(run)
    return tuple(merged)


def _style(run: Run) -> Run:
    return msgspec.structs.replace(run, text="")


def _styled(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = italic = struck = 0
    href = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "s_open" | "s_close":
                struck += token.nesting
            case "link_open":
                href = str(token.attrs.get("href", ""))
                href = href if href.startswith(("https://", "http://", "mailto:")) else "-" + href
            case "link_close":
                href = ""
            case _:
                text, code, formula = _text(token)
                style = Run("", bold > 0, italic > 0, struck > 0, code, formula, "" if href[:1] == "-" else href)
                if href[:1] == "-" and text.isdigit():
                    yield from _cited(f"[{text}]({href[1:]})", style)
                elif code or formula or style.href:
                    yield msgspec.structs.replace(style, text=text)
                else:
                    yield from _cited(text, style)


def _text(token: Token) -> tuple[str, bool, bool]:
    """Return the text of an inline token and whether it is code or a formula; a picture is its description."""
    if token.type in {"softbreak", "hardbreak"}:
        return "\u2028", False, False
    return token.content, token.type == "code_inline", token.type == "inline_formula"


def _cited(text: str, style: Run) -> Iterator[Run]:
    """Cut citation marks such as [2] or [1, 3], and bare web addresses, out of text."""
    at = 0
    for found in _SPECIAL.finditer(text):
        yield msgspec.structs.replace(style, text=text[at : found.start()])
        if found["cite"] is None:
            yield msgspec.structs.replace(style, text=found[0], href=found[0])
        else:
            for number in re.findall(r"\d+", found["cite"]):
                yield msgspec.structs.replace(style, text=f"[{number}]", cite=int(number))
        at = found.end()
    yield msgspec.structs.replace(style, text=text[at:])
