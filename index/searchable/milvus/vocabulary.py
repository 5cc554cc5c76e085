"""The terms of a generation: the dimension of each, and how many texts hold it."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.platform.batches import batches
from index.searchable.milvus import filters
from index.searchable.milvus.connection import MOST_ROWS
from index.searchable.milvus.kept import Kept
from index.searchable.milvus.layout import Part, digest, key
from index.searchable.protocol import TermWeight

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from index.searchable.milvus.connection import Connection
    from index.searchable.milvus.description import Description

_READ_AHEAD = (
    4 * MOST_ROWS
)  # terms: with so few all are known after a few calls, without a further one
_KEPT_CHARACTERS = 1_024  # of which it is known which terms hold them
_FIELDS = ("digest", "term", "number", "passages", "sentences")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term's dimension, 0 for one that no text holds, and how many texts hold it.

    ``text`` has its first ``MOST_CHARS`` characters.
    """

    text: str = ""
    number: int = 0
    passages: int = 0
    sentences: int = 0


class Vocabulary:
    """What is known of terms. Share between threads.

    Args:
        connection: the server.
        described: the generation.
    """

    def __init__(self, connection: Connection, described: Description) -> None:
        self._connection = connection
        self._collection = described.group.of(Part.TERMS)
        self._n_passages = described.manifest.n_passages
        self._n_sentences = described.manifest.n_sentences
        self._kept: Kept[str, Term] = Kept(_READ_AHEAD)
        self._kept_holding: Kept[str, tuple[Term, ...] | None] = Kept(_KEPT_CHARACTERS)
        self._all: dict[str, Term] | None = None
        if described.n_terms <= _READ_AHEAD:
            self._all = self._read_all(described.n_terms)

    def terms(self, terms: Collection[str]) -> Mapping[str, Term]:
        """Some terms, each once; at most one call of the engine."""
        if self._all is not None:
            nothing = Term()
            return {term: self._all.get(digest(term), nothing) for term in terms}
        return self._kept.of(terms, self._read)

    def weights(self, terms: Collection[str]) -> Mapping[str, TermWeight]:
        """As ``Searchable.term_weights``."""
        return {
            term: TermWeight(
                passages=_weight(self._n_passages, known.passages),
                sentences=_weight(self._n_sentences, known.sentences),
                is_held=known.passages > 0,
            )
            for term, known in self.terms(terms).items()
        }

    def holding(self, character: str) -> tuple[Term, ...] | None:
        """The terms that hold a character; ``None`` where they are more than a call gives."""
        if self._all is not None:
            return self._by_character.get(character, ())
        return self._kept_holding.of([character], self._read_holding)[character]

    @functools.cached_property
    def _by_character(self) -> dict[str, tuple[Term, ...]]:
        found: dict[str, list[Term]] = {}
        for term in (self._all or {}).values():
            for character in {*term.text}:
                found.setdefault(character, []).append(term)
        return {character: tuple(terms) for character, terms in found.items()}

    def _read_holding(self, characters: list[str]) -> dict[str, tuple[Term, ...] | None]:
        found: dict[str, tuple[Term, ...] | None] = {}
        for character in characters:
            where = filters.has("characters", ord(character))
            rows = self._connection.query(self._collection, where, _FIELDS)
            found[character] = None if len(rows) >= MOST_ROWS else tuple(map(_term, rows))
        return found

    def _read(self, terms: list[str]) -> dict[str, Term]:
        found: dict[str, Term] = {}
        for some in batches(terms, MOST_ROWS):
            where = filters.any_of("id", map(key, some))
            rows = self._connection.query(self._collection, where, _FIELDS)
            found.update((row["digest"], _term(row)) for row in rows)
        return {term: found.get(digest(term), Term()) for term in terms}

    def _read_all(self, n_terms: int) -> dict[str, Term]:
        found: dict[str, Term] = {}
        for numbers in batches(range(1, n_terms + 1), MOST_ROWS):
            where = filters.between("number", numbers[0], numbers[-1])
            rows = self._connection.query(self._collection, where, _FIELDS)
            found.update((row["digest"], _term(row)) for row in rows)
        return found


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        text=row["term"],
        number=row["number"],
        passages=row["passages"],
        sentences=row["sentences"],
    )


def _weight(n: int, n_with: int) -> float:
    """As ``TermIndex.weight``: the inverse document frequency."""
    return math.log1p((n - n_with + 0.5) / (n_with + 0.5))
