"""Questions for all that is done in one field: 今年教育重点工作, 城市更新今年干什么, 科技创新去年取得什么成绩."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from index.language.lexicon import alternation
from qa.understanding.work.outlines import PAST_TIME, TIME, YEAR, Part

_WHAT = alternation("what", "which", "asks_list")
_IS = r"[是有都为]*"
_NOUN = alternation("outline_work", "outline_done", "part_heading", "timed_part")
_ABOUT_IT = rf"(?:{alternation('asked_kind', 'outline_idle')}|[的新些大])*"
_DOES = r"[干做抓搞办]"
_AHEAD = rf"(?:{alternation('outline_ahead')}|[要将会想拟])*"
_ASK = re.compile(
    rf"(?:{_ABOUT_IT}(?:{_NOUN}){_IS}(?:{_WHAT})?(?:{alternation('no_thing')})?"
    rf"|{_AHEAD}(?:{_DOES})[了些点]*(?:{_WHAT})(?:{_NOUN}|[事活])?"
    rf"|{_AHEAD}(?:取[得]|有)[了些]*(?:{_WHAT}){_ABOUT_IT}(?:{_NOUN})"
    rf"|{_AHEAD}(?:{alternation('how_to')}|咋)(?:{_DOES}|{_NOUN}|{alternation('on_the_way')}))"
    r"[呢啊呀?。!\s]*$"
)
_LEAD = re.compile(
    rf"^(?:{TIME}|{alternation('own_place', 'please', 'whole_year')}|[在对于的,、\s])+"
)
_TAIL = re.compile(
    rf"(?:{TIME}|{alternation('own_place', 'no_thing', 'whole_year')}|领域|事业|工[作]|这[块边]|[在的上,、\s])+$"
)
_FIELD = re.compile(r"(?!.*[哪谁几多什啥了吗第])[\u4e00-\u9fff]{2,8}")
_NO_FIELD = re.compile(
    rf"{alternation('of_report_itself')}|项[目]|服[务]|环[境]|管[理]|建[设]|改[革]"
)
_DONE_TO_THEM = re.compile(rf"^(?:{alternation('makes_new')})")
_OF_WHOM = re.compile(rf"(?:{alternation('firms')})$")
# Of these a report tells nothing in a chapter: 前年, 明年, 后年, 过去五年, 上半年, 三季度.
_OTHER_TIME = re.compile(
    rf"大?前[年]|{alternation('year_after')}|后[年]|(?<!\d)[几两三四五十]+年(?!度)|半[年]|季[度]|\d+月"
)
_AHEAD_WORK = re.compile(alternation("outline_ahead"))
_DONE_WORK = re.compile(alternation("outline_done"))
_DONE = re.compile(rf"{PAST_TIME}|{alternation('outline_done')}|[了过]")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedField:
    """A field, folded, and the part of a report that is to tell of it."""

    name: str
    part: Part


def names_of(name: str) -> tuple[str, str, str]:
    """A field as it is asked for, without what is done to it, and that which they stand in: 引进航运企业, 航运企业, 航运."""
    bare = _DONE_TO_THEM.sub("", name)
    return name, bare, _OF_WHOM.sub("", bare)


@functools.lru_cache(maxsize=256)
def asked_field(folded: str) -> AskedField | None:
    """The field all of whose work a folded question without names of places asks for; ``None`` where it asks else."""
    ask = _ASK.search(folded)
    if ask is None:
        return None
    name = _LEAD.sub("", folded[: ask.start()])
    while (shorter := _TAIL.sub("", name)) != name:
        name = shorter
    if not _FIELD.fullmatch(name) or _NO_FIELD.fullmatch(name) or _is_of_other_time(folded):
        return None
    if re.search(YEAR, folded):
        return AskedField(name=name, part=Part.OF_YEAR)
    return AskedField(name=name, part=Part.REVIEW if _DONE.search(folded) else Part.PLAN)


def _is_of_other_time(folded: str) -> bool:
    """Whether work is asked for that is of no chapter: last year's plans, or what this year has brought."""
    if re.search(YEAR, folded):
        return False
    is_past, is_now = re.search(PAST_TIME, folded), re.search(alternation("this_year"), folded)
    return bool(
        _OTHER_TIME.search(folded)
        or (is_past and _AHEAD_WORK.search(folded))
        or (is_now and _DONE_WORK.search(folded))
    )
