"""Whatever the grammar of marked answers allows is cut into sentences that all bear a number of a source."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from desktop.chat.cite import Citer
from desktop.chat.marked import marked
from desktop.domain.document import Passage
from tests.gbnf import as_regex

SOURCES = 12
WHOLE = re.compile(as_regex(marked(SOURCES, sentences=4, words=12, run=24)))
SHORT = as_regex(marked(SOURCES, sentences=3, words=3, run=4))
MARK = re.compile(r"\[(\d+)\]")


class Recording(Citer):
    """Keeps the sentences that it is about to prove."""

    def __init__(self) -> None:
        passages = [Passage(f"{n}.txt", None, None, "Nothing of it.", 1.0) for n in range(SOURCES)]
        super().__init__(passages, lambda file, page: "", "en")
        self.seen: list[str] = []

    def _sentence(self, text: str, *, note: bool = True) -> str:
        self.seen.append(text)
        return super()._sentence(text, note=note)


def sentences(text: str, *cuts: int) -> list[str]:
    """Return the sentences of `text` as they are cut while it streams in pieces."""
    citer, at = Recording(), 0
    for cut in sorted({*cuts, len(text)}):
        citer.feed(text[at:cut])
        at = cut
    citer.close()
    return [sentence for sentence in citer.seen if any(letter.isalnum() for letter in MARK.sub("", sentence))]


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(st.from_regex(SHORT, fullmatch=True), st.lists(st.integers(0, 60), max_size=3))
@example("It is so in the U.S. Army today [1]. No. 5 is 3.5 [2].", [9])
@example("He said “Yes.” [1] Mr. J. Smith of Apple Inc. said “no” [2].", [])
@example("增长8.4％。[1]下降（约3％）[12]。- 完[2]；", [3, 4])
@example("- See report.pdf [3].\n2. It fell [1]!", [])
@example("1. A [1].\n\n2. B? [2] [3]", [])
def test_every_sentence_bears_a_mark(text: str, cuts: list[int]) -> None:
    if text.startswith("NOT IN THE SOURCES"):
        return
    found = sentences(text, *cuts)
    assert found
    for sentence in found:
        numbers = [int(number) for number in MARK.findall(sentence)]
        assert numbers, sentence
        assert all(1 <= number <= SOURCES for number in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "NOT IN THE SOURCES",
        "Sales rose by 3.5 million dollars [1].",
        "Sales rose. [1] Costs fell [2][3].\n\nThat is all [12].",
        "Dr. Who lives in the U.S. Capital. [4]",
        "Apple Inc. reported on 12.10.2023, see report.pdf [1].",
        "- First [1].\n- Second, as in Fig. 2 [2].",
        "**Sales** rose (a little) [1].",
        "“Yes,” he said. [1]",
        "营业收入增长了8.4％，超过去年[1]。利润下降。[2]",
        "Umsätze stiegen [1]. Продажи выросли [2]. 売上が増えた[3]。",
    ],
)
def test_what_people_write_is_allowed(text: str) -> None:
    assert WHOLE.fullmatch(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "Sales rose.",
        "Sales rose",
        "Sales rose. Costs fell [1].",
        "Sales rose [13].",
        "Sales rose [0].",
        "Sales rose in the U.S. The costs fell [1].",
        "Sales rose of Apple Inc. This is all [1].",
        "收入增长。利润下降[1]。",
        "收入增长；利润下降[1]。",
        "Sales rose! Costs fell [1].",
        "Sales rose.” Costs fell [1].",
        "Sales rose [1][2][3][4].",
        "<think>Sales rose [1].",
        "```\ncode [1].",
        "| a | b | [1].",
        "# Sales [1].",
        "Sales\nrose [1].",
        "NOT IN THE SOURCES. Sales rose.",
        "A [1]. B [1]. C [1]. D [1]. E [1].",
    ],
)
def test_what_would_lack_a_mark_is_refused(text: str) -> None:
    assert not WHOLE.fullmatch(text)


def test_an_answer_that_is_cut_off_at_its_length_is_proved_all_the_same() -> None:
    """The last sentence has no mark then: it is looked for in the passages, or noted as not found."""
    passage = Passage("a.txt", None, None, "The old turbine stands in Bergen.", 1.0)
    citer = Citer([passage], lambda file, page: passage.text, "en")
    shown = (
        citer.feed("The turbine stands in Bergen [1]. It was painted green and yellow by seventeen sail")
        + citer.close()
    )
    assert shown.startswith("The turbine stands in Bergen [1].")
    assert shown.endswith("*(not found in the documents)*")
