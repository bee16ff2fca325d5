"""Prove an answer while it is written: each mark points to words on a page, each number stands there, or it is told."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from desktop.chat.language import NOT_THERE, denies, say
from desktop.chat.support import best_words, comparable, covered, unsupported
from desktop.domain.document import Citation
from desktop.domain.quote import check, normalise, numbers
from desktop.reasoning.sentences import prose_spans
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.chat.language import Language
    from desktop.domain.document import Passage

#: Share of a sentence's words that a passage must hold to be cited for it unasked, and to be left as its citation.
STRONG, WEAK = 0.65, 0.2
#: Content words from which a sentence is worth a citation of its own, and characters from which a number alone is.
_ENOUGH, _TELLING = 3, 4
#: Content words from which a sentence claims enough to be marked when no source holds any of it.
_CLAIM = 5

_MARK = re.compile(r"\s*[\[【]\s*(?:sources?\s*)?(\d{1,3}(?:\s*[,，;、]\s*\d{1,3})*)\s*[\]】]", re.IGNORECASE)
_ONLY_MARKS = re.compile(
    r"(?:\s*[\[【]\s*(?:sources?\s*)?\d{1,3}(?:\s*[,，;、]\s*\d{1,3})*\s*[\]】])+\s*[.。]?", re.IGNORECASE
)
#: A mark that stands right behind a full stop, or right before a word.
_TIGHT = re.compile(r"([.!?](?=[\[【]\s*(?:sources?\s*)?\d)|(?<=\d)[\]】](?=[a-z]))", re.IGNORECASE)
#: A whole word that is no mark.
_NEXT_WORD = re.compile(r"\s*[^\s\[【]+\s")
_CJK_END = re.compile(r"[。！？；][”’」』）》]*$")
_CLOSING = re.compile(r"[\s.!?。！？:：;；*_]*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")


class Citer:
    """Knows the sources of an answer and what was cited so far; is fed raw text and gives proved text.

    Text comes out sentence by sentence. Numbers of citations are ours: [1] is the first words cited, whatever the
    model's source number was, so that each number stands for one place and one quote.
    """

    def __init__(
        self, passages: Sequence[Passage], page_text: Callable[[str, int | None], str], language: Language
    ) -> None:
        """Prepare.

        Args:
            page_text: text of a page, or of a file for None; as `Retriever.page_text`.
            language: of the question, for our own notes.
        """
        self._passages = passages
        self._page_text = page_text
        self._language = language
        self._held = ""
        self._within_line = False
        self._fenced = False
        self._citations: list[Citation] = []
        self._pages: dict[tuple[str, int | None], str] = {}
        self._refusal: str | None = None
        self._begun = False
        self.refused = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What was cited so far, in the order of their numbers."""
        return tuple(self._citations)

    def feed(self, text: str) -> str:
        """Take more of the raw answer and return what is proved of it by now."""
        self._held += text
        out = ""
        while "\n" in self._held:
            line, self._held = self._held.split("\n", 1)
            out += self._line(line) + "\n"
            self._within_line = False
        if not self._fenced and (self._within_line or not _begins_block(self._held)):
            out += self._whole_sentences()
        return self._passed(out)

    def close(self) -> str:
        """Return the rest; afterwards `refused` says whether the answer was that there is none."""
        rest, self._held = self._held, ""
        out = self._line(rest) if rest else ""
        if self._refusal is None:
            return out
        out, self._refusal = self._refusal + out, None
        self.refused = self.refused or not self._citations
        return "" if self.refused else out

    def abandon(self) -> str:
        """Return what is held of an answer that was broken off, without marks, which can no longer be proved."""
        rest, self._held = self._held, ""
        refusal, self._refusal = self._refusal, None
        return (refusal or "") + (rest if self._fenced else _MARK.sub("", rest))

    def cite(self, passage: Passage, words: str, claim: str = "") -> int:
        """Return the number of the citation of `words` on the passage's page; checked against the page.

        Args:
            claim: cited instead, as not found, when it holds numbers that the passage does not.
        """
        missing = bool(claim)
        for citation in self._citations:
            same_place = (citation.file, citation.page) == (passage.file, passage.page)
            if same_place and normalise(citation.quote) == normalise(claim or words):
                return citation.n
        place = (passage.file, passage.page)
        if place not in self._pages:
            self._pages[place] = self._page_text(*place)
        self._citations.append(
            Citation(
                n=len(self._citations) + 1,
                file=passage.file,
                page=passage.page,
                quote=claim or words,
                state="missing" if missing else check(words, self._pages[place]),
                score=passage.score,
                page_label=passage.page_label,
                heading=passage.heading_of(words),
            )
        )
        return len(self._citations)

    def _passed(self, out: str) -> str:
        """Hold back an answer that begins by saying that there is none, until it says something that it can prove."""
        if self._refusal is None:
            return out
        self._refusal += out
        if self.refused or not self._citations:
            return ""
        out, self._refusal = self._refusal, None
        return out

    def _whole_sentences(self) -> str:
        """Take from what is held the sentences that are certain to be complete, with the marks behind them."""
        self._held = _TIGHT.sub(r"\1 ", self._held)
        ends = _sentence_ends(self._held)[:-1]
        while ends and not _certain(self._held, ends[-1]):
            ends.pop()
        out, at = "", 0
        for end in ends:
            out += self._sentence(self._held[at:end])
            at = end
            self._within_line = True
        self._held = self._held[at:]
        return out

    def _line(self, line: str) -> str:
        if not self._within_line and _FENCE.match(line):
            self._fenced = not self._fenced
            return line
        if self._fenced or not line.strip():
            return line
        if not self._within_line and _begins_block(line):
            return self._sentence(line, note=False)
        line = _TIGHT.sub(r"\1 ", line)
        out, at = "", 0
        for end in _sentence_ends(line):
            out += self._sentence(line[at:end])
            at = end
        return out

    def _sentence(self, text: str, *, note: bool = True) -> str:
        """Prove one sentence: its marks, its numbers, or that it has none."""
        bare = _MARK.sub("", text)
        claim = bare.strip()
        if not any(character.isalnum() for character in claim):
            return bare
        if not self._begun:
            self._begun = True
            if denies(claim):
                self._refusal = ""
                self.refused = NOT_THERE in claim.upper()
        marked = [int(number) for match in _MARK.finditer(text) for number in re.findall(r"\d+", match[1])]
        chosen = [self._passages[n - 1] for n in dict.fromkeys(marked) if 1 <= n <= len(self._passages)]
        support = self._support(claim, chosen)
        if support:
            cited = [self.cite(passage, best_words(claim, passage)) for passage in support]
        elif chosen:
            cited = [self.cite(chosen[0], "", claim)]
        elif note and (unsupported(claim, self._passages) or self._strange(claim)):
            return _with_mark(bare, say("unsupported", self._language))
        else:
            return bare
        return _with_mark(bare, "".join(f"[{n}]" for n in dict.fromkeys(cited)))

    def _strange(self, claim: str) -> bool:
        """Whether a claim says much that none of the passages says: it may be true, but it is not from them."""
        words = set(terms(claim))
        alike = [passage for passage in self._passages if comparable(claim, passage)]
        if len(words) < _CLAIM or not alike or claim.endswith(("?", "？", ":", "：")):
            return False
        return max(covered(claim, passage) for passage in alike) < WEAK

    def _support(self, claim: str, chosen: list[Passage]) -> list[Passage]:
        """Return the passages that a claim rests on: of those it names, else one that holds it; empty for none.

        All numbers of the claim stand in them, and in each some of its words, where the two are in one script.
        """
        kept = [p for p in chosen if not comparable(claim, p) or covered(claim, p) >= WEAK]
        if kept and not unsupported(claim, kept):
            return kept
        figures = any(len(number) >= _TELLING for number in numbers(claim))
        if len(set(terms(claim))) < _ENOUGH and not figures:
            return []
        least = WEAK if figures else STRONG
        strong = [p for p in self._passages if covered(claim, p) >= least and not unsupported(claim, [p])]
        return [max(strong, key=lambda p: covered(claim, p))] if strong else []


def _sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a line end, each with the space and the marks behind it; the last is its length."""
    ends: list[int] = []
    at = 0
    while at < len(text):
        # From the last end, so that marks which belong to a sentence never count as the beginning of the next one.
        starts = [start for start, _ in islice(prose_spans(text[at:]), 2)][1:]
        if not starts:
            break
        start = at + starts[0]
        behind = _ONLY_MARKS.match(text, start)
        at = behind.end() if behind else start
        ends.append(at)
    return [*(end for end in ends if end < len(text)), len(text)]


def _certain(text: str, end: int) -> bool:
    """Whether more text cannot change that a sentence ends at `end`: no mark follows, and a whole word does."""
    if _CJK_END.search(_MARK.sub("", text[:end]).rstrip()):
        return text[end : end + 1].strip() not in {"", "[", "【"}
    return _NEXT_WORD.match(text, end) is not None


def _begins_block(text: str) -> bool:
    """Whether a line, which may still be growing, is code, a part of a table, or a heading."""
    return text.lstrip()[:1] in {"`", "~", "|", "#"} or text.startswith("    ")


def _with_mark(sentence: str, mark: str) -> str:
    """Put `mark` before the closing mark of the sentence, a note of ours behind it."""
    end = _CLOSING.search(sentence)
    at = end.start() if end else len(sentence)
    tail = sentence[at:]
    if mark.startswith("["):
        return f"{sentence[:at]} {mark}{tail}"
    stripped = tail.rstrip()
    return f"{sentence[:at]}{stripped} {mark}{tail[len(stripped) :]}"
