"""The few words that a deck brings itself, in the language of the deck, and the language of a text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Words(msgspec.Struct, frozen=True):
    """Fixed words of a deck; fields in braces are filled in.

    Attributes:
        sources_line: what stands at the foot of a slide.
        page, pages: how a place in a file is written.
    """

    agenda: str = "Agenda"
    sources: str = "Sources"
    summary: str = "In brief"
    closing: str = "Thank you"
    part: str = "Part {n}"
    figures: str = "Key figures"
    sources_line: str = "Sources: {places}"
    source_line: str = "Source: {places}"
    made_from: str = "From {files}"
    more: str = "{file} and {count} more"
    page: str = "{file}, p. {page}"
    pages: str = "{file}, pp. {pages}"
    slide: str = "Overview"
    quote: str = "In their own words"
    repeated: str = "{title} ({n})"
    continued: str = "{title} ({part}/{parts})"
    joint: str = "; "


_WORDS = {
    "zh": Words(
        agenda="目录",
        sources="资料来源",
        summary="概要",
        closing="谢谢",
        part="第{n}部分",
        figures="关键数字",
        sources_line="来源：{places}",
        source_line="来源：{places}",
        made_from="根据 {files}",
        more="{file} 等 {count} 个文件",
        page="{file} 第 {page} 页",
        pages="{file} 第 {pages} 页",
        slide="概览",
        quote="原话",
        repeated="{title}（{n}）",
        continued="{title}（{part}/{parts}）",
        joint="；",
    ),
    "de": Words(
        agenda="Inhalt",
        sources="Quellen",
        summary="Kurz gefasst",
        closing="Vielen Dank",
        part="Teil {n}",
        figures="Kennzahlen",
        sources_line="Quellen: {places}",
        source_line="Quelle: {places}",
        made_from="Aus {files}",
        more="{file} und {count} weiteren",
        page="{file}, S. {page}",
        pages="{file}, S. {pages}",
        slide="Überblick",
        quote="In ihren Worten",
    ),
    "fr": Words(
        agenda="Sommaire",
        sources="Sources",
        summary="En bref",
        closing="Merci",
        part="Partie {n}",
        figures="Chiffres clés",
        sources_line="Sources : {places}",
        source_line="Source : {places}",
        made_from="D’après {files}",
        more="{file} et {count} autres",
        slide="Vue d’ensemble",
        quote="Témoignage",
    ),
    "es": Words(
        agenda="Contenido",
        sources="Fuentes",
        summary="En breve",
        closing="Gracias",
        part="Parte {n}",
        figures="Cifras clave",
        sources_line="Fuentes: {places}",
        source_line="Fuente: {places}",
        made_from="De {files}",
        more="{file} y {count} más",
        page="{file}, pág. {page}",
        pages="{file}, págs. {pages}",
        slide="Resumen",
        quote="En sus palabras",
    ),
}
_FUNCTION_WORDS = {
    "de-DE": {"der", "die", "und", "das", "nicht", "mit", "ist", "für", "von", "eine", "wird"},
    "fr-FR": {"les", "des", "une", "est", "dans", "pour", "qui", "avec", "sur", "cette", "aux"},
    "es-ES": {"los", "las", "una", "del", "que", "para", "con", "por", "como", "más", "sus"},
}


def words_for(language: str) -> Words:
    """Return the words for a language tag; English where there are none."""
    return _WORDS.get(language.lower()[:2], Words())


def detect_language(texts: Iterable[str]) -> str:
    """Return the language tag of most of the letters: Chinese, Japanese and Korean by script, others by small words."""
    sample = " ".join(texts)[:40_000]
    letters = sum(c.isalpha() for c in sample) or 1
    kana = len(re.findall(r"[\u3040-\u30ff]", sample))
    if kana > 0.1 * letters:
        return "ja-JP"
    if len(re.findall(r"[\uac00-\ud7af]", sample)) > 0.2 * letters:
        return "ko-KR"
    if len(re.findall(r"[\u3400-\u9fff]", sample)) > 0.2 * letters:
        return "zh-CN"
    counts = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    scores = {tag: sum(counts[word] for word in some) for tag, some in _FUNCTION_WORDS.items()}
    english = sum(counts[word] for word in ("the", "and", "of", "to", "is", "that", "with", "for"))
    best = max(scores, key=lambda tag: scores[tag])
    return best if scores[best] > english and scores[best] > 2 else "en-US"
