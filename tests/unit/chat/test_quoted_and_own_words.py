"""Quotes are shown as they stand, without markup; a small model's words stay only where a quote says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.chat.cite import Citer
from desktop.chat.own_words import borne_out, own_words
from desktop.chat.quoted import NUMERAL, inline, plain, quoted_answer, refusal, standing
from desktop.domain.document import Head, Passage
from desktop.reasoning.extract import Quote

PAGE = (
    "(in millions)\nThree Months Ended July 1, 2023 June 25, 2022\nNet sales:\nTotal net sales 81,797 82,959\n"
    "Services gross margin percentage decreased due primarily to higher Services costs, partially offset by improved "
    "leverage. Revenue was $14.51 billion, up 279% from a year ago and up 41% from the previous quarter."
)
PASSAGE = Passage("a.pdf", 4, "Notes › Statements", PAGE, 0.9)
ROW = Quote(
    PASSAGE, "Total net sales 81,797 82,959", 0.9, "Three Months Ended July 1, 2023 June 25, 2022", "Net sales:"
)


def page_text(file: str, page: int | None) -> str:
    return PAGE


def citer() -> Citer:
    return Citer((PASSAGE,), page_text, "en")


def test_a_table_line_is_shown_under_its_header_and_read_by_column() -> None:
    checker = citer()
    assert quoted_answer([ROW], checker, page_text, "en") == (
        "> Three Months Ended July 1, 2023 June 25, 2022  \n> Net sales:  \n> Total net sales 81,797 82,959 [1]\n\n"
        "By column (in millions): Three Months Ended July 1, 2023: 81,797; "
        "Three Months Ended June 25, 2022: 82,959. [1]"
    )
    assert [citation.state for citation in checker.citations] == ["verified"]
    assert quoted_answer([ROW], citer(), page_text, "zh").count("按列 (in millions)：") == 1


CELLS = "Block | Homes | Fall | Seen\nAll homes | 48 | 31 % | yes, a|b\nNorth | 18 | 30 % |"


def test_marked_lines_of_a_table_are_shown_as_a_table() -> None:
    passage = Passage("a.pdf", 4, None, CELLS, 0.9)
    head, *rows = CELLS.split("\n")
    quotes = [Quote(passage, row, 0.9, head, "In 2024:") for row in rows]
    checker = Citer((passage,), lambda file, page: f"(in thousands)\n{CELLS}", "en")
    text = quoted_answer(quotes, checker, lambda file, page: f"(in thousands)\n{CELLS}", "en")
    assert text.split("\n") == [
        "| Block (in thousands) | Homes | Fall | Seen |",
        "| --- | ---: | ---: | --- |",
        "| In 2024: |  |  |  |",
        "| All homes | 48 | 31 % | yes, a\\|b [1] |",
        "| North | 18 | 30 % | [2] |",
    ]
    assert [citation.state for citation in checker.citations] == ["verified", "verified"]
    (table,) = [token for token in MarkdownIt().enable("table").parse(text) if token.type == "table_open"]
    assert table.map == [0, 5]


def test_a_unit_that_stands_in_the_header_is_not_said_twice() -> None:
    head, row = "(in millions) | 2023 | 2022", "Net sales | 81,797 | 82,959"
    passage = Passage("a.pdf", 4, None, f"{head}\n{row}", 0.9)
    text = quoted_answer([Quote(passage, row, 0.9, head)], citer(), lambda file, page: passage.text, "en")
    assert text.startswith("| (in millions) | 2023 | 2022 |\n")


def test_a_line_whose_cells_are_not_those_of_the_header_stays_a_line() -> None:
    passage = Passage("a.xlsx", 1, None, "Part | Price\nRotor | 5 € | 12", 0.9)
    text = quoted_answer([Quote(passage, "Rotor | 5 € | 12", 0.9, "Part | Price")], citer(), page_text, "en")
    assert text == "> Part | Price  \n> Rotor | 5 € | 12 [1]"


def test_what_does_not_stand_on_the_page_is_cut_to_what_does() -> None:
    assert standing("Total net sales 81,797", PAGE) == "Total net sales 81,797"
    assert standing("Another line of it\nTotal net sales 81,797 82,959", PAGE) == "Total net sales 81,797 82,959"
    assert standing("Total net sales 81,798", PAGE) == ""


def test_a_refusal_names_places_and_holds_no_claim() -> None:
    assert [bool(NUMERAL.fullmatch(label)) for label in ("12", "A-3", "iv", "Sheet1", "Costs")] == [True] * 3 + [
        False
    ] * 2
    sheet = Passage("b/parts.xlsx", 1, None, "Bolt | 5 | 12", 0.4, "Costs")
    checker = Citer((), lambda file, page: sheet.text, "en")
    text = refusal("How many wheels?", [sheet], checker, lambda file, page: sheet.text, 4, "en")
    assert text.startswith("No answer to this was found in the 4 files that were searched.")
    assert "- Bolt | 5 | 12 (parts.xlsx, Costs) [1]" in text
    nothing = refusal("x", [], citer(), page_text, 1, "en")
    assert nothing.startswith("No answer to this was found in the document.")


def test_a_refusal_says_what_may_have_kept_the_answer_away() -> None:
    noise = Passage(
        "b.md", None, "Report", "Report\nNoise\nThree households complained.", 0.4, heads=(Head(7, "Noise"),)
    )
    chinese = Passage("c.md", None, None, "三户居民投诉。", 0.4)

    def told(question: str, *passages: Passage) -> str:
        text = "\n".join(passage.text for passage in passages)
        checker = Citer((), lambda file, page: text, "en")
        return refusal(question, passages, checker, lambda file, page: text, 1, "en")

    assert "In none of the passages that were found: Meyer." in told("Which households complained to Meyer?", noise)
    assert "another language" in told("Which households complained?", chinese)
    assert "names nothing to look for" in told("When?", noise)
    assert "Other words" in told("Which households complained?")
    assert "- Noise (b.md) [1]" in told("Which households complained in Rome?", noise)


@given(st.text(alphabet=st.sampled_from("ab1.)(#>*_`[]!<>&;~$|+-=\\/: \n"), max_size=40) | st.text(max_size=40))
def test_plain_text_is_shown_as_itself_and_is_no_markup(text: str) -> None:
    shown = plain(text)
    tokens = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).parse(f"> {shown} [1]")
    kinds = {token.type for token in tokens}
    assert kinds <= {"blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close"}
    inner = next(token for token in tokens if token.type == "inline")
    assert {child.type for child in inner.children or ()} <= {"text", "text_special", "softbreak"}
    seen = "".join(child.content for child in inner.children or ())
    expected = " ".join(text.replace("\0", "\ufffd").split()).replace("[", "(").replace("]", ")")
    assert seen == f"{expected} [1]".strip()
    assert inline("1. x") == "1. x"


QUOTE = (
    "Services gross margin percentage decreased due primarily to higher Services costs, "
    "partially offset by improved leverage."
)
REVENUE = "Revenue was $14.51 billion, up 279% from a year ago and up 41% from the previous quarter."


@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        ("Services gross margin percentage decreased due to higher Services costs.", QUOTE, True),
        ("Services gross margin percentage decreased due to improved leverage.", QUOTE, False),
        ("Services gross margin percentage increased due to higher Services costs.", QUOTE, False),
        ("Services gross margin percentage did not decrease due to higher Services costs.", QUOTE, False),
        ("Revenue was $14.51 billion.", REVENUE, True),
        ("Revenue was $14.51 billion, up 279% from a year ago.", REVENUE, True),
        ("Revenue was up 41% from a year ago.", REVENUE, False),
        ("Revenue was $14.52 billion, up 279% from a year ago.", REVENUE, False),
        ("Services gross margin percentage decreased the most due to higher Services costs.", QUOTE, False),
        ("The nine partly insulated homes saved the most.", "The nine partly insulated homes saved 18 %.", False),
        ("The nine partly insulated homes saved most.", "Of all, the nine partly insulated homes saved most.", True),
        ("The site employs 214 people.", "The Linden Street site employs 214 people.", True),
        ("The site employs 214 cats.", "The Linden Street site employs 214 people.", False),
        ("额定功率为8.4兆瓦。", "该型号的额定功率为8.4兆瓦。", True),
        ("额定功率为8.5兆瓦。", "该型号的额定功率为8.4兆瓦。", False),
        ("Yes.", REVENUE, False),
    ],
)
def test_borne_out(sentence: str, quote: str, expected: bool) -> None:
    assert borne_out(sentence, quote) is expected


def test_repetition_questions_denials_and_tables_go() -> None:
    quote = Quote(PASSAGE, QUOTE, 0.9)
    raw = f"{QUOTE} I don't know. Why did Services gross margin percentage decrease? Total net sales 81,797."
    assert own_words(raw, "Why did it decrease?", [quote, ROW]) == []
    short = "Services gross margin percentage decreased due to higher Services costs."
    assert own_words(f"{short} {short}", "Why?", [ROW, quote]) == [(short, 1)]


@given(st.text(max_size=80), st.text(max_size=120))
def test_no_number_gets_through_that_no_quote_holds(raw: str, words: str) -> None:
    for text, place in own_words(raw + " It was 5077 in all of it.", "How many?", [Quote(PASSAGE, words, 0.9)]):
        assert place == 0
        assert "5077" not in text or "5077" in words


def test_a_table_with_what_leads_over_to_it_is_shown_as_a_table() -> None:
    text = "The following table shows costs per home:\nPart | Euros\nPump | 7400\nPipes | 2100"
    passage = Passage("a.md", None, None, text, 0.8)
    citer = Citer((passage,), lambda file, page: text, "en")
    shown = quoted_answer([Quote(passage, text, 0.8)], citer, lambda file, page: text, "en")
    assert shown.split("\n") == [
        "> The following table shows costs per home:",
        "",
        "| Part | Euros |",
        "| --- | ---: |",
        "| Pump | 7400 |",
        "| Pipes | 2100 [1] |",
    ]
    assert [citation.state for citation in citer.citations] == ["verified"]


def test_a_heading_that_a_quote_needs_stands_above_it_once() -> None:
    text = "The lowest demand: 59.1 kWh.\nShe bakes her own bread."
    passage = Passage("a.md", None, "Home 25", text, 0.9)
    found = [Quote(passage, line, 0.9, heading="Home 25") for line in text.split("\n")]
    shown = quoted_answer(found, Citer((), lambda file, page: text, "en"), lambda file, page: text, "en")
    assert shown == "> Home 25  \n> The lowest demand: 59.1 kWh. [1]\n\n> She bakes her own bread. [2]"
