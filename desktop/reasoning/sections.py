"""Find the section whose heading is what a question asks for, in its words or in others ("What comes next"); pure."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.quote import normalise
from desktop.reasoning.extract import Quote
from desktop.reasoning.sentences import is_row, spans, without_number
from desktop.reasoning.units import LONGEST
from desktop.reasoning.words import asks_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.document import Passage
    from desktop.reasoning.extract import Similarity

_SMALL = (
    r"of|for|in|on|at|to|from|by|with|about|after|before|during|under|the|this|that|these|those|his|her|its|our|your|"
    r"their|my|are|were|do|does|did|has|have|had|can|could|must|should|will|would|may|there|agreed|mentioned|listed"
)
_ASKS = re.compile(
    r"(?:so |and |please )?(?:(?:what|which)(?: are| were|['’]re)?|list|name|tell me|show me)(?: all)?"
    r"(?: the| its| his| her| our| your| their| my)?"
    rf" (?P<what>[^\W\d_]+(?:[ -](?!(?:{_SMALL})\b)[^\W\d_]+){{0,3}})(?P<rest>(?:['’]s?)?(?: .*)?)",
    re.IGNORECASE,
)
_ASKS_CHINESE = re.compile(
    r"(?:(?P<before>.*?)的?(?P<sort>[^的\W]{2,10})(?:都|一共)?(?:有|是|包括)(?:哪些|什么)"
    r"|(?P<first>.*?)(?:都|一共)?有(?:哪些|什么)(?P<kind>[^的\W]{2,10}))"
)
_SEVERAL = re.compile(r"[^s]s$|people$|children$", re.IGNORECASE)
#: What a question calls the document itself, which tells no section from others.
_ITSELF = frozenset(
    terms("study paper thesis chapter report document text minutes meeting contract agreement manual article letter")
)
#: Likeness, by meaning, of what is asked for to a heading from which the heading is another name for it; less is enough
#: where they share a word.
_ALIKE, _ALIKE_SHARING = 0.45, 0.38
#: What of the rest of the question has to stand in or around the section.
_REST = 0.5
#: Times the longest quote from which on a section is read rather than quoted.
_TOO_LONG = 2
#: What the section scores that is called so, and one that is called alike.
_SAME, _OTHER = 0.85, 0.75


class Section(msgspec.Struct, frozen=True):
    """What stands under a heading in a passage, with the heading and those above it."""

    passage: Passage
    heading: str
    path: str
    text: str


def topic_of(question: str) -> tuple[str, str]:
    """Return what a question wants several of ("next steps"), and the rest of it; nothing where it wants other."""
    asked = " ".join(question.split()).strip(" ?？.。!！")
    if asks_unspaced(asked):
        match = _ASKS_CHINESE.fullmatch(asked)
        return ((match["sort"] or match["kind"]), match["before"] or match["first"] or "") if match else ("", "")
    match = _ASKS.fullmatch(asked)
    if match is None or not _SEVERAL.search(match["what"]):
        return "", ""
    return match["what"], match["rest"]


def section_asked(question: str, passages: Sequence[Passage], similarity: Similarity) -> Quote | None:
    """Return the section of `passages` whose heading is what `question` wants several of; None where there is none.

    Args:
        similarity: of the question to the headings, called once.
    """
    topic, rest = topic_of(question)
    wanted = set(terms(topic))
    if not wanted:
        return None
    near = [one for one in _sections(passages) if _stands(rest, one)]
    exact = [one for one in near if _called(one, topic, wanted)]
    if exact:
        return _quote(min(exact, key=lambda one: len(terms(one.heading))), _SAME)
    if not near or asks_unspaced(question):
        return None
    likeness = similarity(topic, [without_number(one.heading) for one in near])
    alike, best = max(zip(likeness, near, strict=True), key=lambda pair: pair[0])
    shares = not wanted.isdisjoint(_words(best.heading))
    return _quote(best, _OTHER) if alike >= (_ALIKE_SHARING if shares else _ALIKE) else None


def _called(one: Section, topic: str, wanted: set[str]) -> bool:
    """Whether a section's heading has all words asked for; in Chinese one of the two ends with the other."""
    name = without_number(one.heading)
    if asks_unspaced(topic):
        return name.endswith(topic) or (len(name) > 1 and topic.endswith(name))
    return wanted <= set(terms(name))


def _words(heading: str) -> set[str]:
    """Return the words of a heading; in one so short those count too that say little in a sentence."""
    return set(terms(heading)) | set(re.findall(r"[^\W\d_]{4,}", heading.lower()))


def _stands(rest: str, one: Section) -> bool:
    """Whether what else the question says is found in the section's passage, its headings or the file's name."""
    asked = set(terms(rest)) - _ITSELF
    name = re.sub(r"[\W_]+", " ", PurePath(one.passage.file).stem)
    around = set(terms(f"{name} {one.path} {one.passage.heading or ''} {one.passage.text}"))
    return len(asked & around) >= _REST * len(asked)


def _sections(passages: Sequence[Passage]) -> Iterator[Section]:
    seen: set[tuple[str, str]] = set()
    for passage in passages:
        starts = [(0, passage.heading or ""), *((head.start, head.path) for head in passage.heads)]
        ends = [start for start, _ in starts[1:]] + [len(passage.text)]
        for (start, path), end in zip(starts, ends, strict=True):
            heading = path.rpartition("›")[2].strip()
            text = _without(passage.text[start:end], heading)
            if heading and text and (passage.file, path) not in seen:
                seen.add((passage.file, path))
                yield Section(passage, heading, path, text)


def _without(text: str, heading: str) -> str:
    """Return a section's text without the heading that it begins with."""
    first, _, rest = text.strip().partition("\n")
    return rest.strip() if normalise(first) == normalise(heading) else text.strip()


def _quote(one: Section, score: float) -> Quote | None:
    """Return a section as one quote, its first sentences where it is somewhat long; a table is quoted by its lines."""
    cuts = spans(one.text, laid_out=True)
    if len(one.text) > _TOO_LONG * LONGEST or any(is_row(one.text[start:end]) for start, end in cuts):
        return None
    last = max((end for _, end in cuts if end <= LONGEST), default=0)
    return Quote(one.passage, one.text[:last], score, covered=1.0, heading=one.heading, lines=True) if last else None
