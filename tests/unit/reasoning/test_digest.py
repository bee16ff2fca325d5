"""A digest is made of whole sentences of the documents, spread over them, none of them formal."""

from __future__ import annotations

from desktop.domain.document import Block, Document, Page
from desktop.reasoning.digest import digest

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
    found = digest((REPORT,), 2)
    assert [quote.passage.page for quote in found] == [2, 3]
    assert found[0].text.startswith("The wind farm produced 412")
    assert all(quote.text in quote.passage.text for quote in found)


def test_documents_share_the_room_and_none_is_no_fault() -> None:
    other = Document(
        "b.txt",
        (Page(1, (Block("The bakery on the corner sells bread to four hundred people each day."),)),),
        paged=False,
    )
    found = digest((REPORT, other), 2)
    assert {quote.passage.file for quote in found} == {"wind.pdf", "b.txt"}
    assert found[1].passage.page is None
    assert digest(()) == ()
    assert digest((Document("c.txt", ()),)) == ()


def test_chinese() -> None:
    text = "本手册介绍海上风力发电机组的安装和维护方法。每台机组每年需要进行两次例行检查和润滑保养。"
    found = digest((Document("手册.txt", (Page(1, (Block(text),)),), paged=False),), 2)
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
    assert [quote.text for quote in digest((document,), 5)] == [whole]


def test_what_leans_on_a_sentence_before_or_asks_or_refers_stands_back() -> None:
    whole = "Heat pumps cut the demand of the insulated homes on Linden Street by 37 per cent."
    lines = (
        "However, heat pumps cut the demand of the insulated homes by less on other days.",
        "How much demand do heat pumps cut in the insulated homes on Linden Street?",
        "Smith, A., Heat pumps and the demand of homes on Linden Street, available at https://example.org/pumps.",
        "Demand of insulated homes with heat pumps in each of the months is shown in Figure 2.",
    )
    document = Document("a.docx", (Page(1, tuple(Block(text) for text in (*lines, whole))),), paged=False)
    assert [quote.text for quote in digest((document,), 1)] == [whole]


def test_central_sentences_and_none_twice() -> None:
    central = "The insulated homes needed less heat in winter, and the pumps used less power for it."
    again = "The insulated homes needed less heat in the winter, and their pumps used less power for it."
    other = "Residents of the homes said that rooms were warm in the morning, as heat from the pumps is steady."
    aside = "The oldest tenant collects stamps of Brazil that show parrots and toucans."
    document = Document(
        "a.docx", (Page(1, tuple(Block(text) for text in (aside, central, again, other))),), paged=False
    )
    assert {quote.text for quote in digest((document,), 2)} <= {central, again, other}
    assert len({quote.text for quote in digest((document,), 3)} & {central, again}) == 1
