"""Candidate passages: what the legs propose, and how each of them sees all of it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.searchable.protocol import TermQuery, Unit
from qa.retrieval import legs
from qa.retrieval.legs import Query
from qa.retrieval.scripts import script_of, vector_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from index.model.encoder import Encoder, Vectors
    from index.platform.arrays import Rows
    from index.searchable.protocol import LegQuery, Search, Searchable, Selected
    from index.types import Manifest
    from qa.retrieval.legs import Leg
    from qa.retrieval.scripts import Script
    from qa.understanding.question import Question

_DEPTH = 100  # passages that each leg proposes at most, of each of a report's versions
_MOST_VERSIONS = 10  # for which the legs look deeper, so that other passages are found too


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
    """Finds candidates in one index.

    Args:
        index: the index, whichever engine holds it.
        manifest: what it was made of: it tells how alike texts are that have nothing in common.
    """

    def __init__(self, index: Searchable, manifest: Manifest) -> None:
        self._index = index
        self._mean = np.float32(manifest.similarity_mean)
        self._deviation = np.float32(manifest.similarity_deviation or 1.0)
        self._depth = _DEPTH * min(index.most_versions, _MOST_VERSIONS)

    def query(self, question: Question, encoder: Encoder) -> Query:
        """A question as it is put to the legs, its subject encoded as the passages are written."""
        return Query.of(question, vector_of(question.encoded, encoder, lambda: self._script))

    @functools.cached_property
    def _script(self) -> Script:
        return script_of(self._index)

    def candidates(self, query: Query, within: Selected | None = None) -> Candidates:
        """Ask every leg, and let every leg judge what any of them proposes.

        Args:
            query: the question.
            within: the only passages to propose; any by default.
        """
        queries = [leg.asks(query) for leg in legs.LEGS]
        search = self._index.search(queries)
        proposed = search.nearest(self._depth, within)
        rows = np.unique(np.concatenate(proposed))
        return self._judged(queries, search, rows, proposed)

    def judge(self, query: Query) -> Callable[[Rows], Candidates]:
        """What tells how every leg sees some passages, whatever the legs would propose themselves.

        The passages are given by their rows; one query is put for all that is asked so.

        Args:
            query: the question.
        """
        queries = [leg.asks(query) for leg in legs.LEGS]
        search, nothing = self._index.search(queries), np.empty(0, np.int64)
        return lambda rows: self._judged(queries, search, rows, [nothing] * len(queries))

    def _judged(
        self,
        queries: Sequence[LegQuery],
        search: Search,
        rows: Rows,
        proposed: Sequence[Rows],
    ) -> Candidates:
        found = search.similarities(rows)
        each_leg = zip(legs.LEGS, found.by_query, self._comparable(queries), strict=True)
        similarities, strengths, of_sentences = {}, {}, {}
        for leg, seen, comparable in each_leg:
            if leg.of_sentences:
                of_sentences[leg] = comparable(seen)
            similarities[leg] = _highest(seen, found.starts) if leg.of_sentences else seen
            strengths[leg] = comparable(similarities[leg])
        ranks = zip(legs.LEGS, proposed, strict=True)
        return Candidates(
            rows=rows,
            similarities=similarities,
            strengths=strengths,
            ranks={leg: _ranks(rows, ordered) for leg, ordered in ranks},
            of_sentences=of_sentences,
            starts=found.starts,
        )

    def _comparable(self, queries: Sequence[LegQuery]) -> Iterator[Callable[[Vectors], Vectors]]:
        """For each query what makes its similarities strengths.

        A cosine is counted in deviations from that of unrelated texts; a sum of terms as the share of
        the question's terms, rare ones weighing more.
        """
        terms = {term for each in queries if isinstance(each, TermQuery) for term in each.terms}
        weights = self._index.term_weights(terms)
        for each in queries:
            if isinstance(each, TermQuery):
                is_passage = each.unit is Unit.PASSAGE
                known = map(weights.__getitem__, each.terms)
                # A question without a single term, or no index at all, has no share to be divided by.
                mass = sum(w.passages if is_passage else w.sentences for w in known) or 1.0
                yield functools.partial(_share, mass=mass)
            else:
                yield self._in_deviations

    def _in_deviations(self, cosines: Vectors) -> Vectors:
        return np.asarray((cosines - self._mean) / self._deviation, np.float32)


def _share(sums: Vectors, *, mass: float) -> Vectors:
    return np.asarray(sums / mass, np.float32)


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
