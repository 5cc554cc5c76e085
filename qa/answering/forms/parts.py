"""A part told for the whole: the firms of one industry for all firms, one of two that stand side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import tokens
from index.language.lexicon import alternation
from index.language.units import Dimension
from qa.answering.forms.forms import words_of
from qa.choosing.amounts import stocks
from qa.choosing.evidence import PHRASED
from qa.choosing.phrases import is_noun
from qa.kinds import Kind
from qa.listing.members import members
from qa.understanding.asked_time import asks_two_years
from qa.understanding.concepts import folded
from qa.understanding.names.english_places import is_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.choosing.evidence import Evidence
    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.asked_places import AskedPlace
    from qa.understanding.question import Question

_HOW_MANY_THERE_ARE = re.compile(r"\bhow many\b.*\b(?:are|were) there\b")
_OF_OWN_PLACE = re.compile("[全省市县区州镇乡村城]*")  # 县城公交车 are those of the county
_JOIN = "、"
_ENDS = re.compile("[,，;；。等]|$")
_DAYS = re.compile("[节庆旦假]|[期]间|五[一]")
_FEAST = re.compile("(?:[春国中端][节庆秋午]|元[旦])[^,;。]{0,8}(?:[期]间|假[期])")
_IN_TURN = re.compile(alternation("in_turn"))
_STRANGE = 0.6  # of the characters of what a figure measures, those that the question lacks
_ANOTHER_YEAR = re.compile(r"\d{4}年.*[和与及、].*\d{4}年")


def is_part(question: Question, first: Ranked) -> bool:
    """Whether what was chosen is a part of what is asked for, as far as its words tell: likely at most."""
    chosen = first.evidence[0]
    if not question.wanted.kind.handling.is_figure:
        return question.wanted.kind is Kind.ENTITY and _is_one_of_row(question, first)
    asked = folded(question.text)
    return (
        _is_narrower_stock(question, asked, chosen)
        or (_asks_stock(asked) and _is_strange(chosen))
        or (
            is_english(asked) and bool(chosen.features.get("narrower measure"))
        )  # income: of a budget
        or _is_of_feast(asked, chosen, first)
        or _is_of_more_places(question.asked_places, first)
        or (_ANOTHER_YEAR.search(asked) is not None and not asks_two_years(asked))
    )


def _is_one_of_row(question: Question, first: Ranked) -> bool:
    """Whether what was chosen stands beside others of its kind, joined by no more than a mark: 青石、白鹭社区入选.

    What is asked, or the clause's end, has to follow: 甲集团氢能车 after 乙公司卫星、 is no member of a row.
    """
    if PHRASED in first.evidence[0].features:
        return False  # 甲与乙、丙与丁合作: of a pair that was told apart
    sentence = first.best
    start, end = (at - sentence.start for at in (first.evidence[0].start, first.evidence[0].end))
    before, after = sentence.text[: max(0, start)], sentence.text[end:]
    if members(words_of(first)) or _IN_TURN.search(before + after):
        return False
    if after.startswith(_JOIN):
        return True
    asked = {each.words[0] for each in question.concepts}
    following = next((each.term for each in tokens.words(folded(after)) if each.start == 0), "")
    follows = following in asked and not is_noun(following)
    return before.endswith(_JOIN) and (follows or _ENDS.match(after) is not None)


def _is_narrower_stock(question: Question, asked: str, chosen: Evidence) -> bool:
    """Whether it is asked how many there are of something, and those of a narrower sort are told."""
    is_narrower = chosen.features.get("narrower measure") and _asks_stock(asked)
    if not is_narrower or chosen.fact is None:
        return False
    more = folded(chosen.fact.measure.text)
    for word in sorted((w for c in question.concepts for w in c.words), key=len, reverse=True):
        more = more.replace(word, "")
    return _OF_OWN_PLACE.fullmatch(more) is None


def _is_of_feast(asked: str, chosen: Evidence, first: Ranked) -> bool:
    """Whether a figure is of a feast's days, where no days are asked about: 国庆期间旅游收入9亿元."""
    before = folded(first.best.text[: max(0, chosen.start - first.best.start)])
    return _FEAST.search(before) is not None and _DAYS.search(asked) is None


def _asks_stock(asked: str) -> bool:
    return stocks.asks_stock(asked) or _HOW_MANY_THERE_ARE.search(asked) is not None


def _is_strange(chosen: Evidence) -> bool:
    """Whether what a figure measures is called by no word of the question: 医共体 for 医院."""
    features = chosen.features
    if chosen.measure is None or chosen.measure.dimension is not Dimension.COUNT:
        return False
    is_unnamed = not features.get("measure") and PHRASED not in features
    return is_unnamed and features.get("strange measure", 0.0) >= _STRANGE


def _is_of_more_places(asked: Sequence[AskedPlace], first: Ranked) -> bool:
    """Whether a place that is asked about stands in a row of more that the figure is of: 赴甲、乙等地引进."""
    text = folded(first.best.text)
    return any(
        re.search(rf"{re.escape(each.told_name)}(?:[、和与及][^,;。]{{0,20}})?等", text)
        for each in asked
        if not each.is_of(first.document.place)
    )
