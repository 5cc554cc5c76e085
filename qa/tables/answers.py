"""Answers to questions about several reports, read off their table."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.kinds import Kind
from qa.tables import report_rows, wording
from qa.tables.reading_off import read_off
from qa.types import Answer, OfTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.published.documents import DocumentTable
    from qa.tables.values import Table
    from qa.understanding.across import Across
    from qa.understanding.question import Question

MIN_REPORTS = 2  # of which a table can be made
MANY_PLACES = 2  # from which on a question that names no place is offered a table


def is_of_several(
    documents: DocumentTable, rows: Sequence[int], across: Across, asked: Question
) -> bool:
    """Whether a question about several reports finds as many of them.

    Args:
        documents: all reports.
        rows: the rows of those in scope.
        across: what is asked of them.
        asked: what each is asked.
    """
    return len(report_rows.asked(documents, rows, across, asked)) >= MIN_REPORTS


def answer(table: Table, across: Across, question: str, asked: str) -> Answer:
    """What a table answers: the result with the figures that it is of, each cited.

    Args:
        table: the table.
        across: what is asked of its reports.
        question: what was asked.
        asked: the same made self-contained.
    """
    of_table = read_off(table, across)
    citations = tuple(each.citation for each in of_table.lines if each.citation is not None)
    by_id = {row.about.id: row.cells[0] for row in table.rows}
    sureness = [by_id[each.document.id].confidence for each in citations]
    return Answer(
        question=question,
        asked=asked,
        kind=Kind.QUANTITY,
        found=bool(citations),
        text="\n".join(each.text for each in citations),
        confidence=min(sureness, default=0.0),
        citations=citations,
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
        hits=(),
        missing_terms=(),
        of_table=of_table,
    )


def with_offer(of_one: Answer, asked: Question, n_places: int) -> Answer:
    """An answer of one report, with the offer of a table where the question leaves open of which.

    Args:
        of_one: the answer.
        asked: the question.
        n_places: of how many places reports may answer.
    """
    is_open = n_places >= MANY_PLACES and not asked.places
    if not (is_open and of_one.found and of_one.value is not None):
        return of_one
    offer = OfTable(wish="offer", text=wording.OFFER, question=of_one.asked)
    return dataclasses.replace(of_one, of_table=offer)
