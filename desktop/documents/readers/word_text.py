"""Write the runs of a Word paragraph as text: breaks, equations on one line, text boxes set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: Elements around paragraphs and runs that only mark them.
WRAPPERS = frozenset(
    (
        *("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "r"),
        *("ruby", "rubyBase"),
    )
)
_MATH_WRAPPERS = frozenset(
    (
        *("oMath", "oMathPara", "r", "e", "num", "den", "sub", "sup", "fName", "deg", "lim", "d", "func", "nary"),
        *("rad", "m", "mr", "acc", "bar", "box", "eqArr", "groupChr", "limLow", "limUpp", "sPre"),
    )
)


def local(element: Any) -> str:
    """Name of an element without its namespace; empty for comments."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def choice(element: Any) -> Any:
    """The first branch of an AlternateContent; the others say the same for older programs."""
    return element[0] if len(element) else element


def text_of(element: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the text of a paragraph's runs; text boxes and described pictures are put into `boxes`."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab") and local(element) == "r":
            yield " "
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif isinstance(child.tag, str) and child.tag.startswith(_M):
            yield from _math(child, name, boxes)
        elif name == "AlternateContent":
            yield from text_of(choice(child), boxes)
        elif name in ("drawing", "pict", "object"):
            _boxes(child, boxes)
        elif name in WRAPPERS and not is_hidden(child):
            yield from text_of(child, boxes)


def is_hidden(run: Any) -> bool:
    """Whether a run is set as hidden (ECMA-376, 17.3.2.41), so that Word does not show it."""
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _boxes(element: Any, boxes: list[Any]) -> None:
    for inner in element.iter():
        name = local(inner)
        if name == "txbxContent":
            if not any(local(outer) == "txbxContent" for outer in inner.iterancestors()):
                boxes.append(inner)
        elif name == "docPr" and inner.get("descr"):
            boxes.append(inner)


def _math(element: Any, name: str, boxes: list[Any]) -> Iterator[str]:
    """Write Office Math on one line: fractions with a slash, powers with a caret."""
    if name == "f":
        parts = ["".join(text_of(part, boxes)) for part in element if local(part) in ("num", "den")]
        yield "/".join(part if len(part) < 2 else f"({part})" for part in parts)
    elif name == "rad":
        yield "√(" + "".join(text_of(element, boxes)) + ")"
    elif name in ("sSup", "sSub", "sSubSup"):
        for part in element:
            inner = "".join(text_of(part, boxes))
            yield {"sup": "^", "sub": "_"}.get(local(part), "") + inner
    elif name in _MATH_WRAPPERS:
        yield from text_of(element, boxes)
