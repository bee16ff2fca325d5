"""Write the number of a paragraph as word processors do: digits, letters, Roman or Chinese numerals, words; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: The largest numbers that Word writes so; beyond them it shows none.
MOST_LETTERS = 780
MOST_ROMAN = 32_767

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
#: Digits from nought to nine, then ten, hundred and thousand.
_CHINESE = ("〇一二三四五六七八九", "十百千")
_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNEVEN = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"} | {
    "twelve": "twelfth"
}


def numeral(number: int, form: str) -> str:
    """Write `number` in a number format of Office Open XML (ECMA-376, 17.18.59).

    Returns:
        The numeral; empty where the format shows none for this number, or is not known.
    """
    write = _FORMS.get(form)
    return write(number) if write is not None and number >= 0 else ""


def labelled(label: str, text: str) -> str:
    """Put a number, with the space after it, before the text of its paragraph, unless somebody typed it there too."""
    shown = label.strip()
    if not shown or not text:
        return text
    bare = shown.rstrip(".):、．）") or shown
    after = text[len(bare) : len(bare) + 2]
    # "2 eggs" as the second item begins with a count: a number that was typed has its point too.
    count = bare.isdigit() and bare != shown and after[:1] == " "
    if text[: len(bare)].casefold() == bare.casefold() and not count and not re.match(r"\w|[.,:]\w", after):
        return text
    close = label == shown and shown[-1].isascii() and shown[-1].isalnum() and text[0].isalnum()
    return f"{label}{' ' if close else ''}{text}"


def _letters(number: int, alphabet: str) -> str:
    """a to z, then aa, bb and so on, as word processors count."""
    if not 0 < number <= MOST_LETTERS:
        return ""
    turns, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (turns + 1)


def _roman(number: int) -> str:
    if number > MOST_ROMAN:
        return ""
    pieces = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        pieces.append(sign * times)
    return "".join(pieces)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _cardinal_words(number: int) -> str:
    if number >= 100:
        return ""
    tens, ones = (0, number) if number < 20 else divmod(number, 10)
    return "-".join(filter(None, (_TENS[tens], _ONES[ones]))).capitalize()


def _ordinal_words(number: int) -> str:
    before, hyphen, last = _cardinal_words(number).lower().rpartition("-")
    if not last:
        return ""
    word = _UNEVEN.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (before + hyphen + word).capitalize()


def _counted(number: int, digits: str, units: str, bare_ten: bool) -> str:
    """一, 十一, 二十, 一百零一: digits with their units; a single ten without its one where `bare_ten`."""
    if number >= 10_000:
        return ""
    if number < 10:
        return digits[number]
    pieces: list[str] = []
    skipped = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            skipped = bool(pieces)
            continue
        pieces.append(("零" if skipped else "") + digits[digit] + (units[power - 1] if power else ""))
        skipped = False
    text = "".join(pieces)
    return text[1:] if bare_ten and 10 <= number < 20 else text


def _digits(number: int) -> str:
    return "".join(_CHINESE[0][int(digit)] for digit in str(number))


def _enclosed(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


def _of(signs: str) -> Callable[[int], str]:
    """Signs in order; beyond the last one, plain digits."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _chinese(number: int) -> str:
    return _counted(number, *_CHINESE, bare_ten=True)


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("decimal", "decimalFullWidth", "decimalHalfWidth", "decimalFullWidth2"), str),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _enclosed),
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": lambda number: _letters(number, _LATIN),
    "upperLetter": lambda number: _letters(number, _LATIN).upper(),
    "russianLower": lambda number: _letters(number, _RUSSIAN),
    "russianUpper": lambda number: _letters(number, _RUSSIAN).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_words,
    "ordinalText": _ordinal_words,
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "taiwaneseCounting"), _chinese),
    **dict.fromkeys(("taiwaneseCountingThousand", "japaneseCounting"), _chinese),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits),
    "chineseLegalSimplified": lambda number: _counted(number, *_SIMPLIFIED, bare_ten=False),
    "ideographLegalTraditional": lambda number: _counted(number, *_TRADITIONAL, bare_ten=False),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
}
