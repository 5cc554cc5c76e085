"""Figures for readers: Markdown tables, and goals beside what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something wanted of a figure: at least ``wanted``, or at most where ``at_most``."""

    name: str
    wanted: float
    found: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether it is."""
        return self.found <= self.wanted if self.at_most else self.found >= self.wanted


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is of words, the others of figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def goals(wanted: Sequence[Goal]) -> str:
    """A table of goals and whether they are met."""
    return markdown(
        ("goal", "wanted", "found", "met"),
        [
            (
                goal.name,
                f"{'≤' if goal.at_most else '≥'} {goal.wanted:g}",
                figure(goal.found),
                "yes" if goal.met else "no",
            )
            for goal in wanted
        ],
    )


def figure(value: float | None) -> str:
    """A figure with three digits that count, or whole above a hundred; a dash for none."""
    if value is None:
        return "–"
    whole = 100
    return f"{value:,.0f}" if abs(value) >= whole else f"{value:.3g}"
