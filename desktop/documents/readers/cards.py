"""Read calendars (iCalendar, RFC 5545) and cards of people (vCard): each event, task or person under its name."""

from __future__ import annotations

import quopri
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.documents.clean import clean, clean_line
from desktop.documents.readers import text
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections, some
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Components that people see; others (time zones, alarms) are for programs.
_SHOWN = frozenset(("VEVENT", "VTODO", "VJOURNAL", "VCARD"))
#: What is said of each, in this order, and what it is called.
_SAID = {
    "DUE": "Due",
    "LOCATION": "Where",
    "ORGANIZER": "Organizer",
    "ATTENDEE": "Attendee",
    "STATUS": "Status",
    "ORG": "Organization",
    "TITLE": "Title",
    "ROLE": "Role",
    "NICKNAME": "Nickname",
    "TEL": "Phone",
    "EMAIL": "E-mail",
    "ADR": "Address",
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
    "URL": "Web",
    "CATEGORIES": "Categories",
}
_DATES = frozenset(("DUE", "BDAY", "ANNIVERSARY"))
_LISTED = frozenset(("ORG", "ADR", "CATEGORIES"))
#: Values that are several ones in a row.
_DAYS = dict(
    zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
_LINE = re.compile(r'([A-Za-z0-9.-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z-]+)=?((?:"[^"]*"|[^";])*)')
_STAMP = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2})(?::?(\d{2}))?(Z)?)?")
_ESCAPED = re.compile(r"\\([\\,;:nN])")


class _Line(msgspec.Struct):
    """A property: its name without a group, its parameters and its value as written."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def words(self) -> str:
        return _unescaped(self.value)


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a calendar or of cards, in sections of a bounded size; what is neither is plain text.

    Raises:
        FileUnsupported: it is not text at all.
        FileHasNoText.
    """
    found = list(_components(_lines(text.text_of(source))))
    if not found:
        yield from text.read(source)
        return
    yield Opened(paged=False)
    yield from some(sections(block for lines in found for block in _blocks(lines)), source.shown)


def _lines(whole: str) -> Iterator[_Line]:
    """The properties, each on one line again (RFC 5545 3.1; quoted-printable of vCard 2.1 has a sign for it)."""
    rows = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(rows):
        row = rows[at]
        at += 1
        quoted = "QUOTED-PRINTABLE" in row.partition(":")[0].upper()
        while at < len(rows) and (rows[at][:1] in (" ", "\t") or (quoted and row.endswith("="))):
            row = row[:-1] + rows[at] if quoted and row.endswith("=") else row + rows[at][1:]
            at += 1
        if not (parted := _LINE.fullmatch(row)):
            continue
        name, said, value = parted.groups()
        parameters = {key.upper(): of.strip('"') for key, of in _PARAMETER.findall(said)}
        if quoted:
            value = text.decode(quopri.decodestring(value.encode()))
        yield _Line(name.rpartition(".")[2].upper(), parameters, value)


def _components(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """The properties of each component that people see, without those of components inside it."""
    held: list[_Line] = []
    inside: list[str] = []
    for line in lines:
        name = line.value.strip().upper()
        if line.name == "BEGIN":
            inside.append(name)
            held = [] if name in _SHOWN else held
        elif line.name == "END":
            if name in _SHOWN and held:
                yield held
                held = []
            if inside:
                inside.pop()
        elif inside and inside[-1] in _SHOWN:
            held.append(line)


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    by_name: dict[str, list[_Line]] = {}
    for line in lines:
        by_name.setdefault(line.name, []).append(line)
    if name := _name(by_name):
        yield Block(name, "heading", 2)
    said = [*_when(by_name), *_repeats(by_name)]
    for key, called in _SAID.items():
        said += [f"{called}: {value}" for line in by_name.get(key, ()) if (value := _value(line))]
    if said:
        yield Block("\n".join(said), "list")
    for key in ("DESCRIPTION", "COMMENT", "NOTE"):
        for line in by_name.get(key, ()):
            if words := clean(line.words):
                yield Block(words)


def _name(lines: dict[str, list[_Line]]) -> str:
    for key in ("SUMMARY", "FN"):
        if key in lines and (name := clean_line(lines[key][0].words)):
            return name
    parts = [clean_line(part) for part in _parted(lines["N"][0].value)] if "N" in lines else []
    # Family name, given name, further ones, what stands before and behind them.
    order = (3, 1, 2, 0, 4)
    return " ".join(parts[at] for at in order if at < len(parts) and parts[at])


def _value(line: _Line) -> str:
    if line.name in _DATES:
        return _stamp(line)
    if line.name in _LISTED:
        return ", ".join(filter(None, (clean_line(part) for part in _parted(line.value))))
    value = clean_line(re.sub("^(?:mailto|tel):", "", line.words, flags=re.IGNORECASE))
    if called := clean_line(line.parameters.get("CN", "")):
        return f"{called} <{value}>" if value and value != called else called
    return value


def _when(lines: dict[str, list[_Line]]) -> Iterator[str]:
    if "DTSTART" not in lines:
        return
    start = _stamp(lines["DTSTART"][0])
    end = _stamp(lines["DTEND"][0], last=True) if "DTEND" in lines else ""
    zone = clean_line(lines["DTSTART"][0].parameters.get("TZID", ""))
    if end and end[:10] == start[:10]:
        end = end[11:]
    yield f"When: {' – '.join(filter(None, (start, end)))}{f' ({zone})' if zone else ''}"


def _repeats(lines: dict[str, list[_Line]]) -> Iterator[str]:
    if "RRULE" not in lines:
        return
    rule = dict(part.partition("=")[::2] for part in lines["RRULE"][0].value.split(";"))
    days = [_DAYS.get(day[-2:].upper(), day) for day in rule.get("BYDAY", "").split(",") if day]
    until = _STAMP.match(rule.get("UNTIL", ""))
    said = (
        rule.get("FREQ", "").lower(),
        f"every {rule['INTERVAL']}" if rule.get("INTERVAL", "1") != "1" else "",
        f"on {', '.join(days)}" if days else "",
        f"{rule['COUNT']} times" if "COUNT" in rule else "",
        f"until {'-'.join(until.groups()[:3])}" if until else "",
    )
    if words := clean_line(", ".join(filter(None, said))):
        yield f"Repeats: {words}"


def _stamp(line: _Line, *, last: bool = False) -> str:
    """A date as "2024-05-06", with its time where it has one; of the end of whole days the `last` of them."""
    found = _STAMP.match(line.value.strip())
    if found is None:
        return clean_line(line.words)
    year, month, day, hour, minute, _, universal = found.groups()
    if hour is None:
        shown = f"{year}-{month}-{day}"
        if last:
            try:
                return (date.fromisoformat(shown) - timedelta(days=1)).isoformat()
            except (ValueError, OverflowError):
                return shown
        return shown
    return f"{year}-{month}-{day} {hour}:{minute}{' UTC' if universal else ''}"


def _parted(value: str) -> list[str]:
    """The parts of a value of several, which semicolons or commas part that no backslash marks."""
    return [_unescaped(part) for part in re.split(r"(?<!\\)[;,]", value)]


def _unescaped(value: str) -> str:
    kind: dict[str, Literal["\n"]] = {"n": "\n", "N": "\n"}
    return _ESCAPED.sub(lambda match: kind.get(match.group(1)) or match.group(1), value)
