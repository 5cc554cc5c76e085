"""The ways in which people ask for a figure: full and clipped, formal and spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from training.reader.chances import chance
from training.reader.subjects import shortened

if TYPE_CHECKING:
    import random


class Measure(StrEnum):
    """In which respect a figure measures its subject."""

    LEVEL = "level"
    RISE = "rise"
    FALL = "fall"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a figure counts: ``新增`` (action) ``城镇就业`` (subject) 51``万`` (scale) ``人`` (unit).

    ``verb`` is the word of a rise, fall or share as it is written.
    """

    measure: Measure
    subject: str
    action: str
    verb: str
    unit: str
    scale: str


_ENGLISH = {
    "地区生产总值": "GDP", "生产总值": "GDP", "一般公共预算收入": "general public budget revenue",
    "固定资产投资": "fixed asset investment", "社会消费品零售总额": "retail sales of consumer goods",
    "城镇新增就业": "new urban jobs", "粮食": "grain output", "进出口": "imports and exports",
    "高新技术企业": "high-tech enterprises", "老旧小区": "old residential communities",
    "高速公路": "expressways", "居民人均可支配收入": "per capita disposable income",
    "规上工业增加值": "industrial value added", "规模以上工业增加值": "industrial value added",
    "游客": "tourists", "旅游收入": "tourism revenue", "5G基站": "5G base stations",
    "充电桩": "charging piles", "失业率": "the unemployment rate", "机场": "airport passengers",
    "新能源汽车": "new energy vehicles", "专利": "patents", "学位": "school places",
    "养老": "elderly care beds", "中欧班列": "China-Europe freight trains", "港口": "port throughput",
    "外资": "foreign investment", "森林覆盖率": "forest coverage", "民营": "private enterprises",
    "装机": "installed power capacity", "算力": "computing power", "贷款": "loans",
}  # fmt: skip
MIN_SLIP_CHARS = 6  # a shorter question is unreadable without a character
DROPPED, SWAPPED, POLITE = 0.04, 0.08, 0.12  # cumulative shares of questions
_COUNTERS = frozenset("家户个人名位件项条所套场座辆张台列部处种只艘枚宗支次")


def ask_figure(wording: Wording, *, plan: bool, year: str | None, rng: random.Random) -> str:
    """One of the many questions that the figure answers."""
    if chance(rng, 0.06) and (english := _english(wording, plan=plan, rng=rng)):
        return english
    time = _time(plan=plan, year=year, rng=rng)
    subject = shortened(wording.subject, rng)
    ask = {
        Measure.LEVEL: _ask_level,
        Measure.RISE: _ask_change,
        Measure.FALL: _ask_change,
        Measure.SHARE: _ask_share,
    }[wording.measure]
    return time + ask(wording, subject, rng, plan=plan)


def _time(*, plan: bool, year: str | None, rng: random.Random) -> str:
    if year is not None:
        return rng.choice((year, year, f"{year}的"))
    if chance(rng, 0.45):
        return ""
    if plan:
        return rng.choice(
            ("今年", "2025年", "今年计划", "今年打算", "今年要", "新的一年", "今年力争")
        )
    return rng.choice(("去年", "2024年", "过去一年", "去年全年", "2024年全年", "上一年"))


def _ask_level(wording: Wording, subject: str, rng: random.Random, *, plan: bool) -> str:
    unit = wording.unit
    asked_unit = rng.choice((unit, wording.scale + unit, "")) if unit != "%" else ""
    many = "多少" + asked_unit
    few = rng.choice(("多少", "多少", "几")) + unit
    action = wording.action
    forms = [f"{subject}是{many}", f"{subject}达到{many}", f"{subject}{many}", f"{subject}有{many}"]
    if unit == "%":
        forms += [
            f"{subject}是百分之多少",
            f"{subject}有多高",
            f"{subject}是百分之几",
            f"{subject}",
        ]
        forms += [f"{subject}达到了百分之多少", f"多大比例的{subject}"]
    elif unit in _COUNTERS:
        forms += [
            f"有{few}{subject}",
            f"{subject}一共有{few}",
            f"{subject}有{few}",
            f"{subject}的数量",
        ]
        forms += [f"总共有{few}{subject}", f"{subject}总数"]
    else:
        forms += [
            f"{subject}一共{many}",
            f"{subject}",
            f"{subject}总共有{many}",
            f"{subject}规模有多大",
        ]
    if unit in {"公里", "千米", "米"}:
        forms += [f"{subject}有多长", f"{subject}总长"]
    if unit in {"平方米", "亩", "公顷", "平方公里"}:
        forms += [f"{subject}有多大", f"{subject}面积"]
    if unit in {"元", "美元"}:
        forms += [f"{subject}多少钱", f"{subject}花了多少钱", f"{subject}金额"]
    if unit in {"天", "小时", "分钟"}:
        forms += [f"{subject}要多久", f"{subject}多长时间"]
    if action:
        done = action + ("" if plan else rng.choice(("", "了")))
        forms = [f"{done}{few}{subject}", f"{done}{many}{subject}", f"{subject}{done}{few}"]
        forms += [
            f"{action}{subject}{many}",
            f"{action}{subject}的数量是多少",
            f"{action}的{subject}有{few}",
        ]
        forms += [
            f"{action}{subject}有{many}",
            f"{done}{few}的{subject}",
            f"{subject}一共{done}{many}",
        ]
    if plan:
        forms += [
            f"{action}{subject}的目标是多少",
            f"{action}{subject}目标",
            f"{subject}要{action or '达到'}{many}",
        ]
        forms += [f"计划{action}{subject}{many}", f"{subject}预计{action}{many}"]
    return rng.choice(forms)


def _ask_change(wording: Wording, subject: str, rng: random.Random, *, plan: bool) -> str:
    percent = wording.unit in {"%", "个百分点", "倍"}
    many = rng.choice(("多少", "多少", "百分之几", "百分之多少", "几个点")) if percent else (
        "多少" + rng.choice(("", wording.unit))
    )  # fmt: skip
    if wording.measure is Measure.RISE:
        verbs = [wording.verb or "增长", "增长", "增长了", "同比增长", "涨了", "提高了", "增加了"]
        nouns = ["增速", "增幅", "增长率", "增长速度", "涨幅"]
    else:
        verbs = [wording.verb or "下降", "下降", "下降了", "同比下降", "少了", "降低了", "减少了"]
        nouns = ["降幅", "下降幅度", "降低比例"]
    subject = wording.action + subject if chance(rng, 0.5) else subject
    forms = [f"{subject}{rng.choice(verbs)}{many}" for _ in range(4)]
    noun = rng.choice(nouns)
    if percent:
        forms += [f"{subject}{noun}", f"{subject}的{noun}是多少", f"{subject}{noun}多少"]
    if plan:
        forms += [
            f"{subject}预期{wording.verb or '增长'}{many}",
            f"{subject}要{wording.verb or '增长'}多少",
        ]
        forms += [f"{subject}的{noun}目标是多少", f"{subject}{noun}目标", f"{subject}的预期{noun}"]
        forms += [f"{subject}{wording.verb or '增长'}目标"]
    return rng.choice(forms)


def _ask_share(wording: Wording, subject: str, rng: random.Random, *, plan: bool) -> str:
    whole = re.sub("^占|比重$|比例$|比$|的$", "", wording.verb)
    subject = wording.action + subject
    forms = [
        f"{subject}占{whole}多少", f"{subject}占{whole}的比重", f"{subject}占{whole}多大比例",
        f"{subject}占{whole}的百分之几", f"{subject}占{whole}的比例是多少", f"{subject}占比",
        f"{subject}在{whole}里占多大比例" if whole else f"{subject}占多大比例",
        f"{subject}占比是多少", f"{whole}有多大比例是{subject}",
    ]  # fmt: skip
    if plan:
        forms.append(f"{subject}占{whole}比重的目标")
    return rng.choice(forms)


def _english(wording: Wording, *, plan: bool, rng: random.Random) -> str:
    name = next((words for key, words in _ENGLISH.items() if key in wording.subject), "")
    if not name:
        return ""
    when = rng.choice(("this year", "in 2025") if plan else ("last year", "in 2024", ""))
    if wording.measure is Measure.LEVEL:
        forms = [f"How many {name} are there {when}?", f"What is the figure of {name} {when}?"]
        if plan:
            forms += [f"How many {name} are planned {when}?"]
            forms += [f"What is the target for {name} {when}?"]
        return rng.choice(forms)
    if wording.measure is Measure.SHARE:
        return f"What share do {name} make up {when}?"
    verb = "grow" if wording.measure is Measure.RISE else "fall"
    if plan:
        return rng.choice(
            (
                f"What is the growth target of {name} {when}?",
                f"By how much will {name} {verb} {when}?",
            )
        )
    return rng.choice(
        (f"By how much did {name} {verb} {when}?", f"How fast did {name} {verb} {when}?")
    )


def reword(question: str, rng: random.Random) -> str:
    """Endings, politeness and slips of the keyboard."""
    question = re.sub(r"了了", "了", question)
    question = re.sub(r"(计划|力争|要|预计)\1", r"\1", question)
    question = re.sub("[“”]", "", question) if chance(rng, 0.5) else question
    roll = rng.random()
    if roll < DROPPED and len(question) > MIN_SLIP_CHARS:
        at = rng.randrange(len(question))
        question = question[:at] + question[at + 1 :]
    elif roll < SWAPPED and len(question) > MIN_SLIP_CHARS:
        at = rng.randrange(len(question) - 1)
        question = question[:at] + question[at + 1] + question[at] + question[at + 2 :]
    elif roll < POLITE:
        question = rng.choice(("请问", "想知道", "查一下", "报告里", "说说")) + question
    if question.endswith("?"):
        return question
    return question + rng.choice(("", "", "？", "？", "?", "呢", "啊？"))
