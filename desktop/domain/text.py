"""Make any string one that can be stored, sent and shown."""

from __future__ import annotations

import re

_LONE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")


def storable(text: str) -> str:
    """Return `text` with line ends as "\\n", pairs of surrogates joined, lone ones as U+FFFD and without controls."""
    if _LONE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"))
