"""Short chat templates that speak of thoughts the way each family's own does."""

from __future__ import annotations

LOOP = (
    "{%- for message in messages %}"
    "{{ '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}"
    "{% endfor %}"
)

QWEN3 = (
    LOOP + "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}"
    "{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}{%- endif %}"
    "{%- endif %}"
)
R1_DISTILL = (
    "{%- for m in messages %}{% set c = m['content'].split('</think>')[-1] %}{{ m['role'] + c }}{% endfor -%}"
    "{% if add_generation_prompt and not ns.is_tool %}{{'<｜Assistant｜><think>\n'}}{% endif %}"
)
R1_OLD = (
    "{%- for m in messages %}{% set c = m['content'].split('</think>')[-1] %}{{ m['role'] + c }}{% endfor -%}"
    "{% if add_generation_prompt %}{{'<｜Assistant｜>'}}{% endif %}"
)
DEEPSEEK_V31 = (
    "{%- if not thinking is defined %}{%- if enable_thinking is defined %}{%- set thinking = enable_thinking %}"
    "{%- else %}{%- set thinking = false %}{%- endif %}{%- endif %}" + LOOP + "{%- if add_generation_prompt %}"
    "{{'<｜Assistant｜>'}}{%- if not thinking -%}{{'</think>'}}{%- else -%}{{'<think>'}}{%- endif %}{% endif %}"
)
NEMOTRON = (
    "{%- set enable_thinking = true -%}{%- if '/no_think' in messages[0].content -%}"
    "{%- set enable_thinking = false -%}{%- endif -%}" + LOOP + "{%- if add_generation_prompt -%}{{- 'assistant' -}}"
    "{%- if not enable_thinking -%}{{- '<think>\n\n</think>\n\n' -}}{%- endif -%}{%- endif -%}"
)
GEMMA4 = (
    "{%- if (enable_thinking is defined and enable_thinking) %}{{- '<|think|>' -}}{%- endif %}"
    + LOOP
    + "{%- if add_generation_prompt -%}{{- '<|turn>model\n' -}}{%- if not enable_thinking | default(false) -%}"
    "{{- '<|channel>thought\n<channel|>' -}}{%- endif -%}{%- endif -%}"
)
GPT_OSS = (
    "{%- if reasoning_effort is not defined %}{%- set reasoning_effort = 'medium' %}{%- endif %}"
    "{{- 'Reasoning: ' + reasoning_effort }}{{- '<|start|>assistant<|channel|>final<|message|>' }}"
    "{%- if add_generation_prompt %}<|start|>assistant{%- endif %}"
)
STEPFUN = (
    "{%- if reasoning_effort is defined %}{{- 'Reasoning: ' + reasoning_effort }}{%- endif %}{{ '</think>' }}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n<think>\n' }}{%- endif %}"
)
GLM = (
    LOOP + "{{- '/nothink' if (enable_thinking is defined and not enable_thinking) else '' -}}"
    "{%- if add_generation_prompt -%}<|assistant|>"
    "{{- '\n<think></think>' if (enable_thinking is defined and not enable_thinking) else '' -}}{%- endif -%}"
)
MAGISTRAL = (
    "{{ bos_token }}[SYSTEM_PROMPT]… [THINK]…[/THINK] …[/SYSTEM_PROMPT]"
    "{% for m in messages %}[INST]{{ m.content }}[/INST]{% endfor %}"
)
PLAIN = LOOP + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
