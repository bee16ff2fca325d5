"""Read plain text in any encoding."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from desktop.documents.clean import clean
from desktop.documents.readers.east_asian import east_asian
from desktop.documents.readers.one_byte import one_byte
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections, some
from desktop.domain.document import Block
from desktop.errors import FileUnsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Bytes that are looked at to guess an encoding; more would only cost time.
SAMPLE = 65536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n+")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
_FORM_FEED = re.compile("\f")


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a text file: paragraphs, in sections of a bounded size.

    Raises:
        FileUnsupported: it is not text at all.
        FileHasNoText.
    """
    text = text_of(source)
    yield Opened(paged=False)
    yield from some(sections(Block(piece) for piece in paragraphs(text)), source.shown)


def text_of(source: Source) -> str:
    """Return the text of a file.

    Raises:
        FileUnsupported: it is not text at all.
    """
    text = decode(source.data())
    if looks_binary(text):
        raise FileUnsupported(file=source.shown)
    return without_escapes(text)


def without_escapes(text: str) -> str:
    """Return text without what colours it on a terminal (ECMA-48)."""
    return _ESCAPES.sub("", text) if "\x1b" in text else text


def paragraphs(text: str) -> Iterator[str]:
    """Yield the stretches between empty lines, cleaned; lines inside a stretch are kept."""
    for piece in _PARAGRAPH.split(_FORM_FEED.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n"))):
        if cleaned := clean(piece):
            yield cleaned


def decode(data: bytes) -> str:
    """Decode bytes of an unknown encoding: by their mark, as UTF-8, by the pattern of zeros, else by a guess.

    A byte that fits no encoding becomes U+FFFD, so that one bad byte does not cost the file.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if wide := _wide(data[:SAMPLE]):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file that is UTF-8 but for a few bytes is still UTF-8.
        head = data[:SAMPLE].decode("utf-8", errors="replace")
        bad = head.count("�")
        if bad and bad * 50 < sum(ord(char) > 127 for char in head):
            return data.decode("utf-8", errors="replace")
        if not bad and error.start >= SAMPLE - 4:
            return data.decode("utf-8", errors="replace")
    return data.decode(_guess(data[:SAMPLE]), errors="replace")


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of western text is zero."""
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _guess(sample: bytes) -> str:
    """The encoding of text that is not UTF-8; those that can be told by their letters before anything is guessed."""
    from charset_normalizer import from_bytes

    cut = sample if len(sample) < SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample
    if found := east_asian(cut) or one_byte(cut):
        return found
    # Wide encodings were looked for above; of a few bytes they fit whatever is there.
    best = from_bytes(cut, cp_exclusion=["utf_16", "utf_16_be", "utf_16_le", "utf_32"]).best()
    return best.encoding if best else "cp1252"


def looks_binary(text: str) -> bool:
    """Whether decoded bytes hold more controls and replacement marks than any text does."""
    sample = text[:SAMPLE]
    bad = sum(char == "�" or (char < " " and char not in "\t\n\r\f\x1b\b") for char in sample)
    return bad > 8 and bad > 0.05 * len(sample)
