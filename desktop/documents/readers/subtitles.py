"""Read subtitles (SubRip, WebVTT): what is said, put together again as sentences, with the time when each begins."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers import text
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections, some
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Characters after which a stretch of speech ends with its sentence, and after which it ends anyway.
ENOUGH, LONGEST = 400, 1_200
#: Seconds of silence that end a stretch.
SILENCE = 8.0
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}")
_TITLE = re.compile(r"^WEBVTT[ \t]+(?:[-–—][ \t]*)?(\S.*)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
#: Marks of how a line is set: tags, and those of the SubStation format in braces.
_MARKS = re.compile(r"</?[a-zA-Z0-9][^>]*>|\{\\[^}]*\}")
#: Where another one speaks in the same cue.
_TURN = re.compile(r" (?=[-–—] ?\w)")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


class _Cue(msgspec.Struct):
    """What is said from one time to another, and by whom where that is known."""

    start: float
    end: float
    words: str
    speaker: str = ""


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of subtitles, in sections of a bounded size; a file without any is plain text.

    Raises:
        FileUnsupported: it is not text at all.
        FileHasNoText.
    """
    whole = text.text_of(source).replace("\r\n", "\n").replace("\r", "\n")
    cues = list(_cues(whole))
    if not cues:
        yield from text.read(source)
        return
    title = _TITLE.match(whole)
    yield Opened(title=clean_line(title.group(1))[:300] if title else "", paged=False)
    yield from some(sections(_stretches(cues)), source.shown)


def _cues(whole: str) -> Iterator[_Cue]:
    """The cues, without words that one before has already, as captions that roll have."""
    lines = whole.split("\n")
    before = ""
    for at, line in enumerate(lines):
        if not (times := _TIMES.match(line)):
            continue
        end = next((row for row in range(at + 1, len(lines)) if not lines[row].strip()), len(lines))
        said: list[str] = []
        speaker = ""
        for words in lines[at + 1 : end]:
            if _TIMES.match(words):  # no empty line before it
                break
            speaker = speaker or (voice.group(1) if (voice := _VOICE.search(words)) else "")
            shown = clean_line(html.unescape(_MARKS.sub("", words)))
            if shown and shown != before:
                said.append(shown)
                before = shown
        if said:
            fields = times.groups()
            words = _TURN.sub("\n", " ".join(said))
            yield _Cue(_seconds(*fields[:4]), _seconds(*fields[4:]), words, clean_line(speaker))


def _stretches(cues: list[_Cue]) -> Iterator[Block]:
    """Cues put together up to the end of a sentence, a silence, or another speaker."""
    held: list[_Cue] = []
    size = 0
    for cue in cues:
        if held and (cue.speaker != held[-1].speaker or cue.start - held[-1].end > SILENCE or _full(held[-1], size)):
            yield _block(held)
            held, size = [], 0
        held.append(cue)
        size += len(cue.words)
    if held:
        yield _block(held)


def _full(last: _Cue, size: int) -> bool:
    return size > LONGEST or (size > ENOUGH and _SENTENCE_END.search(last.words) is not None)


def _block(cues: list[_Cue]) -> Block:
    begin = int(cues[0].start)
    time = f"{begin // 3600:02}:{begin // 60 % 60:02}:{begin % 60:02}"
    speaker = f"{cues[0].speaker}: " if cues[0].speaker else ""
    return Block(f"{time}\n{speaker}{' '.join(cue.words for cue in cues)}")


def _seconds(hours: str | None, minutes: str, seconds: str, parts: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(f"{seconds}.{parts}")
