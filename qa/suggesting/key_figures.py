"""The figures of a report to begin with: what was reached, and what of the same is aimed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import Aspect
from qa.suggesting.fact_questions import AIMED, REACHED, is_done_to, is_told_plainly, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.fact_types import Fact
    from index.types import Passage

N_SHOWN = 6
_ASPECTS = {
    Aspect.LEVEL: "level",
    Aspect.TOTAL: "level",
    Aspect.SHARE: "level",
    Aspect.CHANGE: "change",
}
_N_TOLD = 2  # a level and its change


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A thing that is measured, what of it was reached, and what is aimed at: each may be empty.

    All that was reached is of one year, and all that is aimed at.
    """

    name: str
    reached: tuple[Fact, ...]
    aimed: tuple[Fact, ...]


def key_figures(
    facts: Iterable[Fact], passages: Mapping[int, Passage], place: str, n: int = N_SHOWN
) -> tuple[KeyFigure, ...]:
    """The first n figures of a report that are told of two times, then those told in two ways.

    Args:
        facts: its facts, in their order.
        passages: its passages by their numbers.
        place: its place.
        n: how many figures.
    """
    of_name: dict[str, list[Fact]] = {}
    for fact in facts:
        if _is_plain(fact, passages, place):
            of_name.setdefault(name_of(fact), []).append(fact)
    figures = [
        KeyFigure(
            name=name,
            reached=_told([fact for fact in own if fact.status in REACHED]),
            aimed=_told([fact for fact in own if fact.status in AIMED]),
        )
        for name, own in of_name.items()
    ]
    paired = [each for each in figures if each.reached and each.aimed]
    paired.sort(key=lambda each: each.aimed[0].start)
    double = [each for each in figures if not each.aimed and len(each.reached) == _N_TOLD]
    return (*paired, *double)[:n]


def _is_plain(fact: Fact, passages: Mapping[int, Passage], place: str) -> bool:
    """Whether a fact can be told in a line by its name, its year and its words."""
    passage = passages.get(fact.passage)
    if passage is None or fact.aspect not in _ASPECTS or not is_told_plainly(fact, passage, place):
        return False
    is_of_one_year = fact.time.last is not None and fact.time.first == fact.time.last
    is_thing = fact.aspect is not Aspect.LEVEL or not is_done_to(fact, passage)
    return is_of_one_year and (is_thing or fact.status in AIMED)


def _told(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A level and a change of the latest year; neither where several figures are told for it."""
    if not facts:
        return ()
    year = max(fact.time.last or 0 for fact in facts)
    told: dict[str, list[Fact]] = {"level": [], "change": []}
    for fact in facts:
        if fact.time.last == year:
            told[_ASPECTS[fact.aspect]].append(fact)
    return tuple(
        each[0] for each in told.values() if len({fact.amount.value for fact in each}) == 1
    )
