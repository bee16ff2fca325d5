"""The sentence or table line that answers is found word for word, and what does not answer scores low."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.document import Head, Passage
from desktop.reasoning.around import with_heads, with_table
from desktop.reasoning.extract import Quote, best_quotes
from desktop.reasoning.families import stem
from desktop.reasoning.questions import could_answer, kind_of
from desktop.reasoning.units import LONGEST, units_of
from desktop.reasoning.words import is_unspaced, spelled_out, terms


def overlap(query: str, texts: Sequence[str]) -> list[float]:
    """A stand-in for meaning: the share of the query's words that a text holds."""
    wanted = set(terms(query))
    return [len(wanted & set(terms(text))) / (len(wanted) or 1) for text in texts]


STATEMENT = Passage(
    file="2023 Q3 AAPL.pdf",
    page=4,
    heading="CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (Unaudited)",
    score=0.8,
    text="""Three Months Ended Nine Months Ended July 1, 2023 June 25, 2022 July 1, 2023 June 25, 2022
Net sales:
Products $ 60,584 $ 63,355 $ 230,901 $ 245,241
Services 21,213 19,604 62,886 58,941
Total net sales 81,797 82,959 293,787 304,182
Cost of sales:
Products 39,136 41,485 146,696 155,084
Services 6,248 5,589 18,370 16,411
Total cost of sales 45,384 47,074 165,066 171,495""",
)
PROSE = Passage(
    file="2023 Q3 AAPL.pdf",
    page=19,
    heading="Apple Inc. › iPad",
    score=0.9,
    text="""iPad
iPad net sales decreased during the third quarter of 2023 compared to the third quarter of 2022 due primarily to lower
net sales across most iPad models. They were flat during the first nine months. The chairman, Arthur D. Levinson, spoke.
Apple Inc. | Q3 2023 Form 10-Q | 19""",
)
TURBINE = Passage(
    file="涡轮机.txt",
    page=None,
    heading=None,
    score=0.7,
    text="本手册介绍海上风机。该型号的额定功率为8.4兆瓦。叶片长度为八十米。维护每年进行两次！请勿靠近。",
)


def quotes(question: str, *passages: Passage, limit: int = 3) -> tuple[Quote, ...]:
    return best_quotes(question, passages or (PROSE, STATEMENT), overlap, limit)


def test_the_line_whose_label_was_asked_for_is_first_and_brings_its_columns() -> None:
    best = quotes("What were total net sales in the quarter?")[0]
    assert best.text == "Total net sales 81,797 82,959 293,787 304,182"
    assert best.header.startswith("Three Months Ended")
    assert best.passage is STATEMENT
    assert best.score > 0.7


def test_a_line_is_found_by_what_another_company_calls_it() -> None:
    """What one report calls net sales is revenue in the next; a group of lines is not all that its name says."""
    text = """Three Months Ended July 30, 2023 July 31, 2022
Revenue $ 13,507 $ 6,704
Cost of revenue 4,045 3,789
Sales, general and administrative 622 592
Total operating expenses 2,662 2,416"""
    report = msgspec.structs.replace(STATEMENT, file="2023 Q2 NVDA.pdf", heading=None, text=text)
    assert quotes("What were total net sales?", report)[0].text == "Revenue $ 13,507 $ 6,704"
    assert quotes("What were sales, general and administrative expenses?", report)[0].text.startswith("Sales, general")
    assert quotes("What was the cost of goods sold?", report)[0].text.startswith("Cost of revenue")
    assert quotes("What were the operating costs?", report)[0].text.startswith("Total operating expenses")


def test_a_line_of_shares_is_no_amount() -> None:
    shares = msgspec.structs.replace(STATEMENT, text="July 30, 2023 July 31, 2022\nRevenue 100.0 % 100.0 %", score=0.9)
    amounts = msgspec.structs.replace(STATEMENT, text="July 30, 2023 July 31, 2022\nRevenue, net $ 13,507 $ 6,704")
    assert "13,507" in quotes("How much revenue was there?", shares, amounts)[0].text


def test_a_line_is_known_by_the_name_above_it_inside_a_table() -> None:
    text = """Three Months Ended September 30, 2022 2023
North America
Net sales $ 78,843 $ 87,887
Operating expenses 79,255 83,580
AWS
Net sales $ 20,538 $ 23,059"""
    best = quotes("What were the net sales of AWS?", msgspec.structs.replace(STATEMENT, heading=None, text=text))[0]
    assert (best.group, best.text) == ("AWS", "Net sales $ 20,538 $ 23,059")


def test_a_line_is_known_by_the_group_it_stands_in() -> None:
    best = quotes("What was the cost of sales of products?")[0]
    assert best.text.startswith("Products 39,136")
    assert best.group == "Cost of sales:"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why did iPad net sales decrease?", "due primarily to lower"),
        ("Who is the chairman?", "Arthur D. Levinson"),
        ("涡轮机的额定功率是多少？", "8.4兆瓦"),
        ("叶片有多长？", "八十米"),
        ("多久维护一次？", "每年进行两次"),
    ],
)
def test_questions_of_each_kind(question: str, words: str) -> None:
    best = quotes(question, PROSE, STATEMENT, TURBINE)[0]
    assert words in best.text


def test_a_sentence_that_begins_with_a_pronoun_brings_the_one_before() -> None:
    best = quotes("What was flat during the first nine months?")[0]
    assert best.text.startswith("iPad net sales decreased")
    assert best.text.endswith("They were flat during the first nine months.")


def test_acronyms_meet_what_they_stand_for() -> None:
    officer = Passage("a.pdf", 1, None, "Ann Lee is Chief Executive Officer. Bo Chen is Treasurer.", 0.5)
    assert quotes("Who is the CEO?", officer)[0].text.startswith("Ann Lee")
    share = Passage("a.pdf", 1, None, "Diluted EPS was 1.26. Dividends were paid in the period.", 0.5)
    assert quotes("What were earnings per share?", share)[0].text == "Diluted EPS was 1.26."
    assert spelled_out("Who is the CEO?") == "Who is the CEO? chief executive officer"
    assert spelled_out("Who ran it?") == "Who ran it?"


def test_what_is_not_there_scores_low() -> None:
    assert all(quote.score < 0.45 for quote in quotes("What is the capital of France?"))
    assert all(quote.score < 0.45 for quote in quotes("How many employees work in Cupertino?"))


def test_running_lines_headings_and_column_names_are_no_quotes() -> None:
    found = quotes("iPad net sales Apple Inc. Form 10-Q July 2023", limit=50)
    texts = {quote.text for quote in found}
    assert "iPad" not in texts
    assert not any(text.startswith(("Three Months", "Net sales:")) for text in texts)


def test_nothing_in_nothing_out() -> None:
    assert best_quotes("What?", (), overlap, 3) == ()
    assert best_quotes("", (PROSE,), overlap, 3) == ()
    assert best_quotes("What?", (Passage("a", None, None, "", 0.0),), overlap, 3) == ()


@given(st.text(max_size=60), st.lists(st.text(max_size=300), max_size=4), st.integers(1, 5))
def test_quotes_are_substrings_and_never_repeat(question: str, texts: list[str], limit: int) -> None:
    passages = [Passage("a", None, None, text, 0.5) for text in texts]
    found = best_quotes(question, passages, overlap, limit)
    assert len(found) <= limit
    for quote in found:
        assert quote.text in quote.passage.text
        assert quote.header in quote.passage.text
        assert 0 <= quote.score <= 1
    assert [q.score for q in found] == sorted((q.score for q in found), reverse=True)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people work here?", "number"),
        ("What were Greater China net sales?", "number"),
        ("What percentage is that?", "share"),
        ("When did it open?", "date"),
        ("Who wrote it?", "person"),
        ("Where is it?", "place"),
        ("Why did sales fall?", "reason"),
        ("Summarise this report", "summary"),
        ("What is this document about?", "summary"),
        ("这份文件讲了什么？", "summary"),
        ("一共有多少人？", "number"),
        ("为什么下降？", "reason"),
        ("Describe the turbine.", "other"),
    ],
)
def test_kinds(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_dates_and_list_marks_are_no_values() -> None:
    assert could_answer("number", "It ended on July 1, 2023, see Note 2.") is False
    assert could_answer("number", "1. I have reviewed this Form 10-Q.") is False
    assert could_answer("number", "It cost 5 dollars in 2023.") is True
    assert could_answer("other", "x") is None


def test_words_meet_in_their_forms() -> None:
    assert {stem("sales"), stem("sale")} == {stem("sale")}
    assert len({stem(word) for word in ("increase", "increased", "increasing", "increases")}) == 1
    assert stem("business") == "business"
    assert (stem("began"), stem("paid"), stem("risen")) == (stem("begin"), stem("pays"), stem("rises"))
    assert terms("What were the third of the quarter’s sales of 81,797?") == ["third", "quarter", "sale", "81797"]
    assert terms("third-quarter") == ["third", "quarter"]
    assert "q3" in terms("in the third quarter")
    assert terms("额定功率是多少") == ["额定", "定功", "功率"]
    assert is_unspaced("额定功率 kW")
    assert not is_unspaced("power")


def test_a_table_line_finds_its_heads_further_up_the_page() -> None:
    page = """Summary
Three Months Ended
April 30, 2023
January 29,
2023 May 1, 2022 Quarter-over-Quarter Change Year-over-Year Change ($ in millions, except per share data)
Revenue $ 7,192 $ 6,051 $ 8,288 19 % (13)%
Operating expenses $ 2,508 $ 2,576 $ 3,563 (3)% (30)%
We specialise in markets where our platforms help."""
    line = page.split("\n")[6]
    alone = Quote(Passage("a.pdf", 25, None, line, 1.0), line, 0.6)
    found = with_heads(alone, page)
    assert found.header.startswith("Three Months Ended\nApril 30, 2023")
    assert found.header.endswith("except per share data)")
    assert found.header in page
    assert with_heads(found, page) is found
    assert with_heads(alone, "something else") is alone
    prose = msgspec.structs.replace(alone, text="We specialise in markets.")
    assert with_heads(prose, page) is prose


def test_the_group_of_a_line_is_found_with_its_heads() -> None:
    line = "Services 6,248 5,589 18,370 16,411"
    passage = msgspec.structs.replace(STATEMENT, text=line)
    found = with_heads(Quote(passage, line, 0.5), STATEMENT.text)
    assert (found.group, found.header[:18]) == ("Cost of sales:", "Three Months Ended")


def test_a_company_that_nothing_was_found_of_is_not_answered_by_another() -> None:
    asked = "What were the total net sales of {} in the quarter?"
    known, strange = (quotes(asked.format(name), PROSE, STATEMENT)[0].score for name in ("Apple", "Microsoft"))
    assert known > 0.6
    assert strange < known - 0.15
    assert quotes("What were TOTAL net sales in the Quarter?", PROSE, STATEMENT)[0].score > 0.6


def test_of_like_lines_the_one_from_the_file_that_was_meant_leads() -> None:
    line = "Three Months Ended {}\nTotal net sales $ {} $ 77,000"
    old = Passage("2022 Q3.pdf", 4, None, line.format("June 25, 2022 June 26, 2021", "82,959"), 0.9, meant=0.4)
    new = Passage("2023 Q3.pdf", 4, None, line.format("July 1, 2023 June 25, 2022", "81,797"), 0.7, meant=0.9)
    found = quotes("What were the total net sales in the latest report?", old, new)
    assert found[0].passage is new
    unsure = msgspec.structs.replace(new, meant=0.0)
    either = msgspec.structs.replace(old, meant=0.0)
    assert quotes("What were the total net sales?", either, unsure)[0].passage is either


def test_a_sentence_that_only_leads_over_to_a_table_comes_behind() -> None:
    passage = Passage(
        "a.pdf",
        1,
        None,
        "Share repurchases of the quarter were as follows (in millions):\n\nShare repurchases came to $ 5.2 billion.",
        0.9,
    )
    assert quotes("What were the share repurchases during the quarter?", passage)[0].text.endswith("$ 5.2 billion.")


def test_two_sentences_that_answer_together_are_one_quote() -> None:
    text = "Installing took two days in each home. The average cost was 11,400 euros. Noise was no worry."
    (first, *_) = best_quotes("What did installing cost?", [Passage("a.pdf", 3, None, text, 0.9)], overlap)
    assert first.text == "Installing took two days in each home. The average cost was 11,400 euros."


def test_a_term_is_quoted_with_what_explains_it() -> None:
    text = "Terms used\nSeasonal performance. Units of heat delivered for each unit of electricity.\nSet-back. Lower."
    (first, *_) = best_quotes("What is seasonal performance?", [Passage("a.pdf", 7, None, text, 0.9)], overlap)
    assert first.text == "Seasonal performance. Units of heat delivered for each unit of electricity."


def test_a_weaker_sentence_that_adds_nothing_is_left_out() -> None:
    long = "Across the 48 homes, demand fell by 31 per cent against the baseline winter, from 112 to 77 kilowatt hours."
    short = "Across the 48 homes, demand fell by 31 per cent against the baseline winter."
    passages = [Passage("a.pdf", 2, None, long, 0.9), Passage("a.pdf", 4, None, f"{short} Roofs helped.", 0.8)]
    quotes = best_quotes("How far did demand fall across the 48 homes, in kilowatt hours?", passages, overlap)
    assert [quote.text for quote in quotes if "31 per cent" in quote.text] == [long]


def test_a_numbered_heading_is_no_answer() -> None:
    text = "5 Cost and emissions\n5.1 Running cost\nRunning cost followed demand less closely."
    quotes = best_quotes("What was the running cost?", [Passage("a.pdf", 5, None, text, 0.9)], overlap)
    assert [quote.text for quote in quotes] == ["Running cost followed demand less closely."]


def test_rows_that_name_columns_captions_and_titles_are_no_answers() -> None:
    text = """Home | Floor, m² | 2021/22, kWh/m²
25 | 72 | 59.1
Table 1. The floor of each home.
Report on homes
Final, May 2024
Every home has one floor."""
    passage = Passage("a.docx", None, "Report on homes › Final, May 2024", text, 0.9)
    found = best_quotes("What floor has each home?", [passage], overlap, 9)
    assert {quote.text for quote in found} <= {"25 | 72 | 59.1", "Every home has one floor."}
    row = next(quote for quote in best_quotes("25 72", [passage], overlap, 9) if quote.text.startswith("25"))
    assert (row.text, row.header) == ("25 | 72 | 59.1", "Home | Floor, m² | 2021/22, kWh/m²")


def test_words_of_the_heading_right_above_count_for_what_is_below_it() -> None:
    text = "Home 15\nThe resident lowered the temperature.\nHome 25\nThe resident raised the temperature."
    heads = (Head(0, "Home 15"), Head(text.index("Home 25"), "Home 25"))
    passage = Passage("a.md", None, None, text, 0.9, heads=heads)
    found = best_quotes("What did the resident of home 25 do?", [passage], overlap, 2)
    assert found[0].text == "The resident raised the temperature."


def test_what_is_dated_otherwise_does_not_answer_a_question_for_a_month() -> None:
    passage = Passage("a.md", None, None, "October 2024: pumps are installed, ten homes a week.", 0.9)
    right, wrong = (
        best_quotes(f"What happens in October {year}?", [passage], overlap, 1)[0].score for year in (2024, 2025)
    )
    assert right > 0.5 > wrong


@pytest.mark.parametrize("mark", ["- ", "• ", "1. "])
def test_a_line_that_leads_to_a_list_is_quoted_with_all_of_it(mark: str) -> None:
    listed = f"The scheme covers:\n{mark}loft insulation\n{mark}the exchange of radiators"
    passage = Passage("a.pdf", 1, None, f"Each home may apply once.\n{listed}\nIt ends in May 2025.", 0.5)
    (best, *_) = best_quotes("What does the scheme cover?", [passage], lambda _, texts: [0.4] * len(texts))
    assert best.text == listed


def test_a_list_that_is_too_long_to_be_a_quote_is_not_taken_in_part() -> None:
    long = "\n".join(f"- item {n} of the scheme, which is described at some length here" for n in range(12))
    units = units_of(
        Passage(
            "a.pdf", 1, None, f"The scheme covers the following measures, which each home has to ask for:\n{long}", 0.5
        )
    )
    assert not any("measures" in unit.text and "item 1" in unit.text for unit in units)


COSTS = "The following table shows costs per home:\nPart | Euros\nPump | 7400\nPipes | 2100\nLabour | 1900"


def test_a_sentence_that_leads_over_to_a_table_brings_it() -> None:
    passage = Passage("Elm Road.md", None, None, f"In all 118 homes took part.\n{COSTS}\nResidents paid a third.", 0.8)
    assert best_quotes("What were the costs per home?", [passage], overlap, 1)[0].text == COSTS
    assert best_quotes("What did the pump cost?", [passage], overlap, 1)[0].text == "Pump | 7400"
    assert best_quotes("What did the labour cost?", [passage], overlap, 1)[0].text == "Labour | 1900"


def test_a_table_that_is_longer_than_a_quote_is_brought_up_to_a_line_of_it() -> None:
    lines = "\n".join(f"Home {number} | {number}00 euros" for number in range(10, 60))
    lead = "The table below shows what each home cost in the course of the scheme:"
    passage = Passage("a.md", None, None, f"{lead}\nHome | Cost\n{lines}", 0.8)
    (quote,) = best_quotes("What did each home cost in the course of the scheme?", [passage], overlap, 1)
    assert quote.text.startswith(f"{lead}\nHome | Cost\nHome 10 | 1000 euros")
    assert len(quote.text) <= LONGEST
    assert quote.text.split("\n")[-1] in lines.split("\n")


def test_a_table_is_brought_also_where_the_passage_ends_before_it() -> None:
    lead = "The following table shows what the pump, the pipes and the labour cost for each home:"
    page = f"{lead}\nPart | Euros\nPump | 7400\nPipes | 2100\nResidents paid a third."
    quote = Quote(Passage("a.md", None, None, lead, 0.8), lead, 0.8)
    assert with_table(quote, page).text == page.removesuffix("\nResidents paid a third.")
    assert with_table(quote, f"{lead}\nNone was kept.") == quote


def first(question: str, text: str) -> str:
    return best_quotes(question, [Passage("a.pdf", 1, None, text, 0.8)], overlap, 3)[0].text


def test_what_says_what_a_thing_is_goes_before_what_only_speaks_of_it() -> None:
    text = "AutoGen serves many uses of AutoGen.\nAutoGen is an open framework.\nAutoGen agents are AutoGen parts."
    assert first("What is AutoGen?", text) == "AutoGen is an open framework."


def test_small_words_tell_two_lines_of_a_table_apart() -> None:
    table = "Insulation | Homes\nFull, during the pilot | 9\nFull, before the pilot | 30"
    assert first("How many homes had full insulation before the pilot?", table) == "Full, before the pilot | 30"
    assert first("How many homes had full insulation during the pilot?", table) == "Full, during the pilot | 9"


def test_what_tells_of_the_month_goes_before_what_names_another_time() -> None:
    text = (
        "The tariff may be changed again in January.\nThe electricity tariff of the street was changed in January 2024."
    )
    assert first("What changed in January 2024?", text).endswith("January 2024.")


def test_since_when_tells_how_long_and_a_bare_year_does_not() -> None:
    assert kind_of("How long has she led the library?") == "span"
    assert could_answer("span", "She has led the library since 2017.")
    assert could_answer("span", "She has led it for seven years.")
    assert not could_answer("span", "She came in 2017.")


def test_a_line_that_only_continues_the_question_before_is_not_what_was_asked_for() -> None:
    town = Passage(
        "town.md",
        None,
        "Port Ellery",
        "Founded | 1784\nMayor | Ruth Delaney\nIn 1911 a fire destroyed the harbour.",
        0.9,
    )
    best = best_quotes("What happened there in 1911?", [town], overlap, context="founded Port Ellery")
    assert best[0].text == "In 1911 a fire destroyed the harbour."
    assert best_quotes("And the mayor?", [town], overlap, context="founded")[0].text == "Mayor | Ruth Delaney"
    assert best_quotes("When?", [town], overlap, context="founded Port Ellery")[0].text == "Founded | 1784"


def test_a_quote_brings_the_heading_that_has_what_it_lacks_of_the_question() -> None:
    notes = Passage("notes.md", None, "Home 25, Court block", "The lowest demand of the street: 59.1 kWh.", 0.9)
    assert quotes("Which home has the lowest demand?", notes)[0].heading == "Home 25, Court block"
    assert quotes("What was the lowest demand?", notes)[0].heading == ""


def test_a_list_whose_items_begin_with_dates_is_quoted_whole() -> None:
    steps = "June 2024: the board decides.\nAugust 2024: roofs are insulated.\nMarch 2025: the winter is measured."
    page = f"The survey counts eleven roofs. We propose three steps:\n{steps}\nThe tariff may change again in January."
    plan = Passage("plan.pdf", 6, "8 The next homes", page, 0.9)
    assert quotes("What are the next steps?", plan)[0].text == f"We propose three steps:\n{steps}"
    lone = Passage("plan.pdf", 6, None, "He said this:\nNote: it is late. The board decides.", 0.9)
    assert all("\n" not in quote.text for quote in quotes("What did he say?", lone))


def test_another_form_in_brackets_is_no_part_of_a_label_and_what_is_other_is_something_else() -> None:
    text = "2022 2023\nOther, net (40) (37)\nOther income (expense), net 61 (550)\nNet income (loss) (2,028) 6,750"
    assert first("What was the net income in 2023?", text) == "Net income (loss) (2,028) 6,750"


def test_what_only_tells_where_to_read_on_is_not_the_answer() -> None:
    text = (
        "For additional information on legal claims, see Item 8 of Part II of the report.\n"
        "The legal claims of the year came to 40 million dollars in all."
    )
    passage = Passage("Q1.pdf", 3, None, text, 0.8)
    quotes = best_quotes("What is there about legal claims?", [passage], overlap)
    assert quotes[0].text.startswith("The legal claims")


def test_what_a_chinese_question_only_asks_with_is_no_word_that_a_text_lacks() -> None:
    passage = Passage("通知.md", None, None, "管道更换费用由维修基金支付，业主无需另外付费。", 0.5)
    (quote, *_) = best_quotes("业主需要付费吗？", [passage], lambda query, texts: [0.0] * len(texts))
    assert quote.covered == pytest.approx(1.0)


def test_what_a_chinese_question_only_asks_with_is_no_word_of_it() -> None:
    assert terms("这份合同是不是可以转租") == terms("这份合同") + terms("转租")
