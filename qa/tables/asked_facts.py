"""What one indicator is in each report, from the facts that were read when the reports were indexed.

Facts are looked up by the words of their measures; the passages that hold them, and those that the legs
find nearest, are read as for a single answer. A cell is stricter: its figure's own words have to name
what is asked, for nobody reads the passages beside a table of many rows.
"""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.types import Period
from qa import weights
from qa.answering import second_opinion
from qa.choosing import ranking, slots
from qa.retrieval import measured, shortlist
from qa.tables.measures import groups
from qa.tables.naming import NAMED, Naming
from qa.tables.sparse_passages import SparsePassages
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.platform.arrays import Rows
    from index.searchable.facts import FoundFacts
    from index.searchable.protocol import Searchable, Selected
    from qa.answering.reader import Reader
    from qa.choosing.evidence import Evidence
    from qa.choosing.ordering.ranked import Ranked
    from qa.generation import Generation
    from qa.retrieval.retriever import Candidates
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

_FEW = 500  # reports up to which everything is looked at that may matter
_N_MEASURED = 3  # passages of a report that are read for a fact of such a measure, the nearest ones
_N_NEAREST = 2  # and that the legs alone find nearest: none may be told (总量达5.3万亿元)
_N_MEASURED_OF_MANY = 2
_MOST_CHARS = 60  # from the first to the last part of what is told in parts
_SURE = 0.85  # the chance from which on no further passage of a report is read, of many
_N_FIGURES = 4  # of a passage that are looked at for one like those of the other reports


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AskedFacts:
    """A question as it is put to the facts of many reports.

    ``reader`` gives the second reader, ``None`` where there is none; ``judged`` what the legs make of
    passages, without asking the vectors of all others. ``measured`` are the facts, in the passages that
    may tell, whose measure may be what is asked, ``naming`` tells whether one is. Of few
    reports (``is_few``) all is looked at that may matter, and the reader asked in doubt.
    """

    index: Searchable
    question: Question
    concepts: Concepts
    judged: Callable[[Rows], Candidates]
    reader: Callable[[], Reader | None]
    measured: FoundFacts
    naming: Naming
    is_few: bool = True

    @classmethod
    def of(
        cls,
        generation: Generation,
        question: Question,
        reader: Callable[[], Reader | None],
        passages: Selected | None = None,
        *,
        n_reports: int = 1,
    ) -> AskedFacts:
        """A question, put to the facts of a generation, of so many reports."""
        query = generation.retriever.query(question, generation.encoder)
        concepts = generation.concepts(question)
        return cls(
            index=generation.index,
            question=question,
            concepts=concepts,
            judged=generation.retriever.judge(query),
            reader=reader,
            measured=generation.index.measured(measured.meant(question, concepts, NAMED), passages),
            naming=Naming.of(question, concepts),
            is_few=n_reports <= _FEW,
        )

    def of_reports(self, rows: Sequence[int]) -> Iterator[tuple[Ranked, ...]]:
        """For each report, given by its row, the passages that may tell it, the likeliest first.

        A passage without evidence tells nothing; its figures are only near.

        Args:
            rows: the rows of the reports, ascending: they are read together.
        """
        picked = self._picked(rows)
        candidates = self.judged(np.concatenate(picked) if picked else np.empty(0, np.int64))
        ends = np.cumsum([len(each) for each in picked]).tolist()
        parts = [candidates.between(*each) for each in itertools.pairwise([0, *ends])]
        if self.is_few:
            where = shortlist.Provenances(self.index, candidates.rows)
            where.read(range(len(candidates.rows)))
            for first, part in zip([0, *ends], parts, strict=False):
                yield self._read(part, where.from_(first))
        else:
            yield from self._read_until_sure(parts)

    def _picked(self, rows: Sequence[int]) -> list[Rows]:
        """The passages that are worth reading, report by report, each ascending."""
        own = self.measured.passages(rows, only_measured=not self.is_few)
        is_measured = np.asarray(own.is_measured, bool)
        has_facts = np.asarray(own.has_facts, bool)
        near = self._nearness(own.rows)
        n_measured = _N_MEASURED if self.is_few else _N_MEASURED_OF_MANY
        picked = []
        for first, last in itertools.pairwise(own.starts.tolist()):
            order = first + np.argsort(-near[first:last], kind="stable")
            measured = order[is_measured[order]][:n_measured]
            nearest = order[has_facts[order]][:_N_NEAREST] if self.is_few else order[:0]
            picked.append(own.rows[np.unique(np.concatenate((measured, nearest)))])
        return picked

    def _nearness(self, passages: Rows) -> NDArray[np.float64]:
        """How near passages are to the question by all legs, those of its time first."""
        near = self._strength(self.judged(passages))
        if self.is_few:
            known = self.index.standings(passages)
            for i, (row, period) in enumerate(zip(known.documents, known.periods, strict=True)):
                origin = known.origin_of(row)
                wanted = self.question.period_in(origin.year, origin.review_year)
                if wanted is not None and wanted.opposite is period:
                    near[i] += weights.FIGURE[slots.OTHER_TIME]
                elif wanted is None and not self.question.years and period is Period.PLAN:
                    near[i] += weights.PASSAGE["plan unasked"]
        return near

    @staticmethod
    def _strength(candidates: Candidates) -> NDArray[np.float64]:
        """How near passages are to the question by all legs, as for a shortlist."""
        near = np.zeros(len(candidates.rows))
        for leg, strengths in candidates.strengths.items():
            near += weights.PASSAGE[leg.name] * strengths
        return near

    def _read(self, candidates: Candidates, where: shortlist.Where) -> tuple[Ranked, ...]:
        if not len(candidates.rows):
            return ()
        read = ranking.order(self.question, self.concepts, candidates, where, top_k=1)
        fitting = tuple(sorted(map(self._fitting, read), key=lambda each: -each.log_odds))
        is_open = self.is_few and not (fitting and _is_named_number(fitting[0]))
        if is_open and second_opinion.is_in_doubt(self.question, fitting):
            fitting = second_opinion.reconsider(self.question, fitting, self.reader())
        return fitting

    def _read_until_sure(self, parts: Sequence[Candidates]) -> Iterator[tuple[Ranked, ...]]:
        """The passages of each report of many, the nearest first, until one is sure to tell it.

        The next ones of all reports that are not sure yet are read together.
        """
        orders = [np.argsort(-self._strength(part), kind="stable").tolist() for part in parts]
        read: list[list[Ranked]] = [[] for _ in parts]
        unsure = [k for k, order in enumerate(orders) if order]
        for turn in itertools.count():
            ones = [parts[k].between(i, i + 1) for k in unsure for i in [orders[k][turn]]]
            rows = [each.rows for each in ones]
            where = (
                SparsePassages(self.index, np.concatenate(rows), self.measured) if rows else None
            )
            if where is None:
                break
            where.read(range(len(ones)))
            for place, (k, one) in enumerate(zip(unsure, ones, strict=True)):
                read[k] += self._read(one, where.from_(place))
            unsure = [
                k
                for k in unsure
                if turn + 1 < len(orders[k])
                and not (read[k][-1].evidence and read[k][-1].chance >= _SURE)
            ]
        for each in read:
            yield tuple(sorted(each, key=lambda one: -one.log_odds))

    def _fitting(self, ranked: Ranked) -> Ranked:
        """A passage whose first evidence is a figure that its words name as what is asked."""
        ranked = self.naming.with_what_was_done(ranked)
        if not ranked.evidence:
            return ranked
        fit = next(filter(self.naming.names, ranked.evidence), None)
        if fit is None:
            of_other = {"other measure": weights.FIGURE["other measure"]}
            return dataclasses.replace(ranked, parts={**ranked.parts, **of_other})
        return with_first(ranked, fit)

    def named(self, ranked: Ranked) -> Iterator[Ranked]:
        """A passage for each of its figures that its words name as what is asked, in their order."""
        for each in ranked.evidence[:_N_FIGURES]:
            if self.naming.names(each):
                yield with_first(ranked, each)

    def parts(self, ranked: Sequence[Ranked]) -> tuple[Ranked, tuple[Evidence, ...]] | None:
        """The figures of groups that are told in the place of one for all: 城镇5%, 农村7%.

        They are those of one sentence, two at least, in their order, and contradict nothing.
        """
        if groups.names_one(folded(self.question.text)):
            return None
        for each in ranked:
            found: list[Evidence] = []
            for evidence in sorted(each.evidence, key=lambda one: one.start):
                if self.naming.names_group(evidence) and (
                    not found or evidence.end - found[0].start <= _MOST_CHARS
                ):
                    found.append(evidence)
            if len(found) > 1 and shortlist.UNASKED.isdisjoint(each.parts):
                return each, tuple(found)
        return None


def _is_named_number(ranked: Ranked) -> bool:
    """Whether a number that its own words name as what is asked tells it likely: the reader knows no better.

    A value in words (与经济增长同步) may be an aim.
    """
    fact = ranked.evidence[0].fact if ranked.evidence else None
    return ranked.log_odds > 0 and fact is not None and fact.amount.value is not None


def with_first(ranked: Ranked, evidence: Evidence) -> Ranked:
    """A passage by another of its figures than the one that came first."""
    first = ranked.evidence[0]
    if evidence is first:
        return ranked
    parts = {name: part for name, part in ranked.parts.items() if name not in first.parts}
    rest = [each for each in ranked.evidence if each is not evidence]
    return dataclasses.replace(
        ranked,
        parts=parts | evidence.parts,
        evidence=(evidence, *rest),
        sentence=next(k for k, s in enumerate(ranked.passage.sentences) if evidence.start < s.end),
    )
