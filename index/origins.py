"""What tells a report from others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What tells a document from others: known without reading it.

    Two that share one of their ``families`` are versions of one report.
    """

    id: str
    place: str
    year: int | None
    review_year: int | None = None
    families: tuple[int, ...] = ()
