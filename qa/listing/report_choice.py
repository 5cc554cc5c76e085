"""Which report somebody means who names one, and which of its facts."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from index.language.text import fold
from index.searchable.facts import FactQuery
from qa import titles
from qa.retrieval.scope import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from index.searchable.facts import FoundFacts, PlacedFact
    from index.searchable.protocol import Searchable
    from index.types import About
    from qa.retrieval.scope import Scope

_MIN_ID_CHARS = 6  # of an id, so that a year or a number is not taken for one
_N_SHOWN = 5
_N_READ = 512  # facts in one go
_YEAR_CHARS = 4  # a shorter number counts reports


def row_of(index: Searchable, name: str) -> int:
    """The row of the report that a name means.

    A number counts the reports as ``wenbao info`` lists them, from 1; an id may be its beginning; a
    file's name may leave out its folders and its suffix.

    Raises:
        ValueError: no report is called so, or several are; the message names them.
    """
    wanted = name.strip()
    if wanted.isdecimal() and 1 <= int(wanted) <= index.n_documents:
        return int(wanted) - 1
    if len(wanted) >= _MIN_ID_CHARS and set(wanted) <= set("0123456789abcdef"):
        row = index.row_of(wanted, n_chars=len(wanted))
        if row is not None:
            return row
    is_number = wanted.isdecimal() and len(wanted) < _YEAR_CHARS
    called = () if is_number else index.named(wanted)
    tests: tuple[Callable[[About], bool], ...] = (
        lambda about: wanted in (about.path, about.title),
        lambda about: wanted in _names(about.path),
        lambda _: bool(wanted),
    )
    for is_meant in tests:
        meant = [each for each in called if is_meant(each.about)]
        if len(meant) == 1:
            return meant[0].row
        if meant:
            shown = "; ".join(
                f"{each.row + 1} {titles.with_file(each.about)}" for each in meant[:_N_SHOWN]
            )
            more = f"; and {len(meant) - _N_SHOWN} more" if len(meant) > _N_SHOWN else ""
            raise ValueError(
                f"{name!r} is in the name of {len(meant)} reports: give one's number ({shown}{more})"
            )
    raise ValueError(
        f"no report is called {name!r}: there are {index.n_documents}, which `wenbao info` lists"
    )


def _names(path: str) -> tuple[str, str]:
    """A file's name, with its suffix and without."""
    file = path.rpartition("/")[2]
    return file, file.rpartition(".")[0]


def found_facts(
    index: Searchable,
    document: str | None,
    measure: str | None,
    scope: Scope = EVERYTHING,
    gone: Collection[int] = (),
) -> FoundFacts:
    """The facts of a report, of a measure, in some passages, in their order.

    Args:
        index: what holds them.
        document: what the only report is called.
        measure: a part of what they measure.
        scope: which passages they stand in.
        gone: the rows of reports that are left out.

    Raises:
        ValueError: no report is called as ``document`` says, or several are.
    """
    if document is not None:
        identity = index.abouts([row_of(index, document)])[0].id
        is_asked = not scope.documents or identity in scope.documents
        scope = dataclasses.replace(scope, documents=(identity if is_asked else "",))
    words = () if measure is None else (fold(measure).text,)
    return index.measured(FactQuery(words=words), index.select(scope, gone))


def pages_of(facts: FoundFacts) -> Iterator[tuple[PlacedFact, ...]]:
    """Facts in their order, so many of them as are read in one go."""
    for first in range(0, len(facts), _N_READ):
        yield facts.page(first, _N_READ)
