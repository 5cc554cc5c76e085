"""The figures of a report, and what the words around each say that it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index.reading.splitting import sentences
from training.reader.subjects import words_of
from training.reader.wording import Measure, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_HEADING_CHARS = 40
SHORT_NAME_CHARS = 3  # of a name that leaves out what the names beside it share
SHORT_HEAD_CHARS = 10
MAX_HEAD_CHARS = 26
MAX_FIGURE_CHARS = 20
_RESTING = frozenset({"总量", "总数", "累计", "余额", "总额", "产量", "面积"})

_SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
_UNIT = (
    "个百分点|微克/立方米|元/平方米|元/人|元/月|元/年|万标准箱|标准箱|标箱|平方公里|平方千米|平方米"
    "|立方米|千瓦时|千瓦|兆瓦|千伏|公里|千米|公顷|公斤|小时|分钟|人次|车次|辆次|架次|场次|台次|台套|台(?!阶)"
    "|美元|欧元|周年|连冠|金|银|铜|%|‰|℃|元|家|户|个|人|名|位|亩|件|项|吨|条|所|套|斤|场|座|辆|张|列"
    "|部|处|种|对|只|倍|岁|艘|枚|宗|支|次|天|年|月|届|类|株|头|班|间|床|箱|度|米|P|艘次|口|层|篇|幅|批|款|趟"
)
FIGURE = re.compile(
    r"(?P<mod>(?:大约|约|接近|近|超过|超|逾|不少于|不低于|不超过|至少|最高|最快|高于|低于)?)"
    r"(?<![\d.A-Za-z+\-—“‘])\d[\d,]*(?:\.\d+)?(?:[-—~～至]\d[\d.]*%?)?"
    rf"(?P<few>[多余]?)(?P<scale>(?:{_SCALE})?)(?P<few2>[多余]?)(?P<unit>{_UNIT})"
    r"(?:（[^（）]{1,3}）)?(?P<post>(?:左右|以上|以下|以内|上下|有余)?)"
)
_NOT_A_FIGURE = re.compile(r"^(?:19|20)\d\d年|^\d{1,2}(?:月|年)|^\d+(?:周年|届|岁)")
CLAUSE_ENDS = "，；：。！？,;:!?\n（）()"
_RISE = re.compile(
    r"(?:同比|比上年|较上年|年均|均)?(增长|提高|提升|上升|增加|增幅|增速|上涨)(?:了)?$"
)
_FALL = re.compile(
    r"(?:同比|比上年|较上年|年均|均)?(下降|减少|降低|回落|缩短|压减|压缩|降)(?:了)?$"
)
_SHARE = re.compile(r"(占(?:[^，占]{0,14}?)(?:比重|比例|比)?)(?:达到|达|为|超过|的)?$")
_LEADS_TO = re.compile(
    r"(?:[预总共累合]计)?(?:突破|达到|达|跃升至|攀升至|增加到|增至|提高到|提高至|提升到|提升至|扩大到|扩大至|上升到"
    r"|上升至|降到|降至|下降到|稳定在|保持在|控制在|实现|完成|为|至|到|有|共|超额完成|首次|力争|预计|计划)+$"
)
_OPENING = re.compile(
    r"^(?:全省|全区|全市|我省|我区|我市|预计|力争|全年|去年|今年|其中|同时|目前|累计|已|将|使|并|且|现有"
    r"|总|共|再|要|以及|及|和|、|等|的|）|”)+"
)
DONE = (
    "新增|完成|建成|改造|新建|发放|引进|培育|争取|投放|开工|安排|新开工|打造|释放|落实|吸引|转移|发送|接待|培训|整治|建设|实施|推进"
    "|签约|落地|新签约|修复|治理|减少|退减|减免|清理|化解|办理|盘活|组建|设立|开行|开通|新开|推出|出台|选派|招引|创建|认定|入选|获批"
    "|举办|开展|救助|帮助|支持|惠及|投入|筹集|下达|发行|处置|查处|侦破|破获|整改|交付|筹建|扩建|改扩建|加装|种植|造林|供应|解决"
    "|新改建|改建|提升|转化|承接|提供|服务|资助|补贴|拨付|压减|淘汰|关停|销售|生产|出口|带动"
)
_ACTION = re.compile(rf"^({DONE})(?=.{{2}})")
_NOUN_AFTER = re.compile(
    r"^(?!居|同比|增长|位居|的?目标|以[上下内]|占|比|和|及|到|至|高于|低于|来|后|前|内)的?([^\W\d_“”，、；。]{2,14}|“[^”]{2,10}”[^\W\d_“”，、；。]{0,8})"
)
YEAR = re.compile(r"20\d\d年")
_PLAN_HEADING = re.compile(r"(?:2025年|今年).{0,14}(?:工作|任务|目标|安排|要求)(?!回顾|总结)")


class Period(StrEnum):
    """Which half of a report a sentence stands in."""

    REVIEW = "review"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence with its neighbours in the paragraph; ``start`` is its place in ``paragraph``."""

    document: int
    place: str
    period: Period
    paragraph: tuple[str, ...]
    at: int

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.paragraph[self.at]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A figure and what it counts: ``line.text[start:end]`` is the figure as it is written."""

    line: Line
    start: int
    end: int
    wording: Wording


def lines_of(text: str, document: int, place: str) -> list[Line]:
    """The sentences of a report given as plain text, one paragraph a line."""
    period = Period.REVIEW
    lines = []
    for paragraph in text.split("\n"):
        words = paragraph.strip()
        is_heading = len(words) < MAX_HEADING_CHARS and not words.endswith("。")
        if is_heading and "报告" not in words and _PLAN_HEADING.search(words):
            period = Period.PLAN
        parts = tuple(sentence.text for sentence in sentences(words))
        lines += [
            Line(document=document, place=place, period=period, paragraph=parts, at=i)
            for i in range(len(parts))
        ]
    return lines


def items_of(line: Line) -> list[Item]:
    """The figures of a sentence of which the text says what they count."""
    text = line.text
    figures = [m for m in FIGURE.finditer(text) if not _NOT_A_FIGURE.match(m[0])]
    items: list[Item] = []
    subject = ""  # what the clause before spoke of, for clauses that leave it out
    i = 0
    while i < len(figures):
        group = _coordinated(text, figures, i)
        figure = figures[i]
        clause = max(text.rfind(end, 0, figure.start()) for end in CLAUSE_ENDS) + 1
        before = figures[i - 1].end() if i and figures[i - 1].end() > clause else clause
        head = text[before : figure.start()].lstrip("、和及与并")
        if len(group) > 1 and ("分别" in head or head.count("、") == len(group) - 1):
            items += _respective(line, group, head)
            subject = ""
        else:
            wording = _wording(text, figure, head, subject)
            if wording is not None:
                items.append(
                    Item(line=line, start=figure.start(), end=figure.end(), wording=wording)
                )
                if before == clause:
                    subject = wording.subject
            group = [figure]
        i += len(group)
    return items


def _coordinated(text: str, figures: Sequence[re.Match[str]], i: int) -> list[re.Match[str]]:
    group = [figures[i]]
    while i + len(group) < len(figures):
        following = figures[i + len(group)]
        if not re.fullmatch(r"[、和及与,，]", text[group[-1].end() : following.start()]):
            break
        group.append(following)
    return group


def _respective(line: Line, group: Sequence[re.Match[str]], head: str) -> list[Item]:
    """Read ``X、Y分别增长a%、b%``: each figure is of its own subject."""
    names, _, verb = head.rpartition("分别")
    if not names and (
        found := re.search(f"{_RISE.pattern}|{_FALL.pattern}|{_LEADS_TO.pattern}", head)
    ):
        names, verb = head[: found.start()], found[0]
    subjects = [name for name in re.split("[、和与及]", _OPENING.sub("", names)) if name]
    if len(subjects) != len(group):
        return []
    last = words_of(subjects[-1])
    full = [
        name
        if name.endswith(last[-1])
        else name + "".join(last[1:] if len(name) <= SHORT_NAME_CHARS else last[-1:])
        for name in subjects
    ]
    items = []
    for figure, name in zip(group, full, strict=True):
        wording = _wording(line.text, figure, name + verb, "")
        if wording is not None:
            items.append(Item(line=line, start=figure.start(), end=figure.end(), wording=wording))
    return items


def _wording(text: str, figure: re.Match[str], head: str, carried: str) -> Wording | None:
    """What a figure counts, from the words before it, or behind it where it counts a noun."""
    unit, scale = figure["unit"], figure["scale"]
    measure, verb, head = _measure(_OPENING.sub("", head).strip("“”"), unit)
    counted = ""
    if measure is Measure.LEVEL:
        head = _LEADS_TO.sub("", head)
        if after := _NOUN_AFTER.match(text[figure.end() :]):
            counted = re.split("[和及与]", after[1])[0]
    head = re.sub(r"(?:同比|比上年|较上年|年均|均|预计|达到|达|也|又|还|再|已)$", "", head)
    is_counted = len(counted) > 1
    if is_counted and head.endswith(("和", "及", "与", "、")):
        head = ""
    if is_counted and len(head) <= SHORT_HEAD_CHARS:
        return Wording(
            measure=measure, subject=counted, action=head, verb="", unit=unit, scale=scale
        )
    if not head[1:] or (head in _RESTING and carried):
        head = carried + head if carried else ""
    if not 0 < len(head) <= MAX_HEAD_CHARS or figure.end() - figure.start() > MAX_FIGURE_CHARS:
        return None
    return _parted(measure, verb, _balanced(head), unit, scale)


def _measure(head: str, unit: str) -> tuple[Measure, str, str]:
    """The measure that a clause's last words tell, those words, and what stands before them."""
    for pattern, measure in ((_RISE, Measure.RISE), (_FALL, Measure.FALL), (_SHARE, Measure.SHARE)):
        found = pattern.search(head)
        if found and (measure is not Measure.SHARE or unit == "%"):
            return measure, found[1], head[: found.start()]
    return Measure.LEVEL, "", head


def _balanced(head: str) -> str:
    return re.sub("[“”]", "", head) if head.count("“") != head.count("”") else head


def _parted(measure: Measure, verb: str, head: str, unit: str, scale: str) -> Wording:
    done = _ACTION.match(head)
    action = done[1] if done else ""
    return Wording(
        measure=measure,
        subject=head[len(action) :],
        action=action,
        verb=verb,
        unit=unit,
        scale=scale,
    )
