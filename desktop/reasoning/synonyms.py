"""Put a question in another word of the same meaning where nothing found holds its own; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.reasoning.absent import absent_words
from desktop.reasoning.families import stem
from desktop.reasoning.words import is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Passage

#: Everyday words that may stand for one another in a question; each line a group. Words with several meanings that
#: belong to several things ("right", "charge") are left out.
_GROUPS = tuple(
    line.split()
    for line in (
        "vote decide",
        "cost price expense spend",
        "expensive dear costly cost",
        "cheap inexpensive",
        "people residents inhabitants persons participants population",
        "inhabitants population residents people",
        "employees staff workers workforce personnel headcount",
        "begin start commence launch open",
        "end finish conclude close",
        "buy purchase acquire",
        "repair fix mend",
        "boss manager head director",
        "chief head",
        "car vehicle automobile",
        "salary wage pay",
        "child kid",
        "doctor physician",
        "big large",
        "picture image photo",
        "build construct erect",
        "house home",
        "customer client",
        "increase rise grow growth",
        "decrease fall drop decline",
        "profit earnings income",
        "revenue sales turnover",
        "mistake error fault",
        "movie film",
        "choose select pick",
        "help assist aid",
        "happen occur",
        "company firm business",
        "hire recruit",
        "dismiss fire",
        "danger risk hazard",
        "goal aim objective target",
        "author writer",
        "illness disease sickness",
        "holiday vacation leave",
        "phone telephone",
        "rule regulation",
        "allow permit",
        "forbid prohibit ban",
        "need require",
        "get receive obtain",
        "pay spend",
        "area size surface",
        "money funds budget",
        "founder found establish",
        "creator create",
        "inventor invent",
        "reason cause",
        "result outcome finding",
        "problem issue difficulty",
        "answer reply respond",
        "trip journey travel",
        "guarantee warranty",
        "participate attend join",
        "owe due payable",
        "ring call phone telephone contact",
        "landlord lessor owner",
        "tenant lessee renter",
        "flat apartment",
        "job position role",
        "faulty defective broken damaged",
        "refund reimburse repay return",
        "cancel terminate",
        "quit resign terminate",
        "shipping delivery",
        "delete remove",
        "clean wash wipe",
        "kids children",
        "cook simmer bake boil fry",
        "earn salary wage pay",
        "deadline due",
        "weigh weight",
    )
)
#: What people say in Chinese, and what documents write for it, the likeliest first. A character that is part of many
#: words stands with what makes it the one that is meant.
_WRITTEN = tuple(
    (re.compile(said), written.split())
    for said, written in (
        ("房租", "租金 月租"),
        ("月租|租金", "租金 月租 房租"),
        ("退租|退房", "解除合同 终止合同 解约 退租"),
        ("(?:自己)?(?:掏|出|付|花|交)钱|付费|缴费|交费", "出资 支付 承担 缴纳 付费 负担 自费"),
        ("(?<=谁)来?(?:出|付|交|掏|负担)(?!现|席|生|售)", "承担 支付 负担 缴纳 出资"),
        ("(?:赔|罚)(?=多少|几|钱|款|$)|赔钱|罚钱", "违约金 赔偿 滞纳金 罚款"),
        ("(?:上?涨|涨价|加价|提价)(?:到|了|为|成)?", "调整 上调 提高 增加 上涨"),
        ("(?:下?降|降价|减价)(?:到|了|为|成)", "调整 下调 降低 减少 下降"),
        ("改(?:到|成|为)", "调整 变更 更改 改期 推迟"),
        ("养(?=狗|猫|鸟|宠)", "饲养"),
        ("狗", "犬只 犬 宠物"),
        ("猫", "宠物"),
        ("(?<=时候)退(?!休)|(?<=多久)退(?!休)|退(?=给|$|？)|退(?:钱|回来)", "退还 返还 退回"),
        ("(?:漏|坏|丢|断)(?:水|电|气)?了", "损坏 故障 破损 丢失 遗失"),
        ("(?<!维)修(?=理|好)|谁(?:来)?修", "维修 修理 修缮"),
        ("换(?!句|算|乘)", "更换 替换 变更"),
        ("(?:没来|没到|没参加|没出席)", "缺席 请假 未出席"),
        ("来了|到场|参加", "出席 参加 参会 列席"),
        ("开会", "会议 召开"),
        ("放假|休假", "休假 年假 假期 放假"),
        ("工资|薪水", "月薪 薪资 薪酬 工资 薪金"),
        ("老板|领导|谁管", "负责人 总经理 法定代表人"),
        ("电话|手机号?", "联系电话 手机 电话 联系方式"),
        ("住在?(?=哪|什么地方)", "现居 住址 地址 居住"),
        ("什么地方|地址", "地点 地址 位于 住址"),
        ("(?:在哪[里儿]?)?(?:读书|上学|念书|读的|毕业)", "大学 学院 学历 毕业"),
        ("结婚|老公|老婆|丈夫|妻子", "已婚 未婚 婚姻 配偶"),
        ("订金|定金|押金|保证金", "押金 定金 保证金 订金"),
        ("质保|保修期?", "保修 质保"),
        ("价钱|价格|卖多少钱", "单价 售价 价格 总价 金额"),
        ("花费|开销", "费用 支出 成本"),
        ("食材|材料|配料", "食材 原料 材料 配料"),
        ("怎么做|步骤", "做法 步骤 方法 制作"),
        ("炖|煮|烧", "煮 炖 烧 焖"),
        ("尺寸|大小", "尺寸 规格 面积"),
        ("有多重|多重", "重量 净重"),
        ("违反|违约", "违约 逾期 违反"),
        ("晚交|迟交|拖欠|晚付", "逾期 滞纳金 迟延"),
        ("提前走|搬走", "解除合同 退租 终止合同"),
        ("转给别人|转租给|租给别人", "转租"),
        ("通过了?|同意了?", "通过 批准 同意 赞成"),
        ("结束|到期", "届满 终止 截止 到期 结束 期满"),
        ("开始", "启动 生效 开始"),
        ("员工|职工", "员工 职工 雇员 人员"),
        ("公司|单位", "公司 企业 单位"),
    )
)
_MEANT: dict[str, tuple[str, ...]] = {}
for _words in _GROUPS:
    for _word in _words:
        _others = tuple(other for other in _words if other != _word)
        _MEANT[stem(_word)] = tuple(dict.fromkeys((*_MEANT.get(stem(_word), ()), *_others)))


def reworded(question: str, passages: Sequence[Passage]) -> str:
    """Return `question` with each word that nothing holds replaced by one of the same meaning that something holds.

    The question itself where there is none.
    """
    if is_unspaced(question):
        return _as_written(question, passages)
    held = {term for passage in passages for term in terms(f"{passage.heading or ''} {passage.text}")}
    for word in absent_words(question, passages):
        if not word.islower():
            continue
        meant = next((other for form in terms(word) for other in _MEANT.get(form, ()) if stem(other) in held), "")
        if meant:
            question = re.sub(rf"\b{re.escape(word)}\b", meant, question)
    return question


def _as_written(question: str, passages: Sequence[Passage]) -> str:
    """Return a Chinese question in the words of documents, where these stand in the passages and its own do not.

    What is replaced is not looked at again, so that no word goes from one meaning to the next.
    """
    texts = "\n".join(f"{passage.heading or ''} {passage.text}" for passage in passages)
    at, read = 0, ""
    while at < len(question):
        for said, written in _WRITTEN:
            match = said.match(question, at)
            meant = next((word for word in written if word in texts), "") if match and match.group() else ""
            if match and meant and (len(match.group()) == 1 or match.group() not in texts):
                read += meant
                at = match.end()
                break
        else:
            read += question[at]
            at += 1
    return read
