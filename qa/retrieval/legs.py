"""The legs: ways to find passages, each of them one record that everything else asks.

To add one, write what it asks of the index and put its record into ``LEGS``. The retriever, the
shortlist, what is fitted and measured, and the page all go over that list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.searchable.protocol import TermQuery, Unit, VectorQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.model.encoder import Vectors
    from index.searchable.protocol import LegQuery
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leg:
    """A way to find passages.

    Attributes:
        name: how traces call it, and ``passage`` of ``weights.json`` its weight.
        of_sentences: whether it finds sentences; a passage is then as near as its nearest one.
        asks: what it asks of the index, for a question.
        ratios: its weights, beside that of sentence vectors, which ``training/ranking.py`` tries.
        label: the field of the page's texts that names it.
        group: the field of the page's texts for what its part of the log-odds is about.
    """

    name: str
    of_sentences: bool
    asks: Callable[[Query], LegQuery]
    ratios: tuple[float, ...]
    label: str
    group: str


PASSAGE_VECTORS = Leg(
    name="passage vectors",
    of_sentences=False,
    asks=lambda query: VectorQuery(unit=Unit.PASSAGE, vector=query.vector),
    ratios=_VECTOR_RATIOS,
    label="leg_passage_vectors",
    group="why_meaning",
)
SENTENCE_VECTORS = Leg(
    name="sentence vectors",
    of_sentences=True,
    asks=lambda query: VectorQuery(unit=Unit.SENTENCE, vector=query.vector),
    ratios=(1.0,),
    label="leg_sentence_vectors",
    group="why_meaning",
)
PASSAGE_TERMS = Leg(
    name="passage terms",
    of_sentences=False,
    asks=lambda query: TermQuery(
        unit=Unit.PASSAGE,
        terms=(*query.terms, *query.places),
        synonyms=tuple(query.synonyms),
    ),
    ratios=_TERM_RATIOS,
    label="leg_passage_terms",
    group="why_words",
)
SENTENCE_TERMS = Leg(
    name="sentence terms",
    of_sentences=True,
    asks=lambda query: TermQuery(
        unit=Unit.SENTENCE, terms=tuple(query.terms), synonyms=tuple(query.synonyms)
    ),
    ratios=_TERM_RATIOS,
    label="leg_sentence_terms",
    group="why_words",
)

LEGS = (PASSAGE_VECTORS, SENTENCE_VECTORS, PASSAGE_TERMS, SENTENCE_TERMS)
