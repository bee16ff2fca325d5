"""Markdown is split into the same blocks however its stream was cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.ui.markdown import MOST_ROWS, Code, Formula, Line, Prose, Run, Splitter, Table, plain, split

PIECES = st.sampled_from(
    [
        "word",
        "a few words ",
        "it's 3.",
        " 4 ",
        "https:",
        "//a.",
        "&am",
        "p;",
        "(",
        ")",
        "[",
        "]",
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "2. ",
        "3) ",
        "> ",
        "```",
        "```python\n",
        "~~~",
        "`",
        "``",
        "|",
        "| a | b |\n",
        "|---|",
        "|---|:-:|\n",
        "-",
        "---",
        "===",
        "***",
        "**",
        "*",
        "_",
        "~~",
        "[1]",
        "[2, 3]",
        "[x](https://a.example)",
        "https://a.example/b,",
        "[x]: https://a.example\n",
        "![i](file:///dev/zero)",
        "<b>",
        "&amp;",
        "\\",
        "\\(x^2\\)",
        "\\[",
        "\\]",
        "$$",
        "冬季",
        "\0",
    ]
)
SOURCES = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=120))


@settings(max_examples=600, deadline=None)
@given(source=SOURCES, cuts=st.lists(st.integers(0, 400), max_size=30))
def test_any_cut_of_the_stream_gives_the_blocks_of_one_parse(source: str, cuts: list[int]) -> None:
    splitter = Splitter()
    for cut in sorted(cuts):
        splitter.split(source[:cut])
    assert splitter.split(source) == split(source)


@settings(max_examples=200, deadline=None)
@given(source=SOURCES)
def test_growing_by_single_characters_gives_the_blocks_of_one_parse(source: str) -> None:
    splitter = Splitter()
    for end in range(len(source) + 1):
        seen = splitter.split(source[:end])
        assert seen == split(source[:end])


def test_a_different_text_is_split_anew() -> None:
    splitter = Splitter()
    splitter.split("# One\n\ntwo\n\nthree\n\nfour\n")
    assert splitter.split("other") == split("other")


def test_prose_keeps_styles_lists_and_quotes() -> None:
    (prose,) = split("# Title\n\nA **bold** and *slanted* `code`.\n\n- one\n- two\n  1. three\n\n> said\n\n---\n")
    assert isinstance(prose, Prose)
    kinds = [(line.kind, line.indent, line.marker, line.quote) for line in prose.lines]
    assert kinds == [
        ("heading", 0, "", 0),
        ("paragraph", 0, "", 0),
        ("item", 1, "•", 0),
        ("item", 1, "•", 0),
        ("item", 2, "1.", 0),
        ("paragraph", 0, "", 1),
        ("rule", 0, "", 0),
    ]
    assert prose.lines[0].level == 1
    assert prose.lines[1].runs == (
        Run("A "),
        Run("bold", bold=True),
        Run(" and "),
        Run("slanted", italic=True),
        Run(" "),
        Run("code", code=True),
        Run("."),
    )


def test_code_in_a_list_becomes_a_block_of_its_own() -> None:
    blocks = split("1. do this:\n   ```python\n   x = 1\n   ```\n2. done\n")
    assert [type(block) for block in blocks] == [Prose, Code, Prose]
    assert blocks[1] == Code("x = 1", "python")
    assert isinstance(blocks[2], Prose)
    assert blocks[2].lines[0].marker == "2."


def test_an_unclosed_fence_is_code_while_it_streams() -> None:
    assert split("before\n```js\nlet a") == (Prose((Line("paragraph", (Run("before"),)),)), Code("let a", "js"))


def test_tables_keep_alignment_and_count_what_they_leave_out() -> None:
    rows = "\n".join(f"| {i} | {i * i} |" for i in range(MOST_ROWS + 7))
    (table,) = split(f"| n | square |\n|---|--:|\n{rows}\n")
    assert isinstance(table, Table)
    assert plain(table.header[1]) == "square"
    assert table.aligns == ("left", "right")
    assert len(table.rows) == MOST_ROWS
    assert table.left_out == 7


@pytest.mark.parametrize("source", ["$$\na^2 + b^2\n$$\n", "\\[ a^2 + b^2 \\]\n", "$$a^2 + b^2$$"])
def test_displayed_formulas(source: str) -> None:
    assert split(source) == (Formula("a^2 + b^2"),)


def test_prices_are_no_formula() -> None:
    (prose,) = split("It costs $5 to $10, or \\(x\\).")
    assert isinstance(prose, Prose)
    assert prose.lines[0].runs == (Run("It costs $5 to $10, or "), Run("x", formula=True), Run("."))


def test_citations_are_cut_out_of_text_but_not_of_code_or_links() -> None:
    (prose,) = split("Fell by 31 %[1][2, 3]. `a[1]` [4](https://a.example) [5](page)")
    assert isinstance(prose, Prose)
    assert [run.cite for run in prose.lines[0].runs if run.cite] == [1, 2, 3, 5]
    assert plain(prose.lines[0].runs).startswith("Fell by 31 %[1][2][3]. a[1] 4 ")


@pytest.mark.parametrize(
    "source", ["<img src=file:///dev/zero>", "[x](javascript:alert(1))", "[x](file:///etc/passwd)", "<b>bold</b>"]
)
def test_html_and_dangerous_links_stay_text(source: str) -> None:
    (prose,) = split(source)
    assert isinstance(prose, Prose)
    assert plain(prose.lines[0].runs) == source
    assert not any(run.href for run in prose.lines[0].runs)


def test_bare_addresses_are_links_without_the_end_of_their_sentence() -> None:
    (prose,) = split("See https://a.example/b?c=1, or (https://b.example). `https://c.example`")
    assert isinstance(prose, Prose)
    assert [run.href for run in prose.lines[0].runs if run.href] == ["https://a.example/b?c=1", "https://b.example"]


def test_a_picture_is_its_description() -> None:
    (prose,) = split("see ![the graph](https://a.example/x.png)")
    assert isinstance(prose, Prose)
    assert plain(prose.lines[0].runs) == "see the graph"


def test_single_line_ends_are_kept() -> None:
    (prose,) = split("Name: A\nAge: 3")
    assert isinstance(prose, Prose)
    assert plain(prose.lines[0].runs) == "Name: A\nAge: 3"


def test_deep_nesting_ends() -> None:
    assert split(">" * 5000 + " x")
    assert split("- " * 3000 + "x")
