"""The few sentences of ours that an answer may need, in the language of the question where we know it."""

from __future__ import annotations

import re
from typing import Literal

from desktop.reasoning.sentences import prose_spans
from desktop.reasoning.words import asks_unspaced

Language = Literal["en", "zh"]

_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")

_SENTENCES: dict[str, dict[Language, str]] = {
    "refused": {
        "en": "No answer to this was found in the {files} files that were searched.",
        "zh": "在已检索的 {files} 个文件中没有找到这个问题的答案。",
    },
    "refused-one": {
        "en": "No answer to this was found in the document.",
        "zh": "文档中没有找到这个问题的答案。",
    },
    "nothing-asked": {
        "en": "The question names nothing to look for. Say what it is about: a name, a thing, a date.",
        "zh": "问题里没有可以查找的内容。请说明要问的对象，例如名称、事物或日期。",
    },
    "other-script": {
        "en": "What was found is in another language than the question. Asked in that language, it may be answered.",
        "zh": "找到的内容与问题的语言不同。用该语言提问，也许能得到答案。",
    },
    "one-language": {
        "en": "The files are in another language than the question, and the search model compares within one language. "
        "Ask in the language of the files, or choose a multilingual search model (Documents › Search model…).",
        "zh": "文件与问题的语言不同，而当前的检索模型只能在同一种语言内比较。请用文件的语言提问，"
        "或选择多语言检索模型（文档 › 检索模型…）。",
    },
    "partly-foreign": {
        "en": "Some of the files are in another language than the question, and the search model compares within one "
        "language. Ask in their language too, or choose a multilingual search model (Documents › Search model…).",
        "zh": "部分文件与问题的语言不同，而当前的检索模型只能在同一种语言内比较。请再用那些文件的语言提问，"
        "或选择多语言检索模型（文档 › 检索模型…）。",
    },
    "shared": {
        "en": "The question and the files are in different languages, so it is not sure that this answers it. Found by "
        "the words that they share ({words}):",
        "zh": "问题与文件的语言不同，以下内容未必是答案，是按两者共有的词（{words}）找到的：",
    },
    "nothing-near": {
        "en": "Nothing there is near its words. Other words, or those of the language of the documents, may find it.",
        "zh": "其中没有与问题用词相近的内容。换一种说法，或用文档的语言提问，也许能找到。",
    },
    "absent-words": {
        "en": "In none of the passages that were found: {words}.",
        "zh": "找到的段落中都没有：{words}。",
    },
    "which-one": {
        "en": "{files} files are searched, and the question does not say which one it means. Please name it.",
        "zh": "共检索 {files} 个文件，问题没有说明指的是哪一个。请写出文件名。",
    },
    "no-page": {
        "en": "No document that may be meant has such a page. Text, mail, e-books and Word files are read "
        "without pages.",
        "zh": "可能指的文档都没有这一页。文本、邮件、电子书和 Word 文件读入时不分页。",
    },
    "which-example": {"en": "For example: “Summarise {name}”.", "zh": "例如：“总结 {name}”。"},
    "instead": {
        "en": "What is asked for was not found in so many words. This is what “{name}” says on the whole:",
        "zh": "没有找到与问题直接对应的内容。以下是“{name}”的总体内容：",
    },
    "several": {
        "en": "Several documents answer this differently. Name one to ask of it alone.",
        "zh": "几份文档对此的答案不同。写出其中一份的名称，可以只问这一份。",
    },
    "yes": {"en": "Yes.", "zh": "是。"},
    "no": {"en": "No.", "zh": "否。"},
    "lacking": {"en": "Nothing was found of: {names}.", "zh": "没有找到有关内容：{names}。"},
    "of-document": {"en": "{name}:", "zh": "{name}："},
    "may-be": {"en": "It may be one of these:", "zh": "可能是这些文件之一："},
    "closest": {
        "en": "What comes closest:",
        "zh": "最接近的段落：",
    },
    "unsupported": {
        "en": "*(not found in the documents)*",
        "zh": "*（文档中未找到依据）*",
    },
    "columns": {"en": "By column{unit}: {columns}.", "zh": "按列{unit}：{columns}。"},
    "page": {"en": "p. {page}", "zh": "第 {page} 页"},
}
#: What a model replies when the sources do not hold the answer, as it is asked to.
NOT_THERE = "NOT IN THE SOURCES"
_DENIALS = re.compile(
    rf"^\W*(?:{NOT_THERE}"
    r"|(?:unfortunately,? |sorry,? |i'm sorry,? (?:but )?)*(?:"
    r"i (?:do not|don't|cannot|can't|could not|couldn't|am unable to) (?:know|find|answer|determine|say)"
    r"|(?:the|these|none of the) (?:(?:provided|given|available) )?(?:sources?|documents?|passages?|texts?|quotes?)"
    r" (?:(?:do(?:es)? not|don't|doesn't|cannot) (?:hold|contain|say|state|mention|provide|give|answer|specify|include)"
    r"|(?:contain|hold|provide|mention|give)s? no)"
    r"|there is no (?:information|mention)"
    r"|(?:it|this|that|the answer) is not (?:mentioned|stated|given|specified|provided|in the sources))"
    r"|(?:抱歉|对不起|很遗憾)?[，,]?(?:根据)?(?:这些|所给|提供的|上述)?(?:资料|文档|文件|来源|材料|信息|我)[^。，]{0,8}"
    r"(?:没有|并未|未|无法|不能|不知道))",
    re.IGNORECASE,
)


def unproved(answer: str) -> tuple[str, ...]:
    """Return the sentences of a proved answer that are marked as not found in the documents, without the mark."""
    found: list[str] = []
    for line in answer.splitlines():
        for mark in _SENTENCES["unsupported"].values():
            for text in line.split(mark)[:-1]:
                found += [text[start:end] for start, end in list(prose_spans(text))[-1:]]
    return tuple(found)


def denies(sentence: str) -> bool:
    """Whether a sentence of a model says that there is no answer."""
    return _DENIALS.match(sentence) is not None


def language_of(question: str) -> Language:
    """Return Chinese for a question in Chinese characters, else English."""
    return "zh" if asks_unspaced(question) and not _KANA_OR_HANGUL.search(question) else "en"


def say(sentence: str, language: Language, **values: object) -> str:
    """Return one of our sentences, filled in."""
    return _SENTENCES[sentence][language].format(**values)
