"""Which report somebody means who names one, and which of its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.language.text import fold
from qa import titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.published.documents import DocumentTable
    from index.types import About

_MIN_ID_CHARS = 6  # of an id, so that a year or a number is not taken for one
_N_SHOWN = 5
_YEAR_CHARS = 4  # a shorter number counts reports


def row_of(documents: DocumentTable, name: str) -> int:
    """The row of the report that a name means.

    A number counts the reports as ``wenbao info`` lists them, from 1; an id may be its beginning; a
    file's name may leave out its folders and its suffix.

    Raises:
        ValueError: no report is called so, or several are; the message names them.
    """
    wanted = name.strip()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(documents):
        return int(wanted) - 1
    if len(wanted) >= _MIN_ID_CHARS and set(wanted) <= set("0123456789abcdef"):
        row = documents.row_of(wanted, n_chars=len(wanted))
        if row is not None:
            return row
    is_number = wanted.isdecimal() and len(wanted) < _YEAR_CHARS
    abouts = [] if is_number else [documents.about(row) for row in range(len(documents))]
    tests: tuple[Callable[[About], bool], ...] = (
        lambda about: wanted in (about.path, about.title),
        lambda about: wanted in _names(about.path),
        lambda about: bool(wanted) and (wanted in about.title or wanted in about.path),
    )
    for is_meant in tests:
        rows = [row for row, about in enumerate(abouts) if is_meant(about)]
        if len(rows) == 1:
            return rows[0]
        if rows:
            shown = "; ".join(
                f"{row + 1} {titles.with_file(abouts[row])}" for row in rows[:_N_SHOWN]
            )
            more = f"; and {len(rows) - _N_SHOWN} more" if len(rows) > _N_SHOWN else ""
            raise ValueError(
                f"{name!r} is in the name of {len(rows)} reports: give one's number ({shown}{more})"
            )
    raise ValueError(
        f"no report is called {name!r}: there are {len(documents)}, which `wenbao info` lists"
    )


def _names(path: str) -> tuple[str, str]:
    """A file's name, with its suffix and without."""
    file = path.rpartition("/")[2]
    return file, file.rpartition(".")[0]


def rows_of_facts(
    index: PublishedIndex, document: str | None, measure: str | None, passages: Rows | None = None
) -> Iterable[int]:
    """The rows of the facts of a report, of a measure, or of some passages, in their order.

    Raises:
        ValueError: no report is called as ``document`` says, or several are.
    """
    if document is not None:
        of_report = index.passages.of_document(row_of(index.documents, document))
        own = np.arange(of_report.start, of_report.stop)
        passages = own if passages is None else np.intersect1d(own, passages)
    table = index.facts.table
    rows = None if passages is None else table.of_passages(passages)
    if measure is not None:
        wanted = fold(measure).text
        rows = table.of_measure(rows, lambda words: wanted in fold(words).text)
    return range(len(table)) if rows is None else rows.tolist()
