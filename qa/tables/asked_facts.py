"""What one indicator is in each report, from the facts that were read when the reports were indexed.

Facts are looked up by the words of their measures, each of which is matched once, however many facts
have it; the passages that hold them, and those that the legs find nearest, are read as for a single
answer. A cell is stricter than an answer: its figure's own words have to name what is asked, for
nobody reads the passages beside a table of many rows.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.types import Aspect
from qa import weights
from qa.answering import second_opinion
from qa.choosing import phrases, ranking, slots
from qa.retrieval import shortlist
from qa.retrieval.legs import Query
from qa.tables import groups, ratios
from qa.tables.sparse_passages import SparsePassages
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.published.vectors import Rows
    from qa.answering.reader import Reader
    from qa.choosing.evidence import Evidence
    from qa.choosing.ranking import Ranked
    from qa.generation import Generation
    from qa.retrieval.retriever import Candidates
    from qa.tables.ratios import Ratio
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

_NAMED = 0.25  # of a question: what a measure says at least of it that may be what is asked
_FEW = 500  # reports up to which everything is looked at that may matter
_N_MEASURED = 3  # passages of a report that are read for a fact of such a measure, the nearest ones
_N_NEAREST = 2  # and that the legs alone find nearest: none may be told (总量达5.3万亿元)
_N_MEASURED_OF_MANY = 2
_MOST_CHARS = 60  # from the first to the last part of what is told in parts
_PRODUCT = "生产总值"
_ECONOMY = re.compile("经[济]")  # with nothing else said: what is yielded in all
_WHOLLY = 0.2  # of a question: what the measure of a part says of it at least
_SURE = 0.85  # the chance from which on no further passage of a report is read, of many
_OF_PASSAGE = ("other period", "other year", "other place")
_OF_ANOTHER = frozenset({*slots.VETOES, "other measure", "other dimension"})
_N_FIGURES = 4  # of a passage that are looked at for one like those of the other reports
_TOTALS = frozenset({Aspect.TOTAL, Aspect.LEVEL})
_NO_CHANGES = frozenset(Aspect) - {Aspect.CHANGE, Aspect.RANK}
_RELATED = frozenset({"narrower measure", "wider measure"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AskedFacts:
    """A question as it is put to the facts of many reports.

    ``reader`` gives the second reader, ``None`` where there is none. For each passage of the generation
    ``is_allowed`` is whether it may tell, and ``is_measured`` whether it holds one of the ``measured``
    facts, given by their rows, whose measure may be what is asked. ``ratio`` is how much of it for each of something is asked. Of few reports (``is_few``) all is looked at that may matter, and the second reader is
    asked in doubt; of many only what is measured by such words.
    """

    generation: Generation
    question: Question
    concepts: Concepts
    query: Query
    reader: Callable[[], Reader | None]
    is_allowed: NDArray[np.bool_]
    measured: Rows
    is_measured: NDArray[np.bool_]
    ratio: Ratio | None = None
    is_few: bool = True

    @classmethod
    def of(
        cls,
        generation: Generation,
        question: Question,
        reader: Callable[[], Reader | None],
        passages: Rows | None = None,
        *,
        n_reports: int = 1,
    ) -> AskedFacts:
        """A question, put to the facts of a generation, of so many reports."""
        vector = generation.encoder.encode_questions([question.subject])[0]
        concepts = generation.concepts(question)
        is_allowed = np.full(len(generation.index.passages), passages is None)
        if passages is not None:
            is_allowed[passages] = True
        measured = _measured(generation, question, concepts)
        is_measured = np.zeros(len(generation.index.passages), bool)
        is_measured[generation.index.facts.table.passages_of(measured)] = True
        return cls(
            generation=generation,
            question=question,
            concepts=concepts,
            query=Query.of(question, vector),
            reader=reader,
            is_allowed=is_allowed,
            measured=measured,
            is_measured=is_measured,
            ratio=ratios.asked(question, concepts),
            is_few=n_reports <= _FEW,
        )

    def of_reports(self, rows: Sequence[int]) -> Iterator[tuple[Ranked, ...]]:
        """For each report, given by its row, the passages that may tell it, the likeliest first.

        A passage without evidence tells nothing; its figures are only near.

        Args:
            rows: the rows of the reports, ascending.
        """
        index = self.generation.searchable
        picked = list(self._picked(rows))
        passages = np.concatenate(picked) if picked else np.empty(0, np.int64)
        candidates = self._judged(passages)
        first = 0
        for own in picked:
            last = first + len(own)
            part = candidates.between(first, last)
            if self.is_few:
                yield self._read(part, shortlist.Provenances(index, part.rows))
            else:
                yield self._read_until_sure(part)
            first = last

    def _judged(self, passages: Rows) -> Candidates:
        """What the legs make of passages, without asking the vectors of all others."""
        return self.generation.retriever.judged(self.query, passages)

    def _picked(self, rows: Sequence[int]) -> Iterator[Rows]:
        """The passages that are worth reading, report by report, each ascending."""
        index = self.generation.index
        table, is_measured = index.facts.table, self.is_measured
        is_worth = self.is_allowed if self.is_few else self.is_allowed & is_measured
        ranges = [index.passages.of_document(row) for row in rows]
        own = [each.start + np.flatnonzero(is_worth[each.start : each.stop]) for each in ranges]
        near = self._nearness(np.concatenate(own) if own else np.empty(0, np.int64))
        n_measured = _N_MEASURED if self.is_few else _N_MEASURED_OF_MANY
        first = 0
        for each in own:
            of_own = near[first : first + len(each)]
            first += len(each)
            order = each[np.argsort(-of_own, kind="stable")]
            measured = order[is_measured[order]][:n_measured]
            nearest = order[table.counts(order) > 0][:_N_NEAREST] if self.is_few else order[:0]
            yield np.unique(np.concatenate((measured, nearest)))

    def _nearness(self, passages: Rows) -> NDArray[np.float64]:
        """How near passages are to the question by all legs, as for a shortlist."""
        return self._strength(self._judged(passages))

    @staticmethod
    def _strength(candidates: Candidates) -> NDArray[np.float64]:
        near = np.zeros(len(candidates.rows))
        for leg, strengths in candidates.strengths.items():
            near += weights.PASSAGE[leg.name] * strengths
        return near

    def _read(self, candidates: Candidates, where: shortlist.Where) -> tuple[Ranked, ...]:
        if not len(candidates.rows):
            return ()
        read = ranking.order(self.question, self.concepts, candidates, where, top_k=1)
        fitting = tuple(sorted(map(self._fitting, read), key=lambda each: -each.log_odds))
        if self.is_few and second_opinion.is_in_doubt(self.question, fitting):
            fitting = second_opinion.reconsider(self.question, fitting, self.reader())
        return fitting

    def _read_until_sure(self, candidates: Candidates) -> tuple[Ranked, ...]:
        """The passages of one report of many, the nearest first, until one is sure to tell it."""
        read: list[Ranked] = []
        for i in np.argsort(-self._strength(candidates), kind="stable").tolist():
            one = candidates.between(i, i + 1)
            read += self._read(one, SparsePassages(self.generation, one.rows, self.measured))
            if read and read[-1].evidence and read[-1].chance >= _SURE:
                break
        return tuple(sorted(read, key=lambda each: -each.log_odds))

    def _fitting(self, ranked: Ranked) -> Ranked:
        """A passage whose first evidence is a figure that its words name as what is asked."""
        if not ranked.evidence:
            return ranked
        fit = next(filter(self.is_named, ranked.evidence), None)
        if fit is None:
            of_other = {"other measure": weights.FIGURE["other measure"]}
            return dataclasses.replace(ranked, parts={**ranked.parts, **of_other})
        return with_first(ranked, fit)

    def named(self, ranked: Ranked) -> Iterator[Ranked]:
        """A passage for each of its figures that its words name as what is asked, in their order."""
        for each in ranked.evidence[:_N_FIGURES]:
            if self.is_named(each):
                yield with_first(ranked, each)

    def is_named(self, evidence: Evidence) -> bool:
        """Whether a figure's fact says of itself that it is of what is asked, and of all of it."""
        fact = evidence.fact
        if fact is None:
            return False
        measure = folded(fact.measure.text)
        is_of_time = bool(evidence.features.get("time or rank"))  # nobody asks 连续8年 of an amount
        if is_of_time or self.is_related(evidence, measure):
            return False
        if fact.aspect is Aspect.RANK and self.question.wanted.aspect is not Aspect.RANK:
            return False
        if self.question.wanted.aspect in _TOTALS and fact.aspect is Aspect.CHANGE:
            return False
        if _share(self.concepts, measure) >= _NAMED:
            return not groups.is_part(fact.measure.text, self.question.text, self.concepts)
        return not phrases.nouns(measure)

    def is_related(self, evidence: Evidence, measure: str) -> bool:
        """Whether a figure is of something near to what is asked: of a part of it, or not of each."""
        if self.ratio is not None and not self.ratio.is_in(measure):
            return True
        return not _RELATED.isdisjoint(evidence.parts) and not groups.is_of_all(measure)

    def parts(self, ranked: Sequence[Ranked]) -> tuple[Ranked, tuple[Evidence, ...]] | None:
        """The figures of groups that are told in the place of one for all: 城镇5%, 农村7%.

        They are those of one sentence, two at least, in their order, and contradict nothing.
        """
        if groups.names_one(folded(self.question.text)):
            return None
        for each in ranked:
            found: list[Evidence] = []
            for evidence in sorted(each.evidence, key=lambda one: one.start):
                if self._is_of_group(evidence) and (
                    not found or evidence.end - found[0].start <= _MOST_CHARS
                ):
                    found.append(evidence)
            if len(found) > 1 and not any(name in each.parts for name in _OF_PASSAGE):
                return each, tuple(found)
        return None

    def _is_of_group(self, evidence: Evidence) -> bool:
        fact = evidence.fact
        if fact is None or not _OF_ANOTHER.isdisjoint(evidence.parts) or fact.amount.value is None:
            return False
        measure = folded(fact.measure.text)
        if self.ratio is not None and not self.ratio.is_in(measure):
            return False
        rest = groups.without(measure)
        return rest is not None and _share(self.concepts, rest) >= _WHOLLY


def _measured(generation: Generation, question: Question, concepts: Concepts) -> Rows:
    """The rows of the facts whose measure may be what is asked."""
    table = generation.index.facts.table
    facts = table.of_folded_measure(lambda measure: _share(concepts, measure) >= _NAMED)
    return table.of_aspects(facts, _NO_CHANGES) if question.wanted.aspect in _TOTALS else facts


def _share(concepts: Concepts, measure: str) -> float:
    """How much of the question a folded measure names."""
    if _ECONOMY.fullmatch(measure):  # 经济增长6%左右
        measure = _PRODUCT
    return concepts.share_of(measure)


def with_first(ranked: Ranked, evidence: Evidence) -> Ranked:
    """A passage by another of its figures than the one that came first."""
    first = ranked.evidence[0]
    if evidence is first:
        return ranked
    parts = {name: part for name, part in ranked.parts.items() if name not in first.parts}
    rest = [each for each in ranked.evidence if each is not evidence]
    sentences = ranked.passage.sentences
    return dataclasses.replace(
        ranked,
        parts=parts | evidence.parts,
        evidence=(evidence, *rest),
        sentence=next(k for k, each in enumerate(sentences) if evidence.start < each.end),
    )
