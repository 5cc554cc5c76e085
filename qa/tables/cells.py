"""A cell: what one report says to one question, and what makes it less than comparable."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING

from index.fact_types import Status
from index.language.lexicon import alternation
from index.types import Aspect
from qa.answering import findings
from qa.choosing import slots
from qa.choosing.amounts import aspects
from qa.tables.measures import acts
from qa.tables.normal_units import normal
from qa.tables.values import Cell, Level, Mark
from qa.types import Citation, Finding
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from index.fact_types import Amount, Fact
    from qa.choosing.evidence import Evidence
    from qa.choosing.ranking import Ranked
    from qa.tables.asked_facts import AskedFacts
    from qa.types import Answer

    _Kinds = Mapping[Mark, Callable[[Fact], Hashable]]

_DONE, _AHEAD = "done", "ahead"
SURE = 0.85  # the chance from which on a figure is called given
_MOST_NEAR = 3
_AT_LEAST = re.compile(rf"{alternation('more_or_equal', 'more_than', 'passes')}|[超逾]|以[上]")
_AT_MOST = re.compile(  # 不少于 is a bound from below
    rf"{alternation('less_or_equal')}|(?<!不)(?:{alternation('less_than')})|以[内下]"
)
_ABOUT = re.compile(rf"{alternation('hedge_after')}|[约近]")

_EVEN = 0.5  # the chance from which on a figure is rather the one that is asked for


def of_figures(asked: AskedFacts, ranked: Sequence[Ranked]) -> tuple[Cell, ...]:
    """The cells that a report may have, the likeliest first, by what was read of its passages.

    Args:
        asked: what is asked.
        ranked: the passages, the likeliest first.
    """
    if not ranked:
        return (Cell(level=Level.NOT_TOLD, confidence=0.0),)
    ways = [way for each in ranked for way in asked.named(each) if way.chance >= _EVEN]
    ways.sort(key=lambda each: -each.log_odds)
    if ways:
        return tuple(_told(asked, way, ranked) for way in ways)
    of_parts = asked.parts(ranked)
    if of_parts is not None:
        return (_in_parts(*of_parts),)
    near = findings.near(ranked)[:_MOST_NEAR]
    return (Cell(level=Level.NOT_TOLD, confidence=ranked[0].chance, near=near),)


def of_answer(answer: Answer) -> Cell:
    """The cell of a report that was asked alone, for what is no figure."""
    if not answer.found:
        return Cell(level=Level.NOT_TOLD, confidence=answer.confidence, near=answer.alternatives)
    return Cell(
        level=_level(answer.confidence),
        confidence=answer.confidence,
        citation=answer.citations[0],
        value=answer.value,
        conflicts=answer.conflicts,
    )


def of_head(citation: Citation | None) -> Cell:
    """The cell of a report whose head was asked: it tells outright, or not at all."""
    if citation is None:
        return Cell(level=Level.NOT_TOLD, confidence=0.0)
    return Cell(level=Level.GIVEN, confidence=1.0, citation=citation)


def _level(chance: float) -> Level:
    return Level.GIVEN if chance >= SURE else Level.LIKELY


def _told(asked: AskedFacts, best: Ranked, ranked: Sequence[Ranked]) -> Cell:
    evidence = best.evidence[0]
    fact, measure = evidence.fact, evidence.measure
    if fact is None or measure is None:
        raise ValueError("a cell is told by a fact")
    fact = dataclasses.replace(fact, aspect=acts.aspect_of(measure, fact))
    conflicts = findings.conflicts(
        (best, *(each for each in ranked if each.passage is not best.passage))
    )
    citation = findings.citation(best, evidence)
    marks = [
        *_of_amount(fact.amount, findings.bound(best, evidence) + fact.text),
        *_of_status(fact),
    ]
    marks += [Mark.CONFLICT] * bool(conflicts) + [Mark.DOUBTFUL] * citation.is_doubtful
    chance, is_half = best.chance, slots.HALF in evidence.parts
    if is_half and aspects.is_of_all_so_far(folded(asked.question.text), measure):
        marks.append(Mark.OTHER_TIME)
    return Cell(
        level=_level(chance) if fact.amount.value is not None and not is_half else Level.LIKELY,
        confidence=chance,
        citation=citation,
        value=findings.value(best, evidence, measure),
        fact=fact,
        amount=normal(fact.amount),
        conflicts=conflicts,
        marks=tuple(marks),
    )


def _in_parts(ranked: Ranked, parts: Sequence[Evidence]) -> Cell:
    """What is told of groups, from the first of their figures to the last; no number stands for all."""
    first, last = parts[0], parts[-1]
    citation = Citation(
        document=ranked.document, passage=ranked.passage, start=first.start, end=last.end
    )
    value = findings.value(ranked, first, first.measure) if first.measure is not None else None
    return Cell(
        level=Level.LIKELY,
        confidence=max(_EVEN, ranked.chance),
        citation=citation,
        value=value,
        fact=first.fact,
        near=tuple(
            Finding(
                value=findings.value(ranked, each, each.measure),
                citation=findings.citation(ranked, each),
            )
            for each in parts
            if each.measure is not None
        ),
        marks=(Mark.PART,),
    )


def _of_amount(amount: Amount, text: str) -> list[Mark]:
    """What a figure's own words make of it."""
    if amount.value is None:
        return [Mark.IN_WORDS]
    hedge = amount.hedge or text
    marks = [Mark.RANGE] * (amount.high is not None)
    for mark, pattern in (
        (Mark.AT_MOST, _AT_MOST),
        (Mark.AT_LEAST, _AT_LEAST),
        (Mark.ABOUT, _ABOUT),
    ):
        if pattern.search(hedge):
            return [*marks, mark]
    return marks


def _of_status(fact: Fact) -> list[Mark]:
    return [Mark.ESTIMATE] * (fact.status is Status.EXPECTED)


def compared(
    choices: Sequence[Sequence[Cell]],
    *,
    unit: str = "",
    is_level: bool = False,
    is_untimed: bool = False,
    wanted: Aspect | None = None,
    is_of_acts: bool = False,
) -> list[Cell]:
    """A cell for each report, of the unit, aspect, time and status that most of them have.

    Where a report has none such, its likeliest is marked.

    Args:
        choices: the cells that each report may have, the likeliest first.
        unit: that of a bound that they are to be held against; empty where there is none.
        is_level: whether a level is rather asked for than how it changed.
        is_untimed: whether no time is named: then what has come about goes before plans of the same.
        wanted: the aspect that is asked for.
        is_of_acts: whether it is asked of what is done (建设了多少亩): then each figure of it is new.
    """
    kinds = dict(_KINDS)
    if is_level:
        choices = _without_changes(choices)
    if is_of_acts and wanted is not Aspect.ADDITION:
        kinds[Mark.OTHER_ASPECT] = _aspect_of_acts
    if wanted is Aspect.RANK:
        del kinds[Mark.OTHER_TIME]  # 连续15年居首位: this year, too
    told = [of_one[0].fact for of_one in choices if of_one[0].fact is not None]
    commonest = _of_those(told, kinds)
    every = [cell.fact for of_one in choices for cell in of_one if cell.fact is not None]
    if unit and any(_dimension(fact) == unit for fact in every):
        commonest = _of_those([fact for fact in every if _dimension(fact) == unit], kinds)
    elif is_level or wanted is Aspect.ADDITION:
        asked = wanted or Aspect.LEVEL
        of_aspect = [fact for fact in every if kinds[Mark.OTHER_ASPECT](fact) is asked]
        commonest = _of_those(of_aspect, kinds) if of_aspect else commonest
    if is_untimed and any(_status(fact) == _DONE for fact in every):
        commonest = {**commonest, Mark.OTHER_STATUS: _DONE}

    def others(cell: Cell) -> tuple[Mark, ...]:
        fact = cell.fact
        if fact is None:
            return ()
        return tuple(
            mark
            for mark, kind in kinds.items()
            if kind(fact) and commonest[mark] and kind(fact) != commonest[mark]
        )

    chosen = []
    for of_one in choices:
        cell = next((each for each in of_one if not others(each)), of_one[0])
        more = others(cell)
        chosen.append(dataclasses.replace(cell, marks=(*cell.marks, *more)) if more else cell)
    return _with_targets(chosen)


def _without_changes(choices: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The cells without those of how much something changed, where most tell how much there is.

    Who tells the change alone tells nothing that was asked for; it is near.
    """
    told = [of_one[0].fact for of_one in choices if of_one[0].fact is not None]
    n_changes = sum(map(_is_change, told))
    if len(told) < 2 * n_changes or len(told) == n_changes:
        return list(choices)
    return [_of_no_change(of_one) for of_one in choices]


def _of_no_change(of_one: Sequence[Cell]) -> Sequence[Cell]:
    kept = [each for each in of_one if each.fact is None or not _is_change(each.fact)]
    if kept:
        return kept
    near = tuple(
        Finding(value=each.value, citation=each.citation)
        for each in of_one
        if each.value is not None and each.citation is not None
    )
    return (Cell(level=Level.NOT_TOLD, confidence=0.0, near=near[:_MOST_NEAR]),)


def _is_change(fact: Fact) -> bool:
    """Whether a fact tells how something changed, also where it does so in words: 与经济增长同步."""
    return fact.amount.value is None or _aspect_of(fact) is Aspect.CHANGE


def _with_targets(column: list[Cell]) -> list[Cell]:
    """The cells of a column; where some are results, each target is marked as one."""
    statuses = [None if cell.fact is None else _status(cell.fact) for cell in column]
    if _DONE not in statuses:
        return column
    return [
        dataclasses.replace(cell, marks=(Mark.TARGET, *cell.marks)) if status == _AHEAD else cell
        for cell, status in zip(column, statuses, strict=True)
    ]


def _of_those(facts: Sequence[Fact], kinds: _Kinds) -> Mapping[Mark, Hashable]:
    return {mark: _commonest(map(kind, facts)) for mark, kind in kinds.items()}


def _commonest(values: Iterable[Hashable]) -> Hashable:
    """The value that most have; ``None`` where none has any."""
    return next((value for value, _ in Counter(filter(None, values)).most_common(1)), None)


def _dimension(fact: Fact) -> Hashable:
    return normal(fact.amount).unit or None


def _aspect(fact: Fact) -> Hashable:
    return None if fact.amount.value is None else _aspect_of(fact)


def _aspect_of(fact: Fact) -> Aspect:
    is_level = fact.aspect in _LEVELS
    if is_level and _NEW.search(fact.measure.text):  # 城镇新增就业, however it is told
        return Aspect.ADDITION
    if _OF_LEVEL.search(fact.measure.text) and fact.amount.unit == _PERCENT:
        return Aspect.LEVEL  # 失业率、价格涨幅分别控制在5%和3%: said of the second alone
    return Aspect.LEVEL if is_level else fact.aspect


def _aspect_of_acts(fact: Fact) -> Hashable:
    """The same where what is done is asked for: what is new is all of it."""
    aspect = _aspect(fact)
    return Aspect.LEVEL if aspect is Aspect.ADDITION else aspect


_LEVELS = frozenset({Aspect.LEVEL, Aspect.TOTAL, Aspect.SHARE})
_OF_LEVEL = re.compile(rf"(?:{alternation('level_rate')})(?:{alternation('asks_change')})?$")
_PERCENT = "%"
_NEW = re.compile(alternation("asks_added"))


def _time(fact: Fact) -> Hashable:
    """Whether a fact is of one year, or of several; which year is another row's matter."""
    return "one" if slots.is_of_one_year(fact) else "several"


def _status(fact: Fact) -> Hashable:
    return _AHEAD if slots.is_ahead(fact) else _DONE


_KINDS: _Kinds = {
    Mark.OTHER_UNIT: _dimension,
    Mark.OTHER_ASPECT: _aspect,
    Mark.OTHER_TIME: _time,
    Mark.OTHER_STATUS: _status,
}
