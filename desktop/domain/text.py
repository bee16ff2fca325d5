"""Make any string one that can be stored, sent, shown and compared."""

from __future__ import annotations

import re
import unicodedata

_LONE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")

#: Radicals that fonts of PDF files name in place of the ideographs that look the same, and those. The pairs of the
#: supplement are from Unicode's EquivalentUnifiedIdeograph.txt, since NFKC knows only the Kangxi radicals.
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲⻳",
    "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙亀龟",
) | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_RADICAL = re.compile("[\u2e80-\u2fd5]")


def unified(text: str) -> str:
    """Return `text` with radicals as the ideographs that they stand for, each in its place: "⻋⽬" as "车目"."""
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def storable(text: str) -> str:
    """Return `text` with line ends as "\\n", pairs of surrogates joined, lone ones as U+FFFD and without controls."""
    if _LONE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"))
