"""Answers to questions about several reports, read off their table."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.kinds import Kind
from qa.tables.reading_off import read_off
from qa.tables.wording.chinese import CHINESE
from qa.types import OFFER, Answer, Level, OfTable, Reason
from qa.understanding.across.phrasing import of_all

if TYPE_CHECKING:
    from qa.tables.values import Table
    from qa.understanding.across.asked import Across


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
        level=Level.ANSWERED if citations else Level.NOT_TOLD,
        reason=None if citations else Reason.UNSURE,
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


def with_offer(of_one: Answer) -> Answer:
    """An answer of one report, with the offer of a table of all."""
    offer = OfTable(wish=OFFER, text=CHINESE.offer, question=of_all(of_one.asked))
    return dataclasses.replace(of_one, of_table=offer)


def only_offer(of_one: Answer) -> Answer:
    """The offer of a table in the place of an answer, where the reports of other places tell it too."""
    offered = with_offer(of_one)
    return dataclasses.replace(
        offered,
        level=Level.NOT_TOLD,
        reason=Reason.MANY_REPORTS,
        text="",
        citations=(),
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
        place=None,
        instead=(of_all(of_one.asked), *of_one.instead),
    )
