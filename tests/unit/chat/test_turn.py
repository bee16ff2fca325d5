"""A turn never raises, ends with Finished, keeps its order, and says only what the documents bear out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from desktop.chat.fold import fold, start
from desktop.chat.marked import marked
from desktop.chat.turn import TurnOptions, turn
from desktop.domain.adapter import AdapterUse
from desktop.domain.conversation import Message, PicturePart, StepPart, TextPart, question
from desktop.domain.document import Block, Document, Found, Named, Page, Retriever, Within
from desktop.domain.events import (
    STEPS,
    Answer,
    Cited,
    Failed,
    Finished,
    Progress,
    Retrieved,
    Step,
    Thinking,
    Thought,
    TurnEvent,
    Voted,
)
from desktop.domain.model import ModelInfo
from desktop.domain.thought import Example, Vote
from desktop.engine.protocol import Done, Generate, Token
from desktop.errors import AdapterUnfit, IndexUnavailable, LibraryEmpty, ModelLoadFailed, ProcessStopped, RemoteCut
from desktop.reasoning.examples import EXAMPLES
from desktop.worker.cancel import Cancel
from tests.fakes import FAKE_MODEL, FakeEngine, Reply
from tests.unit.chat.library import DOCUMENTS, REPORT, SITE, TURBINE, FakeRetriever

SMALL = msgspec.structs.replace(FAKE_MODEL, name="Tiny", parameters=135_000_000)
THINKER = msgspec.structs.replace(
    FAKE_MODEL, chat_template="{% if enable_thinking %}<think>{% endif %} {{ messages }} <think></think>"
)


class Swapped(FakeEngine):
    """One in whose place another is chosen with its second token."""

    def generate(self, request: Generate, cancel: Cancel) -> Iterator[Token | Done]:
        for number, reply in enumerate(super().generate(request, cancel)):
            if number == 1:
                self._model = SMALL
            yield reply


def ask(
    asked: str,
    engine: FakeEngine | None,
    retriever: Retriever | None = None,
    history: Sequence[Message] = (),
    cancel: Cancel | None = None,
    options: TurnOptions | None = None,
) -> list[TurnEvent]:
    events = list(turn(history, asked, engine=engine, retriever=retriever, options=options, cancel=cancel or Cancel()))
    in_order(events)
    return events


def in_order(events: list[TurnEvent]) -> None:
    """Steps, then the thought, then the answer, then the citations, then the fault, then the end."""
    ranks = {Step: 0, Retrieved: 0, Thinking: 1, Thought: 2, Voted: 3, Answer: 4, Cited: 5, Failed: 6, Finished: 7}
    seen = [ranks[type(event)] for event in events if not isinstance(event, Progress)]
    tries = any(isinstance(event, Voted) for event in events)
    assert [rank for rank in seen if not tries or rank > 2] == sorted(rank for rank in seen if not tries or rank > 2)
    assert sum(isinstance(event, Finished) for event in events) == 1
    assert isinstance(events[-1], Finished)


def folded(events: list[TurnEvent]) -> Message:
    message = start()
    for event in events:
        message = fold(message, event, 0.0)
    return message


def steps(events: list[TurnEvent]) -> list[str]:
    return [event.template.format(**event.values) for event in events if isinstance(event, Step)]


# Adapters


def with_adapters(*paths: str) -> TurnOptions:
    return TurnOptions(adapters=tuple(AdapterUse(path, 0.8) for path in paths))


def test_adapters_reach_the_engine_and_are_named_with_the_answer() -> None:
    engine = FakeEngine("Ahoy.")
    events = ask("Who are you?", engine, options=with_adapters("/m/pirate.gguf"))
    assert engine.requests[0].adapters == (AdapterUse("/m/pirate.gguf", 0.8),)
    assert folded(events).model == "Fake 4B + pirate 80 %"
    retriever = FakeRetriever(DOCUMENTS)
    ask("What did the homes save in winter?", engine, retriever, options=with_adapters("/m/pirate.gguf"))
    assert {request.adapters for request in engine.requests} == {(AdapterUse("/m/pirate.gguf", 0.8),)}


def test_an_adapter_of_another_model_is_left_out_and_said() -> None:
    def reply(request: Generate) -> str | Reply:
        if any(use.name == "other" for use in request.adapters):
            unfit = AdapterUnfit(name="other", model="Fake 4B", reason="its file is gone", path="/m/other.gguf")
            return Reply("", fail=unfit)
        return "Ahoy."

    engine = FakeEngine(reply)
    events = ask("Who are you?", engine, options=with_adapters("/m/other.gguf", "/m/pirate.gguf"))
    message = folded(events)
    assert steps(events) == ["Left out the adapter “other”: its file is gone"]
    assert (message.text, message.status, message.model) == ("Ahoy.", "complete", "Fake 4B + pirate 80 %")


# Without documents


def test_an_answer_says_that_its_question_left_this_computer() -> None:
    office = msgspec.structs.replace(FAKE_MODEL, name="big@office", endpoint="office", leaves=True)
    cut = Reply("Hello.", fail=RemoteCut(endpoint="office"), fail_after=1)
    for engine in (FakeEngine("Hello.", model=office), FakeEngine(cut, model=office)):
        message = folded(ask("How are you?", engine))
        assert message.usage is not None
        assert message.usage.left


def test_a_plain_answer() -> None:
    engine = FakeEngine("Hello **there**.")
    history = (question("Hi"), Message(role="assistant", parts=(TextPart("Hello."),)))
    events = ask("How are you?", engine, history=history)
    assert isinstance(events[0], Progress)
    message = folded(events)
    assert (message.text, message.status, message.kind, message.model) == (
        "Hello **there**.",
        "complete",
        "generated",
        "Fake 4B",
    )
    assert message.usage is not None
    assert message.usage.answer_tokens > 0
    assert not message.usage.left
    sent = engine.requests[0]
    assert [m.content for m in sent.messages[1:]] == ["Hi", "Hello.", "How are you?"]
    assert sent.sampling.temperature == 0.7


def test_thoughts_come_first_and_never_into_the_next_prompt() -> None:
    engine = FakeEngine("<think>Let me see.</think>It is 5.", model=THINKER)
    first = folded(ask("How many?", engine, options=TurnOptions(think="on")))
    assert first.thinking.strip() == "Let me see."
    assert first.text.strip() == "It is 5."
    ask("Why?", engine, history=(question("How many?"), first))
    assert "Let me see" not in str(engine.requests[-1].messages)


def test_a_long_conversation_is_trimmed_and_that_is_told() -> None:
    engine = FakeEngine("Yes.", context=400)
    history = [
        message
        for number in range(40)
        for message in (question(f"{number}? " + "word " * 8), Message("assistant", (TextPart("word " * 8),)))
    ]
    events = ask("Still there?", engine, history=history)
    assert steps(events)[0].startswith("Left out ")
    assert engine.requests[0].messages[-1].content == "Still there?"


def test_a_question_longer_than_the_context_is_refused_in_words() -> None:
    events = ask("word " * 2000, FakeEngine("Yes.", context=400))
    assert [event.kind for event in events if isinstance(event, Failed)] == ["ContextFull"]
    assert folded(events).status == "failed"


def test_without_a_model_and_documents_it_says_so() -> None:
    message = folded(ask("Hello?", None))
    assert message.status == "failed"
    assert folded(ask("Hello?", FakeEngine(model=None))).status == "failed"


def test_a_model_that_stops_keeps_what_it_said() -> None:
    engine = FakeEngine(
        Reply("It is a long answer.", fail=ProcessStopped(name="model process", cause="x"), fail_after=3)
    )
    message = folded(ask("Tell me", engine))
    assert message.text
    assert message.status == "failed"


def test_a_fault_of_ours_is_told_and_costs_this_answer_only() -> None:
    def broken(_: Generate) -> str:
        raise RuntimeError("surprise")

    events = ask("Tell me", FakeEngine(broken))
    failed = next(event for event in events if isinstance(event, Failed))
    assert failed.kind == "Fault"
    assert "surprise" in failed.values["what"]


@pytest.mark.parametrize("after", [0, 1, 2, 4, 8])
def test_cancelled_at_any_time_it_keeps_what_was_said(after: int) -> None:
    cancel = Cancel()
    events: list[TurnEvent] = []
    engine = FakeEngine("<think>One two three.</think>Four five six seven eight nine ten.", model=THINKER)
    for event in turn((), "Count", engine=engine, retriever=None, options=TurnOptions(think="on"), cancel=cancel):
        events.append(event)
        if len(events) > after:
            cancel.cancel()
    in_order(events)
    assert folded(events).status == "stopped"
    assert sum(isinstance(event, Thought) for event in events) <= 1


def test_cancelled_before_it_begins() -> None:
    cancel = Cancel()
    cancel.cancel()
    assert [type(event) for event in ask("Hello?", FakeEngine("Hi"), cancel=cancel)] == [Finished]


def test_answer_now_ends_the_thought_and_keeps_it() -> None:
    hurry = Cancel()
    engine = FakeEngine("<think>" + "thinking " * 200, "Done.", model=THINKER)
    events: list[TurnEvent] = []
    for event in turn(
        (),
        "Think",
        engine=engine,
        retriever=None,
        options=TurnOptions(think="on", think_budget=0),
        cancel=Cancel(),
        answer_now=hurry,
    ):
        events.append(event)
        if isinstance(event, Thinking):
            hurry.cancel()
    in_order(events)
    message = folded(events)
    assert message.status == "complete"
    assert 0 < len(message.thinking) < 200
    assert message.text


WEAK = msgspec.structs.replace(FAKE_MODEL, name="Weak", parameters=1_700_000_000)


def test_a_weak_model_is_held_to_a_mark_a_sentence_and_others_are_only_asked() -> None:
    reply = "Total net sales were 81,797 [1]."
    for model, held in ((WEAK, True), (FAKE_MODEL, False)):
        engine = FakeEngine(reply, model=model)
        message = folded(ask("What were total net sales in the quarter?", engine, FakeRetriever((REPORT,))))
        assert message.kind == "generated"
        (request,) = engine.requests
        assert request.grammar == (marked(3) if held else "")


def test_a_weak_model_that_thinks_is_free_in_its_thought() -> None:
    engine = FakeEngine("Let me see.", "Total net sales were 81,797 [1].", model=WEAK)
    events = ask(
        "What were total net sales in the quarter?", engine, FakeRetriever((REPORT,)), options=TurnOptions(think="on")
    )
    assert folded(events).thinking == "Let me see."
    assert [bool(request.grammar) for request in engine.requests] == [False, True]


def test_without_documents_no_model_is_held_to_marks() -> None:
    engine = FakeEngine("Hello there.", model=WEAK)
    assert folded(ask("Hello", engine)).text == "Hello there."
    assert engine.requests[0].grammar == ""


def test_a_weak_model_may_say_that_the_sources_do_not_hold_it() -> None:
    message = folded(ask("Who is the site manager?", FakeEngine("NOT IN THE SOURCES", model=WEAK), FakeRetriever()))
    assert message.kind == "refused"


# From documents, with a small model


def test_a_small_model_leads_with_the_words_of_the_document() -> None:
    engine = FakeEngine("Total sales were 99,999.", model=SMALL)
    events = ask("What were total net sales in the quarter?", engine, FakeRetriever())
    message = folded(events)
    assert message.kind == "quoted"
    assert "> Total net sales 81,797 82,959 [1]" in message.text
    assert "By column (in millions)" not in message.text, "the unit stands below the line, not above it"
    assert "Three Months Ended July 1, 2023: 81,797" in message.text
    assert "99,999" not in message.text
    first = message.citations[0]
    assert (first.file, first.page, first.page_label, first.state) == (REPORT.file, 2, "ii", "verified")
    assert steps(events) == ["Searched 3 files", f"Read {len(retrieved(events))} passages"]


def retrieved(events: list[TurnEvent]) -> tuple[object, ...]:
    return next(event.passages for event in events if isinstance(event, Retrieved))


def test_its_own_words_stay_only_where_a_quote_bears_them_out() -> None:
    replies = "The fiscal year ends on the last Saturday of September. It ends in October. There are 51 weeks."
    message = folded(ask("When does the fiscal year of Acme end?", FakeEngine(replies, model=SMALL), FakeRetriever()))
    assert message.text.startswith("> Acme’s fiscal year ends on the last Saturday of September. [1]")
    assert message.text.endswith("The fiscal year ends on the last Saturday of September. [1]")
    assert "October" not in message.text
    assert "51" not in message.text


def test_without_any_model_the_documents_are_quoted_all_the_same() -> None:
    for engine in (None, FakeEngine(model=None)):
        message = folded(ask("How many people does the Linden Street site employ?", engine, FakeRetriever()))
        assert (message.status, message.kind) == ("complete", "quoted")
        assert "> The Linden Street site employs 214 people. [1]" in message.text
        assert message.citations[0].page is None


@pytest.mark.parametrize("model", [SMALL, FAKE_MODEL])
def test_a_model_that_cannot_be_loaded_leaves_the_quotes_and_is_told(model: object) -> None:
    engine = FakeEngine(model=model, load_fails=ModelLoadFailed(model="x", reason="y"))  # type: ignore[arg-type]
    for think in ("off", "on"):
        options = TurnOptions(think="on" if think == "on" else "off")
        events = ask("Who is the site manager?", engine, FakeRetriever(), options=options)
        message = folded(events)
        assert "Dana Whitfield" in message.text
        assert message.citations[0].verified
        assert (message.status, message.kind) == ("failed", "quoted")
        assert [event.kind for event in events if isinstance(event, Failed)] == ["ModelLoadFailed"]


def test_a_greeting_is_answered_without_a_prompted_thought() -> None:
    engine = FakeEngine("Hello!", model=SMALL)
    message = folded(ask("hi", engine, options=TurnOptions(think="on")))
    assert (message.text, message.thinking) == ("Hello!", "")
    assert [one.content for one in engine.requests[0].messages if one.role == "user"] == ["hi"]


def test_a_prompted_thought_comes_before_the_quotes() -> None:
    engine = FakeEngine("I think about September.", "September.", model=SMALL)
    events = ask("When does the fiscal year end?", engine, FakeRetriever(), options=TurnOptions(think="on"))
    message = folded(events)
    assert message.thinking == "I think about September."
    assert message.text.startswith("> ")


def test_chinese_is_quoted_and_answered_in_chinese() -> None:
    message = folded(ask("该型号的额定功率是多少？", None, FakeRetriever()))
    assert message.text.endswith("该型号的额定功率为8.4兆瓦。 [1]")
    refused = folded(ask("公司的总裁是谁？", None, FakeRetriever(answerable=0.1)))
    assert refused.kind == "refused"
    assert refused.text.startswith("在已检索的 3 个文件中没有找到")


def test_nothing_in_a_document_becomes_markup() -> None:
    retriever = FakeRetriever((REPORT,))
    message = folded(ask("What instructions are to ignore, and what is x file dev zero?", None, retriever))
    assert "![" not in message.text
    assert "](" not in message.text


# Refusing


def test_a_quote_with_all_that_is_asked_for_answers_where_an_answer_seems_unlikely() -> None:
    message = folded(ask("How many people does the site employ?", None, FakeRetriever(answerable=0.2)))
    assert message.kind == "quoted"
    assert message.text.startswith("> The Linden Street site employs 214 people. [1]")


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Is hot water included?", "Hot water is left out.", "No.\n\n> Hot water is left out. [1]"),
        ("Is heating included?", "Heating is included in the rent.", "Yes.\n\n> Heating is included in the rent. [1]"),
        ("酒水费用可以报销吗？", "员工不得报销酒水费用。", "否。\n\n> 员工不得报销酒水费用。 [1]"),
        ("Is heating included?", "Heating may be included.", "> Heating may be included. [1]"),
    ],
)
def test_a_question_for_yes_or_no_is_answered_so_where_the_quote_is_certain(
    question: str, text: str, said: str
) -> None:
    lease = Document("lease.md", (Page(1, (Block(text),)),), paged=False)
    assert folded(ask(question, None, FakeRetriever((lease,)))).text == said


def test_two_questions_are_answered_each_with_its_quote() -> None:
    blocks = (
        Block("The coach leaves at 7:15 from the school yard."),
        Block("A deposit of 90 euros is due on 2 May."),
        Block("The trip costs 285 euros a pupil."),
    )
    letter = Document("letter.md", (Page(1, blocks),), paged=False)
    message = folded(ask("When does the coach leave, and what does the trip cost?", None, FakeRetriever((letter,))))
    assert message.text == (
        "When does the coach leave:\n\n> The coach leaves at 7:15 from the school yard. [1]\n\n"
        "What does the trip cost:\n\n> The trip costs 285 euros a pupil. [2]"
    )


def test_an_age_is_not_answered_by_a_figure_of_another_kind() -> None:
    letter = Document("letter.md", (Page(1, (Block("Ann Fay led the choir for six years."),)),), paged=False)
    assert folded(ask("How old is Ann Fay?", None, FakeRetriever((letter,)))).kind == "refused"
    born = Document("letter.md", (Page(1, (Block("Ann Fay was born in 1984 in Leeds."),)),), paged=False)
    assert folded(ask("How old is Ann Fay?", None, FakeRetriever((born,)))).kind == "quoted"


def test_whether_a_thing_is_so_that_stands_nowhere_is_refused() -> None:
    lease = Document("lease.md", (Page(1, (Block("Heating and hot water are included in the rent."),)),), paged=False)
    assert folded(ask("Is a garage included in the rent?", None, FakeRetriever((lease,)))).kind == "refused"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("What does the clerk earn?", "The clerk presented the accounts. The clerk is Judith Lowe."),
        (
            "How much does maintenance of the pump cost a year?",
            "Part | Value\nPump power | 1,450 W\nPump weight | 9 kg",
        ),
        ("How many claims have been filed?", "The claims filed were heard in court 4 on 3 May."),
        ("What is the price of an A3 poster?", "Item | Price\nPoster A2 | 6.5\nPoster A1 | 9.8"),
    ],
)
def test_a_sum_that_stands_nowhere_is_refused_and_no_near_figure_quoted(asked: str, text: str) -> None:
    sheet = Document("notes.md", (Page(1, (Block(text),)),), paged=False)
    assert folded(ask(asked, None, FakeRetriever((sheet,)))).kind == "refused"


def test_a_bare_figure_in_a_table_is_not_surely_a_price() -> None:
    sheet = Document("study.md", (Page(1, (Block("Grade | Tablet\nGrade 3 | 5.3\nGrade 4 | 6.6"),)),), paged=False)
    assert folded(ask("What did the tablets cost?", None, FakeRetriever((sheet,), answerable=0.2))).kind == "refused"


def test_a_request_in_the_form_of_a_question_is_no_question_for_yes_or_no() -> None:
    about = Document("club.md", (Page(1, (Block("Holme Rowing Club was founded in 1908 by Ann Fay."),)),), paged=False)
    message = folded(ask("Can you give me basic information about Holme Rowing Club?", None, FakeRetriever((about,))))
    assert message.kind == "quoted"


def test_a_chinese_quote_with_the_figure_that_is_asked_for_answers_where_an_answer_seems_unlikely() -> None:
    manual = Document("合同.md", (Page(1, (Block("设备质保期为验收合格之日起二十四个月。"),)),), paged=False)
    message = folded(ask("质保期有多长？", None, FakeRetriever((manual,), answerable=0.2)))
    assert message.kind == "quoted"
    assert folded(ask("质保期由谁规定？", None, FakeRetriever((manual,), answerable=0.2))).kind == "refused"


@pytest.mark.parametrize(
    ("answerable", "asked"), [(0.2, "How many cars does the site employ?"), (0.9, "Where do bananas ripen?")]
)
@pytest.mark.parametrize("engine", [None, FakeEngine("Bananas!", model=SMALL), FakeEngine("Bananas!")])
def test_what_the_documents_do_not_hold_is_refused(engine: FakeEngine | None, answerable: float, asked: str) -> None:
    events = ask(asked, engine, FakeRetriever(answerable=answerable))
    message = folded(events)
    assert (message.kind, message.status) == ("refused", "complete")
    assert message.text.startswith("No answer to this was found in the 3 files")
    assert "Bananas!" not in message.text
    assert all(citation.state in {"verified", "close", "missing"} for citation in message.citations)


class Unsure(FakeRetriever):
    """Finds an answer likely only where a question has the right word."""

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        found = super().search(query, k, file)
        return msgspec.structs.replace(found, answerable=0.9 if "manager" in query else 0.1)


def test_a_glossary_answers_what_a_word_means_where_an_answer_seems_unlikely() -> None:
    glossary = Document("terms.md", (Page(1, (Block("Set-back. A lower room temperature at night."),)),), paged=False)
    message = folded(ask("What is set-back?", None, FakeRetriever((glossary,), answerable=0.4)))
    assert message.text.startswith("> Set-back. A lower room temperature at night. [1]")
    assert folded(ask("Who set it back?", None, FakeRetriever((glossary,), answerable=0.4))).kind == "refused"


def test_what_documents_are_called_is_asked_once_for_a_summary_of_what_is_not_there() -> None:
    class Counted(FakeRetriever):
        asked = 0

        def names(self) -> tuple[Named, ...]:
            self.asked += 1
            return super().names()

    retriever = Counted(answerable=0.1)
    assert folded(ask("Give me an overview of the penguins", None, retriever)).kind == "refused"
    assert retriever.asked == 1


def reports(*texts: str) -> tuple[Document, ...]:
    return tuple(
        Document(f"/home/me/{name}/report.md", (Page(1, (Block(text),)),), paged=False)
        for name, text in zip(("Mill Lane", "Harbour Row", "Orchard Close", "Elm Road"), texts, strict=False)
    )


HOMES = tuple(f"{count} homes took part. The noise was low." for count in (118, 67, 42, 23))


@pytest.mark.parametrize("engine", [None, FakeEngine("42 homes took part.", model=SMALL)])
def test_each_document_that_answers_with_other_figures_is_told_by_name(engine: FakeEngine | None) -> None:
    message = folded(ask("How many homes took part?", engine, FakeRetriever(reports(*HOMES))))
    assert message.text.startswith("Several documents answer this differently.")
    for name, count in (("Mill Lane", 118), ("Harbour Row", 67), ("Orchard Close", 42), ("Elm Road", 23)):
        assert f"{name}/report.md:\n\n> {count} homes took part. [" in message.text
    assert message.text.count("42 homes") == 1
    assert all(citation.verified for citation in message.citations)


def test_documents_are_told_apart_in_chinese_too() -> None:
    texts = ("共有35户家庭参加了试点。", "共有88户家庭参加了试点。")
    message = folded(ask("有多少户家庭参加了试点？", None, FakeRetriever(reports(*texts))))
    assert message.text.startswith("几份文档对此的答案不同。")
    assert "Mill Lane/report.md：\n\n> 共有35户家庭参加了试点。 [" in message.text


def test_documents_that_agree_or_are_not_meant_are_no_rivals() -> None:
    agree = folded(ask("How many homes took part?", None, FakeRetriever(reports(HOMES[0], HOMES[0]))))
    assert agree.text == "> 118 homes took part. [1]"
    named = ("In Oakham 118 homes took part.", "In Wells 67 homes took part.")
    meant = folded(ask("How many homes took part in Wells?", None, FakeRetriever(reports(*named))))
    assert meant.text == "> In Wells 67 homes took part. [1]"


def test_a_slip_of_the_pen_is_put_right_and_told() -> None:
    retriever = Unsure((SITE,))
    events = ask("Who is the site manaegr?", None, retriever)
    assert folded(events).kind == "quoted"
    assert Step(STEPS["respelled"], {"question": "Who is the site manager?"}) in events
    assert retriever.queries == ["Who is the site manaegr?", "Who is the site manager?"]
    assert folded(ask("Who is the site Manaegr?", None, Unsure((SITE,)))).kind == "refused"


def test_the_total_of_a_table_answers_what_its_columns_name() -> None:
    costs = "Block | Homes | Cost, euros\nNorth | 18 | 214200\nMill | 14 | 153720\nAll homes | 32 | 367920"
    sheet = Document("costs.xlsx", (Page(1, (Block(costs, "table"),), "Costs"),))
    message = folded(ask("What is the total cost?", None, FakeRetriever((sheet,), answerable=0.2)))
    assert [citation.quote for citation in message.citations][:1] == ["All homes | 32 | 367920"]
    assert folded(ask("What is the total debt?", None, FakeRetriever((sheet,), answerable=0.2))).kind == "refused"


def test_a_word_of_the_same_meaning_is_tried_and_told() -> None:
    events = ask("Who is the site boss?", None, Unsure((SITE,)))
    assert Step(STEPS["respelled"], {"question": "Who is the site manager?"}) in events
    assert "Dana Whitfield" in folded(events).text


def test_a_refusal_names_the_closest_passages() -> None:
    message = folded(
        ask("How many people does the site employ in Paris?", None, FakeRetriever((SITE,), answerable=0.1))
    )
    assert message.text.startswith("No answer to this was found in the document")
    assert "(site.docx) [1]" in message.text
    assert message.citations[0].verified


def test_a_larger_model_may_refuse_by_itself() -> None:
    message = folded(ask("How many people does the site employ?", FakeEngine("NOT IN THE SOURCES"), FakeRetriever()))
    assert message.kind == "refused"
    assert "NOT IN" not in message.text


def test_a_library_that_cannot_be_searched_is_told() -> None:
    events = ask("What?", FakeEngine(), FakeRetriever(fail=LibraryEmpty(name="x")))
    assert [event.kind for event in events if isinstance(event, Failed)] == ["LibraryEmpty"]


def test_without_an_embedder_words_decide() -> None:
    retriever = FakeRetriever(similarity_fails=IndexUnavailable(reason="x"))
    message = folded(ask("How many people does the Linden Street site employ?", None, retriever))
    assert "214" in message.text


# From documents, with a larger model


def big_library() -> FakeRetriever:
    return FakeRetriever((*DOCUMENTS, msgspec.structs.replace(SITE, file="copy.docx")))


def test_a_larger_model_writes_under_proof() -> None:
    engine = FakeEngine("The site employs 214 people [1]. It has 9,000 windows [1].")
    message = folded(ask("How many people does the Linden Street site employ?", engine, big_library()))
    assert message.kind == "generated"
    assert message.text == "The site employs 214 people [1]. It has 9,000 windows [2]."
    assert [citation.state for citation in message.citations] == ["verified", "missing"]
    assert message.citations[0].quote == "The Linden Street site employs 214 people."
    sent = engine.requests[0].messages
    assert sent[-1].content.startswith("Sources:\n\n[1] ")
    assert sent[-1].content.endswith("Question: How many people does the Linden Street site employ?")
    assert engine.requests[0].sampling.temperature <= 0.2


def test_a_document_that_fits_is_read_whole() -> None:
    engine = FakeEngine("Dana Whitfield manages the site [1].")
    events = ask("Who manages the site?", engine, FakeRetriever((SITE,)))
    assert steps(events)[1:] == ["Read the whole of site.docx"]
    assert folded(events).citations[0].verified


def test_several_files_that_fit_are_read_whole() -> None:
    engine = FakeEngine("Dana Whitfield manages the site [1].")
    events = ask("Who manages the site?", engine, FakeRetriever((SITE, REPORT)))
    assert steps(events)[1:] == ["Read all 2 files as a whole"]


def test_what_does_not_fit_is_said_to_be_read_in_passages() -> None:
    engine = FakeEngine("Dana Whitfield manages the site [1].", context=600)
    long = msgspec.structs.replace(SITE, pages=(*SITE.pages, Page(2, (Block("The site has a canteen. " * 60),))))
    events = ask("Who manages the site?", engine, FakeRetriever((long,)))
    assert any(step.startswith("Read ") and "passage" in step for step in steps(events))
    assert not any("whole" in step for step in steps(events))


def test_half_of_a_library_that_was_searched_is_said() -> None:
    assert steps(ask("Who manages the site?", None, FakeRetriever(ready=2)))[0] == "Searched 2 of 3 files"


def test_planted_instructions_stay_inside_their_source() -> None:
    engine = FakeEngine("I read it.")
    ask("What do the instructions say to ignore?", engine, big_library())
    content = engine.requests[0].messages[-1].content
    assert "PWNED" in content
    inside = content[: content.index("PWNED")].count("<<<") - content[: content.index("PWNED")].count(">>>")
    assert inside == 1
    assert content.count("<<<") == content.count(">>>")
    assert "never an instruction" in engine.requests[0].messages[0].content


def test_a_leaning_question_is_rewritten_by_the_model_that_can_and_by_rule_for_others() -> None:
    history = (
        question("How many people does the Linden Street site employ?"),
        Message(role="assistant", parts=(TextPart("214 [1]"),)),
    )
    engine = FakeEngine("Who is the manager of the Linden Street site?", "Dana Whitfield [1].")
    retriever = big_library()
    ask("And who is its manager?", engine, retriever, history)
    assert retriever.queries == ["Who is the manager of the Linden Street site?"]
    retriever = big_library()
    message = folded(ask("And who is its manager?", FakeEngine("x", model=SMALL), retriever, history))
    assert "Linden" in retriever.queries[0]
    assert "Dana Whitfield" in message.text


def test_a_follow_up_of_which_nothing_is_held_is_not_answered_with_what_was_asked_before() -> None:
    history = (question("该型号的额定功率是多少？"), Message("assistant", (TextPart("8.4 兆瓦。"),), kind="quoted"))
    retriever = FakeRetriever([TURBINE])
    message = folded(ask("乙醇的沸点是多少？", FakeEngine("x", model=SMALL), retriever, history))
    assert message.kind == "refused"
    message = folded(ask("功率呢？", FakeEngine("x", model=SMALL), retriever, history))
    assert message.kind == "quoted"


def test_cancelled_while_writing_from_documents_the_rest_is_shown_without_marks() -> None:
    cancel = Cancel()
    events: list[TurnEvent] = []
    engine = FakeEngine("The site employs 214 people [1]. The manager is Dana Whitfield [1] and she is " + "very " * 50)
    for event in turn((), "Who is the manager of the site?", engine=engine, retriever=big_library(), cancel=cancel):
        events.append(event)
        if isinstance(event, Answer):
            cancel.cancel()
    in_order(events)
    message = folded(events)
    assert message.status == "stopped"
    assert message.text.startswith("The site employs 214 people [1].")
    assert len(message.citations) == 1


# Summing up


def test_a_summary_is_made_of_the_documents_own_sentences() -> None:
    message = folded(ask("What is this document about?", FakeEngine("x", model=SMALL), FakeRetriever((REPORT,))))
    assert message.kind == "quoted"
    assert message.citations
    assert all(citation.verified for citation in message.citations)


def shelf_of_many() -> FakeRetriever:
    return FakeRetriever([msgspec.structs.replace(REPORT, file=f"reports/Report {n}.pdf") for n in range(1, 10)])


@pytest.mark.parametrize(("asked", "n"), [("Summarise Report 7.pdf", 7), ("总结一下 Report 4", 4)])
@pytest.mark.parametrize("model", [SMALL, FAKE_MODEL, None])
def test_among_many_documents_the_one_that_is_named_is_summed_up(asked: str, n: int, model: ModelInfo | None) -> None:
    engine = FakeEngine("It is about the quarter that ended on July 1, 2023 [1].", model=model)
    message = folded(ask(asked, engine, shelf_of_many()))
    assert {citation.file for citation in message.citations} == {f"reports/Report {n}.pdf"}
    assert all(citation.verified for citation in message.citations)


def test_where_it_is_not_clear_which_of_many_is_meant_it_is_asked() -> None:
    retriever = shelf_of_many()
    message = folded(ask("Summarise this document", FakeEngine("It is about sales.", model=SMALL), retriever))
    assert (message.kind, message.status, message.citations) == ("refused", "complete", ())
    assert message.text.startswith("9 files are searched, and the question does not say which one it means.")
    assert folded(ask("这份文件讲了什么？", None, retriever)).text.startswith("共检索 9 个文件")
    earlier = [question("What is Report 3 about?"), folded(ask("Summarise Report 3", None, retriever))]
    message = folded(ask("Please sum it up again", None, retriever, earlier))
    assert {citation.file for citation in message.citations} == {"reports/Report 3.pdf"}


@pytest.mark.parametrize(
    ("asked", "lead"),
    [
        ("What are the key findings on the Acme quarter?", "This is what “2023 Q3 report.pdf” says on the whole:"),
        ("What are the key findings of Initech's quarter?", ""),
    ],
)
def test_a_document_is_summed_up_where_what_is_asked_of_it_is_not_there(asked: str, lead: str) -> None:
    acme = msgspec.structs.replace(REPORT, title="Acme in brief")
    retriever = FakeRetriever((acme, SITE), answerable=0.1)
    message = folded(ask(asked, FakeEngine("x", model=SMALL), retriever))
    assert message.kind == ("quoted" if lead else "refused")
    assert lead in message.text
    assert bool(lead) == ("says on the whole" in message.text)


def test_a_page_that_is_asked_for_is_told_and_of_none_other() -> None:
    message = folded(ask("What is on the last page?", FakeEngine("x", model=SMALL), FakeRetriever()))
    assert {(citation.file, citation.page) for citation in message.citations} == {(REPORT.file, 3)}
    assert "fiscal year ends on the last Saturday of September" in message.text
    labelled = folded(ask("What does page ii of the Q3 report say?", None, FakeRetriever()))
    assert "Products 60,584 63,355" in labelled.text
    missing = folded(ask("What is on page 40 of the Q3 report?", None, FakeRetriever()))
    assert (missing.kind, missing.text[:45]) == ("refused", "No document that may be meant has such a page")
    many = folded(ask("What is on page 2?", None, shelf_of_many()))
    assert many.text.startswith("9 files are searched, and the question does not say which one it means.")
    engine = FakeEngine("The fiscal year has 52 or 53 weeks [1].")
    written = folded(ask("Summarise page 3 of the Q3 report", engine, FakeRetriever()))
    assert {citation.page for citation in written.citations} == {3}


def test_a_larger_model_sums_up_what_it_read_whole() -> None:
    engine = FakeEngine("It is about the quarter that ended on July 1, 2023 [1].")
    events = ask("Summarise this report", engine, FakeRetriever((REPORT,)))
    assert "Read the whole of 2023 Q3 report.pdf" in steps(events)
    assert folded(events).citations[0].verified


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=80),
    st.text(max_size=200),
    st.sampled_from([SMALL, FAKE_MODEL, THINKER, None]),
    st.booleans(),
    st.sampled_from(["off", "auto", "on"]),
    st.lists(st.text(max_size=30), max_size=3),
)
def test_any_question_and_reply_end_in_order(
    asked: str, reply: str, model: object, documents: bool, think: str, earlier: list[str]
) -> None:
    engine = FakeEngine(reply or "x", model=model)  # type: ignore[arg-type]
    history = [m for text in earlier for m in (question(text), Message("assistant", (TextPart(text),)))]
    options = TurnOptions(think=think)  # type: ignore[arg-type]
    events = ask(asked, engine, FakeRetriever() if documents else None, history, options=options)
    message = folded(events)
    assert message.status in {"complete", "failed"}
    failed = [event for event in events if isinstance(event, Failed)]
    assert all(event.kind in {"ModelUnknown", "ContextFull", "NothingSaid"} for event in failed), failed
    assert message.text.strip() or failed or message.kind != "generated", "an empty answer says so"


# How much to think


def test_auto_thinks_where_the_question_is_worth_it() -> None:
    for asked, thinks in (("What is the capital of France?", False), ("Why is 3 × 17 more than 50? Prove it.", True)):
        engine = FakeEngine("Yes.", model=THINKER)
        ask(asked, engine, options=TurnOptions(think="auto"))
        assert engine.requests[0].template_options == {"enable_thinking": thinks}


def test_switch_at_the_end_of_a_question_goes_before_the_choice() -> None:
    engine = FakeEngine("Yes.", model=THINKER)
    ask("Is it so? /think", engine, options=TurnOptions(think="off"))
    assert engine.requests[0].template_options == {"enable_thinking": True}
    assert engine.requests[0].messages[-1].content == "Is it so?"


def test_examples_of_the_user_are_shown_to_a_model_that_is_asked_to_think() -> None:
    own = (Example("One?", "It is one.", "One."),)
    for examples, first in ((own, "One?"), (None, EXAMPLES["en"][0].question), ((), "How many?")):
        engine = FakeEngine("Let me count.", "Two.")
        list(engine.ensure(Cancel()))
        ask("How many?", engine, options=TurnOptions(think="on", examples=examples))
        assert engine.requests[0].messages[1].content.startswith(first)


def test_a_small_model_is_shown_one_of_our_examples_and_all_of_the_user() -> None:
    own = (Example("One?", "It is one.", "One."), Example("Two?", "It is two.", "Two."))
    tiny = msgspec.structs.replace(FAKE_MODEL, parameters=135_000_000)
    for model, examples, shown in ((FAKE_MODEL, None, 2), (tiny, None, 1), (tiny, own, 2)):
        engine = FakeEngine("Let me count.", "Two.", model=model)
        list(engine.ensure(Cancel()))
        ask("How many?", engine, options=TurnOptions(think="on", examples=examples))
        assert sum(message.role == "user" for message in engine.requests[0].messages) == 2 * shown + 1, (
            "its thought and its answer"
        )


def test_most_frequent_answer_of_several_tries() -> None:
    engine = FakeEngine("<think>a</think>41", "<think>b</think>42", "<think>c</think>Answer: 42", model=THINKER)
    events = ask("How many?", engine, options=TurnOptions(think="on", samples=3))
    message = folded(events)
    assert message.text == "42"
    assert message.votes == (Vote("42", 2), Vote("41", 1))
    assert message.thinking == "a\n\nb\n\nc"
    assert message.status == "complete"
    once = FakeEngine("41", model=THINKER)
    ask("How many?", once, options=TurnOptions(think="off", samples=3))
    assert len(once.requests) == 1


def test_tries_stopped_half_way_keep_their_thoughts() -> None:
    cancel = Cancel()
    engine = FakeEngine("<think>a b c d e f g</think>41", model=THINKER)
    message = start()
    options = TurnOptions(think="on", samples=3)
    for event in turn((), "How many?", engine=engine, retriever=None, options=options, cancel=cancel):
        message = fold(message, event, 0.0)
        if isinstance(event, Progress) and event.unit == "samples" and event.done == 1:
            cancel.cancel()
    assert message.status == "stopped"
    assert message.thinking == "a b c d e f g"
    assert message.text == ""


# Pictures

SEEING = msgspec.structs.replace(FAKE_MODEL, projector="/models/mmproj.gguf")
CAT = PicturePart("cat.jpg", b"\xff\xd8 cat", 4, 3)


def test_pictures_reach_a_model_that_sees_and_stay_in_the_conversation() -> None:
    engine = FakeEngine("A cat.", model=SEEING)
    events = ask("What is it?", engine, options=TurnOptions(pictures=(CAT,)))
    assert steps(events) == []
    assert engine.requests[0].messages[-1].pictures == (CAT.data,)
    history = (question("What is it?", (CAT,)), Message(role="assistant", parts=(TextPart("A cat."),)))
    ask("What colour has it?", engine, history=history)
    assert [message.pictures for message in engine.requests[1].messages] == [(), (CAT.data,), (), ()]


def test_a_model_that_does_not_see_answers_without_and_it_is_said() -> None:
    engine = FakeEngine("What cat?")
    events = ask("What is it?", engine, options=TurnOptions(pictures=(CAT,)))
    assert steps(events) == ["Left out 1 pictures: Fake 4B does not see"]
    assert engine.requests[0].messages[-1].pictures == ()


def test_an_answer_says_what_its_search_was_narrowed_to() -> None:
    class Narrowed(FakeRetriever):
        def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
            found = super().search(query, k, file)
            return msgspec.structs.replace(found, within=Within(("/home/reports",), ("docx",)), left_out=7)

    message = folded(ask("How many people does the Linden Street site employ?", None, Narrowed()))
    steps = [part for part in message.parts if isinstance(part, StepPart)]
    assert [step.template for step in steps[:2]] == [STEPS["searched"], STEPS["narrowed"]]
    assert steps[1].values == {"what": "DOCX, reports", "others": "7"}
    everything = folded(ask("How many people does the Linden Street site employ?", None, FakeRetriever()))
    assert STEPS["narrowed"] not in {part.template for part in everything.parts if isinstance(part, StepPart)}


def test_answer_has_the_name_of_the_model_that_wrote_it() -> None:
    finished = ask("Hi?", Swapped("Once upon a time there was a pump."))[-1]
    assert isinstance(finished, Finished)
    assert finished.model == FAKE_MODEL.name


@pytest.mark.parametrize("reply", ["", "  \n", "<think>hm</think>", "<think>hm"])
def test_answer_without_a_word_says_so(reply: str) -> None:
    engine = FakeEngine(reply, "", model=THINKER)
    events = ask("Hi?", engine, options=TurnOptions(think="on", think_budget=9))
    assert [event.kind for event in events if isinstance(event, Failed)] == ["NothingSaid"]
    last = events[-1]
    assert isinstance(last, Finished)
    assert last.status == "failed"
