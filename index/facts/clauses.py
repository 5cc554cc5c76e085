"""The clauses of a sentence that is in pieces; what stands in brackets is a clause of its own.

Figures that are part of a name or of a condition tell nothing by themselves: they are words here.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.facts.pieces import Part
from index.language.figure_forms import OR_LESS, OR_MORE, WITHIN
from index.language.lexicon import word_set
from index.language.units import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.facts.figures import Figure
    from index.facts.pieces import Piece

_ENDS = frozenset(";。!?\n")
_COUNTED = frozenset({Dimension.COUNT, Dimension.PERSON, Dimension.RANK, Dimension.SHARE})
_IN, _AMONG, _OF, _GRADE = "在", "中", "的", "类"
_LINK_AND_NAME = 2
_THINGS = frozenset({Dimension.COUNT, Dimension.PERSON})
_NAMES = frozenset({Part.WORD, Part.VERBAL, Part.DEPENDENT})
_TELLING = frozenset({Part.PREDICATE, Part.ADVERB})
_NAMED_BY = frozenset({*_NAMES, Part.JOIN})


@dataclass(frozen=True)  # without slots: it keeps its values
class Clause:
    """Pieces between two breaks.

    ``number`` counts the clauses of the sentence; ``outer`` is the number of the one whose brackets
    it stands in; ``begins_anew`` tells one that stands after a semicolon.
    """

    number: int
    pieces: tuple[Piece, ...]
    outer: int | None
    begins_anew: bool

    @functools.cached_property
    def values(self) -> tuple[int, ...]:
        """The places of its values among its pieces."""
        return tuple(i for i, each in enumerate(self.pieces) if each.part is Part.VALUE)


def clauses(pieces: Sequence[Piece]) -> tuple[Clause, ...]:
    """The clauses in the order in which they begin."""
    numbers = itertools.count()
    read = map(_without_names, _read(iter(pieces), numbers, None))
    return tuple(sorted(read, key=lambda clause: clause.number))


def _read(pieces: Iterator[Piece], numbers: Iterator[int], outer: int | None) -> Iterator[Clause]:
    """The clauses up to the bracket that closes."""
    held: list[Piece] = []
    number, anew = next(numbers), False
    for piece in pieces:
        if piece.part is Part.CLOSE:
            if outer is None:
                continue
            break
        if piece.part is Part.OPEN:
            yield from _read(pieces, numbers, number)
        elif piece.part is Part.BREAK:
            if held:
                yield Clause(number, tuple(held), outer, anew)
                number, held = next(numbers), []
            anew = piece.text in _ENDS
        else:
            held.append(piece)
    if held:
        yield Clause(number, tuple(held), outer, anew)


def _without_names(clause: Clause) -> Clause:
    """A clause in which such figures are words."""
    places = [at for i, at in enumerate(clause.values) if _is_part_of_name(clause, i)]
    if not places:
        return clause
    changed = list(clause.pieces)
    for at in places:
        changed[at] = dataclasses.replace(changed[at], part=Part.WORD, figure=None)
    return dataclasses.replace(clause, pieces=tuple(changed))


def _is_part_of_name(clause: Clause, i: int) -> bool:
    """Whether the i-th value of a clause is one: 10万吨锌锭项目, 产值超亿元企业, 3岁以下托位."""
    at = clause.values[i]
    figure = clause.pieces[at].figure
    if figure is None or figure.is_worded:
        return False
    if figure.dimension is Dimension.RANK and not clause.number and len(clause.pieces) == 1:
        return True  # 第三，打造…: it numbers what follows
    if figure.dimension is Dimension.TIME:
        return not _is_told(clause, at)
    before = clause.pieces[at - 1] if at else None
    following = clause.pieces[at + 1] if at + 1 < len(clause.pieces) else None
    if following is None or following.part not in _NAMES:
        return _is_of_counted(clause, at)
    if figure.dimension is Dimension.NONE and not figure.amount.unit:
        return before is None or before.part not in (Part.PREDICATE, Part.ADVERB)
    if figure.dimension in _COUNTED:
        is_kind = (
            _is_counted_kind(clause, at, figure) or _is_among(clause, at) or _has_value(clause, at)
        )
    else:
        is_of_count = before is not None and _counts(before) and bool(figure.amount.hedge)
        is_kind = (
            before is None
            or is_of_count  # 75个千万元以上重点项目
            or before.part in _NAMED_BY
            or _is_criterion(clause, at)
        )
    return is_kind or figure.dimension is Dimension.LEVEL or _is_grade(figure, following)


def _is_counted_kind(clause: Clause, at: int, figure: Figure) -> bool:
    """Whether a count says of which kind things are: 3人以上家庭, and not 建设30个以上站点."""
    if figure.dimension in (Dimension.SHARE, Dimension.RANK):
        return False
    before = clause.pieces[max(0, at - 2) : at]
    is_named = not before or before[-1].part in _NAMED_BY
    is_done = bool(before) and before[-1].part is Part.VERBAL
    if is_done and (len(before) == 1 or before[0].part not in _NAMES):
        return False
    return is_named and figure.amount.hedge.endswith((OR_MORE, OR_LESS, WITHIN))


def _is_grade(figure: Figure, following: Piece) -> bool:
    """Whether a figure numbers a grade, or matters nobody counts: 五类水体, 六个方面."""
    unit = figure.amount.unit
    return following.text in word_set("graded" if unit == _GRADE else "no_thing")


def _is_criterion(clause: Clause, at: int) -> bool:
    """Whether an amount says of which kind the things are that are counted: 新增超10亿元企业3家."""
    figure = clause.pieces[at].figure
    if figure is None or not figure.amount.hedge:
        return False
    after = list(itertools.dropwhile(lambda piece: piece.part in _NAMES, clause.pieces[at + 1 :]))
    if after and after[0].text in word_set("says_reached", "stands_at"):
        after.pop(0)
    return bool(after) and _counts(after[0])


def _is_of_counted(clause: Clause, at: int) -> bool:
    """Whether an amount is part of what is counted before it: 100家产值10亿元以上的企业."""
    figure = clause.pieces[at].figure
    after = clause.pieces[at + 1 : at + 3]
    if figure is None or not figure.amount.hedge or figure.dimension in _COUNTED:
        return False
    if len(after) < _LINK_AND_NAME or after[0].text != _OF or after[1].part not in _NAMES:
        return False
    before = list(clause.pieces[:at])
    while before and before[-1].part in _NAMES:
        before.pop()
    return len(before) < at and bool(before) and _counts(before[-1])


def _counts(piece: Piece) -> bool:
    return piece.figure is not None and piece.figure.dimension in _THINGS


def _is_told(clause: Clause, at: int) -> bool:
    """Whether a duration is said of something: 压缩至10天, 缩短半年, 连续3年."""
    before = list(clause.pieces[max(0, at - 3) : at])
    return any(
        piece.part in (Part.PREDICATE, Part.ADVERB) and piece.text in word_set("duration_told")
        for piece in before
    )


def _is_among(clause: Clause, at: int) -> bool:
    """Whether a value tells among how many others something is: 在全省62个县中排名第五."""
    before = [piece for piece in clause.pieces[:at] if piece.part is not Part.OWN_PLACE]
    if not before or before[-1].text != _IN:
        return False
    after = itertools.dropwhile(lambda piece: piece.part in _NAMES, clause.pieces[at + 1 :])
    return next((piece.text == _AMONG for piece in after), False)


def _has_value(clause: Clause, at: int) -> bool:
    """Whether things are counted only to tell a value of them: 7条产业链产值突破700亿元."""
    before = [piece.part for piece in clause.pieces[:at]]
    if Part.PREDICATE in before or Part.VERBAL in before or Part.VALUE in before:
        return False
    named = list(
        itertools.takewhile(lambda piece: piece.part in _NAMED_BY, clause.pieces[at + 1 :])
    )
    rest = clause.pieces[at + 1 + len(named) :]
    said = list(itertools.takewhile(lambda piece: piece.part in _TELLING, rest))
    tail = rest[len(said) :]
    if not named or not said or not tail or _counts(tail[0]):
        return False
    after = tail[0].figure
    if after is None or after.is_worded or (len(tail) > 1 and tail[1].part is Part.LINK):
        return False  # 产值过亿元的企业
    return named[-1].text.endswith(_indicators())


@functools.cache
def _indicators() -> tuple[str, ...]:
    return tuple(word_set("indicator", "of_industry", "share_noun"))
