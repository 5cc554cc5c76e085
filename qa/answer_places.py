"""Values that tell of places: what a question names that no report is of, and whose an answer is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsOf:
    """Which reports of a place there are: their years, and the years that they look back on.

    ``place`` is empty where they are of several places.
    """

    place: str
    years: tuple[int, ...]
    looks_back_on: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """What a question names and no report in scope is of, and what there is.

    ``places`` are named and have no report; ``years`` are those that no report is of or looks back
    on. Where other reports are of these years, ``of`` names the places whose reports are not.
    ``there`` are the nearest that there are: reports of the same place, else of the first places;
    ``n_places`` how many places there are reports of. ``near`` are those of them that are told first for
    their reports speak of the place that is asked about, or their names are like its name; the others
    come in the order of their files.
    """

    places: tuple[str, ...]
    years: tuple[int, ...]
    of: tuple[str, ...]
    there: tuple[ReportsOf, ...]
    n_places: int
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPlace:
    """The place that an answer is of, where a reader has to be told.

    ``place`` is another than its report's own, ``report_place`` (南京市 by the report of 江苏省); or
    it is that, and the question's name is mostly another's (河北, of 天津市河北区).
    """

    place: str
    report_place: str
