"""A table line is read by its columns only where the two lines match one to one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reasoning.columns import columns

FOUR = "Three Months Ended Nine Months Ended July 1, 2023 June 25, 2022 July 1, 2023 June 25, 2022"
APART = "Three Months Ended Nine Months Ended October 29, October 30, October 29, October 30, 2023 2022 2023 2022"


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            FOUR,
            "Total net sales 81,797 82,959 293,787 304,182",
            [
                ("Three Months Ended July 1, 2023", "81,797"),
                ("Three Months Ended June 25, 2022", "82,959"),
                ("Nine Months Ended July 1, 2023", "293,787"),
                ("Nine Months Ended June 25, 2022", "304,182"),
            ],
        ),
        (
            APART,
            "Data Center $ 14,514 $ 3,833 $ 29,121 $ 11,389",
            [
                ("Three Months Ended October 29, 2023", "$ 14,514"),
                ("Three Months Ended October 30, 2022", "$ 3,833"),
                ("Nine Months Ended October 29, 2023", "$ 29,121"),
                ("Nine Months Ended October 30, 2022", "$ 11,389"),
            ],
        ),
        (
            "Three Months Ended March 31, 2022 2023",
            "Free cash flow $ (18,627) $ (3,319)",
            [
                ("Three Months Ended March 31, 2022", "$ (18,627)"),
                ("Three Months Ended March 31, 2023", "$ (3,319)"),
            ],
        ),
        (
            "Three Months Ended July 1, 2023 June 25, 2022 Change",
            "Greater China 15,758 14,604 8 %",
            [
                ("Three Months Ended July 1, 2023", "15,758"),
                ("Three Months Ended June 25, 2022", "14,604"),
                ("Change", "8 %"),
            ],
        ),
        ("2023 2022", "Products — 5", [("2023", "—"), ("2022", "5")]),
        ("2023 | 2022", "Products | 5 | 6", [("2023", "5"), ("2022", "6")]),
        ("Part | Price", "Rotor | 5 € | 12", []),
        (FOUR, "Total net sales 81,797 82,959", []),
        (FOUR, "no value at all", []),
        ("", "Total 5", []),
        ("2023 2022", "Level 2 assets 5 6", [("2023", "5"), ("2022", "6")]),
        ("2023 2022", "5 6 of them", []),
    ],
)
def test_columns(header: str, row: str, expected: list[tuple[str, str]]) -> None:
    assert columns(header, row) == expected


@given(st.text(), st.text())
def test_values_stand_in_the_row_and_any_text_is_read(header: str, row: str) -> None:
    assert all(value in row for _, value in columns(header, row))
