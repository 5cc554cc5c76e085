"""Several reports, to be asked together: for a table, or for an answer that is read off one."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.tables import answers, report_rows
from qa.tables.making import Maker
from qa.tables.reading_off import read_off
from qa.understanding import question
from qa.understanding.across.reading import across

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.searchable.protocol import Selected
    from index.searchable.reports import Reports
    from index.types import PlaceLevel
    from qa.answering.reader import Reader
    from qa.choosing.ranking import Ranked
    from qa.generation import Generation
    from qa.tables.making import Progress
    from qa.tables.values import Table
    from qa.types import Answer
    from qa.understanding.synonyms import Synonyms

_MIN = 2  # reports of which a table can be made
_EVEN = 0.5  # the chance from which on a passage rather tells it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ManyReports:
    """Reports of a generation, and what makes tables of them."""

    maker: Maker
    reports: Reports

    @classmethod
    def of(
        cls,
        generation: Generation,
        synonyms: Synonyms,
        *,
        reader: Callable[[], Reader | None],
        alone: Callable[[str, int], Answer],
        reports: Reports,
        level: PlaceLevel | None,
        passages: Callable[[], Selected | None],
        progress: Progress | None,
    ) -> ManyReports:
        """Those of some reports whose places are of a level, or all; the rest as ``Maker``."""
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
        return cls(maker=maker, reports=reports)

    def table(self, texts: Sequence[str]) -> Table:
        """The table of some questions, with what is read off it, if that is asked for."""
        table = self.maker.table(texts, self.reports)
        if table.across is None or not table.rows:
            return table
        return dataclasses.replace(table, result=read_off(table, table.across))

    def answer(self, whole: str, text: str) -> tuple[Answer, Table] | None:
        """The answer to a question about several of the reports, with the table that it is read off.

        ``None`` where it asks one.

        Args:
            whole: the question, made self-contained.
            text: the same as it was asked.
        """
        if len(self.reports) < _MIN:
            return None
        generation = self.maker.generation
        read = across(whole, generation.reports.places)
        if read is None or not read.question:
            return None
        asked = question.parse(read.question, generation.reports, self.maker.synonyms)
        if not asked.wanted.kind.handling.is_figure:
            return None
        if len(report_rows.asked(self.reports, read, asked)) < _MIN:
            return None
        table = self.maker.table([whole], self.reports)
        return answers.answer(table, read, text, whole), table

    def with_offer(
        self, of_one: Answer, asked: question.Question, ranked: Sequence[Ranked]
    ) -> Answer:
        """The answer of one report; where it is open of which place, with the offer of a table.

        Where other places tell it too, none is picked: the offer is all.

        Args:
            of_one: the answer.
            asked: its question, as it was understood.
            ranked: what was read for it.
        """
        if asked.places or not of_one.found or of_one.value is None:
            return of_one
        if not self.reports.has_several_places:
            return of_one
        tell = {each.document.place for each in ranked if each.evidence and each.chance >= _EVEN}
        return answers.only_offer(of_one) if len(tell) > 1 else answers.with_offer(of_one)
