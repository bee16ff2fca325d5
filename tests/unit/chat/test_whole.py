"""A summary is of the documents that a question names or points at, of all where they are few, else it asks which."""

from __future__ import annotations

import pytest

from desktop.chat.whole import MOST, Meant, by_names_alone, covered, likely, meant, pages_of, wants_whole, which_one
from desktop.domain.conversation import Message, SourcesPart, TextPart, question
from desktop.domain.document import Block, Citation, Document, Found, Named, Page, Passage

PAGES = (Page(1, (Block("Noise", "heading", 1), Block("Three households complained."))), Page(2, ()))
DOCUMENTS = (
    Document("a/Meter-method.docx", PAGES, "How we measured", paged=False),
    Document("a/Final-report-2024.pdf", PAGES, "The street"),
)
FEW = tuple(Named(document.file, document.title) for document in DOCUMENTS)
OTHERS = ("a/Final-report-2023.pdf", "a/report.pdf", "b/2023 Q1 AAPL.pdf", "b/2023 Q2 AAPL.pdf", "b/2023 Q1 NVDA.pdf")
MANY = (*FEW, *map(Named, (*OTHERS, "b/供暖试点总结.md", "b/试点总结.md", "b/Meter readings.csv", "c/notes.md")))


def base(files: tuple[str, ...]) -> list[str]:
    return [file.rpartition("/")[2] for file in files]


def cites(*files: str) -> list[Message]:
    citations = tuple(Citation(n, file, None, "words", "verified") for n, file in enumerate(files, 1))
    return [question("How many?"), Message("assistant", (TextPart("Six."), SourcesPart(citations)), kind="quoted")]


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ("Summarise this file", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("What is this document about?", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("Please give me a short summary in 3 sentences", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("Sum up the documents in 100 words", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("这份文档讲什么？", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("用三句话总结这些文件", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("What is the Meter-method document about?", ["Meter-method.docx"]),
        ("Summarise Final-report-2024.pdf", ["Final-report-2024.pdf"]),
        ("Summarise how we measured", ["Meter-method.docx"]),
        ("What are the key findings?", ["Meter-method.docx", "Final-report-2024.pdf"]),
        ("What are the main conclusions of the street?", ["Final-report-2024.pdf"]),
    ],
)
def test_of_few_documents_those_that_are_named_are_meant_or_all(asked: str, files: list[str]) -> None:
    assert wants_whole(asked)
    assert meant(asked, FEW) == Meant(tuple(f"a/{file}" for file in files))


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ("Summarise 2023 Q1 AAPL.pdf", ["2023 Q1 AAPL.pdf"]),
        ("please sum up 2023 q1 aapl.pdf for me in 3-5 bullet points", ["2023 Q1 AAPL.pdf"]),
        ("Summarise the AAPL report for Q1 2023", ["2023 Q1 AAPL.pdf"]),
        ("What does 2023 Q2 AAPL.pdf say?", ["2023 Q2 AAPL.pdf"]),
        ("What is b/Meter readings.csv about?", ["Meter readings.csv"]),
        ("Give me an overview of the meter readings csv", ["Meter readings.csv"]),
        ("Summarise the AAPL reports", ["2023 Q1 AAPL.pdf", "2023 Q2 AAPL.pdf"]),
        ("Summarise report.pdf", ["report.pdf"]),
        ("Summarise Final-report-2023.pdf and report.pdf", ["Final-report-2023.pdf", "report.pdf"]),
        ("Summarise the final 2024 report", ["Final-report-2024.pdf"]),
        ("总结供暖试点总结.md", ["供暖试点总结.md"]),
        ("概括一下 2023年 Q1 AAPL 的报告", ["2023 Q1 AAPL.pdf"]),
        ("《试点总结.md》讲了什么？", ["试点总结.md"]),
        ("What were the most important results in the AAPL report for Q1 2023?", ["2023 Q1 AAPL.pdf"]),
        ("什么是供暖试点的主要结论？", ["供暖试点总结.md"]),
    ],
)
def test_among_many_documents_those_that_are_named_are_meant(asked: str, files: list[str]) -> None:
    assert len(MANY) > MOST
    assert wants_whole(asked)
    told = meant(asked, MANY)
    assert told is not None
    assert (base(told.files), told.clear) == (files, True)


@pytest.mark.parametrize(
    "asked",
    [
        "What does the document say about noise?",
        "Give me an overview of the costs",
        "Summarise the costs in the Meter method",
        "What does Final-report-2024.pdf say about noise?",
        "总结一下 Final-report-2024.pdf 里的噪音投诉",
        "Summarise the 2021 report",
    ],
)
@pytest.mark.parametrize("names", [FEW, MANY])
def test_what_is_asked_of_documents_is_no_summary_of_them(asked: str, names: tuple[Named, ...]) -> None:
    assert wants_whole(asked)
    assert meant(asked, names) is None


@pytest.mark.parametrize("asked", ["Summarise this document", "sum it up", "这份文件讲了什么？", "总结一下它"])
def test_what_is_pointed_at_is_the_one_document_that_was_cited(asked: str) -> None:
    assert meant(asked, MANY, cites("c/notes.md", "c/notes.md")) == Meant(("c/notes.md",))
    assert meant(asked, MANY, cites("c/notes.md", "a/report.pdf")) == Meant(("c/notes.md", "a/report.pdf"), clear=False)
    assert meant(asked, MANY, cites("gone.md")) == Meant((), clear=False)
    assert meant(asked, FEW, cites(FEW[1].file)) == Meant((FEW[1].file,))


NEW = (Named("/home/me/lease.pdf", dropped=True), *MANY)


@pytest.mark.parametrize(
    "asked",
    [
        "What is in it?",
        "So what's inside?",
        "What does it say?",
        "Tell me what is in this file",
        "Summarise the file I just dropped",
        "它里面写了什么？",
        "里面有什么",
        "总结一下刚拖进来的文件",
    ],
)
def test_what_was_dropped_beside_a_large_library_is_what_is_pointed_at(asked: str) -> None:
    assert wants_whole(asked)
    assert meant(asked, NEW) == Meant(("/home/me/lease.pdf",))
    assert meant(asked, NEW, cites("c/notes.md")) == Meant(("/home/me/lease.pdf",))


def test_what_was_dropped_and_cited_is_pointed_at_no_more_than_what_the_last_answer_cites() -> None:
    before = [*cites("/home/me/lease.pdf"), *cites("c/notes.md")]
    assert meant("Summarise this document", NEW, before) == Meant(("c/notes.md",))
    assert meant("Give me a summary", NEW, before) == Meant(("/home/me/lease.pdf",))
    few = (NEW[0], *FEW)
    assert meant("Summarise the documents", few, before) == Meant(tuple(one.file for one in few))


@pytest.mark.parametrize("asked", ["What is in it?", "What does it say?", "里面有什么？"])
def test_an_open_question_is_of_documents_only_where_nothing_was_spoken_of(asked: str) -> None:
    assert meant(asked, FEW) == Meant(tuple(one.file for one in FEW))
    assert meant(asked, MANY) == Meant((), clear=False)
    assert meant(asked, MANY, cites("c/notes.md")) is None
    assert not wants_whole(f"{asked.rstrip('?？')} about noise?")


def test_of_many_documents_that_are_not_told_apart_none_is_taken() -> None:
    assert meant("Give me a summary", MANY) == Meant((), clear=False)
    assert meant("Summarise the documents", FEW, total=MOST + 1) == Meant((), clear=False)
    notes = tuple(Named(f"{n}/notes.md") for n in range(MOST + 1))
    told = meant("Summarise notes.md", notes)
    assert told == Meant(tuple(one.file for one in notes), clear=False)
    asks = which_one(told, Found((), 12, 12), "en")
    assert asks.startswith("12 files are searched")
    assert "“Summarise 0/notes.md”" in asks
    assert "\n- 1/notes.md\n" in asks


HEAT = (Named("a/Linden-Street-2024.pdf", "Heat-pump pilot"), Named("a/notes.md"))


def hits(*files: str, absent: str = "") -> Found:
    return Found(tuple(Passage(file, None, None, "words", 1.0) for file in files), 2, 2, absent=absent)


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("What are the main conclusions of the heat pump trial?", True),
        ("Heat pump trial: the key findings", True),
        ("Summarise the trial in Linden Street", True),
        ("Summarise the trial", False),
        ("What are the key findings of the Oslo heat pump trial?", False),
        ("Summarise the 2023 heat pump trial", False),
        ("Summarise the noise, cost and dust of a pump", False),
    ],
)
def test_the_document_that_most_was_found_in_is_likely_meant_unless_it_lacks_a_name(asked: str, taken: bool) -> None:
    heat, notes = (one.file for one in HEAT)
    assert meant(asked, HEAT) is None
    expected = Meant((heat,), instead=True) if taken else None
    assert likely(asked, HEAT, hits(heat, heat, notes), {heat: "May 2024"}.__getitem__) == expected
    for found in (hits(heat, notes), hits(notes, heat, heat), hits(), hits(heat, heat, absent="There is none on it.")):
        assert likely(asked, HEAT, found, lambda _: "") is None


def test_what_only_the_cover_of_a_document_says_names_it() -> None:
    asked, files = "Summarise Apple's report for Q1 2023", ["b/2023 Q1 AAPL.pdf", "b/2023 Q1 NVDA.pdf", "c/notes.md"]
    covers = {files[0]: "Apple Inc. Form 10-Q", files[1]: "NVIDIA Corporation", files[2]: "Apples of 2023"}
    assert meant(asked, MANY) is None
    assert covered(asked, MANY, hits(*files), covers.__getitem__) == Meant((files[0],))
    assert covered(asked, MANY, hits(files[1]), covers.__getitem__) is None
    assert covered("Summarise what Apple says of chips", MANY, hits(*files), covers.__getitem__) is None
    assert covered("Give me an overview of the costs", MANY, hits(*files), lambda _: "costs") is None
    assert covered(asked, MANY, hits(*files, absent="There is none on it."), covers.__getitem__) is None
    assert likely("Sum up the heat pump trial in Oslo", HEAT, hits(HEAT[0].file), lambda _: "Oslo") == Meant(
        (HEAT[0].file,), instead=True
    )


def test_a_folder_tells_files_of_one_name_apart() -> None:
    notes = tuple(Named(f"/home/{n}/notes.md") for n in range(MOST + 1))
    assert meant("Summarise 3/notes.md", notes) == Meant(("/home/3/notes.md",))
    assert meant("总结/home/4/notes.md", notes) == Meant(("/home/4/notes.md",))


def test_what_was_found_is_told_where_nothing_else_may_be_meant() -> None:
    passages = tuple(Passage(file, None, None, "words", 1.0) for file in ("b/[1].md", "b/供暖试点总结.md", "b/[1].md"))
    asks = which_one(Meant((), clear=False), Found(passages, 30, 30), "zh")
    assert asks.splitlines()[-2:] == ["- (1).md", "- 供暖试点总结.md"]
    assert "“总结 (1).md”" in asks
    assert which_one(Meant((), clear=False), Found((), 30, 30), "en").endswith("Please name it.")


def test_pages_are_passages_with_their_headings_unless_they_are_too_many() -> None:
    found = pages_of(DOCUMENTS, 1000)
    assert [(passage.file, passage.page) for passage in found] == [(DOCUMENTS[0].file, None), (DOCUMENTS[1].file, 1)]
    assert found[1].heading_of("Three households complained.") == "Noise"
    assert pages_of(DOCUMENTS, 10) == ()


def test_the_parts_of_one_document_and_documents_compared_by_name_are_told_by_their_names_alone() -> None:
    assert by_names_alone("What sections are in the Meter method?", lambda: FEW) == Meant((FEW[0].file,), parts=True)
    assert by_names_alone("What sections are in the tax law?", lambda: FEW) is None
    assert by_names_alone("Compare the meter method and the final report", lambda: FEW) == Meant(
        (FEW[0].file, FEW[1].file)
    )
    assert by_names_alone("Compare the meter method and the moon", lambda: FEW) is None
