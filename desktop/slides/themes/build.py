"""An empty presentation in one of our themes: 16:9, a real master, real layouts with real placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.parts.slide import SlideLayoutPart

from desktop.slides.geometry import BULLETS, EMU, HEIGHT, SPECS, WIDTH, Frame
from desktop.slides.looks import Theme, east_asian
from desktop.slides.themes.markup import layout_xml, master_xml, theme_xml

if TYPE_CHECKING:
    from typing import Any

_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Lectern</Application><PresentationFormat>Widescreen</PresentationFormat></Properties>"
)
_VIEW = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:viewPr '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'
)
_FIRST_LAYOUT_ID = 2147483649


def blank_presentation(theme: Theme, language: str) -> Any:
    """Return a presentation without slides.

    python-pptx's own starting file is 4:3 and carries printer settings, a thumbnail and a stranger's name; its package
    is kept and all that a reader would see or find is replaced.
    """
    presentation = Presentation()
    part = presentation.part
    root = part._element
    size = root.find(qn("p:sldSz"))
    size.attrib.clear()
    size.set("cx", str(round(WIDTH * EMU)))
    size.set("cy", str(round(HEIGHT * EMU)))
    _drop(part, RT.PRINTER_SETTINGS)
    _drop(part.package, RT.THUMBNAIL)
    part.package.part_related_by(RT.EXTENDED_PROPERTIES)._blob = _APP.encode()
    part.part_related_by(RT.VIEW_PROPS)._blob = _VIEW.encode()
    part.part_related_by(RT.THEME)._blob = theme_xml(theme, east_asian(language))
    _build_master(presentation, theme)
    for language_of in root.iter(qn("a:defRPr")):
        if language_of.get("lang"):
            language_of.set("lang", language)
    return presentation


def _build_master(presentation: Any, theme: Theme) -> None:
    master = presentation.slide_master
    for layout in list(presentation.slide_layouts):
        presentation.slide_layouts.remove(layout)
    title, body, number = (_frame(role) for role in ("title", "body", "number"))
    written = parse_xml(master_xml(theme, title, body, number))
    old = master._element
    names = old.find(qn("p:sldLayoutIdLst"))  # python-pptx holds on to this element, so it is kept
    for child in list(old):
        old.remove(child)
    for child in list(written):
        old.append(names if child.tag == names.tag else child)
    for index, spec in enumerate(SPECS):
        uri = PackURI(f"/ppt/slideLayouts/slideLayout{index + 1}.xml")
        layout = SlideLayoutPart.load(uri, CT.PML_SLIDE_LAYOUT, master.part.package, layout_xml(spec, theme))
        layout.relate_to(master.part, RT.SLIDE_MASTER)
        entry = names.makeelement(qn("p:sldLayoutId"), {})
        entry.set("id", str(_FIRST_LAYOUT_ID + index))
        entry.set(qn("r:id"), master.part.relate_to(layout, RT.SLIDE_LAYOUT))
        names.append(entry)


def _frame(role: str) -> Frame:
    frame = BULLETS.frame(role)
    if frame is None:
        raise LookupError(role)
    return frame


def _drop(owner: Any, kind: str) -> None:
    """Remove the relationship of this kind, and with it the part."""
    rels = owner.rels if hasattr(owner, "rels") else owner._rels
    for key, relation in list(rels.items()):
        if relation.reltype == kind:
            rels.pop(key)
