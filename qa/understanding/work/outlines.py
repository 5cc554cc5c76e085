"""Questions for an outline: all that a year is to bring or brought, or what a report is made of.

今年的重点工作有哪些 and 去年取得了哪些成绩 name no subject: of 教育方面今年有什么打算 教育 is left once the time, the
place and the words for what is done are taken away, and that is another question.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index.language import numerals
from index.language.lexicon import alternation, word_set, words
from index.language.place_names import without_names
from index.language.text import fold
from index.language.times import YEAR_IN_HAN

if TYPE_CHECKING:
    from collections.abc import Iterable


class Part(StrEnum):
    """Which part of a report an outline is of."""

    PLAN = "plan"
    REVIEW = "review"
    OF_YEAR = "of a year"  # the one of these that is of the year that is named
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOutline:
    """An outline that is asked for; ``count`` is how many members it is to have, where that is said."""

    part: Part
    count: int | None = None


_COMING = word_set("present_year", "year_after")
_GONE = "|".join(
    sorted(word_set("relative_year", "last_year", "past_year") - _COMING, key=len, reverse=True)
)
_N_YEARS = rf"(?:[{numerals.TENS}]|\d)年"
_AHEAD_TIME = rf"(?:{alternation('present_year', 'year_after')})|(?:{alternation('years_ahead')})(?:的?{_N_YEARS}|一段)?"
PAST_TIME = rf"(?:{_GONE})|(?:{alternation('years_back')})的?{_N_YEARS}来?|{_N_YEARS}来"
_PLAN_NUMBER = rf"[“\"]?十[{numerals.ONES}]五[”\"]?(?:{alternation('term_of_plan')})?"
YEAR = rf"(?:(?:19|20)\d{{2}}|{YEAR_IN_HAN})年?度?|{_PLAN_NUMBER}"
TIME = rf"{PAST_TIME}|{_AHEAD_TIME}|{YEAR}"
_SAID = re.compile(  # 报告提出了什么 is not of what was done
    rf"({alternation('tells_at_all', 'mentions')}|{alternation('outline_ahead')}|[讲说提写定])了"
)
_DONE = rf"{alternation('outline_done')}|[了过]"
_AHEAD = rf"{alternation('outline_ahead')}|[拟将]|(?<![主重首需必])要(?![求点务事闻])"
_WORK = rf"{alternation('outline_work', 'outline_done')}|[事活]"
_DOES = r"[做干抓办搞]"
_WHAT = alternation("what", "which", "asks_list")
_DOCUMENT = rf"{alternation('kind_government_work')}|{alternation('report')}"
_INTENDS = re.compile("|".join(sorted(word_set("asks_plan") & word_set("outline_ahead"))))
_COUNT = rf"(?<![第\d])(?P<count>[{numerals.TENS}两]{{1,3}}|\d{{1,2}})(?:大|[个项件条])"
_IDLE = "|".join(
    (
        TIME,
        _COUNT.replace("?P<count>", "?:"),
        alternation(
            *("outline_work", "outline_ahead", "outline_done", "outline_whole", "outline_idle"),
            *("what", "which", "asks_list", "whole_year", "own_place", "mentions", "please"),
            *("kind_government_work", "report"),
        ),
        "[有的在是会能想了过呢啊呀吧给我请们各做干抓办搞事活项件条个点一些大好出里中上市省县区州这那部份篇届到和与及说提写分要将拟都来面几]|(?<=分)[为成]",
    )
)
_OF_NOTHING = re.compile(_IDLE)
# 有几项 asks for a number, 成绩是怎么来的 for a reason
_NO_OUTLINE = re.compile(rf"(?<!哪)几(?:[个项件条大])|(?:{alternation('how_to')})得?来")
_OUTLINE_ENGLISH = re.compile(
    r"\b(?:outline|table of contents|contents|structure|cover(?:s|ed)?)\b"
)
_AHEAD_ENGLISH = re.compile(r"\b(?:tasks?|priorit(?:y|ies)|plans?|agenda|will|going to)\b")
_DONE_ENGLISH = re.compile(r"\b(?:did|done|was|were|achiev\w+|accomplish\w+|progress)\b")
_TIMES_ENGLISH = re.compile(r"\b(?:(?P<past>last|past)|this|next|coming) year\b|\b(?:19|20)\d{2}\b")
_IDLE_ENGLISH = re.compile(
    r"\b(?:what|which|are|is|was|were|does|do|did|has|been|have|the|a|an|its?|me|give|tell|list|name|show|and|"
    r"main|key|major|top|important|most|all|of|for|in|to|by|on|during|over|s|"
    r"governments?|province|city|county|district|work|make|made|get|reports?|about|this|"
    r"tasks?|priorit(?:y|ies)|plans?|planned|planning|agenda|will|going|"
    r"done|achiev\w+|accomplish\w+|progress|outline|table|contents|structure|cover(?:s|ed)?)\b"
)


@functools.lru_cache(maxsize=256)
def asked_outline(folded: str) -> AskedOutline | None:
    """The outline that a folded question without names of places asks for; ``None`` where it asks for something else."""
    if folded.isascii():
        return _in_english(folded)
    text = _SAID.sub(r"\1", folded)
    if any(map(str.isalnum, _OF_NOTHING.sub("", text))) or _NO_OUTLINE.search(text):
        return None
    part = _part(text)
    if part is None:
        return None
    told = re.search(_COUNT, re.sub(TIME, "", text))
    n = numerals.count(told["count"]) if told else 0
    return AskedOutline(part=part, count=n if n > 1 else None)


def stands_alone(folded: str) -> bool:
    """Whether a folded question asks for an outline whatever was spoken of before: 有什么打算 may be of just that."""
    return asked_outline(folded) is not None and asked_outline(_INTENDS.sub("", folded)) is not None


def are_outlines(*questions: str) -> bool:
    """Whether each of some questions asks for an outline."""
    return all(asked_outline(fold(each).text) for each in questions)


def of_time(time: str, asked: str, before: str, places: Iterable[str]) -> str:
    """A question of another time: of one for an outline, for what was done then, or is to be.

    Args:
        time: the other time.
        asked: what is asked of it, as far as it is asked of any time.
        before: the question of the time before.
        places: the names of places in it.
    """
    places = tuple(places)
    whole = re.sub("的(?=[是为有])", "", f"{time}{asked}")
    before, after = (without_names(fold(text).text, places) for text in (before, whole))
    if asked_outline(before) is None or asked_outline(after) is not None:
        return whole
    return f"{time}{''.join(places)}的{words('work')[0]}有{words('which')[0]}?"


def _part(text: str) -> Part | None:
    """The part that a question is of which names no subject; ``None`` where it asks for none."""
    is_past, is_coming = _has(PAST_TIME, text), _has(_AHEAD_TIME, text)
    bare = re.sub(TIME, "", text)
    is_done, is_ahead = is_past or _has(_DONE, bare), _has(_AHEAD, bare)
    is_what = _has(_WHAT, bare)
    of_work = re.sub(_DOCUMENT, "", bare)
    is_work = _has(_WORK, of_work) or (is_what and _has(_DOES, of_work))
    if not (is_work or is_ahead):
        return Part.WHOLE if not (is_done or is_past) and _is_of_text(bare) else None
    if is_done and (is_ahead or is_coming):
        return None
    if is_done:
        return Part.REVIEW
    if is_coming or is_ahead:
        return Part.PLAN if is_what or is_work else None
    if _has(YEAR, text):
        return Part.OF_YEAR
    is_asked = is_what or _has(alternation("outline_idle"), of_work)
    return Part.PLAN if is_asked else None


def _is_of_text(text: str) -> bool:
    """Whether what is asked is what a report is made of, or says."""
    if _has(alternation("outline_itself"), text):
        return True
    says = _has(_WHAT, text) and _has("[讲说提写]", text)
    return _has(_DOCUMENT, text) and (says or _has(alternation("outline_whole") + "|[部]分", text))


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def _in_english(text: str) -> AskedOutline | None:
    time = _TIMES_ENGLISH.search(text)
    left = _IDLE_ENGLISH.sub("", _TIMES_ENGLISH.sub("", text))
    if any(map(str.isalnum, left)):
        return None
    if _OUTLINE_ENGLISH.search(text):
        return AskedOutline(part=Part.WHOLE)
    is_done, is_ahead = bool(_DONE_ENGLISH.search(text)), bool(_AHEAD_ENGLISH.search(text))
    if (is_done and is_ahead) or time is None:
        return None
    is_past = bool(time["past"])
    if is_done:
        return AskedOutline(part=Part.REVIEW)
    return AskedOutline(part=Part.PLAN) if is_ahead and not is_past else None
