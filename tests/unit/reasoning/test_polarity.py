"""A sentence says yes or no to a question only where that is certain."""

from __future__ import annotations

import pytest

from desktop.reasoning.polarity import asks_whether, says


@pytest.mark.parametrize(
    ("question", "text", "above"),
    [
        ("Is hot water included?", "Hot water is left out.", ""),
        ("Did comfort suffer?", "Comfort did not suffer.", ""),
        ("Were any floors opened?", "One radiator was exchanged, or three; no floors were opened.", ""),
        ("Was the proposal for the bees accepted?", "The proposal was rejected because the strip is narrow.", "3 Bees"),
        ("Are dogs allowed in the flat?", "The tenant may not keep dogs.", "5 Use of the flat"),
        (
            "Can the tart be frozen?",
            "The tart keeps for days. It should not be frozen, because it separates.",
            "",
        ),
        ("Is smoking allowed?", "Smoking is forbidden in all rooms.", ""),
        ("蓝牙方案被采用了吗？", "会议决定不采用蓝牙方案，因为信号干扰严重。", ""),
        ("酒水费用可以报销吗？", "员工不得报销酒水费用。", ""),
    ],
)
def test_no_is_said(question: str, text: str, above: str) -> None:
    assert says(question, text, [above]) == "no"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Is hot water included in the rent?", "Heating and hot water are included in the rent; electricity is not."),
        ("Is hot water left out?", "Hot water is left out."),
        ("Was the fence repaired?", "The fence was repaired in March."),
        ("运费由乙方承担吗？", "运费由乙方承担。"),
    ],
)
def test_yes_is_said(question: str, text: str) -> None:
    assert says(question, text) == "yes"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Is electricity included in the rent?", "Heating and hot water are included in the rent; electricity is not."),
        ("Are cats allowed in the flat?", "Cats are allowed in the flat with written consent."),
        ("Are cats allowed?", "Cats are allowed, dogs are forbidden."),
        ("Are cats allowed?", "Cats are allowed and dogs are not."),
        ("Were all pumps replaced?", "The pumps were replaced."),
        ("Were the pumps replaced?", "Some of the pumps were replaced."),
        ("Does the landlord pay for small repairs?", "The tenant pays for small repairs."),
        ("Is it warm or cold?", "It is cold."),
        ("Is the deposit returned within 10 days?", "The deposit is returned within 30 days."),
        ("安装调试由甲方负责吗？", "安装调试由乙方负责。"),
        ("可以养猫吗？", "经房东同意可以养猫。"),
        ("Who repaired the fence?", "The fence was repaired by Sam."),
    ],
)
def test_nothing_is_said_where_it_is_not_certain(question: str, text: str) -> None:
    assert says(question, text) == ""


@pytest.mark.parametrize(
    ("question", "whether"),
    [("Is it open?", True), ("Which one is it?", False), ("开了吗？", True), ("Can you tell me of it?", False)],
)
def test_a_question_for_yes_or_no_is_known(question: str, whether: bool) -> None:
    assert asks_whether(question) is whether


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("业主需要付费吗？", "管道更换费用由维修基金支付，业主无需另外付费。", "no"),
        ("滤芯保修吗？", "整机保修一年，滤芯不在保修范围内。", "no"),
        ("滤芯保修吗？", "滤芯需另购，整机保修一年。", ""),
        ("滤芯保修吗？", "滤芯不在包装内，整机保修一年。", ""),
        ("滤芯保修吗？", "滤芯以外的部件保修一年。", ""),
    ],
)
def test_a_thing_and_what_is_asked_of_it_in_chinese(question: str, text: str, told: str) -> None:
    assert says(question, text) == told
