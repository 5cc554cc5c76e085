"""What follows a question of many reports: another measure, another bound, or the other end of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import numerals
from index.language.lexicon import alternation, word_set
from index.language.text import fold
from index.language.tokens import words
from qa.understanding.across import conditions
from qa.understanding.across import words as across_words
from qa.understanding.across.asked import Wish
from qa.understanding.across.counted import AT_START
from qa.understanding.across.full_names import in_full
from qa.understanding.across.reading import across
from qa.understanding.following import siblings
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from qa.understanding.across.asked import Across

_ABOUT = re.compile(r"^(?:那么?)?(?P<other>.{1,16}?)的?呢?[?？。!！\s]*$")
_BOUND = re.compile(rf"[\d{numerals.ALL}.]+(?:{numerals.SCALE})?(?:[^\W\d_]{{0,3}}|[%％])$")
_ASKS = re.compile(rf"(?:是|有|为)?(?:{alternation('how_many', 'asks_person')})?[?？]?$")
_ACT_AT_END = re.compile(rf"(?:{alternation('done_to_a_count')})$")
_EACH = re.compile(rf"(?:{alternation('ratio')})$")
_INDICATOR = re.compile(rf"(?<=.)(?:{alternation('indicator')})$")
_CHANGE = re.compile(alternation("asks_change"))
_MADE = re.compile("|".join(word_set("made") & word_set("indicator")))
_IS_NO_MEASURE = re.compile(
    rf"{alternation('relative_year')}|\d{{4}}|哪|{alternation('asks_person', 'what')}"
)
_BEHIND = re.compile("[的是]+$")
_FROM_LAST = re.compile("倒[数]")
_LEVEL = rf"(?:{alternation('places_province', 'places_city', 'places_county')}|[省市区县])"
# What stands around a bound that is asked for by itself: 那…的有哪些, …的省.
_BY_BOUND = re.compile(
    rf"(?:那么?)?的?{_LEVEL}?"
    rf"(?:都|[分]别)?[有是]?(?:{alternation('asks_list', 'how_many_of')}|哪[些]?|哪[几]个)?[呢?？。!！\s]*"
)
_BY_ORDER = re.compile(  # 第二的省, 哪个最低, 后五名
    rf"(?:那么?)?(?:哪[个]{_LEVEL}?|谁)?(?P<order>{'|'.join(re.sub(r'[?]P<[a-z]+>', '', each.pattern) for each in across_words.WHICH_OF_ORDER)})"
    rf"{_LEVEL}?(?:呢|是?(?:哪[个]?{_LEVEL}?|谁))?[?？。!！\s]*"
)
_END = re.compile(r"(?:呢)?[?？。!！\s]*$")
_DEGREE = re.compile("[高低大小多少快慢](?=的?$)")
_GOAL = re.compile(rf"(?:{alternation('goal')})$")


def of_many(said: str, before: str) -> str:
    """A follow-up made self-contained by a question of many reports; empty where it is none.

    Args:
        said: the follow-up: 城中村呢, 5万亿呢, 最低的呢.
        before: the question before it, self-contained.
    """
    about = _ABOUT.match(said)
    return (_instead_of(about["other"], before) if about else "") or siblings.of_all(said, before)


def bounded(said: str, before: str) -> str:
    """A bound that figures are to be held against, of what all places were asked for: 超过6%的有哪些, after 各省GDP增速.

    It takes the place of an order, or of another bound: 低于4%的呢, after 哪个省GDP增速最高. So does an order that is
    asked for by itself: 第二的省.
    """
    folded = fold(said).text
    if (order := _BY_ORDER.fullmatch(said)) is not None:
        read = across(before)
        return _other_end(order["order"], before, read) if read and read.is_all else ""
    found = conditions.find(folded) if len(folded) == len(said) else None
    if found is None or not _BY_BOUND.fullmatch(said[: found[1]] + said[found[2] :]):
        return ""
    read = across(before)
    if read is None or not read.is_all:
        return ""
    if read.wish is Wish.ROWS:
        return f"{_END.sub('', before)}{said[found[1] :]}"
    return _with(found[0].text, before, read)


def _instead_of(other: str, before: str) -> str:
    """The question before, with another bound, the other end of an order, or another measure."""
    read = across(before)
    if read is None or not read.is_all or _IS_NO_MEASURE.search(other):
        return ""
    if _BOUND.fullmatch(other):
        bound = _BOUND.search(read.condition.text) if read.condition else None
        return before.replace(bound[0], other) if bound else ""
    if siblings.ORDER.search(other) or across_words.TOP.fullmatch(other):
        return _other_end(other, before, read)
    if siblings.names_measure(other) and not _GOAL.fullmatch(other):
        return ""  # which takes the place of the other whole
    measure = _measure(read.question, before)
    if not measure or named_places.named(other, words(other), None):
        return ""
    return before.replace(measure, _instead(other, measure))


def _other_end(other: str, before: str, read: Across) -> str:
    """最低呢, 第二呢 or 前三名呢, after 哪个省最高."""
    meant = next(
        filter(None, (each.fullmatch(other) for each in across_words.WHICH_OF_ORDER)), None
    )
    if meant is None:
        return ""
    told = _order_of(before)
    is_nth, text = meant.re is across_words.NTH_ANYWHERE, _BEHIND.sub("", meant[0])
    if is_nth and told is not None:
        degree, from_last = _DEGREE.search(told[0]), _FROM_LAST.match(told[0])
        is_from_last = _FROM_LAST.match(text) is not None
        if from_last is not None and not is_from_last:
            text = from_last[0] + text
        is_said = from_last or is_from_last or _DEGREE.search(text)
        text += degree[0] if degree and not is_said else ""
    return _with(text, before, read)


def _with(asked: str, before: str, read: Across) -> str:
    """A question of all places with another order or bound in the place of its own; empty where it has none."""
    told, of = _order_of(before), read.condition
    if of is not None and of.text in before:
        return before.replace(of.text, asked)
    if told is not None:
        end = "的" if told[0].endswith("的") else ""
        return f"{before[: told.start()]}{asked}{end}{before[told.end() :]}"
    return ""


def _order_of(text: str) -> re.Match[str] | None:
    """The words of a question that tell which of an order it asks for."""
    orders = (*across_words.WHICH_OF_ORDER, across_words.ORDER)
    return next(filter(None, (each.search(text) for each in orders)), None)


def _measure(question: str, before: str) -> str:
    """What of a question of many reports names what is measured; empty where it does not stand so."""
    name = _ASKS.sub("", across_words.AMONG.sub("", question)).strip("?？ ")
    name = AT_START.sub("", name)
    return name if len(name) > 1 and name in before else ""


def _instead(other: str, measure: str) -> str:
    """Another measure, with what it leaves to the one before: 城中村, of 老旧小区改造."""
    act, indicator = _ACT_AT_END.search(measure), _INDICATOR.search(measure)
    if _GOAL.fullmatch(other) or _EACH.fullmatch(other):
        return f"{measure}{other}" if _GOAL.fullmatch(other) else f"{other}{measure}"
    if act and words(other)[-1].term not in word_set("done_to_a_count"):
        return f"{other}{act[0]}"
    if indicator and _CHANGE.fullmatch(indicator[0]) and _is_made(other):
        return other
    if indicator and not siblings.is_measured(other):
        return f"{other}{indicator[0]}"
    goal = _GOAL.search(measure)
    return f"{other}{goal[0]}" if goal and not _GOAL.search(other) else other


def _is_made(name: str) -> bool:
    """Whether a short name is of what is made, of which reports tell how much it was: 粮食."""
    (full, *_) = in_full(f"{name}?")
    return full != f"{name}?" and _MADE.search(full) is not None
