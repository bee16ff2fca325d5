"""What a document is called: its own title, else what stands largest on its first page, else its file's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.slides.clean import clean
from desktop.slides.headings import Casing, good_document_title, may_title, tidy, title_from_file

if TYPE_CHECKING:
    from desktop.domain.document import Block, Document

_KIND = re.compile(
    r"^(?:united states|securities and exchange|form\b|(?:annual|quarterly|final|interim|progress)?\s*report\b"
    r"|handbook\b|white ?paper\b|draft\b|version\b|abstract\b"
    r"|introduction\b|overview\b|summary\b|agenda\b|minutes\b)",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"^(?:united states|securities and exchange|u\.s\. department)", re.IGNORECASE)
_PERIOD = re.compile(r"\b(?:period|year|quarter|months) end(?:ed|ing)\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_NOT_A_DATE = re.compile(r"\b(?:act|file|section|©|copyright|commission|no\.|rule|of 19\d\d)\b", re.IGNORECASE)
_SITE = re.compile(r"\s+[-–|]\s+(?:Wikipedia.*|[A-Z][\w .]{1,18})$")
#: Characters of text that are no line of a cover any more.
_SENTENCES = 120
#: Blocks of the first page among which the title stands.
_COVER = 14


def name_document(document: Document, casing: Casing) -> tuple[str, str]:
    """Return (title, subtitle) of a document; the subtitle may be empty."""
    blocks = _cover(document)
    heads = [block for block in blocks if block.kind == "heading" and may_title(block.text)]
    top = min((block.level for block in heads), default=0)
    largest = [tidy(block.text, casing) for block in heads if block.level == top][:3]
    own = _SITE.sub("", clean(document.title)) if document.file.lower().endswith((".html", ".htm")) else document.title
    if good_document_title(own):
        title = tidy(own, casing)
    elif largest:
        body = " ".join(block.text for page in document.pages for block in page.blocks if block.kind == "text").lower()
        title = max(largest, key=lambda text: _weight(text, body, largest.index(text)))
    else:
        title = title_from_file(re.split(r"[/\\]", document.file)[-1])
    known = title.lower()
    chapters = {tidy(block.text, casing) for block in heads if _opens(block, blocks)}
    others = [t for t in largest if t.lower() not in known and not _OFFICE.match(t) and t not in chapters]
    if len(largest) == 1 and not others and _adjacent(blocks, top):
        others = [
            tidy(b.text, casing) for b in heads if b.level == top + 1 and tidy(b.text, casing).lower() not in known
        ][:1]
    dated = [
        line
        for block in blocks
        for line in _lines(block)
        if block.kind != "table" or _PERIOD.search(line)
        if line.lower() not in known
    ]
    dated = [re.sub(r"\s+(?:or|and|of|the)$", "", casing.apply(line)) for line in dated]
    parts = list(dict.fromkeys([*(others[:1] if len(document.pages) > 1 or dated else []), *dated[:1]]))
    subtitle = ", ".join(parts)
    return title, subtitle if len(subtitle) <= 110 else (parts[0] if parts else "")


def _opens(heading: Block, blocks: tuple[Block, ...]) -> bool:
    """Whether sentences stand right under a heading, so that it opens a chapter and is no line of the cover."""
    at = blocks.index(heading) + 1
    return at < len(blocks) and blocks[at].kind == "text" and len(blocks[at].text) > _SENTENCES


def _adjacent(blocks: tuple[Block, ...], top: int) -> bool:
    """Whether a heading of the next rank stands right under the title."""
    ranks = [block.level if block.kind == "heading" else 0 for block in blocks]
    at = ranks.index(top) if top in ranks else len(ranks)
    return at + 1 < len(ranks) and ranks[at + 1] == top + 1


def _cover(document: Document) -> tuple[Block, ...]:
    """Return the first blocks, up to the first long paragraph."""
    blocks = document.pages[0].blocks[:_COVER] if document.pages else ()
    for index, block in enumerate(blocks):
        if block.kind == "text" and len(block.text) > 400:
            return blocks[:index]
    return blocks


def _weight(title: str, body: str, at: int) -> tuple[bool, bool, int]:
    """Order lines that are equally large: not a kind of document, then one that the text speaks of, then the first."""
    return not _KIND.match(title), body.count(title.split(maxsplit=1)[0].lower()) > 4, -at


def _lines(block: Block) -> list[str]:
    lines = [clean(line) for line in block.text.splitlines()]
    return [
        line
        for line in lines
        if 8 < len(line) < 70
        and line[:1].isalpha()
        and _DATED.search(line)
        and not _NOT_A_DATE.search(line)
        and not line.endswith((".", "?", "!"))
    ]
