"""Words that make a sentence a question, or hold it together, and say nothing of what it is about."""

from __future__ import annotations

import re

#: English function and question words, and politeness of the kind that people add when they ask a machine.
STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    a about above after again all also am an and any are aren't as at be because been before being below between
    both but by can can't could couldn't did didn't do does doesn't doing don't down during each else ever every few
    for from further get give got had hadn't has hasn't have haven't having he her here hers herself him himself his
    how i i'd i'll i'm i've if in into is isn't it it's its itself just kindly know let let's like many may me
    might more most much must my myself no nor not of off on once only or other ought our ours ourselves out over
    own please same shall shan't she should shouldn't show so some such tell than that that's the their theirs
    them themselves then there there's these they they're this those through to too under until up upon us very
    was wasn't we we're we've were weren't what what's when where which while who who's whom whose why will with
    won't would wouldn't yes you you're your yours yourself yourselves
        """,
    )
)

#: Chinese, Japanese and Korean question words and politeness; a run is cut where one stands.
CJK_QUESTION_WORDS = re.compile(
    "什么时候|什么样|为什么|什么|哪一个|哪一|哪个|哪些|哪里|哪儿|哪年|从?哪天|从?哪日|哪种|哪位|几号|几点|多少|多久|如何|怎么样|怎么|怎样|为何|是否|有没有|"
    "请问|告诉我|吗|呢|谁|是不是|是|需要|可以|可不可以|能不能|能否|可否|会不会|要不要|应该|应当|必须|"
    "什麼時候|什麼|甚麼|哪一個|哪個|哪裡|為什麼|為何|怎麼|如何|有沒有|請問|嗎|誰|"
    "ですか|ますか|でしょうか|ください|どこ|いつ|なぜ|どの|どう|"
    "무엇|어디|언제|누구"
)
#: Particles: a pair with one of them says less than other pairs, yet not nothing.
CJK_PARTICLES = frozenset("的了の은는")
