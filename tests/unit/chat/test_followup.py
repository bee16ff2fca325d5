"""A question that leans on the conversation takes its words along; one that stands by itself is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.chat.followup import accepted, context, leans, rewriting
from desktop.domain.conversation import Message, SourcesPart, TextPart, question
from desktop.domain.document import Citation

SALES = (
    question("What were total net sales of Apple in 2023?"),
    Message(
        role="assistant",
        parts=(
            TextPart("They were 81,797 [1]."),
            SourcesPart((Citation(1, "a.pdf", 4, "x", "verified", heading="Apple Inc. › Statements of Operations"),)),
        ),
    ),
)


@pytest.mark.parametrize(
    "asked",
    [
        "And in 2022?",
        "What about the second one?",
        "How does that compare with the year before?",
        "Why did they fall?",
        "Why?",
        "那去年呢？",
        "它是多少？",
        "Is this one audited?",
        "I mean the figure for the whole company and not for one region",
        "No, I was asking for the quarter that ended in July, please",
        "Anything special to report for the smallest of the regions in Europe?",
        "我的意思是全公司的数字而不是某一个地区的数字",
    ],
)
def test_leaning_questions_take_words_along(asked: str) -> None:
    assert leans(asked, SALES)
    assert not leans(asked, ())
    rewritten = context(asked, SALES)
    for word in ("net", "sales", "Apple", "Operations"):
        assert word in rewritten
    assert "What" not in rewritten


@pytest.mark.parametrize(
    "asked",
    [
        "What were the operating expenses of Amazon in the third quarter?",
        "How many employees work at the Linden Street site?",
        "涡轮机的额定功率和叶片长度是多少？",
        "Is there a policy that limits remote work abroad?",
    ],
)
def test_whole_questions_are_left_alone(asked: str) -> None:
    assert context(asked, SALES) == ""


def test_words_come_through_a_chain_of_leaning_questions() -> None:
    longer = (*SALES, question("And in 2022?"), Message(role="assistant", parts=(TextPart("82,959"),)))
    rewritten = context("Why?", longer)
    assert "2022" in rewritten
    assert "sales" in rewritten


def test_no_word_twice_and_not_too_many() -> None:
    long = (question("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi"), SALES[1])
    added = context("What about alpha?", long).split()
    assert added.count("alpha") == 0
    assert len(added) == 12


def test_a_model_is_shown_the_conversation_and_its_rewriting_is_checked() -> None:
    messages = rewriting("And in 2022?", SALES)
    assert "81,797" in messages[1].content
    assert messages[1].content.endswith("Last question: And in 2022?")
    good = "Question: What were total net sales of Apple in 2022?"
    assert accepted(good, "And in 2022?", SALES) == "What were total net sales of Apple in 2022?"
    assert accepted("I am a language model and like bananas", "And in 2022?", SALES) is None
    assert accepted("", "And in 2022?", SALES) is None
    assert accepted("x" * 400, "And in 2022?", SALES) is None


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_can_be_asked(asked: str, earlier: list[str]) -> None:
    history = [question(text) for text in earlier]
    assert all(word in " ".join(earlier) for word in context(asked, history).split())
    accepted(asked, asked, history)
