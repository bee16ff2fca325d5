"""Tell what of a web page is not its text: hidden, run, or leading elsewhere; and what is said in a picture's place."""

from __future__ import annotations

import re
from typing import Any

from desktop.documents.readers.pictures import description

#: What a reader of the page does not see, or sees on every page of the site.
_DROPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "embed", "head", "select"),
        *("button", "math"),
    )
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0*)?(?![\d.])", re.IGNORECASE
)
#: Classes that sites agree on for what is no part of the text: bars of links, and what is not printed.
_CLASSES = frozenset(("navbar", "noprint", "no-print", "d-print-none", "hidden-print", "mw-editsection"))
#: Fewer links to other languages may be a sentence about them.
LANGUAGES = 3


def unseen(element: Any) -> bool:
    """Whether an element is left out of what is read, with all that is in it."""
    name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    return (
        not name
        or name in _DROPPED
        or element.get("hidden") is not None
        or element.get("role") == "navigation"
        or bool(_HIDDEN.search(element.get("style") or ""))
        or not _CLASSES.isdisjoint((element.get("class") or "").split())
        or (name == "label" and element.get("aria-hidden") == "true")
        or (name == "ul" and _leads_to_languages(element))
    )


def seen_in(picture: Any) -> str:
    """Return the words that stand for a picture (its `alt`), with spaces around them; empty where it says nothing."""
    words = description(picture.get("alt"))
    return f" {words} " if words else ""


def _leads_to_languages(element: Any) -> bool:
    """Whether a list has nothing but links to the same page in other languages."""
    count = 0
    for link in element.iter("a", "{*}a"):
        if not link.get("hreflang"):
            return False
        count += 1
    return count >= LANGUAGES and all(
        child.find(".//a") is not None or not "".join(child.itertext()).strip() for child in element
    )
