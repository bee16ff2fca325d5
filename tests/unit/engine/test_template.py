"""Chat templates, rendered in this process; the hostile ones are in tests/process."""

from __future__ import annotations

import pytest

from desktop.domain.model import ChatMessage
from desktop.engine.template import CHATML, LONGEST_PROMPT, Render, compiled, render
from desktop.errors import ChatTemplateFailed

SYSTEM = ChatMessage("system", "Be brief.")
HI = ChatMessage("user", "Hi")
HO = ChatMessage("assistant", "Ho")
GEMMA = (
    "{{ bos_token }}"
    "{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate') }}{% endif %}"
    "<turn>{{ message['role'] }}\n{{ message['content'] | trim }}</turn>{% endfor %}"
    "{% if add_generation_prompt %}<turn>model\n{% endif %}"
)
SILENT = "{% for m in messages %}{% if m.role != 'system' %}[{{ m.role }}]{{ m.content }}{% endif %}{% endfor %}"


def rendered(source: str, *messages: ChatMessage, **options: bool | int | str) -> str:
    return render(compiled(source), Render(source, messages, options, "<s>", "</s>"))


def test_no_template_is_chatml() -> None:
    expected = "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
    assert rendered("", SYSTEM, HI) == expected == rendered(CHATML, SYSTEM, HI)


def test_system_message_is_merged_where_it_is_refused() -> None:
    assert rendered(GEMMA, SYSTEM, HI) == "<s><turn>user\nBe brief.\n\nHi</turn><turn>model\n"


def test_system_message_is_merged_where_it_is_left_out() -> None:
    assert rendered(SILENT, SYSTEM, HI) == "[user]Be brief.\n\nHi"


def test_strict_turns() -> None:
    assert rendered(GEMMA, SYSTEM, HI, HI, HO, HI) == (
        "<s><turn>user\nBe brief.\n\nHi\n\nHi</turn><turn>assistant\nHo</turn><turn>user\nHi</turn><turn>model\n"
    )


def test_template_that_drops_the_system_message_always_still_works() -> None:
    assert rendered("{{ messages[-1].content | length }}", SYSTEM, HI) == "2"


def test_options_and_names_that_makers_expect() -> None:
    source = (
        "{% for m in messages %}{% if loop.first %}{% continue %}{% endif %}{{ m.content }}{% endfor %}"
        "{{ enable_thinking }}{{ tools is none }}{{ strftime_now('%Y') | length }}"
        "{{ {'a': '<b>é'} | tojson }}{% generation %}x{{ eos_token }}{% endgeneration %}"
    )
    assert rendered(source, HI, HO, enable_thinking=False) == 'HoFalseTrue4{"a": "<b>é"}x</s>'


@pytest.mark.parametrize(
    "source",
    [
        "{% for tool in tools %}{{ tool }}{% endfor %}{% for m in messages %}{{ m.content }}{% endfor %}",
        "{% set s = 'F: ' + functions %}{% for m in messages %}{{ m.content }}{% endfor %}{{ s }}{{ '' + datetime }}",
    ],
)
def test_template_that_cannot_do_without_tools_is_given_none_of_them(source: str) -> None:
    assert rendered(source, SYSTEM, HI).startswith("Be brief.Hi")


def test_tools_are_not_spoken_of_where_a_template_can_do_without() -> None:
    source = "{% if tools is not none %}Tools: {{ tools | length }}{% endif %}{{ messages[0].content }}"
    assert rendered(source, HI) == "Hi"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{% if %}", "Expected"),
        ("{{ raise_exception('I refuse') }}", "I refuse"),
        ("{{ messages[99].content.x }}", "has no element"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
        ("{{ messages.append(1) }}", "unsafe"),
        ("{% for i in range(10000000) %}{% endfor %}", "Range too big"),
        ("{{ 1 / 0 }}", "division"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "nested too deeply"),
        ("{% include '/etc/passwd' %}", "loader"),
    ],
)
def test_bad_template_is_told_in_one_sentence(source: str, reason: str) -> None:
    with pytest.raises(ChatTemplateFailed) as told:
        rendered(source, HI)
    assert reason in told.value.values["reason"]
    assert "\n" not in told.value.message


def test_what_is_unsafe_is_nothing() -> None:
    assert rendered("[{{ ''|attr('__class__')|attr('__mro__') }}]", HI) == "[]"


def test_too_long_a_prompt() -> None:
    with pytest.raises(ChatTemplateFailed, match="too long"):
        rendered("{{ 'x' * " + str(LONGEST_PROMPT + 1) + " }}", HI)
