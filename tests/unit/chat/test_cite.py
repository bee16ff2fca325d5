"""Every mark of an answer points to words on a page, every number stands there, and what does not is told."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.chat.cite import Citer
from desktop.chat.language import unproved
from desktop.chat.support import best_words, covered, unsupported
from desktop.domain.document import Citation, Passage
from desktop.domain.quote import numbers

SALES = Passage(
    "2023 Q3.pdf",
    4,
    "Statements",
    "Net sales:\nProducts 60,584 63,355\nTotal net sales 81,797 82,959\nCost of sales: 45",
    0.9,
)
PEOPLE = Passage(
    "people.docx", None, None, "The site employs 214 people. Two of them are apprentices. All live nearby.", 0.7
)
CHINESE = Passage("涡轮.txt", None, None, "本手册介绍海上风机。该型号的额定功率为8.4兆瓦。", 0.6)
SOURCES = (SALES, PEOPLE, CHINESE)
PAGES = {passage.file: f"front matter\n{passage.text}\nend" for passage in SOURCES}


def citer(language: str = "en") -> Citer:
    return Citer(SOURCES, lambda file, page: PAGES.get(file, ""), "zh" if language == "zh" else "en")


def proved(text: str) -> tuple[str, tuple[Citation, ...]]:
    checker = citer()
    shown = checker.feed(text) + checker.close()
    assert not checker.refused
    return shown, checker.citations


def test_a_cited_sentence_gets_its_words_verified() -> None:
    shown, citations = proved("Total net sales were 81,797 [1]. The site employs 214 people [2].")
    assert shown == "Total net sales were 81,797 [1]. The site employs 214 people [2]."
    assert citations[0] == Citation(
        1, "2023 Q3.pdf", 4, "Total net sales 81,797 82,959", "verified", 0.9, heading="Statements"
    )
    assert citations[1].quote == "The site employs 214 people."
    assert citations[1].state == "verified"


def test_numbers_are_ours_one_for_each_place_and_quote() -> None:
    shown, citations = proved(
        "The site employs 214 people [2]. Two are apprentices [2]. Again, it employs 214 people [2]."
    )
    assert shown == "The site employs 214 people [1]. Two are apprentices [2]. Again, it employs 214 people [1]."
    assert [citation.n for citation in citations] == [1, 2]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("It employs 214 people. [2]", "It employs 214 people [1]."),
        ("It employs 214 people.[2] All live nearby.[2]", "It employs 214 people [1]. All live nearby [2]."),
        ("It employs 214 people [2, 9].", "It employs 214 people [1]."),
        ("It employs 214 people 【2】.", "It employs 214 people [1]."),
        ("It employs 214 people [Source 2].", "It employs 214 people [1]."),
        ("Hello there [7].", "Hello there."),
        ("- employs 214 people [2]\n- all live nearby [2]\n", "- employs 214 people [1]\n- all live nearby [2]\n"),
        ("1. It employs 214 people [2]", "1. It employs 214 people [1]"),
        ("额定功率为8.4兆瓦[3]。其他内容。", "额定功率为8.4兆瓦 [1]。其他内容。"),
        ("Rated output is 8.4 MW [3].", "Rated output is 8.4 MW [1]."),
    ],
)
def test_marks_in_all_forms(raw: str, shown: str) -> None:
    assert proved(raw)[0] == shown


def test_a_number_that_does_not_stand_there_is_told() -> None:
    shown, citations = proved("Total net sales were 81,798 [1]. That is all.")
    assert shown == "Total net sales were 81,798 [1]. That is all."
    assert citations[0].state == "missing"
    assert citations[0].quote == "Total net sales were 81,798."
    shown, citations = proved("There were 999 accidents.")
    assert shown == "There were 999 accidents. *(not found in the documents)*"
    assert citations == ()


def test_a_bare_figure_is_cited_where_it_stands() -> None:
    shown, citations = proved("The answer is 81,797.")
    assert shown == "The answer is 81,797 [1]."
    assert citations[0].quote == "Total net sales 81,797 82,959"


def test_a_claim_that_names_the_wrong_source_is_given_the_right_one() -> None:
    _, citations = proved("The site employs 214 people [1].")
    assert citations[0].file == "people.docx"
    assert citations[0].state == "verified"


def test_a_claim_that_rests_on_nothing_it_names_is_not_found() -> None:
    _, citations = proved("Bananas ripen quickly in warm kitchens [2].")
    assert citations[0].state == "missing"


def test_a_sentence_without_a_mark_gets_one_where_a_passage_holds_it() -> None:
    shown, citations = proved("The site employs 214 people nearby. I hope this helps you a lot!")
    assert shown == "The site employs 214 people nearby [1]. I hope this helps you a lot!"
    assert citations[0].file == "people.docx"


def test_code_is_left_alone_and_tables_get_marks_but_no_notes() -> None:
    raw = "```\na[1] = 999 [1]\n```\n| Sales | 81,797 [1] |\n| Other | 999 |\n# 2 things\n"
    shown, citations = proved(raw)
    assert (
        shown == "```\na[1] = 999 [1]\n```\n| Sales | 81,797 | [1]\n| Other | 999 |\n# 2 things\n"
        or len(citations) == 1
    )
    assert "a[1] = 999 [1]" in shown
    assert "not found" not in shown


@pytest.mark.parametrize(
    "raw",
    [
        "NOT IN THE SOURCES",
        "not in the sources.",
        "NOT IN THE SOURCES\n\nThe sources are about 214 people [2].",
        "I don't know.",
        "The sources do not mention the chairman. They are about other things.",
        "Unfortunately, I cannot find that in them.",
        "抱歉，资料中没有提到这一点。",
    ],
)
def test_an_answer_that_there_is_none_is_a_refusal(raw: str) -> None:
    checker = citer()
    assert checker.feed(raw) == ""
    assert checker.close() == ""
    assert checker.refused


def test_a_hedge_before_a_proved_answer_is_none() -> None:
    shown, citations = proved("The sources do not state a goal. The site employs 214 people [2].")
    assert shown == "The sources do not state a goal. The site employs 214 people [1]."
    assert len(citations) == 1
    assert proved("该型号不包含电池。")[0] == "该型号不包含电池。"


PIECES = st.sampled_from(
    [
        *(
            "Total net sales were 81,797",
            "It employs 214 people",
            "额定功率为8.4兆瓦",
            "in the U.S. market",
            "Inc. The end",
            "e.g. 5",
        ),
        *(
            " [1]",
            "[2]",
            " [9]",
            "[1, 2]",
            "【3】",
            "[",
            "]",
            ". ",
            ".",
            "! ",
            "。",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "| ",
            "# ",
            "```\n",
            " ",
            "3.5",
        ),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.lists(st.integers(0, 160), max_size=6))
@example(
    "【3】e.g. 5额定功率为8.4兆瓦1. 。【3】1. Total net sales were 81,797。in the U.S. market", [0, 33, 37, 42, 50, 63]
)
def test_cuts_of_the_stream_make_no_difference(raw: str, at: list[int]) -> None:
    whole = citer()
    expected = whole.feed(raw) + whole.close()
    cuts = sorted(min(cut, len(raw)) for cut in at)
    pieces = citer()
    shown = "".join(pieces.feed(raw[start:end]) for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True))
    shown += pieces.close()
    assert shown == expected
    assert pieces.citations == whole.citations
    assert pieces.refused == whole.refused


@given(st.text(max_size=200))
def test_every_mark_that_is_shown_has_its_citation(raw: str) -> None:
    checker = citer()
    checker.feed(raw)
    checker.close()
    assert [citation.n for citation in checker.citations] == list(range(1, len(checker.citations) + 1))
    for citation in checker.citations:
        assert citation.state == "missing" or citation.quote in PAGES[citation.file]


def test_support() -> None:
    assert unsupported("It was 81,797 in 2023.", [SALES]) == frozenset()
    assert unsupported("It was 81.8 billion.", [SALES]) == frozenset()
    assert unsupported("It was 81.9 billion.", [SALES]) == {"81.9"}
    assert unsupported("2 of them", [PEOPLE]) == frozenset()
    assert unsupported("3. It grew", [PEOPLE]) == frozenset()
    assert unsupported("In Q3 2023 it fell.", [SALES]) == frozenset()
    assert covered("The site employs people", PEOPLE) == 1.0
    assert best_words("sales were 81,797", SALES) == "Total net sales 81,797 82,959"


GAINS = Passage(
    "2022 Q3.pdf",
    2,
    None,
    "Gains of $8 million in the third quarter and first nine months, 8% within one-to-two years.",
    1,
)


@pytest.mark.parametrize("claim", ["$1 million", "€3 million", "1% within", "3% within", "2 percent", "9 million"])
def test_a_word_and_the_name_of_a_file_are_no_amount(claim: str) -> None:
    said = numbers(claim)
    assert unsupported(f"Gains of {claim} two years.", [GAINS]) == said


@pytest.mark.parametrize("claim", ["Q1", "the 3rd quarter", "9 months", "2 years", "Q3 of 2022", "$8 million", "8 %"])
def test_a_word_and_the_name_of_a_file_say_what_counts_or_names(claim: str) -> None:
    assert unsupported(f"Gains in {claim}.", [GAINS]) == frozenset()


def test_an_amount_may_be_written_out() -> None:
    grant = Passage("grant 7.txt", None, None, "A grant of two million dollars, and five percent more.", 1.0)
    assert unsupported("The grant was $2 million, then 5% more; see grant 7.", [grant]) == frozenset()
    assert unsupported("The grant was $7 million.", [grant]) == {"7"}


def test_sentence_that_no_source_says_anything_of_is_marked() -> None:
    made = citer()
    raw = "Penguins gather beside frozen harbours every winter morning. Here is what I can tell you."
    shown = made.feed(raw) + made.close()
    assert shown.startswith(
        "Penguins gather beside frozen harbours every winter morning. *(not found in the documents)*"
    )
    assert shown.count("not found") == 1
    assert unproved(shown) == ("Penguins gather beside frozen harbours every winter morning.",)
    assert unproved("All is well [1].") == ()
