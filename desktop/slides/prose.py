"""Which sentences can stand on a slide by themselves, and where a long one may be cut without changing its sense."""

from __future__ import annotations

import re

from desktop.slides.clean import clean
from desktop.slides.measure import is_east_asian

#: Longest point: words of Latin script, or East Asian letters. A slide of three then has about 60 words.
MOST_WORDS, MOST_LETTERS = 24, 48
#: Shortest sentence that says something.
LEAST_WORDS, LEAST_LETTERS = 5, 8

_LEAD = re.compile(
    r"^(?:in addition|additionally|furthermore|moreover|however|therefore|thus|also|in contrast|consequently|as "
    r"a result"
    r"|for example|for instance|in particular|specifically|overall|finally|meanwhile|accordingly|similarly|in turn"
    r"|of note|notably|in fact),\s+",
    re.IGNORECASE,
)
_LEAD_ZH = re.compile(
    r"^(?:此外|另外|同时|因此|所以|然而|但是|不过|例如|总之|其中|而且|并且|与此同时|具体来说)[，,]\s*"
)
_DANGLING = re.compile(
    r"^(?:see|refer|this|these|those|that|it|its|they|their|such|he|she|his|her|both|neither|either|another"
    r"|some of these"
    r"|we do so"
    r"|each of (?:these|which)|the (?:former|latter|above|following|same|foregoing|other)|and|but|or|so|nor|yet"
    r"|which|who"
    r"|as (?:described|noted|discussed|mentioned|shown|set forth)|to do so|if so|otherwise|then|here|there|as "
    r"such|thereafter|thereby|in this|in these|at that|for this|of (?:this|these|those))\b",
    re.IGNORECASE,
)
_DANGLING_ZH = re.compile(r"^(?:这|那|其|它|他|她|该|此|上述|以上|如下|前者|后者|但|而|并|则|且|也|还)")
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:see|refer to|set forth|incorporated (?:herein )?by reference|the following|as follows|table below|tables? \d"
    r"|figure \d|(?:map|chart|graph|figure|list|picture) (?:below|above)|shown below|described (?:in|under"
    r"|above|below)|discussed (?:in|under|above|below)|listed below|herein"
    r"|\b(?:is|are|stands?) in (?:the file )?[\w-]+\.(?:pdf|docx?|xlsx?|pptx?)"
    r"|read in conjunction|accompanying notes|note \d+|click|https?:|www\.|isbn|doi)\b|如下|见下|详见|参见|如图|如表",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"forward-looking|indicate by check mark|registrant|all rights reserved|copyright|©|pursuant to|hereby|certify|"
    r"as amended|regulation s-|securities exchange act|sarbanes|trademarks?|no assurance|not necessarily indicative|"
    r"generally accepted accounting|references? to [“\"]|unless otherwise|for the purposes? of this|sample document|"
    r"(?:are|is) (?:invented|fictitious|fictional)|示例文档|均为虚构|版权所有|免责声明",
    re.IGNORECASE,
)
#: A line that a page broke off, and one that begins with a number only machines read.
_UNFINISHED = re.compile(
    r"\b(?:and|or|of|the|a|an|to|for|with|by|in|at|from|as|that|which|is|are)$|[-–—]$", re.IGNORECASE
)
#: So does who speaks in a transcript, "THE PRESIDENT: …".
_IDENTIFIER = re.compile(r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-|^\d{6,}\b|^(?:[A-Z]{2,}[. ]*){1,4}:\s")
#: What leans on the sentence before, in other languages whose small words are known.
_DANGLING_IN = {
    tag: re.compile(rf"^(?:{words})\b", re.IGNORECASE)
    for tag, words in {
        "de": r"dies\w*|er|sie|es|deren|dessen|dabei|dadurch|damit|daher|deshalb|außerdem|jedoch|aber|und|oder|denn",
        "fr": r"ce(?:la|ci|tte|s|t)?|c’est|c'est|ils?|elles?|celui-ci|celle-ci|mais|donc|et|or",
        "es": r"est[aeo]s?|es[aeo]s?|ell[ao]s?|él|su|pero|además|y",
        "it": r"quest[aeio]|essi|esse|esso|essa|inoltre|tuttavia|però|ma|e",
        "pt": r"est[ae]s?|iss?t?o|ess[ae]s?|el[ae]s?|mas|porém|além|e",
        "nl": r"deze|dit|dat|hij|zij|ze|ook|maar|echter|daarom|en",
        "sv": r"det(?:ta)?|denna|dessa|de|men|också|dock|därför|och",
        "pl": r"ten|ta|te|to|tego|jednak|ale|oraz|i",
    }.items()
}
#: "This trend" and "these charges" lean on the sentence before; "this year" and "this report" do not.
_LEANING = re.compile(
    r"\b(?:this|these|those|such)\s+(?!(?:year|quarter|month|week|period|report|paper|study|article|document|book|handbook"
    r"|act|section|chapter|project|programme?|company|time|way|is|are|was|were)\b)[a-z]+",
    re.IGNORECASE,
)
#: What explains a change that the sentence before told of.
_EXPLAINS = re.compile(
    r"^the (?:[\w-]+ ){0,2}(?:increase|decrease|growth|decline|rise|fall|improvement)s? (?:primarily |mainly |also )?"
    r"(?:reflects?|reflected|(?:is|was|were|are) (?:primarily |mainly |largely )?(?:due|driven|caused|attributable))\b",
    re.IGNORECASE,
)
#: What only says what a name covers, or that a thing depends on others.
_DEFINES = re.compile(
    r"\b(?:includes?|consists? of|comprises?|corresponds?|relates? to|(?:is|are) subject to|depends? on|refers? to)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(r"\b(?:may|might|could|would|likely|potentially|possibly|uncertain)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|can|could|must|should|may|do|does|did|need|needs|\w{2,}ed|\w{3,}s"
    r"|fell|rose|grew|won|lost|made|took|went|came|gave|held|kept|led|left|met|paid|ran|saw|set|sold|built|began|cut"
    r"|drove|bought|brought|became|costs?|shows?|leads?|gains?|helps?)\b",
    re.IGNORECASE,
)
#: Verbs for certain: what looks like one in `_SAYS` may be a plural or an adjective.
_SAYS_SURELY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|could|must|should|may|might|would|do|does|did|fell|rose|grew|won|lost|made"
    r"|took|went|came|gave|held|kept|led|left|met|paid|ran|saw|sold|built|began|cut|drove|bought|brought|became|costs?|needs?"
    r"|(?:includ|provid|requir|believ|operat|continu|evaluat|recogniz|recognis|us|mak|tak|giv|becom|serv|reduc|increas|decreas"
    r"|receiv|manag|measur)es?|(?:in|de)creased|declined|improved|expanded|reduced|dropped|exceeded|total+ed|reached|announced|launched|(?:consist|direct|expect|sell|plan|account|remain|represent|reflect|depend|offer|want|show"
    r"|contain|mean|lead|help|allow|support|work|run|result|hold|see|find|add|set|start|end|report|deliver|reach)s?)\b"
    r"|\b\w{3,}ed\s+(?:by|to|from|in|into|the|a|an|our|its|their|that|at|for|with|on|as|more|than|about|approximately|up|down"
    r"|over|out|only|almost|[$€£\d])",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^(?:what|how|why|who|when|where|which)\b", re.IGNORECASE)
_ACTS = re.compile(r"(?<=\w\s)[a-z]{3,}(?:s|ed)\s+(?:the|a|an|our|its|their|no|more|less)\b")
_END = ".!?。！？…"
#: What follows these can be left out and the rest stays true.
_AFTERTHOUGHT = re.compile(
    r"(?:[,;]\s+(?=(?:which|who|where|whereas|while|including|such as|driven|led by|primarily|mainly|largely"
    r"|partly|mostly"
    r"|partially|reflecting|resulting|offset|compared|due to|because|especially|particularly|thanks|following|bringing"
    r"|making|allowing|enabling|giving|so that|together with|along with|as well as|as we|as the|as it|thereby|almost"
    r"|and (?:it|they|we|the|this|these|our)|the (?:best|worst|largest|smallest|first))\b))"
    r"|;\s+|\s+[–—]\s+|:\s+(?=[a-z])|\s+(?=because\s)",
)
_AFTERTHOUGHT_ZH = re.compile(r"[；;]|，(?=(?:其中|包括|例如|原因是|主要|这|从而|因而|以便|由于|因为|而|并且|同时))|（")
_RESUMES = re.compile(
    r"[,)–—]\s+(?:will|would|can|could|is|are|was|were|has|have|had|may|must|should|do|does|did|to)\b", re.IGNORECASE
)
_CLAUSE_FIRST = re.compile(
    r"^(?:if|when|while|although|though|because|since|after|before|once|unless|whereas|as|given)\b", re.IGNORECASE
)
_CHANGES = re.compile(
    r"\b(?:except|unless|if|provided|subject to|only|but|however|although|though|respectively|not|no longer|excluding"
    r"|whether|until|before)\b|除|如果|但|不|未|仅|分别",
    re.IGNORECASE,
)


def usable(sentence: str, *, item: bool = False, language: str = "en-US") -> bool:
    """Whether a sentence, or an item of a list, is whole and says something by itself.

    Args:
        language: tag of the text; the verbs of English are known, of other languages only what leans on others.
    """
    text = clean(sentence)
    if (
        not text
        or text.count("(") != text.count(")")
        or text.count("“") != text.count("”")
        or text.count('"') % 2
        or "..." in text
    ):
        return False
    letters = sum(c.isalnum() if is_east_asian(text) else c.isalpha() for c in text)
    if letters < 0.6 * len(text.replace(" ", "")) and not has_quantity(text):
        return False
    if (
        re.search(r"\b(?:includ(?:e|es|ing)|are|is|following|follows|by|to|for|that)\s*:", text)
        and not text[-1:].isdigit()
    ):
        return False
    if _BOILERPLATE.search(text) or re.match(
        r"^(?:table|figure|表|图)\s*\d|^\d+(?:\.\d+)+\s|^\d{1,2}\s+[A-Z]\w+\s\w+\s[A-Z]", text
    ):
        return False
    if is_east_asian(text):
        return (
            LEAST_LETTERS <= len(text) <= 140
            and (item or text[-1] in _END)
            and not _DANGLING_ZH.match(strip_lead(text))
        )
    words = text.split()
    if _UNFINISHED.search(text) or _IDENTIFIER.match(text):
        return False
    if not (3 if item else LEAST_WORDS) <= len(words) <= 60:
        return False
    start = text.lstrip("“\"'(")[:1]
    if not (start.isupper() or start.isdigit() or start in "$€£¥"):
        return False
    if not item and (text.rstrip("”\"')")[-1:] not in _END or (text[0] in '“"' and text[-1] in '”"')):
        return False  # what somebody says by itself leaves out who
    if not language.startswith("en"):
        leaning = _DANGLING_IN.get(language[:2])
        return leaning is None or not leaning.match(text)
    return not _DANGLING.match(strip_lead(text)) and (item or _SAYS.search(text) is not None)


def weight(sentence: str) -> float:
    """Return how fit a usable sentence is for a slide, -1 to 1: figures help; pointers, hedges and length do not."""
    text = clean(sentence)
    score = 0.0
    if has_quantity(text):
        score += 0.3
    if _POINTS_ELSEWHERE.search(text):
        score -= 0.6
    score -= min(len(_HEDGE.findall(text)), 2) * 0.18
    if _DEFINES.search(text) and not has_quantity(text):
        score -= 0.2
    if _EXPLAINS.match(text):
        score -= 0.3
    if _LEAD.match(text):
        score -= 0.05
    if _LEANING.search(text):
        score -= 0.25
    if text.endswith(("?", "？")):
        score -= 0.2
    if re.match(r"^\S+(?: \S+){0,4} also\b", text):
        score -= 0.15
    if "respectively" in text or text.startswith("There "):
        score -= 0.25
    short = shorten(text)
    size = len(short) / 2.2 if is_east_asian(short) else len(short.split())
    score -= min(max(size - 15, 0) / 30, 0.6)
    if size < 8:
        score -= 0.1
    return score


def says(text: str) -> bool:
    """Whether a line has a verb for certain, so that it states something and does not only name it.

    A verb right after a comma belongs to what the line names: "A new laptop, powered by another chip".
    """
    found = (text[: match.start()].rstrip() for match in _SAYS_SURELY.finditer(text))
    return is_east_asian(text) or any(before and before[-1] not in ",–—(" for before in found)


def strip_lead(text: str) -> str:
    """Leave out a connecting word at the beginning; what stays is a part of the same words."""
    return _LEAD_ZH.sub("", _LEAD.sub("", text))


def states(heading: str) -> bool:
    """Whether a heading says something by itself: "Insulation decides the gain", not "Results" or "What it costs"."""
    if is_east_asian(heading) or _ASKS.match(heading):
        return False
    verbs = (*_SAYS_SURELY.finditer(heading), *_ACTS.finditer(heading))
    inside = (verb for verb in verbs if verb.start() > 0 and verb.end() < len(heading))
    return len(heading.split()) >= 4 and any(verb.group()[0].islower() for verb in inside)


def points_elsewhere(sentence: str) -> bool:
    """Whether a sentence sends its reader somewhere else: "see Table 2", "the following", an address."""
    return _POINTS_ELSEWHERE.search(sentence) is not None


def shorten(sentence: str, words: int = MOST_WORDS, letters: int = MOST_LETTERS) -> str:
    """Return a sentence as a point: no connecting word, no final full stop, cut at the border of a clause when long.

    The result is a run of the sentence's own words, so it stands where the sentence stands.

    Args:
        words, letters: of Latin script, and of East Asian letters, from which it counts as long.
    """
    text = re.sub(r"(?<=\w) ,(?= )", ",", strip_lead(clean(sentence)))
    cjk = is_east_asian(text)
    if (len(text) > letters) if cjk else (len(text.split()) > words):
        text = _cut(text, cjk, letters if cjk else words)
    text = text.rstrip(" ,;:，；：、").removesuffix(".").removesuffix("。")
    return text[:1].upper() + text[1:]


def _cut(text: str, cjk: bool, most: int) -> str:
    """Leave out an afterthought; of several cuts the longest that is short enough, else the shortest one."""
    best = text
    for match in (_AFTERTHOUGHT_ZH if cjk else _AFTERTHOUGHT).finditer(text):
        head, tail = text[: match.start()], text[match.start() :]
        size = len(head) if cjk else len(head.split())
        if size < (12 if cjk else 7) or head.count("(") != head.count(")") or head.count("“") != head.count("”"):
            continue
        if _CHANGES.search(tail[:40]) or "respectively" in tail or (not cjk and not _SAYS_SURELY.search(head)):
            continue
        if not cjk and _RESUMES.search(tail[2:]):
            continue  # an insertion: the sentence goes on behind it
        if _CLAUSE_FIRST.match(head) and ", " not in head:
            continue
        if size <= most or best is text:
            best = head
    return best


def is_long(point: str) -> bool:
    """Whether a point has more words than a slide should hold in one."""
    if is_east_asian(point):
        return len(point) > MOST_LETTERS * 1.5
    return len(point.split()) > MOST_WORDS * 1.4


def has_quantity(text: str) -> bool:
    """Whether a sentence has an amount or a share: "31 per cent", "4,500 euros"; a year or a mere count is none."""
    return (
        re.search(r"[$€£¥]\s?\d|\d\s?(?:%|per cent|percent|million|billion|bn|°|k[Ww]|kg|euros?|亿|万|元|度|吨)", text)
        is not None
    )
