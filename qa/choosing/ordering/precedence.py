"""Which candidate goes before which, once their texts were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_LESS = ("unasked plan", "narrower measure", "older")  # a plan, a part, or of a year before
_AHEAD = 1.5  # log-odds by which such a figure may be likelier than one that is not
_FAR_BEHIND = 2.0  # log-odds of its legs that reading a passage in words makes up for at most
_OF_LEGS = 0.15  # of those: what goes before another by them, once both are read


def in_order(question: Question, candidates: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Candidates by what they go before each other by; ties keep their order.

    One that rather answers than not goes by how likely it does. Where what was read in it is too weak
    for that, reading has told nothing, and it keeps the place that its legs gave it. Of what is asked in
    words, reading brings none to the front that was far behind. What has come about goes before a plan of
    the same that is hardly likelier, where the question names no time, and what it is of a part of it or of
    the year before: by default the last year of the whole is asked about.
    """
    ranked = list(candidates)
    least = least_unread(question, ranked)
    of_legs = 0.0 if question.wanted.kind.handling.is_figure else _OF_LEGS

    def precedence(each: Ranked) -> tuple[bool, bool, float]:
        unread, is_answer = each.unread_log_odds, each.log_odds >= 0
        is_near = each.own_log_odds >= least
        return is_near, is_answer, each.log_odds + of_legs * unread if is_answer else unread

    ranked.sort(key=precedence, reverse=True)
    return _without_less(ranked)


def _without_less(ranked: list[Ranked]) -> tuple[Ranked, ...]:
    """The same order, but that what is less than what is asked for goes behind what is not, and hardly less likely."""
    first = ranked[0].of_choice if ranked else {}
    if not _is_less(first):
        return tuple(ranked)
    for i, each in enumerate(ranked):
        of_choice = each.of_choice
        is_near = each.log_odds >= max(0.0, ranked[0].log_odds - _AHEAD)
        is_same = of_choice.get("measure", 0.0) >= first.get("measure", 1.0)
        if is_near and is_same and not _is_less(of_choice):
            return (each, *ranked[:i], *ranked[i + 1 :])
    return tuple(ranked)


def _is_less(of_choice: Mapping[str, float]) -> bool:
    return any(of_choice.get(name) for name in _LESS)


def least_unread(question: Question, candidates: Iterable[Ranked]) -> float:
    """The log-odds without reading that one of some candidates needs to come first: of figures any."""
    if question.wanted.kind.handling.is_figure:
        return -np.inf
    return max((each.own_log_odds for each in candidates), default=0.0) - _FAR_BEHIND
