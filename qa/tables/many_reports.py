"""Several reports, to be asked together: for a table, or for an answer that is read off one."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.choosing.head_evidence import may_ask_of_head
from qa.tables import answers, holders
from qa.tables.making import Maker, figure_alone, figures_alone, its_change, may_be_several
from qa.tables.reading_off import read_off
from qa.tables.rows import report_rows
from qa.types import Level, Reason
from qa.understanding import question
from qa.understanding.across.asked import Wish
from qa.understanding.across.full_names import in_full
from qa.understanding.across.reading import across

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.searchable.protocol import Selected
    from index.searchable.reports import Reports
    from index.types import PlaceLevel
    from qa.answering.reader import Reader
    from qa.choosing.ordering.ranked import Ranked
    from qa.generation import Generation
    from qa.tables.making import Progress
    from qa.tables.values import Cell, Table
    from qa.types import Answer
    from qa.understanding.across.asked import Across
    from qa.understanding.synonyms import Synonyms

_MIN = 2  # reports of which a table can be made
_OPEN = (None, Reason.UNSURE, Reason.MISSING_TERMS)  # of an answer that a cell may tell better
_EVEN = 0.5  # the chance from which on a passage rather tells it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ManyReports:
    """Reports of a generation, and what makes tables of them."""

    maker: Maker
    reports: Reports
    asked: Callable[[str], Answer]

    @classmethod
    def of(
        cls,
        generation: Generation,
        synonyms: Synonyms,
        *,
        reader: Callable[[], Reader | None],
        alone: Callable[[str, int], Answer],
        asked: Callable[[str], Answer],
        reports: Reports,
        level: PlaceLevel | None,
        passages: Callable[[], Selected | None],
        progress: Progress | None,
    ) -> ManyReports:
        """Those of some reports whose places are of a level, or all, and what they answer; the rest as ``Maker``."""
        if level is not None:
            reports = reports.of_level(level)
        maker = Maker(
            generation=generation,
            synonyms=synonyms,
            reader=reader,
            alone=alone,
            passages=passages,
            progress=progress,
        )
        return cls(maker=maker, reports=reports, asked=asked)

    def table(self, texts: Sequence[str]) -> Table:
        """The table of some questions, with what is read off it, if that is asked for."""
        table = self.maker.table(texts, self.reports)
        if table.across is None or not table.rows:
            return table
        return dataclasses.replace(table, result=read_off(table, table.across))

    def answer(self, whole: str, text: str) -> tuple[Answer, Table] | None:
        """The answer to a question about several of the reports, with the table that it is read off.

        ``None`` where it asks one: also for the rank of a place, which its own report states, or none.

        Args:
            whole: the question, made self-contained.
            text: the same as it was asked.
        """
        whole = whole[: question.MAX_CHARS]
        read = self._across(whole)
        if read is None:
            return self._of_one_place(whole, text)
        if read.wish is Wish.PLACE:
            return None
        table = self._table(whole, read)
        if table is None or _is_of_no_measure(table, read):
            return None
        return answers.answer(table, read, text, whole), table

    def _of_one_place(self, whole: str, text: str) -> tuple[Answer, Table] | None:
        """What the report of one place tells to a question for several figures, where it tells two at least."""
        if not may_be_several(whole):
            return None
        asked = question.parse(whole, self.maker.generation.reports, self.maker.synonyms)
        bare, own = figures_alone(asked), self._own(asked)
        if not bare or own is None:
            return None
        table = self._newest(bare, own)
        if len(table.rows) != 1 or sum(cell.is_told for cell in table.rows[0].cells) < _MIN:
            return None
        return answers.of_row(table, text, whole), table

    def _newest(self, bare: str, own: Reports) -> Table:
        """What the newest of one place's reports tell to a question."""
        table = self.maker.table([bare], own)
        newest = max((row.about.year or 0 for row in table.rows), default=0)
        rows = tuple(row for row in table.rows if (row.about.year or 0) == newest)
        return dataclasses.replace(table, rows=rows)

    def _own(self, asked: question.Question) -> Reports | None:
        """The reports of the one place that a question names, of several."""
        places = {own for each in asked.asked_places for own in each.reports}
        if len(places) != 1 or len(asked.asked_places) != 1 or not self.reports.has_several_places:
            return None
        return self.reports.of(places=tuple(places))

    def of_rank(self, whole: str) -> bool:
        """Whether a question asks for the rank of one place among several."""
        read = self._across(whole)
        return read is not None and read.wish is Wish.PLACE

    def with_standing(self, of_one: Answer, whole: str) -> tuple[Answer, Table | None]:
        """An answer about a rank; where none is told, with a remark: where the place stands here.

        Args:
            of_one: the answer of the reports that were asked for a rank that they state.
            whole: the question, made self-contained.
        """
        of_one = dataclasses.replace(of_one, asked=whole)
        read = self._across(whole)
        table = None if of_one.found or read is None else self._table(whole, read)
        if read is None or table is None:
            return of_one, None
        of_table = answers.standing(table, read)
        if of_table is None:
            return of_one, None
        return dataclasses.replace(of_one, of_table=of_table), table

    def _across(self, whole: str) -> Across | None:
        """What a question asks of several of the reports, if it does."""
        read = across(whole, self.maker.generation.reports.places)
        if read is None or not read.question:
            return None
        return read if len(self.reports) >= _MIN else None  # what an engine may have to count

    def _table(self, whole: str, read: Across) -> Table | None:
        """The table of a question that asks several reports for a figure, or what their heads tell; ``None`` for another."""
        generation = self.maker.generation
        asked = question.parse(read.question, generation.reports, self.maker.synonyms)
        if not (asked.wanted.kind.handling.is_figure or may_ask_of_head(asked)):
            return None
        if len(report_rows.asked(self.reports, read, asked)) < _MIN:
            return None
        return self.maker.table([whole], self.reports)

    def of_place(self, of_one: Answer, asked: question.Question) -> Answer:
        """The answer of one report; one that is refused, or not sure, is told by the cell that a table has of its place.

        So is one to a short name (粮食), which the figure of something near may have answered. A cell is
        strict with the words of a report, and not with those of a question: this has to name a
        figure, its place, and nothing else.

        Args:
            of_one: the answer.
            asked: its question, as it was understood.
        """
        bare = figure_alone(asked)
        is_sure = of_one.level is Level.ANSWERED and in_full(bare)[0] == bare
        is_open = of_one.reason in _OPEN and not of_one.takes_reckoning
        if not bare or is_sure or not is_open:
            return of_one
        if (reports := self._own(asked)) is None:
            return of_one
        cell = self._one_cell(bare, reports)
        if cell is None or cell.is_told or not (change := its_change(bare)):
            return of_one if cell is None else answers.of_cell(of_one, cell)
        cell = self._one_cell(change, reports)
        return of_one if cell is None else answers.likely_of_cell(of_one, cell)

    def _one_cell(self, bare: str, reports: Reports) -> Cell | None:
        """What the newest of one place's reports tells to a question for one figure; ``None`` where there are several."""
        table = self._newest(bare, reports)
        is_one = len(table.rows) == len(table.columns) == 1 and table.across is None
        return table.rows[0].cells[0] if is_one else None

    def with_offer(
        self, of_one: Answer, asked: question.Question, ranked: Sequence[Ranked]
    ) -> Answer:
        """The answer of one report; where it is open of which place, with the offer of a table.

        What is proposed in the place of a refused question is what is answered.

        Where other places tell it too, none is picked: the offer is all. What heads of
        reports tell (省长是谁) is one of them; of the holders of an office in one place the newest is
        told, the others beside it.

        Args:
            of_one: the answer.
            asked: its question, as it was understood.
            ranked: what was read for it.
        """
        told = (each for each in of_one.instead if self.asked(each).level is Level.ANSWERED)
        of_one = dataclasses.replace(of_one, instead=tuple(told))
        if of_one.value is None:
            if not asked.places and of_one.found and holders.are_of_several_places(ranked):
                return answers.only_offer(of_one)
            return holders.newest(of_one, asked, self.maker.generation.index, self.reports)
        if asked.places or not of_one.found:
            return of_one
        if not self.reports.has_several_places:
            return of_one
        tell = {each.document.place for each in ranked if each.evidence and each.chance >= _EVEN}
        return answers.only_offer(of_one) if len(tell) > 1 else answers.with_offer(of_one)


def _is_of_no_measure(table: Table, read: Across) -> bool:
    """Whether it is a topic that is asked of all (各省营商环境), of which no report tells a figure."""
    column = table.columns[0]
    is_topic = column.is_figure and not column.names_measure
    return read.wish is Wish.ROWS and is_topic and not table.tells
