"""Decide by the question whether thinking first is worth its time; pure, by rule, in English and Chinese."""

from __future__ import annotations

import re

from desktop.reasoning.effort import Think
from desktop.reasoning.words import is_unspaced

#: What a question asks for that takes steps: each counts so many points, and `ENOUGH` of them are worth a thought.
ENOUGH = 2
_SIGNS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (points, re.compile(pattern, re.IGNORECASE))
    for points, pattern in (
        (
            2,
            r"\b(?:prove|proof|derive|deduce|calculate|compute|solve|work(?:ing)? (?:it )?out|step by step"
            r"|show (?:me )?your (?:work|working|reasoning|steps)|think (?:hard|carefully)"
            r"|what would happen|how would you|figure out|debug|refactor|optimi[sz]e|trade-?offs?|pros and cons|puzzle"
            r"|riddle|probabilit(?:y|ies)|algorithm|complexity|contradict\w*)\b"
            r"|计算|求解|证明|推导|推理|一步一步|逐步|分析.{0,12}(?:原因|利弊|优缺点|影响)|利弊|优缺点|谜题"
            r"|概率|算法|调试|解方程",
        ),
        (
            1,
            r"\b(?:why|how (?:many|much|long|far|old|fast|often)|compare|difference between|better|best|should i|plan"
            r"|design|strategy|evaluate|estimate|in total|altogether|on average|percent(?:age)?|ratio|growth"
            r"|per (?:day|week|month|year)|faster|cheaper|older|younger|taller|more than|less than|at least|at most"
            r"|twice|half)\b|为什么|为何"
            r"|多少|几个|比较|区别|差异|应该|方案|设计|规划|评估|估计|总共|一共|平均|百分|比例|增长|至少|最多",
        ),
        (1, r"\b(?:if|suppose|assum\w+|given that|unless|otherwise|except)\b|如果|假设|假如|除非|否则|已知"),
        (1, r"\d+(?:\.\d+)?\s*[-+*/×÷^=<>%]|[-+*/×÷^=<>]\s*\d|\bx\s*[-+*/^=]"),
        (1, r"\d\D+\d+\D+\d"),
        (2, r"```|^\s*(?:def|class|function|SELECT|#include)\b"),
        (1, r"[?？].+[?？]"),
    )
)
#: What needs no thought, whatever else stands in it: greetings, thanks, and work on a text that is given.
_PLAIN = re.compile(
    r"^\W*(?:hi|hello|hey|thanks?|thank you|ok(?:ay)?|good (?:morning|evening|night)|(?:please )?(?:translate|rewrite"
    r"|rephrase|proofread|shorten|summari[sz]e|correct|continue|repeat)|你好|您好|谢谢|早上好|晚上好"
    r"|请?(?:翻译|改写|润色|缩写|总结|概括|继续))",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening|night|day)|how are you(?: (?:doing|today))?|thanks?(?: a lot)?"
    r"|thank you(?: (?:very|so) much)?|(?:good)?bye|there|lectern"
    r"|你好吗?|您好|谢谢你?|多谢|早上好|下午好|晚上好|再见|[\W_])+",
    re.IGNORECASE,
)
#: Words, or characters of a script without spaces, from which a question has enough in it to be thought about.
_LONG, _LONG_UNSPACED = 45, 90
#: A switch that a person may know from Qwen, at the end of the question.
_SWITCH = re.compile(r"\s*(?<!\S)/(no_?think|think)\s*$", re.IGNORECASE)


def worth_thinking(question: str) -> bool:
    """Whether `question` asks for steps: to calculate, compare, weigh, explain, plan, or for several things at once."""
    if _PLAIN.match(question):
        return False
    points = sum(worth for worth, sign in _SIGNS if sign.search(question))
    long = len(question) >= _LONG_UNSPACED if is_unspaced(question) else len(question.split()) >= _LONG
    return points + long >= ENOUGH


def decided(think: Think, question: str) -> Think:
    """Return "off" for a question that "auto" finds not worth a thought, else `think` as it is."""
    return "off" if think == "auto" and not worth_thinking(question) else think


def only_greets(question: str) -> bool:
    """Whether nothing is asked: a greeting, thanks or a farewell."""
    return bool(_GREETING.fullmatch(question)) and any(char.isalpha() for char in question)


def switched(question: str, think: Think) -> tuple[str, Think]:
    """Take "/think" or "/no_think" off the end of a question; return the question and what it asks for."""
    found = _SWITCH.search(question)
    if found is None or not question[: found.start()].strip():
        return question, think
    return question[: found.start()].rstrip(), "on" if found[1].lower() == "think" else "off"
