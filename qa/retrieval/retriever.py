"""Candidate passages: what the legs propose, and how each of them sees all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.retrieval import legs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.model.encoder import Vectors
    from index.published.contents import PublishedIndex
    from index.published.vectors import Rows
    from index.types import Manifest
    from qa.retrieval.legs import Leg, Query, Search

_DEPTH = 100  # passages that each leg proposes at most, of each of a report's versions
_MOST_VERSIONS = 10  # for which the legs look deeper, so that other passages are found too
_SENTENCES_A_PASSAGE = 4  # how much deeper legs of sentences look, several being of one passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What the legs propose, and how each of them sees every candidate.

    All arrays have a place for each of n candidates, all mappings each leg in its order.
    ``similarities`` are the legs' own: the cosine, or BM25's sum. ``strengths`` can be compared
    between legs, questions and models: the cosine in deviations from that of unrelated texts, and
    the share (0 to 1) of the question's terms that is spoken of, rare ones weighing more. ``ranks``
    are 1-based, 0 where a leg did not propose the candidate. ``of_sentences`` has, of the legs of
    sentences, the strengths of each sentence of candidate i at ``starts[i]:starts[i + 1]``.
    """

    rows: Rows
    similarities: Mapping[Leg, Vectors]
    strengths: Mapping[Leg, Vectors]
    ranks: Mapping[Leg, Rows]
    of_sentences: Mapping[Leg, Vectors]
    starts: Rows

    def between(self, first: int, last: int) -> Candidates:
        """The candidates from one on up to another, which is left out."""
        begin, end = int(self.starts[first]), int(self.starts[last])
        return Candidates(
            rows=self.rows[first:last],
            similarities={leg: each[first:last] for leg, each in self.similarities.items()},
            strengths={leg: each[first:last] for leg, each in self.strengths.items()},
            ranks={leg: each[first:last] for leg, each in self.ranks.items()},
            of_sentences={leg: each[begin:end] for leg, each in self.of_sentences.items()},
            starts=self.starts[first : last + 1] - begin,
        )


class Retriever:
    """Finds candidates in one published index."""

    def __init__(self, index: PublishedIndex, manifest: Manifest) -> None:
        self._index = index
        self._manifest = manifest
        self._first_sentence = index.passages.first_sentences
        self._depth = _DEPTH * min(index.documents.most_versions, _MOST_VERSIONS)

    def candidates(self, query: Query, within: Rows | None = None) -> Candidates:
        """Ask every leg, and let every leg judge what any of them proposes.

        Args:
            query: the question.
            within: the rows of the only passages to propose, in their order; any by default.
        """
        searches = {leg: leg.search(self._index, self._manifest, query) for leg in legs.LEGS}
        deep = self._depth * _SENTENCES_A_PASSAGE
        inside = None if within is None else self._sentences_of(within)[0]
        proposed = {
            leg: passages_of(self._index, search.nearest(deep, inside))[: self._depth]
            if leg.of_sentences
            else search.nearest(self._depth, within)
            for leg, search in searches.items()
        }
        rows = np.unique(np.concatenate(list(proposed.values())))
        return self._judged(searches, rows, proposed)

    def judged(self, query: Query, rows: Rows) -> Candidates:
        """How every leg sees some passages, whatever the legs would propose themselves.

        Args:
            query: the question.
            rows: the rows of the passages, ascending.
        """
        searches = {leg: leg.search(self._index, self._manifest, query) for leg in legs.LEGS}
        return self._judged(searches, rows, dict.fromkeys(searches, np.empty(0, np.int64)))

    def _judged(
        self, searches: Mapping[Leg, Search], rows: Rows, proposed: Mapping[Leg, Rows]
    ) -> Candidates:
        sentences, starts = self._sentences_of(rows)
        each_sentence = {
            leg: search.similarities(sentences)
            for leg, search in searches.items()
            if leg.of_sentences
        }
        similarities = {
            leg: _highest(each_sentence[leg], starts)
            if leg.of_sentences
            else search.similarities(rows)
            for leg, search in searches.items()
        }
        return Candidates(
            rows=rows,
            similarities=similarities,
            strengths={leg: searches[leg].strengths(each) for leg, each in similarities.items()},
            ranks={leg: _ranks(rows, ordered) for leg, ordered in proposed.items()},
            of_sentences={
                leg: searches[leg].strengths(each) for leg, each in each_sentence.items()
            },
            starts=starts,
        )

    def _sentences_of(self, passages: Rows) -> tuple[Rows, Rows]:
        """All sentence rows of the n passages, and the n + 1 places where each one's begin."""
        begins, ends = self._first_sentence[passages], self._first_sentence[passages + 1]
        starts = np.concatenate(([0], np.cumsum(ends - begins))).astype(np.int64)
        offsets = np.repeat(begins - starts[:-1], ends - begins)
        return offsets + np.arange(starts[-1]), starts


def passages_of(index: PublishedIndex, sentences: Rows) -> Rows:
    """The passages of sentences in their order, each where the first of its sentences stands."""
    passages = index.passages_of(sentences)
    _, first = np.unique(passages, return_index=True)
    return passages[np.sort(first)]


def _highest(values: Vectors, starts: Rows) -> Vectors:
    """The highest value of each stretch; every passage has a sentence."""
    if len(starts) == 1:
        return np.empty(0, np.float32)
    return np.maximum.reduceat(values, starts[:-1])


def _ranks(rows: Rows, ordered: Rows) -> Rows:
    """The 1-based place of each row, all ascending, in a leg's order; 0 where it is not in it."""
    ranks = np.zeros(len(rows), np.int64)
    ranks[np.searchsorted(rows, ordered)] = np.arange(1, len(ordered) + 1)
    return ranks
