"""What the figure that a question wants looks like: so many homes, a span of time, money, degrees; pure."""

from __future__ import annotations

import re

import msgspec

from desktop.reasoning.families import stem
from desktop.reasoning.sentences import CELL, cells_of, is_row
from desktop.reasoning.words import terms

_UNITS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|a dozen|dozens?|hundreds?|thousands?"
    r"|millions?|billions?)"
)
#: Of bounded length, since a line of a sheet may be long and each of its places is a begin.
_NUMBER = (
    r"(?:\d[\d,.'’]{0,24}(?:\s?(?:million|billion|thousand|m|bn|k)\b)?"
    rf"|\b{_UNITS}(?:[- ](?:and )?(?:a )?{_UNITS}){{0,5}}\b)"
)
_CHINESE = r"(?:\d[\d,.]{0,24}|[一二三四五六七八九十百千两半几]{1,12})\s?[余多]?\s?[万亿千百]?\s?"
_COUNTED = re.compile(
    r"\b(?:how many(?: of)?(?: (?:the|these|those|our|my))?|what (?:is|was) the number of)\s+(?P<what>[^?,;:]+)",
    re.IGNORECASE,
)
#: Where the name of what is counted ends.
_AFTER_NOUN = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|must|should|in|on|at|of|for|to|by|with|"
    r"from|per|that|who|which|there|took|take|takes)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"s$|^(?:people|men|women|children|staff|persons|feet|teeth|mice|crew|police)$", re.IGNORECASE)
#: What may be called otherwise where it is counted: "1,442 costumes".
_ANY = frozenset(("items", "things", "times", "units", "pieces", "examples", "types", "kinds", "ways"))
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Words between a number and what it counts: "41 of the 48 households", not "two days in each home".
_NO_PART = (
    r"(?!(?:in|per|for|at|on|to|an?|each|every|and|or|from|by|with|is|are|was|were|that|which|who|than|as|after)\b)"
)
_BETWEEN = rf"(?:[ \n-]+(?:of (?:the |our |its )?)?{_NO_PART}[^\W\d_][\w-]*){{0,3}}?"
#: What a question for people may have for an answer.
_PEOPLE = (
    r"people|persons?|adults?|participants?|residents?|inhabitants?|employees?|members?|patients?|students?|visitors?|"
    r"guests?|citizens?|workers?|volunteers?|pupils?|users?|staff"
)
_TIME = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies))"
)
_SPAN = (
    rf"{_NUMBER}(?:[- ]+(?:working|full|calendar|consecutive|more|and a half))*[- ]+{_TIME}\b"
    rf"|\ba (?:day|week|month|year|decade|century|fortnight)\b|\bsince\b|\buntil\b|\bto (?:today|date|the present)\b"
    rf"|{_CHINESE}个?(?:半)?(?:工作)?(?:年|月|周|星期|礼拜|天|日|小时|分钟|秒|学期|季度|世纪)|自从?|[至到]今"
)
_MONEY = (
    rf"[$€£¥]\s?{_NUMBER}|(?:USD|EUR|GBP|CNY|RMB|US\$)\s?{_NUMBER}"
    rf"|{_NUMBER}\s?(?:[$€£¥]|(?:US |Australian |Canadian )?(?:dollars?|euros?|pounds?|cents?|pence|yen|yuan|francs?|"
    rf"rupees?|kroner?|kronor|USD|EUR|GBP|CNY)\b)|{_CHINESE}(?:美元|欧元|英镑|日元|港元|人民币|元|块|欧分)|\bfree\b|免费"
    rf"|{_NUMBER}[- ]months?['’]?s? (?:rent|pay|salary|wages?)\b|{_CHINESE}个?月的?(?:租金|房租|工资|薪资|薪酬)"
)
_LENGTH = (
    rf"{_NUMBER}[- ]?(?:met(?:er|re)s?|m|km|kilomet\w+|cm|centimet\w+|mm|millimet\w+|feet|foot|ft|inch(?:es)?|miles?|"
    rf"yards?|storeys?|stories|floors?)\b|{_CHINESE}(?:米|公里|千米|厘米|毫米|英里|英尺|层)"
)
#: Kinds of figures: how a question asks for them, how they are written, and words of the question that they answer by
#: themselves ("It took", "it cost"), so that what tells them need not say these.
_KINDS = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(told, re.IGNORECASE), frozenset(terms(words)))
    for asks, told, words in (
        (
            r"\bhow old\b|多大年纪|几岁",
            rf"{_NUMBER}[- ](?:and a half )?(?:years?|months?|weeks?|days?)[- ](?:old|of age)\b"
            rf"|\b(?:aged?|age of) {_NUMBER}|\bborn\b|\b(?:built|founded|made|dates from|since)\b.{{0,20}}\d{{4}}"
            rf"|{_CHINESE}岁|出生|生于|建于",
            "old",
        ),
        (r"\bhow loud\b", rf"{_NUMBER}\s?(?:decibels?|dB)", "loud noisy noise"),
        (
            r"\bhow (?:hot|warm|cold|cool)\b|\bwhat temperature\b|多少度|多热|多冷",
            rf"{_NUMBER}\s?(?:°|degrees)|{_CHINESE}(?:度|°|摄氏)",
            "hot warm cold cool",
        ),
        (
            r"\bhow heavy\b|多重",
            rf"{_NUMBER}\s?(?:kg|g|t|kilo\w*|grams?|ton\w*|pounds?|lbs?|ounces?)\b|{_CHINESE}(?:公斤|千克|克|吨|斤)",
            "heavy weigh",
        ),
        (
            r"\bhow (?:tall|high|deep|wide|thick|far)\b|多高|多深|多宽|多厚|多远",
            _LENGTH,
            "tall high deep wide thick far",
        ),
        (
            r"\bhow (?:much|expensive)\b.*\b(?:costs?|charged?|pay|pays|paid|spen[dt]|price[ds]?)\b"
            r"|\b(?:what|how much) (?:did|do|does|will|would|can) .*\b(?:costs?|earn)\b|多少钱|花了?多少",
            _MONEY,
            "cost charge pay spend price expensive 要花 花多 少钱 花费",
        ),
        (
            r"\bwhat (?:is|are|was|were) the (?:\w+ )?(?:price|fee|rent|deposit|salar(?:y|ie)|wage|pay)s?\b"
            r"|(?:费用|价格|总价|单价|预算|房租|押金|工资|薪水|金额|花费|成本)[^，。？]{0,6}多少",
            _MONEY,
            "",
        ),
        (
            r"\bhow (?:often|frequently)\b|多久.{0,6}一次|多长时间.{0,6}一次",
            rf"\b(?:once|twice|{_NUMBER} times)\b|\bevery\b|\b(?:each|a|per) {_TIME}|\b(?:hourly|daily|weekly|"
            r"fortnightly|monthly|quarterly|yearly|annually)\b|每.{0,3}[天日周月年次]",
            "often frequently",
        ),
        (
            r"\bhow long\b|\bhow much time\b|多久(?!.{0,6}一次)|多长时间|(?:期|时间)有?多长",
            _SPAN,
            "long time take last need require 多长 有多 长时 时间 多久 需要",
        ),
    )
)
_PERSONS = stem("people")
#: The kinds that are told in one way only.
_ONLY = frozenset(
    asks for asks, told, _ in _KINDS if told.pattern == _MONEY or asks in {kind[0] for kind in _KINDS[:4]}
)
_COUNTS = re.compile(r"(?:多少|几)(?P<what>[^\W\d_]{1,3})")
#: What stands for the measure word of a question in an answer.
_MEASURES = {"天": "天日", "日": "日天", "个": "个名位人台户家项次款", "名": "名位人", "位": "位名人", "人": "人名位"}
_CHINESE_COUNTED = "个名位人台户家项次款条件张只辆套栋间章页层本岁天日年月周点"
_VALUE = re.compile(r"\d")
#: A cell that may be a sum of money though it has no unit: a bare figure, which is no year.
_BARE = re.compile(r"(?!(?:19|20)\d\d\s*$)[(–-]?\d[\d.,'’\s]*\)?")
#: The number of an item counts nothing: "1. Cut the leeks".
_MARK = re.compile(r"^\s*\(?\d{1,3}[.)]\s+", re.MULTILINE)
_TELEPHONE = re.compile(r"\+\d{1,3}[\s\d]{6,}|\b0\d{2,}[-\s]\d{3,}")


class Amount(msgspec.Struct, frozen=True):
    """A figure that a question wants.

    Attributes:
        told: how it is written.
        noun: the stem of what is counted; a line of a table may have that for its label.
        answered: words of the question that the figure answers, which need not stand beside it.
        only: whether no figure of another kind can be meant: an age is none of what is told in days.
        bare: whether a figure in a table may stand for it without its unit, as money does.
    """

    told: re.Pattern[str]
    noun: str = ""
    answered: frozenset[str] = frozenset()
    only: bool = False
    bare: bool = False

    def stands_in(self, text: str, around: str = "") -> bool:
        """Whether `text` has such a figure; in a table what is counted, or the unit, may stand `around` it."""
        if self.told.search(_MARK.sub("", text)) is not None:
            return True
        if not is_row(text) or not _VALUE.search(text):
            return False
        if self.noun:
            return self.noun in set(terms(f"{text} {around}"))
        return self.bare and _has_bare(text)


def _has_bare(row: str) -> bool:
    """Whether a line of a table has a figure without a unit: "1,450 W" costs nothing."""
    if CELL in row:
        return any(_BARE.fullmatch(cell) for cell in cells_of(row))
    return not _TELEPHONE.search(row)


def amount_of(question: str) -> Amount | None:
    """Return what the figure looks like that `question` asks for; None where it asks for none, or one of any kind."""
    if match := _COUNTED.search(question):
        return _counted(match["what"])
    for asks, told, answered in _KINDS:
        if asks.search(question):
            return Amount(told, "", answered, only=asks in _ONLY, bare=told.pattern == _MONEY)
    if (match := _COUNTS.search(question)) and match["what"][0] in _CHINESE_COUNTED:
        unit = match["what"][0]
        return Amount(re.compile(rf"{_CHINESE}[^\W\d，。；]{{0,3}}?[{_MEASURES.get(unit, unit)}]"))
    return None


def _counted(what: str) -> Amount | None:
    """Return a number of things, which are the first words up to a plural; "serves 6" tells how many a dish serves."""
    named = _AFTER_NOUN.split(what, maxsplit=1)[0]
    does = "|".join(re.escape(word) for word in terms(what[len(named) :])[-1:])
    words = _WORD.findall(named)
    noun = next((word for word in words if _PLURAL.search(word)), words[-1] if words else "")
    if not noun or noun.lower() in _ANY:
        return None
    root = stem(noun.lower().rpartition("-")[2])
    forms = _PEOPLE if root == _PERSONS else rf"{re.escape(root[:-1] if root.endswith('y') else root)}\w{{0,5}}"
    before = rf"{_NUMBER}(?: \([^()]{{1,12}}\))?{_BETWEEN}[ \n-]+(?:\w+-|\w{{2,5}})?(?:{forms})\b"
    after = rf"\b(?:{forms})\b(?: with|:| \()? ?{_NUMBER}"
    bare = rf"|\b(?:{does})\w{{0,3}} {_NUMBER}(?=\s?[.,;)]|\s*$)" if does else ""
    told = re.compile(f"{before}|{after}{bare}", re.IGNORECASE)
    return Amount(told, root)
