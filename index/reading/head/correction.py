"""What a user knows better of a report's head, as values of a file that is edited by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

from index.language.text import fold, is_hidden
from index.language.times import dates_of, years_named
from index.reading.head import kinds, terms
from index.reading.head.years import covered
from index.types import PlaceLevel, ReportKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value: TypeAlias = "str | int | dt.date | list[int]"  # as the file writes one
MAX_TEXT_CHARS = 300
FIRST_YEAR, LAST_YEAR = 1900, 2099
_MAX_SHOWN_CHARS = 60
_OPTIONAL = frozenset({"year", "covers", "delivered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What replaces the facts that a report's head is read for; ``None`` replaces nothing.

    An empty text, ``ReportKind.OTHER`` and ``PlaceLevel.UNKNOWN`` say that there is no such fact;
    of ``year``, ``covers`` and ``delivered``, those in ``lacks`` are none.
    """

    title: str | None = None
    kind: ReportKind | None = None
    place: str | None = None
    level: PlaceLevel | None = None
    year: int | None = None
    covers: tuple[int, int] | None = None
    delivered: dt.date | None = None
    speaker: str | None = None
    office: str | None = None
    lacks: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.lacks <= _OPTIONAL:
            raise ValueError(f"a report cannot lack {', '.join(sorted(self.lacks - _OPTIONAL))}")
        both = [name for name in self.lacks if getattr(self, name) is not None]
        if both:
            raise ValueError(f"{both[0]} cannot be given and lacking")
        for year in (self.year, *(self.covers or ())):
            if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
                raise ValueError(f"{year} is no year from {FIRST_YEAR} to {LAST_YEAR}")
        if self.covers is not None and self.covers[0] > self.covers[1]:
            raise ValueError(f"{self.covers[0]} to {self.covers[1]} is no span of years")

    def __bool__(self) -> bool:
        """Whether anything is corrected."""
        return self != _NOTHING

    def corrects(self, name: str) -> bool:
        """Whether a fact is replaced, by another or by none."""
        return getattr(self, name) is not None or name in self.lacks


_NOTHING = Correction()
FIELDS = tuple(field.name for field in fields(Correction) if field.name != "lacks")


def of_values(values: Mapping[str, object]) -> tuple[Correction, tuple[str, ...]]:
    """The correction that values of a file tell, and what is wrong with those that tell none.

    A value that cannot be read corrects nothing, and the others are taken.
    """
    facts: dict[str, object] = {}
    lacks: set[str] = set()
    problems: list[str] = []
    for name, value in values.items():
        read = _READERS.get(name)
        if read is None:
            problems.append(_unknown(name, value))
        elif value == "" and name in _OPTIONAL:
            lacks.add(name)
        else:
            try:
                facts[name] = read(value)
            except ValueError as error:
                problems.append(f"{name} = {_shown(value)} {error}")
    return Correction(**facts, lacks=frozenset(lacks)), tuple(problems)  # type: ignore[arg-type]  # each was read as its kind


def to_values(correction: Correction) -> dict[str, Value]:
    """A correction as values of a file, in the terms that people use."""
    values: dict[str, Value] = {}
    for name in FIELDS:
        value = getattr(correction, name)
        if name in correction.lacks:
            values[name] = ""
        elif value is not None:
            values[name] = to_value(value)
    return values


def to_value(value: str | int | dt.date | tuple[int, int]) -> Value:
    """A fact as a value of a file."""
    if isinstance(value, ReportKind):
        return terms.term_of_kind(value)
    if isinstance(value, PlaceLevel):
        return terms.term_of_level(value)
    return list(value) if isinstance(value, tuple) else value


def _unknown(name: str, value: object) -> str:
    if isinstance(value, dict):
        return f"{_shown(name)} is no text: write the whole name of the file in quotes"
    near = get_close_matches(name, FIELDS, 1)
    hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(FIELDS)}"
    return f"{_shown(name)} is nothing that can be corrected: {hint}"


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _MAX_SHOWN_CHARS else f"{text[:_MAX_SHOWN_CHARS]}…"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("is no text: write it in quotes")  # noqa: TRY004 - a user's value is wrong
    text = value.strip()
    if any(map(is_hidden, text)):
        raise ValueError("holds a character that cannot be seen: write it in one line, anew")
    if len(text) > MAX_TEXT_CHARS:
        raise ValueError(f"is longer than {MAX_TEXT_CHARS} characters: shorten it")
    return text


def _place(value: object) -> str:
    return fold(_text(value)).text.replace(" ", "")


def _kind(value: object) -> ReportKind:
    text = _text(value)
    kind = terms.kind_of_term(text) or kinds.kind_of(fold(text).text)
    if not kind and terms.kind_of_term(text) is None:
        raise ValueError(f"is no kind: expected {', '.join(map(terms.term_of_kind, ReportKind))}")
    return kind


def _level(value: object) -> PlaceLevel:
    level = terms.level_of_term(_text(value))
    if level is None:
        raise ValueError(f"is no level: expected {', '.join(map(terms.term_of_level, PlaceLevel))}")
    return level


def _year(value: object) -> int:
    year = _year_told(value)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"is no year from {FIRST_YEAR} to {LAST_YEAR}: write it as 2024")
    return year


def _year_told(value: object) -> int | None:
    """The year that a number, or a text of nothing else, tells: 2024, 二〇二四年, 民国113年."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    text = fold(value).text.strip().removeprefix("中华")
    for written in (text, f"{text}年"):
        for named in years_named(written, of_republic=True):
            if (named.start, named.end) == (0, len(written)):
                return named.year
    return None


def _covers(value: object) -> tuple[int, int]:
    if isinstance(value, str):
        text = fold(value).text
        years = covered(text, ReportKind.PLAN, None)
        told: tuple[int | None, ...] = years or tuple(each.year for each in years_named(text))
    else:
        told = tuple(map(_year_told, value if isinstance(value, list) else [value]))
    span = [year for year in told if year is not None and FIRST_YEAR <= year <= LAST_YEAR]
    if len(span) != len(told) or len(span) not in {1, 2} or span[0] > span[-1]:
        raise ValueError("is no span of years: write the first and the last, as [2021, 2025]")
    return span[0], span[-1]


def _delivered(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, str):
        value = next(dates_of(fold(value).text, of_republic=True), None)
    if not isinstance(value, dt.date) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError("is no day: write it as 2024-01-15")
    return value


_READERS: Mapping[str, Callable[[object], object]] = {
    "title": _text,
    "kind": _kind,
    "place": _place,
    "level": _level,
    "year": _year,
    "covers": _covers,
    "delivered": _delivered,
    "speaker": _text,
    "office": _text,
}
