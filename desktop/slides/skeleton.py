"""Outlines for a topic alone: what a pitch, a lesson, a report or a plan has to say, with prompts for the user."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from desktop.domain.deck import Layout, Outline, OutlineSlide, Point
from desktop.errors import OutlineEmpty
from desktop.slides.clean import clean
from desktop.slides.headings import shorten_title
from desktop.slides.language import detect_language

Pattern = Literal["pitch", "lesson", "report", "plan", "talk"]


class Row(msgspec.Struct, frozen=True):
    """One slide of a pattern: its title, the layout it asks for, and what the user is asked to write."""

    title: str
    prompts: tuple[str, ...]
    layout: Layout | None = None


_EN: dict[Pattern, tuple[Row, ...]] = {
    "pitch": (
        Row("The problem", ("Who has the problem?", "What does it cost them today?", "Why is it still unsolved?")),
        Row("Our proposal", ("What do we offer, in one sentence?", "What changes for the people who use it?")),
        Row("How it works", ("First step", "Second step", "Third step"), "steps"),
        Row("What it brings", ("A number that shows the gain", "A second number"), "numbers"),
        Row("Why now, why us", ("What has changed?", "What can we do that others cannot?")),
        Row("What we ask for", ("Which decision, by when?", "What does it cost?")),
    ),
    "lesson": (
        Row("What you will learn", ("What can listeners do afterwards?", "What do they need to know before?")),
        Row("Why it matters", ("Where does it come up in real life?", "What goes wrong without it?")),
        Row("The main idea", ("Explain it in one sentence", "Give the definition", "Give an example")),
        Row("Step by step", ("First step", "Second step", "Third step"), "steps"),
        Row("Common mistakes", ("Which mistake is made most often?", "How is it recognised?")),
        Row("Try it", ("Which exercise shows whether it was understood?", "Where can they read on?")),
    ),
    "report": (
        Row("In brief", ("What is the most important result?", "What follows from it?")),
        Row("What we looked at", ("Which question?", "Which data, from when to when?", "How was it measured?")),
        Row("Key figures", ("The first number and what it is", "The second number and what it is"), "numbers"),
        Row("What we found", ("First finding, with its number", "Second finding", "What was not expected?")),
        Row("What is still open", ("What could be wrong?", "What is not known yet?")),
        Row("What we recommend", ("What should be done, by whom?", "By when?")),
    ),
    "plan": (
        Row("The goal", ("What will be different at the end?", "How will we know?")),
        Row("Where we stand", ("What is there already?", "What is missing?")),
        Row("Steps", ("First date: what happens", "Second date: what happens", "Third date: what happens"), "steps"),
        Row("Who does what", ("Who leads?", "Who else is needed?")),
        Row("Cost and resources", ("How much money?", "How much time?")),
        Row("Risks", ("What could go wrong?", "What do we do then?")),
        Row("Next decisions", ("What has to be decided, by when?",)),
    ),
    "talk": (
        Row("Why this topic", ("Why should the audience care?", "What is the question?")),
        Row("Background", ("What does everybody need to know first?", "How did it come about?")),
        Row("The main points", ("First point", "Second point", "Third point")),
        Row("An example", ("Tell a case that shows the point", "What does it show?")),
        Row("Two views", ("What speaks for it?", "What speaks against it?")),
        Row("What to take away", ("The one sentence to remember", "What to do next")),
    ),
}
_ZH: dict[Pattern, tuple[Row, ...]] = {
    "pitch": (
        Row("问题", ("谁遇到了这个问题？", "今天为此付出什么代价？", "为什么一直没有解决？")),
        Row("我们的方案", ("用一句话说明我们提供什么", "使用者会有什么改变？")),
        Row("如何实现", ("第一步", "第二步", "第三步"), "steps"),
        Row("带来的好处", ("一个能说明收益的数字", "第二个数字"), "numbers"),
        Row("为什么是现在，为什么是我们", ("有什么变化？", "我们的优势是什么？")),
        Row("我们的请求", ("需要什么决定，何时之前？", "费用是多少？")),
    ),
    "lesson": (
        Row("学习目标", ("学完之后能做什么？", "需要哪些基础？")),
        Row("为什么重要", ("在生活中哪里会遇到？", "不懂会有什么后果？")),
        Row("核心概念", ("用一句话解释", "给出定义", "举一个例子")),
        Row("分步讲解", ("第一步", "第二步", "第三步"), "steps"),
        Row("常见错误", ("最常见的错误是什么？", "如何识别？")),
        Row("练习", ("用什么练习检验理解？", "到哪里继续学习？")),
    ),
    "report": (
        Row("要点", ("最重要的结果是什么？", "由此得出什么？")),
        Row("研究内容", ("研究的问题", "数据来自何时何处？", "如何测量？")),
        Row("关键数字", ("第一个数字及其含义", "第二个数字及其含义"), "numbers"),
        Row("主要发现", ("第一项发现及其数字", "第二项发现", "有什么出乎意料？")),
        Row("尚待解决", ("哪里可能有误？", "还有什么不清楚？")),
        Row("建议", ("应该由谁做什么？", "何时之前完成？")),
    ),
    "plan": (
        Row("目标", ("结束时会有什么不同？", "如何衡量？")),
        Row("现状", ("已有什么？", "还缺什么？")),
        Row("步骤", ("第一个日期：做什么", "第二个日期：做什么", "第三个日期：做什么"), "steps"),
        Row("分工", ("谁负责？", "还需要谁？")),
        Row("费用与资源", ("需要多少资金？", "需要多少时间？")),
        Row("风险", ("可能出什么问题？", "如何应对？")),
        Row("下一步决定", ("需要在何时之前决定什么？",)),
    ),
    "talk": (
        Row("为什么谈这个话题", ("听众为什么关心？", "问题是什么？")),
        Row("背景", ("大家首先需要知道什么？", "事情是怎么来的？")),
        Row("主要观点", ("第一点", "第二点", "第三点")),
        Row("一个例子", ("讲一个能说明观点的事例", "它说明了什么？")),
        Row("两种看法", ("支持的理由", "反对的理由")),
        Row("总结", ("最值得记住的一句话", "接下来做什么")),
    ),
}
_SIGNS: tuple[tuple[Pattern, re.Pattern[str]], ...] = (
    ("lesson", re.compile(r"\b(?:lesson|course|teach|learn|introduction to|tutorial|class|how to|training)\b|课"
        r"|教学|入门|培训|学习", re.IGNORECASE)),
    ("plan", re.compile(r"\b(?:plan|project|roadmap|schedule|milestones?|launch|rollout|migration)\b|计划|项目|路线图"
        r"|方案|规划", re.IGNORECASE)),
    ("report", re.compile(r"\b(?:report|results?|review|analysis|quarter|findings|study|survey|evaluation)\b|报告"
        r"|结果|分析|总结|季度|调查", re.IGNORECASE)),
    ("pitch", re.compile(r"\b(?:pitch|propos\w+|investors?|funding|product|sales|startup|business case)\b|融资|提案"
        r"|产品|推介|商业", re.IGNORECASE)),
)  # fmt: skip


def pattern_for(topic: str) -> Pattern:
    """Return the pattern that the words of a topic ask for; a talk when they ask for none."""
    return next((pattern for pattern, sign in _SIGNS if sign.search(topic)), "talk")


def outline_of_topic(topic: str, *, slides: int = 0, language: str = "", pattern: Pattern | None = None) -> Outline:
    """Return an outline whose points are prompts: the user, or a model, says what is true, not the pattern.

    Args:
        slides: of the whole deck; the pattern is cut to it. 0 takes all of the pattern.

    Raises:
        OutlineEmpty: the topic has no words.
    """
    title = shorten_title(clean(topic))
    if not any(c.isalnum() for c in title):
        raise OutlineEmpty
    tag = language or detect_language([title])
    rows = (_ZH if tag.lower().startswith("zh") else _EN)[pattern or pattern_for(topic)]
    if slides:
        rows = rows[: max(slides - 2, 1)]
    made = tuple(
        OutlineSlide(f"s{n}", row.title, row.layout, tuple(Point(text, prompt=True) for text in row.prompts))
        for n, row in enumerate(rows, 1)
    )
    return Outline(title[:1].upper() + title[1:], made, "", tag)
