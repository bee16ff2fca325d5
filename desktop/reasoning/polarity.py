"""Tell whether a sentence answers a question with yes or with no, where that is certain; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from desktop.reasoning.families import stem
from desktop.reasoning.words import asks_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Polarity = Literal["", "yes", "no"]

_ASKS = re.compile(
    r"(?:and |but |so |then )?(?:is|are|was|were|do|does|did|can|could|may|must|has|have|had|will|would|should)\b"
    r"(?! not\b|n['’]t| you\b)",  # "can you tell me" asks for what it tells of
    re.IGNORECASE,
)
_ASKS_CHINESE = re.compile(r"吗[？?]?$|是否|有没有|能不能|可不可以|能否|可否|会不会|要不要")
#: What makes a question more than one for a yes or a no, or its answer depend on how much is meant.
_MORE = re.compile(
    r"\b(?:or|not|all|every|always|only|more|less|than|most|both|how|what|which|who|when|where|why|still|enough)\b|n['’]t\b",
    re.IGNORECASE,
)
#: What makes the answer of a sentence uncertain or partial.
_HEDGE = re.compile(
    r"\b(?:only|unless|except|if|when|where|while|partly|partially|some|most|mostly|many|few|fewer|almost|nearly|hardly|"
    r"barely|rarely|seldom|probably|perhaps|possibly|might|could|would|likely|about|until|before|up to|at least|"
    r"at most|consent|approval|permission|condition|subject to|depend\w*|either|planned|proposed?|asked|whether|"
    r"expected|intend\w*|yet|no longer|instead|rather|than|not (?:all|every|always|each))\b|[?？]|如果|若|除|但|部分|仅"
    r"|只|可能|大约|同意|批准|是否|建议|计划|预计|以内|不超过|之前|以前|以外|之外|除外|由于|若非|原则上|一般",
    re.IGNORECASE,
)
#: What is possible, which says something only to a question for what is allowed or can be done.
_MAY = re.compile(r"\b(?:may|can)\b", re.IGNORECASE)
_MAY_ONE = re.compile(r"\b(?:may|can|could|allow\w*|permit\w*|possible)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE)
#: Predicates that say one thing, and those that say its opposite.
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (r"includ\w+|covered|covers?|contains?|contained", r"left out|leaves? out|exclud\w+|omit\w*"),
        (r"allow\w*|permit\w*|may|can", r"forbid\w*|forbidden|prohibit\w*|banned"),
        (r"accept\w*|approv\w*|agreed|adopted|passed", r"reject\w*|refus\w*|declin\w*|turned down"),
        (r"ros[e]|rises?|risen|increas\w*|grew|grown?", r"fell|falls?|fallen|decreas\w*|declin\w*|dropp\w*"),
        (r"open\w*", r"clos\w+"),
        (r"succe\w+", r"fail\w*"),
    )
)
_CLAUSE = re.compile(
    r"[;；。.!！]\s*|,?\s+(?:because|since|although|though|but|so that|as)\b|，(?:因为|但|由于|所以)|\n", re.IGNORECASE
)
#: A clause that says what the one before it is about by a pronoun.
_PRONOUN = re.compile(r"(?:it|they|he|she|this|these|that|those)\b|[它他她其这该]", re.IGNORECASE)
_SEVERAL = re.compile(r",|\band\b", re.IGNORECASE)
#: Words that a clause may have besides those of the question, for each of these and in all, to be about nothing else.
_OTHERS, _BESIDE = 2, 3
_CHINESE_ASKING = re.compile(
    r"[被了吗呢是否的在可以能会要？?，、]|需要|必须|须|有没有|不能|可不|请问|公司|员工|本|我们?|可|有"
)
_CHINESE_NEGATION = re.compile(r"不得|不可|不能|禁止|不予|[不未没无]")
#: What may stand between a denial and what it denies.
_DENYING = r"(?:需要?|须|用|必|在|属于?|再|另外|另行|额外|被|给)*"
#: Characters between a thing and what is said of it that may be a word of no weight, not another thing.
_GAP = 1


def asks_whether(question: str) -> bool:
    """Whether `question` is answered by yes or no."""
    asked = question.strip()
    if asks_unspaced(asked):
        return _ASKS_CHINESE.search(asked) is not None
    return _ASKS.match(asked) is not None and _MORE.search(asked) is None


def says(question: str, text: str, around: Iterable[str] = ()) -> Polarity:
    """Return whether `text` says yes or no to `question`; nothing where it is not certain.

    One clause has to hold all words of the question, its predicate or the opposite of that included; what is named in
    the words `around` it, as in its heading, may be missing. Nothing is certain that a clause limits, that it says of
    some, or that it denies twice.
    """
    if not asks_whether(question):
        return ""
    near = " ".join(around)
    one = _says_chinese if asks_unspaced(question) else _says
    told: set[Polarity] = set()
    before = ""
    for clause in _CLAUSE.split(text):
        told.add(one(question, clause, f"{near} {before}" if _PRONOUN.match(clause.strip()) else near))
        before = clause
    told.discard("")
    return told.pop() if len(told) == 1 else ""


def _says(question: str, clause: str, near: str) -> Polarity:
    wanted, held = set(terms(question)), set(terms(clause))
    if _HEDGE.search(clause) or (_MAY.search(clause) and not _MAY_ONE.search(question)):
        return ""
    opposed = met = False
    for one, other in _OPPOSITES:
        if not (asked := one.search(question) or other.search(question)):
            continue
        here, there = one.search(clause), other.search(clause)
        if here and there:
            return ""
        if not here and not there:
            continue
        met = True
        opposed = bool(one.search(question)) != bool(here)
        wanted -= set(terms(asked.group()))
        break
    if len(held) > _OTHERS * len(wanted) + _BESIDE:
        return ""
    denied = len(_NEGATION.findall(clause))
    own = wanted & held
    if denied and _SEVERAL.search(clause):  # which of them it denies, words alone do not tell
        return ""
    if denied > 1 or not (own or met) or not wanted <= held | set(terms(near)) or not _predicate(question, held, met):
        return ""
    return "no" if opposed != bool(denied) else "yes"


def _predicate(question: str, held: set[str], met: bool) -> bool:
    """Whether a clause has the last word of a question that says something, which is what is asked of the others."""
    if met:
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", question.lower()) if terms(word)]
    return bool(words) and stem(words[-1]) in held


def _says_chinese(question: str, clause: str, near: str) -> Polarity:
    chunks = [chunk for chunk in _CHINESE_ASKING.split(question) if len(chunk) > 1]
    if not chunks or _HEDGE.search(clause):
        return ""
    told: set[Polarity] = set()
    if chunks[-1] in clause:
        told = {_of_whole(chunks, clause, near)}
    elif len(chunks) == 1:
        told = {_of_two(chunks[0], part) for part in re.split("[，,、]", clause)} - {""}
    return told.pop() if len(told) == 1 else ""


def _of_whole(chunks: Sequence[str], clause: str, near: str) -> Polarity:
    """Say what a clause says that has the words of a question as they stand there, or stands near them."""
    if not all(chunk in clause or chunk in near for chunk in chunks):
        return ""
    denied = _CHINESE_NEGATION.findall(clause)
    if len(denied) > 1:
        return ""
    if not denied:
        return "yes"
    return "no" if any(_denies(clause, chunk) for chunk in chunks) else ""


def _of_two(chunk: str, part: str) -> Polarity:
    """Say what a part of a clause says of a thing that a question names with what it asks of it: "滤芯保修吗"."""
    for cut in range(2, len(chunk) - 1):
        thing, said = chunk[:cut], chunk[cut:]
        match = re.search(rf"{re.escape(thing)}(.*?){re.escape(said)}", part)
        if match is None or len(_CHINESE_NEGATION.findall(part)) > 1:
            continue
        if _denies(part, said):
            return "no"
        if len(match[1]) <= _GAP and not _CHINESE_NEGATION.search(part):
            return "yes"
    return ""


def _denies(clause: str, said: str) -> bool:
    return re.search(rf"(?:{_CHINESE_NEGATION.pattern}){_DENYING}{re.escape(said)}", clause) is not None
