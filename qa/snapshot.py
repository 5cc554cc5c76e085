"""One published generation, to be asked: the same to the end, whatever is published meanwhile."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.answering import answer, hits, second_opinion, side_by_side, subjects
from qa.choosing import ranking
from qa.listing.report_choice import rows_of_facts
from qa.retrieval import shortlist
from qa.retrieval.legs import Query
from qa.retrieval.reports_in_scope import ReportsInScope
from qa.retrieval.scope import EVERYTHING, Scope, spoken_years
from qa.soundness import reading
from qa.understanding import dialogue, question, reckoning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.fact_types import Fact
    from index.published.documents import DocumentTable
    from index.published.passages import PassageTable
    from index.published.vectors import Rows
    from index.types import Manifest, Passage
    from qa.answering.reader import Reader
    from qa.choosing.ranking import Ranked
    from qa.generation import Generation
    from qa.kinds import Kind
    from qa.soundness import Soundness
    from qa.types import Answer, Hit
    from qa.understanding.synonyms import Synonyms

_N_LOOKS = 3  # at most so often a question is asked again, where files go while it is


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """A question as understood, what is known of the reports, and what was read, likeliest first.

    ``opinion`` is what the second reader thinks of the first passage.
    """

    asked: question.Question
    reports: question.KnownReports
    ranked: tuple[Ranked, ...]
    opinion: second_opinion.Opinion | None = None

    @property
    def missing_terms(self) -> tuple[str, ...]:
        """The terms of the question that nothing in scope has."""
        return tuple(term for term in self.asked.terms if not self.reports.knows(term))


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

    @property
    def spoken_years(self) -> list[int]:
        """The years that any passages tell of, the latest first."""
        return spoken_years(self.generation.index)

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

    def _reports_in(self, scope: Scope) -> ReportsInScope:
        return ReportsInScope(
            documents=self.documents, scope=scope, gone=self.generation.presence.gone
        )

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
        return hits.of(search.asked, search.ranked[:top_k])

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
        answered = self._answered(text, history, top_k, scope)
        sides = (self._answered(side, (), 1, scope) for side in reckoning.sides(answered.asked))
        return side_by_side.laid_out(answered, [*sides])

    def _answered(self, text: str, history: Sequence[str], top_k: int, scope: Scope) -> Answer:
        search = self._with_opinion(self._search(text, top_k, scope, history))
        shown = hits.of(search.asked, search.ranked[:top_k])
        return answer.answer(
            search.asked,
            search.ranked,
            shown,
            search.missing_terms,
            text.strip(),
            opinion=search.opinion,
            reports=self._reports_in(scope),
        )

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
    def weigh(self, text: str, *, history: Sequence[str] = (), scope: Scope = EVERYTHING) -> Search:
        """All that was weighed for a question, before it is told how likely it answers.

        Raises:
            ValueError: the question is empty or too long.
        """
        return self._with_opinion(self._search(text, 1, scope, history))

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

    def _search(self, text: str, top_k: int, scope: Scope, history: Sequence[str] = ()) -> Search:
        """Understand a question, and order what may answer it; again where a report of it is gone."""
        text = question.checked(text)
        for earlier in history:
            question.require_text(earlier, "a question of the history")
        whole = dialogue.self_contained(text, history)
        presence = self.generation.presence
        for _ in range(_N_LOOKS):
            search = self._found(whole, top_k, scope)
            if not presence.notice({each.document.id for each in search.ranked}):
                break
        return search

    def _found(self, whole: str, top_k: int, scope: Scope) -> Search:
        """What may answer a self-contained question, of the reports that are there.

        Raises:
            ValueError: ``top_k`` is below 1.
        """
        generation, index = self.generation, self.generation.index
        within = self._rows_in(scope)
        reports = generation.reports_within(within, self._reports_in(scope))
        asked = question.parse(whole[: question.MAX_CHARS], reports, self.synonyms)
        if top_k < 1:
            raise ValueError(f"top_k is how many passages to return: 1 or more, not {top_k}")
        if not len(index.passages if within is None else within):
            return Search(asked=asked, reports=reports, ranked=())
        vector = generation.encoder.encode_questions([asked.subject])[0]
        candidates = generation.retriever.candidates(Query.of(asked, vector), within)
        ranked = ranking.order(
            asked,
            generation.concepts(asked),
            candidates,
            shortlist.provenances(index, candidates.rows),
            top_k=top_k,
        )
        ranked = subjects.reweighed(asked, ranked)
        if second_opinion.is_in_doubt(asked, ranked):
            ranked = second_opinion.reconsider(asked, ranked, self.second_reader(generation))
        return Search(asked=asked, reports=reports, ranked=ranked)

    def _with_opinion(self, search: Search) -> Search:
        """The same with what the second reader thinks of the first passage."""
        opinion = second_opinion.opinion(
            search.asked, search.ranked, lambda: self.second_reader(self.generation)
        )
        return dataclasses.replace(search, opinion=opinion)
