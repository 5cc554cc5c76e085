"""The protocol of engines: what is asked of facts.

Rows are of passages. The facts of a query stay with the engine: what is handed out of them are pages,
and what some passages have of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.fact_types import Fact
    from index.platform.arrays import Rows
    from index.types import Aspect


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FactQuery:
    """Which facts are meant, by what they measure.

    Attributes:
        words: Folded words of which a measure, folded, has to hold one; none where any measure may be
            meant. An engine can look facts up by them.
        is_meant: What else is said of a measure that holds one, folded: asked once for each different one,
            and ``None`` where nothing is.
        aspects: The only aspects; any where none is given.
    """

    words: tuple[str, ...] = ()
    is_meant: Callable[[str], bool] | None = None
    aspects: frozenset[Aspect] = frozenset()

    @property
    def takes_any(self) -> bool:
        """Whether any measure is meant."""
        return not self.words and self.is_meant is None

    def takes(self, measure: str) -> bool:
        """Whether a folded measure is one that is meant."""
        if self.is_meant is not None and not self.is_meant(measure):
            return False
        return not self.words or any(word in measure for word in self.words)


ANY_FACT = FactQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFact:
    """A fact, and the row of the passage that it stands in."""

    passage: int
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FactPassages:
    """Passages of some reports, report by report, ascending.

    Those of report i are ``rows[starts[i]:starts[i + 1]]``. ``is_measured`` is whether a passage has
    a fact that is meant, ``has_facts`` whether it has any: (n,) bool for n passages.
    """

    rows: Rows
    starts: Rows
    is_measured: Sequence[bool]
    has_facts: Sequence[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantFacts:
    """What a passage has of the facts that are meant.

    ``starts`` is where these begin in the report's text, ascending; ``near`` are they and all other
    facts that begin in a sentence with one of them, in their order.
    """

    starts: tuple[int, ...]
    near: tuple[Fact, ...]


class FoundFacts(Protocol):
    """The facts that a query means, in the order they stand in."""

    def __len__(self) -> int: ...

    def page(self, first: int, n: int) -> tuple[PlacedFact, ...]:
        """The n of them from the first-th on, counted from 0.

        Raises:
            IndexDamagedError: they are not what was published.
        """
        ...

    def passages(self, reports: Sequence[int], *, only_measured: bool = False) -> FactPassages:
        """The selected passages of some reports, given by their rows; all reports in one call.

        Args:
            reports: the rows of the reports.
            only_measured: leave out the passages that have no fact that is meant.
        """
        ...

    def of(self, passages: Sequence[int]) -> tuple[MeantFacts, ...]:
        """What some passages, given by their rows, have of them; all passages in one call."""
        ...
