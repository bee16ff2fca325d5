"""The few sentences of ours that an answer may need, in the language of the question where we know it."""

from __future__ import annotations

import re
from typing import Literal

from desktop.reasoning.words import is_unspaced

Language = Literal["en", "zh"]

_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")

_SENTENCES: dict[str, dict[Language, str]] = {
    "refused": {
        "en": "The {files} files that were searched do not hold the answer to this.",
        "zh": "在已检索的 {files} 个文件中没有找到这个问题的答案。",
    },
    "refused-one": {
        "en": "The document does not hold the answer to this.",
        "zh": "文档中没有找到这个问题的答案。",
    },
    "closest": {
        "en": "The closest passages are about something else:",
        "zh": "最接近的段落讲的是别的内容：",
    },
    "unsupported": {
        "en": "*(not found in the documents)*",
        "zh": "*（文档中未找到依据）*",
    },
    "columns": {"en": "By column: {columns}.", "zh": "按列：{columns}。"},
    "page": {"en": "p. {page}", "zh": "第 {page} 页"},
}


def language_of(question: str) -> Language:
    """Return Chinese for a question in Chinese characters, else English."""
    return "zh" if is_unspaced(question) and not _KANA_OR_HANGUL.search(question) else "en"


def say(sentence: str, language: Language, **values: object) -> str:
    """Return one of our sentences, filled in."""
    return _SENTENCES[sentence][language].format(**values)
