"""What a .pptx needs besides its slides: properties, the notes master in its place, and sections."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from desktop.slides.clean import clean

if TYPE_CHECKING:
    from desktop.domain.deck import Deck

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def finish(presentation: Any, deck: Deck, author: str) -> bytes:
    """Write properties, list the notes master, open the sections, and return the file's bytes."""
    _describe(presentation.core_properties, deck, author)
    _list_notes_master(presentation.part)
    _write_sections(presentation, deck)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _describe(properties: Any, deck: Deck, author: str) -> None:
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0, tzinfo=None)
    properties.title = clean(deck.title)[:255]
    properties.subject = clean(deck.subtitle)[:255]
    properties.author = clean(author)[:255]
    properties.last_modified_by = clean(author)[:255]
    properties.created = properties.modified = now
    properties.revision = 1
    properties.language = deck.language
    properties.keywords = properties.category = properties.comments = ""


def _list_notes_master(part: Any) -> None:
    """Name the notes master in presentation.xml, right behind the slide masters, or Keynote refuses the file."""
    root = part._element
    related = [key for key, relation in part.rels.items() if relation.reltype == RT.NOTES_MASTER]
    if not related or root.find(qn("p:notesMasterIdLst")) is not None:
        return
    listed = parse_xml(
        f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{related[0]}"/></p:notesMasterIdLst>'
    )
    root.find(qn("p:sldMasterIdLst")).addnext(listed)


def _write_sections(presentation: Any, deck: Deck) -> None:
    """Open a section at each section slide; every slide is in one, or PowerPoint asks for repair."""
    ids = [entry.get("id") for entry in presentation.part._element.find(qn("p:sldIdLst"))]
    starts = [index for index, slide in enumerate(deck.slides) if slide.layout == "section"]
    if not starts or len(ids) != len(deck.slides):
        return
    names = [(0, deck.title)] if starts[0] > 0 else []
    names += [(index, deck.slides[index].title) for index in starts]
    closing = next((i for i, slide in enumerate(deck.slides) if slide.layout == "closing"), len(ids))
    if closing < len(ids) and closing > starts[-1]:
        names.append((closing, deck.slides[closing].title))
    listed = parse_xml(
        f'<p:extLst {nsdecls("p")}><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}"/></p:ext></p:extLst>'
    )
    holder = listed[0][0]
    for number, (start, name) in enumerate(names):
        end = names[number + 1][0] if number + 1 < len(names) else len(ids)
        section = holder.makeelement(f"{{{_P14}}}section", {})
        section.set("name", clean(name)[:120] or str(number + 1))
        section.set("id", "{" + str(uuid5(NAMESPACE_URL, f"{deck.title}/{number}/{name}")).upper() + "}")
        members = section.makeelement(f"{{{_P14}}}sldIdLst", {})
        for identifier in ids[start:end]:
            member = members.makeelement(f"{{{_P14}}}sldId", {})
            member.set("id", identifier)
            members.append(member)
        section.append(members)
        holder.append(section)
    root = presentation.part._element
    old = root.find(qn("p:extLst"))
    if old is not None:
        root.remove(old)
    root.append(listed)
