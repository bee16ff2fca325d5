"""Write the runs of a Word paragraph as text: breaks, equations on one line, text boxes set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from desktop.documents.readers import charts, diagrams

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


#: Signs of Wingdings that say something, by their place in it.
_SYMBOLS = {
    "FE": "☒",
    "FD": "☒",
    "A8": "☐",
    "6F": "☐",
    "FC": "✓",
    "FB": "✗",
    "E0": "→",
    "DF": "←",
    "A7": "▪",
    "4A": "☺",
}
#: A chart or a graphic of a drawing, which are in parts of their own.
_GRAPHICS = frozenset((f"{charts.CHART}chart", diagrams.REFERENCE))


def local(element: Any) -> str:
    """Name of an element without its namespace; empty for comments."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def choice(element: Any) -> Any:
    """The first branch of an AlternateContent; the others say the same for older programs."""
    return element[0] if len(element) else element


def text_of(element: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the text of a paragraph's runs; text boxes, charts and described pictures are put into `boxes`."""
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
        elif name == "sym":
            yield _SYMBOLS.get((child.get(f"{W}char") or "").upper()[-2:], "") if _is_wingdings(child) else ""
        elif name == "checkBox":
            yield _box(child)
        elif isinstance(child.tag, str) and child.tag.startswith(_M):
            yield from _math(child, name, boxes)
        elif name == "AlternateContent":
            yield from text_of(choice(child), boxes)
        elif name in ("drawing", "pict", "object"):
            _boxes(child, boxes)
        elif name in ("fldChar", "ffData") or (name in WRAPPERS and not is_hidden(child) and not is_placeholder(child)):
            yield from text_of(child, boxes)


def is_hidden(run: Any) -> bool:
    """Whether a run is set as hidden (ECMA-376, 17.3.2.41), so that Word does not show it."""
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def is_placeholder(control: Any) -> bool:
    """Whether a content control was not filled in, so that it shows what to type there (ECMA-376, 17.5.2.39)."""
    mark = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _is_wingdings(symbol: Any) -> bool:
    return (symbol.get(f"{W}font") or "").strip() == "Wingdings"


def _box(check: Any) -> str:
    """A box of an old form, as it was ticked (ECMA-376, 17.16.7)."""
    state = check.find(f"{W}checked")
    state = check.find(f"{W}default") if state is None else state
    return "☒" if state is not None and state.get(f"{W}val") not in ("0", "false", "off") else "☐"


def _boxes(element: Any, boxes: list[Any]) -> None:
    for inner in element.iter():
        name = local(inner)
        if name == "txbxContent":
            if not any(local(outer) == "txbxContent" for outer in inner.iterancestors()):
                boxes.append(inner)
        elif (name == "docPr" and inner.get("descr")) or inner.tag in _GRAPHICS:
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
