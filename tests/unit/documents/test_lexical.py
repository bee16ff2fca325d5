"""Terms, query expressions and index text, tried on a real FTS5 table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents import lexical

TEXTS = {
    1: "Total net sales were $81,797 million in the third quarter of fiscal 2023.",
    2: "The order GB-2024/11 was shipped to Örebro by R&D; version v1.2.3 was released.",
    3: "苹果公司在2023年第三季度的净销售额为八百亿美元。",
    4: "司法部门发布了iPhone手机的报告。",
    5: "Das Gehäuse misst 1234567 mm. Apple’s headquarters moved.",
    6: "東京タワーの高さは三百三十三メートルです。",
}


@pytest.fixture
def table() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE w USING fts5(header, body, tokenize='{lexical.TOKENIZER}')")
    for row, text in TEXTS.items():
        connection.execute("INSERT INTO w (rowid, header, body) VALUES (?, '', ?)", (row, lexical.index_text(text)))
    yield connection
    connection.close()


def _found(table: sqlite3.Connection, query: str) -> list[int]:
    return [hit.row for hit in lexical.search(table, "w", lexical.expression(lexical.terms(query)), 10)]


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("What were the total net sales?", 1),
        ("81,797", 1),
        ("81797", 1),
        ("Which order is GB-2024/11?", 2),
        ("orebro", 2),
        ("shipping to Örebro", 2),
        ("R&D", 2),
        ("v1.2.3", 2),
        ("净销售额是多少？", 3),
        ("苹果公司的净销售额", 3),
        ("“第三季度的净销售额”", 3),
        ("手机", 4),
        ("iphone", 4),
        ("1,234,567 mm", 5),
        ("Where is Apple's headquarters?", 5),
        ("東京タワーの高さは？", 6),
    ],
)
def test_finds(table: sqlite3.Connection, query: str, row: int) -> None:
    assert _found(table, query)[0] == row


def test_one_character_is_found_wherever_it_stands(table: sqlite3.Connection) -> None:
    assert set(_found(table, "司")) == {3, 4}
    assert set(_found(table, "额")) == {3}


def test_numbers_and_identifiers_stay_whole(table: sqlite3.Connection) -> None:
    assert _found(table, "81,798") == []
    assert _found(table, "GB-2024/12") == []
    assert _found(table, "v1.2.4") == []


def test_function_words_are_left_out_unless_they_are_all() -> None:
    assert [term.text for term in lexical.terms("What is the height of it?")] == ["height"]
    assert [term.text for term in lexical.terms("Who is it?")] == ["who", "is", "it"]
    assert lexical.terms("高さはどの")[0].text == "高さ"


def test_kinds_and_names() -> None:
    kinds = {term.text: term.kind for term in lexical.terms('Did "net sales" of Apple reach 81,797 苹果?')}
    assert kinds["net sales"] == "quotation"
    assert kinds["apple"] == "word"
    assert kinds["81,797"] == "number"
    assert kinds["苹果"] == "pair"
    names = {term.text for term in lexical.terms("Sales of Apple and NVIDIA in China") if term.name}
    assert names == {"apple", "nvidia", "china"}


def test_quotation_asks_for_the_words_in_order(table: sqlite3.Connection) -> None:
    assert _found(table, '"sales net total"') == [1]  # its words by themselves still count
    quoted = lexical.terms('"sales net total"')[0]
    assert lexical.search(table, "w", quoted.match, 10) == []


def test_rows_limits_the_search(table: sqlite3.Connection) -> None:
    match = lexical.expression(lexical.terms("司"))
    assert [hit.row for hit in lexical.search(table, "w", match, 10, within=(4, 6))] == [4]
    assert {hit.row for hit in lexical.search(table, "w", match, 10)} == {3, 4}


@pytest.fixture
def many() -> Iterator[sqlite3.Connection]:
    """A table of 60 rows: all hold "sales", a half "net", the others "gross", a third "total", one "turbine"."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE w USING fts5(header, body, tokenize='{lexical.TOKENIZER}')")
    for row in range(1, 61):
        words = "sales" + (" gross" if row % 2 else " net") + " total" * (row % 3 == 0) + " turbine" * (row == 7)
        connection.execute("INSERT INTO w (rowid, header, body) VALUES (?, '', ?)", (row, words))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("query", "scored", "rows"),
    [
        ("turbine sales", 5, {7}),
        ("net total sales", 10, set(range(6, 61, 6))),
        ("turbine net total sales", 11, {7, *range(6, 61, 6)}),
        ("turbine net total sales", 5, {7}),
        ("turbine total sales", 40, {7, *range(3, 61, 3)}),
        ("net total sales", 1000, set(range(1, 61))),
        ("sales", 5, set(range(1, 61, 12))),
        ("net gross", 10, set(range(4, 61, 6))),  # which never stand together
    ],
)
def test_in_a_large_library_only_so_many_rows_are_scored(
    many: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, query: str, scored: int, rows: set[int]
) -> None:
    monkeypatch.setattr(lexical, "LARGE", 1)
    monkeypatch.setattr(lexical, "SCORED", scored)
    terms = lexical.terms(query)
    match, every = lexical.affordable(many, "w", terms, lexical.count(many, "w", terms))
    assert {hit.row for hit in lexical.search(many, "w", match, 100, every=every)} == rows


def test_a_word_of_every_passage_costs_no_more_the_more_there_are() -> None:
    """FTS5 looks up the length of each row that it scores, which SQLite tells as a statement."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE w USING fts5(header, body, tokenize='{lexical.TOKENIZER}')")
    rows = ((row, f"Note {row}: the pump was checked {row % 90} times.") for row in range(1, 12_001))
    connection.executemany("INSERT INTO w (rowid, header, body) VALUES (?, '', ?)", rows)
    terms = lexical.terms("What about the pump in note 4711?")
    match, every = lexical.affordable(connection, "w", terms, lexical.count(connection, "w", terms))
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    hits = lexical.search(connection, "w", match, 60, every=every)
    connection.set_trace_callback(None)
    assert hits[0].row == 4711
    assert 0 < sum("docsize" in statement for statement in asked) <= lexical.SCORED
    connection.close()


def test_counts(table: sqlite3.Connection) -> None:
    counts = lexical.count(table, "w", lexical.terms("司 Örebro unseen"))
    assert counts.total == len(TEXTS)
    assert counts.shares == pytest.approx({"司": 2 / 6, "örebro": 1 / 6, "unseen": 0.0})


def test_a_pasted_page_is_cut_to_a_sane_query() -> None:
    assert len(lexical.terms(" ".join(f"word{n}" for n in range(5000)))) == lexical.MOST_TERMS


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="\"*^:(){}[]+-~\\\0\n'“”«» ABORNEAT苹果のก", max_size=60))
def test_any_question_is_a_valid_expression(query: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE w USING fts5(header, body, tokenize='{lexical.TOKENIZER}')")
    found = lexical.terms(query)
    lexical.search(connection, "w", lexical.expression(found), 5)
    for term in found:
        lexical.search(connection, "w", term.match, 5)
    connection.close()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcXYZéüßΩж0123456789 .,-/'\"()?！？苹果公司的是のカ한국", min_size=1, max_size=80))
def test_a_text_finds_itself(text: str) -> None:
    """Whatever has a term is found by the text it was made from."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE w USING fts5(header, body, tokenize='{lexical.TOKENIZER}')")
    connection.execute("INSERT INTO w (rowid, header, body) VALUES (1, '', ?)", (lexical.index_text(text),))
    found = lexical.terms(text)
    if found:
        assert lexical.search(connection, "w", lexical.expression(found), 5)
    connection.close()


def test_signs_that_belong_to_a_letter_make_no_pair_of_their_own() -> None:
    assert lexical.index_text("ที่ดี").split() == ["ทด", "ด"]
    assert lexical.index_text("か\u3099き").split() == ["がき", "き"]
    assert lexical.index_text("မြန်မာ").split() == ["မန", "နမ", "မ"]


@given(st.text(max_size=200))
def test_index_text_has_no_unspaced_run_longer_than_a_pair(text: str) -> None:
    for word in lexical.index_text(text).split():
        run = [c for c in word if lexical.unspaced_share(c) == 1.0]
        assert len(run) <= 2


@pytest.mark.parametrize(
    ("text", "share"), [("", 0.0), ("abc", 0.0), ("苹果", 1.0), ("苹果ab", 0.5), ("123 年月日", 0.5)]
)
def test_unspaced_share(text: str, share: float) -> None:
    assert lexical.unspaced_share(text) == pytest.approx(share)
