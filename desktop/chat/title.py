"""A conversation's title from its first question, by rule."""

from __future__ import annotations

import re

#: Characters that fit a row of the list; a CJK character takes the room of two others.
ROOM = 48

_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|please|pls|thanks|so|ok|okay)\b[\s,!.]*"
    r"|(?:can|could|would|will) you (?:please |kindly |just )?(?:(?:tell|show|give) me )?"
    r"|(?:i(?:'d| would) like to know|i want to know|do you know|tell me|show me)\b[\s,:]*"
    r"|(?:请问|请|麻烦|你好|您好|帮我|告诉我)[，,\s]*)+",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"```.*?(?:```|$)|^[#>*\-\s]+|[*_`]{1,3}", re.DOTALL | re.MULTILINE)
_SENTENCE = re.compile(r"^.{12,}?(?:[.!?](?=\s|$)|[。！？])", re.DOTALL)
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")


def title_from(question: str) -> str:
    """Return at most `ROOM` columns of the first sentence, without politeness, markup and the closing mark."""
    plain = " ".join(_MARKUP.sub(" ", question).split()) or " ".join(question.replace("`", " ").split())
    sentence = _SENTENCE.match(plain)
    text = sentence.group() if sentence else plain
    text = _POLITE.sub("", text).strip(" ,:;，：；") or text
    text = text.rstrip(" .!?。！？…")
    return _cut(text[:1].upper() + text[1:])


def _cut(text: str) -> str:
    room = ROOM
    for index, character in enumerate(text):
        room -= 2 if _WIDE.match(character) else 1
        if room < 0:
            cut = text[: index - 1]
            space = cut.rfind(" ")
            return (cut[:space] if space > index // 2 else cut).rstrip(" ,;:，、") + "…"
    return text
