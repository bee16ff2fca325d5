"""Take a question that asks two things ("What was it, and how did it change?") into one for each; pure."""

from __future__ import annotations

import re

from desktop.reasoning.compared import Side
from desktop.reasoning.words import asks_unspaced, terms

_ASKING = r"(?:what|how|who|when|where|why|which)\b"
_TWO = re.compile(
    rf"(?P<one>{_ASKING}[^?]+?)(?:\?\s+(?:and )?|,? and |; )"
    rf"(?P<other>(?:{_ASKING}|(?:did|does|do|is|are|was|were|has|have)\b)[^?]+)",
    re.IGNORECASE,
)
_CHINESE_ASKING = r"什么|多少|几|谁|哪|怎么|如何|为什么|为何|何时|多久|多长|吗"
_CHINESE_TWO = re.compile(r"(?P<one>[^？?，,；;]{3,})[？?，,；;]\s*(?P<other>[^？?]{3,})")
#: What a question begins with before it names what it is about.
_OPENING = re.compile(
    rf"{_ASKING}(?: (?:much|many|long|often|old|far|large|big))?"
    r"(?: (?:is|are|was|were|did|do|does|has|have|had|will|can))?\s+",
    re.IGNORECASE,
)
#: Names and times, which hold for both questions where only the first says them.
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w&.’'-]*|\b\w*\d[\w/–-]*")
_PRONOUN = re.compile(r"\b(?:it|they|this|that|these|those|she|he|them)\b", re.IGNORECASE)
#: Words up to which what a question is about stands for the pronoun of the next.
_SHORT = 9


def questions_in(question: str) -> tuple[Side, ...]:
    """Return the two things that `question` asks, each as a question that stands by itself; else nothing.

    A pronoun of the second stands for what the first is about.
    """
    asked = " ".join(question.split()).strip(" ?？.。")
    if asks_unspaced(asked):
        match = _CHINESE_TWO.fullmatch(asked)
        if match is None or not all(re.search(_CHINESE_ASKING, part) for part in match.groups()):
            return ()
        one, other = match["one"], match["other"]
        whole = other
    else:
        match = _TWO.fullmatch(asked)
        if match is None:
            return ()
        one, other = match["one"], match["other"]
        about = _OPENING.sub("", one, count=1)
        if _PRONOUN.search(other) and len(about.split()) <= _SHORT:
            whole = _PRONOUN.sub(lambda found: about, other, count=1)
        else:
            names = [name for name in dict.fromkeys(_NAME.findall(one)) if name not in other]
            whole = " ".join((other, *names))
    if not terms(one) or not terms(whole):
        return ()
    return tuple(Side(f"{name[:1].upper()}{name[1:]}", f"{text}?", "") for name, text in ((one, one), (other, whole)))
