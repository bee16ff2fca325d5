"""Finds the quoted words of a person whose name or place stands right after them."""

from __future__ import annotations

import re

from desktop.domain.deck import Quote
from desktop.slides.clean import clean

_QUOTED = re.compile(r"“(?P<text>[^“”]{40,220}[.!?])”\s*[–—-]?\s*(?P<who>[A-Z][^.“”!?:;]{4,60})(?=[.“]|$)")


def quote_in(text: str) -> Quote | None:
    """Return the first quoted sentence whose speaker is named right after it, or None."""
    match = _QUOTED.search(text.replace("\n", " "))
    return Quote(clean(match.group("text")), clean(match.group("who"))) if match else None
