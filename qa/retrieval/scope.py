"""Which passages may answer: those of some documents, places, years, periods or sections."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a question is asked of; an empty part restricts nothing.

    ``documents`` are ids; ``places`` and ``years`` the reports' own, as their documents give
    them; ``spoken_years`` the years that passages tell of: the one that a report looks back on of
    its review, its own of all else; ``sections`` first-level headings, as they stand in
    ``passage.section``, each with all that stands below it. A passage has to meet every part, by
    any of its values.
    """

    documents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    periods: tuple[Period, ...] = ()
    sections: tuple[str, ...] = ()
    spoken_years: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, tuple):
                raise ValueError(f"a scope's {field.name} are a tuple, not {value!r}")  # noqa: TRY004 - a caller's mistake is a ValueError here


EVERYTHING = Scope()
