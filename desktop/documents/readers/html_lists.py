"""Count the items of HTML's ordered lists, and write the number of each as a browser shows it."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from desktop.documents.readers.numerals import numeral

#: Larger numbers are damage.
MOST = 1_000_000_000
_WHOLE = re.compile(r"\s*([+-]?\d{1,9})(?!\d)")
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
#: What the attribute says; a and A differ.
_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
#: What a style says (CSS Counter Styles 3), as a number format; empty shows none.
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    **dict.fromkeys(("lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "upperLetter"),
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), "chineseCounting"),
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    **dict.fromkeys(("none", "disc", "circle", "square"), ""),
}
_CHINESE = frozenset(("chineseCounting", "ideographDigital", "ideographTraditional", "ideographZodiac"))


class Items(msgspec.Struct):
    """Knows one list: how its items are written, and the number of the next one."""

    form: str
    next: int
    step: int = 1

    def label(self, item: Any) -> str:
        """Count an item; return its number with a space after it, empty where none is shown."""
        number = _whole(item.get("value"), self.next)
        self.next = number + self.step
        form = _form(item, self.form)
        if not form:
            return ""
        written = numeral(number, form)
        return f"{written}、" if written and form in _CHINESE else f"{written or number}. "


def begun(element: Any) -> Items:
    """Return the items of an `ol`, none counted yet; any other list shows no numbers."""
    if str(element.tag).rpartition("}")[2].lower() != "ol":
        return Items(form="", next=1)
    backwards = element.get("reversed") is not None
    first = sum(1 for _ in element.iterchildren("li", "{*}li")) if backwards else 1
    return Items(_form(element, "decimal"), _whole(element.get("start"), first), -1 if backwards else 1)


def _form(element: Any, otherwise: str) -> str:
    """How an element says that its numbers are written; a style goes before the attribute."""
    if style := _STYLE.search(element.get("style") or ""):
        for word in style.group(1).lower().split():
            if word in _STYLES:
                return _STYLES[word]
    return _TYPES.get(element.get("type") or "", otherwise)


def _whole(value: str | None, otherwise: int) -> int:
    found = _WHOLE.match(value or "")
    return int(found.group(1)) if found else otherwise
