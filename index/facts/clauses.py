"""The clauses of a sentence that is in pieces; what stands in brackets is a clause of its own.

Figures that are part of a name or of a condition tell nothing by themselves: they are words here.
"""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.facts.pieces import Part
from index.language.figure_forms import OR_LESS, OR_MORE, WITHIN
from index.language.lexicon import word_set
from index.language.units import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.facts.pieces import Piece

_ENDS = frozenset(";。!?\n")
_COUNTED = frozenset({Dimension.COUNT, Dimension.PERSON, Dimension.RANK, Dimension.SHARE})
_NAMES = frozenset({Part.WORD, Part.VERBAL, Part.DEPENDENT})


@dataclass(frozen=True, slots=True)
class Clause:
    """Pieces between two breaks.

    ``number`` counts the clauses of the sentence; ``outer`` is the number of the one whose brackets
    it stands in; ``begins_anew`` tells one that stands after a semicolon.
    """

    number: int
    pieces: tuple[Piece, ...]
    outer: int | None
    begins_anew: bool

    @property
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
    before = clause.pieces[at - 1] if at else None
    following = clause.pieces[at + 1] if at + 1 < len(clause.pieces) else None
    if figure.dimension is Dimension.TIME:
        return not _is_told(clause, at)
    if (
        figure.dimension is Dimension.NONE
        and not figure.amount.unit
        and following is not None
        and following.part in _NAMES
    ):
        return before is None or before.part not in (Part.PREDICATE, Part.ADVERB)
    if following is None or following.part not in _NAMES:
        return False
    named_before = before is None or before.part in _NAMES or before.part is Part.JOIN
    if figure.dimension in _COUNTED:
        return (
            bool(figure.amount.hedge)
            and named_before
            and figure.dimension not in (Dimension.SHARE, Dimension.RANK)
            and figure.amount.hedge.endswith((OR_MORE, OR_LESS, WITHIN))
        )
    return named_before


def _is_told(clause: Clause, at: int) -> bool:
    """Whether a duration is said of something: 压缩至10天, 缩短半年, 连续3年."""
    before = list(clause.pieces[max(0, at - 3) : at])
    return any(
        piece.part in (Part.PREDICATE, Part.ADVERB) and piece.text in word_set("duration_told")
        for piece in before
    )
