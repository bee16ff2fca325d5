"""What a line of a table is: the names of its columns, a fact, a total."""

from __future__ import annotations

from desktop.domain.document import Passage
from desktop.reasoning.extract import best_quotes
from desktop.reasoning.tables import is_total, is_whole, names_cells
from desktop.reasoning.units import units_of

BOX = (
    "Country | Canada\nProvince | Nova Scotia\nFounded | 1784\nMayor | Ruth Delaney\nPopulation | 8,214\nArea | 31 km²"
)
BUDGET = "Item | Planned, euros\nStage | 18,000\nArtists | 42,500\nPrinting | free\nTotal | 60,500"


def test_the_first_of_a_list_of_facts_names_no_columns() -> None:
    first, *rest = BOX.split("\n")
    assert not names_cells(first, rest)
    assert not names_cells(
        "Type | Public", ["Founder | Ann Lee", "Seat | Port Ellery", "Revenue | US$211.9 billion (2023)"]
    )
    units = units_of(Passage("a.html", None, None, BOX, 0.5))
    assert [(unit.text, unit.header) for unit in units][:2] == [
        ("Country | Canada", ""),
        ("Province | Nova Scotia", ""),
    ]


def test_the_first_of_other_tables_does() -> None:
    first, *rest = BUDGET.split("\n")
    assert names_cells(first, rest)
    assert names_cells("What | Who", ["Insulation | Committee", "Pumps | Office"])
    assert names_cells("2021 | 2022", ["1,224 | 1,143"])
    assert not names_cells("Ash | 50", ["Oak | 60"])
    assert names_cells("| kWh, December to February", ["2021/22 | 112", "2022/23 | 108"])
    assert not names_cells("no cells", [])


def test_a_total_is_called_so_whatever_its_label() -> None:
    assert [is_total(row) for row in ("Total | 5", "All homes | 48", "合计 | 7", "Net sales | 5")] == [True] * 3 + [
        False
    ]
    assert [is_whole(row) for row in ("All homes | 48", "Total net sales | 5")] == [True, False]
    page = "Table 3. Heating demand by block.\nBlock | Homes | 2021/22\nNorth | 18 | 116\nAll homes | 48 | 112"
    passage = Passage("a.pdf", 1, None, page, 0.8)

    def best(asked: str) -> str:
        return best_quotes(asked, [passage], lambda query, texts: [0.0] * len(texts))[0].text

    assert best("What is the total?") == "All homes | 48 | 112"
    assert best("What was the heating demand in 2021/22?") == "All homes | 48 | 112"
    assert best("What was the heating demand of North in 2021/22?") == "North | 18 | 116"
