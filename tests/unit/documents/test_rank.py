"""The fusion of words, meaning and files."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.rank import (
    MOST_JOINED,
    Candidate,
    Question,
    about_passages,
    is_foreign,
    join,
    order,
    read_question,
    reordered,
    sharpness,
    words_share,
)

PLAIN = read_question("How large is the gross margin of services?")


def _one(passage: int, words: float, cosine: float | None, **more: object) -> Candidate:
    content, page = int(more.pop("content", passage)), int(more.pop("page", 1))  # type: ignore[call-overload]
    return msgspec.structs.replace(Candidate(passage, content, page, words, cosine), **more)


def _order(question: Question, *candidates: Candidate, multilingual: bool = False) -> list[int]:
    return [ranked.candidate.passage for ranked in order(question, candidates, multilingual=multilingual)]


def test_both_legs_count() -> None:
    assert _order(PLAIN, _one(1, 9.0, 0.2), _one(2, 1.0, 0.3), _one(3, 8.5, 0.7)) == [3, 1, 2]


def test_a_leg_that_knows_nothing_has_no_vote() -> None:
    assert _order(PLAIN, _one(1, 0.0, 0.4), _one(2, 0.0, 0.6)) == [2, 1]
    assert _order(PLAIN, _one(1, 3.0, None), _one(2, 5.0, None)) == [2, 1]


def test_chinese_questions_go_by_words_unless_the_embedder_knows_them() -> None:
    question = read_question("苹果公司的净销售额")
    candidates = [_one(1, 9.0, 0.1), _one(2, 7.9, 0.9)]
    assert _order(question, *candidates) == [1, 2]
    assert _order(question, *candidates, multilingual=True) == [2, 1]


def test_a_passage_in_another_script_needs_a_word_of_the_question_unless_the_embedder_knows_both() -> None:
    question = read_question("安装一户要花多少钱？")
    own, other = _one(1, 0.0, 0.2), _one(2, 0.0, 0.3, foreign=True)
    assert is_foreign("Winter | Month | Days", question)
    assert not is_foreign("每户安装费用平均 11400 欧元", question)
    assert _order(question, own, other) == [1]
    assert _order(question, own, other, multilingual=True) == [2, 1]
    assert _order(question, own, _one(2, 3.0, 0.3, foreign=True)) == [2, 1]
    assert _order(question, other) == [2]  # better than nothing: it says that the files are in another language


def test_the_file_that_is_meant_comes_first() -> None:
    assert _order(PLAIN, _one(1, 9.0, 0.7, file=0.0), _one(2, 8.0, 0.6, file=1.0)) == [2, 1]


def test_a_quotation_weighs() -> None:
    assert _order(PLAIN, _one(1, 5.0, 0.5), _one(2, 4.0, 0.4, quoted=True)) == [2, 1]


def test_headings_alone_are_never_found() -> None:
    assert _order(PLAIN, _one(1, 9.0, 0.9, bare=True), _one(2, 1.0, 0.2)) == [2]


def test_what_nothing_speaks_for_is_left_out() -> None:
    assert _order(PLAIN, _one(1, 0.0, 0.02), _one(2, 0.0, None), _one(3, 1.0, 0.0)) == [3]
    assert _order(PLAIN) == []


def test_a_neighbour_that_fits_helps() -> None:
    alone = _one(20, 5.0, 0.5, content=7, page=2)
    beside = [_one(10, 9.0, 0.9, content=1, page=1), _one(11, 5.0, 0.5, content=1, page=1)]
    assert _order(PLAIN, alone, *beside) == [10, 11, 20]


def test_sharpness() -> None:
    assert sharpness([]) == 0.0
    assert sharpness([_one(n, 5.0, None) for n in range(10)]) == 0.0
    assert sharpness([_one(0, 10.0, None), *(_one(n, 1.0, None) for n in range(1, 12))]) == pytest.approx(0.9)


def test_sharp_words_and_exact_terms_move_the_share_to_words_and_long_questions_to_meaning() -> None:
    long = read_question(
        "How do the reported shifts in inventory levels correspond with supply chain strategies outlined by management?"
    )
    assert words_share(PLAIN, 0.9) > words_share(PLAIN, 0.3)
    assert words_share(read_question("invoice GB-2024/11 total"), 0.5) > words_share(PLAIN, 0.5)
    assert words_share(long, 0.5) < words_share(PLAIN, 0.5)


def test_ranks_and_scores_of_the_legs_are_told() -> None:
    first, second, third = order(PLAIN, [_one(1, 0.0, 0.9), _one(2, 8.0, 0.8), _one(3, 4.0, None)])
    by_passage = {ranked.candidate.passage: ranked for ranked in (first, second, third)}
    assert (by_passage[1].words_rank, by_passage[1].meaning_rank) == (0, 1)
    assert (by_passage[2].words_rank, by_passage[2].meaning_rank) == (1, 2)
    assert (by_passage[3].words_rank, by_passage[3].meaning_rank) == (2, 0)
    assert by_passage[2].words == 1.0
    assert by_passage[3].meaning == 0.0


def test_neighbours_are_joined_in_reading_order_and_count_once() -> None:
    candidates = [
        _one(5, 9.0, 0.9, content=1),
        _one(4, 8.0, 0.8, content=1),
        _one(9, 7.0, 0.7, content=2),
        _one(6, 6.0, 0.6, content=1),
        _one(3, 5.0, 0.5, content=1),
        _one(20, 4.0, 0.4, content=3),
    ]
    groups = [[one.candidate.passage for one in group] for group in join(order(PLAIN, candidates), 3)]
    assert groups[0] == [4, 5, 6]
    assert len(groups[0]) == MOST_JOINED
    assert [group[0] for group in groups[1:]] == [9, 3]


def test_passages_of_other_pages_are_not_joined() -> None:
    candidates = [_one(5, 9.0, 0.9, content=1, page=1), _one(6, 8.0, 0.8, content=1, page=2)]
    assert len(join(order(PLAIN, candidates), 5)) == 2


def test_terms_that_name_the_file_are_not_asked_of_passages() -> None:
    question = read_question("What was Apple's gross margin in 2023?")
    rest = about_passages(question, frozenset({'"Apple"', '"2023"'}))
    assert [term.text for term in rest.terms] == ["gross", "margin"]
    assert rest.exact == 0
    only = read_question("Apple 2023")
    assert about_passages(only, frozenset({'"Apple"', '"2023"'})) == only


@given(
    st.lists(
        st.tuples(st.floats(0, 50), st.none() | st.floats(-1, 1), st.floats(0, 1), st.booleans(), st.integers(1, 3)),
        max_size=25,
    ),
    st.integers(1, 6),
)
def test_any_candidates(values: list[tuple[float, float | None, float, bool, int]], k: int) -> None:
    candidates = [
        Candidate(number, content, 1, words, cosine, file, quoted)
        for number, (words, cosine, file, quoted, content) in enumerate(values)
    ]
    ranked = order(PLAIN, candidates)
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 + 1e-9 for score in scores)
    groups = join(ranked, k)
    assert len(groups) <= k
    passages = [one.candidate.passage for group in groups for one in group]
    assert len(passages) == len(set(passages))
    for group in groups:
        numbers = [one.candidate.passage for one in group]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_new_scores_order_the_first_and_leave_the_others_behind() -> None:
    ranked = order(PLAIN, [_one(1, 9.0, 0.9), _one(2, 8.0, 0.8), _one(3, 7.0, 0.7), _one(4, 6.0, 0.6)])
    again = reordered(ranked, [0.2, 0.9, 0.4])
    assert [one.candidate.passage for one in again] == [2, 3, 1, 4]
    assert [one.score for one in again] == sorted((one.score for one in again), reverse=True)
    assert reordered(ranked, []) == ranked
    assert reordered((), []) == ()
