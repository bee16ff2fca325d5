"""Reads headings: their rank, their words without numbering, their casing, and whether they may title a slide."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from desktop.slides.clean import clean
from desktop.slides.measure import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Longest title in characters of Latin script (two lines at 28 points); East Asian letters count twice.
LONGEST = 90

_NUMBERING = re.compile(
    r"""^(?:
      (?:part|item|note|chapter|section|article|appendix|annex|abschnitt|kapitel|teil)\s+
          (?:[ivxlc]+|[0-9]+[a-z]?|[a-z])\b\s*[.:–—-]*\s*
    | (?:\d{1,3}(?:\.\d{1,3}){0,4})(?:[.):]|\s+[–—-])?\s+(?=\D)
    | [ivxl]{1,5}[.)]\s+
    | [a-z][.)]\s+
    | 第[一二三四五六七八九十百\d]+[章节部分条]\s*[、.:：]?\s*
    | [（(]?[一二三四五六七八九十]{1,3}[)）、.]\s*
    | \d{1,2}[、.．]\s*(?=[\u3400-\u9fff])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_RANKS: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        re.compile(
            r"^(?:part|chapter|teil|kapitel)\s+[ivxlc\d]+\b|^第[一二三四五六七八九十百\d]+[章部]", re.IGNORECASE
        ),
        0,
    ),
    (
        re.compile(
            r"^item\s+\d+[a-z]?\b|^[一二三四五六七八九十]{1,3}、|^第[一二三四五六七八九十百\d]+节", re.IGNORECASE
        ),
        1,
    ),
    (re.compile(r"^note\s+\d+\b|^[（(][一二三四五六七八九十]{1,3}[)）]", re.IGNORECASE), 2),
)
_DECIMAL = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)\.?\s+\D")
_JUNK = re.compile(
    r"""^(?:table\ of\ contents|contents|index|page|page\ no\.?|unaudited|continued|signatures?|exhibits?(?:\s+[\d.]+)?
    |certifications?|references|bibliography|acknowledge?ments?|see\ also|external\ links|further\ reading|notes?
    |about\ the\ authors?|where\ you\ can\ find\ more\ information|目录|附录|参考文献|致谢|索引|contents\ page)$""",
    re.IGNORECASE | re.VERBOSE,
)
_FIGURE = re.compile(r"^(?:figure|fig\.|table|chart|abbildung|tabelle|图|表)\s*\d", re.IGNORECASE)
_DATE_ONLY = re.compile(
    r"^(?:(?:three|six|nine|twelve)\s+months\s+ended|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s"
    r"|\d{4}\b|[\d\s./,:$%()-]+$|\(.*\)$)",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{8,}$|^\d[\d-]{8,}$|\.(?:docx?|pdf|pptx?|xlsx?|indd)$", re.IGNORECASE
)
_EMPTY_TITLES = re.compile(
    r"^(?:microsoft word\b.*|powerpoint presentation|presentation\d*|word document|untitled.*|document\d*|slide \d+"
    r"|title|template|new document|无标题.*)$",
    re.IGNORECASE,
)
#: A heading that goes on in the next line.
_BROKEN_OFF = re.compile(r"(?:&|\s(?:and|of|the))$|^\w+\s(?:for|to|with)$", re.IGNORECASE)
_PARENTHESES = re.compile(
    r"\s*[(（](?:unaudited|continued|cont[’']?d\.?|in millions.*?|in thousands.*?|续)[)）]", re.IGNORECASE
)
_SMALL = {
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "per", "the",
    "to", "with", "about", "over", "under",
}  # fmt: skip
_COLUMN_HEADS = {
    "amount", "amounts", "value", "values", "gain", "loss", "losses", "gains", "shares", "share", "price", "cost",
    "change",
    "fair", "carrying", "gross", "net", "average", "weighted", "term", "remaining", "balance", "total", "estimated",
    "unrealized", "number", "period", "paid", "purchased", "expected", "effective", "grant-date", "date", "amortized",
    "accumulated", "amortization", "year", "quarter", "months", "ended",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w’'&-]*")


class Casing:
    """Knows how a document writes each word inside its sentences, to bring headings in capitals into that form."""

    def __init__(self, sentences: Iterable[str]) -> None:
        counts: dict[str, Counter[str]] = {}
        for sentence in sentences:
            words = _WORD.findall(sentence)
            shouted = sum(word.isupper() and len(word) > 1 for word in words)
            if shouted * 2 > len(words):
                continue
            for word in words[1:]:
                counts.setdefault(word.lower(), Counter())[word] += 1
        self._forms = {
            key: forms.most_common(1)[0][0] for key, forms in counts.items() if sum(forms.values()) > 1 or len(key) > 3
        }

    def apply(self, heading: str) -> str:
        """Return a heading in capitals as words; a heading that is not in capitals as it stands."""
        letters = [c for c in heading if c.isalpha()]
        if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters) or is_east_asian(heading):
            return heading
        written = re.sub(r"(?<=\w)\.[A-Z]{2,4}\b", lambda match: match.group().lower(), heading)
        written = _WORD.sub(lambda match: self._word(match.group()), written)
        return written[:1].upper() + written[1:]

    def _word(self, word: str) -> str:
        if word.islower():
            return word
        known = self._forms.get(word.lower())
        if known is not None and not known.islower():
            return known
        if word.lower() in _SMALL:
            return word.lower()
        if known is None and 1 < len(word) <= 4 and not set("AEIOUY") & set(word.upper()):
            return word
        return word[:1].upper() + word[1:].lower()


def tidy(heading: str, casing: Casing | None = None) -> str:
    """Return the words of a heading: without numbering, asides and closing marks, in the document's casing."""
    text = clean(heading).strip(" :;-–—|•*#")
    text = text if re.search(r"\b(?:Inc|Ltd|Corp|Co|U\.S|Jr|etc)\.$", text, re.IGNORECASE) else text.rstrip(".")
    text = _PARENTHESES.sub("", text).strip()
    stripped = re.sub(r"^(\w{4,}) \1\b", r"\1", _NUMBERING.sub("", text).strip(" :;-–—"))
    text = stripped if any(c.isalpha() for c in stripped) else text
    if casing is not None:
        text = casing.apply(text)
    if not text[1:2].isupper():  # "iPad" stays
        text = text[:1].upper() + text[1:]
    return shorten_title(text)


def without_numbering(heading: str) -> str:
    """Return a heading without the number or letter that it begins with; as it is where nothing else would be left."""
    stripped = _NUMBERING.sub("", heading).strip()
    return stripped if any(c.isalpha() for c in stripped) else heading


def shorten_title(text: str, longest: int = LONGEST) -> str:
    """Cut a long title where a phrase ends, never inside a word."""
    wide = 2 if is_east_asian(text) else 1
    if len(text) * wide <= longest:
        return text
    room = longest // wide
    for mark in (": ", " – ", " — ", " - ", "：", "——", "。", "; ", "；", ", ", "，", "、"):
        at = text.rfind(mark, 12 // wide, room)
        if at > 0:
            return text[:at].strip()
    if wide == 2:
        return text[: room - 1].rstrip("，、；：（(《“") + "…"
    for word in (" of ", " for ", " with ", " in ", " on ", " by ", " from ", " to "):
        at = text.rfind(word, 24, room)
        if at > 0:
            return text[:at].strip()
    return text[: text.rfind(" ", 0, room)].rstrip(" ,;:-–—") + "…"


def rank(heading: str, level: int) -> int:
    """Return how deep a heading stands: the document's numbering where it has one, else its level; 0 is the top."""
    text = clean(heading)
    for pattern, value in _RANKS:
        if pattern.match(text):
            return value
    match = _DECIMAL.match(text)
    if match:
        return match.group(1).count(".") + 1
    letters = [c for c in text if c.isalpha() and c.lower() != c.upper()]
    return (2 if letters and all(c.isupper() for c in letters) else 3) + max(level, 1)


def may_title(heading: str) -> bool:
    """Whether a heading can stand over a slide; contents, column heads, dates and captions cannot."""
    text = clean(heading).strip(" .:;-–—")
    bare = _NUMBERING.sub("", text).strip(" .:;-–—")
    words = _WORD.findall(bare)
    if not bare or _JUNK.match(text.strip("() ")) or _JUNK.match(bare.strip("() ")):
        return False
    if _FIGURE.match(text) or _DATE_ONLY.match(bare) or _MACHINE.search(text) or _BROKEN_OFF.search(bare):
        return False
    if is_east_asian(text):
        return 2 <= len(text) <= 45 and not text.endswith(("。", "；", "，"))
    if len(words) <= 6 and all(word.lower() in _COLUMN_HEADS or word.lower() in _SMALL for word in words):
        return False
    # A sentence, or a heading that ran together with the text under it, is no title.
    whole = not re.search(r"[.!?]\s+[A-Z]", bare)
    return sum(c.isalpha() for c in bare) >= 0.6 * len(bare.replace(" ", "")) and 1 <= len(words) <= 18 and whole


def good_document_title(title: str) -> bool:
    """Whether the title in a file's properties was meant by a person."""
    text = clean(title)
    return may_title(text) and not _EMPTY_TITLES.match(text) and len(text) > 3 and any(c.isalpha() for c in text)


def title_from_file(name: str) -> str:
    """Return a title from a file's name: "2023_q3-report.pdf" is "2023 q3 report"."""
    bare = re.sub(r"(?:\.[a-z]{2}(?:-[A-Z]{2})?)?\.[A-Za-z0-9]{1,5}$", "", name)
    stem = clean(re.sub(r"[_+]+|(?<=\w)-(?=\w{3})", " ", bare))
    return stem[:1].upper() + stem[1:]
