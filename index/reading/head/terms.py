"""What people call the kinds of reports and the levels of places: 统计公报, 县区."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypeVar

from index.language.lexicon import words
from index.language.text import fold
from index.types import PlaceLevel, ReportKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_Value = TypeVar("_Value", ReportKind, PlaceLevel)
# The class of the lexicon that holds a value's terms; the first is the one that is written.
_KINDS = {
    ReportKind.GOVERNMENT_WORK: "kind_government_work",
    ReportKind.STATISTICS: "kind_statistics",
    ReportKind.BUDGET: "kind_budget",
    ReportKind.DEVELOPMENT: "kind_development",
    ReportKind.PLAN: "kind_plan",
    ReportKind.COURT: "kind_court",
    ReportKind.PROSECUTION: "kind_prosecution",
    ReportKind.CONGRESS: "kind_congress",
    ReportKind.ADDRESS: "kind_address",
    ReportKind.OTHER: "kind_other",
}
_LEVELS = {
    PlaceLevel.NATION: "level_nation",
    PlaceLevel.PROVINCE: "level_province",
    PlaceLevel.CITY: "level_city",
    PlaceLevel.COUNTY: "level_county",
    PlaceLevel.TOWN: "level_town",
    PlaceLevel.UNKNOWN: "level_unknown",
}


def kind_of_term(term: str) -> ReportKind | None:
    """The kind that a term or a value names (``统计公报``, ``statistics``); ``None`` for none."""
    return _values_of_kinds().get(_key(term))


def level_of_term(term: str) -> PlaceLevel | None:
    """The level that a term or a value names (``县区``, ``县级``, ``county``); ``None`` for none."""
    return _values_of_levels().get(_key(term))


def term_of_kind(kind: ReportKind) -> str:
    """What a kind of reports is called."""
    return words(_KINDS[kind])[0]


def term_of_level(level: PlaceLevel) -> str:
    """What a level of places is called."""
    return words(_LEVELS[level])[0]


@functools.cache
def _values_of_kinds() -> Mapping[str, ReportKind]:
    return _by_term(_KINDS)


@functools.cache
def _values_of_levels() -> Mapping[str, PlaceLevel]:
    return _by_term(_LEVELS)


def _by_term(classes: Mapping[_Value, str]) -> Mapping[str, _Value]:
    """Each value by its terms, by itself and by its name in the code."""
    terms = {_key(term): value for value, name in classes.items() for term in words(name)}
    names = {_key(name): value for value in classes for name in (value.value, value.name)}
    return names | terms


def _key(term: str) -> str:
    """A term, however it is typed: ``县 级`` as ``县``, ``government_work`` as its value."""
    return fold(term).text.strip().replace("_", " ").removesuffix("级")
