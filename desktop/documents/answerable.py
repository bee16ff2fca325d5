"""Judge how likely it is that passages hold the answer to a question; pure, with coefficients fitted on real ones."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.lexical import fold, index_text, terms
from desktop.documents.stopwords import CJK_PARTICLES, STOP_WORDS

if TYPE_CHECKING:
    from desktop.documents.lexical import Term
    from desktop.documents.rank import Question

#: Words of asking whose absence from a text says nothing of whether it holds the answer.
_ASKING = frozenset(
    re.findall(
        r"\S+",
        """
    according answer compare describe detail details discuss discussed document documents explain file find
    following given happen happened happening happens information list main mention mentioned name provide
    provided question report reported reports say says specific state stated states summarise summarize summary
    tell text used
        """,
    )
)
#: Requests about a document as a whole: whatever it holds is the answer.
_WHOLE = re.compile(
    r"\b(?:summary|summari[sz]e|summari[sz]ing|overview|outline|gist|contents?|topics?|about|contain|tl;?dr"
    r"|(?:main|key) (?:points|topics|ideas|findings|takeaways|messages))\b"
    r"|总结|概括|概述|摘要|内容|要点|讲了什么|讲什么|關於|总结|概要|要約",
    re.IGNORECASE,
)
#: What such requests are made of besides.
_WHOLE_FILLING = re.compile(
    r"\b(?:paper|presentation|slides?|deck|book|article|page|short|brief|briefly|sentences?|words?|points?|bullets?)\b"
    r"|这份|这个|这篇|本文|文件|文档|文章|报告|主要|一下|请|的|是|什么|这|用|一句话",
    re.IGNORECASE,
)
#: Questions whose answer is a number or a date.
_COUNTS = re.compile(
    r"\bwhen\b|\bhow (?:many|much|long|old|tall|large|far|high|big|fast|often)\b|"
    r"\bwhat (?:year|date|percent|percentage|number|time|amount)|\brate\b|\bpercent|多少|几|何时|什么时候|哪年|哪一年",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|[。！？\n]+")
_DIGITS = re.compile(r"\d")
#: What a word may end in and still mean the same; at least three letters stay.
_ENDING = re.compile(r"(?<=[^\W_]{3})(?:ingly|edly|ations?|ments?|ings?|ies|ied|ions?|ers?|ed|es|ly|s|e|y)$")
#: Letters that may be made of others and marks: none of ASCII and of Chinese.
_MARKED = re.compile("[^\x00-\x7f\u2010-\u201f\u3001-\u3020\u3400-\u4dbf\u4e00-\u9fff]")
_GROUPING = re.compile(r"(?<=\d),(?=\d)")
#: A term that is rarer than this many passages to one is not rarer to the verdict; names and numbers weigh more.
_RAREST, _NAMED = 4.0, 1.3


class Evidence(msgspec.Struct, frozen=True):
    """What the verdict is made from.

    Attributes:
        query: the question as asked.
        question: what of it is put to passages.
        passages: the texts that would be given to the model, best first.
        shares: for each term's text the share of the library's passages that hold it.
        total: passages in the library.
        cosine: the best of any passage; None where meaning has no say: without vectors, in scripts that the embedder
            does not know, and with embedders other than MiniLM, whose cosines the coefficients know nothing of.
    """

    query: str
    question: Question
    passages: tuple[str, ...]
    shares: dict[str, float]
    total: int
    cosine: float | None


class Features(msgspec.Struct, frozen=True):
    """What speaks for and against an answer. "Covered" is the share of the question's terms, rare ones weighing more.

    Attributes:
        sentence: covered by the best sentence.
        two: covered by the best two sentences in a row.
        first: covered by the first passage.
        cosine: of the nearest passage; 0 where meaning has no say.
        matched: log of 1 + the number of terms in the passage that covers most.
        asked: log of 1 + the number of terms.
        heaviest: weight of the rarest term that this passage lacks, 0 to about 1.
        no_number: 1 when the answer is a number and no sentence that covers much has a new one.
        wrong_number: share of the question's numbers that this passage lacks.
        signs: share of the question's characters of an unspaced script that the best sentence has, whatever they are
            beside there: what is said in another word often shares one with it.
        near_signs: the same of the best passage.
        size: log of 1 + the passages of the library.
    """

    sentence: float
    two: float
    first: float
    cosine: float
    matched: float
    asked: float
    heaviest: float
    no_number: float
    wrong_number: float
    signs: float
    near_signs: float
    size: float


class Coefficients(msgspec.Struct, frozen=True):
    """A logistic model: weights of the features that it uses, and the constant."""

    weights: dict[str, float]
    constant: float


#: Fitted by tests/benchmarks/answerable.py on XQuAD (each question against its article with and without the paragraph
#: that holds the answer, against one paragraph, against all, and against another article), MTRAG, chunkeval and the
#: reports; each set counts alike. The rates at 0.5 stand in tests/benchmarks/RESULTS.md. The constant of `UNSPACED` is
#: 0.10 below the fitted one, so that of questions not fitted to no more are answered wrongly than were before.
WITH_MEANING = Coefficients(
    {
        "sentence": 2.65,
        "first": 1.75,
        "cosine": 8.62,
        "matched": 2.96,
        "asked": -1.13,
        "no_number": -0.57,
        "size": -0.19,
    },
    -6.49,
)
WORDS_ALONE = Coefficients(
    {"sentence": 3.19, "first": 1.81, "matched": 4.86, "asked": -0.96, "no_number": -0.77, "size": -0.19}, -5.38
)
UNSPACED = Coefficients(
    {
        "two": 1.91,
        "first": 3.70,
        "heaviest": -2.29,
        "matched": 1.65,
        "no_number": -1.34,
        "wrong_number": -1.64,
        "signs": 2.86,
        "near_signs": 2.44,
        "size": -0.16,
    },
    -5.13,
)


def likelihood(evidence: Evidence) -> float:
    """Return the likelihood, 0 to 1, that the passages hold the answer."""
    if not evidence.passages:
        return 0.0
    if _is_about_all(evidence.query):
        return 0.95
    found = features(evidence)
    model = WITH_MEANING
    if evidence.question.unspaced > 0.3:
        model = UNSPACED
    elif evidence.cosine is None or _is_looking_up(evidence):
        model = WORDS_ALONE
    total = model.constant + sum(weight * getattr(found, name) for name, weight in model.weights.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _is_looking_up(evidence: Evidence) -> bool:
    """Whether the question is a figure, an identifier or bare words: an embedder says little of these."""
    found = evidence.question.terms
    return evidence.question.exact == len(found) or len(_WORDS.findall(evidence.query)) <= len(found) <= 3


def _is_about_all(query: str) -> bool:
    """Whether nothing is left of a request when what asks for the whole is taken out."""
    rest, found = _WHOLE.subn(" ", query)
    if not found:
        return False
    left = terms(_WHOLE_FILLING.sub(" ", rest))
    return all(term.text in _ASKING or term.text in STOP_WORDS or len(term.text) == 1 for term in left)


def features(evidence: Evidence) -> Features:
    """Measure what the verdict rests on."""
    wanted = {
        term.text: term
        for term in evidence.question.terms
        if term.kind != "quotation" and term.text not in _ASKING and stems(term.text)
    }
    weights = {text: _weight(term, evidence) for text, term in wanted.items()}
    keys = {text: frozenset([text]) if term.kind == "pair" else stems(text) for text, term in wanted.items()}
    whole = sum(weights.values()) or 1.0
    asked = frozenset[str]().union(*keys.values())

    def covered(held: frozenset[str]) -> float:
        return sum(weight for text, weight in weights.items() if keys[text] <= held) / whole if held else 0.0

    texts = [_Text(passage, asked) for passage in evidence.passages]
    best = max((text.held for text in texts), key=covered)
    alone = max((covered(held) for text in texts for held in text.sentences), default=0.0)
    pairs = [one | two for text in texts for one, two in itertools.pairwise(text.sentences) if one and two]
    numbers = [text for text, term in wanted.items() if term.kind == "number"]
    return Features(
        sentence=alone,
        two=max([alone, *(covered(held) for held in pairs)]),
        first=covered(texts[0].held),
        cosine=evidence.cosine or 0.0,
        matched=math.log1p(sum(key <= best for key in keys.values())),
        asked=math.log1p(len(wanted)),
        heaviest=max((w for text, w in weights.items() if not keys[text] <= best), default=0.0) / _RAREST,
        no_number=float(
            bool(_COUNTS.search(evidence.query))
            and not any(
                covered(held) >= 0.75 * alone
                and any(_DIGITS.search(word) and _stem(word) not in asked for word in words)
                for text in texts
                for words, held in zip(text.words, text.sentences, strict=True)
            )
        ),
        wrong_number=sum(not keys[text] <= best for text in numbers) / len(numbers) if numbers else 0.0,
        signs=_shared(evidence, by_sentence=True),
        near_signs=_shared(evidence, by_sentence=False),
        size=math.log1p(evidence.total),
    )


def _shared(evidence: Evidence, *, by_sentence: bool) -> float:
    """Return the share of the characters of the question's pairs, particles aside, that one text has."""
    pairs = (term.text for term in evidence.question.terms if term.kind == "pair")
    signs = frozenset[str]().union(*pairs) - CJK_PARTICLES
    if not signs:
        return 0.0
    passages = map(fold, evidence.passages)
    texts = (part for text in passages for part in (_SENTENCES.split(text) if by_sentence else (text,)))
    return max(len(signs.intersection(text)) for text in texts) / len(signs)


def _weight(term: Term, evidence: Evidence) -> float:
    holding = evidence.shares.get(term.text, 0.0) * evidence.total
    rarity = min(math.log((evidence.total + 1.0) / (holding + 0.5)), _RAREST)
    return max(rarity * (_NAMED if term.name or term.kind == "number" else 1.0), 0.2)


class _Marks(dict[int, int | None]):
    """Takes accents out of a text by its `translate`; looks each character up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = None if unicodedata.combining(chr(code)) else code
        return kept


_MARKS = _Marks()


class _Text:
    """The words of each sentence of a passage, and which of the stems that are asked for it holds."""

    def __init__(self, passage: str, asked: frozenset[str]) -> None:
        parts = [part for part in _SENTENCES.split(passage) if part.strip()]
        begins = tuple(asked)  # a stem begins its word: most words are passed over without looking for theirs
        self.words = [_WORDS.findall(part) for part in _folded("\n".join(parts)).split("\n")] if parts else []
        self.sentences = [
            frozenset(stem for word in words if word.startswith(begins) and (stem := _stem(word)) in asked)
            for words in self.words
        ]
        self.held = frozenset[str]().union(*self.sentences)


def stems(text: str) -> frozenset[str]:
    """Return the words of `text` without case, accents, grouping commas and common English endings; CJK as pairs."""
    return frozenset(map(_stem, _WORDS.findall(_folded(text))))


def _folded(text: str) -> str:
    folded = index_text(text).lower()
    if _MARKED.search(folded):
        folded = unicodedata.normalize("NFKD", folded).translate(_MARKS)
    return _GROUPING.sub("", folded)


def _stem(word: str) -> str:
    return _ENDING.sub("", word)
