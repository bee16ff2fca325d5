"""Pick the sentences that say what a document is about, word for word, without a model that writes."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import Document, Passage
from desktop.domain.heads import heads_within
from desktop.domain.quote import normalise
from desktop.reasoning.extract import Quote
from desktop.reasoning.salience import Weights, centroid, choose, cosine
from desktop.reasoning.units import units_of
from desktop.reasoning.words import is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.document import Page

#: Words, or pairs of characters of a script without spaces, of a sentence that says something and is soon read.
_SHORTEST, _LONGEST = 7, 45
#: Sentences that the choice is made among; those further behind are not worth comparing.
_AMONG = 150
#: Weight of words of the title and headings, and of leaning on the sentence before; of not repeating what was chosen.
_TITLE, _LEANS, _NOVELTY = 0.2, 0.3, 0.25
_FORMAL = re.compile(
    r"\b(?:pursuant|hereby|herein|thereof|registrant|check ?mark|incorporated by reference|forward-looking|all rights"
    r"|exchange act|securities act|table of contents|rule \d|form \d|section \d|copyright|disclaim|warrant(?:y|ies)"
    r"|sample (?:document|text|file)|confidential|fictitious|fictional|invented|illustrative"
    r"|item \d+[a-z]?|accompanying notes|(?:page|form) \d[\w-]*|no material|doi|archived from|retrieved (?:on|from)"
    r"|(?:adversely|negatively|materially) (?:affect|impact|harm)|(?:vol|pp)\. \d+)\b|https?://|www\."
    r"|^(?:index terms|key ?words|关键词)|^(?:fig(?:ure|\.)|table|图|表) ?\d|\b(?:fig(?:ure|\.)|table) \d+\.?$"
    r"|[☐☒]|^\(\d+\)|虚构|示例文档|版权|保密",
    re.IGNORECASE,
)
#: What points back to a sentence that is not quoted with it, counts on from it, or says that there is nothing.
_LEANING = re.compile(
    r"(?:however|moreover|furthermore|additionally|also|but|and|or|so|thus|therefore|hence|nevertheless|instead|both|here"
    r"|it|its|they|their|these|those|this|that|he|she|his|her|such|then|for (?:example|instance)|similarly|consequently"
    r"|accordingly|conversely|further|later|finally|second(?:ly)?|third(?:ly)?|on the other hand|to do so"
    r"|as (?:such|shown|above)|(?:one|some|each|most) of (?:these|those|them)|no"
    r"|the (?:former|latter|above|following|same)|there (?:is|are|was|were|has been|have been) no)(?=[ ,])"
    r"|(?:in (?:addition|contrast)|by contrast),|\([A-Z]\)"
    r"|但|而|然而|因此|所以|此外|另外|同时|再者|其|它|他|她|牠|该|此|这|那|例如|翌年|隔年",
    re.IGNORECASE,
)
#: What begins no sentence, but the rest of one that was cut or a line of a list of exhibits; and what only seems to end
#: one.
_CUT = re.compile(r"[a-z.,;:)]|\d+\.\d+\*? |.*\b(?:U\.S|Inc|No|i\.e|e\.g|al|Fig)\.$", re.DOTALL)
#: Share of words of the sentence that a sentence of that many words has once, and that begin small; less is a table's.
_FROM, _ONCE, _SMALL = 10, 0.6, 0.4
_ENDS = (".", "!", "。", "！", "”", '"')


def digest(documents: Sequence[Document], limit: int = 5) -> tuple[Quote, ...]:
    """Return at most `limit` sentences, shared out among the documents, in the order in which they stand there.

    A sentence counts by how alike its words are to those of all sentences together (Radev et al., "Centroid-based
    summarization", 2004), and a little by the title and headings. What leans on the sentence before counts less, and so
    does what repeats one that was chosen. Formal text about the document itself does not tell what it is about.
    """
    found: list[Quote] = []
    share = max(1, limit // max(1, len(documents)))
    for document in documents[:limit]:
        found += _of(document, share)
    return tuple(found[:limit])


def _of(document: Document, limit: int) -> list[Quote]:
    telling = [quote for page in document.pages for quote in _telling(_passage(document, page))]
    telling = list({normalise(quote.text): quote for quote in reversed(telling)}.values())[::-1]
    telling = [quote for quote in telling if not _FORMAL.search(quote.text)] or telling
    weights = Weights(quote.text for quote in telling)
    vectors = [weights.vector(quote.text) for quote in telling]
    centre, about = centroid(vectors), _about(document)
    scores = [
        cosine(vector, centre) + _TITLE * _shared(quote.text, about) - _LEANS * bool(_LEANING.match(quote.text))
        for quote, vector in zip(telling, vectors, strict=True)
    ]
    best = sorted(sorted(range(len(telling)), key=lambda place: -scores[place])[:_AMONG])
    chosen = choose([scores[place] for place in best], [vectors[place] for place in best], limit, _NOVELTY)
    return [
        msgspec.structs.replace(telling[place], score=min(max(scores[place], 0.0), 1.0))
        for place in (best[number] for number in chosen)
    ]


def _passage(document: Document, page: Page) -> Passage:
    number = page.number if document.paged else None
    return Passage(document.file, number, None, page.text, 0.5, page.label, heads=heads_within(page.blocks, page.text))


def _telling(passage: Passage) -> Iterator[Quote]:
    """Yield the whole sentences of prose."""
    for unit in units_of(passage):
        words = len(unit.text) / 2 if is_unspaced(unit.text) else len(unit.text.split())
        if not unit.row and _is_sentence(unit.text) and _SHORTEST <= words <= _LONGEST:
            yield Quote(passage, unit.text, 0.0)


def _is_sentence(text: str) -> bool:
    """Whether a text is a whole sentence, and neither the rest of one nor the heads of a table's columns."""
    if not text.endswith(_ENDS) or _CUT.match(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < _FROM or is_unspaced(text):
        return True
    small = sum(word[0].islower() for word in words)
    return len(set(words)) >= _ONCE * len(words) and small >= _SMALL * len(words)


def _about(document: Document) -> set[str]:
    """Return the words of the title, the file's name and the first headings."""
    headings = [block.text for page in document.pages for block in page.blocks if block.kind == "heading"][:8]
    return set(terms(" ".join((document.title, PurePath(document.file).stem, *headings))))


def _shared(text: str, about: set[str]) -> float:
    words = set(terms(text))
    return len(words & about) / (len(words) or 1)
