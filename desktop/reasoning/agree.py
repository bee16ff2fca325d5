"""Compare the final lines of several tries, and choose the answer that most of them came to; pure.

Self-consistency (Wang et al. 2023, "Self-Consistency Improves Chain of Thought Reasoning in Language Models",
arXiv:2203.11171): several thoughts are sampled, and the most frequent answer is taken.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from desktop.domain.thought import Vote

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What is added to a question so that its answers can be compared.
FINAL_LINE = "End with one line of its own that gives only the result, like this: Answer: …"

_LEAD = re.compile(
    r"^(?:(?:so|thus|therefore|hence)\b[, ]*)?(?:(?:the|my|our)\s+)?(?:(?:final|correct|right)\s+)?"
    r"(?:answer|result|total)\s*(?:is\s*(?:therefore|thus)?\s*:?|[:：=])\s*"
    r"|^(?:因此|所以|故)?[，,]?\s*(?:最终)?(?:答案|结果)\s*(?:是|为|[:：=])+\s*",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_`#>$]|\\(?:boxed|text|mathrm)|\\[()\[\]]")
#: In the place of braces stands a space, so that the two numbers of a fraction do not become one.
_BRACES = re.compile(r"[{}]")
_NUMBER = re.compile(r"[-−]?\d+(?:[,\s]\d{3})*(?:\.\d+)?")
_YES_NO = re.compile(r"^(yes|no|true|false|是|不是|否|对|不对)\b|^(是|不是|否|对|不对)(?=[，,。]|$)", re.IGNORECASE)
#: Words up to which a line with one number is taken to say that number.
_SHORT = 9


def final_line(answer: str) -> str:
    """Return the last line that says something, without markup, "Answer:" and the closing mark."""
    lines = [
        line
        for line in (" ".join(_BRACES.sub(" ", _MARKUP.sub("", raw)).split()) for raw in answer.splitlines())
        if _says(line)
    ]
    if not lines:
        return ""
    return _LEAD.sub("", lines[-1]).strip().rstrip(".。!！ ") or lines[-1]


def normalised(line: str) -> str:
    """Return a final line in a form in which two that mean the same are equal: its number, its yes or no, its words."""
    text = unicodedata.normalize("NFKC", line).casefold().strip()
    said = _YES_NO.match(text)
    if said:
        return said.group()
    found = [number.group() for number in _NUMBER.finditer(text)]
    if len(found) == 1 and len(text.split()) <= _SHORT:
        number = re.sub(r"[,\s]", "", found[0]).replace("−", "-")
        return number.rstrip("0").rstrip(".") if "." in number else number
    words = re.findall(r"\w+", text)
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)


def vote(lines: Sequence[str]) -> tuple[tuple[Vote, ...], int]:
    """Count the final lines; return the votes, the chosen answer first, and which line is the first that gives it.

    Of answers with as many votes, the one that came first is chosen. Tries without a final line do not vote; without
    any vote, nothing is counted and the first line, 0, is chosen.
    """
    first: dict[str, int] = {}
    counts: dict[str, int] = {}
    for place, line in enumerate(lines):
        key = normalised(line)
        if key:
            first.setdefault(key, place)
            counts[key] = counts.get(key, 0) + 1
    ranked = sorted(first, key=lambda key: (-counts[key], first[key]))
    return tuple(Vote(lines[first[key]], counts[key]) for key in ranked), first[ranked[0]] if ranked else 0


def _says(line: str) -> bool:
    return any(character.isalnum() for character in line)
