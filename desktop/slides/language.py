"""Tells the language of a text: by its script, or by the small words that it is full of."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The small words of each language; one that several share counts for each, so the others decide between them.
_SMALL_WORDS = {
    "en-US": "the and of to in is that with for are was this from have not which be on by it as at",
    "de-DE": "der die und das nicht mit ist für von eine wird den dem des zu auf im sich auch werden sind ein wurde",
    "fr-FR": "les des une est dans pour qui avec sur cette aux le la et du un que il ne pas par plus sont au ce",
    "es-ES": "los las una del que para con por como más sus el la en un se al es no lo y fue ha son su",
    "it-IT": "e l il la di che non per una con del della sono alla le gli nel dei delle ha è un si anche i lo al",
    "pt-PT": "os uma não com para do da dos das em por um que mais foi ao na no são se as à pelo pela o e também já",
    "nl-NL": "de het een en van dat niet op met voor is zijn te ook aan wordt in er bij om naar werd die uit",
    "sv-SE": "och att det som en på är av för med den till inte har om ett var från de kan ska eller än vid",
    "pl-PL": "w na i z się nie do jest że to od oraz przez dla po za jak są o był już co ma",
}
_SETS = {tag: frozenset(words.split()) for tag, words in _SMALL_WORDS.items()}


def detect_language(texts: Iterable[str]) -> str:
    """Return the language tag of most of the letters: Chinese, Japanese and Korean by script, others by small words.

    English where nothing tells: a table of names and numbers has no small words.
    """
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
    scores = {tag: sum(counts[word] for word in some) for tag, some in _SETS.items()}
    best = max(scores, key=lambda tag: scores[tag])
    return best if scores[best] > scores["en-US"] and scores[best] > 2 else "en-US"
