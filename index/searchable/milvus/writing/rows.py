"""The rows that a published index becomes in Milvus, collection by collection."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.platform.batches import batches
from index.searchable.embedded_reports import EmbeddedReportIndex
from index.searchable.milvus import texts
from index.searchable.milvus.layout import (
    ASPECTS,
    LEVELS,
    MOST_CHARACTERS,
    MOST_CHARS,
    MOST_CHOICES,
    NO_TERM,
    NO_TERM_WEIGHT,
    NO_VECTOR,
    PERIODS,
    Part,
    beginning,
    choice,
    digest,
    key,
)
from index.searchable.milvus.told.summary import Summary, folded
from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from index.model.encoder import Vectors
    from index.published.contents import PublishedIndex
    from index.published.terms import TermIndex
    from index.published.vectors import VectorIndex

_AT_ONCE = 1_024  # vectors that are read together
NO_HEADING = -1


def vocabulary(index: PublishedIndex) -> dict[str, int]:
    """The dimension of each term, of passages and of sentences alike, from 1 on."""
    terms = {*index.passage_terms.postings()[0], *index.sentence_terms.postings()[0]}
    return {term: number for number, term in enumerate(sorted(terms), NO_TERM + 1)}


def of_terms(index: PublishedIndex, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """A row for each term: its dimension, its characters, and how many passages and sentences hold it."""
    counts = {}
    for part in (index.passage_terms, index.sentence_terms):
        terms, starts, _, _ = part.postings()
        counts[part] = dict(zip(terms, np.diff(starts).tolist(), strict=True))
    for term, number in numbers.items():
        yield {
            "id": key(term),
            "digest": digest(term),
            "term": term[:MOST_CHARS],
            "characters": sorted({*map(ord, term)})[:MOST_CHARACTERS],
            "number": number,
            "passages": counts[index.passage_terms].get(term, 0),
            "sentences": counts[index.sentence_terms].get(term, 0),
            "vector": NO_VECTOR,
        }


def of_passages(index: PublishedIndex, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """A row for each passage."""
    chosen_by = map(dict, map(dataclasses.asdict, _chosen_by(index)))
    weights = _Weights.of(index.passage_terms, numbers)
    vectors = _each_vector(index.passage_vectors)
    for row, (fields, vector) in enumerate(zip(chosen_by, vectors, strict=True)):
        yield {
            "id": row,
            "vector": vector,
            "terms": weights.of_row(row),
            "facts": len(index.facts.of_passage(row)),
            **fields,
        }


def of_sentences(index: PublishedIndex, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """A row for each sentence, chosen by what its passage is chosen by."""
    weights = _Weights.of(index.sentence_terms, numbers)
    vectors = _each_vector(index.sentence_vectors)
    for passage, placed in enumerate(_chosen_by(index)):
        fields = dataclasses.asdict(placed)
        for row in range(placed.first, placed.first + placed.count):
            yield {
                "id": row,
                "passage": passage,
                "vector": next(vectors),
                "terms": weights.of_row(row),
                **fields,
            }


def of_documents(index: PublishedIndex) -> Iterator[dict[str, Any]]:
    """A row for each report."""
    versions = EmbeddedReportIndex(index).versions(range(len(index.documents)))
    for row in range(len(index.documents)):
        origin, about = index.documents.origin(row), index.documents.about(row)
        card = texts.Card(
            about=about,
            passages=index.passages.of_document(row),
            versions=versions[row],
        )
        choices: set[int] = set()
        for passage in index.passages.of_document(row):
            read = index.passages[passage]
            heading = read.section[0] if read.section else None
            either = [(read.period, None), (read.period, heading), (None, heading)]
            choices.update(choice(*each) for each in either if each != (None, None))
        yield {
            "id": row,
            "document_key": key(origin.id),
            "place": key(origin.place),
            "year": origin.year or 0,
            "review_year": origin.review_year or 0,
            "choices": sorted(choices) if len(choices) <= MOST_CHOICES else [],
            "level": LEVELS.index(about.level),
            "beginning": beginning(origin.id),
            "origin": texts.of_origin(origin),
            "card": texts.of_card(card),
            "vector": NO_VECTOR,
        }


def of_facts(index: PublishedIndex, summary: Summary) -> Iterator[dict[str, Any]]:
    """A row for each fact, chosen by what its passage is chosen by."""
    rows = itertools.count()
    for passage, placed in enumerate(_chosen_by(index)):
        fields = dataclasses.asdict(placed)
        del fields["first"], fields["count"]
        for number, fact in enumerate(index.facts.of_passage(passage)):
            yield {
                "id": next(rows),
                "passage": passage,
                "number": number,
                "measure": summary.number_of[folded(fact.measure.text)],
                "aspect": ASPECTS.index(fact.aspect),
                "vector": NO_VECTOR,
                **fields,
            }


def of_texts(index: PublishedIndex, summary: Summary) -> Iterator[dict[str, Any]]:
    """The pieces of all passages, with their facts, of all reports, and of the distinct values."""
    n_pieces = 0
    for piece in texts.pieces(texts.SUMMARY, summary.to_json(), n_pieces):
        n_pieces += 1
        yield piece
    for row, passage in enumerate(index.passages):
        text = texts.of_passage(passage, index.facts.of_passage(row))
        for piece in texts.pieces(texts.owner_of_passage(row), text, n_pieces):
            n_pieces += 1
            yield piece
    for row, document in enumerate(index.documents):
        text = texts.of_document(document)
        for piece in texts.pieces(texts.owner_of_document(row), text, n_pieces):
            n_pieces += 1
            yield piece


def of(index: PublishedIndex, numbers: Mapping[str, int]) -> dict[Part, Iterator[dict[str, Any]]]:
    """The rows of each collection that hold an index."""
    summary = Summary.of(index)
    return {
        Part.TEXTS: of_texts(index, summary),
        Part.FACTS: of_facts(index, summary),
        Part.DOCUMENTS: of_documents(index),
        Part.TERMS: of_terms(index, numbers),
        Part.PASSAGES: of_passages(index, numbers),
        Part.SENTENCES: of_sentences(index, numbers),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _ChosenBy:
    """What a passage is chosen by, and where its sentences are, as the fields of its row."""

    document: int
    document_key: int
    place: int
    year: int
    period: int
    heading: int
    spoken: int
    first: int
    count: int


def _chosen_by(index: PublishedIndex) -> Iterator[_ChosenBy]:
    firsts = index.passages.first_sentences
    for document in range(len(index.documents)):
        origin = index.documents.origin(document)
        document_key, place = key(origin.id), key(origin.place)
        for row in index.passages.of_document(document):
            passage = index.passages[row]
            is_review = passage.period is Period.REVIEW
            first, end = firsts[row : row + 2].tolist()
            yield _ChosenBy(
                document=document,
                document_key=document_key,
                place=place,
                year=origin.year or 0,
                period=PERIODS.index(passage.period),
                heading=key(passage.section[0]) if passage.section else NO_HEADING,
                spoken=(origin.review_year if is_review else origin.year) or 0,
                first=first,
                count=end - first,
            )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Weights:
    """What terms add to texts, without their inverse document frequency, text by text."""

    starts: NDArray[np.int64]
    numbers: NDArray[np.int64]
    weights: Vectors

    @classmethod
    def of(cls, index: TermIndex, numbers: Mapping[str, int]) -> _Weights:
        terms, starts, rows, parts = index.postings()
        n_rows = np.diff(starts)
        own = np.array([numbers[term] for term in terms], np.int64)
        frequencies = np.array([index.weight(term) for term in terms], np.float64)
        order = np.argsort(rows, kind="stable")
        weights = parts / np.repeat(frequencies, n_rows)
        counts = np.bincount(rows, minlength=index.n_texts)
        return cls(
            starts=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            numbers=np.repeat(own, n_rows)[order],
            weights=weights[order].astype(np.float32),
        )

    def of_row(self, row: int) -> dict[int, float]:
        """The weight of each term of a text by its dimension."""
        stretch = slice(*self.starts[row : row + 2].tolist())
        held = zip(self.numbers[stretch].tolist(), self.weights[stretch].tolist(), strict=True)
        return dict(held) or {NO_TERM: NO_TERM_WEIGHT}


def _each_vector(vectors: VectorIndex) -> Iterator[list[float]]:
    for rows in batches(range(len(vectors)), _AT_ONCE):
        yield from vectors.vectors(np.array(rows)).tolist()
