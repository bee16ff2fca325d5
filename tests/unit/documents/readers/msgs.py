"""Write small messages as Outlook saves them: compound files (MS-CFB) of properties (MS-OXMSG), by hand."""

from __future__ import annotations

import struct

import msgspec

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR, _MINI = 512, 64
#: Property types: text in UTF-16, bytes, a time.
_TEXT, _BYTES, _TIME = 0x001F, 0x0102, 0x0040

Tree = dict[str, "bytes | Tree"]


class _Entry(msgspec.Struct):
    """An entry of the directory."""

    name: bytes
    kind: int
    right: int = _FREE
    child: int = _FREE
    start: int = 0
    size: int = 0

    def written(self) -> bytes:
        links = (len(self.name) + 2, self.kind, 1, _FREE, self.right, self.child)
        return struct.pack("<64sHBBIII36xIQ", self.name, *links, self.start, self.size)


def message(
    subject: str = "",
    body: str = "",
    *,
    html: bytes = b"",
    sender: tuple[str, str] = ("", ""),
    to: tuple[tuple[str, str], ...] = (),
    attached: tuple[str | tuple[str, bytes], ...] = (),
    inside: tuple[Tree, ...] = (),
    headers: str = "",
    sent: int = 0,
) -> bytes:
    """Return the bytes of a message; `sent` counts 100 ns since 1601."""
    return _compound(
        parts(
            subject, body, html=html, sender=sender, to=to, attached=attached, inside=inside, headers=headers, sent=sent
        )
    )


def parts(
    subject: str = "",
    body: str = "",
    *,
    html: bytes = b"",
    sender: tuple[str, str] = ("", ""),
    to: tuple[tuple[str, str], ...] = (),
    attached: tuple[str | tuple[str, bytes], ...] = (),
    inside: tuple[Tree, ...] = (),
    headers: str = "",
    sent: int = 0,
    header: int = 32,
) -> Tree:
    """Return the streams of a message; `inside` are those of messages attached to it, with a `header` of 24."""
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x1000: body, 0x0C1A: sender[0], 0x0C1F: sender[1], 0x007D: headers}
    tree = _storage(texts, {0x1013: html}, {0x0039: sent}, header=header)
    for number, (name, address) in enumerate(to):
        tree[f"__recip_version1.0_#{number:08X}"] = _storage({0x3001: name, 0x39FE: address}, {}, {}, header=8)
    for number, one in enumerate(attached):
        name, data = (one, b"never read") if isinstance(one, str) else one
        tree[f"__attach_version1.0_#{number:08X}"] = _storage({0x3707: name}, {0x3701: data}, {}, header=8)
    for number, message in enumerate(inside, len(attached)):
        storage = _storage({0x3001: "A message"}, {}, {}, header=8)
        tree[f"__attach_version1.0_#{number:08X}"] = {**storage, "__substg1.0_3701000D": message}
    return tree


def _storage(texts: dict[int, str], data: dict[int, bytes], times: dict[int, int], header: int) -> Tree:
    streams = {(number, _TEXT): text.encode("utf-16-le") for number, text in texts.items() if text}
    streams |= {(number, _BYTES): value for number, value in data.items() if value}
    entries = b"".join(
        struct.pack("<HHIII", kind, number, 6, len(value) + (2 if kind == _TEXT else 0), 0)
        for (number, kind), value in streams.items()
    )
    entries += b"".join(struct.pack("<HHIQ", _TIME, number, 6, time) for number, time in times.items() if time)
    tree: Tree = {f"__substg1.0_{number:04X}{kind:04X}": value for (number, kind), value in streams.items()}
    tree["__properties_version1.0"] = bytes(header) + entries
    return tree


def _compound(tree: Tree) -> bytes:
    """All streams in the mini stream; siblings hang on one another's right side."""
    entries: list[_Entry] = []
    minis: list[bytes] = []
    chain: list[int] = []

    def add(name: str, content: bytes | Tree, kind: int) -> int:
        index = len(entries)
        entries.append(_Entry(name.encode("utf-16-le"), kind))
        if isinstance(content, bytes):
            count = -(-len(content) // _MINI)
            start = len(minis)
            minis.extend(content[at * _MINI : (at + 1) * _MINI].ljust(_MINI, b"\0") for at in range(count))
            chain.extend([*range(start + 1, start + count), _END] if count else [])
            entries[index].start, entries[index].size = start if count else _END, len(content)
            return index
        before = None
        for inner, value in content.items():
            number = add(inner, value, 2 if isinstance(value, bytes) else 1)
            if before is None:
                entries[index].child = number
            else:
                entries[before].right = number
            before = number
        return index

    add("Root Entry", tree, 5)
    stream = b"".join(minis)
    minifat = b"".join(struct.pack("<I", one) for one in chain)
    parts = [b"", minifat, stream]  # the directory is written when the places of the others are known
    sizes = [-(-len(entries) // 4), -(-len(minifat) // _SECTOR), -(-len(stream) // _SECTOR)]
    starts = [1, 1 + sizes[0], 1 + sizes[0] + sizes[1]]
    entries[0].start, entries[0].size = starts[2], len(stream)
    parts[0] = b"".join(entry.written() for entry in entries)
    fat = [_FAT]
    for start, size in zip(starts, sizes, strict=True):
        fat += [*range(start + 1, start + size), _END]
    assert len(fat) <= _SECTOR // 4
    table = b"".join(struct.pack("<I", one) for one in fat).ljust(_SECTOR, b"\xff")
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b""),
        *(0, 1, starts[0], 0, 4096, starts[1], sizes[1], _END, 0, 0),
    ).ljust(_SECTOR, b"\xff")
    body = b"".join(part.ljust(size * _SECTOR, b"\0") for part, size in zip(parts, sizes, strict=True))
    return head + table + body
