"""The invented figures that every sample document shares, so that they agree with each other to the last digit."""

from __future__ import annotations

from typing import NamedTuple

NOTICE = "A sample document that comes with Lectern. The street, the people and all figures are invented."
SHORT_NOTICE = "Sample with invented data"

WINTERS = ("2021/22", "2022/23", "2023/24")
DEMAND = (112, 108, 77)  # heat per winter in kWh per square metre, corrected for degree days
METERED = (121.5, 109.4, 77.0)  # the same before the correction
OUTDOOR = (1.9, 2.8, 3.1)  # mean outdoor temperature from December to February, degrees Celsius
DAYS = (90, 90, 91)
DEGREE_DAYS = (1224, 1143, 1128)  # (15.5 - outdoor) x days, rounded


class Block(NamedTuple):
    """One block of homes: heat demand in kWh per square metre in each of the three winters."""

    name: str
    homes: int
    demand: tuple[int, int, int]
    built: int


BLOCKS = (
    Block("North", 18, (116, 112, 81), 1936),
    Block("Court", 16, (111, 107, 76), 1954),
    Block("Mill", 14, (108, 104, 73), 1961),
)


class Insulation(NamedTuple):
    """One state of insulation: how many homes, and their mean demand in the three winters, kWh per square metre."""

    name: str
    homes: int
    before: float
    between: float
    after: float


INSULATION = (
    Insulation("Full, before the pilot", 30, 105.7, 102.5, 66.95),
    Insulation("Full, during the pilot", 9, 120.0, 115.5, 85.0),
    Insulation("Partial", 9, 125.0, 118.83, 102.5),
)


class Home(NamedTuple):
    """One metered home: floor area in square metres, demand per winter in kWh per square metre."""

    number: int
    block: str
    insulation: str
    area: int
    demand: tuple[float, float, float]


def homes() -> list[Home]:
    """Return the 48 homes; the means by block and by insulation are those of BLOCKS and INSULATION.

    Values start from a fixed pattern and are shifted in turn to the two sets of means until both hold (raking).
    """
    blocks = [block for block in BLOCKS for _ in range(block.homes)]
    # The 18 less insulated homes are spread over the blocks: 8 North, 6 Court, 4 Mill.
    states = (
        ["F"] * 10 + ["D"] * 4 + ["P"] * 4 + ["F"] * 10 + ["D"] * 3 + ["P"] * 3 + ["F"] * 10 + ["D"] * 2 + ["P"] * 2
    )
    names = dict(zip("FDP", INSULATION, strict=True))
    spread = [((n * 29) % 17 - 8) * 0.9 for n in range(48)]
    columns: list[list[float]] = []
    for winter in range(3):
        values = [block.demand[winter] + spread[(n + 5 * winter) % 48] for n, block in enumerate(blocks)]
        for _ in range(400):
            for block in BLOCKS:
                shift(values, [n for n in range(48) if blocks[n] is block], block.demand[winter])
            for letter, state in names.items():
                target = (state.before, state.between, state.after)[winter]
                shift(values, [n for n in range(48) if states[n] == letter], target)
        columns.append(values)
    return [
        Home(
            number=n + 1,
            block=blocks[n].name,
            insulation=names[states[n]].name,
            area=72 + (n * 7) % 11 - 5,
            demand=(round(columns[0][n], 1), round(columns[1][n], 1), round(columns[2][n], 1)),
        )
        for n in range(48)
    ]


def shift(values: list[float], members: list[int], target: float) -> None:
    """Add one amount to the members' values so that their mean is the target."""
    amount = target - sum(values[n] for n in members) / len(members)
    for n in members:
        values[n] += amount


def fall(before: float, after: float) -> int:
    """Return by how many per cent a value fell, rounded."""
    return round(100 * (before - after) / before)
