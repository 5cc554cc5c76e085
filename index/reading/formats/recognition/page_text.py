"""What a machine read of a page that is a picture: its lines, where they stand, how sure of each letter."""

from __future__ import annotations

import dataclasses
import statistics
from dataclasses import dataclass
from typing import Any

MIN_CONFIDENCE = 0.5  # of a line; below it is a stain rather than a line
# Measured (benchmarks.reading.scans): one right digit of a hundred or fewer is below this.
SURE = 0.99  # of a letter, from which on it is not doubted


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line, or a stretch of one; its box is in points, from the lower left corner of the page.

    ``confidences`` are the machine's own for each character of ``text``, 0 to 1.
    """

    text: str
    confidences: tuple[float, ...]
    left: float
    bottom: float
    right: float
    top: float

    def __post_init__(self) -> None:
        if len(self.confidences) != len(self.text):
            raise ValueError("each character of a line has its confidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page with its lines; ``number`` is counted from 1, sizes are in points.

    ``n_left_out`` is how many lines were seen that could not be read.
    """

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    n_left_out: int = 0

    @property
    def confidence(self) -> float:
        """How sure the machine was of a letter, in the mean; 0 where it read nothing."""
        return round(statistics.fmean(self._confidences() or [0.0]), 4)

    @property
    def lowest(self) -> float:
        """How sure it was of the line that it was least sure of; 0 where it read nothing."""
        means = (statistics.fmean(line.confidences) for line in self.lines if line.confidences)
        return round(min(means, default=0.0), 4)

    def _confidences(self) -> list[float]:
        return [each for line in self.lines for each in line.confidences]

    def to_json(self) -> dict[str, Any]:
        """The page as values of JSON."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> PageText:
        """The page in what ``to_json`` gave.

        Raises:
            ValueError, KeyError, TypeError: it is something else.
        """
        lines = (
            TextLine(**(line | {"confidences": tuple(map(float, line["confidences"]))}))
            for line in fields["lines"]
        )
        return cls(**(fields | {"lines": tuple(lines)}))
