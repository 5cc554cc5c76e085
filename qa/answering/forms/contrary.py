"""What is asked the other way round, or of another stretch, than a sentence tells: left undone, each month's, all year's."""

from __future__ import annotations

import re

from index.language import numerals
from index.language.lexicon import alternation

_HOW_MANY = alternation("how_many")
# 还有多少没化解, 还剩多少户, 没参保的有多少, 未完成的
_ASKS_LEFT = re.compile(
    rf"还(?:剩|差|欠|缺|有[^,?]{{0,12}}[没未])|剩(?:下|余|{_HOW_MANY})|(?:^|[^有])[没未]有?(?!有)[^,?吗么]{{1,6}}的|"
    rf"不(?:涉[及]|[包]?含|带)[^,?]{{1,8}}的|(?<!有)[没未]有?(?:{alternation('grew', 'fell')})|"
    r"\b(?:left|remain\w*|not yet|still not)\b"
)
_TELLS_LEFT = re.compile("[剩余缺差欠未没尚]|有待")
# 取消了多少, 注销了几户: of that no sentence without the word tells.
_ENDED = re.compile("取[消]|注[销]|关[闭停]|撤[销并]|流[失]|停[产]|倒[闭]|淘[汰]")
_EACH = re.compile(rf"平[均]|每[^,?]{{0,2}}(?:{_HOW_MANY})|每[年月天日]|[月年]均")
_TELLS_EACH = re.compile("[每均]")
_WHOLE_YEAR = re.compile(rf"{alternation('whole_year')}|一整?年")
_PART_OF_YEAR = re.compile(
    rf"[期]间|假期|[春国中端][节庆秋午]|前[{numerals.FROM_TWO}]季[度]|[上下]半[年]|\d月[份]|黄金[周]"
)
_OFFICE = alternation("office")
# 下一任区长是谁, 原省长是谁, 谁不是区长: whoever holds it now is none of them.
_ANOTHER_HOLDER = re.compile(
    rf"[上下前历首]一?任|(?:[原曾]|未[来])的?任?(?:{_OFFICE})|(?:谁|{_OFFICE})不[是]|曾任"
)
# 谁举办(了)大赛, 大赛由谁举办, 谁打造
_WHO_ACTS = re.compile(
    rf"(?:{alternation('asks_person')})(?:来|给|在)?(?P<act>[\u4e00-\u9fff]{{2}})"
)
_YEAR_AFTER_NEXT = re.compile("(?<!今)后年")
_COUNTRY = re.compile(alternation("whole_country"))
_ASKS_FALL = re.compile(rf"(?:{alternation('fell')})了?(?:{_HOW_MANY})")
_ASKS_RISE = re.compile(rf"(?:{alternation('grew')})了?(?:{_HOW_MANY})")
_FALLS, _RISES = re.compile(rf"(?:{alternation('fell')})"), re.compile(alternation("grew"))
_HOW_MANY_YEARS = re.compile(rf"连[续](?:{_HOW_MANY})")
_NUMBER = re.compile(rf"[\d{numerals.ALL}]")


def is_contrary(asked: str, sentence: str, answer: str, lead: str = "") -> bool:
    """Whether a folded sentence, and what was chosen in it, cannot decide what a folded question asks.

    ``lead`` is what stands right before the answer.
    """
    ended = _ENDED.search(asked)
    return bool(
        (_ASKS_LEFT.search(asked) and not _TELLS_LEFT.search(sentence))
        or (ended and ended[0] not in sentence)
        or (_EACH.search(asked) and not _TELLS_EACH.search(sentence))
        or (_WHOLE_YEAR.search(asked) and _PART_OF_YEAR.search(sentence))
        or _YEAR_AFTER_NEXT.search(asked)
        or (_COUNTRY.search(asked) and not _COUNTRY.search(sentence))
        or _goes_the_other_way(asked, lead)
        or is_object(asked, lead)
        or (_HOW_MANY_YEARS.search(asked) and not _NUMBER.search(answer))
    )


def is_of_another_holder(asked: str, sentence: str) -> bool:
    """Whether a folded question asks who held an office, is to hold it, or does not, and a sentence only who does."""
    return bool(_ANOTHER_HOLDER.search(asked)) and not _ANOTHER_HOLDER.search(sentence)


def is_object(asked: str, lead: str) -> bool:
    """Whether who does something is asked, and the act stands right before what was chosen: 举办某赛 for 谁举办."""
    match = _WHO_ACTS.search(asked)
    return match is not None and lead.endswith(match["act"])


def _goes_the_other_way(asked: str, lead: str) -> bool:
    """Whether a rise is asked for and a fall is told, or a fall and a rise."""
    falls, rises = _FALLS.search(lead), _RISES.search(lead)
    if _ASKS_RISE.search(asked):
        return bool(falls and not rises)
    return bool(_ASKS_FALL.search(asked) and rises and not falls)
