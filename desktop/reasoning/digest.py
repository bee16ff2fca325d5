"""Pick the sentences that say what a document is about, word for word, without a model that writes."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import Document, Passage
from desktop.domain.heads import heads_within
from desktop.domain.quote import normalise
from desktop.reasoning.extract import Quote
from desktop.reasoning.questions import could_answer
from desktop.reasoning.units import units_of
from desktop.reasoning.words import is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Page
    from desktop.reasoning.extract import Similarity

#: Sentences of one document that are compared by meaning, and the first ones under each heading of a page that may be
#: among them.
_COMPARED, _FIRST = 60, 4
#: Words, or characters of a script without spaces, of a sentence that says something.
_SHORTEST, _LONGEST = 7, 60
#: Share of common words from which two sentences say the same.
_SAME = 0.5
_FORMAL = re.compile(
    r"\b(?:pursuant|hereby|herein|thereof|registrant|check ?mark|incorporated by reference|forward-looking|all rights"
    r"|exchange act|securities act|table of contents|rule \d|form \d|section \d|copyright|disclaim|warrant(?:y|ies)"
    r"|sample (?:document|text|file)|confidential|fictitious|fictional|invented|illustrative"
    r"|item \d+[a-z]?|accompanying notes|(?:page|form) \d[\w-]*)\b|[☐☒]|^\(\d+\)|虚构|示例文档|版权|保密",
    re.IGNORECASE,
)
#: What begins no sentence, but the rest of one that was cut or a line of a list of exhibits; and what only seems to end
#: one.
_CUT = re.compile(r"[a-z]|\d+\.\d+\*? |.*\b(?:U\.S|Inc|No)\.$", re.DOTALL)
#: Share of words of the sentence that a sentence of that many words has once, and that begin small; less is a table's.
_FROM, _ONCE, _SMALL = 10, 0.6, 0.4
_ENDS = (".", "!", "?", "。", "！", "？", "”", '"')


def digest(documents: Sequence[Document], similarity: Similarity, limit: int = 5) -> tuple[Quote, ...]:
    """Return at most `limit` sentences, shared out among the documents, in the order in which they stand there.

    A sentence counts by how alike it is to the document's title, headings and first words, by how many of the words
    that the document uses most it holds, by whether it gives a figure, and by how early it comes. Formal text about the
    document itself does not tell what it is about.
    """
    found: list[Quote] = []
    share = max(1, limit // max(1, len(documents)))
    for document in documents[:limit]:
        found += _of(document, similarity, share)
    return tuple(found[:limit])


def _of(document: Document, similarity: Similarity, limit: int) -> list[Quote]:
    candidates: list[Quote] = []
    for page in document.pages:
        passage = _passage(document, page)
        candidates += [Quote(passage, text, 0.0) for text in _telling(passage)]
    candidates = [quote for quote in candidates if not _FORMAL.search(quote.text)] or candidates
    candidates = candidates[:: max(1, len(candidates) // _COMPARED)][:_COMPARED]
    if not candidates:
        return []
    alike = similarity(_about(document), [quote.text for quote in candidates])
    often = Counter(word for page in document.pages for word in terms(page.text) if not word[0].isdigit())
    top = math.log(1 + max(often.values(), default=1))
    scored: list[tuple[float, int, Quote]] = []
    for place, (quote, cosine) in enumerate(zip(candidates, alike, strict=True)):
        words = set(terms(quote.text))
        central = sum(math.log(1 + often[word]) / top for word in words) / (len(words) or 1)
        score = 0.35 * cosine + 0.35 * central + 0.1 * (1 - place / len(candidates))
        score += 0.12 * (could_answer("number", quote.text) is True)
        score = min(max(score, 0.0), 1.0)
        scored.append((score, place, msgspec.structs.replace(quote, score=score)))
    chosen: list[tuple[int, Quote]] = []
    for _, place, quote in sorted(scored, key=lambda item: -item[0]):
        words = set(terms(quote.text))
        if all(len(words & set(terms(other.text))) < _SAME * len(words) for _, other in chosen):
            chosen.append((place, quote))
        if len(chosen) == limit:
            break
    return [quote for _, quote in sorted(chosen, key=lambda item: item[0])]


def _passage(document: Document, page: Page) -> Passage:
    number = page.number if document.paged else None
    return Passage(document.file, number, None, page.text, 0.5, page.label, heads=heads_within(page.blocks, page.text))


def _telling(passage: Passage) -> list[str]:
    """Return whole sentences of prose, the first ones under each heading."""
    found: list[str] = []
    under: Counter[str | None] = Counter()
    for unit in units_of(passage):
        sentence = unit.text
        length = len(sentence) if is_unspaced(sentence) else len(sentence.split())
        longest = _LONGEST * (3 if is_unspaced(sentence) else 1)
        if not unit.row and _is_sentence(sentence) and _SHORTEST <= length <= longest:
            heading = passage.heading_at(unit.start)
            under[heading] += 1
            if under[heading] <= _FIRST:
                found.append(sentence)
    return list({normalise(sentence): sentence for sentence in found}.values())


def _is_sentence(text: str) -> bool:
    """Whether a text is a whole sentence, and neither the rest of one nor the heads of a table's columns."""
    if not text.endswith(_ENDS) or _CUT.match(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < _FROM or is_unspaced(text):
        return True
    small = sum(word[0].islower() for word in words)
    return len(set(words)) >= _ONCE * len(words) and small >= _SMALL * len(words)


def _about(document: Document) -> str:
    blocks = [block for page in document.pages for block in page.blocks]
    headings = [block.text for block in blocks if block.kind == "heading"][:8]
    first = " ".join(block.text for block in blocks[:6])[:300]
    return ". ".join(part for part in (document.title, PurePath(document.file).stem, *headings, first) if part)[:800]
