"""The protocol of engines: what is asked of reports.

Rows are of reports here, in the order of their paths. What is told of all reports of an index are
distinct values and pages: nothing here is as long as that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from collections.abc import Set as AbstractSet

    from index.language.place_names import PlaceNames
    from index.origins import Origin
    from index.types import About, Heading, Period, PlaceLevel


class ReportSelection(Protocol):
    """What reports have to meet, by any value of each part; an empty part asks nothing."""

    @property
    def documents(self) -> tuple[str, ...]: ...  # noqa: D102 - ids
    @property
    def places(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def years(self) -> tuple[int, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedReport:
    """What is known of a report, and its row."""

    row: int
    about: About


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContents:
    """What a report is made of: the first headings of its passages, in their order, and how many these are."""

    sections: tuple[str, ...]
    n_passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageSpan:
    """Where a passage stands in its report, by offsets of the report's text, and its sentences in it.

    ``is_selected`` is whether it is one of those that were asked about.
    """

    number: int
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
    is_selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """How a report is laid out: its passages in their order, its headings, where its pages begin."""

    passages: tuple[PassageSpan, ...]
    headings: tuple[Heading, ...]
    pages: tuple[int, ...]


class Reports(Protocol):
    """Some reports, in their order; what is asked of them is looked up when it is asked."""

    def __len__(self) -> int: ...

    def __bool__(self) -> bool:
        """Whether there is any; an engine may know that without counting them."""
        ...

    @property
    def is_all(self) -> bool:
        """Whether they are all reports because nothing was asked of them."""
        ...

    def of(self, places: Collection[str] = (), years: Collection[int] = ()) -> Reports:
        """Those of them that are of some places and years; an empty part asks nothing."""
        ...

    def of_level(self, level: PlaceLevel) -> Reports:
        """Those of them whose places are of a level."""
        ...

    def page(self, first: int, n: int) -> tuple[NumberedReport, ...]:
        """The n of them from the first-th on, counted from 0."""
        ...

    def origins(self, first: int, n: int) -> tuple[tuple[int, Origin], ...]:
        """The same, each by its row and by what tells it from others."""
        ...

    def places(self, n: int) -> tuple[list[str], int]:
        """The first n places by name that they are of, and how many there are; no place is none.

        Of all reports they are in the order of these.
        """
        ...

    def places_holding(self, text: str, n: int) -> list[str]:
        """Of the first n places by name that hold some characters those that one of them is of."""
        ...

    @property
    def has_several_places(self) -> bool:
        """Whether they are of more than one place; of none counts as one."""
        ...

    def years(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The years that they are of, and those that they look back on, each once and ascending."""
        ...


class ReportIndex(Protocol):
    """What an index tells of its reports; of several, given by their rows, in the order of these."""

    @property
    def ids(self) -> AbstractSet[str]:
        """The ids of all reports."""
        ...

    @property
    def places(self) -> AbstractSet[str]:
        """The places of all reports that have one, by name."""
        ...

    @property
    def years(self) -> AbstractSet[int]:
        """The years of all reports that have one, ascending."""
        ...

    @property
    def sections(self) -> AbstractSet[str]:
        """The first headings of all passages, by name."""
        ...

    @property
    def spoken_years(self) -> tuple[int, ...]:
        """The years that any passages tell of, the latest first."""
        ...

    @property
    def periods(self) -> frozenset[Period]:
        """The periods that any passages are of."""
        ...

    @property
    def place_names(self) -> PlaceNames:
        """What the places of all reports are called."""
        ...

    def places_in_order(self, n: int) -> list[str]:
        """The first n places by name, in the order of their first reports."""
        ...

    def places_holding(self, text: str, n: int) -> list[str]:
        """The first n places by name that hold some characters: 天津市河北区 holds 河北."""
        ...

    def common_sections(self, n: int) -> list[str]:
        """The n first headings that most reports have, the commonest first."""
        ...

    def reports(self, selection: ReportSelection, without: Collection[int] = ()) -> Reports:
        """The reports that meet the selection's documents, places and years.

        Args:
            selection: what they have to meet; its other parts are of passages, and not looked at.
            without: the rows of reports that are left out.
        """
        ...

    def row_of(self, identity: str, *, n_chars: int | None = None) -> int | None:
        """The row of the first report with an id, or with its first characters; ``None`` without one.

        Args:
            identity: the id, or the beginning of it.
            n_chars: how many characters to compare; all by default.
        """
        ...

    def named(self, text: str) -> tuple[NumberedReport, ...]:
        """The reports whose title or path holds some characters, in their order."""
        ...

    def abouts(self, rows: Sequence[int]) -> tuple[About, ...]:
        """What is known of some reports; their texts are not read."""
        ...

    def texts(self, rows: Sequence[int]) -> tuple[str, ...]:
        """The texts of some reports.

        Raises:
            IndexDamagedError: they are not what was published.
        """
        ...

    def contents(self, rows: Sequence[int]) -> tuple[ReportContents, ...]:
        """What some reports are made of."""
        ...

    def versions(self, rows: Sequence[int]) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """Of each of some reports the families that it is in: the rows of the versions of one report."""
        ...

    def may_hold(self, forms: Collection[str]) -> AbstractSet[int] | None:
        """The rows of the reports whose passages, headings or titles can hold any of some texts.

        No other one holds one; those that do not, an engine may name too. ``None`` where it cannot tell:
        any may.

        Args:
            forms: the texts, folded as texts are for terms; blanks in them count for nothing.
        """
        ...
