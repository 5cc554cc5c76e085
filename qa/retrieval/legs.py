"""Candidate passages from four legs: passages and sentences, by vectors and by terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.model.encoder import Vectors
    from index.published.contents import PublishedIndex
    from index.published.vectors import Rows
    from index.types import Manifest

_DEPTH = 100  # passages that each leg proposes at most, of each of a report's versions
_MOST_VERSIONS = 10  # for which the legs look deeper, so that other passages are found too
_SENTENCES_A_PASSAGE = 4  # how much deeper the sentence legs look, several being of one passage


class Leg(StrEnum):
    """A way to find passages."""

    PASSAGE_VECTORS = "passage vectors"
    SENTENCE_VECTORS = "sentence vectors"
    PASSAGE_TERMS = "passage terms"
    SENTENCE_TERMS = "sentence terms"


VECTOR_LEGS = (Leg.PASSAGE_VECTORS, Leg.SENTENCE_VECTORS)
TERM_LEGS = (Leg.PASSAGE_TERMS, Leg.SENTENCE_TERMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What the legs propose, and how each of them sees every candidate.

    All arrays have a place for each of n candidates. ``similarities`` are the legs' own: the
    cosine, or BM25's sum. ``strengths`` can be compared between legs, questions and models: the
    cosine in deviations from that of unrelated texts, and the share (0 to 1) of the question's
    terms that is spoken of, rare ones weighing more. ``ranks`` are 1-based, 0 where a leg did not
    propose the candidate. ``of_sentences`` has the strengths of each sentence of candidate i at
    ``starts[i]:starts[i + 1]``.
    """

    rows: Rows
    similarities: Mapping[Leg, Vectors]
    strengths: Mapping[Leg, Vectors]
    ranks: Mapping[Leg, Rows]
    of_sentences: Mapping[Leg, Vectors]
    starts: Rows


class Retriever:
    """Finds candidates in one published index."""

    def __init__(self, index: PublishedIndex, manifest: Manifest) -> None:
        self._index = index
        self._mean = np.float32(manifest.similarity_mean)
        self._deviation = np.float32(manifest.similarity_deviation or 1.0)
        self._first_sentence = index.passages.first_sentences
        self._depth = _DEPTH * min(index.documents.most_versions, _MOST_VERSIONS)

    def candidates(
        self,
        question: Vectors,
        terms: Sequence[str],
        places: Sequence[str] = (),
        synonyms: Sequence[str] = (),
        within: Rows | None = None,
    ) -> Candidates:
        """Ask every leg, and let every leg judge what any of them proposes.

        Args:
            question: the question's vector, (dimension,) float32.
            terms: the terms of the question's subject.
            places: its terms that name a place: sought in passages, which know their report's
                title, and not in sentences, where they would say nothing of the subject.
            synonyms: further terms for the same: each can only add to what a text speaks of.
            within: the rows of the only passages to propose, in their order; any by default.
        """
        index = self._index
        of_passage = [*terms, *places]
        deep = self._depth * _SENTENCES_A_PASSAGE
        passage_terms = index.passage_terms.matches([*of_passage, *synonyms])
        sentence_terms = index.sentence_terms.matches([*terms, *synonyms])
        inside = None if within is None else self._sentences_of(within)[0]
        proposed = {
            Leg.PASSAGE_VECTORS: index.passage_vectors.search(question, self._depth, within)[0],
            Leg.SENTENCE_VECTORS: self._passages(
                index.sentence_vectors.search(question, deep, inside)[0]
            ),
            Leg.PASSAGE_TERMS: passage_terms.nearest(self._depth, within),
            Leg.SENTENCE_TERMS: self._passages(sentence_terms.nearest(deep, inside)),
        }
        rows = np.unique(np.concatenate(list(proposed.values())))
        sentences, starts = self._sentences_of(rows)
        each = {
            Leg.SENTENCE_VECTORS: index.sentence_vectors.similarities(question, sentences),
            Leg.SENTENCE_TERMS: sentence_terms.similarities[sentences],
        }
        similarities = {
            Leg.PASSAGE_VECTORS: index.passage_vectors.similarities(question, rows),
            Leg.SENTENCE_VECTORS: _highest(each[Leg.SENTENCE_VECTORS], starts),
            Leg.PASSAGE_TERMS: passage_terms.similarities[rows],
            Leg.SENTENCE_TERMS: _highest(each[Leg.SENTENCE_TERMS], starts),
        }
        # A question without a single term, or no index at all, has no share to be divided by.
        scales = {
            Leg.PASSAGE_TERMS: index.passage_terms.mass(of_passage) or 1.0,
            Leg.SENTENCE_TERMS: index.sentence_terms.mass(terms) or 1.0,
        }

        def strength(leg: Leg, values: Vectors) -> Vectors:
            if leg in VECTOR_LEGS:
                return np.asarray((values - self._mean) / self._deviation, np.float32)
            return np.asarray(values / scales[leg], np.float32)

        return Candidates(
            rows=rows,
            similarities=similarities,
            strengths={leg: strength(leg, values) for leg, values in similarities.items()},
            ranks={leg: _ranks(rows, found) for leg, found in proposed.items()},
            of_sentences={leg: strength(leg, values) for leg, values in each.items()},
            starts=starts,
        )

    def _passages(self, sentences: Rows) -> Rows:
        """The passages of sentences, each where its best sentence stands."""
        found = self._index.passages_of(sentences)
        _, first = np.unique(found, return_index=True)
        return found[np.sort(first)][: self._depth]

    def _sentences_of(self, passages: Rows) -> tuple[Rows, Rows]:
        """All sentence rows of the n passages, and the n + 1 places where each one's begin."""
        begins, ends = self._first_sentence[passages], self._first_sentence[passages + 1]
        starts = np.concatenate(([0], np.cumsum(ends - begins))).astype(np.int64)
        offsets = np.repeat(begins - starts[:-1], ends - begins)
        return offsets + np.arange(starts[-1]), starts


def _highest(values: Vectors, starts: Rows) -> Vectors:
    """The highest value of each stretch; every passage has a sentence."""
    if len(starts) == 1:
        return np.empty(0, np.float32)
    return np.maximum.reduceat(values, starts[:-1])


def _ranks(rows: Rows, found: Rows) -> Rows:
    """The 1-based place of each row, all ascending, in a leg's order; 0 where it is not in it."""
    ranks = np.zeros(len(rows), np.int64)
    ranks[np.searchsorted(rows, found)] = np.arange(1, len(found) + 1)
    return ranks
