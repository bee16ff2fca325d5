"""The text of the sample report: the final report of the Linden Street heat-pump pilot."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from sample_facts import BLOCKS, DEGREE_DAYS, DEMAND, INSULATION, METERED, NOTICE, OUTDOOR, SHORT_NOTICE, WINTERS, fall
from sample_report import GREY, INK, LEFT, Report, sans

if TYPE_CHECKING:
    from pathlib import Path

BOLD = '<span style="font-weight:600">'
TITLE = "Linden Street heat-pump pilot"
SUBTITLE = "Final report, May 2024"


def cover(report: Report) -> None:
    """Paint the first page."""
    report.line("Linden Street Housing Co-operative", LEFT, 120, sans(10, QFont.Weight.DemiBold), INK)
    report.y = 250
    report.rich(f"{BOLD}{TITLE}</span>", 28, 10)
    report.rich(SUBTITLE, 17, 30, colour=GREY)
    report.rule(report.y, INK, 1.2)
    report.y += 22
    report.rich(
        "Forty-eight homes, three winters, one question: how much heat does a street of ordinary houses need "
        "once its gas boilers have been replaced by heat pumps?",
        12.5,
        8,
    )
    report.y = 716
    report.rich(NOTICE, 9.5, colour=GREY)


def summary(report: Report) -> None:
    """Add section 1."""
    report.heading("1  Summary")
    report.rich(
        "Between December 2021 and February 2024 the co-operative replaced the gas boilers of 48 homes on Linden "
        f"Street with air-to-water heat pumps and metered the result. {BOLD}Across the 48 homes, winter heating "
        f"demand fell by {fall(DEMAND[0], DEMAND[2])} per cent against the baseline winter</span>, from "
        f"{DEMAND[0]} to {DEMAND[2]} kilowatt hours per square metre, after correction for degree days."
    )
    report.rich("Five findings stand out:", after=4)
    report.points(
        [
            "The fall was seen in every block: 30 per cent in North, 32 per cent in Court and 32 per cent in Mill.",
            "Insulation decided the gain. Homes insulated before the pilot saved 37 per cent; the nine homes "
            "with only partial insulation saved about 18 per cent.",
            "Comfort rose while demand fell: the mean living-room temperature went from 19.1 to 20.3 °C.",
            "Running cost fell by 20 per cent, less than demand, because the electricity tariff rose in January 2024.",
            "Emissions from heating fell by 70 per cent, from 1,810 to 536 kg of carbon dioxide per home and winter.",
        ]
    )
    report.rich(
        "We propose to continue with the next 120 homes, and to insulate roofs before pumps go in. The order "
        "matters more than the make of the pump."
    )


def pilot(report: Report) -> None:
    """Add section 2."""
    report.heading("2  The pilot")
    report.heading("2.1  The homes", 2)
    report.rich(
        "Linden Street has 48 terraced homes in three blocks, with a mean floor area of 72 square metres. All of "
        "them were heated by gas boilers between 11 and 19 years old. Thirty homes had been fully insulated "
        "before the pilot, nine were insulated while it ran, and nine have insulated lofts only."
    )
    report.table(
        "Table 1. The homes of the pilot.",
        ("Block", "Built", "Homes", "Insulated before", "Insulated during", "Partial"),
        [
            ("North", "1936", "18", "10", "4", "4"),
            ("Court", "1954", "16", "10", "3", "3"),
            ("Mill", "1961", "14", "10", "2", "2"),
            ("All homes", "", "48", "30", "9", "9"),
        ],
        (2.2, 1, 1, 1.7, 1.7, 1),
    )
    report.heading("2.2  The equipment", 2)
    report.rich(
        "Each home received an air-to-water heat pump of 6 kW and a hot-water tank of 180 litres. In 31 homes "
        "between one and three radiators were exchanged for larger ones; no floors were opened. The first 14 "
        "pumps ran for part of winter 2022/23, all 48 for the whole of winter 2023/24. Over that winter the "
        "pumps delivered 3.1 units of heat for each unit of electricity; the best home reached 3.6, the worst "
        "2.6."
    )
    report.rich(
        "Installing took two and a half days in each home. The average cost was 11,400 euros, of which a "
        "regional grant paid 4,500 euros."
    )


def method(report: Report) -> None:
    """Add section 3."""
    report.heading("3  How we measured")
    report.rich(
        "A heat meter in each home recorded the heat given to the radiators every hour, with the boilers as with "
        "the pumps, so that the same quantity is compared. Hot water is left out. The method note that goes with "
        "this report gives the details."
    )
    report.rich(
        "The baseline is the winter from December 2021 to February 2022. It was 1.2 °C colder than the winter of "
        "2023/24, so its readings are scaled by heating degree days with a base of 15.5 °C. Without the "
        f"correction the pilot would have claimed a fall of {fall(METERED[0], METERED[2])} per cent, which it has "
        "not earned."
    )
    report.table(
        "Table 2. Weather and correction, December to February. Demand in kWh per square metre.",
        ("Winter", "Mean outdoor °C", "Degree days", "Demand as metered", "Demand corrected"),
        [
            (name, f"{OUTDOOR[n]:.1f}", f"{DEGREE_DAYS[n]:,}", f"{METERED[n]:.1f}", f"{DEMAND[n]:.1f}")
            for n, name in enumerate(WINTERS)
        ],
        (1.4, 1.4, 1.2, 1.6, 1.6),
    )


def day(peak: float, night: float, humps: tuple[tuple[float, float, float], ...]) -> list[float]:
    """Return a load curve in kW at every sixth of an hour: humps of (hour, width, height) above the night's load."""
    curve = [
        sum(height * exp(-(((step / 6 - hour) / width) ** 2)) for hour, width, height in humps) for step in range(145)
    ]
    return [round(night + (peak - night) * value / max(curve), 2) for value in curve]


def results(report: Report) -> None:
    """Add section 4."""
    report.heading("4  Results")
    report.heading("4.1  Comfort", 2)
    report.rich(
        "Comfort did not suffer. The mean living-room temperature rose from 19.1 to 20.3 °C, and residents "
        "reported fewer cold mornings. Night-time set-back was used in only a third of the homes."
    )
    report.heading("4.2  Winter demand", 2)
    report.rich(
        "Heat demand was metered hourly in all homes from December to February. Readings with more than two "
        "missing hours a day were left out; these were 0.4 per cent of the whole."
    )
    report.rich(
        "Across the 48 homes, winter heating demand fell by 31 per cent against the baseline winter, after "
        "correction for degree days. The fall was seen in every block, and was largest in homes whose roofs had "
        "been insulated before the pilot began."
    )
    report.figure(
        "Figure 1. Heating demand per winter, kWh per square metre, corrected for degree days.",
        150,
        lambda box: report.bars(box, WINTERS, DEMAND, 125, (0, 50, 100)),
    )
    rows = [
        (b.name, str(b.homes), *(str(value) for value in b.demand), f"{fall(b.demand[0], b.demand[2])} %")
        for b in BLOCKS
    ]
    report.table(
        "Table 3. Heating demand by block, kWh per square metre.",
        ("Block", "Homes", *WINTERS, "Fall"),
        [*rows, ("All homes", "48", *(str(value) for value in DEMAND), f"{fall(DEMAND[0], DEMAND[2])} %")],
        (2, 1, 1.2, 1.2, 1.2, 1),
    )
    report.heading("4.3  Insulation decides the gain", 2)
    report.rich(
        "Homes with partial insulation gained less, about 18 per cent. A heat pump heats with lukewarm water; "
        "where the loft is insulated but the walls are not, the radiators have to run hotter, and the pump works "
        "harder for every degree. The nine homes that were insulated during the pilot stand between the other "
        "two groups."
    )
    report.table(
        "Table 4. Heating demand by state of insulation, kWh per square metre.",
        ("Insulation", "Homes", "2021/22", "2023/24", "Fall"),
        [
            (i.name, str(i.homes), f"{i.before:.1f}", f"{i.after:.1f}", f"{fall(i.before, i.after)} %")
            for i in INSULATION
        ],
        (2.4, 1, 1.2, 1.2, 1),
    )
    report.heading("4.4  Peak load", 2)
    report.rich(
        "The evening peak moved later by about forty minutes, because residents let the pumps run on through the "
        "evening at a low setting instead of firing a boiler when they came home. It also became flatter: the "
        "mean peak per home fell from 5.2 to 4.1 kW of heat, which the local grid operator had named as the "
        "condition for further streets."
    )
    hours = ("0 h", "6 h", "12 h", "18 h", "24 h")
    boilers = day(5.2, 1.2, ((7.0, 1.1, 0.75), (18.0, 1.7, 1.0), (21.0, 1.6, 0.3), (12.0, 3.5, 0.28)))
    pumps = day(4.1, 2.0, ((7.3, 2.0, 0.45), (18.67, 2.3, 1.0), (12.5, 3.0, 0.2)))
    report.figure(
        "Figure 2. Mean heat load per home over a January day, kW. The grey line is winter 2021/22.",
        132,
        lambda box: report.lines(box, hours, (("Boilers", boilers), ("Heat pumps", pumps)), 6, (0, 2, 4, 6)),
    )


def cost(report: Report) -> None:
    """Add section 5."""
    report.heading("5  Cost and emissions")
    report.heading("5.1  Running cost", 2)
    report.rich(
        "Running cost followed demand less closely, because the electricity tariff changed in January 2024 from "
        "24 to 27 cents per kilowatt hour. Heating a home cost 582 euros in the baseline winter and 465 euros in "
        "winter 2023/24, 20 per cent less. At an unchanged tariff it would have been 429 euros, 26 per cent less."
    )
    report.table(
        "Table 5. Heating one home of 72 square metres for one winter.",
        ("", "Gas boiler, 2021/22", "Heat pump, 2023/24"),
        [
            ("Heat, kWh", "8,064", "5,544"),
            ("Energy bought, kWh", "8,960 of gas", "1,788 of electricity"),
            ("Running cost, euros", "582", "465"),
            ("Carbon dioxide, kg", "1,810", "536"),
        ],
        (1.4, 1.3, 1.3),
    )
    report.heading("5.2  What a home costs", 2)
    report.rich(
        "A pump with tank and radiators cost 11,400 euros on average. After the grant of 4,500 euros, and set "
        "against the 6,200 euros that a new gas boiler would have cost, 700 euros remain. At a saving of 117 "
        "euros a winter they are recovered in six winters. Where a boiler is not due for replacement, the saving "
        "alone does not pay for the pump."
    )
    report.heading("5.3  Emissions", 2)
    report.rich(
        "With gas at 202 grams and electricity at 300 grams of carbon dioxide per kilowatt hour, heating one "
        "home gave off 1,810 kg in the baseline winter and 536 kg in winter 2023/24: a fall of 70 per cent, or "
        "61 tonnes for the street."
    )


def voices(report: Report) -> None:
    """Add sections 6 and 7."""
    report.heading("6  What residents said")
    report.rich(
        "Of the 48 households, 41 answered our questions in March 2024. Thirty-six of them would choose the heat "
        "pump again, three would not, and two were undecided."
    )
    report.rich(
        "<i>“For the first time the back bedroom is warm before breakfast.”</i> A resident of Mill block", after=6
    )
    report.rich("<i>“It took me a month to stop touching the thermostat.”</i> A resident of North block")
    report.rich(
        "Noise was the most frequent worry before the pilot and a rare one after it: three households "
        "complained, and in all three cases a rubber mount settled the matter. At three metres the outdoor units "
        "were measured at 38 decibels."
    )
    report.heading("7  What went wrong")
    report.points(
        [
            "Seven call-outs in the first winter, five of them for wrong settings and two for a faulty "
            "circulation pump. The pumps were available for 99.2 per cent of the hours.",
            "Two installers left the pilot in autumn 2022, which delayed Court block by five weeks.",
            "The heat meters of four homes lost their radio link in January 2023; their readings were recovered "
            "by hand.",
        ]
    )


def proposal(report: Report) -> None:
    """Add section 8."""
    report.heading("8  The next 120 homes")
    report.rich(
        "The board is asked to decide on 18 June 2024 about Mill Lane and Station Road, 120 homes in all, at a "
        "cost of 1.37 million euros before grants. We propose four steps:",
        after=4,
    )
    report.points(
        [
            "June 2024: the board decides, and the grant is applied for.",
            "August 2024: roofs and walls are insulated, the 34 homes with partial insulation first.",
            "October 2024: pumps are installed, ten homes a week.",
            "March 2025: the first winter is measured in the same way as here.",
        ]
    )
    report.rich(
        "Three things could go wrong. Installers are booked until autumn, so a late decision costs a winter. The "
        "tariff may change again in January. And some roofs on Station Road need repair before they can be "
        "insulated; the survey counts eleven."
    )


def terms(report: Report) -> None:
    """Add the list of terms."""
    report.heading("Terms used")
    report.points(
        [
            f"{BOLD}Heating demand.</span> The heat given to the radiators, without hot water and whatever made "
            "it, in kilowatt hours per square metre of heated floor.",
            f"{BOLD}Degree days.</span> For each day the difference between 15.5 °C and the mean outdoor "
            "temperature, added up over the winter. Twice the degree days need about twice the heat.",
            f"{BOLD}Baseline winter.</span> December 2021 to February 2022, the last winter in which all homes "
            "were heated by gas boilers.",
            f"{BOLD}Seasonal performance.</span> Units of heat delivered for each unit of electricity bought, "
            "over a whole winter; 3.1 in this pilot.",
            f"{BOLD}Set-back.</span> A lower room temperature at night. With heat pumps it saves little, since the "
            "morning’s reheating undoes most of it.",
        ]
    )


def write_report(path: Path) -> list[tuple[str, int, int]]:
    """Write the PDF and return its headings as (text, level, page)."""
    report = Report(path, f"{TITLE}, {SUBTITLE[0].lower()}{SUBTITLE[1:]}", (TITLE, SUBTITLE), SHORT_NOTICE)
    cover(report)
    report.new_page()
    for section in (summary, pilot, method, results, cost, voices, proposal, terms):
        section(report)
    report.close()
    return report.headings
