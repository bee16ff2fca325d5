"""A question about documents in another language is answered by the words that both share, or told why it is not."""

from __future__ import annotations

import msgspec

from desktop.chat.across import hint_of
from desktop.chat.fold import fold, start
from desktop.chat.turn import turn
from desktop.domain.conversation import Message
from desktop.domain.document import Block, Document, Found, Page, Passage
from desktop.worker.cancel import Cancel
from tests.unit.chat.library import SITE, FakeRetriever

CALENDAR = Document(
    file="plan.md",
    pages=(Page(1, (Block("In October 2024 the pumps are installed in the homes of the street."),)),),
    paged=False,
)


class Unsure(FakeRetriever):
    """Finds a question of the other language unlikely to be answered, as the real library does."""

    multilingual = False

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        found = super().search(query, k, file)
        return msgspec.structs.replace(found, answerable=0.1, multilingual=self.multilingual)


def ask(question: str, retriever: FakeRetriever) -> Message:
    message = start()
    for event in turn((), question, engine=None, retriever=retriever, cancel=Cancel()):
        message = fold(message, event, 0.0)
    return message


def test_a_name_that_both_share_finds_what_is_told_of_it() -> None:
    answer = ask("Dana Whitfield 是谁？", Unsure((SITE, CALENDAR)))
    assert answer.kind == "quoted"
    assert "Dana Whitfield" in answer.citations[0].quote
    assert answer.text.startswith("问题与文件的语言不同")
    assert "Dana, Whitfield" in answer.text


def test_a_month_is_found_in_the_other_language() -> None:
    answer = ask("2024年10月发生什么？", Unsure((SITE, CALENDAR)))
    assert "October 2024" in answer.citations[0].quote
    assert ask("2023年10月发生什么？", Unsure((SITE, CALENDAR))).kind == "refused"


def test_what_shares_nothing_is_refused_for_its_language() -> None:
    answer = ask("谁是经理？", Unsure((SITE, CALENDAR)))
    assert answer.kind == "refused"
    assert "多语言检索模型" in answer.text
    chinese = Document(file="风机.txt", pages=(Page(1, (Block("该型号的额定功率为8.4兆瓦。"),)),), paged=False)
    assert "multilingual search model" in ask("Who is the manager?", Unsure((chinese,))).text


def test_in_a_library_of_two_languages_it_is_told_that_most_files_were_not_compared() -> None:
    chinese = Document(file="风机.txt", pages=(Page(1, (Block("经理的办公室在三楼。"),)),), paged=False)
    mixed = Unsure((SITE, CALENDAR, chinese))
    answer = ask("采购经理叫什么名字？", mixed)
    assert (answer.kind, "部分文件与问题的语言不同" in answer.text) == ("refused", True)
    assert "language" not in ask("Who is the mayor of the street?", mixed).text


def test_of_some_files_in_the_language_of_the_question_it_is_not_said_that_all_are_in_another() -> None:
    near = Passage("site.docx", None, None, "The site manager is Dana Whitfield.", 0.4)
    found = Found(passages=(near,), answerable=0.1, files_searched=2, files_total=2)
    assert hint_of(found, ["The site employs 214 people.", "经理的办公室在三楼。"], "谁是经理？") == "partly-foreign"
    assert hint_of(found, ["The site employs 214 people."], "谁是经理？") == "one-language"


def test_where_meaning_is_compared_across_languages_nothing_is_said_of_them() -> None:
    retriever = Unsure((SITE, CALENDAR))
    retriever.multilingual = True
    assert "多语言检索模型" not in ask("谁是经理？", retriever).text


def test_a_name_that_only_says_which_documents_are_meant_singles_out_nothing() -> None:
    class OfTheCompany(Unsure):
        def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
            found = super().search(query, k, file)
            passages = tuple(msgspec.structs.replace(passage, meant=0.9) for passage in found.passages)
            return msgspec.structs.replace(found, passages=passages)

    assert ask("Dana 的经理是谁？", OfTheCompany((SITE, CALENDAR))).kind == "refused"
