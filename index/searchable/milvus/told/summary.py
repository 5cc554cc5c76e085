"""The distinct values of a generation, which are read together when one is first asked for."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.place_names import PlaceNames
from index.language.text import fold
from index.searchable.embedded_reports import EmbeddedReportIndex
from index.searchable.milvus.layout import key
from index.searchable.milvus.texts import UNREADABLE, damaged
from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.published.contents import PublishedIndex


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Distinct values; no place and no year are none of them.

    Attributes:
        places: by name, with the row of the first report of each.
        has_unplaced: whether a report has no place.
        years: the years of reports, ascending.
        review_years: the years that reports look back on, ascending.
        sections: the first headings of passages, the commonest first.
        spoken_years: the years that passages tell of, the latest first.
        periods: those of passages.
        measures: what facts measure, folded; each is known by its place here.
        reports: of which place, of which year and looking back on which reports are: the place by its
            number among ``places``, -1 for none; 0 for no year. Each once.
    """

    places: dict[str, int]
    has_unplaced: bool
    years: tuple[int, ...]
    review_years: tuple[int, ...]
    sections: tuple[str, ...]
    spoken_years: tuple[int, ...]
    periods: tuple[str, ...]
    measures: tuple[str, ...]
    reports: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, index: PublishedIndex) -> Summary:
        """The values of a published index."""
        known = EmbeddedReportIndex(index)
        firsts: dict[str, int] = {}
        reports: set[tuple[str, int, int]] = set()
        for row in range(len(index.documents)):
            origin = index.documents.origin(row)
            firsts.setdefault(origin.place, row)
            reports.add((origin.place, origin.year or 0, origin.review_year or 0))
        years, review_years = index.documents.years_of(None)
        places = [place for place in sorted(firsts) if place]
        number_of = {"": -1} | {place: number for number, place in enumerate(places)}
        measures = {fact.measure.text for fact in index.facts.table}
        return cls(
            places={place: firsts[place] for place in places},
            has_unplaced="" in firsts,
            years=years,
            review_years=review_years,
            sections=tuple(known.common_sections(len(index.passages))),
            spoken_years=known.spoken_years,
            periods=tuple(each.value for each in Period if each in known.periods),
            measures=tuple(sorted({folded(measure) for measure in measures})),
            reports=tuple(sorted((number_of[place], year, back) for place, year, back in reports)),
        )

    def to_json(self) -> str:
        """The text that it is kept as."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(fields, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Summary:
        """What ``to_json`` wrote.

        Raises:
            IndexDamagedError: it is something else.
        """
        try:
            fields = dict(json.loads(text))
            lists = {name for name, value in fields.items() if isinstance(value, list)}
            fields["reports"] = [*map(tuple, fields["reports"])]
            return cls(**fields | {name: tuple(fields[name]) for name in lists})
        except UNREADABLE as error:
            raise damaged("the list of values") from error

    @functools.cached_property
    def place_names(self) -> PlaceNames:
        """What the places are called."""
        return PlaceNames.of([*self.places, *([""] if self.has_unplaced else [])])

    @functools.cached_property
    def place_of(self) -> Mapping[int, str]:
        """The places by their keys."""
        return {key(place): place for place in self.places}

    @functools.cached_property
    def section_of(self) -> Mapping[int, str]:
        """The first headings by their keys."""
        return {key(section): section for section in self.sections}

    @functools.cached_property
    def number_of(self) -> Mapping[str, int]:
        """The numbers of the measures."""
        return {measure: number for number, measure in enumerate(self.measures)}


@functools.lru_cache(maxsize=65_536)
def folded(measure: str) -> str:
    """A measure, folded."""
    return fold(measure).text
