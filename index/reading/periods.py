"""Which time a part of a report speaks of: what was done, or what is to be done."""

from __future__ import annotations

import re

from index.language.times import years_of
from index.reading.headings import is_glossary
from index.types import Period

_REVIEW_WORDS = re.compile(r"回顾|过去|去年|上年|以来|取得|成效|成就|总结|完成情况|执行情况")
_PLAN_WORDS = re.compile(
    r"今年|今后|未来|下一步|安排|任务|目标|总体要求|展望|思路|建议|部署|重点工作|自身建设|草案|"
    r"政府治理|政府现代化|(?:民生|惠民|为民)实事|民心工程"
)
_REVIEW_CUES = re.compile(r"过去的?一年|刚刚过去|一年来|去年|五年来|过去五年")
_PLAN_CUES = re.compile(r"今年|新的一年|今后五年|预期目标|力争")
_REVIEW_KINDS = re.compile(r"公报|总结|统计|决算")
_PLAN_KINDS = re.compile(r"规划|计划|纲要|方案|要点")
_OPENS_REVIEW = re.compile(r"过去的?一年|刚刚过去|一年来|回顾")
_OPENS_PLAN = re.compile(
    r"今年是|今年的?(?:政府)?工作|(?:预期|主要|发展)目标|做好.{0,4}今年|总体要求"
)


def period_of_title(title: str, year: int | None) -> Period | None:
    """The period that a heading's own words tell, ``None`` where they tell none, or both."""
    if is_glossary(title):
        return Period.GLOSSARY
    years = years_of(title)
    past = bool(_REVIEW_WORDS.search(title)) or any(year is not None and y < year for y in years)
    coming = any(year is not None and y >= year for y in years)
    if not past:
        coming = coming or bool(_PLAN_WORDS.search(title))
    if past == coming:
        return None
    return Period.REVIEW if past else Period.PLAN


def period_of_body(text: str, year: int | None, before: Period) -> Period:
    """The period of a part whose heading tells nothing, from its words and the part before it."""
    n_review = len(_REVIEW_CUES.findall(text))
    n_plan = len(_PLAN_CUES.findall(text))
    for named in years_of(text):
        n_review += year is not None and named == year - 1
        n_plan += year is not None and named == year
    if n_review != n_plan:
        return Period.REVIEW if n_review > n_plan else Period.PLAN
    return Period.PLAN if before is Period.REVIEW else before


def period_of_kind(title: str) -> Period | None:
    """The period of a whole document by its kind: a bulletin looks back, a plan ahead."""
    past, coming = _REVIEW_KINDS.search(title), _PLAN_KINDS.search(title)
    if bool(past) == bool(coming):
        return None
    return Period.REVIEW if past else Period.PLAN


def period_after(paragraph: str, year: int | None, before: Period) -> Period:
    """The period from this paragraph on, in a text that has no parts to tell it."""
    opening = re.split(r"[。！？；]", paragraph, maxsplit=1)[0]
    if year is not None and re.search(rf"{year}\s*年(?:是|的?工作|经济|全?[市省区县])", opening):
        return Period.PLAN
    if _OPENS_PLAN.search(opening) and not _OPENS_REVIEW.search(opening):
        return Period.PLAN
    if before is not Period.PLAN and _OPENS_REVIEW.search(opening):
        return Period.REVIEW
    return before
