"""Thought and answer told apart, however the stream is cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain.events import Answer, Thinking
from desktop.reasoning.split import Splitter
from desktop.reasoning.tags import HARMONY, KIMI_K3, MUSE, PAIRS, SOLAR, THINK, Tags

GEMMA = next(tags for tags in PAIRS if tags.close == "<channel|>")
GRANITE = next(tags for tags in PAIRS if tags.answer_open == "<response>")
GRANITE_32 = next(tags for tags in PAIRS if tags.close == "Here is my response:")
APRIEL = next(tags for tags in PAIRS if tags.close == "[BEGIN FINAL RESPONSE]")
COMMAND = next(tags for tags in PAIRS if tags.answer_open == "<|START_RESPONSE|>")
HY3 = next(tags for tags in PAIRS if tags.open == "<think:opensource>")
SEED = next(tags for tags in PAIRS if tags.open == "<seed:think>")


PARTS = "<think> </think> < </ <|channel|> <|message|> <|end|> <|start|> final analysis assistant <thought> </thought>"
WRAPS = "<response> </response> <resp <|open|> <|close|> <|sep|> think response"
MESSAGES = "<|eom|> <|eot|> to=self to=user to=web <|begin|> <|content|> <|think|> <|START_RESPONSE|> <|END_RESPONSE|>"
PARTS_AND_SPACE = [*PARTS.split(), *WRAPS.split(), *MESSAGES.split(), "<thi", "nk>", "[THINK]", "[/THINK]", " ", "\n"]


def split(pieces: list[str], tags: Tags | None, *, inside: bool = False) -> tuple[str, str]:
    splitter = Splitter(tags, inside=inside)
    out = [piece for text in pieces for piece in splitter.feed(text)] + splitter.close()
    thought = "".join(piece.text for piece in out if isinstance(piece, Thinking))
    return thought, "".join(piece.text for piece in out if isinstance(piece, Answer))


def cut(text: str, places: list[int]) -> list[str]:
    bounds = [0, *sorted({place % (len(text) + 1) for place in places}), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(bounds)]


CASES: list[tuple[str, Tags | None, bool, str, str]] = [
    ("<think>\nTwo and two.\n</think>\n\nFour.", THINK, False, "Two and two.", "Four."),
    ("Two and two.\n</think>\n\nFour.", THINK, True, "Two and two.", "Four."),
    ("  \n<think>a</think>b", THINK, False, "a", "b"),
    ("<think>\n\n</think>\n\nFour.", THINK, False, "", "Four."),
    ("</think>\n\nFour.", THINK, False, "", "Four."),
    ("Four.", THINK, False, "", "Four."),
    ("Write `<think>` in the template.", THINK, False, "", "Write `<think>` in the template."),
    ("<think>one < two <thin ice</think>3 < 4", THINK, False, "one < two <thin ice", "3 < 4"),
    ("<think>never closed", THINK, False, "never closed", ""),
    ("<thinker> is a word", THINK, False, "", "<thinker> is a word"),
    ("<thought>hm</thought>Yes", None, False, "hm", "Yes"),
    ("<reasoning>hm</reasoning>\nYes </think> no", THINK, False, "hm", "Yes </think> no"),
    ("[THINK]hm[/THINK]Oui", None, False, "hm", "Oui"),
    ("<|channel>thought\nhm\n<channel|>Yes", GEMMA, False, "hm", "Yes"),
    ("<|channel>thought\n<channel|>Yes", GEMMA, False, "", "Yes"),
    (
        "<|channel|>analysis<|message|>Let me see.<|end|><|start|>assistant<|channel|>final<|message|>Here.",
        HARMONY,
        False,
        "Let me see.",
        "Here.",
    ),
    (
        "<|channel|>analysis<|message|>One.<|end|><|start|>assistant<|channel|>analysis<|message|> Two.<|end|>"
        "<|start|>assistant<|channel|>final <|constrain|>json<|message|>{}<|return|>",
        HARMONY,
        False,
        "One.\n\nTwo.",
        "{}",
    ),
    ("No channels at all.", HARMONY, False, "", "No channels at all."),
    ("Let me see.<|end|><|start|>assistant<|channel|>final<|message|>Here.", HARMONY, True, "Let me see.", "Here."),
    ("<think>hm</think>\n<response>Yes.</response>", GRANITE, False, "hm", "Yes."),
    ("<think>hm</think>\nYes.", GRANITE, False, "hm", "Yes."),
    ("<response>Yes.</response>", GRANITE, False, "", "Yes."),
    ("<res is no mark", GRANITE, False, "", "<res is no mark"),
    ("Here is my thought process: hm\n\nHere is my response: Yes.", GRANITE_32, False, "hm", "Yes."),
    (
        "<|open|>think<|sep|>hm<|close|>think<|sep|><|open|>response<|sep|>Yes.<|close|>response<|sep|>",
        KIMI_K3,
        False,
        "hm",
        "Yes.",
    ),
    ("Yes.<|close|>response<|sep|>", KIMI_K3, False, "", "Yes."),
    (
        "<seed:think>a<seed:cot_budget_reflect>b</seed:cot_budget_reflect></seed:think>Yes",
        SEED,
        False,
        "a<seed:cot_budget_reflect>b</seed:cot_budget_reflect>",
        "Yes",
    ),
    ("<think:opensource>hm</think:opensource>Yes.", HY3, False, "hm", "Yes."),
    (
        "<|think|>hm<|end|><|begin|>assistant<|content|>Yes.<|end|>",
        SOLAR,
        False,
        "hm",
        "Yes.",
    ),
    ("hm<|end|><|begin|>assistant<|content|>Yes.", SOLAR, True, "hm", "Yes."),
    ("<|content|>Yes.<|end|>", SOLAR, False, "", "Yes."),
    ("<|think|>hm<|end|>", SOLAR, False, "hm", ""),
    (
        " to=self<|message|>One.<|eom|><|start|>assistant to=self<|message|>Two.<|eom|>"
        "<|start|>assistant to=user<|message|>Yes.<|eot|>",
        MUSE,
        False,
        "One.\n\nTwo.",
        "Yes.",
    ),
    (" to=self<|message|>hm<|eom|><|start|>assistant<|message|>Yes.", MUSE, False, "hm", "Yes."),
    (" to=user<|message|>Yes.", MUSE, False, "", "Yes."),
    ("<|message|>Yes.<|eot|>", MUSE, False, "", "Yes."),
    ("to=do is an English word.", MUSE, False, "", "to=do is an English word."),
    ("<|START_THINKING|>hm<|END_THINKING|><|START_RESPONSE|>Yes.<|END_RESPONSE|>", COMMAND, False, "hm", "Yes."),
    ("<|START_RESPONSE|>Yes.<|END_RESPONSE|>", COMMAND, False, "", "Yes."),
    (
        "Here are my reasoning steps:\nhm\n[BEGIN FINAL RESPONSE]\nYes.\n[END FINAL RESPONSE]",
        APRIEL,
        False,
        "hm",
        "Yes.\n",
    ),
    ("", THINK, False, "", ""),
    ("<think>思考</think>答案😀", THINK, False, "思考", "答案😀"),
]


@pytest.mark.parametrize(("text", "tags", "inside", "thought", "answer"), CASES)
def test_families(text: str, tags: Tags | None, inside: bool, thought: str, answer: str) -> None:
    assert split([text], tags, inside=inside) == (thought, answer)
    assert split(list(text), tags, inside=inside) == (thought, answer)


@given(
    text=st.lists(
        st.one_of(
            st.sampled_from(PARTS_AND_SPACE),
            st.text(max_size=6),
        ),
        max_size=24,
    ).map("".join),
    places=st.lists(st.integers(0, 400), max_size=12),
    tags=st.sampled_from([THINK, HARMONY, GEMMA, GRANITE, KIMI_K3, GRANITE_32, MUSE, SOLAR, COMMAND, APRIEL, None]),
    inside=st.booleans(),
)
def test_any_cut_gives_the_same(text: str, places: list[int], tags: Tags | None, inside: bool) -> None:
    whole = split([text], tags, inside=inside)
    assert split(cut(text, places), tags, inside=inside) == whole
    assert split(list(text), tags, inside=inside) == whole


@given(thought=st.text(max_size=60), answer=st.text(max_size=60), tags=st.sampled_from([THINK, GEMMA]))
def test_nothing_is_lost_or_moved(thought: str, answer: str, tags: Tags) -> None:
    assume(tags.close not in thought)
    expected = (thought.strip(), answer.lstrip())
    assert split([f"{tags.open}{thought}{tags.close}{answer}"], tags) == expected


def test_knows_where_it_is() -> None:
    splitter = Splitter(THINK)
    splitter.feed("<think>hm </thi")
    assert (splitter.inside, splitter.answering, splitter.held) == (True, False, " </thi")
    splitter.feed("nk>")
    assert (splitter.inside, splitter.answering, splitter.held) == (False, True, "")


def test_answer_that_ended_is_no_thought_that_waits() -> None:
    """A model that goes on after the mark that ends its answer is not asked for another one."""
    for text in ("<|channel|>final<|message|>Yes.<|end|>", "<|channel|>final<|message|>Yes.<|return|><|start|>"):
        splitter = Splitter(HARMONY)
        splitter.feed(text)
        assert (splitter.inside, splitter.answering) == (False, True)
    splitter = Splitter(HARMONY)
    splitter.feed("<|channel|>analysis<|message|>Hm.<|end|>")
    assert splitter.inside
