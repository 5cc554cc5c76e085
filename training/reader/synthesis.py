"""Questions that a script can ask of a report's figures, and their near misses.

A figure of a report stands in a clause that says what it counts. The clause's words, reworded,
are a question whose answer is the whole figure, with its unit and what qualifies it. The same
question asked of a sentence that speaks of something else, or of the same thing in another
measure, must be refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.reader.chances import chance
from training.reader.figures import CLAUSE_ENDS, FIGURE, YEAR, Item, Line, Period, items_of
from training.reader.sample import Example, in_context
from training.reader.subjects import words_of
from training.reader.wording import Measure, Wording, ask_figure, reword

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

N_POSITIVE, N_NEGATIVE_ROUNDS = 5, 2  # wordings of each figure, rounds of refusals
MIN_ALIKE = 8  # figures of one measure and unit, to make up clauses from
SUBJECT_CHARS = range(3, 13)
SAME_WORDS = 0.5  # a sentence with fewer of the subject's words speaks of something else
MIN_REST_CHARS = 8
# Of a round of refusals: another town, another year, and the sentence without its clause.
TOWN_SHARE, YEAR_SHARE, CLAUSE_SHARE = 0.25, 0.35, 0.3


def figure_examples(lines: Sequence[Line], rng: random.Random) -> Iterator[Example]:
    """Questions on figures: answered by their own sentence, refused by others."""
    items = [item for line in lines for item in items_of(line)]
    by_document: dict[int, list[Item]] = {}
    for item in items:
        by_document.setdefault(item.line.document, []).append(item)
    for item in items:
        for _ in range(N_POSITIVE):
            asked = _question(item, rng)
            yield in_context(item.line, asked, (item.start, item.end), rng)
        others = by_document[item.line.document]
        for _ in range(N_NEGATIVE_ROUNDS):
            yield from _refusals(item, others, rng)


def paired_examples(lines: Sequence[Line], rng: random.Random) -> Iterator[Example]:
    """Made-up clauses of several subjects and figures: which figure is whose, and from or to."""
    items = [
        item
        for line in lines
        for item in items_of(line)
        if len(item.wording.subject) in SUBJECT_CHARS
    ]
    kinds: dict[tuple[Measure, str], list[Item]] = {}
    for item in items:
        kinds.setdefault((item.wording.measure, item.wording.unit), []).append(item)
    for (measure, _), alike in kinds.items():
        if len(alike) < MIN_ALIKE or measure is Measure.SHARE:
            continue
        for _ in range(len(alike)):
            chosen = rng.sample(alike, rng.choice((2, 2, 2, 3, 3, 4)))
            if len({item.wording.subject for item in chosen}) == len(chosen):
                yield _paired(chosen, measure, rng)
            if measure is Measure.LEVEL:
                yield _from_to(rng.sample(alike, 2), rng)


def _figure_of(item: Item) -> str:
    return item.line.text[item.start : item.end]


def _paired(chosen: Sequence[Item], measure: Measure, rng: random.Random) -> Example:
    names = [item.wording.subject for item in chosen]
    joint = rng.choice(("、", "、", "和"))
    verb = rng.choice(
        {
            Measure.RISE: ("分别增长", "分别增长", "分别同比增长", "分别提高", "增长"),
            Measure.FALL: ("分别下降", "分别减少", "分别降低", "下降"),
        }.get(measure, ("分别达到", "分别为", "分别达", "累计分别达到", "分别提高到", "分别"))
    )
    context = "、".join(names[:-1]) + joint + names[-1] + verb
    i = rng.randrange(len(chosen))
    span = (0, 0)
    for n, item in enumerate(chosen):
        context += "" if n == 0 else joint if n == len(chosen) - 1 else "、"
        if n == i:
            span = len(context), len(context) + len(_figure_of(item))
        context += _figure_of(item)
    other = rng.choice(chosen).line
    lead = rng.choice(("", "", f"{other.text.rstrip('。；')[:60]},", "全省", "预计"))
    if names[i] in lead or (measure is Measure.LEVEL and lead.startswith(names[i][:2])):
        lead = ""
    context = lead + context + rng.choice(("。", ";", "，" + rng.choice(chosen).line.text[-30:]))
    asked = ask_figure(chosen[i].wording, plan=False, year=None, rng=rng)
    return Example(
        question=reword(asked, rng),
        context=context,
        span=(span[0] + len(lead), span[1] + len(lead)),
    )


def _from_to(two: Sequence[Item], rng: random.Random) -> Example:
    """Read ``X从a提高到b``: b is the figure, a what it was before."""
    old, new = map(_figure_of, two)
    name = two[0].wording.subject
    lead = f"{name}{rng.choice(('从', '由', '由原来的', '从上年的', '从每月'))}"
    middle = rng.choice(
        ("提高到", "增加到", "扩大到", "提升至", "降到", "上升到", "压缩至", "调整为")
    )
    context = f"{lead}{old}{middle}{new}。"
    if chance(rng, 0.25):
        asked = rng.choice((f"{name}原来是多少", f"{name}之前是多少", f"{name}从多少{middle}{new}"))
        return Example(
            question=reword(asked, rng), context=context, span=(len(lead), len(lead) + len(old))
        )
    start = len(lead) + len(old) + len(middle)
    asked = rng.choice(
        (f"{name}{middle}多少", f"{name}是多少", f"{name}现在是多少", f"{name}{middle}了多少")
    )
    return Example(question=reword(asked, rng), context=context, span=(start, start + len(new)))


def _question(item: Item, rng: random.Random, *, place: bool = True) -> str:
    line = item.line
    years = YEAR.findall(line.text)
    year = years[0] if len(years) == 1 and chance(rng, 0.5) else None
    if year is None and not years and chance(rng, 0.15):
        year = f"{rng.choice((2022, 2023, 2024, 2025))}年"
    asked = ask_figure(item.wording, plan=line.period is Period.PLAN, year=year, rng=rng)
    if place and chance(rng, 0.15):
        asked = line.place + asked
    return reword(asked, rng)


def _refusals(item: Item, others: Sequence[Item], rng: random.Random) -> Iterator[Example]:
    line, wording = item.line, item.wording
    words = [word for word in words_of(wording.action + wording.subject) if len(word) > 1]
    if not words:
        return
    # another indicator in the same measure, or one that shares words with this one
    same, near = [], []
    for other in others:
        text = other.line.text
        share = sum(word in text for word in words) / len(words)
        if other.line is not line and share < SAME_WORDS and words[-1] not in text:
            same += [other] if other.wording.measure is wording.measure else []
            near += [other] if share > 0 else []
    for pool in (same, near):
        if pool:
            yield in_context(rng.choice(pool).line, _question(item, rng), None, rng)
    if twisted := _in_another_measure(item, rng):
        asked = ask_figure(twisted, plan=line.period is Period.PLAN, year=None, rng=rng)
        yield in_context(line, reword(asked, rng), None, rng, alone=True)
    yield from _elsewhere(item, rng)


def _in_another_measure(item: Item, rng: random.Random) -> Wording | None:
    """The same subject in a measure of which its sentence gives no figure at all."""
    units = {figure["unit"] for figure in FIGURE.finditer(item.line.text)}
    relative = {"%", "个百分点", "倍"}
    if item.wording.measure is Measure.LEVEL and not units & relative:
        measure = rng.choice((Measure.RISE, Measure.RISE, Measure.FALL, Measure.SHARE))
        unit = "%"
    elif item.wording.measure is not Measure.LEVEL and units <= relative:
        measure = Measure.LEVEL
        unit = rng.choice(("元", "家", "个", "人", "吨", "亩", "件", "公里"))
    else:
        return None
    subject = item.wording.subject
    return Wording(measure=measure, subject=subject, action="", verb="", unit=unit, scale="")


def _elsewhere(item: Item, rng: random.Random) -> Iterator[Example]:
    """The same indicator of a town or year that the sentence is not of; and without its clause."""
    line = item.line
    roll = rng.random()
    years = set(YEAR.findall(line.text))
    asked = _question(item, rng, place=False)
    if roll < TOWN_SHARE:
        town = rng.choice(_TOWNS)
        if town not in "".join(line.paragraph):
            yield in_context(line, f"{town}{rng.choice(('', '市', '的'))}{asked}", None, rng)
    elif (
        roll < TOWN_SHARE + YEAR_SHARE
        and len(years) == 1
        and not re.search(r"20\d\d年|今年|去年", asked)
    ):
        other_years = [y for y in range(2018, 2031) if f"{y}年" not in years]
        yield in_context(line, f"{rng.choice(other_years)}年{asked}", None, rng, alone=True)
    if roll > 1 - CLAUSE_SHARE:
        yield _without(item, asked)


def _without(item: Item, question: str) -> Example:
    """The sentence with the clause of the figure taken out."""
    text = item.line.text
    start = max(text.rfind(end, 0, item.start) for end in CLAUSE_ENDS) + 1
    ends = [at for end in CLAUSE_ENDS if (at := text.find(end, item.end)) >= 0]
    rest = text[:start] + text[(min(ends) + 1 if ends else len(text)) :]
    if len(rest) < MIN_REST_CHARS:
        return Example(question=question, context=item.line.paragraph[item.line.at - 1], span=None)
    return Example(question=question, context=rest, span=None)


_TOWNS = [
    "深圳",
    "广州",
    "杭州",
    "宁波",
    "南京",
    "苏州",
    "成都",
    "绵阳",
    "武汉",
    "宜昌",
    "长沙",
    "株洲",
    "郑州",
    "洛阳",
    "西安",
    "宝鸡",
    "济南",
    "青岛",
    "烟台",
    "沈阳",
    "大连",
    "长春",
    "吉林",
    "哈尔滨",
    "大庆",
    "石家庄",
    "唐山",
    "保定",
    "太原",
    "大同",
    "合肥",
    "芜湖",
    "福州",
    "厦门",
    "泉州",
    "南昌",
    "赣州",
    "南宁",
    "桂林",
    "海口",
    "三亚",
    "贵阳",
    "遵义",
    "昆明",
    "大理",
    "兰州",
    "天水",
    "西宁",
    "银川",
    "乌鲁木齐",
    "喀什",
    "拉萨",
    "呼和浩特",
    "包头",
    "浦东",
    "河北区",
    "朝阳区",
    "雄安",
    "滨海新区",
]
