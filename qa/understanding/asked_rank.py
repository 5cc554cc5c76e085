"""Ranks that a question asks for: among whom, and whether by size or by how it grew."""

from __future__ import annotations

import re

from index.language.lexicon import alternation, word_set

PART = "(?:中[心]|主)城[区]"
_AMONG = f"全[国省市区县州盟旗球]|{PART}"
_ASKED_AMONG = re.compile(
    rf"({_AMONG})[的中里内]?(?:{alternation('rank_noun')}|[排居位第列])|在({_AMONG})"
)
_TOLD_AMONG = re.compile(_AMONG)
_LEVELS = "国省市区县州盟旗"
_ASKED_LEVEL = re.compile(rf"(?:全|在)?([{_LEVELS}])(?:[里内中]|(?=排|第))|全([{_LEVELS}])")
_TOLD_LEVEL = re.compile(rf"全([{_LEVELS}])")
_WORLD = re.compile(alternation("in_world"))
_OF_CITY = re.compile(PART)
_GROWTH, _INCREMENT, _TOTAL = "growth", "increment", "total"
SUM = re.compile("|".join(word_set("asks_total") & word_set("total")))  # all together
_ASKED_BY = {
    _INCREMENT: re.compile(alternation("increment")),
    _GROWTH: re.compile(alternation("asks_change", "grew")),
    _TOTAL: SUM,
}
_TOLD_BY = {
    by: re.compile(rf"(?:{pattern.pattern})(?:{alternation('rank_noun')})?$")
    for by, pattern in _ASKED_BY.items()
}


def is_among_others(asked: str, told: str, *, is_named: bool) -> bool:
    """Whether a rank is one among others than those that are asked about: 全市第2 for 在全省排第几.

    Args:
        asked: the question, folded.
        told: those among whom the rank is, folded.
        is_named: whether the report names them with it.
    """
    among = {name for match in _ASKED_AMONG.finditer(asked) for name in match.groups() if name}
    told_among = _TOLD_AMONG.findall(told)
    if not among:
        return False
    return not among.issuperset(told_among) or (is_named and not told_among)


def is_at_level(asked: str, told: str) -> bool:
    """Whether a rank that is told in a clause is one in the country, the province and so on that is asked about."""
    if bool(_WORLD.search(asked)) is not bool(_WORLD.search(told)):
        return False
    level = {name for match in _ASKED_LEVEL.findall(asked) for name in match if name}
    is_of_part = bool(_OF_CITY.search(asked))
    if (is_of_part or level) and is_of_part is not bool(_OF_CITY.search(told)):
        return False
    return not level or not level.isdisjoint(_TOLD_LEVEL.findall(told))


def is_by_other(asked: str, measure: str, before: str) -> bool:
    """Whether a rank is by another order: 增速全国第3 for 总量排第几, or the reverse.

    Args:
        asked: the question, folded.
        measure: what is ranked, folded.
        before: what the report says before the rank.
    """
    by = {name for name, pattern in _ASKED_BY.items() if pattern.search(asked)}
    told = next((name for name, pattern in _TOLD_BY.items() if pattern.search(measure)), None)
    if told is _TOTAL:
        return bool(by) and _TOTAL not in by
    if told is not None:
        return told not in by
    return _GROWTH in by and not _ASKED_BY[_GROWTH].search(before)
