"""Answer from documents: search, quote, have the model write under proof, or refuse; a generator of events."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from desktop.chat import followup, prompt
from desktop.chat.across import hint_of, judged_across
from desktop.chat.cite import Citer
from desktop.chat.judging import judged
from desktop.chat.language import say
from desktop.chat.marked import marked
from desktop.chat.own_words import own_words
from desktop.chat.quoted import plain, quoted_answer, refusal, titles
from desktop.chat.search import search
from desktop.chat.sides import found_of_each, judged_by_sides, sides_over_time, together
from desktop.chat.steps import read, searched
from desktop.chat.summed import as_passages, narrowed, page_meant, quotes_of, unclear
from desktop.chat.whole import by_names_alone, covered, instead, likely, meant, pages_of, wants_whole
from desktop.domain.document import COVER
from desktop.domain.events import STEPS, Answer, Retrieved, Step
from desktop.errors import Cancelled, IndexUnavailable, LecternError
from desktop.reasoning.absent import respelled
from desktop.reasoning.compared import sides_of
from desktop.reasoning.each import asks_each, asks_over_time, sides_by_file
from desktop.reasoning.questions_in import questions_in
from desktop.reasoning.synonyms import reworded

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from desktop.chat.judging import Judged
    from desktop.chat.whole import Meant
    from desktop.chat.writing import Writer
    from desktop.domain.conversation import Message
    from desktop.domain.document import Found, Named, Passage, Retriever
    from desktop.domain.events import TurnEvent
    from desktop.reasoning.compared import Side
    from desktop.worker.cancel import Cancel

#: Of the passages found, those that a model is shown; quotes are looked for in all.
SHOWN = 8
#: Documents whose beginnings tell in which language they are.
_LOOKED_AT = 12
#: A document is read whole when it takes no more than this part of the context; characters of a token, at least.
WHOLE, WHOLE_FILES, CHARACTERS = 0.55, 3, 2.5


class Answering:
    """Knows the question, the documents and what was cited; knows nothing of how a model writes.

    Attributes:
        kind: what the answer turned out to be.
    """

    def __init__(
        self, question: str, history: Sequence[Message], retriever: Retriever, writer: Writer, cancel: Cancel
    ) -> None:
        self._question = question
        self._history = history
        self._retriever = retriever
        self._writer = writer
        self._cancel = cancel
        self._language = writer.language
        self.citer = Citer((), retriever.page_text, self._language)
        self.kind: Literal["generated", "quoted", "refused"] = "generated"

    def events(self) -> Iterator[TurnEvent]:
        """Yield the events up to the citations; the caller adds those and the end.

        Raises:
            LecternError: what ended the answer; what was yielded before stands.
        """
        asked, context = yield from self._standalone()
        self._cancel.check()
        found = search(self._retriever, asked, context)
        yield searched(found)
        if found.within.narrows:
            yield Step(STEPS["narrowed"], {"what": found.within.words, "others": str(found.left_out)})
        if found.absent:
            yield Step(STEPS["absent"], {"reason": found.absent})
        if told := self._meant_whole(found):
            yield from self._sum_up(found, told)
            return
        verdict = self._judged(asked, context, found)
        for otherwise in (respelled, reworded) if not verdict.answers else ():
            if (read_as := otherwise(asked, found.passages)) == asked or verdict.answers:
                continue
            again = search(self._retriever, read_as, context)
            read_so = self._judged(read_as, context, again)
            if read_so.answers:
                found, verdict = again, read_so
                yield Step(STEPS["respelled"], {"question": read_as})
        if not verdict.answers and not found.multilingual:
            verdict, found = judged_across(asked, self._retriever, self._similarity) or (verdict, found)
        if sides := self._sides(asked) or sides_over_time(asked, found, self._retriever):
            self._cancel.check()
            each = found_of_each(sides, self._retriever)
            verdict = judged_by_sides(verdict, sides, each, self._retriever, self._similarity)
            found = together(found, each)
        if not verdict.answers and (told := self._meant_whole(found, sought=True)):
            yield from self._sum_up(found, told)
            return
        yield Retrieved(found.passages)
        if not verdict.answers:
            yield read(found.passages)
            yield from self._refuse(found, context)
        elif self._writer.small:
            yield read(found.passages)
            yield from self._quote(verdict, found.passages)
        else:
            yield from self._write(verdict, found)

    def _sides(self, asked: str) -> tuple[Side, ...]:
        """Return the things that are compared, the documents that are asked the same, or the two things asked."""
        if sides := sides_of(asked) or (sides_by_file(asked, self._names) if asks_each(asked) else ()):
            return sides
        return () if asks_over_time(asked) else questions_in(asked)

    def _judged(self, asked: str, context: str, found: Found) -> Judged:
        return judged(asked, context, found, self._retriever, self._similarity, small=self._writer.small)

    def _meant_whole(self, found: Found, *, sought: bool = False) -> Meant | None:
        """Return the documents that the question wants summed up; None where it asks for something in them.

        Where that was `sought` and not found, it is the document that is most likely meant.
        """
        if not sought:
            told = page_meant(self._question, lambda: self._names, self._history)
            if told := told or by_names_alone(self._question, lambda: self._names):
                return told
        if not wants_whole(self._question):
            return None
        if sought:
            return likely(self._question, self._names, found, self._cover)
        return meant(self._question, self._names, self._history, found.files_total) or covered(
            self._question, self._names, found, self._cover
        )

    @cached_property
    def _names(self) -> tuple[Named, ...]:
        """What all documents are called, asked for once: there may be a hundred thousand."""
        return self._retriever.names()

    def _standalone(self) -> Generator[TurnEvent, None, tuple[str, str]]:
        """Return the question, rewritten by a model that can where it leans, and the words that it takes along."""
        context = followup.context(self._question, self._history)
        if self._writer.small or not context:
            return self._question, context
        try:
            yield from self._writer.ensure()
            raw = self._writer.short(followup.rewriting(self._question, self._history), followup.REWRITE_TOKENS)
        except Cancelled:
            raise
        except LecternError:  # the answer itself will meet the same fault, after the documents were searched
            return self._question, context
        rewritten = followup.accepted(raw, self._question, self._history)
        return (rewritten, "") if rewritten else (self._question, context)

    def _quote(self, verdict: Judged, passages: Sequence[Passage]) -> Iterator[TurnEvent]:
        """Lead with the words of the documents; the model's own come after them, as far as the quotes bear them out."""
        self.kind, quotes = "quoted", verdict.quotes
        self._take(passages)
        lead = self._lead(verdict)
        several = verdict.several or bool(verdict.names) or bool(verdict.shared)
        if not self._writer.thinks or several:
            yield Answer(lead)
        if not self._writer.present or several:  # its words would not say of which document or thing they are
            return
        try:
            yield from self._writer.ensure()
            raw = yield from self._writer.aside((prompt.ask_small(self._question, quotes),))
        except LecternError:
            if self._writer.thinks:
                yield Answer(lead)
            raise
        if self._writer.thinks:
            yield Answer(lead)
        kept = own_words(raw, self._question, quotes)
        if kept:
            said = [f"{text} [{self.citer.cite(quotes[place].passage, quotes[place].text)}]" for text, place in kept]
            yield Answer("\n\n" + " ".join(said))

    def _lead(self, verdict: Judged) -> str:
        """Return the quotes as an answer; with the names of what they are about where that is not clear."""
        page_text = self._retriever.page_text
        names = verdict.names or (titles(verdict.quotes) if verdict.named else ())
        quoted = quoted_answer(verdict.quotes, self.citer, page_text, self._language, names)
        told = "several" if verdict.several else verdict.says
        before = [say(told, self._language)] if told else []
        if verdict.shared:
            before = [say("shared", self._language, words=", ".join(map(plain, verdict.shared)))]
        lacking = ", ".join(plain(name) for name in verdict.lacking)
        after = [say("lacking", self._language, names=lacking)] if lacking else []
        return "\n\n".join([*before, quoted, *after])

    def _write(self, verdict: Judged, found: Found) -> Iterator[TurnEvent]:
        """Have the model write from the passages, or from the whole document, and prove it sentence by sentence."""
        try:
            yield from self._writer.ensure()
        except Cancelled:
            raise
        except LecternError:
            if verdict.alone:  # the words of the documents answer without it
                self.kind = "quoted"
                self._take(found.passages)
                yield read(found.passages)
                yield Answer(self._lead(verdict))
            raise
        whole = self._whole(found)
        yield from self._prove(whole or found.passages[:SHOWN], found, whole=bool(whole))

    def _prove(self, sources: Sequence[Passage], found: Found, *, whole: bool = False) -> Iterator[TurnEvent]:
        fitted = yield from self._writer.fitted(sources)
        yield read(fitted.passages, whole=whole and len(fitted.passages) == len(sources))
        self._take(fitted.passages)
        grammar = marked(len(fitted.passages)) if self._writer.weak and fitted.passages else ""
        for event in self._writer.write(fitted.messages, grammar=grammar):
            if isinstance(event, Answer):
                if shown := self.citer.feed(event.text):
                    yield Answer(shown)
            else:
                yield event
        rest = self.citer.close()
        if self.citer.refused:
            yield from self._refuse(found)
        elif rest:
            yield Answer(rest)

    def _sum_up(self, found: Found, wanted: Meant) -> Iterator[TurnEvent]:
        """Say what documents are about, by a model that can read them, else by their most telling sentences; or ask."""
        told, documents = narrowed(wanted, self._retriever.documents(wanted.files) if wanted.clear else ())
        if told is None or not told.clear:
            self.kind = "refused"
            yield Answer(unclear(told, found, self._language))
            return
        if not self._writer.small:
            yield from self._writer.ensure()
            whole = pages_of(documents, self._room())
            if whole:
                yield from self._prove(whole, found, whole=True)
                return
        quotes = quotes_of(told, documents)
        passages = as_passages(quotes)
        yield Retrieved(passages)
        if not quotes:
            yield read(passages)
            yield from self._refuse(found)
        elif self._writer.small:
            yield read(passages)
            self.kind = "quoted"
            self._take(passages)
            lead, names = instead(told, self._language), titles(quotes) if len(told.files) > 1 else ()
            yield Answer(lead + quoted_answer(quotes, self.citer, self._retriever.page_text, self._language, names))
        else:
            yield from self._prove((*passages, *found.passages[:SHOWN]), found)

    def _refuse(self, found: Found, context: str = "") -> Iterator[TurnEvent]:
        self.kind = "refused"
        self._take(found.passages)
        page_text = self._retriever.page_text
        files = found.files_searched
        passages = found.passages
        covers = [self._cover(one.file) for one in self._names[:_LOOKED_AT]]
        hint = hint_of(found, covers, f"{self._question} {context}")
        question, language = self._question, self._language
        yield Answer(refusal(question, passages, self.citer, page_text, files, language, context, hint=hint))

    def _whole(self, found: Found) -> tuple[Passage, ...]:
        """Return the pages of all documents where they are few and fit the context, else nothing."""
        if found.files_total > WHOLE_FILES:
            return ()
        return pages_of(self._retriever.documents(), self._room())

    def _cover(self, file: str) -> str:
        """Return the first words of a file."""
        return (self._retriever.page_text(file, 1) or self._retriever.page_text(file, None))[:COVER]

    def _room(self) -> int:
        return int(self._writer.context * WHOLE * CHARACTERS)

    def _take(self, passages: Sequence[Passage]) -> None:
        self.citer = Citer(passages, self._retriever.page_text, self._language)

    def _similarity(self, query: str, texts: Sequence[str]) -> list[float]:
        """Compare by meaning; where no embedder is ready, words alone decide."""
        try:
            return self._retriever.similarity(query, texts)
        except IndexUnavailable:
            return [0.0] * len(texts)
