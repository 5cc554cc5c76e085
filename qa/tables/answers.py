"""Answers to questions about several reports, read off their table."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.answering import refusals
from qa.kinds import Kind
from qa.tables import standings
from qa.tables.reading_off import ORDERED, read_off
from qa.tables.values import INCOMPARABLE, UNLIKE_RESULTS, Mark
from qa.tables.values import Level as Given
from qa.tables.wording.chinese import CHINESE
from qa.types import OFFER, REMARK, Answer, Level, OfTable, Reason, TableLine
from qa.understanding.across.asked import Wish
from qa.understanding.across.phrasing import of_all

if TYPE_CHECKING:
    from qa.tables.values import Cell, Table
    from qa.tables.wording.wording import Wording
    from qa.types import Citation, Value
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
    return _of_lines(
        of_table,
        question=question,
        asked=asked,
        kind=Kind.QUANTITY if table.columns[0].is_figure else Kind.ENTITY,
        level=_level(table, across),
        confidence=min(sureness, default=0.0),
    )


def _of_lines(
    of_table: OfTable, *, question: str, asked: str, kind: Kind, level: Level, confidence: float
) -> Answer:
    """The answer that the lines of a table are; not told where none of them is cited."""
    citations = tuple(each.citation for each in of_table.lines if each.citation is not None)
    return Answer(
        question=question,
        asked=asked,
        kind=kind,
        level=level if citations else Level.NOT_TOLD,
        reason=None if citations else Reason.UNSURE,
        text="\n".join(each.text for each in citations),
        confidence=confidence,
        citations=citations,
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
        hits=(),
        missing_terms=(),
        of_table=of_table,
    )


def _level(table: Table, across: Across) -> Level:
    """How sure a result is that has citations: of few that tell a figure the highest is likely so at most.

    So is a comparison in which a target stands beside what was reached.
    """
    is_of_few = across.wish in ORDERED and standings.are_few(table.column(0))
    has_both = across.wish is Wish.COMPARISON and any(
        Mark.OTHER_STATUS in cell.marks for row in table.rows for cell in row.cells
    )
    return Level.LIKELY if is_of_few or has_both else Level.ANSWERED


def of_row(table: Table, question: str, asked: str, words: Wording = CHINESE) -> Answer:
    """What the report of one place tells of several figures, side by side; each is a line by its name.

    Args:
        table: the table, of one row.
        question: what was asked.
        asked: the same made self-contained.
        words: the language to tell it in.
    """
    (row,) = table.rows
    told = [each for each in row.cells if each.citation is not None]
    lines = tuple(
        TableLine(
            place=column.name, text=cell.text, citation=cell.citation, marks=words.remarks(cell)
        )
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
    is_sure = len(told) == len(row.cells) and all(map(is_certain, told))
    of_table = OfTable(
        wish=Wish.ROWS.value,
        text=words.listed(lines),
        question=asked,
        lines=lines,
        warnings=words.notes(table),
        n_reports=1,
        n_told=1,
    )
    return _of_lines(
        of_table,
        question=question,
        asked=asked,
        kind=Kind.QUANTITY,
        level=Level.ANSWERED if is_sure else Level.LIKELY,
        confidence=min(each.confidence for each in told),
    )


def of_cell(of_one: Answer, cell: Cell) -> Answer:
    """An answer of one report, told by the cell that a table has of it; as it was where that is not certain, or the same.

    Args:
        of_one: the answer, which is refused or not sure.
        cell: what the report tells of the same.
    """
    if cell.citation is None or of_one.text == cell.text:
        return of_one
    if not is_certain(cell):
        return likely_of_cell(of_one, cell)
    return _told_by(of_one, cell, Level.ANSWERED, cell.citation, cell.value)


def likely_of_cell(of_one: Answer, cell: Cell) -> Answer:
    """An answer that is not sure, by the sentence that holds the figure of a cell, which likely tells; else as it was.

    Args:
        of_one: the answer.
        cell: what the report tells of the same, or of how that changed, where it does not tell the figure.
    """
    told = cell.citation
    if told is None or of_one.level is Level.ANSWERED or not _is_like_a_result(cell):
        return of_one
    sentence = next((s for s in told.passage.sentences if s.start <= told.start < s.end), None)
    if sentence is None:
        return of_one
    citation = dataclasses.replace(told, start=sentence.start, end=sentence.end)
    if of_one.text == citation.text:
        return of_one
    return _told_by(of_one, cell, Level.LIKELY, citation, None)


def _told_by(
    of_one: Answer, cell: Cell, level: Level, citation: Citation, value: Value | None
) -> Answer:
    """An answer of one report, told by what a cell cites instead, and nothing of its own beside it."""
    return dataclasses.replace(
        of_one,
        level=level,
        reason=None,
        text=citation.text,
        confidence=cell.confidence,
        citations=(citation,),
        value=value,
        counterpart=None,
        conflicts=(),
        alternatives=(),
        missing_terms=(),
        instead=(),
        place=None,
    )


def is_certain(cell: Cell) -> bool:
    """Whether a cell is given, by a result that nothing makes less than comparable."""
    return cell.level is Given.GIVEN and _is_like_a_result(cell)


def _is_like_a_result(cell: Cell) -> bool:
    return _UNCERTAIN.isdisjoint(cell.marks)


_UNCERTAIN = INCOMPARABLE | {*UNLIKE_RESULTS, Mark.NEW, Mark.CONFLICT, Mark.DOUBTFUL}


def standing(table: Table, across: Across, words: Wording = CHINESE) -> OfTable | None:
    """Where a place stands among the reports, as a remark beside the answer of its own.

    ``None`` where that would be no help: nothing of it can be compared, or the sentence that tells its
    figure states a rank, which may be the one that is asked for.

    Args:
        table: the table.
        across: what is asked of its reports.
        words: the language to tell it in.
    """
    of_table = read_off(table, across, words)
    own = [each.citation for each in of_table.lines if each.citation is not None]
    if not own or of_table.lines[0].rank is None:
        return None
    return dataclasses.replace(of_table, wish=REMARK)


def remark(answer: Answer) -> str:
    """Where a place stands among the reports, of whose rank its own says nothing; else empty."""
    of_table = answer.of_table
    return of_table.text if of_table is not None and of_table.wish == REMARK else ""


def with_offer(of_one: Answer) -> Answer:
    """An answer of one report, with the offer of a table of all."""
    offer = OfTable(wish=OFFER, text=CHINESE.offer, question=of_all(of_one.asked))
    return dataclasses.replace(of_one, of_table=offer)


def only_offer(of_one: Answer) -> Answer:
    """The offer of a table in the place of an answer, where the reports of other places tell it too."""
    offered = with_offer(of_one)
    return dataclasses.replace(
        refusals.withdrawn(offered, Reason.MANY_REPORTS),
        place=None,
        instead=(of_all(of_one.asked), *of_one.instead),
    )
