"""Finds what can be shown large or in order: key figures with what they count, and dated steps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Figure
from desktop.slides.clean import clean
from desktop.slides.prose import strip_lead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.slides.sections import Statement

_AMOUNT = (
    r"(?:US|A|C)?[$€£¥]\s?\d[\d,]*(?:\.\d+)?(?:\s(?:million|billion|trillion|thousand|bn|m)\b)?"
    r"|\d[\d,]*(?:\.\d+)?\s?(?:%|per cent\b|percent\b|percentage points\b|million\b|billion\b|trillion\b"
    r"|(?:euros?|dollars|pounds|homes|people|employees|customers|users|countries|tonnes|kg|kWh|MW|GW|km|°C)\b)"
)
_SUBJECT = r"(?P<subject>(?:The |Our |Total |Overall )?[A-Z][^.;:()]{2,70}?)"
_IS = re.compile(
    rf"^{_SUBJECT}\s+(?:was|were|is|are|reached|totall?ed|amounted to|came to|stood at|cost|costs)\s+(?:about "
    rf"|around |approximately |nearly |over |more than )?(?P<value>{_AMOUNT})(?P<rest>.*)$"
)
_MOVES = re.compile(
    rf"^{_SUBJECT}\s+(?:(?:was|were)\s+)?(?P<way>up|down|fell|rose|grew|dropped|declined|decreased|increased|climbed|surged)\s+"
    rf"(?:by\s+)?(?:about |around |nearly |approximately )?(?P<value>\d[\d,]*(?:\.\d+)?\s?(?:%|per cent\b"
    rf"|percent\b))(?P<rest>.*)$"
)
_ZH = re.compile(
    r"^(?:.*?[，：])?(?P<subject>[^，。；：（）]{2,24}?)(?:为|达到?|约为|共计?|增长|增加|上升|提高|提升|下降|减少|降低)(?:了|约|至|到)*\s?"
    r"(?P<value>\d[\d,]*(?:\.\d+)?\s?(?:%|％|万元|亿元|元|欧元|美元|万|亿|户|人|家|千克|吨|度|千瓦时|平方米))(?P<rest>.*)$"
)
_ZH_WAY = re.compile(r"(增长|增加|上升|提高|提升)|(下降|减少|降低)")
_DOWN = {"down", "fell", "dropped", "declined", "decreased"}
_BASE = re.compile(
    r"^\s*,?\s*((?:from|against|since|compared with|compared to|over|than|in)\s+(?:a|the|last|previous|prior"
    r"|baseline|Q[1-4]|fiscal|(?:19|20)\d\d)[^,.;]{2,40}?)(?=\s+and\b|[,.;]|$)"
)
_SETTING = re.compile(r"^(?:As of|Across|In|During|For|At|Over|By|Since)\b[^,]{2,50}(?:, \d{4})?,\s+")
_VAGUE = re.compile(r"^(?:this|these|it|they|which|there|the (?:increase|decrease|following|table))\b", re.IGNORECASE)

_STEP = re.compile(r"^(?P<label>[^:：]{2,28})(?::\s+(?=\S.{6})|：\s*(?=\S.{3}))(?P<text>\S.{3,160})$")
_WHEN = re.compile(
    r"\b(?:19|20)\d\d\b|\bQ[1-4]\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|^(?:Step|Phase|Week|Day|Stage)\s+\w+"
    r"|^(?:First|Second|Third|Fourth|Fifth|Then|Finally|Next)\b|\d+\s*[月年]|^第[一二三四五\d]",
    re.IGNORECASE,
)


class Found(msgspec.Struct, frozen=True):
    """A figure and the statement that it stands in."""

    figure: Figure
    statement: Statement


def figures_in(statements: Sequence[Statement]) -> list[Found]:
    """Return the figures of statements of the form "X was 14.5 billion" or "X fell by 31 per cent", one each."""
    found: list[Found] = []
    captions: set[str] = set()
    for statement in statements:
        figure = figure_of(statement.text)
        if figure is not None and figure.caption.lower() not in captions:
            captions.add(figure.caption.lower())
            found.append(Found(figure, statement))
    return found


def steps_in(statements: Sequence[Statement]) -> list[Statement]:
    """Return three to five neighbouring statements that begin with a date or an ordinal and a colon; else nothing."""
    run = [s for s in statements if (match := _STEP.match(s.text)) and _WHEN.search(match.group("label"))]
    orders = [s.order for s in run]
    together = bool(run) and orders[-1] - orders[0] == len(run) - 1
    return run if 3 <= len(run) <= 5 and together else []


def split_step(text: str) -> tuple[str, str]:
    """Divide "June 2024: the board decides" into its label and what happens; the label is empty without a colon."""
    match = _STEP.match(clean(text))
    if match is None:
        return "", clean(text)
    said = match.group("text").removesuffix(".").removesuffix("。")
    return match.group("label").strip(), said[:1].upper() + said[1:]


def figure_of(sentence: str) -> Figure | None:
    """Return the figure of a sentence and what it is, or None where the sentence is built in another way."""
    text = strip_lead(sentence)
    for pattern in (_MOVES, _IS, _ZH):
        match = pattern.match(text)
        if match is None:
            continue
        subject, value = match.group("subject").strip(" ,"), clean(match.group("value"))
        subject = _SETTING.sub("", subject)
        if (
            _VAGUE.match(subject)
            or re.search(r"\bthere$", subject)
            or len(subject.split()) > 11
            or "respectively" in text
            or " and " in match.group("rest")[:12]
        ):
            return None
        if pattern is _ZH:
            subject = _zh_subject(text, match)
        base = _BASE.match(match.group("rest"))
        caption = f"{subject}, {base.group(1)}" if base else subject
        return Figure(_signed(value, match), caption[:1].upper() + caption[1:])
    return None


def _zh_subject(text: str, match: re.Match[str]) -> str:
    """Return what a Chinese figure counts, with the clause before when the nearest words are too few to tell."""
    start = match.start("subject")
    if match.end("subject") - start < 6 and start > 1:
        start = max(text.rfind(mark, 0, start - 1) for mark in "，。；：") + 1
    return re.sub(r"(?:仅|约|仅约|平均)$", "", text[start : match.end("subject")])


def _signed(value: str, match: re.Match[str]) -> str:
    """Put the sign of a rise or a fall before its size."""
    value = re.sub(r"\s?(?:per cent|percent)$", " %", value)
    way = match.groupdict().get("way")
    if way is not None:
        return ("−" if way in _DOWN else "+") + value
    if match.re is _ZH and (verb := _ZH_WAY.search(match.group(), match.end("subject"), match.start("value"))):
        down = verb.group(2) is not None
        # "to" a value is where it stands now, not by how much it moved.
        moved = not re.search(
            r"[至到]", match.group()[match.end("subject") - match.start() : match.start("value") - match.start()]
        )
        return (("−" if down else "+") if moved and "%" in value else "") + value
    return value
