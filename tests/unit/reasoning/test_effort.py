"""How a model is told to think, by what its template says."""

from __future__ import annotations

import msgspec
import pytest

from desktop.reasoning.effort import Think, opens_by_itself, plan, switched_by
from desktop.reasoning.tags import HARMONY, THINK, tags_of
from tests.fakes import FAKE_MODEL
from tests.unit.reasoning import templates


def planned(template: str, think: Think, budget: int = 100) -> dict[str, object]:
    effort = plan(msgspec.structs.replace(FAKE_MODEL, chat_template=template), think, budget)
    assert effort.budget == budget
    return msgspec.structs.asdict(effort)


@pytest.mark.parametrize("think", ["off", "auto", "on"])
def test_model_without_tags_is_asked_only_when_thinking_is_on(think: Think) -> None:
    effort = planned(templates.PLAIN, think)
    assert effort["tags"] is None
    assert effort["prompted"] is (think == "on")
    assert not effort["template_options"]
    assert not effort["prefix"]


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
    assert planned(template, "auto")["template_options"] == {}


def test_word_is_used_where_the_template_looks_for_it() -> None:
    effort = planned(templates.NEMOTRON, "off")
    assert (effort["word"], effort["prefix"], effort["template_options"]) == ("/no_think", "", {})
    assert planned(templates.NEMOTRON, "auto")["word"] == ""


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
