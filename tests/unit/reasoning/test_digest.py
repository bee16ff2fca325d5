"""A digest is made of whole sentences of the documents, spread over them, none of them formal."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.document import Block, Document, Page
from desktop.reasoning.digest import digest
from desktop.reasoning.words import terms


def overlap(query: str, texts: Sequence[str]) -> list[float]:
    wanted = set(terms(query))
    return [len(wanted & set(terms(text))) / (len(wanted) or 1) for text in texts]


REPORT = Document(
    file="wind.pdf",
    title="Wind farm report",
    pages=(
        Page(
            1,
            (Block("Wind farm report", "heading", 1), Block("Pursuant to section 5 the registrant files this report.")),
        ),
        Page(
            2,
            (
                Block("Output", "heading", 2),
                Block(
                    "The wind farm produced 412 gigawatt hours in 2023, more than in any year before.\n"
                    "Year Output Turbines\nTotal 412 398 377"
                ),
            ),
        ),
        Page(3, (Block("The turbines of the wind farm stood still for nine days because of ice on their blades."),)),
        Page(4, (Block("Table of contents 1 2 3"), Block("Short one."))),
    ),
)


def test_telling_sentences_in_their_order() -> None:
    found = digest((REPORT,), overlap, 2)
    assert [quote.passage.page for quote in found] == [2, 3]
    assert found[0].text.startswith("The wind farm produced 412")
    assert all(quote.text in quote.passage.text for quote in found)


def test_documents_share_the_room_and_none_is_no_fault() -> None:
    other = Document(
        "b.txt",
        (Page(1, (Block("The bakery on the corner sells bread to four hundred people each day."),)),),
        paged=False,
    )
    found = digest((REPORT, other), overlap, 2)
    assert {quote.passage.file for quote in found} == {"wind.pdf", "b.txt"}
    assert found[1].passage.page is None
    assert digest((), overlap) == ()
    assert digest((Document("c.txt", ()),), overlap) == ()


def test_chinese() -> None:
    text = "本手册介绍海上风力发电机组的安装和维护方法。每台机组每年需要进行两次例行检查和润滑保养。"
    found = digest((Document("手册.txt", (Page(1, (Block(text),)),), paged=False),), overlap, 2)
    assert len(found) == 2


def test_heads_of_tables_and_cut_sentences_sum_nothing_up() -> None:
    whole = "Sales of graphics processors rose by 12% in the quarter, led by the data centers."
    lines = (
        "January 29, 2023 Less than 12 Months Estimated Fair Value Gross Loss Estimated Fair Value Gross Loss.",
        "in the Court of Appeals for the Ninth Circuit, under the case number 21-15604.",
        "10.1* Form of the award agreement under the stock plan, effective as of September 25, 2022.",
        "The case was brought before the highest court that there is in the U.S.",
    )
    document = Document("a.pdf", (Page(1, tuple(Block(text) for text in (*lines, whole))),))
    assert [quote.text for quote in digest((document,), overlap, 5)] == [whole]
