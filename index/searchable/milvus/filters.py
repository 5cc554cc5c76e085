"""What passages and reports have to meet, as filters of Milvus: of numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.searchable.milvus.layout import PERIODS, choice, key
from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from index.searchable.protocol import Selection
    from index.searchable.reports import ReportSelection

EVERYTHING = "id >= 0"
_NOTHING = "id < 0"  # what no row meets: an empty list is refused by some versions
_LARGEST = 2**63  # a number beyond it is no year, and no number of a filter


def any_of(field: str, numbers: Iterable[int]) -> str:
    """That a field has one of some numbers."""
    listed = _listed(numbers)
    return f"{field} in [{listed}]" if listed else _NOTHING


def of_passages(selection: Selection, without: Collection[int]) -> str:
    """What passages, and sentences, have to meet; empty where nothing is asked."""
    parts = [*_of_reports(selection)]
    if selection.periods:
        parts.append(any_of("period", map(PERIODS.index, selection.periods)))
    if selection.sections:
        parts.append(any_of("heading", map(key, selection.sections)))
    if selection.spoken_years:
        parts.append(any_of("spoken", filter(None, selection.spoken_years)))
    return all_of([*parts, *_none_of("document", without)])


def of_documents(selection: Selection, without: Collection[int]) -> str:
    """What reports have to meet of which any passage meets a selection; empty where all do."""
    parts = [*_of_reports(selection), *_holding(selection), *_none_of("id", without)]
    return all_of(parts)


def of_reports(selection: ReportSelection, without: Collection[int]) -> str:
    """What reports have to meet, whatever their passages do; empty where nothing is asked."""
    return all_of([*_of_reports(selection), *_none_of("id", without)])


def _of_reports(selection: ReportSelection) -> Iterator[str]:
    if selection.documents:
        yield any_of("document_key", map(key, selection.documents))
    yield from of_places_and_years(selection.places, selection.years)


def of_places_and_years(places: Collection[str], years: Collection[int]) -> Iterator[str]:
    """That a report is of some places, and of some years; an empty part asks nothing."""
    if places:
        yield any_of("place", map(key, places))
    if years:
        yield any_of("year", years)


def has(field: str, number: int) -> str:
    """That a list has a number."""
    return f"array_contains({field}, {int(number)})"


def between(field: str, low: int, high: int) -> str:
    """That a field is of a range, both ends in it."""
    return f"({field} >= {low} and {field} <= {high})"


def _holding(selection: Selection) -> Iterator[str]:
    """That a report has a passage of the periods, headings and years asked for, all in one."""
    headings: tuple[str | None, ...] = tuple(selection.sections) or (None,)
    if selection.spoken_years:
        either = [
            all_of(
                [
                    _has_any(choice(period, heading) for heading in headings),
                    any_of(
                        "review_year" if period is Period.REVIEW else "year",
                        filter(None, selection.spoken_years),
                    ),
                ]
            )
            for period in selection.periods or PERIODS
        ]
        yield f"({' or '.join(either)})"
    elif selection.periods or selection.sections:
        periods = selection.periods or (None,)
        yield _has_any(choice(period, heading) for period in periods for heading in headings)


def _has_any(choices: Iterable[int]) -> str:
    return f"array_contains_any(choices, [{_listed(choices)}])"


def _none_of(field: str, numbers: Collection[int]) -> Iterator[str]:
    if numbers:
        yield f"{field} not in [{_listed(sorted(numbers))}]"


def all_of(parts: Iterable[str]) -> str:
    """That all of some filters are met; an empty one asks nothing, and neither do none."""
    asked = [each for each in parts if each]
    return f"({' and '.join(asked)})" if asked else ""


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(each)) for each in dict.fromkeys(numbers) if abs(each) < _LARGEST)
