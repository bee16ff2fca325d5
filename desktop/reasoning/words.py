"""The words of a text that say what it is about, in a form in which two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from desktop.domain.text import unified
from desktop.reasoning.families import stem

#: Words that make a sentence a question, or hold it together.
STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        a about above after again all also am an and any are as at be because been before being below between both but
        by can could did do does doing done down during each either else ever every few for from further get give given
        got had happen happened happening happens has have having he her here hers him his how i if in into is it its
        itself just kind kindly know let like
        list made make many may me might more most much must my no nor not of off on once one only or other our out
        over own per please same say says shall she should show since so some such tell than that the their them then
        there these they this those through to too under until up upon us very was we were what when where whether
        which while who whom whose why will with within without would you your according mention mentioned state
        stated describe explain find
        """,
    )
)
#: Question words, particles and politeness of Chinese and Japanese; a run of characters is cut where one stands.
_CJK_FUNCTION = re.compile(
    "什么时候|什么样|为什么|什么|甚么|哪一个|哪一|哪个|哪些|哪里|哪儿|哪年|哪天|哪日|哪种|哪位|几号|几点|多少|多久|从|如何|怎么样|怎么|怎样|为何|是否|"
    "有没有|谁|吗|呢|请问|请|告诉我|的|了|是不是|是|在|和|与|及|或|需要|可以|可不可以|能不能|能否|可否|会不会|要不要|应该|应当|必须|"
    "什麼|哪個|哪裡|為什麼|怎麼|嗎|ですか|ますか|でしょうか|ください|どこ|いつ|なぜ|どの|どう|は|が|を|に|で|と|の"
)
_CJK = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_CJK}々〆〇]+|[^\W_{_CJK}]+(?:[.,'’&-][^\W_{_CJK}]+)*")
_UNSPACED = re.compile(rf"[{_CJK}]")
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4"}
_QUARTER = re.compile(r"\b(first|second|third|fourth|1st|2nd|3rd|4th)(?:\s+fiscal)?\s+quarter\b", re.IGNORECASE)
_TAKES_PART = re.compile(r"\b(?:tak(?:e|es|en|ing)|took) part\b")
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
#: What documents spell out and people do not; a search by words finds the one only by the other.
_SPELLED_OUT = {
    "CEO": "chief executive officer",
    "CFO": "chief financial officer",
    "COO": "chief operating officer",
    "CTO": "chief technology officer",
    "EPS": "earnings per share",
    "R&D": "research and development",
    "SG&A": "selling, general and administrative",
    "capex": "capital expenditures",
    "opex": "operating expenses",
    "YoY": "year over year",
    "VAT": "value added tax",
    "NDA": "non-disclosure agreement",
    "SLA": "service level agreement",
    "PTO": "paid time off",
}


def is_unspaced(text: str) -> bool:
    """Whether most letters of `text` are of a script without spaces."""
    letters = sum(1 for character in text if character.isalpha())
    return letters > 0 and 2 * len(_UNSPACED.findall(text)) > letters


def asks_unspaced(question: str) -> bool:
    """Whether a question is asked in a script without spaces, though most of its letters may be of names in another."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", question)}
    return is_unspaced(question) or (bool(_UNSPACED.search(question)) and not words & STOP_WORDS)


def terms(text: str) -> list[str]:
    """Return the content words of `text` in order: stemmed words and numbers, pairs of unspaced characters.

    "the third quarter" counts as "q3" too, since tables write it so. Function words are left out.
    """
    folded = unicodedata.normalize("NFKC", unified(text)).lower()
    folded = _TAKES_PART.sub("participate", folded)
    folded = _QUARTER.sub(lambda match: f"{match.group()} q{_ORDINALS[match[1]]}", folded)
    found: list[str] = []
    for match in _TOKEN.finditer(folded):
        token = match.group()
        if _UNSPACED.match(token):
            for run in _CJK_FUNCTION.split(token):
                found += [a + b for a, b in pairwise(run)] if len(run) > 1 else [run] if run else []
        elif token not in STOP_WORDS:
            found += _forms(token)
    return found


def spelled_out(question: str) -> str:
    """Add to a question what its common abbreviations stand for."""
    words = set(re.findall(r"[A-Za-z&]+", question))
    added = [meant for short, meant in _SPELLED_OUT.items() if short in words and meant not in question.lower()]
    return " ".join([question, *added])


def by_initials(question: str) -> list[tuple[re.Pattern[str], frozenset[str]]]:
    """Return patterns of the other way to write an acronym, with the words of the question that a match stands for.

    "Who is the CEO?" finds "Chief Executive Officer", and "earnings per share" finds "EPS".
    """
    found: list[tuple[re.Pattern[str], frozenset[str]]] = []
    for match in _ACRONYM.finditer(question):
        between = r"\w*\W+(?:(?:of|and|the|for|in)\W+)?"
        written = re.compile(r"\b" + between.join(match.group()) + r"\w+", re.IGNORECASE)
        found.append((written, frozenset(terms(match.group()))))
    words = re.findall(r"[A-Za-z]+", question)
    for length in range(3, 6):
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            if run[0].lower() not in STOP_WORDS and run[-1].lower() not in STOP_WORDS:
                initials = "".join(word[0] for word in run).upper()
                found.append((re.compile(rf"\b{initials}s?\b"), frozenset(terms(" ".join(run)))))
    return found


def _forms(token: str) -> list[str]:
    """Return a word's stem, a number without its grouping, a compound whole and in its parts."""
    if any(character.isdigit() for character in token):
        return [token.replace(",", "")]
    token = re.sub(r"['’]s?$|['’](?:re|ve|ll|d|m|t)$", "", token)
    parts = [part for part in re.split(r"[.,'’&-]", token) if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return ["".join(parts)]  # U.S. and US
    return [stem(part) for part in parts if part not in STOP_WORDS]
