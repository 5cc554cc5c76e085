"""Candidate passages from four legs: passages and sentences, by vectors and by terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.encoder import Vectors
    from index.published import PublishedIndex
    from index.vectors import Rows

_DEPTH = 100  # passages that each leg proposes at most
_SENTENCES_A_PASSAGE = 4  # how much deeper the sentence legs look, several being of one passage
_N_BACKGROUND = 256  # passages that a vector leg's mean and deviation are taken from


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

    All arrays have a place for each of n candidates. ``similarities`` are the legs' own;
    ``strengths`` make them comparable: vectors as deviations from the background of the index,
    terms as the share of the question that is spoken of. ``ranks`` are 1-based, 0 where a leg did
    not propose the candidate. ``sentences`` holds the number of each candidate's best sentence.
    """

    rows: Rows
    similarities: Mapping[Leg, Vectors]
    strengths: Mapping[Leg, Vectors]
    ranks: Mapping[Leg, Rows]
    sentences: Rows


class Retriever:
    """Finds candidates in one published index."""

    def __init__(self, index: PublishedIndex) -> None:
        self._index = index
        self._passage_of = index.passage_of_sentence()
        counts = [len(passage.sentences) for passage in index.passages]
        self._first_sentence = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        n = len(index.passages)
        # Evenly spaced, so that the same index always gives the same figures.
        self._background = np.unique(
            np.linspace(0, max(n - 1, 0), min(n, _N_BACKGROUND), dtype=int)
        )

    def candidates(
        self, question: Vectors, terms: Sequence[str], *, sentence_weight: float
    ) -> Candidates:
        """Ask every leg, and let every leg judge what any of them proposes.

        Args:
            question: the question's vector, (dimension,) float32.
            terms: the question's terms.
            sentence_weight: how much the terms of a sentence count beside its vector when a
                candidate's best sentence is chosen.
        """
        index = self._index
        deep = _DEPTH * _SENTENCES_A_PASSAGE
        proposed = {
            Leg.PASSAGE_VECTORS: index.passage_vectors.search(question, _DEPTH)[0],
            Leg.SENTENCE_VECTORS: self._passages(index.sentence_vectors.search(question, deep)[0]),
            Leg.PASSAGE_TERMS: index.passage_terms.search(terms, _DEPTH)[0],
            Leg.SENTENCE_TERMS: self._passages(index.sentence_terms.search(terms, deep)[0]),
        }
        rows = np.unique(np.concatenate(list(proposed.values())))
        everything = np.union1d(rows, self._background)
        is_candidate = np.isin(everything, rows)
        is_background = np.isin(everything, self._background)

        sentences, starts = self._sentences_of(everything)
        sentence_vectors = index.sentence_vectors.similarities(question, sentences)
        sentence_terms = index.sentence_terms.similarities(terms)[sentences]
        similarities = {
            Leg.PASSAGE_VECTORS: index.passage_vectors.similarities(question, everything),
            Leg.SENTENCE_VECTORS: np.maximum.reduceat(sentence_vectors, starts),
            Leg.PASSAGE_TERMS: index.passage_terms.similarities(terms)[everything],
            Leg.SENTENCE_TERMS: np.maximum.reduceat(sentence_terms, starts),
        }
        masses = {
            Leg.PASSAGE_TERMS: index.passage_terms.mass(terms),
            Leg.SENTENCE_TERMS: index.sentence_terms.mass(terms),
        }
        strengths = {
            leg: _deviations(similarities[leg], similarities[leg][is_background])
            for leg in VECTOR_LEGS
        } | {leg: similarities[leg] / (masses[leg] or 1.0) for leg in TERM_LEGS}
        each = _deviations(sentence_vectors, similarities[Leg.SENTENCE_VECTORS][is_background])
        each = each + sentence_weight * sentence_terms / (masses[Leg.SENTENCE_TERMS] or 1.0)
        return Candidates(
            rows=rows,
            similarities={leg: values[is_candidate] for leg, values in similarities.items()},
            strengths={leg: values[is_candidate] for leg, values in strengths.items()},
            ranks={leg: _ranks(rows, found) for leg, found in proposed.items()},
            sentences=_best_of_each(each, starts)[is_candidate],
        )

    def _passages(self, sentences: Rows) -> Rows:
        """The passages of sentences, each where its best sentence stands."""
        found = self._passage_of[sentences]
        _, first = np.unique(found, return_index=True)
        return found[np.sort(first)][:_DEPTH]

    def _sentences_of(self, passages: Rows) -> tuple[Rows, Rows]:
        """All sentence rows of the passages, and where in them each passage begins."""
        begins, ends = self._first_sentence[passages], self._first_sentence[passages + 1]
        counts = ends - begins
        starts = np.cumsum(counts) - counts
        return np.repeat(begins - starts, counts) + np.arange(counts.sum()), starts


def _deviations(values: Vectors, background: Vectors) -> Vectors:
    """How many standard deviations above the background's mean each value lies."""
    deviation = float(background.std()) or 1.0
    deviations: Vectors = (values - background.mean()) / np.float32(deviation)
    return deviations


def _ranks(rows: Rows, found: Rows) -> Rows:
    """The 1-based place of each row in a leg's order, 0 where it is not in it."""
    place = {int(row): i for i, row in enumerate(found, start=1)}
    return np.array([place.get(int(row), 0) for row in rows], np.int64)


def _best_of_each(values: Vectors, starts: Rows) -> Rows:
    """The place of the highest value in each stretch that begins at one of ``starts``."""
    ends = np.append(starts[1:], len(values))
    return np.array(
        [values[start:end].argmax() for start, end in zip(starts, ends, strict=True)], np.int64
    )
