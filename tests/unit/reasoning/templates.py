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
NEMOTRON_2 = (
    "{%- set ns = namespace(enable_thinking=true) -%}{%- for m in messages -%}{%- if '/no_think' in m.content -%}"
    "{%- set ns.enable_thinking = false -%}{%- endif -%}{{ m.content.replace('/no_think', '') }}{%- endfor -%}"
    "{%- if add_generation_prompt -%}{%- if ns.enable_thinking is defined and ns.enable_thinking is false -%}"
    "{{- '<think></think>' -}}{%- else -%}{{- '<think>\n' -}}{%- endif -%}{%- endif -%}"
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

SEED_OSS = (
    "{%- set think_begin_token = '<seed:think>' -%}{%- set think_end_token = '</seed:think>' -%}"
    "{%- set budget_begin_token = '<seed:cot_budget_reflect>' -%}"
    "{%- if not thinking_budget is defined %}{%- set thinking_budget = -1 -%}{%- endif -%}" + LOOP + "{%- if "
    "add_generation_prompt %}{{ 'assistant\n' }}{%- if thinking_budget == 0 %}"
    "{{ think_begin_token + budget_begin_token }}"
    "{%- endif %}{%- endif %}"
)
APRIEL = (
    "{# <think>…</think> #}{%- set reasoning_asst_turn_start = 'Here are my reasoning steps:\n' -%}"
    "{{ 'the marker [BEGIN FINAL RESPONSE].' }}{%- set add_generation_prompt = true -%}" + LOOP + "{%- if "
    "add_generation_prompt -%}{{ '<|begin_assistant|>\n' + reasoning_asst_turn_start }}{%- endif -%}"
)
KIMI_K2 = LOOP + "<think></think>{%- if add_generation_prompt -%}<|im_assistant|>assistant<|im_middle|>{%- endif -%}"
KIMI_K3 = (
    "{%- macro open_tag(tag) -%}{{- '<|open|>' + tag + '<|sep|>' -}}{%- endmacro -%}"
    "{%- if thinking is undefined -%}{%- set thinking = true -%}{%- endif -%}"
    "{%- if thinking_effort is undefined -%}{%- set thinking_effort = 'max' -%}{%- endif -%}"
    "{%- if thinking_effort not in ['low', 'medium', 'high', 'max'] -%}{{- raise_exception('no') -}}{%- endif -%}"
    + LOOP
    + "{%- if thinking -%}{{- open_tag('think') -}}{%- endif -%}{%- if add_generation_prompt -%}"
    "{{- open_tag('think' if thinking else 'response') -}}{%- endif -%}"
)
GRANITE_32 = (
    "{%- if thinking %}{{ \"Write your thoughts after 'Here is my thought process:' and write your response after "
    "'Here is my response:'\" }}{%- endif %}" + LOOP + "{%- if add_generation_prompt %}assistant{%- endif %}"
)
GRANITE_33 = (
    "{%- if thinking %}{{ 'Write your thoughts between <think></think> and write your response between "
    "<response></response>' }}{%- endif %}" + LOOP + "{%- if add_generation_prompt %}assistant{%- endif %}"
)
MINIMAX_M2 = (
    "{%- if m.role == 'tool' %}{{ '<response>' ~ m.content ~ '</response>' }}{%- endif %}"
    "{{ '<think>' ~ m.reasoning ~ '</think>' }}" + LOOP + "{%- if add_generation_prompt -%}"
    "{{- ']~b]ai' ~ '\n' ~ '<think>' ~ '\n' }}{%- endif -%}"
)
MINIMAX_M3 = (
    "{%- set think_begin_token = '<mm:think>' -%}{%- set think_end_token = '</mm:think>' -%}" + LOOP + "{%- if "
    "thinking_mode is defined and thinking_mode == 'disabled' -%}{{- think_end_token }}"
    "{%- elif thinking_mode is defined and thinking_mode == 'enabled' -%}{{- think_begin_token }}{%- endif -%}"
)
HUNYUAN = (
    "{%- if '<answer>' in m.content %}{{ m.content.split('<answer>')[-1].split('</answer>')[0] }}{% endif %}"
    "{%- if enable_thinking is defined and enable_thinking is false %}{{ '<think>\n\n</think>\n' }}{%- endif %}"
)
MISTRAL = (
    "{%- set reasoning_effort = reasoning_effort if reasoning_effort is defined else 'none' %}"
    "{%- if reasoning_effort not in ['none', 'high'] %}{{- raise_exception('no') }}{%- endif %}"
    "{{ '[MODEL_SETTINGS]' + reasoning_effort }}{{ '[THINK]' + message.thinking + '[/THINK]' }}"
)
GIGACHAT = (
    "{{ '<think>' ~ message.reasoning_content ~ '</think>' }}{%- if add_generation_prompt -%}{%- if reasoning -%}"
    "{{- 'assistant<think>' -}}{%- else -%}{{- 'assistant' -}}{%- endif -%}{%- endif -%}"
)
DEEPSEEK_V32 = (
    "{#- enable_thinking: when false, no <think> -#}{%- set enable_thinking = enable_thinking | default(true) -%}"
    "{%- set thinking_start_token = '<think>' -%}{%- set thinking_end_token = '</think>' -%}" + LOOP + "{%- if "
    "add_generation_prompt -%}{%- if enable_thinking -%}{{ thinking_start_token }}{%- else -%}{{ thinking_end_token }}"
    "{%- endif -%}{%- endif -%}"
)
HY3 = (
    "{%- set suffix = ':opensource' %}{%- set open_mark = '<think{}>'.format(suffix) %}"
    "{%- set close_mark = '</think{}>'.format(suffix) %}"
    "{%- if not reasoning_effort is defined %}{%- set reasoning_effort = 'no_think' %}"
    "{%- elif reasoning_effort not in ['high', 'low', 'no_think'] %}{{- raise_exception('no') }}{%- endif %}"
    + LOOP
    + "{%- if add_generation_prompt %}{{- 'assistant' + open_mark }}"
    "{%- if reasoning_effort == 'no_think' %}{{- close_mark }}{%- endif %}{%- endif %}"
)
SOLAR = (
    "{%- set reasoning_effort = reasoning_effort if reasoning_effort is defined else 'high' %}"
    "{%- for m in messages %}{{- '<|begin|>' + m.role + '<|content|>' + m.content + '<|end|>' }}"
    "{%- if m.thought %}{{- '<|begin|>assistant<|think|>' + m.thought + '<|end|>' }}{%- endif %}{%- endfor %}"
    "{%- if add_generation_prompt -%}{%- if reasoning_effort in ['low', 'minimal'] -%}"
    "{{- '<|begin|>assistant<|think|><|end|>' }}{%- endif -%}{{- '<|begin|>assistant' }}{%- endif -%}"
)
MUSE = (
    "{%- set strength = reasoning_strength if reasoning_strength is defined else 'high' -%}"
    "{{- '<|start|>system<|message|>Strength: ' + strength + '<|eot|>' -}}"
    "{%- for m in messages -%}{%- if m.thought -%}{{- '<|start|>assistant to=self<|message|>' + m.thought -}}"
    "{{- '<|eom|>' -}}{%- endif -%}{{- '<|start|>' + m.role + '<|message|>' + m.content + '<|eot|>' -}}{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- '<|start|>assistant' -}}{%- endif -%}"
)
COMMAND_R7B = (
    "{% for m in messages %}{% if m.role == 'assistant' %}<|START_RESPONSE|>{{ m.content }}<|END_RESPONSE|>"
    "{% else %}{{ m.content }}{% endif %}{% endfor %}<|CHATBOT_TOKEN|>"
    "{%- if not enable_thinking -%}<|START_THINKING|><|END_THINKING|>{%- endif %}"
)
COHERE_2 = (
    "{% for m in messages %}<|START_TEXT|>{{ m.content }}<|END_TEXT|>{% endfor %}"
    "{%- if add_generation_prompt -%}{% if reasoning %}<|START_THINKING|>{% else %}<|START_THINKING|><|END_THINKING|>"
    "{% endif %}{%- endif -%}"
)
FUNCTIONARY = (
    "{% for m in messages %}{{ m.role }}{% if m.role == 'assistant' %}{{ '>>>all\n' }}{% endif %}{{ m.content }}"
    "{% endfor %}{% if add_generation_prompt %}{{ 'assistant\n\n>>>' }}{% endif %}"
)
COMMAND = "Start by writing <|START_THINKING|> and close it with <|END_THINKING|>." + LOOP + "<|CHATBOT_TOKEN|>"
