"""One published generation, to be asked: the same to the end, whatever is published meanwhile."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.answering import answer, highlights, second_opinion
from qa.choosing import ranking
from qa.listing.report_choice import rows_of_facts
from qa.retrieval import shortlist
from qa.retrieval.legs import Query
from qa.retrieval.scope import EVERYTHING, Scope
from qa.soundness import reading
from qa.tables.many_reports import ManyReports
from qa.types import Answer, Hit
from qa.understanding import dialogue, question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.fact_types import Fact
    from index.published.documents import DocumentTable
    from index.published.passages import PassageTable
    from index.published.vectors import Rows
    from index.types import Manifest, Passage, PlaceLevel
    from qa.answering.reader import Reader
    from qa.choosing.ranking import Ranked
    from qa.generation import Generation
    from qa.kinds import Kind
    from qa.soundness import Soundness
    from qa.tables.making import Progress
    from qa.tables.values import Table
    from qa.types import OfTable
    from qa.understanding.synonyms import Synonyms

_N_LOOKS = 3  # at most so often a question is asked again, where files go while it is


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Search:
    """A question as it is understood, what is known of the reports in scope, and their passages.

    ``ranked`` are the passages that were read for an answer, the likeliest first.
    """

    asked: question.Question
    reports: question.KnownReports
    ranked: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapshot:
    """What one request asks: everything that it says is of the same generation.

    It is taken with ``Engine.snapshot`` and costs nothing; whoever keeps one keeps the files of its
    generation open, also after they were removed.

    Attributes:
        generation: the generation.
        synonyms: the dictionary.
        second_reader: gives the reader that is asked in doubt; ``None`` where there is none.
        trouble_of_reader: tells why there is none that ought to be; empty otherwise.
    """

    generation: Generation
    synonyms: Synonyms
    second_reader: Callable[[Generation], Reader | None]
    trouble_of_reader: Callable[[Generation], str]

    @property
    def soundness(self) -> Soundness:
        """Whether its files are what was published."""
        return self.generation.soundness

    @property
    def name(self) -> str:
        """Another one for everything else that could ever be asked here.

        It is the generation's, with a mark once reports of it are gone.
        """
        return f"{self.generation.name}{self.generation.presence.mark}"

    @property
    def manifest(self) -> Manifest:
        """What the published index was made of."""
        return self.generation.manifest

    def reader_trouble(self) -> str:
        """Why doubtful answers are not read again; empty where they are, or never were to be."""
        return self.trouble_of_reader(self.generation)

    @property
    def documents(self) -> DocumentTable:
        """All reports, in the order of their paths."""
        return self.generation.index.documents

    @property
    def passages(self) -> PassageTable:
        """All passages, document by document, in the order they stand in."""
        return self.generation.index.passages

    @property
    def rows(self) -> Sequence[int]:
        """The rows of the reports that are there, in their order: all but the deleted ones."""
        gone, rows = self.generation.presence.gone, range(len(self.documents))
        return [row for row in rows if row not in gone] if gone else rows

    def holds(self, identity: str) -> bool:
        """Whether a report is there, and its file is."""
        self.generation.presence.notice([identity])
        row = self.documents.row_of(identity)
        return row is not None and row not in self.generation.presence.gone

    def look(self) -> None:
        """Look at the whole corpus for reports whose files are gone, or back."""
        self.generation.presence.look()

    def _rows_in(self, scope: Scope) -> Rows | None:
        """The rows of the passages in scope whose reports are there; ``None`` for all there are."""
        gone, rows = self.generation.presence.gone, scope.rows(self.generation.index)
        if not gone:
            return rows
        is_there = np.ones(len(self.passages), bool)
        for document in gone:
            of_document = self.passages.of_document(document)
            is_there[of_document.start : of_document.stop] = False
        return np.flatnonzero(is_there) if rows is None else rows[is_there[rows]]

    @reading
    def within(self, scope: Scope) -> Sequence[Passage]:
        """The passages in scope, in the order they stand in."""
        index = self.generation.index
        rows = self._rows_in(scope)
        return index.passages if rows is None else [index.passages[int(row)] for row in rows]

    @reading
    def extent(self, scope: Scope) -> tuple[int, int]:
        """How many reports and passages are in scope."""
        index = self.generation.index
        rows = self._rows_in(scope)
        if rows is None:
            return len(index.documents), len(index.passages)
        return len(set(index.passages.documents_of(rows))), len(rows)

    @reading
    def search(self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING) -> tuple[Hit, ...]:
        """The passages in scope that are nearest to a question, nearest first.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        search = self._search(text, top_k, scope)
        return _hits(search.asked, search.ranked[:top_k])

    @reading
    def ask(
        self,
        text: str,
        *,
        history: Sequence[str] = (),
        top_k: int = 5,
        scope: Scope = EVERYTHING,
    ) -> Answer:
        """The answer to a question, verbatim and cited, or an honest no.

        Args:
            text: the question.
            history: the questions before it, oldest first; what it leaves unsaid (那今年的目标呢?)
                is taken from them.
            top_k: how many passages to show beside the answer.
            scope: which passages may answer; what is said elsewhere is not in the reports.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        whole = self._whole(text, history)
        many = self._of_many(scope)
        of_many = many.answer(whole[: question.MAX_CHARS], text.strip()) if top_k >= 1 else None
        if of_many is not None:
            return of_many
        search = self._search(text, top_k, scope, history)
        understood = search.asked
        missing = tuple(term for term in understood.terms if not search.reports.knows(term))
        hits = _hits(understood, search.ranked[:top_k])
        of_one = answer.answer(understood, search.ranked, hits, missing, text.strip())
        return many.with_offer(of_one, understood)

    def table(
        self,
        questions: str | Sequence[str],
        scope: Scope = EVERYTHING,
        *,
        level: PlaceLevel | None = None,
        progress: Progress | None = None,
    ) -> Table:
        """What every report in scope says to a question: a row for each, complete by construction.

        Args:
            questions: the question, which may name several figures; or several questions. Each is a
                column.
            scope: which reports make rows, and which of their passages may answer.
            level: how high the places are that the reports have to be of; any by default.
            progress: is told how many cells of how many are done.

        Raises:
            ValueError: a question is empty, too long or no text, or there is none.
        """
        return self.table_and_result(questions, scope, level=level, progress=progress)[0]

    def table_and_result(
        self,
        questions: str | Sequence[str],
        scope: Scope = EVERYTHING,
        *,
        level: PlaceLevel | None = None,
        progress: Progress | None = None,
    ) -> tuple[Table, OfTable | None]:
        """As ``table``, with what is read off it where the question asks for that (哪个省最高).

        Raises:
            ValueError: a question is empty, too long or no text, or there is none.
        """
        texts = (questions,) if isinstance(questions, str) else tuple(questions)
        if not texts:
            raise ValueError("there is no question: ask for example 各省GDP增长目标是多少?")
        texts = tuple(map(question.checked, texts))
        self.look()
        with self.soundness.reading():
            return self._of_many(scope, level, progress).table(texts)

    def _of_many(
        self, scope: Scope, level: PlaceLevel | None = None, progress: Progress | None = None
    ) -> ManyReports:
        """The reports in scope, to be asked together."""
        inside = self.documents.where(scope.documents, scope.places, scope.years)
        rows = self.rows if inside is None else sorted(set(inside.tolist()) & set(self.rows))

        def alone(text: str, row: int) -> Answer:
            own = dataclasses.replace(scope, documents=(self.documents.about(row).id,))
            search = self._search(text, 1, own)
            return answer.answer(search.asked, search.ranked, (), (), text)

        return ManyReports.of(
            self.generation,
            self.synonyms,
            reader=lambda: self.second_reader(self.generation),
            alone=alone,
            rows=rows,
            level=level,
            passages=self._rows_in(scope),
            progress=progress,
        )

    def _whole(self, text: str, history: Sequence[str]) -> str:
        """A question made self-contained."""
        text = question.checked(text)
        for earlier in history:
            question.require_text(earlier, "a question of the history")
        return dialogue.self_contained(text, history)

    def facts(
        self, document: str | None = None, measure: str | None = None, scope: Scope = EVERYTHING
    ) -> Iterator[Fact]:
        """The figures and worded values in scope, each with what it is of, in their order.

        Args:
            document: the only report: its id, the beginning of it, its file or a part of its title.
            measure: a part of what they measure (生产总值); any by default.
            scope: which passages they stand in.

        Raises:
            ValueError: no report is called so, or several are.
        """
        index = self.generation.index
        self.look()
        with self.soundness.reading():
            rows = rows_of_facts(index, document, measure, self._rows_in(scope))
        for row in rows:
            with self.soundness.reading():
                fact = index.facts.table[row]
            yield fact

    @reading
    def explain(
        self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING
    ) -> tuple[Kind, tuple[Ranked, ...]]:
        """The kind of answer that a question wants, and all that was weighed to find it.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        search = self._search(text, top_k, scope)
        return search.asked.wanted.kind, search.ranked[:top_k]

    def _search(self, text: str, top_k: int, scope: Scope, history: Sequence[str] = ()) -> _Search:
        """Understand a question, and order what may answer it; again where a report of it is gone.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        whole = self._whole(text, history)
        presence = self.generation.presence
        for _ in range(_N_LOOKS):
            search = self._found(whole, top_k, scope)
            if not presence.notice({each.document.id for each in search.ranked}):
                break
        return search

    def _found(self, whole: str, top_k: int, scope: Scope) -> _Search:
        """What may answer a self-contained question, of the reports that are there.

        Raises:
            ValueError: ``top_k`` is below 1.
        """
        generation, index = self.generation, self.generation.index
        within = self._rows_in(scope)
        reports = generation.reports_within(within)
        asked = question.parse(whole[: question.MAX_CHARS], reports, self.synonyms)
        if top_k < 1:
            raise ValueError(f"top_k is how many passages to return: 1 or more, not {top_k}")
        if not len(index.passages if within is None else within):
            return _Search(asked=asked, reports=reports, ranked=())
        vector = generation.encoder.encode_questions([asked.subject])[0]
        candidates = generation.retriever.candidates(Query.of(asked, vector), within)
        ranked = ranking.order(
            asked,
            generation.concepts(asked),
            candidates,
            shortlist.provenances(index, candidates.rows),
            top_k=top_k,
        )
        if second_opinion.is_in_doubt(asked, ranked):
            ranked = second_opinion.reconsider(asked, ranked, self.second_reader(generation))
        return _Search(asked=asked, reports=reports, ranked=ranked)


def _hits(asked: question.Question, ranked: Sequence[Ranked]) -> tuple[Hit, ...]:
    hits = []
    for place, each in enumerate(ranked, start=1):
        passage, evidence = each.passage, each.evidence[0] if each.evidence else None
        terms = (*asked.terms, *asked.synonyms)
        matched = highlights.matched_terms((*passage.section, passage.text), terms)
        hits.append(
            Hit(
                rank=place,
                document=each.document,
                passage=passage,
                similarity=each.chance,
                highlights=highlights.highlights(
                    passage,
                    each.best,
                    terms,
                    (evidence.start, evidence.end) if evidence else None,
                ),
                trace=each.trace(matched),
                versions=each.versions,
            )
        )
    return tuple(hits)
