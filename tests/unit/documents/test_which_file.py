"""Files scored by what a question names."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping

import pytest

from desktop.documents import which_file
from desktop.documents.lexical import TOKENIZER
from desktop.documents.which_file import File, Names, Verdict, judge, period, wish
from desktop.documents.word_tables import index_name, names_table

REPORTS = {
    1: ("2022 Q3 AAPL.pdf", "Apple Inc. For the quarterly period ended June 25, 2022"),
    2: ("2023 Q2 AAPL.pdf", "Apple Inc. For the quarterly period ended April 1, 2023"),
    3: ("2023 Q3 AAPL.pdf", "Apple Inc. For the quarterly period ended July 1, 2023"),
    4: ("2023 Q3 NVDA.pdf", "NVIDIA CORPORATION For the quarterly period ended October 29, 2023"),
    5: ("manual_pump-X200.txt", "The pump is maintained each year."),
}
FILES = {number: File(name, 50) for number, (name, _) in REPORTS.items()}


def _judged(connection: sqlite3.Connection, question: str, files: Mapping[int, File] = FILES) -> Verdict:
    def about(numbers: Collection[int] | None) -> Mapping[int, File]:
        return files if numbers is None else {number: files[number] for number in numbers if number in files}

    only = None if len(files) == len(FILES) else files
    return judge(Names(connection, names_table(1), len(files), about, only), wish(question))


@pytest.fixture
def names() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE {names_table(1)} USING fts5(name, title, cover, tokenize='{TOKENIZER}')")
    for number, (name, cover) in REPORTS.items():
        index_name(connection, 1, number, f"reports/{name}", "", cover)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("What did Apple sell in the third quarter of 2023?", 3),
        ("In Q3 2023, what was NVIDIA's gross margin?", 4),
        ("How did Apple's iPhone sales develop in Q2 2023?", 2),
        ("Apple net sales, 2022", 1),
        ("What does Apple's most recent 10-Q say about services?", 3),
        ("How often is the pump X200 maintained?", 5),
        ("What is 3Q23 revenue of NVIDIA?", 4),
    ],
)
def test_names_the_file(names: sqlite3.Connection, question: str, best: int) -> None:
    verdict = _judged(names, question)
    assert max(verdict.scores, key=lambda number: verdict.scores[number]) == best
    assert all(0.0 <= score <= 1.0 for score in verdict.scores.values())


def test_says_nothing_when_the_question_names_no_file(names: sqlite3.Connection) -> None:
    assert _judged(names, "How large was the gross margin?").scores == {}


def test_one_file_needs_no_verdict(names: sqlite3.Connection) -> None:
    assert _judged(names, "Apple in 2023", {3: FILES[3]}).scores == {}


def test_what_all_files_share_chooses_none(names: sqlite3.Connection) -> None:
    two = {number: FILES[number] for number in (2, 3)}
    verdict = _judged(names, "Apple in 2023", two)
    assert verdict.scores == {}
    assert verdict.named == frozenset()


def test_a_short_file_has_no_cover(names: sqlite3.Connection) -> None:
    short = {number: File(name, 1) for number, (name, _) in REPORTS.items()}
    assert _judged(names, "What does Apple say?", short).scores == {}


def test_what_short_files_begin_with_too_hardly_chooses_a_long_one(names: sqlite3.Connection) -> None:
    files = {**FILES, **{number: File(f"note {number}.txt", 1) for number in range(10, 40)}}
    alone = _judged(names, "What does NVIDIA say?")
    for number in range(10, 40):
        index_name(names, 1, number, f"note {number}.txt", "", "NVIDIA and its rivals")
    among = _judged(names, "What does NVIDIA say?", files)
    assert alone.named == {'"NVIDIA"'}
    assert among.named == frozenset(), "the passages are still asked for it"
    assert 0.0 < among.scores[4] < 0.1 < alone.scores[4]
    by_name = _judged(names, "What do the notes of 2022 say?", files)
    assert by_name.scores[1] > 0.5, "a name counts whatever short files begin with"


def test_terms_that_chose_the_file_are_told(names: sqlite3.Connection) -> None:
    verdict = _judged(names, "What did Apple earn in 2022?")
    assert verdict.named == {'"Apple"', '"2022"'}


def test_a_term_that_many_files_share_counts_among_those_that_rarer_ones_found(
    names: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(which_file, "LISTED", 1)
    assert _judged(names, "Apple in 2023").scores == {}
    scores = _judged(names, "NVIDIA in 2023").scores
    assert set(scores) == {4}
    assert scores[4] > _judged(names, "NVIDIA in 2022").scores[4]


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("2023 Q3 AAPL.pdf", (2023, 900)),
        ("report_2021-11-05.docx", (2021, 1105)),
        ("Minutes 2020.txt", (2020, 0)),
        ("AAPL.pdf", (0, 0)),
        ("plan 2019 and 2024 Q1.md", (2024, 300)),
    ],
)
def test_period(name: str, when: tuple[int, int]) -> None:
    assert period(name) == when


def test_spoken_quarters_are_short_ones_too() -> None:
    assert {'"q3"', '"2023"'} <= {term.match for term in wish("the third fiscal quarter of 2023").terms}
    assert wish("the latest report").latest
    assert not wish("the report").latest


def test_what_is_asked_of_each_names_no_file() -> None:
    named = {
        term.text for term in wish("How many homes took part in each scheme of Wells, and in all of the reports?").terms
    }
    assert {"homes", "wells"} <= named
    assert not named & {"scheme", "reports"}


@pytest.fixture
def articles() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE {names_table(1)} USING fts5(name, title, cover, tokenize='{TOKENIZER}')")
    for number, name in ARTICLES.items():
        index_name(connection, 1, number, name, "", "")
    yield connection
    connection.close()


ARTICLES = {
    1: "1973 oil crisis.txt",
    2: "United Methodist Church.txt",
    3: "American Broadcasting Company.txt",
    4: "Josh Norman.txt",
    5: "Normans.txt",
}
OF_ARTICLES = {number: File(name, 5) for number, name in ARTICLES.items()}


@pytest.mark.parametrize("question", ["When was the last plague outbreak?", "What is the name of the latest epoch?"])
def test_the_only_year_in_a_name_is_not_the_latest(articles: sqlite3.Connection, question: str) -> None:
    assert _judged(articles, question, OF_ARTICLES).scores == {}


def test_a_part_of_a_name_is_not_sure(articles: sqlite3.Connection) -> None:
    verdict = _judged(articles, "What is the second busiest airport in the United States?", OF_ARTICLES)
    assert max(verdict.scores.values()) <= 0.25
    assert verdict.named == frozenset()
    assert max(_judged(articles, "Who founded McKinsey & Company?", OF_ARTICLES).scores.values(), default=0.0) == 0.0


def test_a_whole_name_is_sure(articles: sqlite3.Connection) -> None:
    verdict = _judged(articles, "How many touchdowns did Josh Norman score?", OF_ARTICLES)
    assert verdict.scores[4] == 1.0
    assert verdict.scores.get(5, 0.0) < 0.5
    assert verdict.named == {'"Josh"', '"Norman"'}
