"""Tell a question for who wrote something, and the line that says so: "By Helen Marsh", "作者：王芳"; pure."""

from __future__ import annotations

import re

from desktop.reasoning.words import terms

_ASKS = re.compile(
    r"\bwho(?: \w+){0,2} (?:wr(?:ote|itten)|author(?:ed|s)?|writers?|sent|sends?)\b|\b(?:written|authored|sent) by who"
    r"|\bby whom\b.{0,60}\b(?:written|sent)\b|\bwhose (?:article|report|paper|book|text|e?-?mail|letter)\b"
    r"|\b(?:name|names) of the (?:author|writer|sender)s?\b|作者|谁[^，。？]{0,4}写|谁[^，。？]{0,6}(?:撰|著|发)",
    re.IGNORECASE,
)
_ASKS_WHEN = re.compile(
    r"\bwhen\b.{1,60}\b(?:written|published|sent|posted)\b"
    r"|\b(?:date|day) of (?:the )?(?:article|report|paper|letter|e?-?mail)\b"
    r"|(?:何时|什么时候|哪天|哪一天)(?:写|发表|发布|发送)",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w.'’-]*|de[lr]?|d[aiu]|van|von|la|le|bin|al|and|&|,)"
_BYLINE = re.compile(
    rf"(?:(?:Written |Reported |Edited |Text )?[Bb]y|BY) {_NAME}(?:,? {_NAME}){{0,11}}\.?(?: [|·—–-] .{{1,40}})?"
    r"|(?:[Aa]uthors?|AUTHORS?|Writer|Sender|From)(?:\(s\))?: ?\S.{1,80}"
    r"|(?:作者|撰文|撰稿|文|编著|著者|发件人)\s?[:：/／]\s?\S.{0,40}"
    r"|(?:本报)?记者 ?[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4})*"
)
#: A line that is nothing but a day, as it stands below a by-line.
_DAY = re.compile(
    r"(?:(?:published|updated|posted|date)?:? ?)?(?:[a-z]{3,9},? )?(?:\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.?,? \d{4}"
    r"|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d\d-\d\d|\d{4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)",
    re.IGNORECASE,
)
#: What a by-line says without saying it: that someone wrote this, and what this may be called.
SAYS = frozenset(
    terms(
        "author wrote writer sent sender article report paper book text document story essay poem poetry post letter "
        "note memo message mail email e-mail piece 作者 写 文章 报告 作品"
    )
)


def asks_author(question: str) -> bool:
    """Whether `question` asks who wrote something."""
    return _ASKS.search(question) is not None


def is_byline(line: str) -> bool:
    """Whether `line` does nothing but name who wrote what stands below or around it."""
    return _BYLINE.fullmatch(line.strip()) is not None


def is_day(line: str) -> bool:
    """Whether `line` is nothing but a day."""
    return _DAY.fullmatch(line.strip()) is not None


def tells_origin(text: str, question: str) -> bool:
    """Whether `question` asks who wrote something, or when, and `text` is a by-line that says that."""
    line, *below = text.split("\n")
    if not is_byline(line):
        return False
    return asks_author(question) or (_ASKS_WHEN.search(question) is not None and any(map(is_day, below)))
