"""One published generation, to be asked: the same to the end, whatever is published meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering import answer, highlights, second_opinion, subjects
from qa.choosing import ranking
from qa.listing import catalogue
from qa.listing.report_choice import rows_of_facts
from qa.mentions import asked_scope, counting, phrase
from qa.mentions.asked import asked_mentions
from qa.retrieval import shortlist
from qa.retrieval.legs import Query
from qa.retrieval.reports_in_scope import ReportsInScope
from qa.retrieval.scope import EVERYTHING, Scope, spoken_years
from qa.soundness import reading
from qa.types import Answer, Hit
from qa.understanding import dialogue, question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.fact_types import Fact
    from index.published.documents import DocumentTable
    from index.published.passages import PassageTable
    from index.types import Manifest, Passage
    from qa.answering.reader import Reader
    from qa.choosing.ranking import Ranked
    from qa.generation import Generation
    from qa.kinds import Kind
    from qa.listing.catalogue import Catalogue
    from qa.mentions.mention import Mentions
    from qa.soundness import Soundness
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

    def _reports_in(self, scope: Scope) -> ReportsInScope:
        return ReportsInScope(
            documents=self.documents, scope=scope, gone=self.generation.presence.gone
        )

    @reading
    def within(self, scope: Scope) -> Sequence[Passage]:
        """The passages in scope, in the order they stand in."""
        index = self.generation.index
        rows = self.generation.rows_in(scope)
        return index.passages if rows is None else [index.passages[int(row)] for row in rows]

    @reading
    def extent(self, scope: Scope) -> tuple[int, int]:
        """How many reports and passages are in scope."""
        index = self.generation.index
        rows = self.generation.rows_in(scope)
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
        search = self._search(text, top_k, scope, history)
        understood = search.asked
        missing = tuple(term for term in understood.terms if not search.reports.knows(term))
        hits = _hits(understood, search.ranked[:top_k])
        reports = self._reports_in(scope)
        return answer.answer(
            understood, search.ranked, hits, missing, text.strip(), reports=reports
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
            rows = rows_of_facts(index, document, measure, self.generation.rows_in(scope))
        for row in rows:
            with self.soundness.reading():
                fact = index.facts.table[row]
            yield fact

    @reading
    def mentions(self, text: str, scope: Scope = EVERYTHING, *, synonyms: bool = False) -> Mentions:
        """Where an exact phrase stands in the texts in scope, all of it, by report and by year.

        With ``synonyms`` the dictionary's other words for it count too.

        Raises:
            ValueError: the phrase is empty, too long or no text.
        """
        sought = phrase.parse(text, self.synonyms, with_synonyms=synonyms)
        self.look()
        return counting.count(self.generation.index, sought, self.generation.rows_in(scope))

    def asked_mentions(self, question: str, scope: Scope = EVERYTHING) -> Mentions | None:
        """As ``mentions``, of what a question asks for (哪些报告提到…); ``None`` where it asks else."""
        asked = asked_mentions(question, self.documents.place_names)
        narrowed = asked and asked_scope.scope_of(asked, self.documents, scope)
        return self.mentions(asked.phrase, narrowed) if asked and narrowed else None

    def catalogue(self, scope: Scope = EVERYTHING) -> Catalogue:
        """The reports of a scope's documents, places and years, and the years that lack."""
        self.look()
        rows = self.documents.where(scope.documents, scope.places, scope.years)
        there = self.rows if rows is None else sorted({*self.rows} & {*rows.tolist()})
        return catalogue.catalogue(self.documents, there)

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

    def _found(self, whole: str, top_k: int, scope: Scope) -> _Search:
        """What may answer a self-contained question, of the reports that are there.

        Raises:
            ValueError: ``top_k`` is below 1.
        """
        generation, index = self.generation, self.generation.index
        within = generation.rows_in(scope)
        reports = generation.reports_within(within, self._reports_in(scope))
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
        ranked = subjects.reweighed(asked, ranked)
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
