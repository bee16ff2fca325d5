"""What the description of a picture says, without the words that programs put there by themselves; pure."""

from __future__ import annotations

import re

from desktop.documents.clean import clean_line

#: A description that is only the name of a file says nothing.
_FILE_NAME = re.compile(r"^[\w\s()-]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)$", re.IGNORECASE)
#: Words for a picture that say no more than that it is one; programs put some of them there by themselves.
_ANY = re.compile(r"(?:image|img|picture|photo|logo|icon|spacer|bild|grafik|图片|圖片)[\s_-]?\d*", re.IGNORECASE)
#: What Office adds to the descriptions that it makes itself.
_MADE = re.compile(
    r"\s*(?:Description automatically generated(?: with \w+ confidence)?\.?|AI-generated content may be incorrect\.?"
    r"|描述已自动生成|AI 生成的内容可能不正确。?)\s*$"
)


def description(text: str | None) -> str:
    """Return the words of a description; empty where there are none but those that every picture has."""
    words = _MADE.sub("", clean_line(text or ""))
    return "" if _FILE_NAME.match(words) or _ANY.fullmatch(words) else words
