"""Which documents a question wants summed up, and documents as passages of a whole page each; pure."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.chat.language import say
from desktop.chat.quoted import inline, plain, told_apart
from desktop.domain.document import Passage
from desktop.domain.heads import heads_within
from desktop.reasoning.compared import sides_of
from desktop.reasoning.parts import parts_of_what
from desktop.reasoning.questions import kind_of, subject_of
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.chat.language import Language
    from desktop.domain.conversation import Message
    from desktop.domain.document import Document, Found, Named

#: Documents up to which a summary is of all of them together.
MOST = 6
#: Documents that are told where it is not clear which one is meant.
_TOLD = 5
#: Passages that are looked at for the document that is most likely meant; a word that may be a name, or has a figure.
_LOOKED_AT = 8
_NAME = re.compile(r"\b(?:[A-Z]\w*|\w*\d\w*)")
_JOINS, _ENDINGS = re.compile(r"[\W_]+"), re.compile(r"(?<=\d) ?年|['’]s\b")
#: What points at one document that was spoken of, or was just dropped.
_ONE = r"(?:(?:this|that|the) (?:document|file|report|paper|text|presentation|deck|book|pdf|article|one)|it|this|that)"
_POINTS = re.compile(rf"\b{_ONE}\b|\binside\b|[这那该此本][份篇个本]?|它|里[面头]", re.IGNORECASE)
#: A question that has nothing in it but that: of a document not spoken of yet, it asks what that is about.
_OPEN = re.compile(
    r"\W*(?:(?:and|so|now|ok(?:ay)?|please),? )*"
    rf"(?:what(?:['’]?s| is) (?:in {_ONE}|inside(?: (?:of )?{_ONE})?|{_ONE} about)"
    rf"|what does {_ONE} (?:say|contain|cover)|(?:can you )?tell me (?:about {_ONE}|what(?:['’]?s| is) in {_ONE}))\W*"
    r"|(?:它|[这那](?:个|份|篇)?(?:文[件档])?)?(?:里[面头]?|中)(?:都|主要)?(?:有|是|[写讲说](?:了|的是)?)些?(?:什么|啥)(?:内容)?\W*",
    re.IGNORECASE,
)


class Meant(msgspec.Struct, frozen=True):
    """Which files a question wants summed up.

    Attributes:
        clear: False where they are only those that may be meant.
        instead: the file is summed up since what is asked for does not stand in it.
        parts: the headings of its parts are asked for, not what it says.
        page: the page that is asked for, where it is one; see `reasoning.pages`.
    """

    files: tuple[str, ...]
    clear: bool = True
    instead: bool = False
    parts: bool = False
    page: str = ""


def wants_whole(question: str) -> bool:
    """Whether `question` may want documents summed up; `meant` says which."""
    return kind_of(question) == "summary" or _OPEN.fullmatch(question) is not None


def meant(question: str, names: Sequence[Named], history: Sequence[Message] = (), total: int = 0) -> Meant | None:
    """Return the documents that a question which wants a summary means.

    Those whose file it names, else those whose file or title has all words of its subject. Where it names nothing and
    points at one: what was dropped on the conversation and not cited yet, else the one document that the last answer
    cites. Where it only names nothing: all; where these are more than `MOST`, all that was dropped, and without that it
    is not clear which is meant. None where something in documents is asked for, as in "an overview of the costs" or,
    where there was an answer, "What does it say?".

    Args:
        total: documents that there will be when all are read, where these are more than `names`.
    """
    exact, rest = _named(question, names)
    is_open = _OPEN.fullmatch(question) is not None
    subject = set() if is_open else _words(subject_of(rest))
    if exact:
        return None if subject else _as_meant(exact)
    if not subject:
        return _not_named(question, names, history, total, is_open=is_open)
    asked = _words(question)
    shared = {one: len(asked & words) for one in names if subject <= (words := _words(_called(one)))}
    best = [one for one, count in shared.items() if count == max(shared.values())]
    return _as_meant(best) if best else None


def by_names_alone(question: str, names: Callable[[], Sequence[Named]]) -> Meant | None:
    """Return the documents of a question that asks for the parts of one ("What chapters are in the handbook?"), or that
    compares some by their names alone; else None.

    Args:
        names: asked only where the question is of that kind.
    """
    if of_what := parts_of_what(question):
        one = meant(f"summary: {of_what}", names())
        return Meant(one.files, parts=True) if one is not None and len(one.files) == 1 else None
    sides = sides_of(question)
    told = [meant(f"summary: {side.question}", names()) for side in sides]
    files = tuple(dict.fromkeys(one.files[0] for one in told if one is not None and len(one.files) == 1))
    return Meant(files) if len(files) == len(sides) > 1 else None


def _not_named(
    question: str, names: Sequence[Named], history: Sequence[Message], total: int, *, is_open: bool
) -> Meant | None:
    """Return the documents that are meant by a question that names none, as `meant` says."""
    spoken_of = {citation.file for message in history for citation in message.citations}
    dropped = [one for one in names if one.dropped]
    points = _POINTS.search(question) is not None
    if points and (new := [one for one in dropped if one.file not in spoken_of]):
        return _as_meant(new)
    if is_open and spoken_of:
        return None
    cited = _cited(history, names)
    if points and len(cited) == 1:
        return Meant(cited)
    if max(len(names), total) <= MOST:
        return _as_meant(names)
    return _as_meant(dropped) if dropped else Meant(cited, clear=False)


def covered(question: str, names: Sequence[Named], found: Found, cover: Callable[[str], str]) -> Meant | None:
    """Return those of the documents found whose covers say all that a question for a summary names, if it only names.

    "The Apple report for Q3 2022" may be "2022 Q3 AAPL.pdf". A word that is not written like a name may be asked for in
    a document, so such a question means none.

    Args:
        cover: returns the first words of a file.
    """
    subject = _subject(question)
    wanted = _words(subject)
    if not wanted or found.absent or not wanted <= _must(subject):
        return None
    files = {passage.file for passage in found.passages}
    said = [one for one in names if one.file in files and wanted <= _words(f"{_called(one)} {cover(one.file)}")]
    return _as_meant(said) if said else None


def likely(question: str, names: Sequence[Named], found: Found, cover: Callable[[str], str]) -> Meant | None:
    """Return the one document that a question most likely wants summed up whose words nothing that was found answers.

    It is that of the best passage and of most of them, and its file or title has at least half of the subject's words:
    "the main findings of the heat pump trial" may mean the final report on a heat pump pilot. What is written like a
    name, or has a figure, must be there or on its cover: the report of another company, or of another year, is not
    meant.

    Args:
        cover: returns the first words of a file.
    """
    files = [passage.file for passage in found.passages[:_LOOKED_AT]]
    best = next((one for one in names if files and one.file == files[0]), None)
    if best is None or found.absent or 2 * files.count(best.file) <= len(files):
        return None
    subject, called = _subject(question), _words(_called(best))
    wanted = _words(subject)
    if not wanted or 2 * len(wanted & called) < len(wanted):
        return None
    if not _must(subject) <= called | _words(cover(best.file)):
        return None
    return Meant((best.file,), instead=True)


def instead(told: Meant, language: Language) -> str:
    """Return the sentence before a summary of a document that does not hold what was asked for; else nothing."""
    if not told.instead:
        return ""
    return say("instead", language, name=inline(PurePath(told.files[0]).name)) + "\n\n"


def which_one(told: Meant, found: Found, language: Language) -> str:
    """Return the sentence that asks which document is meant, with some that may be."""
    files = (told.files or tuple(dict.fromkeys(passage.file for passage in found.passages)))[:_TOLD]
    shown = told_apart(files)
    text = say("which-one", language, files=found.files_searched)
    if not shown:
        return text
    if told.page:
        return "\n\n".join([text, say("may-be", language), "\n".join(f"- {plain(one)}" for one in shown)])
    example = say("which-example", language, name=inline(shown[0]))
    return "\n\n".join([f"{text} {example}", say("may-be", language), "\n".join(f"- {plain(one)}" for one in shown)])


def _subject(question: str) -> str:
    """Return what a question wants a summary of; its first word is written like a name without being one."""
    return subject_of(question[:1].lower() + question[1:])


def _must(subject: str) -> set[str]:
    """Return the words that are written like names, or have a figure."""
    return {word for part in _NAME.findall(subject) for word in _words(part)}


def _as_meant(names: Sequence[Named]) -> Meant:
    return Meant(tuple(one.file for one in names), clear=len(names) <= MOST)


def _named(question: str, names: Sequence[Named]) -> tuple[list[Named], str]:
    """Return the documents whose file name stands in the question, with folders or not, and the question without it.

    A longer name goes before one in it: "Final report.pdf" is not "report.pdf", and "2023/report.pdf" none of 2024.
    """
    folded = _folded(question)
    places = {one: place for one in names if (place := _place(folded, PurePath(one.file).parts))}
    longest = {
        (start, end)
        for start, end in places.values()
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in places.values())
    }
    for start, end in sorted(longest, reverse=True):
        folded = f"{folded[:start]} {folded[end:]}"
    return [one for one, place in places.items() if place in longest], folded


def _place(folded: str, parts: Sequence[str]) -> tuple[int, int] | None:
    """Return where a path, or as much of its end as there is, stands in a question; None where its name does not."""
    for first in range(len(parts)) if _folded(parts[-1]) in folded else ():
        path = _folded("/".join(parts[first:]))
        start = folded.find(path)
        if start > 0 and _is_latin(folded[start - 1]) and _is_latin(path[0]):
            continue
        if start >= 0:
            return start, start + len(path)
    return None


def _cited(history: Sequence[Message], names: Sequence[Named]) -> tuple[str, ...]:
    """Return the files that the last answer cites and that are still there, each once."""
    known = {one.file for one in names}
    answer = next((message for message in reversed(history) if message.role == "assistant"), None)
    cited = (citation.file for citation in answer.citations) if answer else ()
    return tuple(dict.fromkeys(file for file in cited if file in known))


def _called(one: Named) -> str:
    return f"{PurePath(one.file).name} {one.title}"


def _words(text: str) -> set[str]:
    """Return the words of a name, whatever joins them; "2024年" is the year, and "Apple's" the name."""
    return set(terms(_JOINS.sub(" ", _ENDINGS.sub(" ", text))))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def pages_of(documents: Sequence[Document], characters: int) -> tuple[Passage, ...]:
    """Return every page as a passage, if all of them together are no longer than `characters`."""
    pages = [
        Passage(
            file=document.file,
            page=page.number if document.paged else None,
            heading=None,
            text=page.text,
            score=1.0,
            page_label=page.label,
            heads=heads_within(page.blocks, page.text),
        )
        for document in documents
        for page in document.pages
        if page.text.strip()
    ]
    return tuple(pages) if sum(len(page.text) for page in pages) <= characters else ()
