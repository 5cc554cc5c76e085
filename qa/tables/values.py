"""Values of tables: a row for each report, a cell for each indicator, and what is read off them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from index.fact_types import Amount, Fact
    from index.types import About, Aspect
    from qa.types import Citation, Finding, OfTable, Value
    from qa.understanding.across.asked import Across


class Level(StrEnum):
    """How sure it is that a report tells a figure."""

    GIVEN = "given"
    LIKELY = "likely"  # to be compared with the quotation
    NOT_TOLD = "not told"


class Mark(StrEnum):
    """What makes a cell less than comparable with the others of its column."""

    RANGE = "range"
    AT_LEAST = "at least"  # 以上, 超过
    AT_MOST = "at most"  # 以内, 不超过
    ABOUT = "about"  # 左右
    TARGET = "target"  # set, in a column that has results too
    ESTIMATE = "estimate"  # reckoned before all was counted
    NEW = "new"  # what came to what there was, where that is asked for
    CUMULATED = "cumulated"  # all that there were so far, where one year's is asked for
    IN_WORDS = "in words"  # no number
    OTHER_UNIT = "other unit"
    OTHER_ASPECT = "other aspect"  # a total among growth rates
    OTHER_MEASURE = "other measure"  # what is sold, among what is made
    OTHER_TIME = "other time"
    PART = "part"  # of a sub-group alone: 农村, 城镇
    OTHER_STATUS = "other status"  # a plan among what was done
    CONFLICT = "conflict"  # the report gives other figures too
    DOUBTFUL = "doubtful"  # a machine read it of a picture and is not sure


# What a figure is not, although it stands among results: said beside the figure itself, wherever that is shown.
UNLIKE_RESULTS = (Mark.TARGET, Mark.ESTIMATE, Mark.CUMULATED)

# With one of these a figure is not held against the others of its column.
INCOMPARABLE = frozenset(
    {
        Mark.IN_WORDS,
        Mark.OTHER_UNIT,
        Mark.OTHER_ASPECT,
        Mark.OTHER_MEASURE,
        Mark.OTHER_TIME,
        Mark.OTHER_STATUS,
        Mark.PART,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one report says to one question.

    ``finding`` is ``None`` where it does not tell; ``near`` are then figures that differ from what is
    asked in one thing alone. ``text`` and ``citation`` are also there for answers that are no figure.
    ``amount`` is what the figure comes to, ``None`` where no fact was made of it.
    """

    level: Level
    confidence: float
    citation: Citation | None = None
    value: Value | None = None
    fact: Fact | None = None
    amount: Amount | None = None
    near: tuple[Finding, ...] = ()
    conflicts: tuple[Finding, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if (self.citation is None) is not (self.level is Level.NOT_TOLD):
            raise ValueError("a cell that is told has a citation, and only then")

    @property
    def is_told(self) -> bool:
        """Whether the report tells it."""
        return self.citation is not None

    @property
    def text(self) -> str:
        """The figure as it is written; empty where it is not told."""
        return self.citation.text if self.citation is not None else ""

    @property
    def quote(self) -> str:
        """The sentence that it stands in."""
        if self.citation is None:
            return ""
        return sentence_of(self.citation)

    @property
    def falls(self) -> bool:
        """Whether it is a change downwards, which is written without a sign: 下降3%."""
        return self.value is not None and self.value.falls

    @property
    def low(self) -> Decimal | None:
        """Its number, of a range the lower end; a change downwards is below zero."""
        return self._ends[0]

    @property
    def high(self) -> Decimal | None:
        """The upper end of a range: of 下降3%—5% it is -3, and the lower one -5."""
        return self._ends[1]

    @property
    def _ends(self) -> tuple[Decimal | None, Decimal | None]:
        if self.amount is None or self.amount.value is None:
            return None, None
        value, high = self.amount.value, self.amount.high
        if not self.falls or value < 0:
            return value, high
        return (-value, None) if high is None else (-high, -value)

    @property
    def aspect(self) -> Aspect | None:
        """What of the thing it tells."""
        if self.fact is not None:
            return self.fact.aspect
        return self.value.aspect if self.value is not None else None


def sentence_of(citation: Citation) -> str:
    """The sentence that a citation begins in, on one line."""
    at = citation.start
    found = (s.text for s in citation.passage.sentences if s.start <= at < s.end)
    return " ".join(next(found, citation.text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A report, with a cell for each column.

    ``versions`` are other versions of the same report, which were not asked.
    """

    about: About
    cells: tuple[Cell, ...]
    versions: tuple[About, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An indicator: the question that each report was asked, and a short name.

    ``asks_fall`` tells that it is how far something fell (降幅): the deeper fall is the higher figure.
    ``is_figure`` is whether figures are asked for, and not names; ``names_measure`` whether the question
    says what is to be measured.
    """

    question: str
    name: str
    asks_fall: bool = False
    is_figure: bool = True
    names_measure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What every report in scope says to one question, or several.

    ``across`` is what the question asks of many reports, ``None`` where it does not tell that it asks
    several; ``n_left_out`` counts reports that are of other places or years. ``result`` is what is
    read off the first column, where the question asks for that (哪个省最高), else ``None``; ``within`` what
    was chosen to ask, in words, empty where that is all.
    """

    question: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    across: Across | None = None
    n_left_out: int = 0
    result: OfTable | None = None
    within: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row has a cell for each column")

    def column(self, number: int) -> tuple[tuple[Row, Cell], ...]:
        """The rows with their cells of one column, counted from 0."""
        return tuple((row, row.cells[number]) for row in self.rows)

    @property
    def tells(self) -> bool:
        """Whether any report tells anything of it."""
        return any(cell.is_told for row in self.rows for cell in row.cells)

    def n_told(self, number: int) -> int:
        """How many reports tell it."""
        return sum(row.cells[number].is_told for row in self.rows)
