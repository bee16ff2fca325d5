"""How a model is told to think, by what its template says."""

from __future__ import annotations

import msgspec
import pytest

from desktop.reasoning.effort import Think, opens_by_itself, plan, switched_by
from desktop.reasoning.tags import HARMONY, THINK, tags_of, written_out
from tests.fakes import FAKE_MODEL
from tests.unit.reasoning import templates


def planned(template: str, think: Think, budget: int = 100) -> dict[str, object]:
    effort = plan(msgspec.structs.replace(FAKE_MODEL, chat_template=template), think, budget)
    assert effort.budget == budget
    return msgspec.structs.asdict(effort)


@pytest.mark.parametrize("think", ["off", "auto", "on"])
def test_model_without_tags_is_asked_where_a_thought_is_wanted(think: Think) -> None:
    effort = planned(templates.PLAIN, think)
    assert effort["tags"] is None
    assert effort["prompted"] is effort["wanted"] is (think != "off")
    assert not effort["template_options"]
    assert not effort["prefix"]


def test_small_model_without_tags_is_asked_only_when_thinking_is_on() -> None:
    small = msgspec.structs.replace(FAKE_MODEL, chat_template=templates.PLAIN, parameters=300_000_000)
    assert [plan(small, think, 0).prompted for think in ("off", "auto", "on")] == [False, False, True]


@pytest.mark.parametrize(
    ("template", "option"),
    [
        (templates.QWEN3, "enable_thinking"),
        (templates.GEMMA4, "enable_thinking"),
        (templates.GLM, "enable_thinking"),
        (templates.DEEPSEEK_V31, "enable_thinking"),
        (templates.DEEPSEEK_V31, "thinking"),
    ],
)
def test_switch_of_the_template_is_used(template: str, option: str) -> None:
    for think, value in (("on", True), ("off", False)):
        effort = planned(template, think)  # type: ignore[arg-type]
        assert effort["template_options"][option] is value  # type: ignore[index]
        assert effort["prefix"] == ""
        assert effort["starts_inside"] is False
    assert planned(template, "auto")["template_options"][option] is True  # type: ignore[index]


def test_word_is_used_where_the_template_looks_for_it() -> None:
    effort = planned(templates.NEMOTRON, "off")
    assert (effort["word"], effort["prefix"], effort["template_options"]) == ("/no_think", "", {})
    assert planned(templates.NEMOTRON, "auto")["word"] == ""


def test_no_word_is_put_into_a_question_where_the_template_has_a_switch() -> None:
    off = planned(templates.GLM, "off")
    assert (off["template_options"], off["word"]) == ({"enable_thinking": False}, "")
    nemotron = planned(templates.NEMOTRON_2, "off")
    assert (nemotron["template_options"], nemotron["word"], nemotron["prefix"]) == ({}, "/no_think", "")


def test_model_that_cannot_but_think_is_given_an_empty_thought() -> None:
    assert planned(templates.R1_DISTILL, "off")["prefix"] == "<think>\n\n</think>\n\n"
    on = planned(templates.R1_DISTILL, "on")
    assert (on["prefix"], on["starts_inside"], on["wanted"]) == ("", False, True)


def test_model_without_a_switch_begins_inside_a_thought() -> None:
    on = planned(templates.R1_OLD, "on")
    assert (on["prefix"], on["starts_inside"]) == ("<think>\n", True)
    assert planned(templates.R1_OLD, "auto")["prefix"] == ""
    assert planned(templates.MAGISTRAL, "on")["prefix"] == "[THINK]\n"


def test_gpt_oss_has_an_effort_and_channels() -> None:
    assert [planned(templates.GPT_OSS, think)["template_options"] for think in ("off", "auto", "on")] == [
        {"reasoning_effort": level} for level in ("low", "medium", "high")
    ]
    off = planned(templates.GPT_OSS, "off")
    assert (off["prefix"], off["wanted"]) == ("<|channel|>final<|message|>", False)
    assert off["tags"] is HARMONY


def test_effort_and_an_open_thought_go_together() -> None:
    effort = planned(templates.STEPFUN, "on")
    assert effort["template_options"] == {"reasoning_effort": "high"}
    assert effort["prefix"] == ""
    assert planned(templates.STEPFUN, "off")["prefix"] == "<think>\n\n</think>\n\n"


def test_what_a_template_sets_for_itself_is_no_switch() -> None:
    assert not switched_by(templates.NEMOTRON, "enable_thinking")
    assert switched_by(templates.GPT_OSS, "reasoning_effort")
    assert not switched_by("{{ 'enable_thinking' }}", "enable_thinking")


def test_open_thought_at_the_end_is_seen() -> None:
    assert opens_by_itself(templates.R1_DISTILL, THINK)
    assert opens_by_itself(templates.STEPFUN, THINK)
    assert not opens_by_itself(templates.QWEN3, THINK)
    assert not opens_by_itself(templates.GLM, THINK)


def test_no_template_no_tags() -> None:
    assert tags_of("") is None


def test_budget_is_told_where_the_template_reads_it() -> None:
    on = planned(templates.SEED_OSS, "on", 512)
    assert on["template_options"] == {"thinking_budget": 512}
    assert on["prefix"] == ""
    assert planned(templates.SEED_OSS, "auto", 0)["template_options"] == {}
    off = planned(templates.SEED_OSS, "off")
    assert off["template_options"] == {"thinking_budget": 0}
    assert str(off["prefix"]).endswith("</seed:cot_budget_reflect>\n</seed:think>")


def test_level_that_a_template_refuses_is_never_sent() -> None:
    levels = [planned(templates.MISTRAL, think)["template_options"] for think in ("off", "auto", "on")]
    assert levels == [{"reasoning_effort": "none"}, {"reasoning_effort": "high"}, {"reasoning_effort": "high"}]
    assert planned(templates.MISTRAL, "off")["prefix"] == ""
    kimi = [planned(templates.KIMI_K3, think)["template_options"] for think in ("off", "auto", "on")]
    assert [options["thinking_effort"] for options in kimi] == ["low", "medium", "high"]  # type: ignore[index]
    assert [options["thinking"] for options in kimi] == [False, True, True]  # type: ignore[index]


@pytest.mark.parametrize(
    ("template", "opening", "answer_open"),
    [
        (templates.SEED_OSS, "<seed:think>", ""),
        (templates.APRIEL, "Here are my reasoning steps:", ""),
        (templates.KIMI_K2, "<think>", ""),
        (templates.KIMI_K3, "<|open|>think<|sep|>", "<|open|>response<|sep|>"),
        (templates.GRANITE_32, "Here is my thought process:", ""),
        (templates.GRANITE_33, "<think>", "<response>"),
        (templates.HUNYUAN, "<think>", "<answer>"),
        (templates.MINIMAX_M2, "<think>", ""),
        (templates.MINIMAX_M3, "<mm:think>", ""),
        (templates.MISTRAL, "[THINK]", ""),
        (templates.GIGACHAT, "<think>", ""),
        (templates.DEEPSEEK_V32, "<think>", ""),
        (templates.COMMAND, "<|START_THINKING|>", ""),
        (templates.COMMAND_R7B, "<|START_THINKING|>", "<|START_RESPONSE|>"),
        (templates.COHERE_2, "<|START_THINKING|>", "<|START_TEXT|>"),
        (templates.HY3, "<think:opensource>", ""),
        (templates.SOLAR, "<|think|>", "<|content|>"),
        (templates.MUSE, " to=self<|message|>", " to=user<|message|>"),
    ],
)
def test_marks_of_each_family_are_found(template: str, opening: str, answer_open: str) -> None:
    tags = tags_of(template)
    assert tags is not None
    assert (tags.open, tags.answer_open) == (opening, answer_open)


def test_switches_of_more_families() -> None:
    for template, option in (
        (templates.GRANITE_32, "thinking"),
        (templates.GRANITE_33, "thinking"),
        (templates.GIGACHAT, "reasoning"),
        (templates.DEEPSEEK_V32, "enable_thinking"),
        (templates.HUNYUAN, "enable_thinking"),
    ):
        for think, value in (("off", False), ("auto", True), ("on", True)):
            assert planned(template, think)["template_options"] == {option: value}  # type: ignore[arg-type]


def test_hy3_is_given_a_level_that_it_knows() -> None:
    levels = [planned(templates.HY3, think)["template_options"] for think in ("off", "auto", "on")]
    assert levels == [{"reasoning_effort": "no_think"}, {"reasoning_effort": "low"}, {"reasoning_effort": "high"}]
    assert planned(templates.HY3, "off")["prefix"] == ""


def test_level_that_is_only_looked_for_does_not_limit_the_others() -> None:
    levels = [planned(templates.SOLAR, think)["template_options"] for think in ("off", "auto", "on")]
    assert levels == [{"reasoning_effort": "low"}, {"reasoning_effort": "medium"}, {"reasoning_effort": "high"}]
    assert planned(templates.SOLAR, "off")["prefix"] == ""  # the template closes the thought
    on = planned(templates.SOLAR, "on")
    assert (on["prefix"], on["starts_inside"]) == ("<|think|>", True)


def test_muse_is_told_its_strength_and_whom_to_speak_to() -> None:
    assert planned(templates.MUSE, "on")["template_options"] == {"reasoning_strength": "high"}
    off = planned(templates.MUSE, "off")
    assert (off["template_options"], off["prefix"]) == ({"reasoning_strength": "low"}, " to=user<|message|>")
    assert planned(templates.MUSE, "on")["prefix"] == ""


@pytest.mark.parametrize("think", ["off", "on"])
def test_functionary_speaks_to_all(think: Think) -> None:
    effort = planned(templates.FUNCTIONARY, think)
    assert (effort["tags"], effort["prefix"], effort["answering"]) == (None, "all\n", "all\n")


@pytest.mark.parametrize(("think", "mode"), [("off", "disabled"), ("auto", "enabled"), ("on", "enabled")])
def test_mode_is_told_by_its_name(think: Think, mode: str) -> None:
    told = planned(templates.MINIMAX_M3, think)
    assert (told["template_options"], told["prefix"]) == ({"thinking_mode": mode}, "")


def test_thought_that_a_template_opens_by_a_name_is_seen() -> None:
    assert planned(templates.APRIEL, "off")["prefix"] == "Here are my reasoning steps:\n\n[BEGIN FINAL RESPONSE]\n\n"
    assert planned(templates.APRIEL, "on")["prefix"] == ""


@pytest.mark.parametrize("piece", ["{#", "{%", "{{", "{% set a = '<a a a a a a a a a a a>' %}", "{%- set "])
def test_hostile_template_is_read_in_a_moment(piece: str) -> None:
    names = "".join(f"{{% set a{n} = '<{' a' * 20}{n}>' %}}" for n in range(200))
    assert len(written_out(names + piece * 200_000)) < 64 * 200_000
    planned(names + piece * 200_000 + "</think>", "on")
