"""Write quotes as an answer: block quotes and tables in Markdown, with their numbers; or say that there is none."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.chat.language import say
from desktop.domain.quote import contains, locate
from desktop.reasoning.absent import absent_words
from desktop.reasoning.columns import columns
from desktop.reasoning.extract import best_quotes
from desktop.reasoning.sentences import CELL, cells_of, is_item, is_row
from desktop.reasoning.words import is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.chat.cite import Citer
    from desktop.chat.language import Language
    from desktop.domain.document import Passage
    from desktop.reasoning.extract import Quote

#: Columns that are read out at most, and characters of a value; more is no easier to read than the line itself.
_COLUMNS, _VALUE = 6, 40
#: Columns up to which a table line is shown as a table; with more, the line itself is easier to read.
_WIDEST = 8
#: What a figure begins with; a cell may be empty.
_FIGURE = frozenset(("", *"0123456789-–−+($€£¥.%—"))
_UNIT = re.compile(
    r"\((?:dollars |shares |amounts |u\.s\. dollars |[$€£¥] )?in (?:thousands|millions|billions)[^()]{0,100}\)",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"[\\`*<~]|&(?=#?\w+;)|(?<!\w)_+|_+(?!\w)")  # inside of a word it marks nothing up
_AT_START = re.compile(r"^(\s*)([#>+=|$-]|\d{1,9}(?=[.)](?:\s|$)))")
#: The label of a page that is a number or letter, where that of a sheet is a name.
NUMERAL = re.compile(r"(?![^\W\d_]{3})[\w.-]*\d|[ivxlcdm]+|[A-Z]", re.IGNORECASE)
#: Passages that a refusal names, and characters of what they are about.
_CLOSEST, _ABOUT = 2, 90


def quoted_answer(
    quotes: Sequence[Quote],
    citer: Citer,
    page_text: Callable[[str, int | None], str],
    language: Language,
    names: Sequence[str] = (),
) -> str:
    """Return the quotes with their numbers: lines of a table as a table, all others as block quotes.

    Quotes under one header of a table stand together. Where the best quote is a line whose columns are known but not
    marked, as in text from PDF, they are read out at the end.

    Args:
        names: of each quote what stands above it, where there is more than one: its document, or what it is about.
    """
    blocks: list[list[Quote]] = []
    above: tuple[str, int | None, str, str] | None = None
    for quote in quotes:
        place = (quote.passage.file, quote.passage.page, quote.header, quote.group)
        if above != place or not quote.header:
            blocks.append([])
        above = place
        blocks[-1].append(quote)
    parts: list[str] = []
    above_each = dict(zip(quotes, names, strict=True)) if names and len(blocks) > 1 else {}
    last = under = ""
    for block in blocks:
        if (name := above_each.get(block[0], "")) and name != last:
            parts.append(say("of-document", language, name=inline(name)))
        last = name
        numbers = [citer.cite(quote.passage, quote.text) for quote in block]
        if cells := _cells(block):
            first = block[0]
            unit = _unit(page_text(first.passage.file, first.passage.page), first)
            parts.append(_table(cells, numbers, first.group, "" if unit in first.header else unit))
        else:
            parts.append(_block(block, numbers, "" if block[0].heading == under else block[0].heading))
        under = block[0].heading
    if quotes and not _cells(blocks[0]):
        best = quotes[0]
        read = columns(best.header, best.text)
        if 1 < len(read) <= _COLUMNS and all(len(value) <= _VALUE for _, value in read):
            unit = _unit(page_text(best.passage.file, best.passage.page), best)
            said = "; ".join(f"{inline(name)}: {inline(value)}" for name, value in read)
            n = citer.cite(best.passage, best.text)
            unit = f" {inline(unit)}" if unit else ""
            parts.append(f"{say('columns', language, columns=said, unit=unit)} [{n}]")
    return "\n\n".join(parts)


def _block(block: Sequence[Quote], numbers: Sequence[int], heading: str) -> str:
    """Return quotes as they stand, one a line, below what stands over them."""
    lead, rows = _led(block[0].text) if len(block) == 1 else ("", [])
    if rows:
        return f"> {plain(lead)}\n\n{_table(rows, [*[0] * (len(rows) - 2), numbers[0]], '', '')}"
    lines = [plain(line) for line in (heading, block[0].header, block[0].group) if line]
    for quote, n in zip(block, numbers, strict=True):
        own = quote.text.split("\n")
        parts = own if quote.lines or any(is_row(line) or is_item(line) for line in own) else []
        lines += [plain(part) for part in parts or [quote.text] if part.strip()]
        lines[-1] += f" [{n}]"
    return "\n".join(f"> {line}  " for line in lines).rstrip()


def _led(text: str) -> tuple[str, list[list[str]]]:
    """Return what leads over to a table, and the table's cells where all lines have as many; else nothing."""
    lines = [line for line in text.split("\n") if line.strip()]
    first = next((place for place, line in enumerate(lines) if CELL in line), 0)
    rows = [cells_of(line) for line in lines[first:]] if first else []
    fits = len(rows) > 2 and 2 <= len(rows[0]) <= _WIDEST and all(len(row) == len(rows[0]) for row in rows)
    return (" ".join(lines[:first]), rows) if fits else ("", [])


def _cells(block: Sequence[Quote]) -> list[list[str]]:
    """Return the cells of the header and of each line where all have the same number of them, else nothing."""
    rows = [cells_of(line) for line in (block[0].header, *(one.text for one in block))]
    width = len(rows[0])
    return rows if 2 <= width <= _WIDEST and all(len(row) == width for row in rows) else []


def _table(rows: Sequence[Sequence[str]], numbers: Sequence[int], group: str, unit: str) -> str:
    """Return a Markdown table; columns of figures are set to the right, the unit stands in the corner."""
    head, *body = ([_cell(text) for text in row] for row in rows)
    head[0] = f"{head[0]} {_cell(unit)}".strip()
    figures = [all(row[place][:1] in _FIGURE for row in body) for place in range(1, len(head))]
    marks = ["---", *("---:" if right else "---" for right in figures)]
    above = [[_cell(group), *[""] * (len(head) - 1)]] if group else []
    for row, n in zip(body, numbers, strict=True):
        row[-1] = f"{row[-1]} [{n}]".strip() if n else row[-1]
    return "\n".join(f"| {CELL.join(row)} |" for row in (head, marks, *above, *body))


def _cell(text: str) -> str:
    return inline(text).replace("|", "\\|")


def refusal(
    question: str,
    passages: Sequence[Passage],
    citer: Citer,
    page_text: Callable[[str, int | None], str],
    files: int,
    language: Language,
    context: str = "",
    *,
    hint: str = "",
) -> str:
    """Return the sentence that no answer was found, why that may be, and where the closest passages stand.

    Args:
        context: words that the question takes along from the conversation.
        hint: the name of our sentence for documents in another language; only those of the question's would be found.
    """
    text = say("refused-one", language) if files == 1 else say("refused", language, files=files)
    reason = say(hint, language) if hint else _why(question, context, passages, language)
    if reason:
        text = f"{text} {reason}"
    lines: dict[int, str] = {}
    for passage in passages:
        best = best_quotes(question, [passage], lambda query, texts: [0.0] * len(texts), 1, context)
        words = standing(best[0].text if best else passage.text.strip()[:400], page_text(passage.file, passage.page))
        if not words:
            continue
        n = citer.cite(passage, words)
        place = f", {_page(passage, language)}" if passage.page else ""
        about = (passage.heading_of(words) or "").rpartition("›")[2].strip() or words
        about = " ".join(about.split())
        about = about if len(about) <= _ABOUT else about[:_ABOUT].rstrip() + "…"
        lines.setdefault(n, f"- {plain(about)} ({plain(PurePath(passage.file).name)}{place}) [{n}]")
        if len(lines) == _CLOSEST:
            break
    return "\n\n".join([text, *([say("closest", language) + "\n\n" + "\n".join(lines.values())] if lines else [])])


def _why(question: str, context: str, passages: Sequence[Passage], language: Language) -> str:
    """Return what may have kept an answer from being found: too few words, another script, words that stand nowhere."""
    if not terms(f"{question} {context}"):
        return say("nothing-asked", language)
    if not passages:
        return say("nothing-near", language)
    if all(is_unspaced(passage.text) != is_unspaced(question) for passage in passages):
        return say("other-script", language)
    absent = absent_words(question, passages)
    return say("absent-words", language, words=", ".join(plain(word) for word in absent)) if absent else ""


def _page(passage: Passage, language: Language) -> str:
    """Return "p. 4", or the name of a sheet."""
    label = passage.page_label or str(passage.page)
    return say("page", language, page=label) if NUMERAL.fullmatch(label) else plain(label)


def plain(text: str) -> str:
    """Return `text` on one line so that Markdown shows it as it is: no markup, link, image, mark or list of its own."""
    return _AT_START.sub(_escape_first, inline(text))


def told_apart(files: Sequence[str]) -> list[str]:
    """Return the names of files, with the folder of those that share theirs."""
    names = [PurePath(file).name for file in files]
    return [
        str(PurePath(PurePath(file).parent.name, name)) if names.count(name) > 1 else name
        for file, name in zip(files, names, strict=True)
    ]


def titles(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Return of each quote the name of its document."""
    files = list(dict.fromkeys(quote.passage.file for quote in quotes))
    names = dict(zip(files, told_apart(files), strict=True))
    return tuple(names[quote.passage.file] for quote in quotes)


def inline(text: str) -> str:
    """As `plain`, for text that does not begin a line."""
    shown = " ".join(text.split()).replace("[", "(").replace("]", ")")
    return _ESCAPED.sub(lambda match: "".join(f"\\{char}" for char in match[0]), shown)


def standing(words: str, page: str) -> str:
    """Return what of `words` stands on the page: all, else the longest line; empty when none does.

    A passage of a table may begin with a repeated first line, so that two lines of it are not neighbours on the page.
    """
    candidates = (words, *sorted(words.split("\n"), key=len, reverse=True))
    return next((candidate.strip() for candidate in candidates if contains(page, candidate)), "")


def _escape_first(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"


def _unit(page: str, quote: Quote) -> str:
    """Return "(in millions)" and the like where it is said above the quote on its page."""
    span = locate(page, quote.text)
    found = list(_UNIT.finditer(page, 0, span[0])) if span else []
    return found[-1].group() if found else ""
