"""Take a question that compares things apart into a question for each of them; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from desktop.reasoning.months import months_of
from desktop.reasoning.words import is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Things that are compared at most.
MOST = 5
#: Share of the words of a thing, its names and figures aside, that must stand in what is said of it.
_NAMED = 0.5

_QUARTER = r"(?:Q[1-4]|(?:first|second|third|fourth) quarter)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:(?:fiscal(?: year)? |FY ?)?(?:19|20)\d\d(?:[/–-]\d\d)?)"
_DATE = (
    rf"(?:the )?(?:{_QUARTER}(?:(?: of)? {_YEAR})?|{_YEAR} {_QUARTER}|{_MONTH} {_YEAR}|{_YEAR}(?!年)"
    r"|(?:19|20)\d\d ?年(?:第?[一二三四1-4]季度|\d{1,2}月)?)"
)
_JOINT = (
    r"(?:,? ?(?:and|to|with|or|vs\.?|versus|against|compared (?:to|with)|than|from) |, "
    r"| ?(?:和|与|跟|同|及|到|至|比|、) ?)"
)
_DATES = re.compile(rf"(?<![\w-])(?P<one>{_DATE})(?P<joint>{_JOINT})(?P<other>{_DATE})(?![\w-])", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:chang|differ|grow|grew|rise|rose|fall|fell|increas|decreas|declin|drop|develop|evolv|improv|compar)\w*"
    r"|变化|增长|下降|上升|增加|减少|比较|对比|相比|区别|差别|差异|不同",
    re.IGNORECASE,
)
_SPLIT = re.compile(r",? (?:and|with|to|against|versus|vs\.?|or) |, ", re.IGNORECASE)
#: What joins things that may have "and" in their names.
_STRONG = re.compile(r" (?:with|to|against|versus|vs\.?) ", re.IGNORECASE)
_IN_TERMS = re.compile(
    r",? (?:in terms of|with (?:respect|regards?) to|regarding|concerning|when it comes to|as (?:for|to)|by) ",
    re.IGNORECASE,
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:please |can you |could you )*(?:compare|contrast)(?: and contrast)? (?P<all>.+)",
        r".*?\b(?:differences?|distinctions?|contrast|gap|comparison) (?:(?:in|of) (?P<aspect>.+?) )?between "
        r"(?P<all>.+)",
        r"how (?:do|does|did|is|are|was|were|has|have) (?P<one>.+?) (?:differ(?:ent)?|compare|vary) "
        r"(?:from|to|with|against) (?P<other>.+)",
        r"how (?:do|does|did|is|are|was|were) (?P<all>.+? and .+?) (?:differ|compare|vary)(?: in (?P<aspect>.+))?",
        r"(?P<one>.+?),? (?:vs\.?|versus|(?:as )?compared (?:to|with)|in comparison (?:to|with)|as opposed to)"
        r" (?P<other>.+)",
        r"(?P<aspect>(?:which|who|what|where|is it|was it)\b[^,:;]*)[,:;] (?P<all>.+? or .+)",
        r"(?:is|are|was|were|did|does|do|has|have) (?P<one>(?:(?:the|a|an) )?+\S+.*?)"
        r" (?P<aspect>(?:\w+er|more|less)\b.*?) than (?P<other>.+)",
    )
)
_CHINESE = tuple(
    re.compile(form)
    for form in (
        r"请?(?:你|帮我)?(?:比较|对比)(?:一下)?(?P<all>.+)",
        r"(?P<all>.+?(?:和|与|跟|同|及|、).+?)(?:之间)?(?:在(?P<aspect>.+?)(?:上|方面))?(?:的|有(?:什么|何|哪些))"
        r"(?:区别|差别|差异|不同|异同).*",
        r"(?P<all>.+?(?:和|与|跟|同).+?)(?:相比|比起来|哪个|哪一个|谁)(?P<aspect>.*)",
        r"(?P<one>.+?)比(?P<other>.+?)(?P<aspect>[高低多少大小贵快慢长短强弱早晚].*)",
    )
)
_AND = re.compile(r"和|与|跟|同|及|、| ?(?:vs\.?|VS) ?")
_ASKING = re.compile(
    r"^(?:what|which|how|who|where|when|why)\b(?: (?:is|are|was|were|do|does|did|much|many|has|have))*(?: the)? ",
    re.IGNORECASE,
)
_SMALL = re.compile(r"^(?:(?:both|the|a|an|between|of) )+", re.IGNORECASE)
_OWN = re.compile(r"(?P<key>\S+(?: \S+)?)['’]s? (?P<rest>.+)")
_OWNER = ("'s", "’s", "s'", "s’")
_CAPITALS = re.compile(r"(?P<key>[a-z]?[A-Z]\S*(?: [a-z]?[A-Z]\S*)*)(?: (?P<rest>[a-z].*))?")
#: What is written like a name, or has a figure.
_NAME = re.compile(r"\b\w*[A-Z\d]\w*")
_BEFORE = re.compile(r"(?P<before>.* (?:of|in|for|at|by|from|during|on)) (?P<key>.+)", re.IGNORECASE)
_AFTER = re.compile(r"(?P<key>.+?) (?P<rest>(?:in|for|by|on|during|at|per|over|under|when|since) .+)", re.IGNORECASE)
#: What has no name of its own, so that it cannot be looked for without what it is compared with.
_RELATIVE = re.compile(
    r"(?:(?:the|its|their|his|her|our|those|these|that|this|same|all|any|previous|prior|earlier|preceding|last|past|"
    r"former|next|other|rest|of|years?|quarters?|months?|weeks?|days?|periods?|times?|ones?|others|before|competitors?|rivals?|"
    r"peers?|competition|average|usual|expected|expectations)(?: |$))+"
    r"|(?:去|前|往|上一?|下一?)年.*|[上下前]一?个?(?:季度|月|期|周).*|(?:以|之|从)前.*|.*同期|(?:其他|别的|竞争对手|同行|平均).*",
    re.IGNORECASE,
)
_AROUND = " \t\"'“”‘’「」《》?？.。!！,，;；"


class Side(msgspec.Struct, frozen=True):
    """One of the things that a question compares.

    Attributes:
        name: as the question says it.
        question: what is asked of it alone.
        key: its own words.
        words: those of its content words that tell it from the others.
        file: the document that it is, where it is one; the question is then asked of that alone.
    """

    name: str
    question: str
    key: str
    words: frozenset[str] = frozenset()
    file: str = ""

    def in_words(self, text: str) -> bool:
        """Whether `text` speaks of it: has its figures, its names and most of its other words, or its month."""
        if months := months_of(self.key):
            return bool(months & months_of(text))
        held = set(terms(text))
        must = self.words & {word for name in _NAME.findall(self.key) for word in terms(name)}
        words = self.words - must
        return must <= held and len(words & held) >= _NAMED * len(words)


def sides_of(question: str) -> tuple[Side, ...]:
    """Return the things that `question` compares, each with the question for it alone; empty where it compares none.

    What is said of one of them only, but meant for all, is shared: "the costs in 2023 and 2024", "Apple’s and Amazon’s
    net sales", "full and partial insulation". What is compared with something that has no name, as with "previous
    quarters", is left to the question as a whole: any document would have an answer for that side.
    """
    for sentence in re.split(r"(?<=[.?!。？！])(?<![vV][sS]\.)\s+", question.strip()):
        asked = " ".join(sentence.split()).strip(_AROUND)
        found = _by_date(asked) or (_chinese(asked) if is_unspaced(asked) else _english(asked))
        told = [frozenset(terms(side.key.removesuffix("年"))) for side in found]
        shared = frozenset.intersection(*told) if told else frozenset[str]()
        if any(_RELATIVE.fullmatch(side.key) for side in found):
            continue
        if 2 <= len(found) <= MOST and all(told) and len(set(told)) == len(told):
            own = [words - shared or words for words in told]
            return tuple(msgspec.structs.replace(side, words=words) for side, words in zip(found, own, strict=True))
    return ()


def _by_date(asked: str) -> list[Side]:
    """Two times of one thing: all else that is asked is shared."""
    match = _DATES.search(asked)
    if match is None or not (_CHANGES.search(asked) or re.search(r"\bvs\b|versus|than|or|比", match["joint"])):
        return []
    one, other = match["one"], match["other"]
    year = re.search(_YEAR, other, re.IGNORECASE)
    if year and not re.search(r"\d{4}", one):
        one = f"{one} {year.group()}"
    before, after = (_CHANGES.sub(" ", part) for part in (asked[: match.start()], asked[match.end() :]))
    before = re.sub(r"\b(?:between|from)\s*$|从\s*$|^\s*(?:一下)?", "", _ASKING.sub("", before), flags=re.IGNORECASE)
    return [_side(before, key, after) for key in (one, other)]


def _english(asked: str) -> list[Side]:
    match = next(filter(None, (form.fullmatch(asked) for form in _FORMS)), None)
    if match is None:
        return []
    groups = match.groupdict()
    aspect = groups.get("aspect") or ""
    if groups.get("all"):
        everything, *terms_of = _IN_TERMS.split(groups["all"], maxsplit=1)
        aspect = " ".join([aspect, *terms_of]).strip()
        parts = _STRONG.split(everything)
        items = parts if len(parts) == 2 else _SPLIT.split(everything)
    else:
        items = [groups["one"], groups["other"]]
    items = [_SMALL.sub("", item.strip(_AROUND)) for item in items]
    items[0] = _SMALL.sub("", _ASKING.sub("", items[0]))
    return _shared(items, aspect, listed=bool(groups.get("all"))) if len(items) > 1 and all(items) else []


def _shared(items: Sequence[str], aspect: str, *, listed: bool) -> list[Side]:
    """Give what the first and the last thing are said with to all of them."""
    first, *between, last = items
    before = after = ""
    if (behind := _AFTER.fullmatch(last)) and not _AFTER.fullmatch(first):
        last, after = behind["key"], behind["rest"]
    mine, own = _OWN.fullmatch(first), _OWN.fullmatch(last)
    if own and first.endswith(_OWNER):
        last, after = own["key"], f"{own['rest']} {after}".strip()
    elif mine and last.endswith(_OWNER):
        first, after = mine["key"], f"{mine['rest']} {after}".strip()
    name = last
    if (into := _BEFORE.fullmatch(first)) and not any(_BEFORE.fullmatch(item) for item in (*between, last)):
        before, first = into["before"], _SMALL.sub("", into["key"])
    capitals = _CAPITALS.fullmatch(last)
    if capitals and capitals["rest"] and (called := _CAPITALS.fullmatch(first)) and not called["rest"]:
        name = last = capitals["key"]
        after = f"{capitals['rest']} {after}".strip()
    elif listed and " " not in first and last.count(" ") == 1 and last[:1].isupper() == first[:1].isupper():
        last, head = last.split()
        after = f"{head} {after}".strip()
    names = [re.sub(r"['’]s?$", "", item) for item in (first, *between, name)]
    keys = [re.sub(r"['’]s?$", "", item) for item in (first, *between, last)]
    return [
        Side(shown.strip(_AROUND), " ".join(f"{before} {key} {after} {aspect}".split()), key)
        for shown, key in zip(names, keys, strict=True)
    ]


def _chinese(asked: str) -> list[Side]:
    match = next(filter(None, (form.fullmatch(asked) for form in _CHINESE)), None)
    if match is None:
        return []
    groups = match.groupdict()
    items = _AND.split(groups["all"]) if groups.get("all") else [groups["one"], groups["other"]]
    items = [item.strip(_AROUND) for item in items]
    if len(items) < 2 or not all(items):
        return []
    after = groups.get("aspect") or ""
    if "的" in items[-1] and not any("的" in item for item in items[:-1]):
        items[-1], _, rest = items[-1].partition("的")
        after = f"的{rest}{after}"
    before = ""
    if "的" in items[0] and not any("的" in item for item in items[1:]):
        before, _, items[0] = items[0].rpartition("的")
        before = f"{before}的"
    return [Side(item, f"{before}{item}{after}", item) for item in items]


def _side(before: str, key: str, after: str) -> Side:
    shown = re.sub(r"^the ", "", key, flags=re.IGNORECASE)
    return Side(shown, " ".join(f"{before} {shown} {after}".split()), shown)
