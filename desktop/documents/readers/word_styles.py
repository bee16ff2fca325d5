"""What the paragraph styles of a Word document mean: heading, list or code."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from desktop.documents.readers.word_text import W

_HEADING = re.compile(r"^(?:heading|überschrift|titre|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|table of (?:figures|authorities)|index)\s*[1-9]?$", re.IGNORECASE)
_CODE = re.compile(r"code|preformatted|verbatim|macro text", re.IGNORECASE)
#: Styles based on one another; a chain that turns in a circle must end.
LONGEST_CHAIN = 16


class Style(msgspec.Struct, frozen=True):
    """What a paragraph or its style is.

    Attributes:
        level: of a heading; 0 is no heading.
        contents: a line of a table of contents or an index.
        number: the list that numbers it (w:numId), or gives it a bullet; empty for none.
        depth: its level in that list, from 0; None where only the list says which level its style has.
        chain: the style that names the list, after those based on it.
        bold: whether it sets its text in bold; the default style does not count.
    """

    level: int = 0
    listed: bool = False
    code: bool = False
    contents: bool = False
    number: str = ""
    depth: int | None = None
    chain: tuple[str, ...] = ()
    bold: bool = False


def outline(properties: Any) -> int | None:
    """Heading level that a paragraph or a style gives itself; 0 for "body text", None when it says nothing."""
    found = properties.find(f"{W}outlineLvl")
    value = found.get(f"{W}val") if found is not None else None
    if value is None or not value.isdecimal():
        return None
    return min(int(value) + 1, 6) if int(value) < 9 else 0


class Styles:
    """The paragraph styles of a document, each with what it takes over from the style that it is based on."""

    def __init__(self, element: Any) -> None:
        own: dict[str, tuple[str, str, Any]] = {}
        self._bold: dict[str, bool] = {}
        default = ""
        for style in element.iter(f"{W}style"):
            identifier = style.get(f"{W}styleId") or ""
            weight = _weight(_child(style, "rPr"))
            if weight is not None:
                self._bold[identifier] = weight
            if style.get(f"{W}type") not in (None, "paragraph"):
                continue
            name = style.find(f"{W}name")
            based = style.find(f"{W}basedOn")
            own[identifier] = (
                (name.get(f"{W}val") or "") if name is not None else "",
                (based.get(f"{W}val") or "") if based is not None else "",
                style.find(f"{W}pPr"),
            )
            if style.get(f"{W}default") in ("1", "true"):
                default = identifier
        self._styles = {identifier: _resolved(identifier, own, self._bold, default) for identifier in own}
        self._default = self._styles.get(default, Style())

    def of(self, paragraph: Any) -> Style:
        """Return what a paragraph is: what it says itself goes before what its style says."""
        own = paragraph.find(f"{W}pPr")
        if own is None:
            return self._default
        name = own.find(f"{W}pStyle")
        found = self._default if name is None else self._styles.get(name.get(f"{W}val"), Style())
        level = outline(own)
        number, depth = _numbering(own)
        if level is None and number is None and depth is None:
            return found
        return Style(
            level=found.level if level is None else level,
            listed=found.listed if number is None else bool(number),
            code=found.code,
            contents=found.contents,
            number=found.number if number is None else number,
            depth=found.depth if depth is None else depth,
            chain=found.chain,
            bold=found.bold,
        )

    def bold(self, run: Any, style: Style) -> bool:
        """Whether a run of a paragraph in `style` is bold: by itself, by its own style, or by the paragraph's."""
        properties = _child(run, "rPr")
        if properties is None:
            return style.bold
        own = _weight(properties)
        if own is None and (name := _child(properties, "rStyle")) is not None:
            own = self._bold.get(name.get(f"{W}val") or "")
        return style.bold if own is None else own


def _child(element: Any, name: str) -> Any:
    """The first child of this name; asked of each run of a document, for which lxml's own paths are slow."""
    return next(element.iterchildren(f"{W}{name}"), None)


def _weight(properties: Any) -> bool | None:
    """Whether the properties of a run or a style say that it is bold; None when they say nothing."""
    mark = None if properties is None else _child(properties, "b")
    return None if mark is None else mark.get(f"{W}val") not in ("0", "false", "off")


def _numbering(properties: Any) -> tuple[str | None, int | None]:
    """The list that a paragraph or a style names, empty where it takes away that of its style, and its level there."""
    number = properties.find(f"{W}numPr/{W}numId")
    depth = properties.find(f"{W}numPr/{W}ilvl")
    named = None if number is None else number.get(f"{W}val") or ""
    value = (depth.get(f"{W}val") or "") if depth is not None else ""
    return "" if named == "0" else named, int(value) if value.isdecimal() and len(value) < 3 else None


def _resolved(identifier: str, own: dict[str, tuple[str, str, Any]], weights: dict[str, bool], default: str) -> Style:
    level: int | None = None
    bold: bool | None = None
    listed: bool | None = None
    number: str | None = None
    depth: int | None = None
    code = contents = False
    chain: list[str] = []
    for _ in range(LONGEST_CHAIN):
        if identifier not in own:
            break
        name, based, properties = own[identifier]
        if bold is None and identifier != default:
            bold = weights.get(identifier)
        if level is None:
            if heading := _HEADING.match(name):
                level = min(int(heading.group(1)), 6)
            elif name.lower() == "title":
                level = 1
            elif properties is not None:
                level = outline(properties)
        if number is None:
            chain.append(identifier)
            if properties is not None:
                number, own_depth = _numbering(properties)
                depth = own_depth if depth is None else depth
                listed = bool(number) if listed is None and number is not None else listed
        if listed is None and name.lower().startswith(("list bullet", "list number", "list paragraph")):
            listed = not name.lower().startswith("list paragraph") or None
        code = code or bool(_CODE.search(name))
        contents = contents or bool(_CONTENTS.match(name))
        identifier = based
    return Style(level or 0, bool(listed), code, contents, number or "", depth, tuple(chain), bool(bold))
