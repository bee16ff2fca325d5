"""Find the quotes that answer a question, and judge whether they do and whether other documents answer otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.chat.quoted import standing
from desktop.reasoning.absent import absent_things, all_absent, lacks_mark
from desktop.reasoning.amounts import amount_of
from desktop.reasoning.around import with_heads, with_table
from desktop.reasoning.byline import tells_origin
from desktop.reasoning.defined import explains
from desktop.reasoning.extract import Quote, best_quotes
from desktop.reasoning.listing import lines_listed
from desktop.reasoning.polarity import asks_whether, says
from desktop.reasoning.questions import could_answer, kind_of
from desktop.reasoning.rivals import rivals
from desktop.reasoning.sections import section_asked, topic_of
from desktop.reasoning.tables import tells_total
from desktop.reasoning.words import asks_unspaced, is_unspaced, spelled_out, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Found, Retriever
    from desktop.reasoning.extract import Similarity
    from desktop.reasoning.polarity import Polarity

#: Quotes that an answer leads with, and how near to the best the others must be.
QUOTES, BESIDE_BEST = 3, 0.88
#: Below this likelihood that the passages hold the answer, it is refused; it is calibrated by the library.
ANSWERABLE = 0.5
#: Below this score of its best quote a small model's answer is refused (in scripts without spaces scores are lower); a
#: larger model may answer without a quote. Of 150 XQuAD questions .44 answers 92 % and refuses 80 % of them when their
#: paragraph is taken away; of 200 Chinese ones .24 answers 89 % and refuses 67 %, both by the score alone. The bar is
#: moved by so much of the likelihood's distance from `USUAL`.
QUOTED, QUOTED_UNSPACED, ANY = 0.44, 0.24, 0.1
USUAL, MOVES, MOVES_UNSPACED = 0.85, 0.3, 0.2
#: What a quote covers of a question, and scores, that is taken for its answer whatever the library thinks of it: of the
#: questions of XQuAD, MTRAG and the reports that were refused, none without an answer has such a quote. In scripts
#: without spaces less is covered, and only a quote with the very figure that is asked for is taken so.
COVERS, SCORES, COVERS_UNSPACED = 0.75, 0.6, 0.2
#: What a line of a table covers of a question that has no word which neither it has nor the names of its columns.
OVER_COLUMNS = 0.85


class Judged(msgspec.Struct, frozen=True):
    """What was found to answer with.

    Attributes:
        quotes: what an answer leads with, or is written beside.
        answers: whether they are an answer, or a large model may find one beside them.
        alone: whether they are an answer without any model.
        several: whether they are answers of several documents that have other figures each.
        named: whether an answer has to name its documents, since another one may answer otherwise.
        names: of each quote the thing that it is about, where the question compares some; else empty.
        lacking: the things that it compares and that nothing was found of.
        shared: where the documents are in another language, the words by which the quotes were found.
        says: whether the quotes answer with yes or with no, where that is certain.
    """

    quotes: tuple[Quote, ...]
    answers: bool
    alone: bool
    several: bool = False
    named: bool = False
    names: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    says: Polarity = ""


def judged(
    asked: str, context: str, found: Found, retriever: Retriever, similarity: Similarity, *, small: bool
) -> Judged:
    """Judge what was found for the question `asked`.

    Args:
        context: words that the question takes along from the conversation.
        small: whether the model is so small that only quotes answer.
    """
    if not context and (listed := lines_listed(asked, found.passages, retriever.page_text)):
        return Judged(quotes=listed, answers=True, alone=True)
    fitting = best_quotes(spelled_out(asked), found.passages, similarity, len(found.passages), context)
    if not context and (section := _section(asked, fitting, found, retriever, similarity)):
        return Judged(quotes=section, answers=True, alone=True)
    several = () if context else rivals(asked, fitting, BESIDE_BEST)
    quotes = on_their_pages(several or fitting[:QUOTES], retriever)
    best = quotes[0].score if quotes else 0.0
    kept = tuple(quote for quote in quotes if quote.score >= BESIDE_BEST * best)
    sure = any(surely(quote, asked) for quote in quotes[:1])
    probable = (sure or found.answerable >= ANSWERABLE) and not _beside(asked, quotes, found)
    if context and all_absent(asked, found.passages):  # else it would be answered with what was asked before
        probable = False
    bar = QUOTED_UNSPACED if is_unspaced(asked) else QUOTED
    least = min(enough(asked, found), bar) if sure else enough(asked, found)
    files = {quote.passage.file for quote in kept}
    return Judged(
        quotes=kept,
        answers=bool(found.passages) and probable and best >= (least if small else ANY),
        alone=bool(quotes) and best >= least,
        several=len(several) > 1 and len(files) > 1,
        named=len(files) > 1 or bool(rivals(asked, fitting, 0.0)),
        says="" if several or context else _said(asked, kept),
    )


def _section(
    asked: str, fitting: Sequence[Quote], found: Found, retriever: Retriever, similarity: Similarity
) -> tuple[Quote, ...]:
    """Return the section that is asked for, unless a sentence has the very words."""
    wanted = set(terms(topic_of(asked)[0]))
    if not wanted or (fitting and wanted <= set(terms(fitting[0].text))):
        return ()
    section = section_asked(asked, found.passages, similarity)
    return on_their_pages([section], retriever) if section is not None else ()


def _beside(asked: str, quotes: Sequence[Quote], found: Found) -> bool:
    """Whether a question for yes or no, or for a price, is about a thing that stands nowhere ("Is a garage included?"),
    or one for an age, a sum of money or a number of things has none in its best quote."""
    if not quotes:
        return False
    if lacks_mark(asked, found.passages):
        return True
    amount = amount_of(asked)
    if amount is not None and amount.only and not amount.stands_in(quotes[0].text, quotes[0].header):
        return True
    if amount is not None and amount.noun:
        around = f"{quotes[0].header} {quotes[0].group}"
        if not amount.stands_in(quotes[0].text, around):
            return True
    asks_one = asks_whether(asked) or (amount is not None and amount.bare)
    return quotes[0].covered < COVERS and asks_one and bool(absent_things(asked, found.passages))


def _said(asked: str, quotes: Sequence[Quote]) -> Polarity:
    """Return what the best quote says to a question for yes or no, unless another one says the opposite."""
    told = [says(asked, quote.text, (quote.heading or _above(quote), quote.passage.file)) for quote in quotes]
    return told[0] if told and all(one in ("", told[0]) for one in told) else ""


def _above(quote: Quote) -> str:
    return (quote.passage.heading_of(quote.text) or "").rpartition("›")[2]


def surely(quote: Quote, asked: str) -> bool:
    """Whether what a quote is says that it answers, whatever the library thinks of it: a glossary's line, a by-line,
    the total of a table that has all other words of the question over its columns, or what has nearly all its words."""
    if explains(quote.text, asked) or tells_origin(quote.text, asked):
        return True
    if quote.covered >= OVER_COLUMNS and tells_total(quote.text, asked):
        return True
    amount = amount_of(asked)
    stands = amount is not None and amount.stands_in(quote.text, f"{quote.header} {quote.group}")
    if asks_unspaced(asked):
        return stands and quote.covered >= COVERS_UNSPACED
    if amount is not None and (amount.noun or amount.only) and not stands:
        return False
    if amount is not None and amount.bare and amount.told.search(quote.text) is None:  # a figure of any column
        return False
    fits = could_answer(kind_of(asked), quote.text) is not False
    return fits and quote.covered >= COVERS and quote.score >= SCORES


def on_their_pages(quotes: Sequence[Quote], retriever: Retriever) -> tuple[Quote, ...]:
    """Keep of the quotes what stands on their pages word for word: table lines with the heads of their columns, and a
    sentence that leads over to a table with that."""
    kept: list[Quote] = []
    for quote in quotes:
        page = retriever.page_text(quote.passage.file, quote.passage.page)
        if words := standing(quote.text, page):
            kept.append(with_table(with_heads(msgspec.structs.replace(quote, text=words), page), page))
    return tuple(kept)


def enough(question: str, found: Found) -> float:
    """Return the score from which a quote answers; the surer the library is that the answer is there, the lower."""
    if is_unspaced(question):
        return QUOTED_UNSPACED + MOVES_UNSPACED * (USUAL - found.answerable)
    return QUOTED + MOVES * (USUAL - found.answerable)
