"""Questions that take reckoning with what a report tells: which is more, a difference, a sum."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, words
from index.language.text import fold
from index.language.times import YEAR_IN_HAN

if TYPE_CHECKING:
    from collections.abc import Mapping

_SIDE = r"[^，,。;；:：?？、]{2,16}?"
_AND = "[和与跟同]"
_DEGREE = "[多少高低大小快慢长短强重]"
OR_ELSE = "还是"  # between two that a question names
_MORE = rf"(?:更|比[较]|最)?(?P<degree>{_DEGREE})(?:一?些|一?点|得多)?"
_END = r"(?:呢|啊|呀|些)?[?？。!！\s]*$"
_A_TIME = rf"(?:19|20)\d{{2}}年|{YEAR_IN_HAN}年|{alternation('relative_year')}"
_TIME = re.compile(rf"^(?:{_A_TIME})的?")
_MEASURE = r"(?P<measure>[^，,。?？、的哪谁]{0,8}?)"
_HOW_MUCH = rf"(?:{alternation('how_much')}|几[^，,。?？]{{0,3}})"
_FORMS = (
    # GDP和财政收入哪个增速快
    re.compile(
        rf"^(?P<a>{_SIDE}){_AND}(?P<b>{_SIDE})(?:哪一?个|谁的?|哪[家]){_MEASURE}{_MORE}{_END}"
    ),
    # 出口多还是进口多, 是工业快还是农业快
    re.compile(
        rf"^是?(?P<a>{_SIDE}){_MORE}{OR_ELSE}(?P<b>{_SIDE})(?:更|比[较])?(?P=degree)?{_END}"
    ),
    # 出口比进口多多少
    re.compile(
        rf"^(?P<a>{_SIDE})比(?P<b>{_SIDE})(?P<measure>)(?P<degree>[多少高低大小快慢长])(?:了|出)?(?P<ask>{_HOW_MUCH}[^，,]{{0,4}}?){_END}"
    ),
    # 出口和进口相差多少, 幼儿园和小学加起来多少所
    re.compile(
        rf"^(?P<a>{_SIDE}){_AND}(?P<b>{_SIDE})(?:之间)?(?:差了?|{alternation('added_up', 'differs_by')}|加在一起|合起来|之和)"
        rf"(?P<measure>)(?P<degree>)(?:是|有|[一总]共|共)?(?P<ask>{_HOW_MUCH}[^，,]{{0,4}}?){_END}"
    ),
)
_OF_SPEED = frozenset("快慢")
# 比去年多吗, 哪个补贴比较多, 多还是少
_COMPARES = re.compile(
    rf"比[^?,]{{1,14}}?更?{_DEGREE}(?<![多]少)[了些点]*(?:[吗没不呢?]|还[是]|$)|"
    rf"(?:哪一?[个家]|谁)[^?,]{{0,8}}(?:更|比[较]){_DEGREE}|{_DEGREE}还[是]{_DEGREE}|"
    r"\b(?:more|less|faster|slower|larger|bigger|smaller|higher|lower)\b.*[\w.]+ or [\w.]+"
)
# 比去年多改造几个, 比2023年高多少
_DIFFERS = re.compile(
    rf"比(?:{_A_TIME})[^,，?？]{{0,4}}?[多少高低快慢](?!少)[^,，?？]{{0,6}}?(?:{_HOW_MUCH}|几)"
)

_GOAL = rf"(?:{alternation('goal')})"
_REACHED = rf"(?:{alternation('carries_out', 'reaches')})"
_IF = rf"(?:了(?!{alternation('how_many')})|没|得|吗|与否)"
# 增长目标完成了吗, 是否完成了增长目标; not what can be reached, nor how much was
GOAL_REACHED = re.compile(
    rf"{_GOAL}[^,。?？能会可将要怎如几多]{{0,4}}{_REACHED}{_IF}|"
    rf"(?<![能会可将要怎何应]){_REACHED}了?[^,。?？几多]{{0,14}}?{_GOAL}{_IF}|"
    rf"(?:{alternation('whether')})(?:已经?)?{_REACHED}了?[^,。?？几多]{{0,14}}?{_GOAL}"
)


def asks_if_reached(folded: str) -> bool:
    """Whether a folded question asks whether what was aimed at has been reached."""
    return GOAL_REACHED.search(folded) is not None


def compares(folded: str) -> bool:
    """Whether a folded question asks which of two is more, or whether one is."""
    return _COMPARES.search(folded) is not None


def differs(folded: str) -> bool:
    """Whether a folded question asks by how much something differs from another time."""
    return _DIFFERS.search(folded) is not None


def sides(text: str) -> tuple[str, ...]:
    """What has to be quoted side by side for a question that takes reckoning: a question for each.

    Empty for every other question. A comparison with another time (比去年多多少) is one that reports
    tell themselves.
    """
    folded = fold(text.strip()).text
    match = next(filter(None, (form.search(folded) for form in _FORMS)), None)
    if match is None or _TIME.match(match["b"]) or _TIME.fullmatch(match["a"]):
        return ()
    time = _TIME.match(match["a"])
    lead = time.group() if time else ""
    asked = _asked(match.groupdict())
    return f"{match['a']}{asked}", f"{lead}{match['b']}{asked}"


def _asked(told: Mapping[str, str | None]) -> str:
    how_much = alternation("how_much")
    if told.get("ask"):
        return f"是{told['ask']}"
    if told.get("measure"):
        return f"{told['measure']}是{how_much}"
    return f"{words('grew')[0]}{how_much}" if told["degree"] in _OF_SPEED else f"是{how_much}"
