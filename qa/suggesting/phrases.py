"""How a question is phrased, in the language of who is offered it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.types import PlaceLevel

_BEFORE_MARK = re.compile(r"(?: in)? (?=[?？])")  # also what led to a place that is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """A question of each kind, to be filled in with ``str.format``.

    ``{name}`` is what is asked of, in the report's words; ``{place}`` whose it is, ``{year}`` of
    when (each empty where it need not be told), ``{unit}`` what it is counted in, ``{act}`` what
    was done.

    Attributes:
        count: how many there are.
        added: how many there are of what is new.
        value: how much it is.
        rise: by how much it grew.
        fall: by how much it fell.
        target: what is aimed at.
        target_rise: by how much it is to grow.
        pair: by how much it grew, and is to grow; with ``{before}``, the year before.
        who: who holds an office.
        which: which of a kind there are.
        entry: what a term means.
        topic: how something is done.
        of_year: the year of a question, with ``{year}``.
        of_places: a name of which several places are asked, with ``{places}``.
        each_province: all provinces, as ``{places}``; likewise cities, counties, and any.
        each_year: all years of one place, likewise.
        between: stands between places that are named.
    """

    count: str
    added: str
    value: str
    rise: str
    fall: str
    target: str
    target_rise: str
    pair: str
    who: str
    which: str
    entry: str
    topic: str
    of_year: str
    of_places: str
    each_province: str
    each_city: str
    each_county: str
    each_place: str
    each_year: str
    between: str

    def year(self, year: int | None) -> str:
        """A year as a question tells it; empty where it is not known."""
        return self.of_year.format(year=year) if year is not None else ""

    def each(self, level: PlaceLevel | None) -> str:
        """All places of a level, or all there are."""
        words = {
            PlaceLevel.PROVINCE: self.each_province,
            PlaceLevel.CITY: self.each_city,
            PlaceLevel.COUNTY: self.each_county,
        }
        return words.get(level, self.each_place) if level is not None else self.each_place

    @staticmethod
    def said(phrase: str, **values: str) -> str:
        """A phrase filled in, in which no gap tells what was left out."""
        told = " ".join(phrase.format(**values).split())
        return _BEFORE_MARK.sub("", told)
