"""The queries of one question, put to Milvus: all legs at once, each in a call beside the others."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from index.platform.batches import batches
from index.searchable.milvus import filters
from index.searchable.milvus.connection import MOST_ROWS
from index.searchable.milvus.holdings import PLACE_FIELDS, Place
from index.searchable.milvus.layout import EFFORT, EXACT, Part
from index.searchable.protocol import Similarities, TermQuery, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.model.encoder import Vectors
    from index.platform.arrays import Rows
    from index.searchable.milvus.holdings import Holdings
    from index.searchable.milvus.vocabulary import Vocabulary
    from index.searchable.protocol import LegQuery

_SENTENCES_A_PASSAGE = 4  # how much deeper sentences are searched, several being of one passage
_MORE = 64  # rows beyond those wanted, among which ties at the end are put in order
_FEW = 2_048  # texts, of which all are asked for where they are likely fewer
_MORE_TIES = 4  # times as many, where they are not enough


Found = list[tuple[int, float, Any]]  # row, product, fields


class Legs:
    """Queries beside all texts of a generation.

    Args:
        holdings: the generation.
        vocabulary: its terms.
        queries: the queries.
    """

    def __init__(
        self, holdings: Holdings, vocabulary: Vocabulary, queries: Sequence[LegQuery]
    ) -> None:
        self._holdings = holdings
        self._queries = queries
        self._asked = _asked(vocabulary, queries)
        self._least = 0  # texts that are asked for
        self._whole: dict[int, dict[int, float]] = {}  # how a query sees all that were to be found

    def nearest(
        self,
        n: int,
        where: str,
        beside: Sequence[Callable[[], object]] = (),
        *,
        is_few: bool = False,
    ) -> tuple[Rows, ...]:
        """As ``Search.nearest``, of the passages that meet a filter; at most ``MOST_ROWS`` texts.

        Args:
            n: how many passages.
            where: the filter.
            beside: calls that are to be made at the same time, whatever they come to.
            is_few: whether the texts are likely few: then all are asked for, and seen at once.
        """
        self._least = _FEW if is_few else 0
        legs = [_bound(self._nearest, number, n, where) for number in range(len(self._queries))]
        return tuple(self._holdings.together([*legs, *beside])[: len(legs)])

    def _nearest(self, number: int, n: int, where: str) -> Rows:
        query = self._queries[number]
        is_passage = query.unit is Unit.PASSAGE
        wanted = min(n if is_passage else n * _SENTENCES_A_PASSAGE, MOST_ROWS)
        found = self._ranked(number, wanted, where)
        fields = {row if is_passage else fields["passage"]: fields for row, _, fields in found}
        self._holdings.keep_places({row: Place.of(each) for row, each in fields.items()})
        return np.array(list(fields)[:n], np.int64)

    def _ranked(self, number: int, wanted: int, where: str) -> Found:
        """The nearest texts, nearest first; ties by row, also where they reach beyond the last."""
        query, vector = self._queries[number], self._asked[number]
        if wanted < 1 or not self._n_texts(query) or vector == {}:
            return []
        output = PLACE_FIELDS if query.unit is Unit.PASSAGE else ("passage", *PLACE_FIELDS)
        limit = min(max(wanted + _MORE, self._least), MOST_ROWS)
        while True:
            found = self._search(query, vector, limit, where, output)
            found.sort(key=lambda hit: (-hit[1], hit[0]))
            if self._least and len(found) < limit:
                self._whole[number] = {row: product for row, product, _ in found}
            ends_in_tie = len(found) >= limit and found[wanted - 1][1] == found[-1][1]
            if limit == MOST_ROWS or not ends_in_tie:
                return found[:wanted]
            limit = min(limit * _MORE_TIES, MOST_ROWS)

    def similarities(self, passages: Rows, places: dict[int, Place]) -> Similarities:
        """As ``Search.similarities``; ``places`` has where each passage stands."""
        counts = [places[row].count for row in passages.tolist()]
        starts = np.cumsum([0, *counts], dtype=np.int64)
        sentences = [
            row
            for passage in passages.tolist()
            for row in range(places[passage].first, places[passage].first + places[passage].count)
        ]
        rows = {Unit.PASSAGE: passages.tolist(), Unit.SENTENCE: sentences}
        calls = [
            _bound(self._seen, number, rows[query.unit])
            for number, query in enumerate(self._queries)
        ]
        # Asked for next, of the same passages: beside these calls it costs no further one.
        documents = list(dict.fromkeys(place.document for place in places.values()))
        *by_query, _ = self._holdings.together([*calls, _bound(self._holdings.origins, documents)])
        return Similarities(by_query=tuple(by_query), starts=starts)

    def _seen(self, number: int, rows: Sequence[int]) -> Vectors:
        """How a query sees some texts, given by their rows: (n,) float32."""
        query, vector = self._queries[number], self._asked[number]
        distinct = sorted(set(rows))
        seen = dict(self._whole.get(number, {}))
        is_asked = vector != {} and number not in self._whole
        for chunk in batches(distinct if is_asked else [], MOST_ROWS):
            found = self._search(query, vector, len(chunk), filters.any_of("id", chunk), ())
            seen.update((row, product) for row, product, _ in found)
        if not isinstance(query, TermQuery):  # a graph may have missed some
            seen.update(self._products(query, vector, [row for row in distinct if row not in seen]))
        return np.array([seen.get(row, 0.0) for row in rows], np.float32)

    def _products(
        self, query: LegQuery, vector: list[float], rows: Sequence[int]
    ) -> Iterator[tuple[int, float]]:
        """The products with the vectors of some texts, which are read for that."""
        at_once = MOST_ROWS // 16  # of 1.5 kB each
        for some in batches(rows, at_once):
            where = filters.any_of("id", some)
            collection = self._holdings.of(_part(query))
            for row in self._holdings.connection.query(collection, where, ("id", "vector")):
                product = np.vecdot(
                    np.array(row["vector"], np.float32), np.array(vector, np.float32)
                )
                yield row["id"], float(product)

    def _search(
        self, query: LegQuery, vector: Any, limit: int, where: str, output: Sequence[str]
    ) -> Found:
        is_graph = not isinstance(query, TermQuery) and self._n_texts(query) > EXACT
        return self._holdings.connection.search(
            self._holdings.of(_part(query)),
            "terms" if isinstance(query, TermQuery) else "vector",
            [vector],
            limit,
            where=where,
            output=output,
            effort=max(limit, EFFORT) if is_graph else 0,
        )[0]

    def _n_texts(self, query: LegQuery) -> int:
        manifest = self._holdings.described.manifest
        return manifest.n_passages if query.unit is Unit.PASSAGE else manifest.n_sentences


def _asked(vocabulary: Vocabulary, queries: Sequence[LegQuery]) -> list[Any]:
    """The vector of each query: of terms what each weighs, by its dimension."""
    said = [
        Counter((*query.terms, *query.synonyms)) if isinstance(query, TermQuery) else Counter()
        for query in queries
    ]
    terms = {*itertools.chain.from_iterable(said)}
    known, weights = vocabulary.terms(terms), vocabulary.weights(terms)
    return [
        {
            known[term].number: times
            * (weights[term].passages if query.unit is Unit.PASSAGE else weights[term].sentences)
            for term, times in counted.items()
            if known[term].number
        }
        if isinstance(query, TermQuery)
        else np.asarray(query.vector, np.float32).tolist()
        for query, counted in zip(queries, said, strict=True)
    ]


def _bound(call: Callable[..., Any], *arguments: Any) -> Callable[[], Any]:
    return lambda: call(*arguments)


def _part(query: LegQuery) -> Part:
    return Part.PASSAGES if query.unit is Unit.PASSAGE else Part.SENTENCES
