"""Tell by its letters the encoding of text of one byte a character: Latin alphabets, Cyrillic or Hebrew; pure."""

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
        "æøåéöäüõ",  # Danish, Norwegian, Swedish, Finnish, Estonian
        "áéíóúýþðæö",  # Icelandic
        "šž",  # which are the same in Central Europe's
    )
)
#: Where the letters of one of these do not stand: the bytes are letters of another encoding then. Italian has accents
#: at the ends of words, French è before a consonant, Portuguese õ before an e, Danish æ beside few vowels;
#: Icelandic has þ at the beginning of a word and ð not there, and no ý at the end.
_NOT_WHERE = (
    re.compile(r"(?!)"),
    re.compile(r"[ae]è|è[aeiouyàâéèêëîïôùûü]", re.IGNORECASE),
    re.compile(r"(?!)"),
    re.compile(r"õ(?!e)|ã(?![eo\W]|s\b|$)", re.IGNORECASE),
    re.compile(r"[àèéìíîòóùú](?=[^\W\d_])", re.IGNORECASE),
    re.compile(r"æ[au]|[aiou]æ", re.IGNORECASE),
    re.compile(r"[^\W\d_]þ|\bð|[^\W\d_]{3}ý\b|Ý[a-z]t|ð[rl]e", re.IGNORECASE),
    re.compile(r"(?!)"),
)
#: The letters of languages that cp1250 and ISO 8859-2 are for, and those that the Western ones do not have.
_CENTRAL = tuple(
    (frozenset(letters + letters.upper()), frozenset(own + own.upper()))
    for letters, own in (
        ("čćđšž", "čćđ"),  # Croatian, Bosnian, Slovene
        ("áčďéěíňóřšťúůýž", "čďěňřťů"),  # Czech
        ("áäčďéíĺľňóôŕšťúýž", "čďĺľňŕť"),  # Slovak
        ("ąćęłńóśźż", "ąćęłńśźż"),  # Polish
        ("áéíóöőúüű", "őű"),  # Hungarian
        ("ăâîşţ", "ăşţ"),  # Romanian
    )
)
#: The Polish ł and ą inside a word, and the currency that ends with the former: digits above the line in cp1252.
_POLISH = re.compile(rb"[A-Za-z][\xb3\xb9][A-Za-z]|(?<![A-Za-z\x80-\xff])z\xb3(?![A-Za-z\x80-\xff])")
_TURKISH = frozenset("çğıöşüâîûÇĞİÖŞÜÂÎÛ")
#: What text of such an encoding does not hold.
_NO_TEXT = re.compile("[\x80-\x9f\ufffd]")
#: Signs that stand beside words and not inside them, and those that may: "it’s", "co-op".
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘–—…·­](?=[^\W\d_])")
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
#: They make up two thirds of the letters of Russian text, and half or more of its neighbours'.
_OFTEN = frozenset("оеаинтсрвлі")


def one_byte(sample: bytes) -> str:
    """Return the encoding that a text of one byte a character has by its letters; empty when they do not tell."""
    if _is_western(sample):
        return "cp1252"
    return _central(sample) or _turkish(sample) or _cyrillic(sample) or _hebrew(sample)


def _is_western(sample: bytes) -> bool:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = {char for char in text if char > "\x7f" and char.isalpha()} - {"µ", "ƒ"}
    plain = sum(char.isascii() and char.isalpha() for char in text)
    far = sum(char > "\x7f" and char.isalpha() for char in text)
    known = any(
        letters <= own and not wrong.search(text) for own, wrong in zip(_WESTERN, _NOT_WHERE, strict=True)
    ) and not _POLISH.search(sample)
    return known and far <= plain + 2 and _INSIDE.search(text) is None


def _central(sample: bytes) -> str:
    """Of the two encodings of Central Europe the one in which all letters are of one language, some of them its own."""
    for encoding in ("cp1250", "iso8859-2"):
        text = sample.decode(encoding, errors="replace")
        far = {char for char in text if char > "\x7f" and char.isalpha()}
        known = any(far <= letters and far & own for letters, own in _CENTRAL)
        plain = sum(char.isascii() and char.isalpha() for char in text)
        few = sum(char in far for char in text) <= 2 * plain + 2
        if known and few and not _INSIDE.search(text) and not _NO_TEXT.search(text):
            return encoding
    return ""


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
