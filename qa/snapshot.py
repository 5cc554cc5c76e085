"""One published generation, to be asked: the same to the end, whatever is published meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering import answer, highlights, second_opinion
from qa.choosing import ranking
from qa.retrieval import shortlist
from qa.retrieval.scope import EVERYTHING, Scope
from qa.soundness import reading
from qa.types import Answer, Hit, Kind
from qa.understanding import dialogue, question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.published.documents import DocumentTable
    from index.published.passages import PassageTable
    from index.published.vectors import Rows
    from index.types import Manifest, Passage
    from qa.answering.reader import Reader
    from qa.choosing.ranking import Ranked
    from qa.generation import Generation
    from qa.soundness import Soundness
    from qa.understanding.synonyms import Synonyms


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapshot:
    """What one request asks: everything that it says is of the same generation.

    It is taken with ``Engine.snapshot`` and costs nothing; whoever keeps one keeps the files of its
    generation open, also after they were removed.

    Attributes:
        opened: the generation.
        synonyms: the dictionary.
        second_reader: gives the reader that is asked in doubt; ``None`` where there is none.
        trouble_of_reader: tells why there is none that ought to be; empty otherwise.
    """

    opened: Generation
    synonyms: Synonyms
    second_reader: Callable[[Generation], Reader | None]
    trouble_of_reader: Callable[[Generation], str]

    @property
    def soundness(self) -> Soundness:
        """Whether its files are what was published."""
        return self.opened.soundness

    @property
    def name(self) -> str:
        """The generation's name: another one for everything else that was ever published."""
        return self.opened.name

    @property
    def manifest(self) -> Manifest:
        """What the published index was made of."""
        return self.opened.manifest

    def reader_trouble(self) -> str:
        """Why doubtful answers are not read again; empty where they are, or never were to be."""
        return self.trouble_of_reader(self.opened)

    @property
    def documents(self) -> DocumentTable:
        """All reports, in the order of their paths."""
        return self.opened.index.documents

    @property
    def passages(self) -> PassageTable:
        """All passages, document by document, in the order they stand in."""
        return self.opened.index.passages

    @reading
    def within(self, scope: Scope) -> Sequence[Passage]:
        """The passages in scope, in the order they stand in."""
        index = self.opened.index
        rows = scope.rows(index)
        return index.passages if rows is None else [index.passages[int(row)] for row in rows]

    @reading
    def extent(self, scope: Scope) -> tuple[int, int]:
        """How many reports and passages are in scope."""
        index = self.opened.index
        rows = scope.rows(index)
        if rows is None:
            return len(index.documents), len(index.passages)
        return len(set(index.passages.documents_of(rows))), len(rows)

    @reading
    def search(self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING) -> tuple[Hit, ...]:
        """The passages in scope that are nearest to a question, nearest first.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        asked, ranked = self._found(text, top_k, scope)
        return _hits(asked, ranked)

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
        opened = self.opened
        text = question.checked(text)
        for earlier in history:
            question.require_text(earlier, "a question of the history")
        whole = dialogue.self_contained(text, history)
        within = scope.rows(opened.index)
        reports = opened.reports_within(within)
        asked = question.parse(whole[: question.MAX_CHARS], reports, self.synonyms)
        missing = tuple(term for term in asked.terms if not reports.knows(term))
        ranked = self._search(asked, max(top_k, ranking.POOL), within)
        return answer.answer(asked, ranked, _hits(asked, ranked[:top_k]), missing, text)

    @reading
    def explain(
        self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING
    ) -> tuple[Kind, tuple[Ranked, ...]]:
        """The kind of answer that a question wants, and all that was weighed to find it.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        asked, ranked = self._found(text, top_k, scope)
        return asked.wanted.kind, ranked

    def _found(
        self, text: str, top_k: int, scope: Scope
    ) -> tuple[question.Question, tuple[Ranked, ...]]:
        """A question as it is understood, and what is found to it."""
        opened = self.opened
        within = scope.rows(opened.index)
        asked = question.parse(text, opened.reports_within(within), self.synonyms)
        return asked, self._search(asked, top_k, within)

    def _search(
        self, asked: question.Question, top_k: int, within: Rows | None
    ) -> tuple[Ranked, ...]:
        if top_k < 1:
            raise ValueError(f"top_k is how many passages to return: 1 or more, not {top_k}")
        opened, index = self.opened, self.opened.index
        if not len(index.passages if within is None else within):
            return ()
        vector = opened.encoder.encode_questions([asked.subject])[0]
        candidates = opened.retriever.candidates(
            vector, asked.terms, asked.place_terms, asked.synonyms, within
        )
        ranked = ranking.order(
            asked,
            opened.concepts(asked),
            candidates,
            shortlist.stands(index, candidates.rows),
            top_k=max(top_k, ranking.POOL),
        )
        if second_opinion.is_in_doubt(asked, ranked):
            ranked = second_opinion.reconsider(asked, ranked, self.second_reader(opened))
        return ranked[:top_k]


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
