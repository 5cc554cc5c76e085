"""What follows a question of many reports: another measure, another bound, or the other end of them."""

from __future__ import annotations

import re

from index.language import numerals
from index.language.lexicon import alternation, word_set
from index.language.text import fold
from index.language.tokens import words
from qa.understanding.across import conditions
from qa.understanding.across import words as across_words
from qa.understanding.across.asked import Wish
from qa.understanding.across.counted import AT_START
from qa.understanding.across.reading import across
from qa.understanding.following import siblings
from qa.understanding.names import named_places

_ABOUT = re.compile(r"^(?:那么?)?(?P<other>.{1,16}?)的?呢?[?？。!！\s]*$")
_BOUND = re.compile(rf"[\d{numerals.ALL}.]+(?:{numerals.SCALE})?(?:[^\W\d_]{{0,3}}|[%％])$")
_ASKS = re.compile(rf"(?:是|有|为)?(?:{alternation('how_many', 'asks_person')})?[?？]?$")
_ACT_AT_END = re.compile(rf"(?:{alternation('done_to_a_count')})$")
_EACH = re.compile(rf"(?:{alternation('ratio')})$")
_INDICATOR = re.compile(rf"(?<=.)(?:{alternation('indicator')})$")
_IS_NO_MEASURE = re.compile(
    rf"{alternation('relative_year')}|\d{{4}}|哪|{alternation('asks_person', 'what')}"
)
# What stands around a bound that is asked for by itself: 那…的有哪些, …的省.
_BY_BOUND = re.compile(
    rf"(?:那么?)?的?(?:{alternation('places_province', 'places_city', 'places_county')}|[省市区县])?"
    rf"(?:都|[分]别)?[有是]?(?:{alternation('asks_list', 'how_many_of')}|哪[些]?|哪[几]个)?[呢?？。!！\s]*"
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
    """A bound that figures are to be held against, which all places were asked for: 超过6%的有哪些, after 各省GDP增速."""
    folded = fold(said).text
    found = conditions.find(folded) if len(folded) == len(said) else None
    if found is None or not _BY_BOUND.fullmatch(said[: found[1]] + said[found[2] :]):
        return ""
    read = across(before)
    is_plain = read is not None and read.is_all and read.wish is Wish.ROWS
    return f"{_END.sub('', before)}{said[found[1] :]}" if is_plain else ""


def _instead_of(other: str, before: str) -> str:
    """The question before, with another bound, the other end of an order, or another measure."""
    read = across(before)
    if read is None or not read.is_all or _IS_NO_MEASURE.search(other):
        return ""
    if _BOUND.fullmatch(other):
        bound = _BOUND.search(read.condition.text) if read.condition else None
        return before.replace(bound[0], other) if bound else ""
    if siblings.ORDER.search(other):
        return _other_end(other, before)
    if siblings.names_measure(other) and not _GOAL.fullmatch(other):
        return ""  # which takes the place of the other whole
    measure = _measure(read.question, before)
    if not measure or named_places.named(other, words(other), None):
        return ""
    return before.replace(measure, _instead(other, measure))


def _other_end(other: str, before: str) -> str:
    """最低呢, or 第二呢, after 哪个省最高."""
    ends = (across_words.MOST, across_words.LEAST)
    if (nth := across_words.NTH.fullmatch(other)) is not None:
        told = next(filter(None, (each.search(before) for each in (*ends, across_words.NTH))), None)
        degree = _DEGREE.search(told[0]) if told and not _DEGREE.search(other) else None
        meant_nth = f"{nth[0]}{degree[0] if degree else ''}"
        return before.replace(told[0], meant_nth) if told else ""
    meant = next(filter(None, (each.fullmatch(other) for each in ends)), None)
    told = next(filter(None, (each.search(before) for each in ends)), None)
    return before.replace(told[0], meant[0]) if told and meant else ""


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
    if indicator and not siblings.is_measured(other):
        return f"{other}{indicator[0]}"
    goal = _GOAL.search(measure)
    return f"{other}{goal[0]}" if goal and not _GOAL.search(other) else other
