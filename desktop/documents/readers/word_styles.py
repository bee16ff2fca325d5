"""What the paragraph styles of a Word document mean: heading, list or code."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from desktop.documents.readers.word_text import W

_HEADING = re.compile(r"^(?:heading|überschrift|titre|标题)\s*([1-9])$", re.IGNORECASE)
_CODE = re.compile(r"code|preformatted|verbatim|macro text", re.IGNORECASE)
#: Styles based on one another; a chain that turns in a circle must end.
LONGEST_CHAIN = 16


class Style(msgspec.Struct):
    """Level 0 is no heading."""

    level: int = 0
    listed: bool = False
    code: bool = False


def outline(properties: Any) -> int | None:
    """Heading level that a paragraph or a style gives itself; 0 for "body text", None when it says nothing."""
    found = properties.find(f"{W}outlineLvl")
    value = found.get(f"{W}val") if found is not None else None
    if value is None or not value.isdecimal():
        return None
    return min(int(value) + 1, 6) if int(value) < 9 else 0


def styles(element: Any) -> dict[str, Style]:
    """What each paragraph style means, with what it takes over from the style that it is based on."""
    own: dict[str, tuple[str, str, Any]] = {}
    default = ""
    for style in element.iter(f"{W}style"):
        if style.get(f"{W}type") not in (None, "paragraph"):
            continue
        identifier = style.get(f"{W}styleId") or ""
        name = style.find(f"{W}name")
        based = style.find(f"{W}basedOn")
        own[identifier] = (
            (name.get(f"{W}val") or "") if name is not None else "",
            (based.get(f"{W}val") or "") if based is not None else "",
            style.find(f"{W}pPr"),
        )
        if style.get(f"{W}default") in ("1", "true"):
            default = identifier
    found = {identifier: _resolved(identifier, own) for identifier in own}
    found[""] = found.get(default, Style())
    return found


def _resolved(identifier: str, own: dict[str, tuple[str, str, Any]]) -> Style:
    level: int | None = None
    listed: bool | None = None
    code = False
    for _ in range(LONGEST_CHAIN):
        if identifier not in own:
            break
        name, based, properties = own[identifier]
        if level is None:
            if heading := _HEADING.match(name):
                level = min(int(heading.group(1)), 6)
            elif name.lower() == "title":
                level = 1
            elif properties is not None:
                level = outline(properties)
        if listed is None and properties is not None:
            number = properties.find(f"{W}numPr/{W}numId")
            listed = number.get(f"{W}val") != "0" if number is not None else None
        if listed is None and name.lower().startswith(("list bullet", "list number", "list paragraph")):
            listed = not name.lower().startswith("list paragraph") or None
        code = code or bool(_CODE.search(name))
        identifier = based
    return Style(level or 0, bool(listed), code)
