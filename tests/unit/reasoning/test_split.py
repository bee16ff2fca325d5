"""Thought and answer told apart, however the stream is cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain.events import Answer, Thinking
from desktop.reasoning.split import Splitter
from desktop.reasoning.tags import HARMONY, KIMI_K3, PAIRS, THINK, Tags

GEMMA = next(tags for tags in PAIRS if tags.close == "<channel|>")
GRANITE = next(tags for tags in PAIRS if tags.answer_open == "<response>")
GRANITE_32 = next(tags for tags in PAIRS if tags.close == "Here is my response:")
SEED = next(tags for tags in PAIRS if tags.open == "<seed:think>")


PARTS = "<think> </think> < </ <|channel|> <|message|> <|end|> <|start|> final analysis assistant <thought> </thought>"
WRAPS = "<response> </response> <resp <|open|> <|close|> <|sep|> think response"
PARTS_AND_SPACE = [*PARTS.split(), *WRAPS.split(), "<thi", "nk>", "[THINK]", "[/THINK]", " ", "\n"]


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
    tags=st.sampled_from([THINK, HARMONY, GEMMA, GRANITE, KIMI_K3, GRANITE_32, None]),
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
