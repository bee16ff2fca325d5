"""A question that compares is answered for each thing, and what nothing was found of is named."""

from __future__ import annotations

from pathlib import PurePath

import msgspec

from desktop.chat.fold import fold, start
from desktop.chat.turn import turn
from desktop.domain.conversation import Message
from desktop.domain.document import Block, Document, Found, Page
from desktop.worker.cancel import Cancel
from tests.fakes import FakeEngine
from tests.unit.chat.library import FakeRetriever

BLOCKS = Document(
    file="/home/me/blocks.md",
    pages=(
        Page(
            1,
            (
                Block("Block | Homes | Built\nNorth | 18 | 1962\nCourt | 16 | 1964\nMill | 14 | 1971", "table"),
                Block("The set-back lowers the room temperature at night. It was turned off in all homes."),
            ),
        ),
    ),
    paged=False,
)
PUMPS = Document(
    file="/home/me/pumps.md",
    pages=(Page(1, (Block("The flow temperature of the pumps was 45 degrees in all homes of the street."),)),),
    paged=False,
)


def ask(question: str, engine: FakeEngine | None = None, retriever: FakeRetriever | None = None) -> Message:
    message = start()
    retriever = retriever or FakeRetriever((BLOCKS, PUMPS))
    for event in turn((), question, engine=engine, retriever=retriever, cancel=Cancel()):
        message = fold(message, event, 0.0)
    return message


def test_two_lines_of_one_table_are_shown_as_one_table() -> None:
    answer = ask("Compare the homes of the North block and the Mill block")
    assert answer.kind == "quoted"
    assert [citation.quote for citation in answer.citations] == ["North | 18 | 1962", "Mill | 14 | 1971"]
    assert answer.text.count("| Block | Homes | Built |") == 1
    assert "North block:" not in answer.text


def test_each_thing_stands_above_what_is_quoted_of_it() -> None:
    answer = ask("Compare the set-back and the flow temperature")
    assert answer.kind == "quoted"
    set_back, flow = answer.text.index("set-back:"), answer.text.index("flow temperature:")
    assert set_back < answer.text.index("at night") < flow < answer.text.index("45 degrees")


def test_what_nothing_was_found_of_is_named() -> None:
    answer = ask("Compare the homes of the North block and the Zebra block")
    assert [citation.quote for citation in answer.citations] == ["North | 18 | 1962"]
    assert answer.text.endswith("Nothing was found of: Zebra block.")


def test_where_nothing_is_found_of_any_it_is_refused() -> None:
    assert ask("Compare the taxes of Zebra and Okapi").kind == "refused"


def test_documents_compared_by_their_names_are_each_summed_up() -> None:
    answer = ask("Compare blocks.md and pumps.md")
    assert answer.text.index("blocks.md:") < answer.text.index("pumps.md:")


def test_a_model_that_writes_is_shown_passages_of_each_thing() -> None:
    engine = FakeEngine("North has 18 homes [1].")
    ask("Compare the set-back and the flow temperature", engine)
    shown = engine.requests[-1].messages[-1].content
    assert "at night" in shown
    assert "45 degrees" in shown


def scheme(place: str, text: str) -> Document:
    return Document(file=f"/home/me/{place} scheme.md", pages=(Page(1, (Block(text),)),), paged=False)


SCHEMES = (
    scheme("Elm", "The scheme began in May 2022. In all 118 homes took part in it."),
    scheme("Oak", "The scheme began in March 2023. Altogether 67 homes took part in it."),
    scheme("Ash", "The scheme is about to be planned."),
)


class InFiles(FakeRetriever):
    """Also searches one file alone."""

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        found = super().search(query, k)
        kept = (passage for passage in found.passages if file in {None, passage.file})
        return msgspec.structs.replace(found, passages=tuple(kept))


def test_what_is_asked_of_each_document_is_answered_from_each() -> None:
    message = start()
    for event in turn(
        (), "How many homes took part in every scheme?", engine=None, retriever=InFiles(SCHEMES), cancel=Cancel()
    ):
        message = fold(message, event, 0.0)
    assert [(PurePath(one.file).name, one.quote) for one in message.citations] == [
        ("Elm scheme.md", "In all 118 homes took part in it."),
        ("Oak scheme.md", "Altogether 67 homes took part in it."),
    ]
    assert "Name one to ask of it alone" not in message.text
    assert message.text.index("Elm scheme.md:") < message.text.index("Oak scheme.md:")
    assert message.text.endswith("Nothing was found of: Ash scheme.md.")


class Companies(InFiles):
    """Knows which files a company's name means, as the real library does by their covers."""

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        found = super().search(query.replace("about Acme", "net sales"), k, file)
        kept = (msgspec.structs.replace(one, meant=0.9 * query.startswith("about Acme")) for one in found.passages)
        return msgspec.structs.replace(found, passages=tuple(kept))


def test_what_is_asked_over_time_is_answered_from_each_report_that_a_name_means() -> None:
    quarters = {"Q1": "24,100", "Q2": "26,300", "Q3": "29,800"}
    reports = [
        Document(file=f"2023 {quarter}.pdf", pages=(Page(1, (Block(f"Total net sales rose to {sales} million."),)),))
        for quarter, sales in quarters.items()
    ]

    def answer(asked: str) -> Message:
        message = start()
        for event in turn((), asked, engine=None, retriever=Companies(reports), cancel=Cancel()):
            message = fold(message, event, 0.0)
        return message

    told = answer("How have Acme's total net sales changed over time?")
    assert [one.file for one in told.citations] == [one.file for one in reports]
    assert all(sales in told.text for sales in quarters.values())
    assert answer("How have Initech's total net sales changed over time?").kind == "refused"


def test_of_two_questions_the_one_that_is_answered_is_and_the_other_is_named() -> None:
    unsure = FakeRetriever((BLOCKS, PUMPS), answerable=0.3)
    answer = ask("What was the flow temperature of the pumps, and who wrote the report?", retriever=unsure)
    assert (answer.kind, "45 degrees" in answer.text) == ("quoted", True)
    assert "Nothing was found of: Who wrote the report." in answer.text
    other = "What was the flow temperature of the pumps, and who paid for those of Dana Whitfield?"
    assert ask(other, retriever=unsure).kind == "refused"  # of her nothing is said
