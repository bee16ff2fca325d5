"""The headings inside of a passage are found where they stand, with what each stands under."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.document import Block, Passage
from desktop.domain.heads import heads_within

BLOCKS = (
    Block("Report", "heading", 1),
    Block("1 Costs", "heading", 2),
    Block("A home cost 582 euros."),
    Block("1.1 What is left out", "heading", 3),
    Block("Hot water is left out."),
    Block("2 Noise", "heading", 2),
    Block("Three households complained."),
)
TEXT = "\n".join(block.text for block in BLOCKS)


def test_words_stand_under_the_heading_right_above_them() -> None:
    passage = Passage("a.md", None, "Report › 1 Costs", TEXT, 0.5, heads=heads_within(BLOCKS, TEXT, "Report › 1 Costs"))
    assert passage.heading_of("A home cost 582 euros.") == "Report › 1 Costs"
    assert passage.heading_of("Hot water") == "Report › 1 Costs › 1.1 What is left out"
    assert passage.heading_of("Three households complained.") == "Report › 2 Noise"
    assert passage.heading_of("words of another passage") == "Report › 1 Costs"


def test_a_passage_knows_the_headings_of_its_own_stretch_alone() -> None:
    first = TEXT.index("Hot water")
    text = TEXT[first:]
    above = "Report › 1 Costs › 1.1 What is left out"
    found = heads_within(BLOCKS, text, above, first, len(TEXT))
    assert [(text[head.start :].split("\n")[0], head.path) for head in found] == [("2 Noise", "Report › 2 Noise")]
    assert heads_within(BLOCKS, "Hot water is left out.", above, first, first + 22) == ()


def test_a_page_read_as_a_whole_has_all_of_its_headings() -> None:
    assert [head.path for head in heads_within(BLOCKS, TEXT)] == [
        "Report",
        "Report › 1 Costs",
        "Report › 1 Costs › 1.1 What is left out",
        "Report › 2 Noise",
    ]


@given(
    st.lists(
        st.builds(
            Block,
            st.text(alphabet="ab ›\n", max_size=6),
            st.sampled_from(("text", "heading")),
            st.integers(min_value=0, max_value=6),
        ),
        max_size=8,
    ),
    st.text(alphabet="ab ›\n", max_size=20),
)
def test_places_are_in_order_and_inside_of_any_text(blocks: list[Block], above: str) -> None:
    text = "\n".join(block.text for block in blocks)
    places = [head.start for head in heads_within(blocks, text, above)]
    assert places == sorted(places)
    assert all(0 <= place < max(len(text), 1) for place in places)
