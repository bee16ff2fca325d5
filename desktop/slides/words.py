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
        more: several files; `count` is how many more there are, `total` how many in all.
        takeaways: over the last slide, which says the main points once more.
        rose, fell: a time series from its first value to its last.
        changed_up, changed_down: what changed most between two times.
        all_up, all_down: the same where everything went one way.
        largest, peak: the largest of several values, and of those of a time series.
        rows: how many rows of a table are shown.
        told: what a chart shows, with what it is about.
        column_chart, bar_chart, line_chart, table: what they are, for screen readers.
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
    slide_at: str = "{file}, slide {page}"
    slides_at: str = "{file}, slides {pages}"
    sheet: str = "{file}, {sheet}"
    noted: str = "“{text}” ({place})"
    slide: str = "Overview"
    quote: str = "In their own words"
    repeated: str = "{title} ({n})"
    continued: str = "{title} ({part}/{parts})"
    joint: str = "; "
    listed: str = ", "
    both: str = "{one} and {other}"
    takeaways: str = "What to remember"
    rose: str = "Up from {first} to {last} between {start} and {end}"
    fell: str = "Down from {first} to {last} between {start} and {end}"
    changed_up: str = "Largest change: {name}, up from {first} to {last}"
    changed_down: str = "Largest change: {name}, down from {first} to {last}"
    all_up: str = "All rose, {name} most: from {first} to {last}"
    all_down: str = "All fell, {name} most: from {first} to {last}"
    largest: str = "{name} is largest, with {value}"
    peak: str = "Highest in {name}, with {value}"
    rows: str = "{shown} of {total} rows"
    told: str = "{topic}: {said}"
    column_chart: str = "Column chart"
    bar_chart: str = "Bar chart"
    line_chart: str = "Line chart"
    table: str = "Table with {rows} rows and {columns} columns. Columns: {head}. Rows: {body}."


ENGLISH = Words()
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
        more="{file} 等 {total} 个文件",
        page="{file} 第 {page} 页",
        pages="{file} 第 {pages} 页",
        slide_at="{file} 第 {page} 张幻灯片",
        slides_at="{file} 第 {pages} 张幻灯片",
        sheet="{file}，{sheet}",
        noted="“{text}”（{place}）",
        slide="概览",
        quote="原话",
        repeated="{title}（{n}）",
        continued="{title}（{part}/{parts}）",
        joint="；",
        listed="、",
        both="{one}与{other}",
        takeaways="要点回顾",
        rose="{start}至{end}由 {first} 升至 {last}",
        fell="{start}至{end}由 {first} 降至 {last}",
        changed_up="变化最大的是{name}：由 {first} 升至 {last}",
        changed_down="变化最大的是{name}：由 {first} 降至 {last}",
        all_up="各项均上升，{name}增幅最大：由 {first} 升至 {last}",
        all_down="各项均下降，{name}降幅最大：由 {first} 降至 {last}",
        largest="{name}最高，为 {value}",
        peak="{name}最高，为 {value}",
        rows="{total} 行中的 {shown} 行",
        told="{topic}：{said}",
        column_chart="柱形图",
        bar_chart="条形图",
        line_chart="折线图",
        table="表格，{rows} 行 {columns} 列。列：{head}。行：{body}。",
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
        slide_at="{file}, Folie {page}",
        slides_at="{file}, Folien {pages}",
        noted="„{text}“ ({place})",
        slide="Überblick",
        quote="In ihren Worten",
        both="{one} und {other}",
        takeaways="Was bleibt",
        rose="Von {first} auf {last} gestiegen, {start} bis {end}",
        fell="Von {first} auf {last} gesunken, {start} bis {end}",
        changed_up="Größte Änderung: {name}, von {first} auf {last} gestiegen",
        changed_down="Größte Änderung: {name}, von {first} auf {last} gesunken",
        all_up="Alle gestiegen, am meisten {name}: von {first} auf {last}",
        all_down="Alle gesunken, am meisten {name}: von {first} auf {last}",
        largest="{name} liegt mit {value} vorn",
        peak="Am höchsten: {name}, mit {value}",
        rows="{shown} von {total} Zeilen",
        column_chart="Säulendiagramm",
        bar_chart="Balkendiagramm",
        line_chart="Liniendiagramm",
        table="Tabelle mit {rows} Zeilen und {columns} Spalten. Spalten: {head}. Zeilen: {body}.",
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
        slide_at="{file}, diapositive {page}",
        slides_at="{file}, diapositives {pages}",
        noted="« {text} » ({place})",
        slide="Vue d’ensemble",
        quote="Témoignage",
        both="{one} et {other}",
        takeaways="À retenir",
        rose="En hausse de {first} à {last}, {start} à {end}",
        fell="En baisse de {first} à {last}, {start} à {end}",
        changed_up="Plus forte variation : {name}, en hausse de {first} à {last}",
        changed_down="Plus forte variation : {name}, en baisse de {first} à {last}",
        all_up="Tous en hausse, surtout {name} : de {first} à {last}",
        all_down="Tous en baisse, surtout {name} : de {first} à {last}",
        largest="{name} arrive en tête avec {value}",
        peak="Maximum : {name}, avec {value}",
        rows="{shown} lignes sur {total}",
        told="{topic} : {said}",
        column_chart="Histogramme",
        bar_chart="Diagramme à barres",
        line_chart="Courbe",
        table="Tableau de {rows} lignes et {columns} colonnes. Colonnes : {head}. Lignes : {body}.",
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
        slide_at="{file}, diapositiva {page}",
        slides_at="{file}, diapositivas {pages}",
        noted="«{text}» ({place})",
        slide="Resumen",
        quote="En sus palabras",
        both="{one} y {other}",
        takeaways="Para recordar",
        rose="De {first} a {last}, en alza, {start} a {end}",
        fell="De {first} a {last}, a la baja, {start} a {end}",
        changed_up="Mayor cambio: {name}, subió de {first} a {last}",
        changed_down="Mayor cambio: {name}, bajó de {first} a {last}",
        all_up="Todos subieron, sobre todo {name}: de {first} a {last}",
        all_down="Todos bajaron, sobre todo {name}: de {first} a {last}",
        largest="{name} es el mayor, con {value}",
        peak="Máximo: {name}, con {value}",
        rows="{shown} de {total} filas",
        column_chart="Gráfico de columnas",
        bar_chart="Gráfico de barras",
        line_chart="Gráfico de líneas",
        table="Tabla de {rows} filas y {columns} columnas. Columnas: {head}. Filas: {body}.",
    ),
}
_FUNCTION_WORDS = {
    "de-DE": {"der", "die", "und", "das", "nicht", "mit", "ist", "für", "von", "eine", "wird"},
    "fr-FR": {"les", "des", "une", "est", "dans", "pour", "qui", "avec", "sur", "cette", "aux"},
    "es-ES": {"los", "las", "una", "del", "que", "para", "con", "por", "como", "más", "sus"},
}


def words_for(language: str) -> Words:
    """Return the words for a language tag; English where there are none."""
    return _WORDS.get(language.lower()[:2], ENGLISH)


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
