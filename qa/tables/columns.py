"""A column: of the cells that each report may have, those that can be held against each other."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.types import Aspect
from qa.choosing import slots
from qa.tables.cells import MOST_NEAR
from qa.tables.normal_units import normal
from qa.tables.values import Cell, Level, Mark
from qa.types import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from index.fact_types import Fact

    _Kinds = Mapping[Mark, Callable[[Fact], Hashable]]

_DONE, _AHEAD = "done", "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedColumn:
    """What is asked of a column.

    ``unit`` is that of a bound that figures are to be held against, empty where there is none;
    ``is_level`` tells that a level is rather asked for than how it changed; ``is_untimed`` that no time
    is named: then what has come about goes before plans of the same. ``aspect`` is the one that is asked
    for; ``is_of_acts`` tells that it is asked of what is done (建设了多少亩): then each figure of it is new.
    """

    unit: str = ""
    is_level: bool = False
    is_untimed: bool = False
    aspect: Aspect | None = None
    is_of_acts: bool = False

    @property
    def kinds(self) -> _Kinds:
        """In what figures have to be alike."""
        kinds = dict(_KINDS)
        if self.is_of_acts and self.aspect is not Aspect.ADDITION:
            kinds[Mark.OTHER_ASPECT] = _aspect_of_acts
        if self.aspect is Aspect.RANK:
            del kinds[Mark.OTHER_TIME]  # 连续15年居首位: this year, too
        return kinds


def compared(choices: Sequence[Sequence[Cell]], asked: AskedColumn) -> list[Cell]:
    """A cell for each report, of the unit, aspect, time and status that most of them have.

    Where a report has none such, its likeliest is marked.

    Args:
        choices: the cells that each report may have, the likeliest first.
        asked: what is asked of them.
    """
    if asked.is_level:
        choices = _without_changes(choices)
    if asked.aspect is Aspect.RANK:
        choices = [_without(of_one, _is_in_words) for of_one in choices]  # 历史新高 is no rank
    kinds = asked.kinds
    commonest = _of_most(choices, asked)

    def others(cell: Cell) -> tuple[Mark, ...]:
        fact = cell.fact
        if fact is None:
            return ()
        return tuple(
            mark
            for mark, kind in kinds.items()
            if kind(fact) and commonest[mark] and kind(fact) != commonest[mark]
        )

    is_stock = asked.is_level and not asked.is_of_acts
    chosen = []
    for of_one in choices:
        cell = next((each for each in of_one if not others(each)), of_one[0])
        more = (*(_NEW_ONES if is_stock and _is_new(cell) else ()), *others(cell))
        chosen.append(_marked(cell, more))
    return _with_cumulated(_with_targets(chosen, is_untimed=asked.is_untimed))


def _of_most(choices: Sequence[Sequence[Cell]], asked: AskedColumn) -> Mapping[Mark, Hashable]:
    """What most figures are in each respect: of those that are of what is asked, where there are any."""
    kinds = asked.kinds
    every = [cell.fact for of_one in choices for cell in of_one if cell.fact is not None]
    of_unit = [fact for fact in every if asked.unit and _dimension(fact) == asked.unit]
    commonest = _of_those([c[0].fact for c in choices if c[0].fact is not None], kinds)
    if of_unit:
        commonest = _of_those(of_unit, kinds)
    elif asked.is_level or asked.aspect is Aspect.ADDITION:
        aspect, unit = asked.aspect or Aspect.LEVEL, commonest[Mark.OTHER_UNIT]
        of_aspect = [fact for fact in every if kinds[Mark.OTHER_ASPECT](fact) is aspect]
        if commonest[Mark.OTHER_ASPECT] is Aspect.ADDITION:  # what there is of the same
            of_aspect = [fact for fact in of_aspect if _dimension(fact) == unit]
        commonest = _of_those(of_aspect, kinds) if of_aspect else commonest
    if asked.is_untimed and any(_status(fact) == _DONE for fact in every):
        return {**commonest, Mark.OTHER_STATUS: _DONE}
    return commonest


def _is_new(cell: Cell) -> bool:
    return cell.fact is not None and _aspect(cell.fact) is Aspect.ADDITION


def _without_changes(choices: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The cells without those of how much something changed, where most tell how much there is.

    Who tells the change alone tells nothing that was asked for; it is near.
    """
    told = [of_one[0].fact for of_one in choices if of_one[0].fact is not None]
    n_changes = sum(map(_is_change, told))
    if len(told) < 2 * n_changes or len(told) == n_changes:
        return list(choices)
    return [_without(of_one, _is_change) for of_one in choices]


def _without(of_one: Sequence[Cell], is_none: Callable[[Fact], bool]) -> Sequence[Cell]:
    """The cells that a report may have whose facts may be told; else that it tells none."""
    kept = [each for each in of_one if each.fact is None or not is_none(each.fact)]
    if kept:
        return kept
    near = tuple(
        Finding(value=each.value, citation=each.citation)
        for each in of_one
        if each.value is not None and each.citation is not None
    )
    return (Cell(level=Level.NOT_TOLD, confidence=0.0, near=near[:MOST_NEAR]),)


def _is_in_words(fact: Fact) -> bool:
    return fact.amount.value is None and not any(map(str.isdigit, fact.text))


def _is_change(fact: Fact) -> bool:
    """Whether a fact tells how something changed, also where it does so in words: 与经济增长同步."""
    return _is_in_words(fact) or _aspect_of(fact) is Aspect.CHANGE


def _marked(cell: Cell, marks: Sequence[Mark]) -> Cell:
    """A cell with some marks behind its own, each once."""
    more = tuple(each for each in marks if each not in cell.marks)
    return dataclasses.replace(cell, marks=(*cell.marks, *more)) if more else cell


def _with_cumulated(column: list[Cell]) -> list[Cell]:
    """The cells of a column; where some are all that there were so far, and some of a year, the fewer are marked."""
    told = [cell for cell in column if cell.fact is not None]
    n_so_far = sum(Mark.CUMULATED in cell.marks for cell in told)
    if n_so_far in (0, len(told)):
        return column
    are_most = n_so_far > len(told) - n_so_far
    return [
        _marked(cell, [Mark.OTHER_TIME])
        if cell.fact is not None and (Mark.CUMULATED in cell.marks) is not are_most
        else cell
        for cell in column
    ]


def _with_targets(column: list[Cell], *, is_untimed: bool) -> list[Cell]:
    """The cells of a column; where some are results, or no time is asked for, each target is marked as one."""
    statuses = [None if cell.fact is None else _status(cell.fact) for cell in column]
    if _DONE not in statuses and not is_untimed:
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


_NEW_ONES = (Mark.NEW,)
_LEVELS = frozenset({Aspect.LEVEL, Aspect.TOTAL, Aspect.SHARE})
_OF_LEVEL = re.compile(rf"(?:{alternation('level_rate')})(?:{alternation('asks_change')})?$")
_PERCENT = "%"
_NEW = re.compile(alternation("asks_added"))


def _time(fact: Fact) -> Hashable:
    """Whether a fact is of one year, or of several; which year is another row's matter."""
    return "one" if slots.is_of_one_year(fact) else "several"


def _status(fact: Fact) -> Hashable:
    return _AHEAD if slots.is_ahead(fact) else _DONE


_WAYS = (
    ("made", "|".join(sorted(word_set("made") & word_set("indicator")))),
    ("bought", alternation("bought", "sold")),
    ("sold abroad", alternation("sold_abroad")),
    *((word, word) for word in sorted(word_set("of_industry") & word_set("indicator"))),
)
_MEASURED_IN = tuple((way, re.compile(rf"(?:{words})$")) for way, words in _WAYS)


def _measured_in(fact: Fact) -> Hashable:
    """In what a thing is measured, by the last of its words: what is made of it, or sold."""
    return next((way for way, words in _MEASURED_IN if words.search(fact.measure.text)), None)


_KINDS: _Kinds = {
    Mark.OTHER_UNIT: _dimension,
    Mark.OTHER_ASPECT: _aspect,
    Mark.OTHER_MEASURE: _measured_in,
    Mark.OTHER_TIME: _time,
    Mark.OTHER_STATUS: _status,
}
