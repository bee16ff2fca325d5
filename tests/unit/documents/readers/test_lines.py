"""The layout of lines: nothing is lost, words are rejoined rightly, tables and furniture are told from prose."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.readers import layout
from desktop.documents.readers.furniture import Furniture, lookahead
from desktop.documents.readers.lines import HYPHEN, Line, Sheet, Style
from desktop.documents.readers.paragraphs import join

PLACES = st.floats(-50, 900, allow_nan=False)


@st.composite
def _lines(draw: st.DrawFn) -> Line:
    x0, bottom, size = draw(PLACES), draw(PLACES), draw(st.sampled_from([0.0, 8.0, 10.0, 10.0, 20.0]))
    text = draw(st.text(st.sampled_from("ab Z19.,-:•()" + HYPHEN), min_size=1, max_size=30))
    lefts = tuple(x0 + 40 * n for n in range(draw(st.integers(0, 4))))
    return Line(text, x0, x0 + 4 * len(text), bottom - size, bottom, size, draw(st.booleans()), lefts)


@settings(max_examples=200, deadline=None)
@given(st.lists(_lines(), max_size=25))
def test_every_letter_stays_in_order(lines: list[Line]) -> None:
    style = Style()
    style.weigh([Sheet(1, None, lines)])
    expected = "".join(char for line in lines for char in line.text if char.isalnum())
    found = "".join(
        char for block in layout.blocks(Sheet(1, None, lines), style) for char in block.text if char.isalnum()
    )
    assert found == expected


def _joined(*texts: str, words: str = "") -> str:
    return join([Line(text) for text in texts], Style(words=set(words.split())))


def test_hyphens_at_line_ends() -> None:
    assert _joined("impres" + HYPHEN, "sive") == "impressive"
    assert _joined("cloud" + HYPHEN, "based", words="cloud-based") == "cloud-based"
    assert _joined("cloud" + HYPHEN, "based", words="cloud based") == "cloud-based"
    assert _joined("10-", "Q report") == "10-Q report"
    assert _joined("2022" + HYPHEN, "2023") == "2022-2023"
    assert _joined("soft\u00ad", "ware") == "software"
    assert _joined("a dash -", "and more") == "a dash - and more"
    assert _joined("中文的", "段落") == "中文的段落"
    assert _joined("한국어", "문장") == "한국어 문장"


def test_lookahead_gives_every_page_with_its_neighbours() -> None:
    sheets = [Sheet(number, None, []) for number in range(1, 31)]
    found = list(lookahead(iter(sheets), reach=4))
    assert [sheet.number for sheet, _ in found] == list(range(1, 31))
    assert [[near.number for near in window] for sheet, window in found if sheet.number in (1, 15, 30)] == [
        [1, 2, 3, 4, 5],
        list(range(11, 20)),
        list(range(26, 31)),
    ]


def test_lookahead_takes_no_more_than_it_needs() -> None:
    taken: list[int] = []

    def pages() -> object:
        for number in range(1, 100):
            taken.append(number)
            yield Sheet(number, None, [])

    next(lookahead(pages(), reach=4))  # type: ignore[arg-type]
    assert taken == [1, 2, 3, 4, 5]


def _page(number: int, *texts: str) -> Sheet:
    return Sheet(number, None, [Line(text, 50, 300, 90 + 12 * at, 100 + 12 * at, 10) for at, text in enumerate(texts)])


def _kept(pages: list[Sheet]) -> list[list[str]]:
    furniture = Furniture()
    return [[line.text for line in furniture.without(page, near).lines] for page, near in lookahead(pages)]


def test_furniture_of_even_and_odd_pages() -> None:
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]
    pages = [
        _page(n, "Chapter One" if n % 2 else "A Novel", f"only {word}.", f"- {n + 40} -")
        for n, word in enumerate(words, 1)
    ]
    kept = _kept(pages)
    assert kept[0] == ["Chapter One", "only alpha."]
    assert kept[1] == ["A Novel", "only beta."]
    assert kept[2:] == [[f"only {word}."] for word in words[2:]]


def test_the_only_line_of_a_page_stays() -> None:
    assert _kept([_page(n, f"Page {n}") for n in range(1, 5)]) == [[f"Page {n}"] for n in range(1, 5)]


def test_a_line_inside_the_page_is_no_furniture() -> None:
    pages = [
        _page(n, f"Title {'abc'[n % 3]} {n * 7}", "(In millions)", "x", "y", "z", f"end {n * 3}") for n in range(1, 7)
    ]
    assert all("(In millions)" in lines for lines in _kept(pages))


def test_two_pages_are_too_few() -> None:
    assert _kept([_page(1, "Same", "a"), _page(2, "Same", "b")]) == [["Same", "a"], ["Same", "b"]]
