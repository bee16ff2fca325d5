"""Tell by its letters the encoding of text of one byte a character: Western, Turkish, Cyrillic or Hebrew; pure."""

from __future__ import annotations

import re

#: The letters beyond ASCII of languages that cp1252 is for, each with all that its running text has.
_WESTERN = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "äöüßé",  # German
        "àâçéèêëîïôùûüÿœ",  # French, and English with its borrowings
        "áéíóúüñªº",  # Spanish
        "áâãàçéêíóôõúªº",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "æøåéöäü",  # Danish, Norwegian, Swedish, Finnish
        "áéíóúýþðæö",  # Icelandic
    )
)
_TURKISH = frozenset("çğıöşüâîûÇĞİÖŞÜÂÎÛ")
#: Signs that stand beside words and not inside them, and those that may: "it’s", "co-op".
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘–—…·­](?=[^\W\d_])")
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
#: They make up two thirds of the letters of Russian text, and half or more of its neighbours'.
_OFTEN = frozenset("оеаинтсрвлі")


def one_byte(sample: bytes) -> str:
    """Return the encoding that a text of one byte a character has by its letters; empty when they do not tell."""
    if _is_western(sample):
        return "cp1252"
    return _turkish(sample) or _cyrillic(sample) or _hebrew(sample)


def _is_western(sample: bytes) -> bool:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = {char for char in text if char > "\x7f" and char.isalpha()} - {"µ", "ƒ"}
    plain = sum(char.isascii() and char.isalpha() for char in text)
    far = sum(char > "\x7f" and char.isalpha() for char in text)
    known = any(letters <= own for own in _WESTERN)
    return known and far <= plain and _INSIDE.search(text) is None


def _turkish(sample: bytes) -> str:
    text = sample.decode("cp1254", errors="replace")
    far = {char for char in text if char > "\x7f" and char.isalpha()}
    return "cp1254" if far <= _TURKISH and far & set("ğışĞİŞ") and not _INSIDE.search(text) else ""


def _hebrew(sample: bytes) -> str:
    """Hebrew has no capitals, so that its letters are the upper ones of those that Greek and Cyrillic take."""
    far = [byte for byte in sample if byte >= 0xC0]
    alone = len(far) >= 4 and all(0xE0 <= byte <= 0xFA for byte in far)
    return "cp1255" if alone and len(far) > sum(chr(byte).isalpha() for byte in sample if byte < 0x80) else ""


def _cyrillic(sample: bytes) -> str:
    shares = {encoding: _often(sample.decode(encoding, errors="replace")) for encoding in _CYRILLIC}
    best = max(_CYRILLIC, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.5 else ""


def _often(text: str) -> float:
    """Share of the signs beyond ASCII that are the commonest letters of Cyrillic text; 0 where most are ASCII."""
    far = [char for char in text if char > "\x7f"]
    if len(far) < 4 or len(far) < sum(char.isascii() and char.isalpha() for char in text):
        return 0.0
    return sum(char in _OFTEN for char in far) / len(far)
