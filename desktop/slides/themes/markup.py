"""The XML of a theme, its master and its layouts, written from the geometry and the look."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from desktop.slides.geometry import EMU, HEIGHT, WIDTH, Decoration, Frame, LayoutSpec
from desktop.slides.looks import SCHEME, Colour, Theme
from desktop.slides.scene import HANGING, SECOND
from desktop.slides.typography import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
#: Typefaces for scripts that the theme's own typefaces lack, as Office picks them by the language of the text.
_SCRIPTS = {
    "Jpan": "Yu Gothic",
    "Hang": "Malgun Gothic",
    "Hans": "Microsoft YaHei",
    "Hant": "Microsoft JhengHei",
    "Arab": "Arial",
    "Hebr": "Arial",
    "Thai": "Tahoma",
}


def emu(points: float) -> int:
    """Return whole EMU for points."""
    return round(points * EMU)


def colour(name: Colour) -> str:
    """Return a solid fill by the theme's slot, so that a change of colours reaches it."""
    return f'<a:solidFill><a:schemeClr val="{SCHEME[name]}"/></a:solidFill>'


def theme_xml(theme: Theme, east_asian: str) -> bytes:
    """Return theme1.xml: colours, typefaces, plain fills and lines."""
    slots: tuple[tuple[str, Colour], ...] = (
        ("dk1", "paper" if theme.dark else "ink"),
        ("lt1", "ink" if theme.dark else "paper"),
        ("dk2", "card" if theme.dark else "title"),
        ("lt2", "title" if theme.dark else "card"),
        ("accent1", "accent"),
        ("accent2", "neutral"),
        ("accent3", "muted"),
        ("accent4", "second"),
        ("accent5", "third"),
        ("accent6", "fourth"),
        ("hlink", "accent"),
        ("folHlink", "muted"),
    )
    scheme = "".join(f'<a:{slot}><a:srgbClr val="{theme.colours[name]}"/></a:{slot}>' for slot, name in slots)
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
        for width in (6350, 12700, 19050)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<a:theme {_SPACES} name="Lectern {theme.label}"><a:themeElements>'
        f'<a:clrScheme name="Lectern {theme.label}">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Lectern {theme.label}">{_font("major", theme.fonts.major, east_asian)}'
        f"{_font('minor', theme.fonts.minor, east_asian)}</a:fontScheme>"
        f'<a:fmtScheme name="Lectern"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()


def master_xml(theme: Theme, title: Frame, body: Frame, number: Frame) -> bytes:
    """Return slideMaster1.xml without its list of layouts."""
    mapping = 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"' if theme.dark else 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"'
    accents = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7))
    levels = "".join(_level(level, body.style, body.style.sizes[0]) for level in range(9))
    title_style = _level(0, title.style, title.style.sizes[0])
    other = "".join(
        f'<a:lvl{n + 1}pPr marL="{n * 457200}" algn="l"><a:defRPr sz="1600" kern="1200">{colour("ink")}{_face("minor")}'
        f"</a:defRPr></a:lvl{n + 1}pPr>"
        for n in range(9)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:sldMaster {_SPACES}><p:cSld><p:bg><p:bgPr>'
        f"{colour('paper')}<a:effectLst/></p:bgPr>"
        f"</p:bg>{_tree((_placeholder(title, 2), _placeholder(body, 3), _placeholder(number, 4)))}"
        f'</p:cSld><p:clrMap {mapping} {accents} hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst/>'
        f"<p:txStyles><p:titleStyle>{title_style}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles></p:sldMaster>"
    ).encode()


def layout_xml(spec: LayoutSpec, theme: Theme) -> bytes:
    """Return one slideLayoutN.xml."""
    shapes: list[str] = []
    number = 2
    for decoration in spec.decorations:
        shapes.append(_decoration(decoration, number))
        number += 1
    for frame in spec.frames:
        own: Colour | None = None
        if spec.fill:
            own = {"title": theme.section[1], "kicker": theme.section[2], "number": theme.section[2]}[frame.role]
        shapes.append(_placeholder(frame, number, own))
        number += 1
    kind = f'type="{spec.kind}"' if spec.kind else 'userDrawn="1"'
    fill = f"<p:bg><p:bgPr>{colour(theme.section[0])}<a:effectLst/></p:bgPr></p:bg>" if spec.fill else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:sldLayout {_SPACES} {kind} '
        f'preserve="1"><p:cSld name={quoteattr(spec.name)}>{fill}{_tree(shapes)}</p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    ).encode()


def _font(role: str, latin: str, east_asian: str) -> str:
    scripts = "".join(f'<a:font script="{script}" typeface="{face}"/>' for script, face in _SCRIPTS.items())
    return (
        f'<a:{role}Font><a:latin typeface="{latin}"/><a:ea typeface="{east_asian}"/><a:cs typeface="Arial"/>'
        f"{scripts}</a:{role}Font>"
    )


def _face(role: str) -> str:
    short = "mj" if role == "major" else "mn"
    return "".join(
        f'<a:{tag} typeface="+{short}-{part}"/>' for tag, part in (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
    )


def _level(level: int, style: Style, size: float, own: Colour | None = None) -> str:
    """Return the paragraph properties of one level, 0 to 8."""
    points = size if level == 0 else max(round(size * SECOND), 12)
    margin = emu(HANGING * (min(level, 4) + 1) + (8 if style.bullet == "number" else 0)) if style.bullet else 0
    hanging = emu(HANGING + (8 if style.bullet == "number" else 0)) if style.bullet else 0
    before = round((style.gap if level == 0 else style.gap * 0.4) * 100)
    if not style.bullet:
        bullet = "<a:buNone/>"
    elif style.bullet == "number" and level == 0:
        bullet = (
            f'<a:buClr><a:schemeClr val="{SCHEME["accent"]}"/></a:buClr><a:buFont typeface="+mj-lt"/>'
            f'<a:buAutoNum type="arabicPeriod"/>'
        )
    else:
        bullet = (
            f'<a:buClr><a:schemeClr val="{SCHEME["accent"]}"/></a:buClr><a:buFont typeface="Arial"/>'
            f'<a:buChar char="–"/>'
        )
    return (
        f'<a:lvl{level + 1}pPr marL="{margin}" indent="{-hanging}" algn="{style.align[0]}" defTabSz="914400" rtl="0" '
        f'eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="{style.spacing * 1000}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef>{bullet}'
        f'<a:defRPr sz="{round(points * 100)}" b="{int(style.bold)}" kern="1200">{colour(own or style.colour)}'
        f"{_face(style.font)}</a:defRPr></a:lvl{level + 1}pPr>"
    )


def _placeholder(frame: Frame, number: int, own: Colour | None = None) -> str:
    style = frame.style
    kind = "" if frame.kind == "obj" else f' type="{frame.kind}"'
    size = ' sz="quarter"' if frame.kind in {"body", "sldNum", "tbl", "chart"} and frame.idx > 1 else ""
    idx = f' idx="{frame.idx}"' if frame.idx else ""
    levels = "".join(_level(level, style, style.sizes[0], own) for level in range(5 if style.bullet else 1))
    if frame.kind == "sldNum":
        text = (
            '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-US"/>'
            '<a:t>‹#›</a:t></a:fld><a:endParaRPr lang="en-US"/></a:p>'
        )
    else:
        text = (
            f'<a:p><a:r><a:rPr lang="en-US"/><a:t>{escape(frame.prompt)}</a:t></a:r><a:endParaRPr lang="en-US"/></a:p>'
        )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(_name(frame))}/><p:cNvSpPr><a:spLocks '
        f'noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{kind}{size}{idx}/></p:nvPr></p:nvSpPr><p:spPr>{_box(frame.x, frame.y, frame.w, frame.h)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr vert="horz" wrap="square" '
        f'lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{_ANCHORS[style.anchor]}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{levels}</a:lstStyle>{text}</p:txBody></p:sp>"
    )


def _name(frame: Frame) -> str:
    words = {"sldNum": "Slide Number", "ctrTitle": "Title", "title": "Title", "subTitle": "Subtitle"}
    return words.get(frame.kind, frame.role.replace("-", " ").capitalize()) + f" {frame.idx or 1}"


def _decoration(shape: Decoration, number: int) -> str:
    solid = shape.shape != "mark"
    geometry = "ellipse" if shape.shape == "ellipse" else "rect"
    fill = colour(shape.colour) if solid else "<a:noFill/>"
    text = "<a:p><a:endParaRPr/></a:p>"
    anchor = "ctr" if shape.shape == "ellipse" else "t"
    if shape.text and shape.style is not None:
        style = shape.style
        text = (
            f'<a:p><a:pPr algn="{"ctr" if solid else "l"}"/><a:r><a:rPr lang="en-US" sz="{style.sizes[0] * 100}" '
            f'b="{int(style.bold)}">{colour(style.colour)}{_face(style.font)}</a:rPr><a:t>{escape(shape.text)}</a:t></a:r></a:p>'
        )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Decoration {number}"><a:extLst><a:ext '
        f'uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst></p:cNvPr>"
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_box(shape.x, shape.y, shape.w, shape.h)}'
        f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" wrap="none" anchor="{anchor}"/>'
        f"<a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def _box(x: float, y: float, w: float, h: float) -> str:
    return f'<a:xfrm><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(w)}" cy="{emu(h)}"/></a:xfrm>'


def _tree(shapes: Iterable[str]) -> str:
    group = (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/></a:xfrm>'
    )
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{group}</p:grpSpPr>{''.join(shapes)}</p:spTree>"
    )
