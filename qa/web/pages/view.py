"""What a visitor has chosen to search in, and how many sources to see: what the address holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import Period
from qa.retrieval.scope import Scope
from qa.web.fragments import addresses

if TYPE_CHECKING:
    from index.searchable.protocol import Searchable

N_SOURCES = 5
SOURCE_COUNTS = (3, N_SOURCES, 10, 20)


class ViewError(ValueError):
    """A view of something that is not, or no longer, there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view; what is empty restricts nothing.

    ``report`` is a report's short address, ``year`` its year, ``spoken`` the year that is told of.
    """

    report: str = ""
    place: str = ""
    year: int | None = None
    period: Period | None = None
    section: str = ""
    spoken: int | None = None
    n_sources: int = N_SOURCES

    @classmethod
    def of(cls, fields: object) -> View:
        """The view of what a browser sent: texts by name; what is unknown there is left out.

        Raises:
            ViewError: a year, a period or a count is none.
        """
        texts = fields if isinstance(fields, Mapping) else {}
        report, place, year, spoken, period, section, n_sources = (
            # Half a character, which cannot be encoded, stands in no report; nor does what it becomes.
            str(texts.get(name) or "").encode(errors="replace").decode()
            for name in ("report", "place", "year", "spoken", "period", "section", "n")
        )
        try:
            count = int(n_sources or N_SOURCES)
            if not 1 <= count <= max(SOURCE_COUNTS):
                raise ViewError(f"{count} sources are not to be had")
            return cls(
                report=report,
                place=place,
                year=int(year) if year else None,
                period=Period(period) if period else None,
                section=section,
                spoken=int(spoken) if spoken else None,
                n_sources=count,
            )
        except ValueError as error:
            raise ViewError(str(error)) from error

    def scope(self, index: Searchable) -> Scope:
        """The scope of the view among the reports of an index.

        Raises:
            ViewError: its report is not among them.
        """
        chosen = addresses.about(index, self.report) if self.report else None
        if self.report and chosen is None:
            raise ViewError(f"there is no report {self.report!r}")
        return Scope(
            documents=(chosen.id,) if chosen else (),
            places=(self.place,) if self.place else (),
            years=(self.year,) if self.year is not None else (),
            periods=(self.period,) if self.period else (),
            sections=(self.section,) if self.section else (),
            spoken_years=(self.spoken,) if self.spoken is not None else (),
        )
