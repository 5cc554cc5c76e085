"""The legs: ways to find passages, each of them one record that everything else asks.

To add one, write what it finds and put its record into ``LEGS``. The retriever, the shortlist, what
is fitted and measured, and the page all go over that list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.model.encoder import Vectors
    from index.published.contents import PublishedIndex
    from index.published.terms import Matches, TermIndex
    from index.published.vectors import Rows, VectorIndex
    from index.types import Manifest
    from qa.understanding.question import Question

_VECTOR_RATIOS = (0.0, 0.25, 0.5, 0.75, 1.0)
_TERM_RATIOS = (2.0, 3.0, 4.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Query:
    """A question as it is put to the legs.

    Attributes:
        vector: the question's vector, (dimension,) float32.
        terms: the terms of the question's subject.
        places: its terms that name a place: sought in passages, which know their report's title,
            and not in sentences, where they would say nothing of the subject.
        synonyms: further terms for the same: each can only add to what a text speaks of.
    """

    vector: Vectors
    terms: Sequence[str]
    places: Sequence[str] = ()
    synonyms: Sequence[str] = ()

    @classmethod
    def of(cls, question: Question, vector: Vectors) -> Query:
        """The query that a question is, once its subject is encoded."""
        return cls(
            vector=vector,
            terms=question.terms,
            places=question.place_terms,
            synonyms=question.synonyms,
        )


class Search(Protocol):
    """One question put to one leg. Rows are of passages, or of sentences for a leg of sentences."""

    def nearest(self, n: int, within: Rows | None) -> Rows:
        """The n nearest rows, nearest first; of the given rows only, by default of all."""
        ...

    def similarities(self, rows: Rows) -> Vectors:
        """The leg's own similarity of each of n rows: (n,) float32."""
        ...

    def strengths(self, similarities: Vectors) -> Vectors:
        """Similarities made comparable between legs, questions and models: float32."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leg:
    """A way to find passages.

    Attributes:
        name: how traces call it, and ``passage`` of ``weights.json`` its weight.
        of_sentences: whether it finds sentences; a passage is then as near as its nearest one.
        search: puts a question to it.
        ratios: its weights, beside that of sentence vectors, which ``training/ranking.py`` tries.
        label: the field of the page's texts that names it.
        group: the field of the page's texts for what its part of the log-odds is about.
    """

    name: str
    of_sentences: bool
    search: Callable[[PublishedIndex, Manifest, Query], Search]
    ratios: tuple[float, ...]
    label: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _VectorSearch:
    """By cosine; its strength counts deviations from the cosine of unrelated texts."""

    vectors: VectorIndex
    question: Vectors
    mean: np.float32
    deviation: np.float32

    @classmethod
    def of(cls, vectors: VectorIndex, manifest: Manifest, query: Query) -> _VectorSearch:
        return cls(
            vectors=vectors,
            question=query.vector,
            mean=np.float32(manifest.similarity_mean),
            deviation=np.float32(manifest.similarity_deviation or 1.0),
        )

    def nearest(self, n: int, within: Rows | None) -> Rows:
        return self.vectors.search(self.question, n, within)[0]

    def similarities(self, rows: Rows) -> Vectors:
        return self.vectors.similarities(self.question, rows)

    def strengths(self, similarities: Vectors) -> Vectors:
        return np.asarray((similarities - self.mean) / self.deviation, np.float32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _TermSearch:
    """By BM25's sum; its strength is the share of the question's terms, rare ones weighing more."""

    matches: Matches
    mass: float

    @classmethod
    def of(cls, index: TermIndex, terms: Sequence[str], synonyms: Sequence[str]) -> _TermSearch:
        # A question without a single term, or no index at all, has no share to be divided by.
        return cls(matches=index.matches([*terms, *synonyms]), mass=index.mass(terms) or 1.0)

    def nearest(self, n: int, within: Rows | None) -> Rows:
        return self.matches.nearest(n, within)

    def similarities(self, rows: Rows) -> Vectors:
        return self.matches.similarities[rows]

    def strengths(self, similarities: Vectors) -> Vectors:
        return np.asarray(similarities / self.mass, np.float32)


PASSAGE_VECTORS = Leg(
    name="passage vectors",
    of_sentences=False,
    search=lambda index, manifest, query: _VectorSearch.of(index.passage_vectors, manifest, query),
    ratios=_VECTOR_RATIOS,
    label="leg_passage_vectors",
    group="why_meaning",
)
SENTENCE_VECTORS = Leg(
    name="sentence vectors",
    of_sentences=True,
    search=lambda index, manifest, query: _VectorSearch.of(index.sentence_vectors, manifest, query),
    ratios=(1.0,),
    label="leg_sentence_vectors",
    group="why_meaning",
)
PASSAGE_TERMS = Leg(
    name="passage terms",
    of_sentences=False,
    search=lambda index, _, query: _TermSearch.of(
        index.passage_terms, [*query.terms, *query.places], query.synonyms
    ),
    ratios=_TERM_RATIOS,
    label="leg_passage_terms",
    group="why_words",
)
SENTENCE_TERMS = Leg(
    name="sentence terms",
    of_sentences=True,
    search=lambda index, _, query: _TermSearch.of(
        index.sentence_terms, query.terms, query.synonyms
    ),
    ratios=_TERM_RATIOS,
    label="leg_sentence_terms",
    group="why_words",
)

LEGS = (PASSAGE_VECTORS, SENTENCE_VECTORS, PASSAGE_TERMS, SENTENCE_TERMS)
