"""What kind of answer a question wants, and whether a text could be one."""

from __future__ import annotations

import re
from typing import Literal

from desktop.domain.quote import numbers

Kind = Literal["number", "share", "span", "date", "person", "place", "reason", "summary", "other"]

#: What a document is boiled down to: its main points.
_CHIEF = (
    r"\b(?:main|key|(?:most )?important|principal|central|overall|major) (?:points?|ideas?|topics?|takeaways?|themes?"
    r"|conclusions?|findings?|results?|messages?|lessons?|insights?|outcomes?)\b"
    r"|(?:主要|关键|核心|重要|总体)的?(?:结论|发现|成果|结果|观点|信息|收获|内容|要点)"
)

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "summary",
        re.compile(
            _CHIEF + r"|\b(?:summar(?:y|i[sz]e)|sum(?: [\w.-]+){0,8} up|overview|gist|outline|tl;?dr)\b"
            r"|\bwhat(?:'s| is| are| does)\b.{0,20}\b(?:document|file|report|paper|text|presentation|deck|book|pdf)s?\b"
            r".{0,12}\b(?:about|say|cover|contain)"
            r"|\bwhat(?:'s| is| are| does)\b.{1,80}\.[a-z]{2,5}[”\"']?(?: all)? (?:about|say|cover|contain)"
            r"|总结|概括|概述|摘要|讲了什么|讲的是什么|要点"
            r"|(?:文档|文件|文章|报告|材料|[本全]文|这[份篇个本])[^，。？]{0,6}[讲说写](?:了|的是|的)?些?(?:什么|啥)|關於什麼"
            r"|總結|概述|要約",
            re.IGNORECASE,
        ),
    ),
    (
        "share",
        re.compile(
            r"\b(?:what|which) (?:percent\w*|share|proportion|fraction|rate)\b|百分之|占比|比例|比率", re.IGNORECASE
        ),
    ),
    ("span", re.compile(r"\bhow long (?:has|have|had|is|was|were|did|does|do|will)\b|多久|多长时间", re.IGNORECASE)),
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|long|old|far|fast|high|tall|large|big|often|wide|deep|heavy|"
            r"loud|thick|hot|cold|warm|strong|accurate|frequent(?:ly)?)\b"
            r"|\bwhat (?:is|was|were|are) (?:the )?(?:\w+['’]?s? ){0,4}(?:total|number|amount|value|size|price|cost|"
            r"revenue|sales|income|earnings|profit|loss|cash flow|EPS|"
            r"rate|output|capacity|weight|length|height|speed|margin|ratio|age|population|expense|budget|"
            r"limit|temperature|power|duration)"
            r"|多少|几(?:个|名|次|年|天|台|人|种)|多大|多高|多长|多久|多重|いくつ|いくら|何人",
            re.IGNORECASE,
        ),
    ),
    (
        "date",
        re.compile(
            r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|time)\b"
            r"|什么时候|何时|哪一?年|哪一?天|几月|几号|哪月|いつ|何年",
            re.IGNORECASE,
        ),
    ),
    ("person", re.compile(r"\bwho(?:m|se)?\b|谁|哪位|何人|誰", re.IGNORECASE)),
    (
        "place",
        re.compile(
            r"\bwhere\b|\b(?:what|which) (?:city|country|place|location)\b|哪里|哪儿|何处|在哪|どこ", re.IGNORECASE
        ),
    ),
    (
        "reason",
        re.compile(
            r"\bwhy\b|\bwhat (?:caused|drove|led|explains)\b|\bdrivers?\b|\breasons?\b|为什么|为何|原因|なぜ",
            re.IGNORECASE,
        ),
    ),
)
#: What a request to sum up is made of besides its subject: how long it is to be, and the asking itself.
_LENGTH = re.compile(
    r"\b\d{1,3}(?: ?[-–] ?\d{1,3})?[ -](?:\w+ )?"
    r"(?:sentences?|words?|bullets?|points?|paragraphs?|lines?|ideas?|topics?|takeaways?|pages?)\b"
    r"|[\d一二三四五六七八九十百两]+ ?[个句条点段字行](?:话|以内|左右)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    _CHIEF + r"|\b(?:sum|summar\w+|overview|gist|outline|tl;?dr|main|key|points?|ideas?|topics?|takeaways?|contents?"
    r"|contains?|covers?|documents?|files?|reports?|papers?|texts?|presentations?|slides?|decks?|books?|pdf|docx?|pptx?|xlsx?|articles?|pages?|short|brief\w*"
    r"|plain|simple|simply|terms|details?|detailed|sentences?|words?|bullets?|paragraphs?|whole|entire|quick|write|one|two|three|five|ten|provide|about|please)\b"
    r"|(?<![\u4e00-\u9fff])书(?![\u4e00-\u9fff])"
    r"|总结|概括|概述|摘要|主要|内容|要点|總結|要約|讲|说|写|介绍|关于|文[档件章]|报告|材料|[本全]文|[这那][份篇个本些]?|一下|财报|论文|资料|幻灯片|简[单短要]|详细"
    r"|\b(?:i|we)(?:['’]ve| have)?(?: just)? (?:added|dropped|attached|uploaded|gave(?: you)?|given(?: you)?)\b"
    r"|刚[刚才]?(?:拖|上?传|添加|加|放)[进上]?[来去]?的?"
    r"|请|用|给|我|的|了|是|有?哪些|什么|啥|主旨|大意|它|个|份",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
#: Numbers that are no values: dates, years, quarters, spans, numbers of lists, notes, pages and forms.
_NO_VALUE = re.compile(
    rf"\b{_MONTH} \d{{1,2}}(?:, (?:19|20)\d\d)?|\b(?:19|20)\d\d\b|\bq[1-4]\b|\b\d+-[a-z]+\b"
    r"|\b(?:three|six|nine|twelve)\b(?:-| and | months?)|^\s*\(?\d{1,2}[.)]\s|\[\d+\]"
    r"|\b(?:note|form|item|section|part|page|rule|figure|table|chapter|act|no\.) \d[\w.-]*",
    re.IGNORECASE,
)
_DIGIT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million)\b", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|until|till|from)\b|自从?|[至到]今", re.IGNORECASE)
_LOOKS: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(_DIGIT.pattern + r"|[一二三四五六七八九十百千万亿两]+", re.IGNORECASE),
    "share": re.compile(
        r"\d\s*(?:%|percent|per cent|％)|百分之|成\b|\b(?:half|third|quarter|two-thirds)\b", re.IGNORECASE
    ),
    "span": re.compile(_DIGIT.pattern + r"|[一二三四五六七八九十百千万亿两]+", re.IGNORECASE),
    "date": re.compile(
        rf"\b(?:1[5-9]|20)\d\d\b|\b{_MONTH}\s+\d|\d\s+{_MONTH}|\d年|\d月|世纪|century|\b(?:monday|tuesday|wednesday|thursday|"
        r"friday|saturday|sunday|noon|midnight|morning|evening)\b|\d:\d\d",
        re.IGNORECASE,
    ),
    "person": re.compile(
        r"\b[A-Z][a-z'’.-]+ (?:[A-Z]\.? )?[A-Z][a-z'’-]+|先生|女士|教授|博士|经理|总裁|主席|[\u4e00-\u9fff]"
    ),
    "place": re.compile(r"\b(?:in|at|near|from|to|of) (?:the )?[A-Z]|[省市县区国州城镇路街]"),
    "reason": re.compile(
        r"\b(?:because|due|driven|since|owing|result(?:ed|s|ing)?|reflect\w*|attribut\w+|caus\w+|therefore|offset|led)\b"
        r"|因为|由于|所以|因此|导致|原因",
        re.IGNORECASE,
    ),
}


def kind_of(question: str) -> Kind:
    """Return what kind of answer `question` wants."""
    for kind, pattern in _KINDS:
        if pattern.search(question):
            return kind
    return "other"


def subject_of(question: str) -> str:
    """Return what is left of a request to sum up when the asking is taken out: of what it wants a summary."""
    return _WHOLE.sub(" ", _LENGTH.sub(" ", question))


def could_answer(kind: Kind, text: str) -> bool | None:
    """Whether `text` has what an answer of that kind has; None where that cannot be told."""
    pattern = _LOOKS.get(kind)
    if kind == "number" or (kind == "span" and not _SINCE.search(text)):  # "since 2017" tells it, "in 2017" does not
        text = _NO_VALUE.sub(" ", text)
    return None if pattern is None else pattern.search(text) is not None


def figures_of(kind: Kind, text: str) -> frozenset[str]:
    """Return the figures of `text` that may answer a question of that kind; none where its answer is no figure."""
    if kind not in ("number", "share", "span", "date"):
        return frozenset()
    return numbers(text if kind == "date" else _NO_VALUE.sub(" ", text))
